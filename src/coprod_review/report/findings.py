"""What the results say, sorted for the text: claims by verdict, leading codes, flow, characteristics."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from coprod_review.model.corpus import ExportFile
from coprod_review.model.number import Number
from coprod_review.model.searches import differences
from coprod_review.pages.results import Results, Row
from coprod_review.pages.titles import SIDES
from coprod_review.pages.totals import decade_id, decade_of, leading_and_rest
from coprod_review.pages.wording import CHARACTERISTIC_NAMES

BASES = ("all", "explicit", "implicit")


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """A box of the flow, whether what it counts leaves the flow there, and the counts it is made of."""

    number: Number
    leaves: bool
    parts: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The PRISMA flow by phase; boxes in the order of the ledger."""

    identification: tuple[FlowStep, ...]
    screening: tuple[FlowStep, ...]
    included: tuple[FlowStep, ...]


LEAVING = ("excluded", "exclude", "duplicate", "joined", "set_aside", "removed", "not_retrieved")
"""Words in the ids of boxes whose members leave the flow."""


def flow_of(results: Results) -> Flow:
    """The flow from its numbers: records before they are joined, reports after, the included at the end.

    `flow.identified.x` is a part of `flow.identified` where that is counted, else a box of its own; the
    exports of a source that has several (`flow.identified.x.y`) are told by the source.
    """
    numbers = results.ledger.starting("flow.")
    ids = {n.number_id for n in numbers}
    steps = [
        FlowStep(
            number=n,
            leaves=any(word in n.number_id for word in LEAVING),
            parts=tuple(part for part in numbers if part.number_id.rpartition(".")[0] == n.number_id),
        )
        for n in numbers
        if n.number_id.rpartition(".")[0] not in ids
    ]
    included = [s for s in steps if not s.leaves and "included" in s.number.number_id]
    rest = [s for s in steps if s not in included]
    return Flow(
        identification=tuple(s for s in rest if s.number.member_kind in ("record", "set_aside")),
        screening=tuple(s for s in rest if s.number.member_kind not in ("record", "set_aside")),
        included=tuple(included),
    )


def searches_in_words(exports: Iterable[ExportFile]) -> list[str]:
    """Each search with its platform and day, in the order of the manifest; one of several files once."""
    return list(dict.fromkeys(_search_words(export) for export in exports if export.origin == "search"))


def short_searches(results: Results) -> list[tuple[str, int, int]]:
    """Each search whose files hold fewer entries than it found: in words, what it found, what they hold."""
    told = (row for row in results.table("exports") if row["n_entries"])
    n_entries = {row["export"]: int(row["n_entries"]) for row in told}
    return [
        (_search_words(one.files[0]), one.hits, one.n_held)
        for one in differences(results.exports, n_entries, lambda files: ())
        if one.is_short
    ]


