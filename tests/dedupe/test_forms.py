from __future__ import annotations

import pytest

from coprod_review.dedupe.containers import container_words, containers_agree
from coprod_review.dedupe.dois import doi_work, plain_doi
from coprod_review.dedupe.forms import (
    page_span,
    words_of,
)
from coprod_review.dedupe.kinds import core_of, is_generic, kind_of
from coprod_review.dedupe.numbering import numbering_differs


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("https://doi.org/10.5555/ABC.1", "10.5555/abc.1"),
        ("doi: 10.5555/abc.1.", "10.5555/abc.1"),
        ("10.5555/(SICI)1099-1%3C1::AID-X%3E3.0.CO;2-A", "10.5555/(sici)1099-1<1::aid-x>3.0.co;2-a"),
        ("10.5555/s0001(99)00002-1", "10.5555/s0001(99)00002-1"),
        ("(10.5555/abc)", "10.5555/abc"),
        ("not a doi", ""),
    ],
)
def test_a_doi_is_found_in_every_dress(written: str, plain: str) -> None:
    assert plain_doi(written) == plain


def test_versions_of_a_preprint_stand_for_one_work_and_other_dois_for_themselves() -> None:
    assert doi_work("10.1101/2020.01.01.123v2") == doi_work("10.1101/2020.01.01.123v1")
    assert doi_work("10.1046/j.1365-2648.2003.02537.x") == doi_work("10.1111/j.1365-2648.2003.02537.x")
    assert doi_work("10.5555/abc.v2") == "10.5555/abc.v2"


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("288-97", ("288", "297")),
        ("pp. 12–15", ("12", "15")),
        ("S417-S429", ("s417", "s429")),
        ("Suppl-29", ("", "")),
        ("01-Sep", ("1", "9")),
        ("e43268", ("e43268", "")),
        ("12 p.", ("", "")),
        ("n/a", ("", "")),
        ("106-11; discussion 111", ("106", "111")),
    ],
)
def test_pages_are_read_as_databases_write_them(written: str, span: tuple[str, str]) -> None:
    assert page_span(written) == span


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("J Ward Life", "Journal of Ward Life", True),
        ("Journal of Ward Life", "Journal of Ward Life (Online)", True),
        ("NWCC 2017 Proceedings", "Northern Ward Care Conference", True),
        ("Journal of Ward Life", "Nordic Bedside", False),
        (
            "Journal of Ward Life and Care. American Volume",
            "Journal of Ward Life and Care. British Volume",
            False,
        ),
        ("Annals of Ward Life Section B", "Annals of Ward Life Section C", False),
        ("", "Nordic Bedside", None),
        ("Thorax", "Thorax London", None),
        ("Ann Ward Care Lond", "Annals of Ward Care", True),
        ("Ward Life Care : the official journal of the society", "Ward Life Care", True),
        ("Natl Ward J", "National Ward Journal", True),
        ("Jahrbuch für Krankenpflege", "Jahrb Krankenpfl", True),
        ("Card Ward Nurs Care", "Cardio-Thoracic Ward Nursing Care", None),
        ("Ward Proc", "Proceedings of Wards", None),
        ("病院管理", "Journal of Hospital Management", None),
    ],
)
def test_containers_agree_in_their_abbreviations(one: str, other: str, agree: bool | None) -> None:
    assert containers_agree(container_words(one), container_words(other)) is agree


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Erratum to: Night rounds", "notice"),
        ("Correcting errors on night rounds", ""),
        ("RETRACTED: Night rounds", ""),
        ("Reply to Ames", "reply"),
        ("Comment on Ames", "comment"),
        ("Responses of families to night rounds", ""),
        ("Night rounds: study protocol", "protocol"),
        ("Night rounds [Review] [33 refs]", ""),
    ],
)
def test_titles_tell_what_kind_of_document_they_head(title: str, kind: str) -> None:
    assert kind_of(title, "") == kind


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Erratum: A trial of bells", "a trial of bells"),
        ("Erratum [A trial of bells]", "a trial of bells"),
        ("Correction: To err by night", "to err by night"),
        ("Erratum zu: Eine Studie", "eine studie"),
        ("Erratum zu Eine Studie", "eine studie"),
        ("Retraction notice to: A trial of bells", "a trial of bells"),
        ("A trial of bells (vol 38, pg 300, 2016)", "a trial of bells"),
    ],
)
def test_the_title_behind_the_mark_of_a_notice_stays_whole(title: str, core: str) -> None:
    assert kind_of(title, "") == "notice"
    assert core_of(title) == core


def test_the_core_of_a_title_is_what_it_is_about() -> None:
    assert core_of("Erratum to: “Night rounds”") == "night rounds"
    assert core_of("RETRACTED: Night rounds [Review] [33 refs]") == "night rounds"


def test_titles_that_many_documents_bear_are_generic() -> None:
    assert is_generic(words_of("Guest Editorial"))
    assert is_generic(words_of("Book Reviews"))
    assert not is_generic(words_of("Editorial policies of ward newsletters"))


def test_numbers_differ_only_where_both_titles_have_them() -> None:
    assert numbering_differs(words_of("Rounds, part I"), words_of("Rounds, part 2"))
    assert not numbering_differs(words_of("Rounds, part I"), words_of("Rounds, part 1"))
    assert not numbering_differs(words_of("Rounds"), words_of("Rounds, part 2"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Int J Clin Pharm", "J Clin Pharm Ther"),
        ("Nursing Research", "Journal of Nursing Research"),
        ("Quality in Health Care", "Quality Management in Health Care"),
        ("Health Policy", "Health Policy and Planning"),
        ("J Patient Saf", "J Patient Saf Risk Manag"),
        ("BMJ Open", "BMJ Open Quality"),
        ("JAMA", "JAMA Network Open"),
        ("Lancet", "The Lancet. Oncology"),
        ("Am J Infect Control", "Am J Infect Dis"),
        ("Am J Med Genet", "J Med Genet"),
        ("Neurology", "Neuropharmacology"),
        ("J Pak Med Assoc", "J Indian Med Assoc"),
        ("Int J Nurs Stud", "Int J Nurs Stud Adv"),
    ],
)
def test_journals_of_like_names_are_two(one: str, other: str) -> None:
    assert containers_agree(container_words(one), container_words(other)) is False
    assert containers_agree(container_words(other), container_words(one)) is False
