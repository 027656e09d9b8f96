"""How time and memory of settle, specify and analyse grow with the included reports.

    python benchmarks/analysis_growth.py REVIEW [--sizes 494 5000 20000] [--excluded 1000000]

REVIEW is a review folder with a finished run. The run is taken again and again up to the sizes of included
reports, with what people answered; `--excluded` puts that many excluded reports beside the largest of them,
which nobody coded. The table gives CPU seconds and peak memory of each stage, and the exponent of growth from
one size to the next: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from closed_pipe import quietly
from many_reports import multiply, multiply_review

STAGES = ("settle", "specify", "analyse")
LATER = ("code/classifier_inner.parquet", "settle/codings.parquet")
"""Tables that `multiply_review` leaves, and that specify reads."""

GROUP = 10_000

MEASURE = """
import os, subprocess, sys
_, status, used = os.wait4(subprocess.Popen(sys.argv[1:]).pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a stage took: CPU seconds and peak memory in megabytes."""

    seconds: float
    megabytes: float


def main() -> None:
    """Multiply, run, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("review", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[494, 5_000, 20_000])
    parser.add_argument("--excluded", type=int, default=0)
    arguments = parser.parse_args()
    n_included = _n_included(arguments.review / "results")
    costs: dict[str, dict[str, Cost]] = {}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            times = max(1, round(size / n_included))
            _multiply(arguments.review, Path(folder), times)
            costs[f"{times * n_included:,}"] = _costs(Path(folder))
            if arguments.excluded and size == arguments.sizes[-1]:
                _exclude(Path(folder) / "results", arguments.excluded)
                costs[f"{times * n_included:,} + {arguments.excluded:,} excluded"] = _costs(Path(folder))
    _print(costs)


def _n_included(results: Path) -> int:
    included = pq.read_table(results / "screen" / "decisions.parquet", columns=["included"])
    return int(pc.sum(included.column(0)).as_py())


def _multiply(review: Path, target: Path, times: int) -> None:
    multiply_review(review, target, times)
    for name in LATER:
        multiply(target / "results" / name, times)


def _exclude(results: Path, n: int) -> None:
    """Put excluded reports behind those of the run, which nobody coded."""
    for name in ("dedupe/reports.parquet", "screen/decisions.parquet"):
        table = pq.read_table(results / name)
        excluded = pq.read_table(results / "screen" / "decisions.parquet", columns=["report_id", "included"])
        ids = set(excluded.filter(pc.invert(excluded.column("included"))).column("report_id").to_pylist())
        model = table.filter(pc.is_in(table.column("report_id"), pa.array(sorted(ids)))).slice(0, 1)
        rows = pa.concat_tables([model] * min(n, GROUP)).combine_chunks()
        with pq.ParquetWriter(results / f"{name}.more", table.schema, compression="zstd") as writer:
            writer.write_table(table, row_group_size=GROUP)
            for start in range(0, n, GROUP):
                part = rows.slice(0, min(GROUP, n - start))
                names = pa.array([f"zz{start + i:08d}" for i in range(part.num_rows)])
                writer.write_table(part.set_column(part.column_names.index("report_id"), "report_id", names))
        Path(results / f"{name}.more").replace(results / name)


def _costs(folder: Path) -> dict[str, Cost]:
    return {stage: _cost(stage, folder) for stage in STAGES}


def _cost(stage: str, folder: Path) -> Cost:
    """Measured by a small process of its own: a large one would count its own memory for the stage's."""
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "coprod_review", stage]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if found.returncode:
        sys.exit(f"{stage} failed: {found.stderr[-2000:]}")
    seconds, kilobytes = found.stdout.split()
    return Cost(seconds=float(seconds), megabytes=int(kilobytes) / 1024)


def _print(costs: dict[str, dict[str, Cost]]) -> None:
    print("| included reports | " + " | ".join(f"{s}, CPU s | MB | growth" for s in STAGES) + " |")
    print("|---|" + "---:|---:|---:|" * len(STAGES))
    before: tuple[str, dict[str, Cost]] | None = None
    for size, found in costs.items():
        cells = []
        for stage in STAGES:
            growth = ""
            if before and "excluded" not in size:
                ratio = math.log(_number(size) / _number(before[0]))
                growth = f"{math.log(found[stage].seconds / before[1][stage].seconds) / ratio:.2f}"
            cells.append(f"{found[stage].seconds:.1f} | {found[stage].megabytes:.0f} | {growth}")
        print(f"| {size} | " + " | ".join(cells) + " |")
        before = (size, found)


def _number(size: str) -> int:
    return int(size.replace(",", ""))


if __name__ == "__main__":
    raise SystemExit(quietly(main))
