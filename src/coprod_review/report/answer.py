"""What the tables say of the review's question: where attention and potential differ, and who does what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.partnership import POSITIONS
from coprod_review.pages.results import Results, Row

PARTNERS, CONSULTED = "partnership", "consultative"

POSITION_WORDS = {
    "protective": "patients protected",
    "consultative": "patients consulted",
    "partnership": "patients as partners",
}
"""The positions of patients, short enough for a sentence that names several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The reports of a tradition in one position of the patient: all of them, and those that name it.

    `named` is the id of the number of the latter, empty where it was not counted or there is nothing to name.
    """

    tradition: str
    number_id: str
    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the model and the map hold of the question, for sentences that say no more than these.

    `cells` are those of the model of which it is known how much is untapped, `short` of these the ones in
    which attention falls short of potential, `over` those in which it goes beyond by an interval that leaves
    out zero, most first. `above_chance` are the characters of the issue with
    more untapped over all positions than the bound of what chance alone would give, `at_chance` those at this
    bound. `traditions` are those of the reports in each position that any report has, most first, and
    `strategies` the strategies of safety in the same way.
    """

    cells: tuple[Row, ...]
    short: tuple[Row, ...]
    over: tuple[Row, ...]
    above_chance: tuple[Row, ...]
    at_chance: tuple[Row, ...]
    traditions: tuple[tuple[str, tuple[Read, ...]], ...]
    strategies: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the tables hold nothing of the question."""
        return not self.cells and not self.traditions and not self.strategies

    @property
    def certain(self) -> tuple[Row, ...]:
        """The cells in which attention falls short beyond the uncertainty of its interval."""
        return tuple(cell for cell in self.short if float(cell["untapped_low"] or 0) > 0)

    @property
    def certain_within_chance(self) -> bool:
        """Whether there are such cells, and none in a row that differs by more than chance gives."""
        return self._within_chance(self.certain)

    @property
    def over_within_chance(self) -> bool:
        """The same of the cells in which attention goes beyond potential."""
        return self._within_chance(self.over)

    @property
    def partners(self) -> tuple[Row, ...]:
        """The cells of patients as partners in which attention falls short."""
        return tuple(cell for cell in self.short if cell["position"] == PARTNERS)

    @property
    def consulted(self) -> tuple[Row, ...]:
        """The cells of patients who are consulted in which attention falls short."""
        return tuple(cell for cell in self.short if cell["position"] == CONSULTED)

    @property
    def spares_partners(self) -> bool:
        """Whether for some character of the issue nothing is untapped in the position of partner."""
        return any(cell["position"] == PARTNERS and cell not in self.short for cell in self.cells)

    @property
    def certain_partners(self) -> tuple[Row, ...]:
        """Those of them that are certain."""
        return tuple(cell for cell in self.certain if cell["position"] == PARTNERS)

    def _within_chance(self, cells: Sequence[Row]) -> bool:
        beyond = {row["character"] for row in self.above_chance}
        return bool(cells) and beyond.isdisjoint(cell["character"] for cell in cells)


def answer_of(results: Results) -> Answer:
    """The answer of a run; without a model or a map it has nothing to say."""
    cells = [row for row in results.table("model_cells") if row["untapped"] != ""]
    short = [row for row in cells if float(row["untapped"]) > 0]
    over = [row for row in cells if float(row.get("over_served_low") or 0) > 0]
    rows = [row for row in results.table("model_rows") if row["untapped_share"] and row["chance_high"]]
    return Answer(
        cells=tuple(cells),
        short=tuple(sorted(short, key=lambda row: -float(row["untapped"]))),
        over=tuple(sorted(over, key=lambda row: -float(row["over_served"]))),
        above_chance=tuple(r for r in rows if float(r["untapped_share"]) > float(r["chance_high"])),
        at_chance=tuple(r for r in rows if float(r["untapped_share"]) == float(r["chance_high"])),
        traditions=tuple(_traditions(results.table("map"), results)),
        strategies=tuple(_strategies(results.table("crosstabs"))),
    )


def _traditions(rows: Sequence[Row], results: Results) -> list[tuple[str, tuple[Read, ...]]]:
    found = []
    for position in reversed(POSITIONS):
        there = [
            row
            for row in rows
            if row["basis"] == "all" and row["framing"] == position and float(row["n"] or 0) > 0
        ]
        reads = [_read(row, results) for row in sorted(there, key=lambda row: -float(row["n"]))]
        if reads:
            found.append((position, tuple(reads)))
    return found


def _strategies(rows: Sequence[Row]) -> list[tuple[str, tuple[Row, ...]]]:
    """The cells of safety strategies in each position, most reports first."""
    counted = [
        row
        for row in rows
        if (row["rows"], row["columns"], row["basis"]) == ("framing", "safety_strategy", "all")
        and float(row["n"] or 0) > 0
    ]
    found = []
    for position in reversed(POSITIONS):
        there = [row for row in counted if row["row_code"] == position]
        if there:
            found.append((position, tuple(sorted(there, key=lambda row: -float(row["n"])))))
    return found


def _read(row: Row, results: Results) -> Read:
    named = "" if row["tradition"] == NONE_CODE else f"map.explicit.{row['tradition']}.{row['framing']}"
    return Read(
        tradition=row["tradition"],
        number_id=row["number_id"],
        named=named if named in results.ledger else "",
    )
