"""What a table of machine codings tells of the passages that an answer rests on."""

from __future__ import annotations

from coprod_review.coding.machine_rows import _in_one_cell
from coprod_review.model.coding import Evidence


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
