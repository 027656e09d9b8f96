"""Answers that one on joined documents replaces are told nowhere as if they stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.invented_review import write_review

from coprod_review.io import tables
from coprod_review.io.one_report import read_decided
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.pages.catalogue import Decided
from coprod_review.tasks.report.methods import n_rulings


@pytest.fixture
def review(tmp_path: Path, project: Path) -> Path:
    """A review in which j002 is one with r002, and r002 is known by a DOI too."""
    folder = write_review(tmp_path / "review", project, n_reports=6)
    reports = tables.read_reports(folder / "results" / "dedupe" / "reports.parquet")
    title = next(report.title for report in reports if report.report_id == "r002")
    text = f"report_id,aliases\nr002,doi:10.5555/zz\nj002,title:{title_fingerprint(title)}\n"
    (folder / "results" / "dedupe" / "reports.csv").write_text(text, encoding="utf-8")
    (folder / "corpus" / "decisions").mkdir(exist_ok=True)
    return folder


def decided(review: Path) -> Decided:
    """What people decided on r002."""
    found, faults = read_decided(
        results=review / "results", corpus=review / "corpus", report_id="r002", record_ids=()
    )
    assert faults == []
    return found


def test_why_tells_no_answer_that_another_replaces(review: Path) -> None:
    folder = review / "corpus" / "decisions"
    (folder / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason,revision,instead_of\n"
        "doi:10.5555/zz,CD,include,,2026-01,,,\nj002,CD,exclude,,2026-01,no,,\n"
        "r002,CD,include,,2026-02,both are in,2,j002@1;doi:10.5555/zz@1\nj002,EF,exclude,,2026-01,no,,\n",
        encoding="utf-8",
    )
    (folder / "disputes.csv").write_text(
        "report,dimension,codes,quote,coder,date,reason,revision,instead_of\n"
        "j002,framing,none,,CD,2026-01,no,,\nr002,framing,none,,CD,2026-01,neither,2,j002@1\n",
        encoding="utf-8",
    )
    found = decided(review)
    assert [(one.report_id, one.coder) for one in found.judgements] == [("r002", "CD"), ("j002", "EF")]
    assert [row["reason"] for row in found.disputes] == ["neither"]


def test_why_and_the_report_count_a_ruling_on_joined_documents_once(review: Path) -> None:
    (review / "corpus" / "decisions" / "adjudications.csv").write_text(
        "report,dimension,codes,coder,date,reason,codebook,revision,instead_of\n"
        "r002,framing,none,CD,2026-01,read,0.2,,\nj002,framing,partnership,CD,2026-01,read,0.2,,\n"
        "r002,framing,none,CD,2026-02,both,0.2,2,j002@1\nj002,tradition,none,CD,2026-02,read,0.2,,\n",
        encoding="utf-8",
    )
    assert [one.reason for one in decided(review).adjudications] == ["both", "read"]
    assert (
        n_rulings(
            review / "corpus" / "decisions" / "adjudications.csv",
            corpus=review / "corpus",
            made=review / "results",
        )
        == 2
    )
