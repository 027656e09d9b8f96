"""What becomes of claims and model where one reader is left out: the first of all other choices.

Codes on which readers differ wait and count nowhere. With one reader left out they are decided, so that
these rows tell what the reports that wait could do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.specification import PEOPLE_FIRST, READER, departure_of
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import coder_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderRun:
    """The run with one reader left out, in words, with its row of a claim and the number of its estimate.

    Where the codes are those of an earlier specification, the number is that one's.
    """

    reader: str
    words: str
    row: Row
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The other verdict that a claim has without any one of these readers; `by_all` says they are all."""

    claim: Row
    verdict: str
    readers: tuple[str, ...]
    by_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderModel:
    """The model with one reader left out: its words, its reports, and its cells by character and position."""

    words: str
    n: str
    cells: Mapping[tuple[str, str], Row]


def reader_runs(claim: str, results: Results) -> tuple[ReaderRun, ...]:
    """A claim with each reader left out in turn; those without an estimate are kept, in words."""
    tried = [row for row in results.table("specification_claims") if row["claim"] == claim]
    readers = _readers(results)
    return tuple(
        ReaderRun(
            reader=departure_of(row["departures"]).name,
            words=_words(row["departures"], readers),
            row=row,
            number_id=row["number_id"] or _number_of(row["same_as"], tried),
        )
        for row in _left_out(tried)
    )


def reader_models(results: Results) -> tuple[ReaderModel, ...]:
    """The model with each reader left out in turn."""
    rows = _left_out(results.table("specification_model"))
    readers = _readers(results)
    found = []
    for slug in dict.fromkeys(row["departures"] for row in rows):
        cells = {(r["character"], r["position"]): r for r in rows if r["departures"] == slug}
        n = sum(float(row["n"] or 0) for row in cells.values())
        found.append(ReaderModel(words=_words(slug, readers), n=f"{n:.0f}", cells=cells))
    return tuple(found)


def turn_of(claim: Row, results: Results) -> Turn | None:
    """The one other verdict that a claim has without each of several readers; None where there is none.

    A difference of two readers is decided by leaving out either, so that it takes two to show what rests on
    the reports on which they differ; readers of few reports turn nothing and speak against nothing.
    """
    runs = reader_runs(claim["claim"], results)
    turning = [run for run in runs if run.row["verdict"] != claim["verdict"]]
    verdicts = {run.row["verdict"] for run in turning}
    if len(turning) < 2 or len(verdicts) > 1:
        return None
    return Turn(
        claim=claim,
        verdict=verdicts.pop(),
        readers=tuple(run.reader for run in turning),
        by_all=len(turning) == len(runs),
    )


def turned_claims(results: Results) -> list[Turn]:
    """The claims of which that is so, each with its other verdict."""
    return [turn for claim in results.table("claims") if (turn := turn_of(claim, results))]


def _left_out(rows: Sequence[Row]) -> list[Row]:
    """The rows of the specifications that leave out one reader and change nothing else."""
    return [
        row
        for row in rows
        if row["coded_by"] == PEOPLE_FIRST
        and row["departures"]
        and departure_of(row["departures"]).kind == READER
        and " | " not in row["departures"]
    ]


def _number_of(specification: str, rows: Sequence[Row]) -> str:
    return next(row["number_id"] for row in rows if row["specification"] == specification)


def _readers(results: Results) -> list[str]:
    """The readers that are left out in turn."""
    rows = _left_out(results.table("specification_model")) or _left_out(results.table("specification_claims"))
    return list(dict.fromkeys(departure_of(row["departures"]).name for row in rows))


def _words(slug: str, readers: Sequence[str]) -> str:
    """Whose codes are left: of two readers the other one's, of more all but this one's."""
    name = departure_of(slug).name
    others = [reader for reader in readers if reader != name]
    if len(others) == 1:
        return f"with the codes of {coder_words(others[0])} alone"
    return f"without the codes of {coder_words(name)}"
