"""Chromium over Playwright, where this machine has both, and pages for it."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.audit.fixtures import make_review, run_in
from tests.audit.invented_review import write_review
from tests.browser.needed import no_browser
from tests.browser.serving import Window, write_review_to_decide
from tests.report.coded_review import CodedReview, coded_review
from tests.stage_tables import write_reports, write_screening

from coprod_review.io import tables
from coprod_review.io.results import TABLE_FILES
from coprod_review.io.sheets import write_csv

__all__ = ["make_review"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
WIDTHS = (1280, 400)

PROJECT = Path(__file__).resolve().parents[2]
AXE_PLACES = (
    PROJECT / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js",
    PROJECT / "node_modules" / "axe-core" / "axe.min.js",
)

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running browser; COPROD_CHROMIUM may name its program."""
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError:
        no_browser("Playwright is not installed")

    program = os.environ.get("COPROD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        no_browser("no Chromium on this machine (or named by COPROD_CHROMIUM)")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Open]:
    """Opens a page; a request to elsewhere, an error of a script or a word on the console fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(path: Path, *, width: int = 1280, part: str = "", **how: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url),
        )
        page.goto(f"{path.as_uri()}{part}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def window(chromium: Any) -> Iterator[Callable[..., Window]]:
    """Makes browsers for a server; a request to elsewhere, a script's error, a word on the console fails."""
    windows: list[Window] = []

    def make(*, width: int = 1280, forgiven: tuple[str, ...] = (), **how: Any) -> Window:
        # Without motion, since a check of contrast in the middle of unfolding finds pale words.
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", **how
        )
        windows.append(Window(context=context, forgiven=forgiven))
        return windows[-1]

    yield make
    for opened_window in windows:
        opened_window.context.close()
    assert [fault for opened_window in windows for fault in opened_window.faults] == []


@pytest.fixture
def to_decide(project: Path, tmp_path: Path) -> Path:
    """A finished invented review whose reports nobody has decided on at the server yet."""
    return write_review_to_decide(tmp_path / "review", project)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core; COPROD_AXE may name its file."""
    named = os.environ.get("COPROD_AXE")
    found = next((path for path in ([Path(named)] if named else AXE_PLACES) if path.is_file()), None)
    if found is None:
        pytest.skip("axe-core is not installed (tools/install_debian.sh) nor named by COPROD_AXE")
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def coded(project: Path) -> CodedReview:
    """Invented reports with codes in all dimensions, counted by the analysis."""
    return coded_review(project, n=160, seed=11)


@pytest.fixture(scope="session")
def write_report(project: Path) -> Callable[[CodedReview, Path], Path]:
    """Writes the report of a coded review below a folder; its path."""

    def write(review: CodedReview, folder: Path) -> Path:
        results = write_review(folder / "review", project) / "results"
        lay_over(results, review)
        assert run_in(results.parent, "report") == 0
        return results / "report.html"

    return write


@pytest.fixture(scope="session")
def report(coded: CodedReview, write_report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the coded reviews."""
    written: Path = write_report(coded, tmp_path_factory.mktemp("coded"))
    return written


def lay_over(results: Path, review: CodedReview) -> None:
    """Put the reports and counts of a coded review in the place of those of the invented one."""
    found = review.results
    write_reports(results / "dedupe" / "reports.parquet", found.reports)
    write_screening(results / "screen" / "decisions.parquet", found.decisions)
    tables.write_codes(results / "code" / "codes.parquet", found.codes)
    by_rules = [coding for coding in found.codings if coding.coder == "rules"]
    tables.write_codings(results / "code" / "rules.parquet", by_rules)
    by_people = [coding for coding in found.codings if coding.coder != "rules"]
    tables.write_codings(results / "settle" / "codings.parquet", by_people)
    for name, section in ((n, s) for n, s in review.sections.items() if n in TABLE_FILES):
        columns = tuple(section.rows[0]) if section.rows else ("number_id",)
        write_csv(results / TABLE_FILES[name], columns, section.rows)
    path = results / "analyse" / "numbers.parquet"
    kept = [number for number in tables.read_numbers(path) if number.number_id not in found.ledger]
    tables.write_numbers(path, [*kept, *found.ledger])
