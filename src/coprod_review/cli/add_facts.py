"""The search facts of a new export: from options, and from questions where somebody is there to answer."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.corpus import ORIGINS, ExportFile

if TYPE_CHECKING:
    from coprod_review.cli.add_corpus import ReadExport
    from coprod_review.model.columns import NamedColumns

SEARCH_FACTS = ("query", "searched", "hits")
"""What PRISMA-S reports of a search, and what only a search has."""

PLATFORMS = {
    "Scopus": ("Scopus", "Elsevier"),
    "Web of Science": ("Web of Science", "Clarivate"),
    "PubMed": ("PubMed", "National Library of Medicine"),
    "OpenAlex": ("OpenAlex", "OpenAlex"),
    "Embase": ("Embase", "Elsevier"),
    "CINAHL": ("CINAHL", "EBSCOhost"),
    "PsycINFO": ("PsycINFO", ""),
    "Cochrane": ("Cochrane Library", "Wiley"),
    "ERIC": ("ERIC", ""),
    "Lens": ("The Lens", "The Lens"),
    "Dimensions": ("Dimensions", "Digital Science"),
}
"""Database and platform by a word in the dialect of an export; they are only proposed."""

Ask = Callable[[str], str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacts:
    """What is known of the search behind an export; None is unknown."""

    origin: str
    database: str
    platform: str | None = None
    query: str | None = None
    searched: str | None = None
    hits: int | None = None
    limits: str | None = None
    label: str | None = None
    note: str | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that tell the search facts."""
    add = parser.add_argument_group("the search behind the export").add_argument
    add("--origin", choices=ORIGINS, help="how the records were found; without it, by a search")
    add("--database", metavar="NAME", help="the database, or the other method (citation search, experts)")
    add("--platform", metavar="NAME", help="by which the database was searched")
    add("--query", metavar="TEXT|@FILE", help="the search string, or @ and a file that holds it")
    add("--searched", metavar="DATE", help="day of the search, YYYY-MM-DD")
    add("--hits", metavar="N", help="how many records the search found")
    add("--limits", metavar="TEXT", help="limits that were set: language, years, types")
    add("--label", metavar="TEXT", help="name of the export in the report (default: the database)")
    add("--note", metavar="TEXT", help="anything else that readers should know")


def facts_from(
    arguments: argparse.Namespace, *, dialect: str, today: str, ask: Ask | None = None
) -> SearchFacts:
    """The facts that the options give, the missing ones asked for where somebody answers.

    Raises ReviewErrors that name the options of all facts that are missing, wrong, or claimed of no search.
    """
    said = {
        name: getattr(arguments, name)
        for name in ("database", "platform", "limits", "label", "note", *SEARCH_FACTS)
    }
    origin = arguments.origin
    guess = proposed(dialect)
    if ask and not all(said[name] for name in ("database", *SEARCH_FACTS)):
        origin = origin or _asked(
            ask, f"How were these records found ({', '.join(ORIGINS)})?", "search", ORIGINS
        )
        _ask_missing(ask, said, guess, is_search=origin == "search")
    origin = origin or "search"
    faults = [*_missing(said, origin, guess[0]), *_claimed(said, origin)]
    query = _tried(faults, partial(_query, said["query"]))
    searched = _tried(faults, partial(_day, said["searched"], today))
    hits = _tried(faults, partial(count_of, said["hits"]))
    raise_all(faults)
    return SearchFacts(
        origin=origin,
        database=_line(said["database"]) or "",
        platform=_line(said["platform"]),
        query=query,
        searched=searched,
        hits=hits,
        limits=_line(said["limits"]),
        label=_line(said["label"]),
        note=_line(said["note"]),
    )


def options_of_several_lines(arguments: argparse.Namespace) -> list[str]:
    """The options whose text has line breaks that the search log does not keep."""
    names = ("database", "platform", "limits", "label", "note")
    return [f"--{name}" for name in names if len((getattr(arguments, name) or "").strip().splitlines()) > 1]


def proposed(dialect: str) -> tuple[str, str]:
    """The database and the platform that an export looks like; empty where it shows neither."""
    return next((known for word, known in PLATFORMS.items() if word.lower() in dialect.lower()), ("", ""))


def free_label(facts: SearchFacts, taken: Collection[str], *, part: str = "") -> str:
    """The label of an export: as it was named, else its database, with the day or a number where need be."""
    wanted = f"{facts.label or facts.database}{part}"
    if facts.label or wanted not in taken:
        return wanted
    if facts.searched:
        wanted = f"{wanted}, searched {facts.searched}"
    n, label = 1, wanted
    while label in taken:
        n += 1
        label = f"{wanted} ({n})"
    return label


