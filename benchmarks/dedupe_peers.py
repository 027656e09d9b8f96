"""Joining duplicates beside bib-dedupe 0.11 and a plain baseline, in one session.

    python benchmarks/dedupe_peers.py FOLDER --peer-python PEER/bin/python [--sizes 1000 10000 100000 1000000]

FOLDER holds gold sets as bib-dedupe publishes them (see dedupe_accuracy.py; names may carry a prefix).
Printed as Markdown: for each gold set, pairwise precision, recall and F1, false merges (reports that hold
records of two documents) and seconds of each side; the trap set and its counterpart, pairs that are to be
joined; and time and peak memory on records grown from the gold sets with declared damage (dedupe_damage.py
says what it does). Ours and the peer are whole processes, start and files included. The baseline joins
records with the same DOI, or with titles alike, the same year and the same first author. The peer is asked up
to --peer-limit records. How to make its environment stands in benchmarks/peers.txt.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow.parquet as pq
from closed_pipe import quietly
from dedupe_accuracy import GROUPS, RECORDS, read_gold
from dedupe_damage import CHANGED_WORDS, COPIES, DAMAGE, FIELDS, grown
from rapidfuzz.fuzz import token_sort_ratio

from coprod_review.dedupe.join import join_records
from coprod_review.io.tables import write_records
from coprod_review.model.record import Record

PROJECT = Path(__file__).resolve().parent.parent
REPEATS = 5
REPEATED_UP_TO = 10_000

FILLER = {
    "ENTRYTYPE": "article",
    "title": "Invented harbours and the tides that fill them",
    "author": "Quaade, Xenia and Ypsilanti, Zoe",
    "year": "1931",
    "journal": "Tidal Annals",
    "volume": "77",
    "number": "5",
    "pages": "951-977",
    "doi": "10.5555/tidal.951",
    "abstract": "Tides are measured at eleven harbours through one winter, and none of them is full.",
}
"""A record beside each trap and unlike both: the peer fails where a column is empty throughout."""

PEER_TYPES = {"conference": "inproceedings", "chapter": "incollection", "book": "book", "thesis": "phdthesis"}

Groups = list[list[str]]
Case = tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]
"""A pair of the trap set: its name, what both records have, what the first has, what the second has."""

PEER = """
import json, sys
import pandas as pd
from bib_dedupe.bib_dedupe import block, cluster, match, prep
records = pd.read_csv(sys.argv[1], dtype=str).fillna("")
parts = [part for _, part in records.groupby("batch")] if "batch" in records else [records]
groups = []
for part in parts:
    part = part.reset_index(drop=True).drop(columns="batch", errors="ignore")
    blocked = block(prep(part, verbosity_level=0, cpu=2), verbosity_level=0, cpu=2)
    groups += cluster(match(blocked, verbosity_level=0, cpu=2), verbosity_level=0) if len(blocked) else []
json.dump([list(map(str, group)) for group in groups], open(sys.argv[2], "w"))
"""

TIMED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The groups of records that a side takes for one document, its seconds, and its peak memory in MB."""

    groups: Groups
    seconds: float
    megabytes: float = 0.0


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer-python", metavar="PYTHON")
    parser.add_argument("--peer-limit", type=int, default=10_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000, 1_000_000])
    arguments = parser.parse_args(argv)
    names = sorted(p.name.removesuffix(RECORDS) for p in arguments.folder.glob(f"*{RECORDS}"))
    print_accuracy(arguments.folder, names, arguments.peer_python)
    print_traps(arguments.peer_python)
    print_speed(arguments.folder, names, arguments)


