"""Speed of reading, records a second, beside the readers that people use, measured in turn in one session.

    python benchmarks/reading_peers.py FOLDER --peers PEERS/bin/python --bibtex-peers PEERS2/bin/python

FOLDER holds exports (see MANIFEST.tsv in it, or name files with --file FORMAT=PATH): of each format, the one
with the most records is taken and the one with the most bytes. Each is repeated until
it has at least --records entries, so that starting Python does not decide. Both sides are whole processes on
the same file: ours is the command `read`, which cuts, cleans and normalises every field and writes Parquet,
with all cores; the peer parses into Python objects. Runs alternate; the median of --runs counts. The peer's
records are those that it returned. Peak memory is that of the largest process. How to make the peers'
environments stands in benchmarks/peers-reading.txt and peers-bibtex.txt.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from closed_pipe import quietly

PEER_CODE = {
    "bibtex": (
        "bibtexparser 2.1",
        "import bibtexparser; l = bibtexparser.parse_file(F, encoding='utf-8'); print(len(l.blocks))",
    ),
    "nbib": ("nbib 0.3", "import nbib; print(len(nbib.read_file(F)))"),
    "pubmed-xml": (
        "pubmed_parser 0.5",
        "import pubmed_parser; print(sum(1 for _ in pubmed_parser.parse_medline_xml(F)))",
    ),
    "ris": ("rispy 0.10", "import rispy; print(len(rispy.loads(open(F, encoding='utf-8-sig').read())))"),
    "wos": (
        "bibx 0.9",
        "import bibx; print(len(bibx.read_wos(open(F, encoding='utf-8-sig')).articles))",
    ),
}
TARGETS = {"bibtex": 4, "nbib": 4, "pubmed-xml": 4, "ris": 1, "wos": 4}
FORMAT_OF = {
    "bibtex": "bibtex",
    "nbib": "nbib",
    "pubmed-xml.gz": "pubmed-xml",
    "ris": "ris",
    "wos-tagged": "wos",
}
SEPARATOR = {"nbib": b"\n", "bibtex": b"\n", "ris": b"\n", "wos": b""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The median seconds of a side, its records, and the peak memory of its largest process in MB."""

    seconds: float
    records: int
    megabytes: float


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--file", action="append", default=[], metavar="FORMAT=PATH")
    parser.add_argument("--peers", required=True, metavar="PYTHON")
    parser.add_argument("--bibtex-peers", required=True, metavar="PYTHON")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args(argv)
    named = dict(one.split("=", 1) for one in arguments.file)
    files = [(kind, Path(path)) for kind, path in named.items()] or largest(arguments.folder)
    print("| format | file | ours, records/s | peer | records/s | ratio | target | ours MB | peer MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    missed = 0
    for kind, source in sorted(files):
        interpreter = arguments.bibtex_peers if kind == "bibtex" else arguments.peers
        with tempfile.TemporaryDirectory() as folder:
            path = enlarged(source, kind, Path(folder), n_records=arguments.records)
            ours, peer = compared(path, kind, interpreter, n_runs=arguments.runs)
        rates = ours.records / ours.seconds, peer.records / peer.seconds
        ratio = rates[0] / rates[1]
        missed += ratio < TARGETS[kind]
        print(
            f"| {kind} | {source.name} ({ours.records:,}) | {rates[0]:,.0f} | {PEER_CODE[kind][0]} "
            f"| {rates[1]:,.0f} | {ratio:.2f} | {TARGETS[kind]} | {ours.megabytes:.0f} "
            f"| {peer.megabytes:.0f} |",
            flush=True,
        )
    return int(missed > 0)


def largest(folder: Path) -> list[tuple[str, Path]]:
    """Of each format that has a peer, the file with the most records, and the one with the most bytes."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    exports = [row for row in rows if row["format"] in FORMAT_OF and row["file"].startswith("exports/")]
    found = {
        (FORMAT_OF[row["format"]], folder / max(same, key=lambda one: int(one[size]))["file"])
        for row in exports
        for same in [[one for one in exports if FORMAT_OF[one["format"]] == FORMAT_OF[row["format"]]]]
        for size in ("records", "bytes")
    }
    return sorted(found)


def enlarged(path: Path, kind: str, folder: Path, *, n_records: int) -> Path:
    """The file, or a copy in which its entries stand often enough."""
    if kind == "pubmed-xml":
        return path
    raw = path.read_bytes()
    n = max(1, -(-n_records // ours_once(path, folder, workers=1).records))
    copies = [_again(raw, kind, str(i).encode()) for i in range(n)]
    target = folder / f"enlarged{path.suffix}"
    target.write_bytes(SEPARATOR[kind].join(copies))
    return target


def compared(path: Path, kind: str, interpreter: str, *, n_runs: int) -> tuple[Measured, Measured]:
    """Both sides on one file, in turn."""
    code = f"F = {str(path)!r}; {PEER_CODE[kind][1]}"
    with tempfile.TemporaryDirectory() as folder:
        runs = [
            (ours_once(path, Path(folder)), run([interpreter, "-W", "ignore", "-c", code]))
            for _ in range(n_runs)
        ]
    ours, peers = zip(*runs, strict=True)
    return _median(ours), _median(peers)


def ours_once(path: Path, folder: Path, *, workers: int | None = None) -> Measured:
    """The command `read` on a file."""
    command = [sys.executable, "-m", "coprod_review", "read", str(path)]
    for option in ("records", "set-aside", "exports"):
        command += [f"--{option}", str(folder / f"{option}.out")]
    command += ["--workers", str(workers)] if workers else []
    measured = run([*command, "--config", str(folder / "none.yaml")])
    with (folder / "exports.out").open(encoding="utf-8", newline="") as stream:
        n = sum(int(row["n_records"]) for row in csv.DictReader(stream))
    return Measured(seconds=measured.seconds, records=n, megabytes=measured.megabytes)


def run(command: Sequence[str]) -> Measured:
    """A command as a whole process; the number that it prints last are its records."""
    timed = [sys.executable, "-c", TIMED, *command]
    began = time.perf_counter()
    finished = subprocess.run(timed, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if finished.returncode:
        raise SystemExit(
            f"{' '.join(command)[:200]} failed:\n{finished.stdout[-500:]}{finished.stderr[-2000:]}"
        )
    *printed, memory = finished.stdout.split()
    n = int(printed[-1]) if printed and printed[-1].isdecimal() else 0
    return Measured(seconds=seconds, records=n, megabytes=int(memory) / 1024)


TIMED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def _again(raw: bytes, kind: str, mark: bytes) -> bytes:
    """The entries of a file for another time, marked as others: peers refuse or join what stands twice."""
    if kind == "bibtex":
        return re.sub(rb"(?m)^(@\w+\{[^,\s]+),", rb"\1-" + mark + b",", raw)
    if kind == "wos":
        raw = re.sub(rb"(?m:^)EF\s*\Z", b"", raw.removeprefix(b"\xef\xbb\xbf"))
        raw = re.sub(rb"(?m)^((?:UT|DI|TI|AU|BP) [^\r\n]*)", rb"\g<1>" + mark, raw)
        return re.sub(rb"\AFN .*\r?\nVR .*\r?\n", b"", raw) if mark != b"0" else raw
    return raw


def _median(measured: Sequence[Measured]) -> Measured:
    return Measured(
        seconds=statistics.median(one.seconds for one in measured),
        records=measured[0].records,
        megabytes=max(one.megabytes for one in measured),
    )


if __name__ == "__main__":
    raise SystemExit(quietly(main))
