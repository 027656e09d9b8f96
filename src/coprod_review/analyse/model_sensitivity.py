"""How the partnership model depends on who coded and on when the machine abstains, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coprod_review.analyse.ledger import Row, Section, known, number_id
from coprod_review.analyse.model import LEAD, leading
from coprod_review.analyse.specifications import Outcome
from coprod_review.model.number import Number
from coprod_review.model.partnership import CHARACTERS, POSITIONS
from coprod_review.model.specification import (
    CODED_BY_WORDS,
    CODER,
    LEVEL,
    PATTERNS,
    READER,
    VARIED_WORDS,
    Specification,
)

VARIED: Mapping[str, tuple[str, ...]] = {
    "left_out": (PATTERNS, CODER, READER),
    "abstention": (LEVEL,),
}
"""What is varied, by the kinds of departures that vary it: each rule file and coder is left out by itself,
the abstention threshold is set to each of the levels that are tried."""

MODEL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "model_sensitivity": (
        *("varied", "coded_by", "character", "position", "tried", "same", "unknown", "kept", "share"),
        *("untapped", "untapped_lowest", "untapped_highest", "number_id"),
    ),
    "specification_model": (
        *("specification", "coded_by", "varied", "departures", "same_as", "character", "position"),
        *("n", "attention", "untapped"),
    ),
}


def model_sections(outcomes: Sequence[Outcome], repeats: Mapping[str, str]) -> dict[str, Section]:
    """The tables by name; `repeats` names for each specification an earlier one that finds the same codes."""
    return {
        "model_sensitivity": _cells(outcomes, repeats),
        "specification_model": _runs(outcomes, repeats),
    }


def varied_of(specification: Specification) -> str:
    """What a specification with a single departure varies; empty for the others."""
    if len(specification.departures) != 1:
        return ""
    kind = specification.departures[0].kind
    return next((name for name, kinds in VARIED.items() if kind in kinds), "")


def _cells(outcomes: Sequence[Outcome], repeats: Mapping[str, str]) -> Section:
    """For each cell, in how many of the varied runs it is among the three most untapped.

    Each kind of variation is told apart, and so is who coded. `tried` are all runs of the kind, of which
    `same` find the codes of an earlier specification and `unknown` have no report in the row; `untapped` is
    that of the run without departure, `untapped_lowest` and `untapped_highest` bound it over those tried.
    """
    rows: list[Row] = []
    numbers: list[Number] = []
    for varied in VARIED:
        for coded_by in CODED_BY_WORDS:
            tried = [
                o
                for o in outcomes
                if o.specification.coded_by == coded_by and varied_of(o.specification) == varied
            ]
            start = next((o for o in outcomes if o.specification == Specification(coded_by=coded_by)), None)
            if not tried or start is None:
                continue
            same = sum(bool(repeats[o.specification.slug]) for o in tried)
            for place in ((i, j) for i in range(len(CHARACTERS)) for j in range(len(POSITIONS))):
                row = _cell_row(varied, coded_by, tried, start, place)
                rows.append(row | {"same": same})
                numbers.append(_number(row))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _runs(outcomes: Sequence[Outcome], repeats: Mapping[str, str]) -> Section:
    """The attention of every cell in every specification, from which the model can be reckoned anew."""
    return Section(
        rows=tuple(
            {
                "specification": o.specification.slug,
                "coded_by": o.specification.coded_by,
                "varied": varied_of(o.specification),
                "departures": " | ".join(d.slug for d in o.specification.departures),
                "same_as": repeats[o.specification.slug],
                "character": character,
                "position": position,
                "n": float(o.counts[i, j]),
                "attention": known(o.shares[i, j]),
                "untapped": known(o.short[i, j]),
            }
            for o in outcomes
            for i, character in enumerate(CHARACTERS)
            for j, position in enumerate(POSITIONS)
        )
    )


def _cell_row(
    varied: str, coded_by: str, tried: Sequence[Outcome], start: Outcome, place: tuple[int, int]
) -> dict[str, object]:
    found = [value for o in tried if (value := known(o.short[place])) is not None]
    kept = sum(bool(leading(o.short)[place]) for o in tried)
    character, position = CHARACTERS[place[0]], POSITIONS[place[1]]
    return {
        "varied": varied,
        "coded_by": coded_by,
        "character": character,
        "position": position,
        "tried": len(tried),
        "unknown": len(tried) - len(found),
        "kept": kept,
        "share": kept / len(tried),
        "untapped": known(start.short[place]),
        "untapped_lowest": min(found, default=None),
        "untapped_highest": max(found, default=None),
        "number_id": number_id("specification", coded_by, varied, character, position),
    }


def _number(row: Mapping[str, object]) -> Number:
    cell = f"{str(row['character']).replace('_', ' ')}, {row['position']}"
    words = f"runs with {VARIED_WORDS[str(row['varied'])]}, {CODED_BY_WORDS[str(row['coded_by'])]}"
    return Number(
        number_id=str(row["number_id"]),
        value=float(str(row["kept"])),
        text=f"{row['kept']} of {row['tried']}",
        label=f"of {row['tried']} {words}: {cell} is among the {LEAD} most untapped cells",
        member_kind="none",
    )
