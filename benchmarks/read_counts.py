"""The reader's count of entries beside the manifest's, for every export of the shared test data.

Usage: python benchmarks/read_counts.py [--all] [FOLDER]

FOLDER holds MANIFEST.tsv and exports/ (default: the folder of the environment variable COPROD_SHARED, else
../shared/data beside the project). Prints the files whose counts differ, each with its explanation, and with
--all every file; ends with exit code 1 where a difference has no explanation.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
from dataclasses import dataclass
from pathlib import Path

from closed_pipe import quietly

from coprod_review.errors import ReviewError
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading

PROJECT = Path(__file__).resolve().parents[1]
DEFAULT = Path(os.environ.get("COPROD_SHARED", PROJECT.parent / "shared")) / "data"

FORMATS = {
    "bibtex", "bibtex utf-16 no BOM", "broken/empty on purpose", "cochrane-text", "csl-json", "csv",
    "csv-semicolon", "endnote-xml", "enw", "json-list", "nbib", "openalex-csv", "openalex-json",
    "ovid (old tagged)", "ovid-tagged", "pubmed-xml", "pubmed-xml (book)", "pubmed-xml.gz", "ris",
    "scopus-csv", "tsv", "wos-tab", "wos-tagged", "xlsx",
}  # fmt: skip

QUERY_LINES = "the manifest counts {} lines above the header, which tell the query, as rows"
EXPLANATIONS = {
    "citation-file-formatting___baseline_embase.csv": QUERY_LINES.format(2),
    "citation-file-formatting___baseline_excel.csv": QUERY_LINES.format(3),
    "jabref__MedlineImporterTestBookArticleSet.xml": (
        "2 elements PubmedBookArticle, the second without a book; the manifest counts the book alone"
    ),
    "citation-file-formatting___baseline.xlsx": "the manifest counts the title above the header as a row",
    "citation-file-formatting___baseline_embase.xlsx": QUERY_LINES.format(3),
    "colrev__ais_enl.txt": "4 entries have no type (%0); the manifest counts types alone",
    "jabref__Endnote.entries.enw": "1 entry has an empty type (%0); the manifest counts types with words",
    "jabref__OvidImporterTest2Invalid.txt": "2 records without marks such as <1>; the manifest says 1",
    "jabref__MedlinePlainImporterTestMultipleEntries.txt": (
        "2 entries open with PMC and PMCR; the manifest counts PMID alone"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file: its count of start marks in the manifest, and what reading it gave."""

    file: str
    format: str
    expected: int
    n_entries: int | None
    n_records: int
    n_set_aside: int
    seconds: float
    note: str

    @property
    def differs(self) -> bool:
        """Whether the reader counts otherwise than the manifest."""
        return self.n_entries != self.expected


def main() -> int:
    """Print the table; 1 where a difference is not explained."""
    parser = argparse.ArgumentParser(description="counts of entries: reader beside manifest")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--all", action="store_true", help="print every file, not the differences alone")
    arguments = parser.parse_args()
    rows = [count(arguments.folder, entry) for entry in manifest(arguments.folder)]
    differing = [row for row in rows if row.differs]
    print("file\tformat\tmanifest\tentries\trecords\tset aside\tseconds\tnote")
    for row in rows if arguments.all else differing:
        entries = "-" if row.n_entries is None else row.n_entries
        print(
            f"{row.file}\t{row.format}\t{row.expected}\t{entries}\t{row.n_records}\t{row.n_set_aside}\t"
            f"{row.seconds:.2f}\t{row.note}"
        )
    unexplained = [row for row in differing if row.file not in EXPLANATIONS]
    print(
        f"{len(rows)} files, {len(rows) - len(differing)} with equal counts, {len(differing)} differ, "
        f"{len(unexplained)} of them without explanation"
    )
    return int(bool(unexplained))


def manifest(folder: Path) -> list[dict[str, str]]:
    """The rows of the manifest for exports in formats that are read."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        entries = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [e for e in entries if e["file"].startswith("exports/") and e["format"] in FORMATS]


def count(folder: Path, entry: dict[str, str]) -> Row:
    """What reading one file gives."""
    name = entry["file"].removeprefix("exports/")
    began = time.perf_counter()
    n_records = n_set_aside = 0
    n_entries: int | None = None
    note = EXPLANATIONS.get(name, "")
    try:
        reading = Reading((folder / entry["file"]).read_bytes(), export=name)
        for item in reading:
            n_records += isinstance(item, Record)
            n_set_aside += not isinstance(item, Record)
        n_entries = reading.summary().n_entries
    except ReviewError as error:
        note = note or f"refused: {error.problem}"
        n_entries = 0 if entry["format"].startswith("broken") else None
    return Row(
        file=name,
        format=entry["format"],
        expected=int(entry["records"]),
        n_entries=n_entries,
        n_records=n_records,
        n_set_aside=n_set_aside,
        seconds=time.perf_counter() - began,
        note=note,
    )


if __name__ == "__main__":
    raise SystemExit(quietly(main))
