"""`coprod-review why ID`: the whole history of a record, a report or a set-aside entry."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.cli.printed import print_lines
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.audit.why import History
    from coprod_review.audit.why_match import Match
    from coprod_review.pages.catalogue import Catalogue
    from coprod_review.pages.results import Results
    from coprod_review.tasks.run.newer import Newer

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
    from coprod_review.audit.why_match import entry_and_line
    from coprod_review.tasks.why import history_in, look_up

    name = " ".join(arguments.name).strip()
    if not name:
        raise ReviewError("no name is given", remedy="name a record id, a DOI, a PMID, or words of a title")
    folders = {"results": arguments.results, "config": arguments.config, "corpus": arguments.corpus}
    found = look_up(name, **folders)
    beside = _Beside(note=found.note or entry_and_line(name, found.catalogue), newer=found.newer)
    if len(found.matches) == 1:
        history, results = history_in(found.matches[0], found.catalogue, **folders)
        print_lines(_told(history, results, beside, arguments))
    else:
        print_lines(_listed(name, found.matches, found.catalogue, beside, arguments))


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
        from coprod_review.pages.terminal import paragraph
        from coprod_review.tasks.run.newer import newer_words

        words = [line for told in newer_words(self.newer) for line in paragraph(told, width=width, indent=2)]
        return ["", "NEWER THAN THIS RUN", *words] if words else []


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
    from coprod_review.pages.terminal import cut, paragraph, typed
    from coprod_review.pages.wording import authors_short, year_text
    from coprod_review.tasks.why import first_records

    shown = matches if arguments.json else matches[:LISTED]
    firsts = first_records(shown, catalogue, results=arguments.results)
    rows = []
    for match, record in zip(shown, firsts, strict=True):
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
    lines += [f"Name one of them: coprod-review why {typed(rows[0]['name'])}"]
    return [*lines, *beside.behind(width)]


def _aside_name(row: Any) -> str:
    return f"{row['export']}:L{row['line']}"


def _as_json(data: Any) -> str:
    """JSON in ASCII, so that no text can steer a terminal or fail to be encoded."""
    return json.dumps(data, indent=2, ensure_ascii=True)


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
