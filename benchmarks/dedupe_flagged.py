"""Joining measured on EndNote libraries in which every record that has a duplicate is flagged.

    python benchmarks/dedupe_flagged.py LIBRARY.xml ... [--peer-python PEER/bin/python]

The flag is the caption "Duplicate", which says that a record has duplicates and not which. So records are
counted: flagged, joined with any other, both; and the seconds of each side on what our reader finds there.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from closed_pipe import quietly
from dedupe_damage import FIELDS
from dedupe_peers import PEER_TYPES, Outcome, baseline, ours, peers

from coprod_review.io.tables import read_records
from coprod_review.model.record import Record


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--peer-python", metavar="PYTHON")
    arguments = parser.parse_args(argv)
    print("| library | records | flagged | side | joined | both | not flagged | missed | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for library in arguments.libraries:
        records, flagged = _read(library)
        outcomes = {"ours": ours(records), "baseline": baseline(records)}
        if arguments.peer_python:
            outcomes["bib-dedupe 0.11"] = _peer(records, arguments.peer_python)
        for side, outcome in outcomes.items():
            joined = {one for group in outcome.groups if len(group) > 1 for one in group}
            counts = (len(joined), len(joined & flagged), len(joined - flagged), len(flagged - joined))
            cells = (library.stem, len(records), len(flagged), side, *counts, f"{outcome.seconds:.2f}")
            print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _read(library: Path) -> tuple[list[Record], set[str]]:
    """The records of a library and the ids of those that are flagged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        command = [sys.executable, "-m", "coprod_review", "read", str(library), "--records", str(path)]
        command += ["--set-aside", str(Path(folder) / "set_aside.csv")]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        records = list(read_records(path))
    entries = list(ET.parse(library).getroot().iter("record"))
    if len(entries) != len(records):
        raise SystemExit(
            f"{library}: {len(entries)} entries, {len(records)} records; flags cannot be matched"
        )
    flags = ["Duplicate" in "".join(caption.itertext()) for caption in map(_caption, entries)]
    return records, {record.record_id for record, flag in zip(records, flags, strict=True) if flag}


def _caption(entry: ET.Element) -> ET.Element:
    found = entry.find("caption")
    return ET.Element("caption") if found is None else found


def _peer(records: Sequence[Record], python: str) -> Outcome:
    named = {"journal": "container", "number": "issue"}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "records.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ["ID", "ENTRYTYPE", *FIELDS])
            writer.writeheader()
            for record in records:
                row = {f: str(getattr(record, named.get(f, f)) or "") for f in FIELDS if f != "author"}
                kind = PEER_TYPES.get(record.type, "article")
                author = " and ".join(record.authors)
                writer.writerow(row | {"ID": record.record_id, "ENTRYTYPE": kind, "author": author})
        return peers(path, python)


if __name__ == "__main__":
    raise SystemExit(quietly(main))
