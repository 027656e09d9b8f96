"""What people decided on each report, every revision of it, from the tables that they fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from coprod_review import paths
from coprod_review.io.pair_records import NowOf, records_now
from coprod_review.io.people_tables import (
    ADJUDICATIONS,
    AUDITS,
    CODINGS,
    DISPUTES,
    DUPLICATES,
    SCREENING,
    PeopleTable,
    Row,
    read_people,
)
from coprod_review.model.answer_rows import (
    after_of,
    is_withdrawn,
    revision_of,
    split_codes,
    state_of,
    undoes_of,
)
from coprod_review.model.given import DIFFERS, Course
from coprod_review.pages.history import (
    ADJUDICATED,
    AGREED,
    ANSWERED,
    COMPARED,
    DIFFERED,
    DISPUTED,
    JUDGED,
    Event,
    Histories,
)

TABLES: tuple[tuple[str, PeopleTable, str], ...] = (
    ("screening.csv", SCREENING, JUDGED),
    ("adjudications.csv", ADJUDICATIONS, ADJUDICATED),
    ("disputes.csv", DISPUTES, DISPUTED),
    ("audits.csv", AUDITS, AGREED),
)


def read_histories(
    corpus: Path,
    *,
    report_by_name: Mapping[str, str],
    report_by_record: Mapping[str, str],
    pairs_of_run: Path | None = None,
) -> Histories:
    """The events of every report, by the date of each and then as the tables have them.

    `report_by_name` has every name by which a report is known, `report_by_record` the report of each record.
    `pairs_of_run` is the table of pairs of that run, which tells where records of verdicts stand now.
    What names no present report is left out: `check` names it. Of codings there are those that were answered
    again or withdrawn alone. Raises ReviewErrors as `read_people` does.
    """
    found: dict[str, list[Event]] = {}
    for name, table, what in TABLES:
        rows = read_people(paths.within(corpus, paths.PEOPLES_DECISIONS) / name, table)
        for row, event in _events(rows, table, what):
            _put(found, report_by_name.get(row["report"].strip(), ""), event)
    for path in sorted(paths.within(corpus, paths.CODINGS).glob("*.csv")):
        rows = _answered_again(read_people(path, CODINGS))
        for row, event in _events(rows, CODINGS, ANSWERED, coder=path.stem):
            _put(found, report_by_name.get(row["report"].strip(), ""), event)
    names = {**report_by_name, **report_by_record}
    pairs = read_people(paths.within(corpus, paths.DUPLICATE_DECISIONS), DUPLICATES)
    now_of = records_now(pairs_of_run) if pairs_of_run else None
    for row, event in _events(pairs, DUPLICATES, COMPARED):
        for report_id in sorted({names.get(name, "") for name in _records(row, now_of)}):
            _put(found, report_id, event)
    return Histories(
        by_report={
            report_id: sorted(_with_open_disputes(events), key=lambda event: event.date)
            for report_id, events in found.items()
        }
    )


def _records(row: Row, now_of: NowOf | None) -> Iterator[str]:
    """The records that a verdict is on, as the run has them."""
    for side in "ab":
        name = row[f"record_{side}"].strip()
        yield from now_of(name, row.get(f"known_as_{side}") or "") if now_of else (name,)


def _events(
    rows: list[dict[str, str]], table: PeopleTable, what: str, *, coder: str = ""
) -> Iterator[tuple[Row, Event]]:
    latest: dict[Hashable, int] = {}
    by_revision: dict[tuple[Hashable, int], Row] = {}
    for row in rows:
        question, revision = table.question(row), revision_of(row)
        latest[question] = max(latest.get(question, 0), revision)
        by_revision[question, revision] = row
    for row in rows:
        revision = revision_of(row)
        # A row that only withdraws says no verdict: it is told by the one that it takes back.
        said = by_revision.get((table.question(row), undoes_of(row)), row) if state_of(row) else row
        yield (
            row,
            Event(
                what=DIFFERED if what == AGREED and said["verdict"].strip() == DIFFERS else what,
                coder=coder or row["coder"].strip(),
                date=row["date"].strip(),
                dimension=row.get("dimension", "").strip(),
                codes=split_codes(row.get("codes") or ""),
                against=split_codes(row.get("against") or ""),
                verdict=_verdict(row, what),
                quote=(row.get("quote") or "").strip(),
                reason=(row.get("reason") or row.get("note") or "").strip(),
                revision=revision,
                after=after_of(row),
                undoes=undoes_of(row),
                undone_by=(row.get("undone_by") or "").strip() or coder or row["coder"].strip(),
                is_past=revision < latest[table.question(row)],
                is_withdrawn=is_withdrawn(row),
            ),
        )


def _verdict(row: Row, what: str) -> str:
    if what == COMPARED:
        return f"{row['record_a'].strip()} and {row['record_b'].strip()}: {row['verdict'].strip()}"
    return (row.get("verdict") or "").strip() if what == JUDGED else ""


def _answered_again(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of questions with a second answer, or whose answer is withdrawn."""
    changed = {CODINGS.question(row) for row in rows if state_of(row) or revision_of(row) > 1}
    return [row for row in rows if CODINGS.question(row) in changed] if changed else []


def _put(found: dict[str, list[Event]], report_id: str, event: Event) -> None:
    if report_id:
        found.setdefault(report_id, []).append(event)


def _with_open_disputes(events: list[Event]) -> list[Event]:
    """The same events; those disputes are open that stand and that no later ruling answers.

    A ruling that stands again since a later one was undone is as old as it was.
    """
    courses: defaultdict[str, Course] = defaultdict(Course)
    since: dict[str, int] = {}
    rulings = (event for event in events if event.what == ADJUDICATED)
    for ruling in sorted(rulings, key=lambda event: event.revision):
        first = courses[ruling.dimension].take(ruling.revision, ruling.undoes)
        since[ruling.dimension] = 0 if ruling.is_withdrawn else first
    return [
        replace(event, is_open=since.get(event.dimension, 0) <= event.after)
        if event.what == DISPUTED and not event.is_past and not event.is_withdrawn
        else event
        for event in events
    ]
