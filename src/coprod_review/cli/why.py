"""`coprod-review why ID`: the whole history of a record, a report or a set-aside entry."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review.cli import paths
from coprod_review.errors import ReviewError, ReviewErrors

if TYPE_CHECKING:
    from coprod_review.audit.why import History
    from coprod_review.audit.why_match import Match
    from coprod_review.cli.why_newer import Newer
    from coprod_review.pages.catalogue import Catalogue
    from coprod_review.pages.results import Results

LISTED = 20
"""So many things that a name may mean are listed."""

WIDEST = 110


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is asked for, how it is told, and where the review stands."""
    add = parser.add_argument
    add(
        "name",
        nargs="+",
        metavar="ID",
        help="record id (FILE:3, the third entry of an export, with or without its folder), line of an "
        "export (FILE:L3, or 'FILE, line 3'), report id, DOI, PMID, accession number, or words of a title",
    )
    add("--brief", action="store_true", help="a few lines in place of all")
    add("--json", action="store_true", help="everything, for machines")
    add("--corpus", type=Path, default=paths.CORPUS, help="the corpus folder")
    add("--config", type=Path, default=paths.CONFIG, help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, help="folder of the run")


def run(arguments: argparse.Namespace) -> None:
    """Print the history of what the name means, or list what it may mean.

    What the results do not know yet is told behind it. Raises ReviewError where nothing is known by the name.
    """
    from coprod_review.audit.why_match import entry_and_line, export_named, find
    from coprod_review.cli.why_newer import REMEDY, newer_than
    from coprod_review.dedupe.dois import plain_doi
    from coprod_review.io.one_report import read_catalogue

    name = " ".join(arguments.name).strip()
    if not name:
        raise ReviewError("no name is given", remedy="name a record id, a DOI, a PMID, or words of a title")
    catalogue = read_catalogue(arguments.results)
    newer = newer_than(
        arguments.results, corpus=arguments.corpus, config=arguments.config, read=catalogue.exports
    )
    named = export_named(name) or name.strip()
    if unread := next((file for file in newer.unread if file.casefold() == named.casefold()), ""):
        raise ReviewError(f"{unread} was added but not yet read", where=str(arguments.results), remedy=REMEDY)
    matches = find(name, catalogue, doi=plain_doi(name))
    if not matches:
        raise _unknown(name, catalogue, newer, arguments.results)
    note = entry_and_line(name, catalogue)
    if len(matches) == 1:
        history, results = _history(matches[0], catalogue, arguments)
        _print(_told(history, results, _Beside(note=note, newer=newer), arguments))
    else:
        _print(_listed(name, matches, catalogue, _Beside(note=note, newer=newer), arguments))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What is told beside the answer: how the name was understood, and what the results do not know yet."""

    note: str
    newer: Newer

    def data(self) -> dict[str, Any]:
        return {"note": self.note, "newer": self.newer.as_data()}

    def before(self, width: int) -> list[str]:
        from coprod_review.pages.terminal import paragraph

        return [*paragraph(self.note, width=width), ""] if self.note else []

    def behind(self, width: int) -> list[str]:
        from coprod_review.cli.why_newer import newer_words
        from coprod_review.pages.terminal import paragraph

        words = [line for told in newer_words(self.newer) for line in paragraph(told, width=width, indent=2)]
        return ["", "NEWER THAN THIS RUN", *words] if words else []


def _history(match: Match, catalogue: Catalogue, arguments: argparse.Namespace) -> tuple[History, Results]:
    from coprod_review.audit.why import history_of
    from coprod_review.io.one_report import read_decided, read_one_report
    from coprod_review.io.results import TABLE_FILES

    record_ids = catalogue.records_by_report.get(match.report_id, match.record_ids)
    row = match.set_aside
    results, gaps = read_one_report(
        results=arguments.results,
        config=arguments.config,
        corpus=arguments.corpus,
        report_id=match.report_id,
        record_ids=record_ids,
        aside=f"{row['export']}:{row['line']}" if row else "",
    )
    decided, more_gaps = read_decided(
        results=arguments.results,
        corpus=arguments.corpus,
        report_id=match.report_id,
        record_ids=record_ids,
    )
    history = history_of(
        results,
        decided,
        catalogue=catalogue,
        files=TABLE_FILES,
        set_aside=row,
        gaps=_gap_words((*gaps, *more_gaps)),
    )
    return history, results


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


def _told(history: History, results: Results, beside: _Beside, arguments: argparse.Namespace) -> list[str]:
    if arguments.json:
        from coprod_review.audit.why import history_as_data

        return [_as_json(history_as_data(history) | beside.data())]
    from coprod_review.audit.why_words import Telling, lines_of

    site = arguments.results / paths.AUDIT.name
    how = Telling(
        width=_width(),
        is_brief=arguments.brief,
        site=str(site) if site.is_dir() else "",
        exports=f"{arguments.corpus / paths.EXPORTS.name}/",
    )
    return [*beside.before(how.width), *lines_of(history, results, how), *beside.behind(how.width)]


def _listed(
    name: str,
    matches: Sequence[Match],
    catalogue: Catalogue,
    beside: _Beside,
    arguments: argparse.Namespace,
) -> list[str]:
    """What the name may mean, each with the name by which it is found alone."""
    from coprod_review.audit.why_words import choices
    from coprod_review.io.parquet import Only
    from coprod_review.io.tables import read_records
    from coprod_review.pages.terminal import cut, paragraph
    from coprod_review.pages.wording import authors_short, year_text

    shown = matches if arguments.json else matches[:LISTED]
    firsts = {_first_record(match, catalogue) for match in shown} - {""}
    path = arguments.results / paths.RECORDS.relative_to(paths.RESULTS)
    records = {r.record_id: r for r in read_records(path, only=Only(column="record_id", values=firsts))}
    rows = []
    for match in shown:
        record = records.get(_first_record(match, catalogue))
        aside = match.set_aside
        rows.append(
            {
                "name": match.report_id or (record.record_id if record else "") or _aside_name(aside or {}),
                "about": f"{authors_short(record)}, {year_text(record)}" if record else "set aside",
                "title": record.title if record else cut((aside or {}).get("raw", ""), 100),
                "where": ", ".join(catalogue.records_by_report.get(match.report_id, match.record_ids)),
                "how": match.how,
            }
        )
    if arguments.json:
        return [_as_json({"matches": rows} | beside.data())]
    width = _width()
    hows = ", ".join(dict.fromkeys(match.how for match in matches))
    lines = beside.before(width)
    lines += paragraph(f"{len(matches):,} things are known as “{name}” ({hows}):", width=width)
    lines += choices(rows, width=width)
    more = len(matches) - len(shown)
    lines += [f"  and {more:,} more: add words of the title"] if more else []
    lines += [f"Name one of them: coprod-review why {rows[0]['name']}"]
    return [*lines, *beside.behind(width)]


def _first_record(match: Match, catalogue: Catalogue) -> str:
    return next(iter(match.record_ids or catalogue.records_by_report.get(match.report_id, ())), "")


def _aside_name(row: Any) -> str:
    return f"{row['export']}:L{row['line']}"


def _unknown(name: str, catalogue: Catalogue, newer: Newer, results: Path) -> ReviewError:
    """That nothing is known by the name, where it was looked for, and the titles that are like it."""
    from coprod_review.audit.why_match import is_number, reach_of
    from coprod_review.audit.why_near import near_titles
    from coprod_review.cli.why_newer import newer_words
    from coprod_review.dedupe.dois import plain_doi
    from coprod_review.pages.terminal import cut, seen
    from coprod_review.pages.wording import counted

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
    if is_title:
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


def _as_json(data: Any) -> str:
    """JSON in ASCII, so that no text can steer a terminal or fail to be encoded."""
    return json.dumps(data, indent=2, ensure_ascii=True)


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)


def _print(lines: Sequence[str]) -> None:
    """Print to whatever reads it; what its encoding lacks is written as an escape."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    print("\n".join(lines), flush=True)
