"""How many records of one database are joined when its identifiers are taken away.

    coprod-review read pubmed.xml.gz --records R.parquet --set-aside S.csv --exports E.csv
    python benchmarks/dedupe_distinct.py R.parquet [--pairs]

A database such as PubMed holds a document once, but for some that it took in twice. So whatever is joined
among its records is a false merge, or one of these few: --pairs prints them to be looked at. Measured without
DOI and PMID; without abstracts as well; and without volume, issue and pages as well.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TAKEN_AWAY = (
    ("doi", "pmid"),
    ("doi", "pmid", "abstract"),
    ("doi", "pmid", "abstract", "volume", "issue", "pages"),
)
SHOWN = ("title", "authors", "year", "container", "volume", "issue", "pages")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, and on request the pairs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path)
    parser.add_argument("--pairs", action="store_true", help="print what is joined without DOI and PMID")
    arguments = parser.parse_args(argv)
    table = pq.read_table(arguments.records)
    print("| taken away | records | reports | joined | joined per 10,000 | left to people |")
    print("|---|---|---|---|---|---|")
    for place, names in enumerate(TAKEN_AWAY):
        with tempfile.TemporaryDirectory() as folder:
            pairs, n_reports = joined(table, names, Path(folder))
        n = table.num_rows - n_reports
        maybe = sum(pair["verdict"] == "maybe" for pair in pairs)
        rate = 10_000 * n / table.num_rows
        print(f"| {', '.join(names)} | {table.num_rows:,} | {n_reports:,} | {n} | {rate:.1f} | {maybe} |")
        if arguments.pairs and place == 0:
            shown = pairs
    if arguments.pairs:
        by_id = {row["record_id"]: row for row in table.select(["record_id", *SHOWN]).to_pylist()}
        for pair in (pair for pair in shown if pair["verdict"] == "duplicate"):
            print(f"\n{pair['rule']}: {pair['why']}")
            for record_id in (pair["record_a"], pair["record_b"]):
                print("  ", *(by_id[record_id][name] for name in SHOWN), sep=" | ")


def joined(table: pa.Table, names: Sequence[str], folder: Path) -> tuple[list[dict[str, str]], int]:
    """The pairs and the number of reports, the named columns being empty."""
    for name in names:
        table = table.drop_columns([name])
    pq.write_table(table, folder / "records.parquet")
    command = [sys.executable, "-m", "coprod_review", "dedupe"]
    for option, file in (
        ("records", "records.parquet"),
        ("pairs", "pairs.csv"),
        ("reports", "reports.parquet"),
    ):
        command += [f"--{option}", str(folder / file)]
    subprocess.run(command, check=True, capture_output=True)
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as stream:
        pairs = list(csv.DictReader(stream))
    return pairs, pq.read_metadata(folder / "reports.parquet").num_rows


if __name__ == "__main__":
    main()
