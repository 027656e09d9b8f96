"""How large and how quick the report is with many included reports, in Chromium, as a table on the terminal.

    python benchmarks/report_pages.py [--reports 10000] [--review .] [--keep FOLDER]

The reports of a finished run are taken again and again, under ids and titles of their own, until so many are
included; analysis and report are made of them (figures stay those of the run), and the page is opened at two
widths: when it first shows something, when it answers, and how long a filter and a list take.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from browsing import chromium
from closed_pipe import quietly
from many_reports import CODINGS, multiply, multiply_review, n_times_included

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
        times = n_times_included(arguments.review / "results", arguments.reports)
        multiply_review(arguments.review, review, times)
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


def _run(review: Path, command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "coprod_review", command], cwd=review, check=True)
    return time.perf_counter() - start


def _open(page: Path) -> int:
    with chromium() as browser:
        if browser is None:
            return 1
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
    return 0


if __name__ == "__main__":
    raise SystemExit(quietly(main))
