"""Facts out of answers: of the right document, and nothing that is no abstract or no list."""

from __future__ import annotations

from typing import Any

import pytest
from tests.enrich.services import Document, crossref_work, europepmc_result, openalex_work
from tests.enrich.test_asking import TITLE, need

from coprod_review.enrich.answers import said_by
from coprod_review.enrich.asking import title_key
from coprod_review.enrich.facts import Answer, Gathered, gather, said_by_key, withdrawn
from coprod_review.enrich.one_title import is_one_title
from coprod_review.model.enrichment import Fact
from coprod_review.tasks.enrich.asking import read_works

WORDS = "What was seen in a garden by nurses, families and patients who stayed there for long."
MAKERS = {"openalex": openalex_work, "crossref": crossref_work, "europepmc": europepmc_result}


def answered(key: str, *, date: str = "2026-01-02", **documents: Any) -> dict[tuple[str, str], Answer]:
    """Answers to a key: of each service the documents that it gives."""
    answers = {}
    for service, some in documents.items():
        works = [MAKERS[service](one) for one in some]
        said = said_by_key([key], said_by(service, works, read_works))
        answers[service, key] = Answer(said=said[key], date=date)
    return answers


def document(**facts: Any) -> Document:
    return Document(**({"doi": "10.5555/1", "title": TITLE, "abstract": WORDS} | facts))


def found(gathered: Gathered, field: str) -> list[tuple[str, str]]:
    return [(fact.service, fact.value) for fact in gathered.facts if fact.field == field]


def test_a_doi_in_other_case_is_the_same_document() -> None:
    answers = answered("doi:10.5555/abc", crossref=[document(doi="10.5555/ABC")])
    gathered = gather([need(doi="10.5555/abc")], answers)
    assert found(gathered, "abstract") == [("crossref", WORDS)]


def test_works_that_nobody_asked_for_say_nothing() -> None:
    answers = answered("doi:10.5555/1", crossref=[document(doi="10.5555/2")])
    assert gather([need(doi="10.5555/1")], answers) == Gathered(facts=(), refused=())


def test_of_two_works_with_one_doi_the_first_that_has_a_field_gives_it() -> None:
    answers = answered("doi:10.5555/1", openalex=[document(abstract=""), document(), document(abstract="x")])
    assert found(gather([need(doi="10.5555/1")], answers), "abstract") == [("openalex", WORDS)]


def test_a_work_with_another_title_is_refused_and_told() -> None:
    answers = answered("doi:10.5555/1", crossref=[document(title="Soup at noon in four small hospitals")])
    gathered = gather([need(doi="10.5555/1")], answers)
    assert gathered.facts == ()
    assert [refused.why for refused in gathered.refused] == [
        "another title: “Soup at noon in four small hospitals”"
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "one"),
    [
        ("Families at the bedside", "FAMILIES AT THE BEDSIDE: a ward study", True),
        ("Families at the bedside", "Families <i>at</i> the Bedside.", True),
        ("Families at the bedside", "", True),
        ("Families at the bedside", "Warm soup at noon in four hospitals", False),
        ("Families at the bedside", "Familien am Krankenbett", False),
        ("Families at the bedside", "Families at the bedside of surgeons who are on call at night", False),
        ("Families’ voices at night", "Families' voices at night – what was heard on four small wards", True),
        ("Bedside care", "On the bedside manners of clerks, and their care for plants in the hall", False),
        ("Families at the bedside", "Correction to: Families at the bedside", False),
        ("Families at the bedside", "Retraction Note: Families at the bedside", False),
        ("Families at the bedside", "RETRACTED: Families at the bedside", True),
        ("Reply to: Families at the bedside", "Reply to: families at the bedside.", True),
        ("Safety at home", "RETRACTED ARTICLE: Safety at home", True),
        ("Safety at home", "[Retracted] Safety at home: a randomised trial of visits", True),
        ("Safety at home", "WITHDRAWN: Safety at home: a randomised trial of visits", True),
        ("Safety at home", "Safety at home (Retracted article)", True),
        ("Safety at home", "Safety at home (Retracted article. See vol. 3, pg. 12, 2021)", True),
        ("Safety at home", "RETRACTED ARTICLE: Soup at noon in four small hospitals", False),
        ("Correction to: Families at the bedside", "Reply to: Families at the bedside", False),
        ("Erratum to: Families at the bedside", "Correction to: Families at the bedside", True),
        ("Families at the bedside", "Families at the bedside – a reply", False),
        ("Families at the bedside", "Families at the bedside: authors’ response", False),
        ("Families at the bedside (Part 1)", "Families at the bedside (Part 2)", False),
        ("Families at the bedside (Part 1)", "Families at the bedside", True),
        ("Response to fever in four small wards", "Response to fever in four small wards: a survey", True),
    ],
)
def test_titles_may_differ_in_form_and_subtitle(ours: str, theirs: str, one: bool) -> None:
    assert is_one_title(ours, theirs) is one


