"""One finding for each figure of the paper, so that its sentence says more than where to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.pages.results import Results, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlights:
    """Rows of the analysis that a sentence tells; empty or none where the run has nothing to tell.

    `fewest` and `most` are the cells of the model with the fewest and the most reports. `peaks` are the
    years with most reports of the leading traditions, `streams` the widest streams of the alluvial figure,
    `agreements` what two readers agree on in tradition and framing.
    """

    fewest: Row | None
    most: Row | None
    peaks: tuple[Row, ...]
    streams: tuple[Row, ...]
    agreements: tuple[Row, ...]


def highlights_of(results: Results, *, leading: Sequence[str]) -> Highlights:
    """The highlights of a run; `leading` are the traditions that are told by name. Of equals the first.

    Where no cell has a report, none has most or fewest.
    """
    cells = [row for row in results.table("model_cells") if row["n_reports"] != ""]
    placed = sorted(cells, key=lambda row: float(row["n_reports"]))
    if placed and not float(placed[-1]["n_reports"]):
        placed = []
    streams = sorted(results.table("alluvial"), key=lambda row: -float(row["n_reports"] or 0))
    return Highlights(
        fewest=placed[0] if placed else None,
        most=max(cells, key=lambda row: float(row["n_reports"])) if placed else None,
        peaks=tuple(peak for name in leading if (peak := _peak(results, name))),
        streams=tuple(row for row in streams[:2] if float(row["n_reports"] or 0) > 0),
        agreements=tuple(
            row for name in ("tradition", "framing") if (row := _readers_agreement(results, name))
        ),
    )


def asked_agreements(results: Results) -> tuple[Row, ...]:
    """What two readers agree on where a dimension that others can force arises, by dimension."""
    rows = [_readers_agreement(results, name) for name in results.codebook.dimensions]
    return tuple(
        row
        for row in rows
        if row is not None and row.get("kappa_asked") and f"{row['number_id']}.asked" in results.ledger
    )


def _peak(results: Results, tradition: str) -> Row | None:
    rows = [
        row
        for row in results.table("trends")
        if row["tradition"] == tradition and row["year"].isdigit() and float(row["n"] or 0) > 0
    ]
    return max(rows, key=lambda row: float(row["n"]), default=None)


def _readers_agreement(results: Results, dimension: str) -> Row | None:
    """Of the pairs of readers, who settle what they agree on, the one with most reports in common."""
    readers = {coder.name for coder in results.coders if coder.role == "reader"}
    rows = [
        row
        for row in results.table("agreement")
        if row["dimension"] == dimension
        and row["kappa"] != ""
        and readers.issuperset((row["coder_a"], row["coder_b"]))
        and row["number_id"] in results.ledger
    ]
    return max(rows, key=lambda row: float(row["n"] or 0), default=None)
