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
    """The run with one reader left out, in words, with its row of a claim."""

    words: str
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderModel:
    """The model with one reader left out: its words, its reports, and its cells by character and position."""

    words: str
    n: str
    cells: Mapping[tuple[str, str], Row]


def reader_runs(claim: str, results: Results) -> tuple[ReaderRun, ...]:
    """A claim with each reader left out in turn; those without an estimate are kept, in words."""
    rows = _left_out(results.table("specification_claims"), of="claim", value=claim)
    readers = _readers(results)
    return tuple(ReaderRun(words=_words(row["departures"], readers), row=row) for row in rows)


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


def turned_by_all(claim: Row, results: Results) -> str:
    """The one other verdict that a claim has whichever reader is left out; empty where there is none."""
    verdicts = {run.row["verdict"] for run in reader_runs(claim["claim"], results)}
    return verdicts.pop() if len(verdicts) == 1 and claim["verdict"] not in verdicts else ""


def turned_claims(results: Results) -> list[tuple[Row, str]]:
    """The claims of which that is so, each with its other verdict."""
    found = [(claim, turned_by_all(claim, results)) for claim in results.table("claims")]
    return [(claim, verdict) for claim, verdict in found if verdict]


def _left_out(rows: Sequence[Row], *, of: str = "", value: str = "") -> list[Row]:
    """The rows of the specifications that leave out one reader and change nothing else."""
    return [
        row
        for row in rows
        if row["coded_by"] == PEOPLE_FIRST
        and row["departures"]
        and departure_of(row["departures"]).kind == READER
        and " | " not in row["departures"]
        and (not of or row[of] == value)
    ]


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