@pytest.mark.parametrize(
    ("abstract", "why"),
    [
        ("Click here to see the full text of it.", "is no abstract"),
        ("word " * 5000, "24,999 characters are no abstract"),
    ],
)
def test_what_is_no_abstract_is_refused_and_told(abstract: str, why: str) -> None:
    answers = answered("doi:10.5555/1", crossref=[document(abstract=abstract)])
    gathered = gather([need(doi="10.5555/1")], answers)
    assert found(gathered, "abstract") == []
    assert [why in refused.why for refused in gathered.refused] == [True]


def test_no_abstract_is_no_abstract() -> None:
    answers = answered("doi:10.5555/1", crossref=[document(abstract="No abstract available")])
    assert gather([need(doi="10.5555/1", missing=frozenset({"abstract"}))], answers).facts == ()


def test_services_that_differ_are_all_kept_in_their_order_and_repeats_are_not() -> None:
    answers = answered(
        "doi:10.5555/1",
        openalex=[document()],
        crossref=[document(abstract=WORDS.upper())],
        europepmc=[document(abstract=f"{WORDS} And more.")],
    )
    gathered = gather([need(doi="10.5555/1")], answers)
    assert [service for service, _ in found(gathered, "abstract")] == ["europepmc", "crossref"]


def test_cited_works_are_those_of_one_service() -> None:
    some = document(references=("Okafor T. Noon. 2001", "Berg L. Night. 2002"))
    answers = answered("doi:10.5555/1", openalex=[some], crossref=[some])
    gathered = gather([need(doi="10.5555/1")], answers)
    assert found(gathered, "references") == [("crossref", "Okafor T. Noon. 2001 || Berg L. Night. 2002")]


def test_a_doi_is_found_by_exact_title_year_and_first_author() -> None:
    asked = need()
    answers = answered(title_key(asked), crossref=[document(year=2020), document(doi="10.5555/2", year=2019)])
    assert found(gather([asked], answers), "doi") == [("crossref", "10.5555/1")]


@pytest.mark.parametrize(
    "other",
    [{"year": 2019}, {"family": "Okafor"}, {"title": f"{TITLE}: a study"}],
    ids=["year", "author", "title"],
)
def test_a_doi_of_a_document_that_fits_nearly_is_not_taken(other: dict[str, Any]) -> None:
    asked = need()
    answers = answered(title_key(asked), crossref=[document(**other)])
    assert gather([asked], answers) == Gathered(facts=(), refused=())


def test_a_doi_of_several_documents_that_fit_is_refused_and_told() -> None:
    asked = need()
    answers = answered(title_key(asked), crossref=[document(), document(doi="10.5555/2")])
    gathered = gather([asked], answers)
    assert gathered.facts == ()
    assert [refused.why for refused in gathered.refused] == ["several documents fit: 10.5555/1, 10.5555/2"]


def test_a_notice_that_a_service_takes_back_is_taken_back() -> None:
    told = Fact(
        alias="doi:10.5555/1",
        field="notice",
        value="retraction",
        service="openalex",
        address="",
        date="2026-01-02",
    )
    asked = [need(doi="10.5555/1")]
    later = answered("doi:10.5555/1", date="2026-02-01", openalex=[document()])
    assert [(fact.value, fact.date) for fact in withdrawn([told], asked, later)] == [("", "2026-02-01")]
    still = answered("doi:10.5555/1", date="2026-02-01", openalex=[document(retracted_by="10.5555/r")])
    unknown = answered("doi:10.5555/1", date="2026-02-01", openalex=[])
    for answers in (still, unknown, answered("doi:10.5555/1", openalex=[document()])):
        assert list(withdrawn([told], asked, answers)) == []


def test_an_abstract_with_headings_or_in_capitals_is_the_same_and_is_kept_once() -> None:
    long = f"{WORDS} " * 5
    answers = answered(
        "doi:10.5555/1",
        crossref=[document(abstract=long)],
        europepmc=[document(pmid="1", abstract=long.upper())],
        openalex=[
            document(abstract="Another text of twelve words or more that says what nobody else has said.")
        ],
    )
    gathered = gather([need(doi="10.5555/1")], answers)
    assert [service for service, _ in found(gathered, "abstract")] == ["europepmc", "openalex"]


def test_a_retraction_is_taken_though_the_service_stamps_the_title_and_we_lack_the_subtitle() -> None:
    stamped = f"RETRACTED ARTICLE: {TITLE}: a randomised trial in ten hospitals of two counties"
    answers = answered("doi:10.5555/1", crossref=[document(title=stamped)])
    assert found(gather([need(doi="10.5555/1")], answers), "notice") == [("crossref", "retraction")]
