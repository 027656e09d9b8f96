"""How many records of one database are joined when its identifiers are taken away.

    coprod-review read pubmed.xml.gz --records R.parquet --set-aside S.csv --exports E.csv
    python benchmarks/dedupe_distinct.py R.parquet [--checked CHECKED.csv] [--pairs]

A database such as PubMed holds a document once, but for some that it took in twice. So whatever is joined
among its records is a false merge, or one of these few: --pairs prints them, with their PMIDs, to be looked
at. What a look at title, authors and place found stands in dedupe_distinct_checked.csv (pmid_a,pmid_b,found):
"twice" for one document that the database holds twice, "two" for a false merge; the pairs are split by it and
the others are unchecked. Measured without DOI and PMID; without abstracts as well; and without volume,
issue and pages as well.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from closed_pipe import quietly

CHECKED = Path(__file__).with_name("dedupe_distinct_checked.csv")
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
    parser.add_argument("--checked", type=Path, default=CHECKED, help="pairs that were looked at")
    parser.add_argument("--pairs", action="store_true", help="print what is joined in any row, once")
    arguments = parser.parse_args(argv)
    table = pq.read_table(arguments.records)
    pmids = dict(zip(*(table.column(name).to_pylist() for name in ("record_id", "source_id")), strict=True))
    checked = read_checked(arguments.checked)
    shown: dict[tuple[str, str], dict[str, str]] = {}
    print(
        "| taken away | records | pairs joined | twice in the database | false | unchecked | left to people |"
    )
    print("|---|---|---|---|---|---|---|")
    for names in TAKEN_AWAY:
        with tempfile.TemporaryDirectory() as folder:
            pairs = verdicts(table, names, Path(folder))
        duplicates = {pmids_of(pair, pmids): pair for pair in pairs if pair["verdict"] == "duplicate"}
        found = Counter(checked.get(pair, "unchecked") for pair in duplicates)
        counts = [found["twice"], found["two"], found["unchecked"]]
        maybe = sum(pair["verdict"] == "maybe" for pair in pairs)
        print(
            "|",
            " | ".join(map(str, [", ".join(names), table.num_rows, len(duplicates), *counts, maybe])),
            "|",
        )
        shown = duplicates | shown
    if arguments.pairs:
        by_id = {row["record_id"]: row for row in table.select(["record_id", *SHOWN]).to_pylist()}
        for key, pair in shown.items():
            print(f"\n{', '.join(key)} ({checked.get(key, 'unchecked')}): {pair['rule']}: {pair['why']}")
            for record_id in (pair["record_a"], pair["record_b"]):
                print("  ", *(by_id[record_id][name] for name in SHOWN), sep=" | ")


def read_checked(path: Path) -> dict[tuple[str, str], str]:
    """What a look found of each pair of PMIDs, the lesser first: "twice" or "two"."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["pmid_a"], row["pmid_b"]): row["found"] for row in csv.DictReader(stream)}


def pmids_of(pair: Mapping[str, str], pmids: Mapping[str, str]) -> tuple[str, str]:
    """The PMIDs of the two records of a pair, the lesser first."""
    one, other = sorted(
        (pmids[pair["record_a"]], pmids[pair["record_b"]]), key=lambda pmid: (len(pmid), pmid)
    )
    return one, other


def verdicts(table: pa.Table, names: Sequence[str], folder: Path) -> list[dict[str, str]]:
    """The pairs with a verdict, the named columns being away."""
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
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    raise SystemExit(quietly(main))
