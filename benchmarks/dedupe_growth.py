"""How joining duplicates grows: processor seconds and memory of `coprod-review dedupe` on generated records.

    python benchmarks/dedupe_growth.py FOLDER [--records 50000 100000 400000] [--source src]

FOLDER/review_N becomes a review of N records (`million.py`) that is read, if it is not there yet. Printed for
each size: records read, seconds of processors of a whole process, its most memory, and by which power of the
records both grew since the size before, beside the power of n log n. `--source` measures the package of
another checkout on the same records; `--keep DIR` keeps what it wrote, to be compared byte for byte.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from math import log
from pathlib import Path

import pyarrow.parquet as pq
from closed_pipe import quietly

HERE = Path(__file__).resolve().parent
OUTPUTS = {
    "--pairs": "pairs.csv",
    "--reports": "reports.parquet",
    "--registry-out": "reports.csv",
    "--enriched-out": "enriched.csv",
}


def main() -> int:
    """Print the table, a line as soon as its size is measured."""
    arguments = _arguments()
    print("| records | processor seconds | memory | grew by n to the | n log n would be |")
    print("|---" * 5 + "|")
    before: tuple[int, float] | None = None
    for size in arguments.records:
        records = _records(arguments.folder / f"review_{size}", size)
        n = pq.ParquetFile(records).metadata.num_rows
        with tempfile.TemporaryDirectory() as temporary:
            target = arguments.keep / str(size) if arguments.keep else Path(temporary)
            target.mkdir(parents=True, exist_ok=True)
            seconds, mb = _measured(records, target.resolve(), arguments.source.resolve())
        powers = ("", "")
        if before:
            step = log(n / before[0])
            n_log_n = log(n * log(n) / (before[0] * log(before[0]))) / step
            powers = (f"{log(seconds / before[1]) / step:.2f}", f"{n_log_n:.2f}")
        print(f"| {n:,} | {seconds:.1f} | {mb:,.0f} MB | {powers[0]} | {powers[1]} |", flush=True)
        before = n, seconds
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, nargs="+", default=[50_000, 100_000, 400_000])
    parser.add_argument("--source", type=Path, default=HERE.parent / "src", help="where the package lies")
    parser.add_argument("--keep", type=Path, help="a folder for what each size gives")
    return parser.parse_args()


def _records(review: Path, size: int) -> Path:
    """The records of a generated review, which is made and read where it is not there."""
    records = review.resolve() / "results" / "read" / "records.parquet"
    if not records.exists():
        maker = [sys.executable, str(HERE / "million.py"), str(review), "--records", str(size)]
        subprocess.run([*maker, "--review", str(HERE.parent)], check=True, stdout=subprocess.DEVNULL)
        reader = [sys.executable, "-m", "snakemake", "--cores", "2", "--quiet", "all"]
        subprocess.run([*reader, "--", str(records.relative_to(review.resolve()))], cwd=review, check=True)
    return records


def _measured(records: Path, target: Path, source: Path) -> tuple[float, float]:
    """The seconds of processors and the most megabytes of joining, as a process of its own."""
    written = [word for option, name in OUTPUTS.items() for word in (option, str(target / name))]
    command = [sys.executable, "-m", "coprod_review", "dedupe", "--records", str(records), *written]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    with subprocess.Popen(command, cwd=target, env=environment, stderr=subprocess.DEVNULL) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    raise SystemExit(quietly(main))
