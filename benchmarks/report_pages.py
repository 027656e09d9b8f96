"""How large and how quick the report is with many included reports, in Chromium, as a table on the terminal.

    python benchmarks/report_pages.py [--reports 10000] [--review .] [--keep FOLDER]

The reports of a finished run are taken again and again, under ids and titles of their own, until so many are
included; analysis and report are made of them (figures stay those of the run), and the page is opened at two
widths: when it first shows something, when it answers, and how long a filter and a list take.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MULTIPLIED = (
    "dedupe/reports.parquet",
    "screen/decisions.parquet",
    "code/codes.parquet",
    "code/rules.parquet",
    "code/lineage.parquet",
    "code/classifier.parquet",
    "code/combination.parquet",
    "settle/settled.parquet",
)
CODINGS = "settle/codings.parquet"
"""Multiplied after the analysis, which holds them against the agreement of the run."""

SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")

OPENED = """() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const page = performance.getEntriesByType('navigation')[0];
    return { paint: paint?.startTime, ready: page.domContentLoadedEventEnd, loaded: page.loadEventEnd };
}"""
FILTERED = """() => new Promise((done) => {
    const field = document.querySelector('[name=framing]');
    const summary = document.querySelector('#twin-map .twin-summary');
    const start = performance.now();
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))))
        .observe(summary, { childList: true });
    field.value = 'partnership';
    field.dispatchEvent(new Event('input', { bubbles: true }));
})"""
LISTED = """() => new Promise((done) => {
    const start = performance.now();
    document.querySelector('#twin-map .cell b').closest('.cell').click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def main() -> int:
    """Multiply, analyse, write, open, and print what each took."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        review = Path(arguments.keep or temporary) / "review"
        times = n_times(arguments.review / "results", arguments.reports)
        copy_review(arguments.review, review)
        for name in MULTIPLIED:
            multiply(review / "results" / name, times)
        multiply_sheet(review / "corpus" / "characteristics.csv", times)
        analysed = _run(review, "analyse")
        multiply(review / "results" / CODINGS, times)
        written = _run(review, "report")
        page = review / "results" / "report.html"
        print(f"analyse {analysed:.1f} s, report {written:.1f} s, page {page.stat().st_size / 1e6:.1f} MB")
        return _open(page)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000, help="how many included reports")
    parser.add_argument("--review", type=Path, default=Path(), help="a review with a finished run")
    parser.add_argument("--keep", type=Path, help="an empty folder that keeps the multiplied review")
    return parser.parse_args()


def n_times(results: Path, n_reports: int) -> int:
    included = pq.read_table(results / "screen" / "decisions.parquet", columns=["included"])
    n_included = pc.sum(included.column("included").cast(pa.int64())).as_py()
    return max(1, round(n_reports / n_included))


def copy_review(review: Path, target: Path) -> None:
    for name in ("corpus", "config", "results"):
        shutil.copytree(
            review / name, target / name, ignore=shutil.ignore_patterns("audit", "*.pdf", "*.png")
        )


def multiply(path: Path, times: int) -> None:
    """The rows of a table once for each time, with ids, and titles where it has them, of that time."""
    table = pq.read_table(path)
    parts = []
    for time_ in range(times):
        part = table
        for name, joint in (("report_id", "-"), ("title", ", time ")):
            if name in part.column_names and time_:
                texts = pc.binary_join_element_wise(part.column(name), str(time_), joint)
                part = part.set_column(part.column_names.index(name), name, texts)
        parts.append(part)
    pq.write_table(pa.concat_tables(parts), path, compression="zstd")


def multiply_sheet(path: Path, times: int) -> None:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        for time_ in range(times):
            writer.writerows(row | {"report": row["report"] + (f"-{time_}" if time_ else "")} for row in rows)


def _run(review: Path, command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "coprod_review", command], cwd=review, check=True)
    return time.perf_counter() - start


def _open(page: Path) -> int:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the pages are made without it

    program = os.environ.get("COPROD_CHROMIUM") or shutil.which("chromium")
    if not program:
        print("no Chromium on this machine (or named by COPROD_CHROMIUM): the page was not opened")
        return 1
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=list(SWITCHES))
        print(
            f"{'width':>6} {'first paint':>12} {'answers':>9} {'loaded':>8} {'filter':>8} {'list':>8}   (ms)"
        )
        for width in (1280, 400):
            shown = browser.new_page(viewport={"width": width, "height": 900})
            shown.goto(page.resolve().as_uri())
            found: dict[str, Any] = shown.evaluate(OPENED)
            filtered, listed = shown.evaluate(FILTERED), shown.evaluate(LISTED)
            values = (found["paint"] or 0, found["ready"], found["loaded"], filtered, listed)
            columns = zip(values, (12, 9, 8, 8, 8), strict=True)
            print(f"{width:>6} " + " ".join(f"{value:>{room}.0f}" for value, room in columns))
            shown.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
