"""What services said, where people look, and where nobody may: pages, `why`, and the copy that is shared."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tests.audit import invented_review
from tests.share.conftest import make_review, run_all
from tests.stage_tables import write_reports

from coprod_review.cli import main
from coprod_review.dedupe.enriched import FATE_COLUMNS, Fate
from coprod_review.io import tables
from coprod_review.io.enriched import COLUMNS
from coprod_review.io.sheets import write_csv

SECRET = "Seven amber kites hung over the quiet ward while somebody counted the spoons of the whole house."
NOTICE = "retraction doi:10.5555/notice"


@contextmanager
def within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def enriched(folder: Path, report_id: str) -> Path:
    """A review in which a service gave the abstract of a report, and another one told of its retraction."""
    path = folder / "results" / "dedupe" / "reports.parquet"
    reports = [
        replace(report, source_by_field=report.source_by_field | {"abstract": "enriched:europepmc"})
        if report.report_id == report_id
        else report
        for report in tables.read_reports(path)
    ]
    write_reports(path, reports)
    abstract = next(report.abstract for report in reports if report.report_id == report_id)
    rows = [("abstract", abstract, "used", "europepmc"), ("notice", NOTICE, "notice", "crossref")]
    fates = [
        Fate(
            report_id=report_id,
            alias="doi:10.5555/1",
            field=field,
            fate=fate,
            service=service,
            value="" if field == "abstract" else value,
            address="https://europepmc.org/article/MED/1",
            date="2026-01-02",
            why="",
        )
        for field, value, fate, service in rows
    ]
    write_csv(folder / "results" / "dedupe" / "enriched.csv", FATE_COLUMNS, map(asdict, fates))
    unused = ("abstract", f"{abstract} {SECRET}", "behind", "crossref")
    facts = [
        {
            "alias": "doi:10.5555/1",
            "field": field,
            "value": value,
            "service": service,
            "address": "https://europepmc.org/article/MED/1",
            "date": "2026-01-02",
        }
        for field, value, _, service in (*rows, unused)
    ]
    write_csv(folder / "corpus" / "enriched.csv", COLUMNS, facts)
    return folder


@pytest.fixture(scope="module")
def shown(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("enriched") / "r"
    review = enriched(invented_review.write_review(folder, project), "r001")
    run_all(review, "report", "site")
    return review


def test_the_page_of_a_report_names_the_service_of_a_field_and_its_retraction(shown: Path) -> None:
    page = (shown / "results" / "audit" / "reports" / "r001.html").read_text()
    assert "retracted (Crossref)" in page
    assert (
        'it is from <a href="https://europepmc.org/article/MED/1" rel="noreferrer">Europe PMC, 2026-01-02'
        in page
    )
    other = (shown / "results" / "audit" / "reports" / "r002.html").read_text()
    assert "retracted (Crossref)" not in other


def test_the_report_counts_what_was_fetched_and_what_was_retracted(shown: Path) -> None:
    report = (shown / "results" / "report.html").read_text()
    assert "included reports with an abstract from a service" in report
    assert "included reports that are retracted" in report
    assert (shown / "results" / "audit" / "lists" / "noticed.retraction.html").exists()


def test_why_tells_the_service_and_the_notice(shown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with within(shown):
        assert main(["why", "r001"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "abstract from Europe PMC" in told
    assert "Notice: this report is retracted (Crossref). Nothing is excluded by itself." in told


def test_a_run_of_an_earlier_version_has_no_such_table_and_is_shown_without(
    project: Path, tmp_path: Path
) -> None:
    review = invented_review.write_review(tmp_path / "r", project)
    run_all(review, "report", "site")
    assert "from a service" not in (review / "results" / "report.html").read_text()


@pytest.fixture(scope="module")
def closed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished review; the abstract of its one open report is what a service gave."""
    review = make_review(tmp_path_factory.mktemp("closed") / "r", project)
    enriched(review, "r006")
    run_all(review, "report", "site", "write")
    return review


def test_texts_that_services_gave_are_withheld_even_where_the_export_is_open(
    closed: Path, tmp_path: Path
) -> None:
    with within(closed):
        assert main(["share", str(tmp_path / "copy")]) == 0
    copy = tmp_path / "copy"
    assert any(SECRET.encode() in path.read_bytes() for path in closed.rglob("*") if path.is_file())
    for path in copy.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    told = (copy / "corpus" / "enriched.csv").read_text()
    assert NOTICE in told
    assert told.count("[withheld: ") == 2
    reports = {r.report_id: r for r in tables.read_reports(copy / "results" / "dedupe" / "reports.parquet")}
    assert reports["r006"].abstract.startswith("[withheld: ")
    with within(tmp_path):
        assert main(["share", "--verify", str(copy), "--against", str(closed)]) == 0


def test_a_copy_is_verified_by_exports_and_fetched_texts_alone(closed: Path, tmp_path: Path) -> None:
    with within(closed):
        assert main(["share", str(tmp_path / "copy")]) == 0
    holder = tmp_path / "holder"
    shutil.copytree(closed / "corpus", holder / "corpus")
    with within(tmp_path):
        assert main(["share", "--verify", "copy", "--against", "holder"]) == 0
        (holder / "corpus" / "enriched.csv").unlink()
        assert main(["share", "--verify", "copy", "--against", "holder"]) == 2
