"""What a pattern needs beside its own words, in the report and in the sentence."""

from __future__ import annotations

import pytest

from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.support import Support
from coprod_review.coding.tokens import text_of
from coprod_review.model.pattern import Pattern


def met(
    *texts: tuple[str, str], needs: tuple[str, ...] = (), beside: tuple[str, ...] = ()
) -> list[tuple[bool, bool]]:
    """For each "tea" of the texts, whether its sentence and the report have what is needed."""
    pattern = Pattern(
        pattern_id="p",
        dimension="framing",
        code="none",
        weight=1,
        phrases=("tea",),
        tokens=(),
        matches=(),
        misses=(),
        file="x.yaml",
        line=1,
        needs=needs,
        beside=beside,
    )
    read = [text_of(field, written) for field, written in texts]
    found = [(t, p) for t in read for p in PhraseMatcher({"p": pattern.phrases}).passages(t)]
    return [(m.in_sentence, m.in_report) for m in Support([pattern]).met_by(found, read)]


def test_a_pattern_that_needs_nothing_is_always_met() -> None:
    assert met(("title", "Tea.")) == [(True, True)]


@pytest.mark.parametrize(
    ("abstract", "holds"), [("Milk was drunk.", True), ("Nobody drank.", False), ("", False)]
)
def test_what_the_report_must_have_may_stand_in_any_field(abstract: str, *, holds: bool) -> None:
    assert met(("title", "Tea"), ("abstract", abstract), needs=("milk",)) == [(True, holds)]


def test_what_the_sentence_must_have_may_stand_nowhere_else() -> None:
    abstract = "Tea with milk was drunk. Tea was drunk. Milk was drunk."
    assert met(("abstract", abstract), beside=("milk",)) == [(True, True), (False, True)]


def test_the_first_sentence_of_another_field_is_another_sentence() -> None:
    assert met(("title", "Tea"), ("abstract", "Milk was drunk."), beside=("milk",)) == [(False, True)]


def test_needs_of_both_kinds_are_told_apart() -> None:
    assert met(("abstract", "Tea with milk."), needs=("sugar",), beside=("milk",)) == [(True, False)]
