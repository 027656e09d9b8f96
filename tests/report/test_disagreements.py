"""The report leads to where coders disagree, as far as the run has listed it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

LINK = '<a href="code/disagreements.csv">all disagreements</a>'


def test_the_report_links_the_disagreements_of_a_run_that_listed_them(
    write_review: Callable[..., Path], run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    (review / "results" / "code" / "disagreements.csv").write_text("report_id\n", encoding="utf-8")
    assert run(review, "report") == 0
    assert LINK in (review / "results" / "report.html").read_text(encoding="utf-8")


def test_without_such_a_list_the_report_has_no_link_that_leads_nowhere(
    write_review: Callable[..., Path], run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    assert run(review, "report") == 0
    assert "code/disagreements.csv" not in (review / "results" / "report.html").read_text(encoding="utf-8")
