"""One reason of exclusion has one name: in the flow, on the page of a report, in the filter, by `why`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.stage_tables import write_screening

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.criteria import read_criteria
from coprod_review.model.criteria import UNNAMED_REASON, label_by_reason
from coprod_review.screen.flow import count_flow

EXCLUDED = "r005"


@pytest.mark.parametrize("reason", [UNNAMED_REASON, "field"])
def test_a_reason_of_exclusion_is_called_alike_wherever_it_is_read(
    *,
    write_review: Callable[..., Path],
    tmp_path: Path,
    run: Callable[[Path, str], int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    reason: str,
) -> None:
    review = write_review(tmp_path / "r")
    path = review / "results" / "screen" / "decisions.parquet"
    decisions = [
        replace(d, reason=reason) if d.report_id == EXCLUDED else d for d in tables.read_screening(path)
    ]
    write_screening(path, decisions)
    criteria = read_criteria(review / "config" / "criteria.yaml")
    label = label_by_reason(criteria.criteria)[reason]
    flow = count_flow([], [], [], decisions, exports=[], criteria=criteria)
    labels = {number.number_id: number.label for number in flow}
    assert labels[f"flow.excluded.{reason}"] == label
    assert run(review, "site") == 0
    audit = review / "results" / "audit"
    page = (audit / "reports" / f"{EXCLUDED}.html").read_text(encoding="utf-8")
    assert f"excluded: {label}" in page
    assert f'<option value="because:{reason}">{label}</option>' in (audit / "index.html").read_text("utf-8")
    monkeypatch.chdir(review)
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["why", EXCLUDED]) == 0
    assert f"Excluded: {label}, decided by" in capsys.readouterr().out