def entries_of(
    found: Sequence[ReadExport],
    facts: SearchFacts,
    exports: Sequence[ExportFile],
    *,
    columns: NamedColumns,
    encoding: str | None = None,
) -> list[ExportFile]:
    """The entries of the files in the search log; files of one search are its parts."""
    taken = {export.label for export in exports}
    entries: list[ExportFile] = []
    for place, one in enumerate(found, start=1):
        part = f", file {place} of {len(found)}" if len(found) > 1 else ""
        label = free_label(facts, taken, part=part)
        taken.add(label)
        whole = "hits are those of the whole search" if part and facts.hits is not None else None
        entries.append(
            ExportFile(
                file=one.summary.export,
                label=label,
                origin=facts.origin,
                database=facts.database,
                platform=facts.platform,
                query=facts.query,
                searched=facts.searched,
                hits=facts.hits,
                limits=facts.limits,
                sha256=one.summary.sha256,
                columns=columns,
                encoding=encoding,
                note="; ".join(filter(None, (facts.note, whole))) or None,
            )
        )
    return entries


def _ask_missing(ask: Ask, said: dict[str, str | None], guess: tuple[str, str], *, is_search: bool) -> None:
    """Ask for every fact that no option gave; what only a search has is asked of searches alone."""
    questions = [
        ("database", "Database" if is_search else "Database or method", guess[0]),
        ("platform", "Platform (Enter: unknown)", guess[1]),
    ]
    if is_search:
        questions += [
            ("query", "Search string, or @ and a file that holds it", ""),
            ("searched", "Day of the search, YYYY-MM-DD", ""),
            ("hits", "Records that the search found", ""),
            ("limits", "Limits that were set (Enter: unknown)", ""),
        ]
    for name, words, proposal in questions:
        if not said[name]:
            said[name] = _asked(ask, words, proposal) or None


def _asked(ask: Ask, words: str, proposal: str = "", choices: Collection[str] = ()) -> str:
    while True:
        answer = ask(f"{words}{f' [{proposal}]' if proposal else ''}: ").strip() or proposal
        if not choices or answer in choices:
            return answer


def _missing(said: dict[str, str | None], origin: str, guess: str) -> list[ReviewError]:
    needed = ("database", *SEARCH_FACTS) if origin == "search" else ("database",)
    absent = [name for name in needed if not said[name]]
    if not absent:
        return []
    looks = f" (the file looks like {guess})" if "database" in absent and guess else ""
    other = (
        "; where no search of a database found these records, --origin other_methods; to look only, --dry-run"
        if origin == "search"
        else ""
    )
    return [
        ReviewError(
            f"the search facts lack {', '.join(absent)}{looks}",
            remedy=f"give {', '.join(f'--{name}' for name in absent)}{other}",
        )
    ]


def _claimed(said: dict[str, str | None], origin: str) -> list[ReviewError]:
    given = [name for name in SEARCH_FACTS if said[name]]
    if origin != "prepared" or not given:
        return []
    return [
        ReviewError(
            f"a prepared file comes from no search, and yet {', '.join(given)} of one are given",
            where="--origin prepared",
            remedy="leave these options out, or write --origin search",
        )
    ]


def _tried(faults: list[ReviewError], read: Callable[[], T]) -> T | None:
    """What `read` gives, or nothing where it raises a fault, which is added to the others."""
    try:
        return read()
    except ReviewError as fault:
        faults.append(fault)
        return None


def _line(value: str | None) -> str | None:
    """A value in one line; an empty one is unknown."""
    return " ".join(value.split()) or None if value else None


def _query(query: str | None) -> str | None:
    if not query or not query.startswith("@"):
        return query.strip() if query else None
    from coprod_review.io.files import read_text

    lines = read_text(Path(query[1:])).strip().splitlines()
    text = "\n".join(line.rstrip() for line in lines)
    if not text:
        raise ReviewError("this file holds no search string", where=query[1:], remedy="write it there")
    return text


def _day(day: str | None, today: str) -> str | None:
    if not day:
        return None
    try:
        found = datetime.date.fromisoformat(day.strip()).isoformat()
    except ValueError:
        raise ReviewError(
            f"{day!r} is no day", where="--searched", remedy="write it as YYYY-MM-DD, as 2026-03-01"
        ) from None
    if found > today:
        raise ReviewError(f"{found} lies in the future", where="--searched", remedy="correct the day")
    return found


def count_of(hits: str | None) -> int | None:
    """How many records a search found, as people write it ("1,263"); ReviewError where it is no count."""
    if not hits:
        return None
    digits = hits.strip().replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ReviewError(f"{hits!r} is no count", where="--hits", remedy="write a whole number, as 263")
    return int(digits)
