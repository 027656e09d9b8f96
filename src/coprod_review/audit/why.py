"""The history of one report, record or set-aside entry, from an export to the numbers that rest on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from coprod_review.audit.trail import Trail, gathered_trails
from coprod_review.model.corpus import ExportFile
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.pages.catalogue import Catalogue, Decided
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results, Row
from coprod_review.pages.titles import GROUPS
from coprod_review.pages.wording import humane, sentence

RELATED = "related"
"""What the rule of a pair begins with where two documents belong together and are not one."""

ORDER = ("flow", "map", "model", "claim", "form", "strategy", "share", "trend", "status", "characteristic")
"""The kinds of numbers that are told first: what the review says. Others follow, and then ESTIMATES."""

ESTIMATES = ("agreement", "association", "performance")
"""The kinds of numbers that rest on nearly every report that coders have in common."""

KINDS = ("duplicate", "maybe", RELATED, "distinct")
"""What two records are to each other, in the order of telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands, how its export was read, and the search behind the export.

    `reading` is the export's row of read/exports.csv. `record` is None for an entry that was set aside.
    """

    export: str
    record: Record | None
    reading: Row | None
    search: ExportFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A pair that one of the records is in: what the two are, and the report of the record at its other end.

    `other_report` and `other_title` are empty where both records are of the report.
    """

    pair: Row
    kind: str
    other_report: str = ""
    other_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers of one kind that rest on the report, counts first, and the files in which they stand.

    `kind` is the first part of their ids.
    """

    kind: str
    title: str
    files: tuple[str, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that a run and people have to say of one thing.

    `trail` is None for a record that is in no report yet, and for an entry that was set aside, which
    `set_aside` then is. `gaps` tell what could not be read.
    """

    places: tuple[Place, ...]
    trail: Trail | None
    set_aside: Row | None
    compared: tuple[Compared, ...]
    decided: Decided
    tallies: tuple[Tally, ...]
    gaps: tuple[str, ...]


def history_of(
    results: Results,
    decided: Decided,
    *,
    catalogue: Catalogue,
    files: Mapping[str, str],
    set_aside: Row | None = None,
    gaps: Iterable[str] = (),
) -> History:
    """The history of the one report, or else record, that the results hold, or of a set-aside entry.

    `files` are the paths of the tables of the results by their names.
    """
    reading_by_export = {row["export"]: row for row in results.table("exports")}
    search_by_export = {export.file: export for export in results.exports}
    trail = next(iter(gathered_trails(results)), None)
    order = {name: at for at, name in enumerate(trail.report.record_ids if trail else ())}
    records = sorted(results.records, key=lambda record: order.get(record.record_id, 0))
    entries: list[tuple[str, Record | None]] = [(record.export, record) for record in records]
    entries += [(set_aside["export"], None)] if set_aside else []
    return History(
        places=tuple(
            Place(
                export=export,
                record=record,
                reading=reading_by_export.get(export),
                search=search_by_export.get(export),
            )
            for export, record in entries
        ),
        trail=trail,
        set_aside=set_aside,
        compared=_compared(results.table("pairs"), {r.record_id for r in results.records}, catalogue),
        decided=decided,
        tallies=_tallies(results, files),
        gaps=tuple(gaps),
    )


def history_as_data(history: History) -> dict[str, Any]:
    """The history as plain values for machines, numbers with their pages from the folder of the site."""
    trail = history.trail
    return {
        "report": asdict(trail.report) if trail else None,
        "records": [asdict(place.record) for place in history.places if place.record],
        "set_aside": dict(history.set_aside) if history.set_aside else None,
        "exports": {
            place.export: {
                "reading": dict(place.reading) if place.reading else None,
                "search": asdict(place.search) if place.search else None,
            }
            for place in history.places
        },
        "pairs": [
            {**found.pair, "kind": found.kind, "other_report": found.other_report}
            for found in history.compared
        ],
        "decisions": {
            "duplicates": [asdict(pair) for pair in history.decided.pairs],
            "screening": [asdict(judgement) for judgement in history.decided.judgements],
            "adjudications": [asdict(settled) for settled in history.decided.adjudications],
            "disputes": [dict(row) for row in history.decided.disputes],
        },
        "screening": asdict(trail.decision) if trail and trail.decision else None,
        "dimensions": [
            {
                "dimension": found.dimension.name,
                "code_of_record": asdict(found.code) if found.code else None,
                "codings": [asdict(coding) for coding in found.codings],
            }
            for found in (trail.dimensions if trail else ())
        ],
        "numbers": [_number_as_data(number, tally) for tally in history.tallies for number in tally.numbers],
        "not_read": list(history.gaps),
    }


def page_of_number(number_id: str) -> str:
    """The page of a number, from the folder of the site."""
    return f"lists/{page_name(number_id)}.html"


def _number_as_data(number: Number, tally: Tally) -> dict[str, Any]:
    known = asdict(number)
    del known["members"]
    return {**known, "files": list(tally.files), "page": page_of_number(number.number_id)}


def _compared(pairs: Sequence[Row], own: Collection[str], catalogue: Catalogue) -> tuple[Compared, ...]:
    others = {row[end] for row in pairs for end in ("record_a", "record_b")} - set(own)
    title_by_record = {
        record_id: title
        for record_id, title in zip(catalogue.record_ids, catalogue.titles, strict=True)
        if record_id in others
    }
    found = []
    for pair in pairs:
        is_related = pair["rule"].startswith(RELATED) and pair["verdict"] != "duplicate"
        other = next((pair[end] for end in ("record_a", "record_b") if pair[end] in others), "")
        found.append(
            Compared(
                pair=pair,
                kind=RELATED if is_related else pair["verdict"],
                other_report=catalogue.report_id_by_record.get(other, ""),
                other_title=title_by_record.get(other, ""),
            )
        )
    place = {kind: at for at, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda c: place.get(c.kind, len(KINDS))))


def _tallies(results: Results, files: Mapping[str, str]) -> tuple[Tally, ...]:
    """The numbers by the first part of their id, as the list of all numbers groups them."""
    files_by_number: dict[str, dict[str, None]] = {}
    for name, rows in results.tables.items():
        for row in rows:
            if row.get("number_id"):
                files_by_number.setdefault(row["number_id"], {})[files.get(name, name)] = None
    groups: dict[str, list[Number]] = {}
    for number in results.ledger:
        groups.setdefault(number.number_id.partition(".")[0], []).append(number)
    return tuple(
        Tally(
            kind=first,
            title=GROUPS.get(first, sentence(humane(first))),
            files=tuple(dict.fromkeys(f for n in numbers for f in files_by_number.get(n.number_id, ()))),
            numbers=tuple(sorted(numbers, key=lambda number: not number.is_count)),
        )
        for first, numbers in sorted(groups.items(), key=lambda group: _place(group[0]))
    )


def _place(kind: str) -> tuple[int, int, str]:
    return int(kind in ESTIMATES), ORDER.index(kind) if kind in ORDER else len(ORDER), kind
