"""Accuracy of de-duplication on records whose duplicate groups are known.

    python benchmarks/dedupe_accuracy.py FOLDER [--errors]

FOLDER holds pairs of files `<set>_records_pre_merged.csv` (ID, title, author, year, journal, volume, number,
pages, doi ...) and `<set>_merged_record_ids.csv` (merged_ids: the records of one document, separated by ";"),
the form in which bib-dedupe publishes its gold sets. Printed per set: records, true pairs, precision, recall
and F1 over pairs, false merges (reports that hold records of two documents), pairs left to people, seconds.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from closed_pipe import quietly

from coprod_review.dedupe.join import Joining, join_records
from coprod_review.model.record import Record

TYPES = {
    "article": "article",
    "inproceedings": "conference",
    "proceedings": "conference",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "techreport": "report",
}
RECORDS = "_records_pre_merged.csv"
GROUPS = "_merged_record_ids.csv"


def read_gold(folder: Path, name: str) -> tuple[list[Record], set[tuple[str, str]]]:
    """The records of a gold set and its true pairs, the lesser id first."""
    with (folder / f"{name}{RECORDS}").open(encoding="utf-8", newline="") as file:
        records = [_record(row, name, place) for place, row in enumerate(csv.DictReader(file), start=1)]
    with (folder / f"{name}{GROUPS}").open(encoding="utf-8", newline="") as file:
        groups = [row["merged_ids"].split(";") for row in csv.DictReader(file)]
    return records, set(_pairs(groups))


def measure(joining: Joining, gold: set[tuple[str, str]]) -> dict[str, float]:
    """Precision, recall and F1 over pairs, false merges, and pairs left to people."""
    joined = set(_pairs(report.record_ids for report in joining.reports))
    maybe = {_sorted(v.record_a, v.record_b) for v in joining.verdicts if v.verdict == "maybe"}
    right = len(joined & gold)
    return {
        "precision": right / len(joined) if joined else 1.0,
        "recall": right / len(gold) if gold else 1.0,
        "f1": 2 * right / (len(joined) + len(gold)) if joined or gold else 1.0,
        "false_merges": sum(
            any(pair not in gold for pair in _pairs([report.record_ids])) for report in joining.reports
        ),
        "maybe": len(maybe),
        "maybe_true": len(maybe & gold),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, and with --errors each wrong pair with its verdict."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each pair that is wrong")
    arguments = parser.parse_args(argv)
    names = sorted(p.name.removesuffix(RECORDS) for p in arguments.folder.glob(f"*{RECORDS}"))
    print("set\trecords\tpairs\tprecision\trecall\tf1\tfalse merges\tmaybe (true)\tseconds")
    for name in names:
        records, gold = read_gold(arguments.folder, name)
        start = time.perf_counter()
        joining = join_records(records)
        seconds = time.perf_counter() - start
        m = measure(joining, gold)
        print(
            f"{name}\t{len(records)}\t{len(gold)}\t{m['precision']:.4f}\t{m['recall']:.4f}\t{m['f1']:.4f}\t"
            f"{m['false_merges']:.0f}\t{m['maybe']:.0f} ({m['maybe_true']:.0f})\t{seconds:.2f}"
        )
        if arguments.errors:
            print("\n".join(_errors(joining, gold)))


def _record(row: dict[str, str], name: str, place: int) -> Record:
    year = (row.get("year") or "").strip()
    return Record(
        record_id=row["ID"],
        export=f"{name}{RECORDS}",
        line=place,
        end_line=place,
        type=TYPES.get(row.get("ENTRYTYPE") or "", ""),
        title=row.get("title") or "",
        authors=tuple(a.strip() for a in (row.get("author") or "").split(" and ") if a.strip()),
        year=int(float(year)) if year.replace(".", "", 1).isdigit() else None,
        container=row.get("journal") or row.get("booktitle") or "",
        volume=row.get("volume") or "",
        issue=row.get("number") or row.get("issue") or "",
        pages=row.get("pages") or "",
        doi=row.get("doi") or "",
        abstract=row.get("abstract") or "",
    )


def _pairs(groups: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        for a, b in combinations(group, 2):
            yield _sorted(a, b)


def _sorted(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _errors(joining: Joining, gold: set[tuple[str, str]]) -> Iterator[str]:
    verdicts = {_sorted(v.record_a, v.record_b): v for v in joining.verdicts}
    joined = set(_pairs([report.record_ids for report in joining.reports]))
    for pair in sorted(joined ^ gold):
        v = verdicts.get(pair)
        told = f"{v.verdict}, {v.rule}: {v.why}" if v else "never compared"
        print_as = "false join" if pair in joined else "missed"
        yield f"  {print_as}: {pair[0]} {pair[1]}: {told}"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
