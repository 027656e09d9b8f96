"""Looking for many terms word by word finds what trying every expression at every place finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.io.criteria import read_criteria
from coprod_review.model.criteria import TermGroup
from coprod_review.screen.searching import TermSearch
from coprod_review.screen.terms import pattern_of

CRITERIA = read_criteria(Path(__file__).parents[2] / "config" / "criteria.yaml")
WORDS = st.sampled_from(
    """
    patient patients' Patients family-led safe safety self-care co-producing coproduction value in use of the
    involved report reports error harm near miss misses home care-related role NHS PUBLIC service logic
    erratum to: Kranke İnvolved ﬁlm 3rd _x cost
    """.split()  # noqa: SIM905 - a list of one-word texts would fill a page
)
GAPS = st.sampled_from([" ", " ", " ", "-", ", ", ". ", "; ", " (", "\n", "", "'", " – "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=60).map(lambda parts: "".join(w + gap for w, gap in parts))


def group(*terms: str) -> TermGroup:
    return TermGroup(group_id="g", criterion="subject", sign=1, terms=terms, matches=(), misses=())


def spans(search: TermSearch, text: str, place: int = 0) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in search.passages("abstract", text).get(place, ())]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_criteria_find_the_same_passages_as_their_whole_expressions(texts: list[str]) -> None:
    search = TermSearch(CRITERIA.groups)
    for text in texts:
        for place, one in enumerate(CRITERIA.groups):
            expected = [found.span() for found in pattern_of(one.terms).finditer(text)]
            assert spans(search, text, place) == expected


@pytest.mark.parametrize(
    "terms",
    [
        ("*care", "home care"),
        ("(home | self) care", "care*"),
        ("(patient | next of kin) NEAR/2 (harm* | near miss*)",),
        ("C.difficile*", "care"),
        ("'tis", "care"),
        ("care NEAR/1 'tis", "home"),
    ],
)
def test_terms_that_begin_in_any_way_are_found(terms: tuple[str, ...]) -> None:
    text = (
        "'Tis care at home: healthcare, self-care, C.difficile in homes; the next of kin saw harm. 'tis care"
    )
    search = TermSearch([group(*terms)])
    found = [one.span() for one in pattern_of(terms).finditer(text)]
    assert found and spans(search, text) == found
    assert spans(search, text) == found


def test_words_that_are_forgotten_are_learnt_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coprod_review.screen.searching.MOST_WORDS", 3)
    search = TermSearch([group("safe*")])
    for text in ("a safe ward", "five words that say nothing", "unsafe and safer", "a safe ward"):
        assert spans(search, text) == [f.span() for f in pattern_of(("safe*",)).finditer(text)]
