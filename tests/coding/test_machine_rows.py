"""What a table of machine codings tells of the passages that an answer rests on."""

from __future__ import annotations

import pytest

from coprod_review.coding.machine_rows import Level, _in_one_cell, _why_decided
from coprod_review.model.coding import Coding, Evidence


def passage(
    quote: str, start: int, *, rule: str, weight: float = 0.0, context: tuple[str, ...] = ()
) -> Evidence:
    return Evidence(
        field="title",
        start=start,
        end=start + len(quote),
        quote=quote,
        code="tea",
        rule=rule,
        weight=weight,
        context=context,
    )


def test_the_words_that_a_pattern_asks_for_stand_with_its_own() -> None:
    cell = _in_one_cell(
        [
            passage("cup", 0, rule="poured", weight=2.5, context=("aim",)),
            passage("shared pot", 9, rule="poured", context=("beside",)),
            passage("kettle", 30, rule="boiled", weight=1.0),
        ]
    )
    assert cell == (
        'tea +2.50 poured: "cup" title 0-3 with "shared pot" title 9-19 (aim)'
        ' | tea +1.00 boiled: "kettle" title 30-36'
    )


@pytest.mark.parametrize(
    ("note", "chance", "why"),
    [
        ("possible: none", 0.97, "no other answer is possible at the level of the run (0.9)"),
        (
            "possible: none; given what is possible in place: none",
            0.97,
            "given what is possible in place, no other answer is possible at the level of the run (0.9)",
        ),
        (
            "possible: none; given what is possible in time: few; given what is possible in place: none",
            0.54,
            "given what is possible in place, no other answer is possible at the level of the run (0.9); by "
            "itself it would go to people: its probability is not above 0.75",
        ),
    ],
)
def test_why_an_answer_is_decided_tells_the_level_of_the_run_and_what_else_decided(
    note: str, chance: float, why: str
) -> None:
    coding = Coding(
        report_id="r1",
        dimension="tools",
        codes=("none",),
        coder="combination",
        confidence=chance,
        prediction_set=("none",),
        note=note,
    )
    assert _why_decided(coding, Level(coverage=0.9, least_chance=0.75)) == why
