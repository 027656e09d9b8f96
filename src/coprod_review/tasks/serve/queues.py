"""The items of each queue, as a run and the samples give them: a coder's tell nothing of any answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from coprod_review import paths
from coprod_review.tasks.doubtful import doubtful

if TYPE_CHECKING:
    from coprod_review.audit.server.desk import QueueRows

NEXT_CODING = paths.RESULTS / "next" / "coding.csv"
NEXT_SCREENING = paths.RESULTS / "next" / "screening.csv"
CONTRADICTIONS = paths.CODED / "disagreements.csv"

FOR_PEOPLE = ("waiting", "open")
"""Statuses of the queue where a coder's answer is what is missing."""

AGAINST_PEOPLE = "machine against people"
"""The kind of disagreement in which the machine's code of record is another than that of people."""

LONGEST_WHY = 400

NO_QUEUE = "The run has not come so far: `coprod-review run` writes this queue."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """For whom the tables are read, and what of them this person may know.

    `sample` are the reports that a coder was given, with the name of the sample; `audits` gives the files of
    the audit samples that are drawn by now, `places` those of one as (report, dimensions). `order` puts
    reports in a coder's own order, by the name of the queue. `judged` gives the reports that by now
    somebody has judged for screening, `judged_by_persons` those that a person has. `notices` says
    in sentences what the run does not know, and takes a moment. `codes` tells that this person gives codings.
    """

    who: str
    sees_all: bool
    codes: bool
    sample_name: str
    sample: Sequence[str]
    audits: Callable[[], Sequence[Path]]
    places: Callable[[Path], Sequence[tuple[str, tuple[str, ...]]]]
    order: Callable[[Iterable[str], str], list[str]]
    judged: Callable[[], Collection[str]]
    judged_by_persons: Callable[[], Collection[str]]
    notices: Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What a run holds: reports, those included, those somebody judged, pairs, and what was re-opened."""

    results: Path
    ids: Sequence[str]
    included: frozenset[str]
    judged: Collection[str]
    n_pairs: int
    reopened: Collection[tuple[str, str]]


def queue_rows(here: Here, wanted: Wanted) -> Iterator[QueueRows]:
    """Every queue of a role, in any order; what follows from answers alone is not here."""
    yield from _reviewer_queues(here, wanted) if wanted.sees_all else _coder_queues(here, wanted)
    yield _screening(here)


def _coder_queues(here: Here, wanted: Wanted) -> Iterator[QueueRows]:
    from coprod_review.audit.server.desk import QueueRows

    if wanted.sample_name:
        known = set(here.ids)
        yield QueueRows(
            name="sample",
            label=f"Sample {wanted.sample_name}",
            ids=wanted.order((i for i in wanted.sample if i in known), wanted.sample_name),
            why_empty="None of the reports of this sample is in the run.",
        )
    if reports := sorted({report for report, _ in here.reopened if report in here.included}):
        asked = [tuple(sorted(d for r, d in here.reopened if r == report)) for report in reports]
        yield QueueRows(name="again", ids=reports, asked=asked)
    rows = _rows(here, paths.QUEUE, "report_id", "status")
    waiting = {report_id for report_id, status in rows if status in FOR_PEOPLE}
    yield QueueRows(
        name="open", ids=wanted.order(waiting, "open"), why_empty="No report waits for an answer."
    )
    yield QueueRows(
        name="reports", ids=wanted.order(here.included, "reports"), why_empty="No report is included."
    )


def _reviewer_queues(here: Here, wanted: Wanted) -> Iterator[QueueRows]:
    from coprod_review.audit.server.desk import QueueRows

    yield _grouped(
        "uncertain",
        _questions(here, paths.QUEUE, "report_id", "dimension", "why"),
        why_empty=_why_empty(here, paths.QUEUE),
    )
    yield _grouped(
        "machine",
        (
            (report_id, dimension, f"people: {people}; machine: {machine}")
            for report_id, dimension, kind, people, machine in _questions(
                here, CONTRADICTIONS, "report_id", "dimension", "kind", "people", "combination"
            )
            if kind == AGAINST_PEOPLE
        ),
        why_empty=_why_empty(here, CONTRADICTIONS),
    )
    yield _grouped(
        "coders",
        (
            (report_id, dimension, says)
            for report_id, dimension, says, status in _questions(
                here, paths.DISAGREEMENTS, "report_id", "dimension", "says", "status"
            )
            if status == "waiting"
        ),
        why_empty=_why_empty(here, paths.DISAGREEMENTS),
    )
    numbers = [str(n) for n in range(1, here.n_pairs + 1)]
    yield QueueRows(name="pairs", ids=numbers, why_empty="No pair of records is in doubt.")
    yield from _audits(here, wanted)
    if rows := list(_rows(here, NEXT_CODING, "report", "why")):
        why_by_report = {report_id: why[:LONGEST_WHY] for report_id, why in reversed(rows)}
        ids = list(dict.fromkeys(report_id for report_id, _ in rows))
        yield QueueRows(name="next", ids=ids, whys=[why_by_report[i] for i in ids])
    yield _doubtful(here, wanted)
    yield QueueRows(name="all", ids=here.ids, why_empty="The run has no report.")


def _audits(here: Here, wanted: Wanted) -> Iterator[QueueRows]:
    from coprod_review.audit.server.desk import QueueRows

    known = set(here.ids)
    for path in wanted.audits():
        name = path.stem
        kept = [(report, asked) for report, asked in wanted.places(path) if report in known]
        yield QueueRows(
            name=name,
            label=f"Audit sample {name.removeprefix('audit').strip('_-')}".strip(),
            ids=[report for report, _ in kept],
            asked=[asked for _, asked in kept] if any(asked for _, asked in kept) else (),
            why_empty="None of the reports of this sample is in the run.",
        )


def _screening(here: Here) -> QueueRows:
    """Reports that nobody has judged: those of the ranking first, in its order, then those that it lacks."""
    from coprod_review.audit.server.desk import QueueRows

    unread = dict.fromkeys(i for i in here.ids if i not in here.judged)
    ranked = [report_id for (report_id,) in _rows(here, NEXT_SCREENING, "report") if report_id in unread]
    return QueueRows(
        name="screening",
        ids=list(dict.fromkeys((*ranked, *unread))),
        why_empty="Every report has been judged by somebody." if here.ids else "The run has no report.",
    )


def _doubtful(here: Here, wanted: Wanted) -> QueueRows:
    """Reports whose screening is in doubt, each with the reason: for reviewers, since it tells of others."""
    from coprod_review.audit.server.desk import QueueRows

    known = set(here.ids)
    decisions = paths.within(here.results, paths.DECISIONS)
    found = [one for one in doubtful(decisions, wanted.judged_by_persons()) if one.report_id in known]
    return QueueRows(
        name="doubtful",
        ids=[one.report_id for one in found],
        whys=[one.why[:LONGEST_WHY] for one in found],
        why_empty="No report is in doubt." if decisions.exists() else NO_QUEUE,
    )


class _Items(TypedDict):
    ids: list[str]
    asked: list[tuple[str, ...]]
    whys: list[str]


def _grouped(name: str, rows: Iterable[tuple[str, ...]], *, why_empty: str) -> QueueRows:
    """Rows of report, dimension and reason as one item a report, in the order in which reports first come."""
    from coprod_review.audit.server.desk import QueueRows

    asked: dict[str, list[str]] = {}
    whys: dict[str, list[str]] = {}
    for report_id, dimension, why in rows:
        asked.setdefault(report_id, []).append(dimension)
        whys.setdefault(report_id, []).append(f"{dimension.replace('_', ' ')}: {why}")
    items = _Items(
        ids=list(asked),
        asked=[tuple(dict.fromkeys(names)) for names in asked.values()],
        whys=[" · ".join(found)[:LONGEST_WHY] for found in whys.values()],
    )
    return QueueRows(name=name, **items, why_empty=why_empty)


def _why_empty(here: Here, path: Path) -> str:
    return "Nothing is left here." if paths.within(here.results, path).exists() else NO_QUEUE


def _questions(here: Here, path: Path, *columns: str) -> Iterator[tuple[str, ...]]:
    """The rows on included reports, by the first of the columns: of others nobody has to decide on codes."""
    return (row for row in _rows(here, path, *columns) if row[0] in here.included)


def _rows(here: Here, path: Path, *columns: str) -> Iterator[tuple[str, ...]]:
    """The rows of a CSV of the run, of each the named cells; none where it is missing."""
    from coprod_review.io.csv_columns import read_csv_columns

    found = read_csv_columns(paths.within(here.results, path), columns)
    return zip(*found.values(), strict=True)