def _search_words(export: ExportFile) -> str:
    platform = f" ({export.platform})" if export.platform else ""
    return f"{export.database}{platform}" + (f" on {export.searched}" if export.searched else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a claim: its code or other name in words, and the number of its reports."""

    label: str
    number_id: str


def sides_of(claim: Row, results: Results) -> list[Side]:
    """The two sides of a claim as the ledger counts them, in the order of the claim's own counts."""
    prefix = f"{claim['number_id']}."
    sides = [
        Side(label=_side_label(name, results), number_id=number.number_id)
        for number in results.ledger.starting(prefix)
        if number.is_count and "." not in (name := number.number_id.removeprefix(prefix))
    ]
    counts = [results.ledger[side.number_id].text for side in sides]
    return sides[::-1] if counts == [claim["n_b"], claim["n_a"]] else sides


def _side_label(name: str, results: Results) -> str:
    for dimension in SIDES:
        known = results.codebook.dimensions.get(dimension)
        if known and name in known.codes:
            return known.codes[name].label
    return name.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Where a claim's character of the issue stands by its untapped share: its row, the others, its place."""

    row: Row
    others: tuple[Row, ...]
    place: str

    @property
    def is_as_claimed(self) -> bool:
        """Whether it is the largest, as the claim says."""
        return self.place == "largest"


def ranking_of(claim: Row, results: Results) -> Ranking | None:
    """How the characters of the issue rank, for a claim one of whose sides is a character alone."""
    rows = [row for row in results.table("model_rows") if row["untapped_share"] != ""]
    sides = [side.number_id.rpartition(".")[2] for side in sides_of(claim, results)]
    focus = next((row for row in rows if row["character"] in sides), None)
    if focus is None or len(rows) < 2:
        return None
    others = sorted((r for r in rows if r is not focus), key=lambda r: -float(r["untapped_share"]))
    above = sum(float(r["untapped_share"]) >= float(focus["untapped_share"]) for r in others)
    place = "largest" if above == 0 else "smallest" if above == len(others) else "middle"
    return Ranking(row=focus, others=tuple(others), place=place)


def ranked_shares(results: Results, dimension: str, basis: str = "all") -> list[Row]:
    """The codes of a dimension that were found, most frequent first; ties by the codebook's order."""
    rows = [
        row
        for row in results.table("shares")
        if row["dimension"] == dimension and row["basis"] == basis and float(row["n"] or 0) > 0
    ]
    return sorted(rows, key=lambda row: -float(row["n"]))


def strategy_shares(results: Results) -> list[tuple[str, str]]:
    """The safety strategies with the ids of their shares among reports on safety, most frequent first.

    "none" stands last; without any report there is no strategy.
    """
    prefix = "strategy.share."
    found = [n for n in results.ledger.starting(prefix) if not math.isnan(n.value)]
    ordered = sorted(found, key=lambda n: (n.number_id == f"{prefix}none", -n.value, n.number_id))
    return [(number.number_id.removeprefix(prefix), number.number_id) for number in ordered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """A characteristic of the included reports: the values that are shown, and those that are folded away.

    `others` is the id of the number of reports with any of the folded values, empty where there are none.
    """

    name: str
    title: str
    shown: tuple[Row, ...]
    rest: tuple[Row, ...]
    others: str


def characteristics(results: Results) -> list[Characteristic]:
    """The characteristics of the included reports, in the order of the report."""
    rows_by_name: dict[str, list[Row]] = {name: [] for name in CHARACTERISTIC_NAMES}
    for row in results.table("characteristics"):
        rows_by_name.setdefault(row["characteristic"], []).append(row)
    found = []
    for name, rows in rows_by_name.items():
        shown, rest = leading_and_rest(rows)
        if rows:
            found.append(
                Characteristic(
                    name=name,
                    title=CHARACTERISTIC_NAMES.get(name, name.replace("_", " ").capitalize()),
                    shown=tuple(shown),
                    rest=tuple(rest),
                    others=f"others.{name}" if rest else "",
                )
            )
    return found


def cross_tables(results: Results) -> list[list[Row]]:
    """The cells of the cross-tables, a list for each pair of dimensions, basis and selection of reports."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in results.table("crosstabs"):
        key = (row["rows"], row["columns"], row["basis"], row.get("among", ""))
        found.setdefault(key, []).append(row)
    return list(found.values())


def trend_rows(results: Results) -> list[Row]:
    """The rows of the trends, early years gathered by decade, without empty years before the first report."""
    rows: list[Row] = []
    for row in results.table("trends"):
        decade = decade_of(row["year"])
        if not decade:
            rows.append(row)
            continue
        number_id = decade_id(row["tradition"], decade)
        gathered = {
            "year": f"{decade} to {int(decade) + 9}",
            "tradition": row["tradition"],
            "n": results.ledger[number_id].text,
            "number_id": number_id,
        }
        if gathered not in rows:
            rows.append(gathered)
    counted = {row["year"] for row in rows if float(row["n"] or 0) > 0}
    periods = list(dict.fromkeys(row["year"] for row in rows if row["year"]))
    empty = set(takewhile(lambda period: period not in counted, periods))
    return [row for row in rows if row["year"] not in empty]


def machine_scores(results: Results, dimension: str) -> tuple[list[str], dict[tuple[str, str], Row]]:
    """The machine coders measured against the settled codes in a dimension, baselines last.

    Their rows stand by coder and by the half of the reports (all, development, held_out).
    """
    rows = [
        row
        for row in results.table("performance")
        if row["dimension"] == dimension and row["against"] == "settled"
    ]
    coders = sorted(dict.fromkeys(row["coder"] for row in rows), key=lambda c: c.startswith("baseline_"))
    return coders, {(row["coder"], row["subset"]): row for row in rows}