def print_accuracy(folder: Path, names: Sequence[str], peer: str | None) -> None:
    """Accuracy of all sides on each gold set."""
    print("| set | records | pairs | side | precision | recall | F1 | false merges | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in names:
        records, gold = read_gold(folder, name)
        sides: dict[str, Callable[[], Outcome]] = {"ours": partial(ours, records)}
        if peer:
            sides["bib-dedupe 0.11"] = partial(peers, folder / f"{name}{RECORDS}", peer)
        sides["baseline"] = partial(baseline, records)
        for side, run in sides.items():
            outcome = run()
            cells = " | ".join(scores(outcome.groups, gold))
            print(
                f"| {name} | {len(records):,} | {len(gold):,} | {side} | {cells} | {outcome.seconds:.2f} |",
                flush=True,
            )


def print_traps(peer: str | None) -> None:
    """How many of the traps are joined, and how many of the pairs that are to be joined; each pair alone.

    The peer knows no PMIDs, on which some of the pairs rest.
    """
    pairs = _module(PROJECT / "tests" / "dedupe" / "trap_pairs.py")
    print("\n| set | pairs | joined | left to people | joined by bib-dedupe |")
    print("|---|---|---|---|---|")
    for told, cases in (("traps: never to be joined", pairs.TRAPS), ("to be joined", pairs.MUST_JOIN)):
        by_peer = _joined_by_peer(cases, peer) if peer else "-"
        n_joined = n_maybe = 0
        for case in cases:
            joined, maybe = _judged(case)
            n_joined += joined
            n_maybe += maybe
        print(f"| {told} | {len(cases)} | {n_joined} | {n_maybe} | {by_peer} |", flush=True)


def print_speed(folder: Path, names: Sequence[str], arguments: argparse.Namespace) -> None:
    """Time and memory on grown records, and accuracy on them."""
    documents = [document for name in names for document in documents_of(folder, name)]
    kinds = ", ".join(f"{name} {probability:g}" for name, (probability, _) in DAMAGE.items())
    print(
        "\nRecords grown from the gold sets (seed 1; dedupe_damage.py): new documents have other authors,"
        f" years, places and {CHANGED_WORDS:.0%} other words in the title; {COPIES:.0%} of all get one to"
        f" three further records, each damaged with these chances: {kinds}. "
        f"Seconds of ours up to {REPEATED_UP_TO:,} records: the median of {REPEATS} runs."
    )
    print("\n| records | ours, s | ours, MB | F1 | bib-dedupe, s | F1 | ours / bib-dedupe |")
    print("|---|---|---|---|---|---|---|")
    for size in arguments.sizes:
        rows = grown(documents, size)
        gold = {pair for group in rows.groups() for pair in _pairs([group])}
        runs = [
            ours(record_of(row, place) for place, row in enumerate(rows.rows, start=1))
            for _ in range(REPEATS if size <= REPEATED_UP_TO else 1)
        ]
        outcome = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
        own = scores(outcome.groups, gold)[2]
        cells = ["-", "-", "-"]
        if arguments.peer_python and size <= arguments.peer_limit:
            with tempfile.TemporaryDirectory() as scratch:
                path = Path(scratch) / "records.csv"
                with path.open("w", encoding="utf-8", newline="") as stream:
                    writer = csv.DictWriter(stream, ["ID", *FIELDS], extrasaction="ignore")
                    writer.writeheader()
                    writer.writerows(rows.rows)
                peer = peers(path, arguments.peer_python)
            cells = [
                f"{peer.seconds:.1f}",
                scores(peer.groups, gold)[2],
                f"1/{peer.seconds / outcome.seconds:.0f}",
            ]
        print(
            f"| {size:,} | {outcome.seconds:.2f} | {outcome.megabytes:.0f} | {own} | {' | '.join(cells)} |",
            flush=True,
        )


def ours(records: Iterable[Record]) -> Outcome:
    """The command `dedupe` as a whole process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / name for name in ("records", "pairs", "reports")}
        write_records(paths["records"], records)
        command = [sys.executable, "-m", "coprod_review", "dedupe"]
        command += [part for name, path in paths.items() for part in (f"--{name}", str(path))]
        began = time.perf_counter()
        finished = subprocess.run(
            [sys.executable, "-c", TIMED, *command], check=True, capture_output=True, text=True, cwd=folder
        )
        seconds = time.perf_counter() - began
        groups = pq.read_table(paths["reports"], columns=["record_ids"])["record_ids"].to_pylist()
    return Outcome(groups=groups, seconds=seconds, megabytes=int(finished.stdout.split()[-1]) / 1024)


def peers(records: Path, python: str) -> Outcome:
    """bib-dedupe on a CSV file of records."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [python, "-W", "ignore", "-c", PEER, str(records), str(answer)]
        began = time.perf_counter()
        finished = subprocess.run(command, check=False, capture_output=True, text=True)
        seconds = time.perf_counter() - began
        if finished.returncode:
            raise SystemExit(f"bib-dedupe failed:\n{finished.stderr[-2000:]}")
        groups = json.loads(answer.read_text(encoding="utf-8"))
    return Outcome(groups=groups, seconds=seconds)


def baseline(records: Sequence[Record]) -> Outcome:
    """Same DOI, or titles 90 % alike with the same year and the same beginning of the first author."""
    began = time.perf_counter()
    root = {record.record_id: record.record_id for record in records}

    def find(one: str) -> str:
        while root[one] != one:
            one = root[one]
        return one

    blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.doi:
            blocks["doi", record.doi.lower()].append(record)
        author = record.authors[0][:4].lower() if record.authors else ""
        blocks["facts", f"{record.year} {author}"].append(record)
    for (kind, _), block in blocks.items():
        for a, b in combinations(block, 2):
            if kind == "doi" or token_sort_ratio(a.title.lower(), b.title.lower()) >= 90:
                root[find(b.record_id)] = find(a.record_id)
    groups: dict[str, list[str]] = defaultdict(list)
    for record in records:
        groups[find(record.record_id)].append(record.record_id)
    return Outcome(groups=list(groups.values()), seconds=time.perf_counter() - began)


def scores(groups: Groups, gold: set[tuple[str, str]]) -> tuple[str, str, str, str]:
    """Precision, recall and F1 over pairs, and false merges, as they are printed."""
    joined = set(_pairs(groups))
    right = len(joined & gold)
    n_false = sum(any(pair not in gold for pair in _pairs([group])) for group in groups if len(group) > 1)
    return (
        f"{right / len(joined) if joined else 1:.4f}",
        f"{right / len(gold) if gold else 1:.4f}",
        f"{2 * right / (len(joined) + len(gold)) if joined or gold else 1:.4f}",
        str(n_false),
    )


def documents_of(folder: Path, name: str) -> list[list[dict[str, str]]]:
    """The rows of a gold set, those of one document together."""
    with (folder / f"{name}{RECORDS}").open(encoding="utf-8", newline="") as stream:
        rows = {row["ID"]: {f: row.get(f) or "" for f in FIELDS} for row in csv.DictReader(stream)}
    with (folder / f"{name}{GROUPS}").open(encoding="utf-8", newline="") as stream:
        groups = [row["merged_ids"].split(";") for row in csv.DictReader(stream)]
    grouped = {one for group in groups for one in group}
    return [[rows[i] for i in group] for group in groups] + [[r] for i, r in rows.items() if i not in grouped]


def record_of(row: dict[str, str], place: int) -> Record:
    """A grown row as a record at this place of its file."""
    year = row["year"].strip()
    return Record(
        record_id=row["ID"],
        export="grown.csv",
        line=place,
        end_line=place,
        type="article",
        title=row["title"],
        authors=tuple(a.strip() for a in row["author"].split(" and ") if a.strip()),
        year=int(year) if year.isdigit() else None,
        container=row["journal"],
        volume=row["volume"],
        issue=row["number"],
        pages=row["pages"],
        doi=row["doi"],
        abstract=row["abstract"],
    )


def _judged(case: Case) -> tuple[bool, bool]:
    """Whether the two records of a case are joined, and whether they are left to people."""
    _, shared, first, second = case
    pair = [
        Record(record_id=f"{side}.ris:1", export=f"{side}.ris", line=1, end_line=1, **(shared | facts))
        for side, facts in (("a", first), ("b", second))
    ]
    joining = join_records(pair)
    return len(joining.reports) == 1, any(v.verdict == "maybe" for v in joining.verdicts)


def _joined_by_peer(cases: Sequence[Case], peer: str) -> str:
    """How many of the cases bib-dedupe joins."""
    rows = []
    for batch, (_, shared, *sides) in enumerate(cases):
        rows.append(FILLER | {"ID": f"{batch}-filler", "batch": f"{batch:04d}"})
        for side, facts in zip("ab", sides, strict=True):
            told = shared | facts
            named = {"journal": "container", "number": "issue"}
            row = {field: str(told.get(named.get(field, field)) or "") for field in FIELDS}
            row["author"] = " and ".join(told.get("authors", ()))
            kind = PEER_TYPES.get(told.get("type", ""), "article")
            rows.append(row | {"ID": f"{batch}-{side}", "batch": f"{batch:04d}", "ENTRYTYPE": kind})
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "records.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ["ID", "batch", "ENTRYTYPE", *FIELDS])
            writer.writeheader()
            writer.writerows(rows)
        return str(len(peers(path, peer).groups))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pairs(groups: Groups) -> Iterator[tuple[str, str]]:
    for group in groups:
        yield from combinations(sorted(group), 2)


if __name__ == "__main__":
    raise SystemExit(quietly(main))
