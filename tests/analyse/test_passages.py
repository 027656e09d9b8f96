"""What settled codes rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.passages import passage_numbers
from coprod_review.model.coding import Coding, Evidence

MARKED = (Evidence(field="title", start=0, end=3, quote="Tea"),)


def test_settled_codes_are_told_apart_by_what_their_coders_rest_on(
    study: Callable[..., CodedReports],
) -> None:
    coded = study(
        (4, {"framing": "partnership"}), (1, {"framing": "*partnership"}), (1, {"framing": "waiting"})
    )

    def coding(report: str, code: str, *, coder: str = "ann", **rests: Any) -> Coding:
        return Coding(report_id=report, dimension="framing", codes=(code,), coder=coder, **rests)

    codings = [
        coding("r000", "partnership", basis="abstract: a page"),
        coding("r000", "partnership", coder="bo", evidence=MARKED),
        coding("r001", "partnership", basis="abstract: a page"),
        coding("r001", "protective", coder="bo", evidence=MARKED),
        coding("r002", "partnership"),
        coding("r004", "partnership", evidence=MARKED),
        coding("r005", "partnership", evidence=MARKED),
    ]
    numbers = passage_numbers(coded, codings).numbers
    assert {number.number_id: number.members for number in numbers} == {
        "passages.quoted": ("r000",),
        "passages.named": ("r001",),
        "passages.unmarked": ("r002", "r003"),
    }
    assert [number.text for number in numbers] == ["1", "1", "2"]
