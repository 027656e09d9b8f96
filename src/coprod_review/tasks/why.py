"""What a run and its exports know by a name: what it may mean, and the whole history of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError, ReviewErrors

if TYPE_CHECKING:
    from coprod_review.audit.why import History
    from coprod_review.audit.why_match import Match
    from coprod_review.model.record import Record
    from coprod_review.pages.catalogue import Catalogue
    from coprod_review.pages.results import Results
    from coprod_review.tasks.run.newer import Newer


MOST_IDS = 20
"""So many ids that are asked for at once are known for what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What a name may mean in a run, and what lies in the folders that the run does not know yet.

    `note` says how the name was understood, where that is not plain.
    """

    matches: Sequence[Match]
    catalogue: Catalogue
    newer: Newer
    note: str = ""


def look_up(name: str, *, results: Path, config: Path, corpus: Path) -> LookedUp:
    """What the name may mean; raises ReviewError where nothing is known by it, or it is not read yet."""
    from coprod_review.audit.why_match import export_named, find
    from coprod_review.dedupe.dois import plain_doi
    from coprod_review.io.one_report import read_catalogue
    from coprod_review.tasks.run.newer import REMEDY, newer_than
    from coprod_review.tasks.why_registered import registered_as

    catalogue = read_catalogue(results)
    newer = newer_than(results, corpus=corpus, config=config, read=catalogue.exports)
    named = export_named(name) or name.strip()
    if unread := next((file for file in newer.unread if file.casefold() == named.casefold()), ""):
        raise ReviewError(f"{unread} was added but not yet read", where=str(results), remedy=REMEDY)
    matches = find(name, catalogue, doi=plain_doi(name))
    if not matches:
        joined, note = registered_as(name, results=results, corpus=corpus)
        if not joined:
            raise _unknown(name, catalogue, newer, results)
        found = find(joined, catalogue, doi="")
        return LookedUp(matches=found, catalogue=catalogue, newer=newer, note=note)
    return LookedUp(matches=matches, catalogue=catalogue, newer=newer)


def history_in(
    match: Match, catalogue: Catalogue, *, results: Path, config: Path, corpus: Path
) -> tuple[History, Results]:
    """The history of what was found, and the part of the results that tells it."""
    from coprod_review.audit.why import history_of
    from coprod_review.io.one_report import read_decided, read_one_report
    from coprod_review.io.results import TABLE_FILES

    record_ids = catalogue.records_by_report.get(match.report_id, match.record_ids)
    row = match.set_aside
    found, gaps = read_one_report(
        results=results,
        config=config,
        corpus=corpus,
        report_id=match.report_id,
        record_ids=record_ids,
        aside=f"{row['export']}:{row['line']}" if row else "",
    )
    decided, more_gaps = read_decided(
        results=results,
        corpus=corpus,
        report_id=match.report_id,
        record_ids=record_ids,
    )
    history = history_of(
        found,
        decided,
        catalogue=catalogue,
        files=TABLE_FILES,
        set_aside=row,
        gaps=_gap_words((*gaps, *more_gaps)),
    )
    return history, found


def first_records(matches: Sequence[Match], catalogue: Catalogue, *, results: Path) -> list[Record | None]:
    """The first record of each of them; of what was set aside there is none."""
    from coprod_review.io.parquet import Only
    from coprod_review.io.tables import read_records

    firsts = [_first_record(match, catalogue) for match in matches]
    only = Only(column="record_id", values=set(firsts) - {""})
    found = {r.record_id: r for r in read_records(paths.within(results, paths.RECORDS), only=only)}
    return [found.get(first) for first in firsts]


def _gap_words(gaps: Iterable[ReviewError]) -> list[str]:
    """What could not be read, one sentence for all files of which the same is to be said."""
    places: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        for fault in gap.faults if isinstance(gap, ReviewErrors) else (gap,):
            places.setdefault((fault.problem, fault.remedy), []).append(fault.where)
    words = []
    for (problem, remedy), wheres in places.items():
        where = ", ".join(dict.fromkeys(filter(None, wheres)))
        advice = f"; remedy: {remedy}" if remedy else ""
        words.append(f"{where}{': ' if where else ''}{problem}{advice}")
    return words


def _first_record(match: Match, catalogue: Catalogue) -> str:
    return next(iter(match.record_ids or catalogue.records_by_report.get(match.report_id, ())), "")


def _unknown(name: str, catalogue: Catalogue, newer: Newer, results: Path) -> ReviewError:
    """That nothing is known by the name, where it was looked for, and the titles that are like it."""
    from coprod_review.audit.why_match import is_known_by_id, is_number, reach_of
    from coprod_review.audit.why_near import near_titles
    from coprod_review.dedupe.dois import plain_doi
    from coprod_review.pages.terminal import cut, seen
    from coprod_review.pages.wording import counted
    from coprod_review.tasks.run.newer import newer_words

    reach = reach_of(name, catalogue)
    is_title = not (reach or is_number(name) or plain_doi(name))
    near = [
        f"\n    {catalogue.report_id_by_record.get(record_id, record_id)}  {cut(catalogue.titles[at], 90)}"
        for at in (near_titles(name, catalogue.titles) if is_title else ())
        for record_id in [catalogue.record_ids[at]]
    ]
    looked = (
        "looked at the ids, DOIs, PMIDs, accession numbers, lines and titles of "
        f"{counted(len(catalogue.record_ids), 'record')} in "
        f"{counted(len(set(catalogue.exports)), 'export')}, the registry, and the raw text of "
        f"{counted(len(catalogue.set_aside), 'set-aside entry', 'set-aside entries')}"
    )
    looked += "; " + " ".join(words) if (words := list(newer_words(newer))) else ""
    parts = name.split()
    if 1 < len(parts) <= MOST_IDS and all(is_known_by_id(p, catalogue, doi=plain_doi(p)) for p in parts):
        near, remedy = [], "ask for one at a time, since words together are those of a title"
    elif is_title:
        remedy = "correct the spelling, or give fewer words of the title"
    elif reach:
        remedy = "name an entry of an export by its number, as a.ris:3, or a line of it, as a.ris:L40"
    else:
        remedy = "correct the number, or give words of the title instead"
    return ReviewError(
        f"nothing is known as “{cut(name, 200)}”{f'; {seen(reach)}' if reach else ''}; {looked}",
        where=str(results),
        remedy=f"{'name one of these near titles' if near else remedy}{''.join(near)}",
    )
