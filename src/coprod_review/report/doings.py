"""What patients did in the coded reports, by position and kind of issue, with reports as examples."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.report import Report
from coprod_review.pages.results import Results, Row

TAKING_PART = ("partnership", "consultative")
"""The positions in which patients do something for safety, the more active first."""

ASKED = ("safety_strategy", "involvement_phase", "form")
"""What the reports of a place are told by: for what, when, and in which form of co-production."""

LEADING = 2
"""So many codes of each kind are told."""

EXAMPLES = 3
"""So many reports of each place are named."""

UNNAMED = (NONE_CODE, "no_single_form", "other")
"""Answers that say nothing of what was done."""

DESCRIBING = frozenset(
    (
        *("tradition", "tradition_basis", "framing", "safety_perspective", "safety_strategy"),
        *("issue_character", "involvement_phase", "involvement_nature", "involvement_locus"),
    )
)
"""The dimensions that ask who takes part, how and in what; none of them asks what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """The reports of one position and character of the issue: how many, and what is most frequent there.

    `n` is the id of their number. `leading` are for each of ASKED the most frequent codes with a number each,
    `first` all that are as frequent as the first of these, `examples` reports that have the first of all,
    or as many of them as can be.
    """

    position: str
    character: str
    n: str
    leading: Mapping[str, tuple[Row, ...]]
    first: Mapping[str, tuple[Row, ...]]
    examples: tuple[Report, ...]


def doings_of(results: Results) -> tuple[Doing, ...]:
    """What patients did, partners first; places without a report are left out."""
    found: list[Doing] = []
    named: set[str] = set()
    for position in TAKING_PART:
        for character in CHARACTERS:
            rows = [
                row
                for row in results.table("plans")
                if (row["position"], row["character"]) == (position, character)
            ]
            ranked = {name: _ranked(rows, name) for name in ASKED}
            leading = {name: codes[:LEADING] for name, codes in ranked.items()}
            n = f"model.{character}.{position}.n"
            if any(leading.values()) and n in results.ledger:
                examples = _examples(leading, results, named)
                named |= {report.report_id for report in examples}
                found.append(
                    Doing(
                        position=position,
                        character=character,
                        n=n,
                        leading=leading,
                        first={name: _first(codes) for name, codes in ranked.items()},
                        examples=examples,
                    )
                )
    return tuple(found)


def asks_of_effects(results: Results) -> bool:
    """Whether the codebook has a dimension beyond those that describe, which may ask what came of it."""
    return bool(set(results.codebook.dimensions) - DESCRIBING)


def _ranked(rows: Sequence[Row], dimension: str) -> tuple[Row, ...]:
    there = [
        row
        for row in rows
        if row["dimension"] == dimension and row["code"] not in UNNAMED and float(row["n"] or 0) > 0
    ]
    return tuple(sorted(there, key=lambda row: -float(row["n"])))


def _first(ranked: Sequence[Row]) -> tuple[Row, ...]:
    """The most frequent codes: several where they are equally so."""
    return tuple(row for row in ranked if float(row["n"]) == float(ranked[0]["n"]))


def _examples(
    leading: Mapping[str, tuple[Row, ...]], results: Results, named: Collection[str]
) -> tuple[Report, ...]:
    """Reports that hold most of the first codes, those that are `named` already last; of these the newest."""
    report_by_id = {report.report_id: report for report in results.reports}
    held: dict[str, int] = {}
    for rows in leading.values():
        for member in results.ledger[rows[0]["number_id"]].members if rows else ():
            if member in report_by_id:
                held[member] = held.get(member, 0) + 1
    ranked = sorted(
        held, key=lambda name: (name in named, -held[name], -(report_by_id[name].year or 0), name)
    )
    return tuple(report_by_id[name] for name in ranked[:EXAMPLES])
