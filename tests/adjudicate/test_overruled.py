"""It is told when one person overrules readers who agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coprod_review.adjudicate.overruled import Overruled, overruled
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder


def answer(coder: str, *codes: str) -> Coding:
    return Coding(report_id="r1", dimension="wind", codes=codes, coder=coder)


BY_ADA = CodeOfRecord(report_id="r1", dimension="wind", codes=("strong",), status="person", coders=("ada",))
READERS = [answer("one", "light"), answer("two", "light")]


def test_a_person_alone_who_differs_from_readers_who_agree_is_told(coders: dict[str, Coder]) -> None:
    found = overruled([BY_ADA], [answer("ada", "strong"), *READERS], coders)
    assert found == [Overruled(person="ada", n_codes=1, n_reports=1)]


@pytest.mark.parametrize(
    ("record", "readers"),
    [
        (replace(BY_ADA, codes=("light",)), READERS),
        (replace(BY_ADA, coders=("ada", "bo")), READERS),
        (replace(BY_ADA, status="adjudicated"), READERS),
        (BY_ADA, READERS[:1]),
        (BY_ADA, [answer("one", "light"), answer("two", "strong")]),
        (BY_ADA, [answer("one", "light"), answer("seer", "light")]),
    ],
    ids=["same", "two persons", "adjudicated", "one reader", "readers differ", "one was not blind"],
)
def test_nothing_is_told_where_nobody_is_overruled_or_more_than_one_person_decided(
    coders: dict[str, Coder], record: CodeOfRecord, readers: list[Coding]
) -> None:
    assert overruled([record], [answer("ada", *record.codes), *readers], coders) == []
