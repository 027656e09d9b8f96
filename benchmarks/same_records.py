"""Whether the same records read from different formats have the same fields, and where not, why.

    python benchmarks/same_records.py FOLDER [--differences]

FOLDER holds exports among which are sets that tell the same records in several formats: SETS names a file
of reference and the others by pattern. Each record of another file is matched to the reference by its DOI,
else by the fingerprint of its title. Printed for each file that has any: records, how many were matched, and
for each field how many of the matched records that have it in both files say the same, of how many (9/10, for
example). A title counts as the same by fingerprint, authors by family names in order, an abstract by its
first 300 letters and digits, keywords as a set, references by their number, a container
where deduplication takes both names for one (abbreviated or written out).

Below each table stands, for each field of a file that differs, why: WHY tells what the file itself says
otherwise, as seen in its text. A difference without such a reason is called unexplained, and the command ends
with 1. Each difference is told by --differences.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from operator import eq
from pathlib import Path
from typing import Any

from closed_pipe import quietly

from coprod_review.dedupe.containers import container_words, containers_agree
from coprod_review.errors import ReviewError
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading

SETS = (
    ("citation-file-formatting___baseline.ris", "citation-file-formatting___baseline*"),
    ("citation-file-formatting___baseline_zotero.ris", "citation-file-formatting___baseline_*"),
    ("RefLib__blue-light.nbib", "RefLib__blue-light.*"),
)

SAID: dict[str, Callable[[Record], object]] = {
    "title": lambda r: title_fingerprint(r.title),
    "authors": lambda r: tuple(title_fingerprint(a.partition(",")[0]) for a in r.authors),
    "year": lambda r: r.year,
    "container": lambda r: container_words(r.container),
    "volume": lambda r: r.volume,
    "issue": lambda r: r.issue,
    "pages": lambda r: r.pages,
    "doi": lambda r: r.doi,
    "pmid": lambda r: r.pmid,
    "abstract": lambda r: title_fingerprint(r.abstract)[:300],
    "type": lambda r: r.type,
    "language": lambda r: r.language,
    "keywords": lambda r: tuple(sorted({title_fingerprint(word) for word in r.keywords})),
    "references": lambda r: len(r.references),
    "url": lambda r: r.url.partition("://")[2].rstrip("/").casefold(),
}

SAME: dict[str, Callable[[Any, Any], bool]] = {"container": lambda a, b: bool(containers_agree(a, b))}
"""Fields of which two values say the same without being equal, and how that is told."""

ABBREVIATED = "the file has the abbreviated name of the journal alone"
NO_TYPES = "the reference has no kind of publication beside TY; this file tells errata"
WHY = (
    ("*baseline.csv", "keywords", "the file has MeSH terms, which the reference leaves out"),
    ("*baseline.tsv", "keywords", "the file has MeSH terms, which the reference leaves out"),
    ("*baseline.xlsx", "keywords", "the file has MeSH terms, which the reference leaves out"),
    ("*baseline.*", "url", "the reference has the address at Lens, this file that of the publisher or DOI"),
    ("*_citavi.ris", "url", "Citavi fetched other addresses for some records"),
    ("*_citavi.ris", "authors", "Citavi wrote the names without their particles (de, ten)"),
    ("*_refworks.tsv", "url", "the file has the addresses of publishers and PubMed alone"),
    ("*_refworks.tsv", "authors", "RefWorks wrote one name without its particles (ten)"),
    ("*_abstrackr.csv", "container", ABBREVIATED),
    ("*_abstrackr.csv", "authors", "the file has lost letters that are not of its encoding"),
    ("*_embase.*", "type", NO_TYPES),
    ("*_endnote.ris", "type", NO_TYPES),
    ("*_excel.csv", "type", NO_TYPES),
    ("*_embase.csv", "keywords", "the file has author keywords, and the kind of substance behind its name"),
    ("*_embase.xlsx", "keywords", "the file has author keywords, and the kind of substance behind its name"),
    ("*_excel.csv", "keywords", "the file has author keywords, and the kind of substance behind its name"),
    ("*_eppireviewer.ris", "authors", "EPPI-Reviewer took a family name of three words apart"),
    ("*_rayyan.*", "container", ABBREVIATED),
    ("*_rayyan.*", "issue", "Rayyan kept the number of the issue without the month"),
    ("*_refworks.ris", "container", ABBREVIATED),
    ("*_refworks.ris", "issue", "RefWorks kept the number of the issue without the month"),
    ("RefLib__*", "container", ABBREVIATED),
    ("RefLib__*", "authors", "EndNote left out the body that is the last author of one record"),
    ("RefLib__*", "pages", "EndNote wrote one number of an article in small letters"),
)
"""Patterns of files, a field, and what stands in these files and not in the reference, or the other way."""

UNEXPLAINED = "unexplained"


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table for each set, and the reasons; 1 where a difference has none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true", help="print each field that differs")
    arguments = parser.parse_args(argv)
    told: list[str] = []
    missing = [name for name, _ in SETS if not (arguments.folder / name).is_file()]
    if missing:
        print(f"{arguments.folder} lacks the files of reference: {', '.join(missing)}", file=sys.stderr)
        return 2
    for reference, pattern in SETS:
        print(f"\nReference: {reference}\n")
        print("| file | format | records | matched | " + " | ".join(SAID) + " |")
        print("|---" * (len(SAID) + 4) + "|")
        known = {key: r for r in records_of(arguments.folder / reference)[1] for key in keys_of(r)}
        paths = [path for path in sorted(arguments.folder.glob(pattern)) if path.name != reference]
        reasons = [line for path in paths for line in print_row(path, known, all_of=arguments.differences)]
        print("", *reasons, sep="\n")
        told += reasons
    return int(any(line.endswith(UNEXPLAINED) for line in told))


def print_row(path: Path, known: dict[str, Record], *, all_of: bool) -> Iterator[str]:
    """Print one row of the table; the reasons for what differs in it."""
    name, found = records_of(path)
    pairs = [(known[key], r) for r in found if (key := next(filter(known.__contains__, keys_of(r)), ""))]
    if not pairs:
        return
    cells: list[str] = []
    differing: dict[str, list[str]] = {}
    for field, said in SAID.items():
        both = [(said(a), said(b), b) for a, b in pairs if said(a) and said(b)]
        is_same = SAME.get(field, eq)
        differ = [(x, y, b) for x, y, b in both if not is_same(x, y)]
        cells.append(f"{len(both) - len(differ)}/{len(both)}")
        lines = [f"  {b.record_id} {field}: {x!r} | {y!r}"[:300] for x, y, b in differ]
        if lines:
            differing[field] = lines
    print(f"| {path.name} | {name} | {len(found)} | {len(pairs)} | {' | '.join(cells)} |")
    for field, lines in differing.items():
        yield f"- {path.name}, {field} ({len(lines)}): {reason_of(path.name, field)}"
        yield from lines if all_of else ()


def reason_of(file: str, field: str) -> str:
    """Why a field of a file differs from the reference."""
    return next((why for name, of, why in WHY if of == field and fnmatch(file, name)), UNEXPLAINED)


def keys_of(record: Record) -> tuple[str, ...]:
    """By what a record is found in another file."""
    return tuple(filter(None, (record.doi, title_fingerprint(record.title))))


def records_of(path: Path) -> tuple[str, list[Record]]:
    """The format of a file and its records; none where it is refused."""
    try:
        reading = Reading(path.read_bytes(), export=path.name)
        records = [item for item in reading if isinstance(item, Record)]
        return reading.summary().format, records
    except ReviewError as error:
        return f"refused: {error.problem}", []


if __name__ == "__main__":
    raise SystemExit(quietly(main))
