"""Whether the same records read from different formats have the same fields.

    python benchmarks/same_records.py FOLDER [--differences]

FOLDER holds exports among which are sets that tell the same records in several formats: SETS names a file
of reference and the others by pattern. Each record of another file is matched to the reference by its DOI,
else by the fingerprint of its title. Printed for each file that has any: records, how many were matched, and
for each field how many of the matched records that have it in both files say the same, of how many (9/10, for
example). A title counts as the same by fingerprint, authors by family names in order, an abstract by its
first 300 letters and digits, pages by the first. What differs is told by --differences.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

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
    "container": lambda r: title_fingerprint(r.container),
    "volume": lambda r: r.volume,
    "issue": lambda r: r.issue,
    "pages": lambda r: r.pages.partition("-")[0],
    "doi": lambda r: r.doi,
    "pmid": lambda r: r.pmid,
    "abstract": lambda r: title_fingerprint(r.abstract)[:300],
}


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true", help="print each field that differs")
    arguments = parser.parse_args(argv)
    for reference, pattern in SETS:
        print(f"\nReference: {reference}\n")
        print("| file | format | records | matched | " + " | ".join(SAID) + " |")
        print("|---" * (len(SAID) + 4) + "|")
        known = {key: r for r in records_of(arguments.folder / reference)[1] for key in keys_of(r)}
        for path in sorted(arguments.folder.glob(pattern)):
            if path.name != reference:
                print_row(path, known, differences=arguments.differences)
    return 0


def print_row(path: Path, known: dict[str, Record], *, differences: bool) -> None:
    """One row of the table."""
    name, found = records_of(path)
    pairs = [(known[key], r) for r in found if (key := next(filter(known.__contains__, keys_of(r)), ""))]
    if not pairs:
        return
    cells = []
    told = []
    for field, said in SAID.items():
        both = [(said(a), said(b), a, b) for a, b in pairs if said(a) and said(b)]
        cells.append(f"{sum(x == y for x, y, _, _ in both)}/{len(both)}")
        told += [f"  {b.record_id} {field}: {x!r} | {y!r}" for x, y, _, b in both if x != y]
    print(f"| {path.name} | {name} | {len(found)} | {len(pairs)} | {' | '.join(cells)} |")
    if differences:
        print("\n".join(line[:300] for line in told))


def keys_of(record: Record) -> tuple[str, ...]:
    """By what a record is found in another file."""
    return tuple(filter(None, (record.doi, title_fingerprint(record.title))))


def records_of(path: Path) -> tuple[str, list[Record]]:
    """The format of a file and its records; none where it is refused."""
    try:
        reading = Reading(path.read_bytes(), export=path.name)
        return reading.format.name, [item for item in reading if isinstance(item, Record)]
    except ReviewError as error:
        return f"refused: {error.problem}", []


if __name__ == "__main__":
    sys.exit(main())
