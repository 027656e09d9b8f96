"""What reviewers found, as the report tells it: disputes, errors by audit, the pull of suggestions."""

from __future__ import annotations

import base64
import html
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

from coprod_review.adjudicate.disputes import COLUMNS as DISPUTE_COLUMNS
from coprod_review.analyse.audit_errors import COLUMNS, Look, audit_section, dispute_numbers
from coprod_review.analyse.suggestions import COLUMNS as SUGGESTION_COLUMNS
from coprod_review.analyse.suggestions import suggestion_section
from coprod_review.io import tables
from coprod_review.io.sheets import write_csv
from coprod_review.model.sample import DrawnPlace

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
HOSTILE = "<script>alert(1)</script> =1+1"


def section_of(review: Path) -> str:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    return report[report.index('id="audit-title"') : report.index('id="performance-title"')]


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_where_nobody_has_audited_the_report_says_so(review: Path) -> None:
    told = words(section_of(review))
    assert "No code is disputed." in told
    assert "No audit sample is drawn" in told
    assert "No reviewer has answered" in told


def test_disputes_errors_and_suggestions_are_told_with_their_reasons_and_links(
    write_review: Callable[..., Path], run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    results = review / "results"
    report = tables.read_reports(results / "dedupe" / "reports.parquet")[0]
    place = DrawnPlace(
        report_id=report.report_id,
        dimension="framing",
        codes=("none",),
        group="agreed",
        n_group=40,
        chance=0.5,
    )
    looks = [
        Look(
            report_id=report.report_id,
            dimension="framing",
            coder="cd",
            kind="dispute",
            codes=("partnership",),
            against=("none",),
            shown="nothing",
        )
    ]
    errors = audit_section({"audit": [place]}, looks, confidence=0.95)
    swayed = suggestion_section(
        looks, {(report.report_id, "framing"): ("none",)}, confidence=0.95, min_group=10
    )
    write_csv(results / "analyse" / "audit_errors.csv", COLUMNS, errors.rows)
    write_csv(results / "analyse" / "suggestions.csv", SUGGESTION_COLUMNS, swayed.rows)
    row: dict[str, Any] = dict.fromkeys(DISPUTE_COLUMNS, "") | {
        "report_id": report.report_id,
        "title": report.title,
        "dimension": "framing",
        "state": "open",
        "against": ("none",),
        "proposed": ("partnership",),
        "coder": "cd",
        "reason": HOSTILE,
    }
    bare = row | {"proposed": (), "reason": "it is neither"}
    write_csv(results / "settle" / "disputes.csv", DISPUTE_COLUMNS, [row, bare])
    path = results / "analyse" / "numbers.parquet"
    known = tables.read_numbers(path)
    more = [*errors.numbers, *swayed.numbers, *dispute_numbers([(report.report_id, "open")])]
    tables.write_numbers(path, sorted([*known, *more], key=lambda number: number.number_id))
    assert run(review, "report") == 0
    shown = section_of(review)
    assert "<script>" not in shown
    assert "alert(1)" in shown
    assert f'href="audit/reports/{report.report_id}.html"' in shown
    assert 'href="audit/lists/disputes.open.html"' in shown
    told = words(shown)
    assert "Reviewers object to codes of 1 report, and nobody has settled that yet" in told
    assert "The two sides cannot be compared yet. Too few to compare: 0 reports" in told.replace(
        "\u00a0", " "
    )
    assert 'href="audit/lists/audit.audit.all.html"' in shown
    (results / "figures" / "map.png").write_bytes(PIXEL)
    (results / "figures" / "map.pdf").write_bytes(typst.compile(b"#rect()", format="pdf"))
    assert run(review, "paper") == 0
    paper = docx_words(results / "report.docx")
    assert "What reviewers found" in paper
    assert HOSTILE in paper
    assert "no other code" in told and "no other code" in paper
    assert "Errors among the decided codes" in paper


def docx_words(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        markup = packed.read("word/document.xml").decode("utf-8")
    return html.unescape(" ".join(re.sub(r"<[^>]*>", "", markup).split()))
