"""How large the audit site is and how quick its lists are, in Chromium, as tables in Markdown.

    python benchmarks/audit_site.py [--review .] [--times 5]

The site is that of a finished run, such as `ten_thousand.py --reports 20000 --keep FOLDER` leaves. The list
of all reports is opened from the disk again and again, each time by a browser context that has nothing in
store: when it first shows something, when its rows are drawn by the script, and how long filters, a search,
sorting and the next page take until the new rows are painted.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from browsing import chromium
from closed_pipe import quietly

OPENED = """() => new Promise((done) => {
    const told = () => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        if (!paint || !document.getElementById('found').textContent) return setTimeout(told, 5);
        done([paint.startTime, performance.now()]);
    };
    told();
})"""
READ = "() => new Promise((done) => setTimeout(() => done(), 1500))"
"""Time in which the page reads the titles, as it does while nothing is to be done."""

TIMED = """(act) => new Promise((done) => {
    const found = document.querySelector('#reports tbody');
    const start = performance.now();
    const seen = new MutationObserver(() => {
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });
    seen.observe(found, { childList: true });
    const form = document.getElementById('filters');
    const choose = (name, value) => {
        form.elements[name].value = value;
        form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
    };
    const acts = {
        code: () => {
            const [name, dimension] = Object.entries(REPORTS.dimensions)[0];
            choose(`code.${name}`, Object.keys(dimension.codes)[0]);
        },
        differs: () => choose('differs', 'machine'),
        sure: () => choose('sure', '50'),
        search: () => choose('q', 'safety time 7'),
        sort: () => document.querySelector("[data-sort='title'] button").click(),
        turn: () => document.querySelector(".pager .next").click(),
        all: () => form.reset(),
    };
    acts[act]();
})"""

ACTS = {
    "code": "filter by a code",
    "differs": "and machine against settled code",
    "all": "show all",
    "sure": "filter by confidence, in any dimension",
    "turn": "next page",
    "search": "and search three words",
    "sort": "and sort by title",
}


def main() -> int:
    """Print sizes, then times."""
    arguments = _arguments()
    audit = arguments.review / "results" / "audit"
    print("| part of the site | files | MB |\n|---|---|---|")
    for part in sorted(path for path in audit.iterdir() if path.is_dir()):
        _print_size(f"{part.name}/", [path for path in part.rglob("*") if path.is_file()])
    _print_size("beside them", [path for path in audit.iterdir() if path.is_file()])
    return _print_times(audit / "index.html", arguments.times)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--review", type=Path, default=Path(), help="a review with a finished run")
    parser.add_argument("--times", type=int, default=5, help="how often the list is opened")
    return parser.parse_args()


def _print_size(name: str, files: list[Path]) -> None:
    print(f"| {name} | {len(files)} | {sum(file.stat().st_size for file in files) / 1e6:.1f} |")


def _print_times(page: Path, times: int) -> int:
    taken: dict[str, list[float]] = {}
    with chromium() as browser:
        if browser is None:
            return 1
        for _ in range(times):
            for name, value in _once(browser, page):
                taken.setdefault(name, []).append(value)
    print("\n| the list of all reports | least ms | median ms | most ms |\n|---|---|---|---|")
    for name, values in taken.items():
        print(f"| {name} | {min(values):.0f} | {statistics.median(values):.0f} | {max(values):.0f} |")
    return 0


def _once(browser: Any, page: Path) -> list[tuple[str, float]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = context.new_page()
    shown.goto(page.resolve().as_uri(), wait_until="commit")
    painted, drawn = shown.evaluate(OPENED)
    shown.evaluate(READ)
    found = [("first paint", painted), ("rows with filters", drawn)]
    found += [(words, shown.evaluate(TIMED, act)) for act, words in ACTS.items()]
    context.close()
    return found


if __name__ == "__main__":
    raise SystemExit(quietly(main))
