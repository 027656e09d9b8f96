"""An invented review with a closed and an open export, whose texts must stay and may go."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit import invented_review
from tests.stage_tables import write_reports

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.sheets import write_csv
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report

SECRET = (
    "The zebra-striped pump of ward {n} hummed a lullaby that nobody at the night desk could ever forget."
)
"""A sentence that stands in abstracts alone."""

RAW_SECRET = "Nine purple umbrellas were left beside the dialysis chair on the morning of the second audit."

OPEN = 6
"""The report whose export may be shared; the closed export has those before it."""

OPEN_RECORD = "b.ris:1"

NEW_NAMES = {f"a.ris:{OPEN}": OPEN_RECORD, "a.ris:31": "c.bib:1"}
"""What the invented review has in another export, by its name there."""

BROKEN = f"@article{{k1, title = {{A title}}, year = 2001, {RAW_SECRET}}}\n"
"""An entry of a closed export that cannot be read."""

MANIFEST = """exports:
  - {file: a.ris, label: one, origin: other_methods, database: Closed}
  - {file: c.bib, label: three, origin: other_methods, database: Closed}
  - {file: b.ris, label: two, origin: prepared, database: Open, licence: CC BY 4.0, share_abstracts: true}
"""

Run = Callable[..., int]


def secret(n: int) -> str:
    """The sentence of the abstract of one report."""
    return SECRET.format(n=("one", "two", "three", "four", "five", "six")[n - 1])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder; its exit code."""

    def run_in(folder: Path, *words: str) -> int:
        monkeypatch.chdir(folder)
        return main([str(word) for word in words])

    return run_in


@pytest.fixture(scope="session")
def finished(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One finished review; tests must not change it."""
    return make_review(tmp_path_factory.mktemp("shared") / "review", project)


@pytest.fixture(scope="session")
def shared(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its shared copy; tests must not change it."""
    return share(finished, tmp_path_factory.mktemp("copies") / "copy")


@pytest.fixture(scope="session")
def described(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished review with its crate and the list of its sums; tests must not change it."""
    return describe(Path(shutil.copytree(finished, tmp_path_factory.mktemp("described") / "review")))


@pytest.fixture(scope="session")
def described_copy(described: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared copy of the review with a crate; tests must not change it."""
    return share(described, tmp_path_factory.mktemp("described_copies") / "copy")


def describe(review: Path) -> Path:
    """Give a review a workflow and a crate; the review."""
    (review / "Snakefile").write_text('include: "rules/read.smk"\n', encoding="utf-8")
    (review / "rules").mkdir(exist_ok=True)
    (review / "rules" / "read.smk").write_text("rule read:\n", encoding="utf-8")
    run_all(review, "crate")
    return review


def share(review: Path, copy: Path) -> Path:
    """Write the copy of a review; the copy."""
    before = Path.cwd()
    os.chdir(review)
    try:
        assert main(["share", str(copy)]) == 0
    finally:
        os.chdir(before)
    return copy


SAME_WORDS = "KW  - Meta-analysis\nKW  - meta analysis\n"
"""Two keywords of one record that would be one, were they of two records of a report."""


def make_review(folder: Path, project: Path) -> Path:
    """A review of six reports, run to its end: five of the closed export, one of the open one."""
    invented_review.write_review(folder, project)
    results, corpus = folder / "results", folder / "corpus"
    (corpus / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    _write_exports(corpus / "exports", tables.read_records(results / "read" / "records.parquet"))
    run_all(folder, "read")
    read = tables.read_records(results / "read" / "records.parquet")
    records = sorted(read, key=lambda record: record.record_id == OPEN_RECORD)
    reports = [
        replace(
            report,
            abstract=record.abstract,
            keywords=record.keywords,
            record_ids=(record.record_id,),
            source_by_field=dict.fromkeys(("title", "abstract", "keywords"), record.record_id),
        )
        for report, record in zip(
            tables.read_reports(results / "dedupe" / "reports.parquet"), records, strict=True
        )
    ]
    write_reports(results / "dedupe" / "reports.parquet", reports)
    for name in ("screen/flow.parquet", "analyse/numbers.parquet"):
        numbers = tables.read_numbers(results / name)
        tables.write_numbers(
            results / name,
            [replace(n, members=tuple(NEW_NAMES.get(m, m) for m in n.members)) for n in numbers],
        )
    _write_codings(results, reports)
    _write_peoples_files(corpus, reports)
    run_all(folder, "report", "site", "write")
    return folder


def run_all(folder: Path, *commands: str) -> None:
    """Run stages in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        for command in commands:
            assert main([command]) == 0
    finally:
        os.chdir(before)


def _abstract(written: str, n: int) -> str:
    return written.replace(invented_review.HOSTILE, secret(n))


def _write_exports(folder: Path, records: list) -> None:
    for name, wanted in (("a.ris", [n for n in range(1, 7) if n != OPEN]), ("b.ris", [OPEN])):
        entries = [
            f"TY  - JOUR\nAU  - Ek, Ann\nTI  - Title {n}\nPY  - {2000 + n}\nDO  - 10.5555/{n}\n"
            f"AB  - {_abstract(records[n - 1].abstract, n)}\nKW  - safety\nKW  - voice\n"
            f"{SAME_WORDS if n == 2 else ''}ER  - \n\n"
            for n in wanted
        ]
        (folder / name).write_text("".join(entries), encoding="utf-8")
    (folder / "c.bib").write_text(BROKEN, encoding="utf-8")


def _write_codings(results: Path, reports: list[Report]) -> None:
    """A term of the classifier at its place, and a note that quotes a whole sentence."""
    path = results / "code" / "classifier.parquet"
    codings = tables.read_codings(path)
    by_id = {report.report_id: report for report in reports}
    tables.write_codings(path, [_with_term(coding, by_id[coding.report_id]) for coding in codings])
    path = results / "settle" / "codings.parquet"
    noted = [
        replace(coding, note=f"Coded so because of “{secret(1)}”") if coding.report_id == "r001" else coding
        for coding in tables.read_codings(path)
    ]
    tables.write_codings(path, noted)


def _with_term(coding: Coding, report: Report) -> Coding:
    start = report.abstract.index("zebra")
    term = replace(coding.evidence[0], start=start, end=start + 5, quote="zebra", rule="term:zebra")
    return replace(coding, evidence=(*coding.evidence, term))


def _write_peoples_files(corpus: Path, reports: list[Report]) -> None:
    (corpus / "codings").mkdir()
    columns = ("report", "dimension", "codes", "quote", "basis", "confidence", "codebook", "date", "absent")
    rows = [
        {
            "report": report.report_id,
            "dimension": "framing",
            "codes": "partnership",
            "quote": "speak up || hummed a lullaby",
            "codebook": "0.2",
        }
        for report in reports
    ]
    write_csv(corpus / "codings" / "reader_1.csv", columns, rows)
