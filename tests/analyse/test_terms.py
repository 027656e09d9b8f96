"""Terms are phrases and keywords that people would name, one for all their spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.analyse.terms import Term, terms_of
from coprod_review.errors import ReviewErrors
from coprod_review.io.terms import read_term_words
from coprod_review.model.report import Report
from coprod_review.model.term_words import TermWords

WORDS = TermWords(
    stop=("the", "of", "and", "at", "in", "is", "for", "with", "to", "a", "was", "studied", "helps"),
    never=("case study", "Humans"),
)


def found(*texts: str, keywords: tuple[tuple[str, ...], ...] = (), least: int = 2) -> dict[str, int]:
    """The number of reports by label; one report for each abstract, then one for each list of keywords."""
    return {term.label: len(term.reports) for term in terms(*texts, keywords=keywords, least=least)[0]}


def terms(*texts: str, keywords: tuple[tuple[str, ...], ...] = (), least: int = 2) -> tuple[list[Term], int]:
    reports = [Report(report_id=f"t{n}", record_ids=("a:1",), abstract=text) for n, text in enumerate(texts)]
    reports += [
        Report(report_id=f"k{n}", record_ids=("a:1",), keywords=named) for n, named in enumerate(keywords)
    ]
    return terms_of([*reports, *filler()], WORDS, least=least)


def filler(n: int = 20) -> list[Report]:
    """Reports with terms of their own, so that no term of a test is in most of the reports."""
    return [Report(report_id=f"z{k}", record_ids=("a:1",), keywords=(f"filler{'x' * k}",)) for k in range(n)]


def test_a_phrase_ends_at_stop_words_numbers_and_punctuation() -> None:
    text = "The hand hygiene of 12 wards, night shifts and bed rails"
    assert found(text, text) == {"bed rails": 2, "hand hygiene": 2, "night shifts": 2}


def test_a_report_counts_once_for_a_term() -> None:
    assert found("Hand hygiene and hand hygiene", "The hand hygiene") == {"hand hygiene": 2}


def test_single_words_are_terms_where_a_report_names_them_as_keywords() -> None:
    assert found("The falls at home", "The falls", keywords=(("Falls",),)) == {"falls": 3}


def test_a_keyword_keeps_the_stop_words_within_it() -> None:
    text = "The quality of care was studied"
    assert found(text, text, keywords=(("Quality of care",),)) == {"quality of care": 3}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The rehabilitation programme", "Rehabilitation programs"),
        ("Organisational behaviour", "Organizational behavior"),
        ("The ward round", "Ward Rounds"),
        ("Co-design workshops", "The codesign workshops"),
        ("The paediatric ward", "Pediatric wards"),
        ("Family’s views", "The family views"),
    ],
)
def test_spellings_numbers_and_cases_of_a_term_are_one(one: str, other: str) -> None:
    assert list(found(one, other).values()) == [2]


def test_open_and_closed_compounds_are_one_where_the_texts_have_both() -> None:
    assert found("The health care teams", "Healthcare teams") == {"health care teams": 2}


def test_a_term_has_the_form_that_is_written_most() -> None:
    assert list(found("Hand hygiene", "hand hygiene", "Hand Hygiene")) == ["hand hygiene"]
    assert list(found(keywords=(("PTSD",), ("PTSD",)))) == ["PTSD"]


def test_a_hyphenated_word_is_not_cut() -> None:
    text = "The person-centred care plans"
    assert "centred care" not in found(text, text)


def test_a_term_within_a_longer_one_gives_way_unless_it_stands_alone_too() -> None:
    longer = "The patient safety culture"
    assert found(longer, longer) == {"patient safety culture": 2}
    assert found(longer, longer, "Patient safety", "The patient safety") == {
        "patient safety": 4,
        "patient safety culture": 2,
    }


def test_words_that_mostly_stand_before_others_end_no_phrase() -> None:
    texts = ["The older clinical staff"] * 2 + ["The clinical ward", "Clinical notes", "Clinical work"]
    assert "older clinical" not in found(*texts)


def test_terms_of_fewer_reports_and_terms_to_be_left_out_are_not_found() -> None:
    assert found("Hand hygiene", least=2) == {}
    assert found(keywords=(("Humans", "case studies"), ("humans", "Case study"))) == {}


def test_a_term_that_most_reports_have_tells_nothing() -> None:
    reports = [Report(report_id=f"p{n}", record_ids=("a:1",), abstract="Hand hygiene") for n in range(9)]
    assert terms_of(reports, WORDS, least=2) == ([], 9)


def test_a_notice_of_copyright_gives_no_terms() -> None:
    text = "Hand hygiene. © 2019 Invented Press Limited. All invented rights."
    assert found(text, text) == {"hand hygiene": 2}


def test_reports_without_text_have_no_terms() -> None:
    assert terms_of([Report(report_id="p", record_ids=("a:1",))], WORDS, least=1) == ([], 0)


def test_other_scripts_and_hostile_texts_are_read() -> None:
    text = "<script>alert(1)</script> ασφάλεια ασθενών \x00 =1+1"
    assert found(text, text) == {"ασφάλεια ασθενών": 2}


def test_the_words_of_the_project_are_read_and_hold_what_they_should(project: Path) -> None:
    words = read_term_words(project / "config" / "terms.yaml")
    assert {"the", "studied", "results"} <= set(words.stop)
    assert not {"safety", "patient", "care", "co-production", "service", "public"} & set(words.stop)
    assert "case study" in words.never


def test_a_misspelt_key_of_the_words_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text("stop:\n  function: the of\nnevr: [x]\n", encoding="utf-8")
    with pytest.raises(ReviewErrors) as caught:
        read_term_words(path)
    assert "line 3" in str(caught.value)
    assert "correct the spelling, or remove the key" in str(caught.value)


@pytest.mark.parametrize("sieves", [1, 3, 64])
def test_terms_are_the_same_however_many_share_a_sieve(sieves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("The hand hygiene of night shifts", "Hand hygiene and bed rails", "The bed rails, night shifts")
    wide = terms(*texts, least=2)
    monkeypatch.setattr("coprod_review.analyse.terms.SIEVES", sieves)
    assert terms(*texts, least=2) == wide
