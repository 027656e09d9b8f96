"""Audits as the analysis gathers them from samples, looks and disputes of the run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coprod_review.adjudicate.disputes import LOOK_COLUMNS
from coprod_review.io.samples import write_audit_plan
from coprod_review.io.sheets import write_csv
from coprod_review.model.coding import Coding
from coprod_review.model.sample import DrawnPlace
from coprod_review.tasks.analyse.audits import audits

NAMES = {"r1": "r1", "10.5555/2": "r2", "r3": "r3"}
"""What the samples call the reports, and what they are called by now; another is not in this run."""


def place(report_id: str) -> DrawnPlace:
    return DrawnPlace(
        report_id=report_id, dimension="wind", codes=("light",), group="machine", n_group=40, chance=0.1
    )


def looked(report_id: str, kind: str, codes: str, *, stands: str = "yes") -> dict[str, str]:
    return {
        **dict.fromkeys(LOOK_COLUMNS, ""),
        "report_id": report_id,
        "dimension": "wind",
        "coder": "cd",
        "kind": kind,
        "stands": stands,
        "codes": codes,
        "against": "light",
        "shown": "suggestions",
    }


@pytest.fixture
def task(tmp_path: Path) -> Any:
    """A folder of samples and one of what settle wrote; of a task the audits read no more."""
    found = SimpleNamespace(settled=tmp_path / "settle", samples=tmp_path / "samples")
    for folder in (found.settled, found.samples):
        folder.mkdir()
    write_audit_plan(found.samples / "audit.csv", [place(name) for name in ("r1", "10.5555/2", "gone")])
    write_audit_plan(found.samples / "audit_2.csv", [place("r3")])
    (found.samples / "gold.csv").write_text("of another kind\n", encoding="utf-8")
    return found


CONFIG: Any = SimpleNamespace(analyse=SimpleNamespace(interval=0.95, min_group=1))

MACHINE = [
    Coding(report_id=report_id, dimension="wind", codes=codes, coder="combination")
    for report_id, codes in (("r1", ("light",)), ("r2", ("light",)), ("r3", ()))
]


def of_looks(task: Any, looks: Sequence[dict[str, str]], table: str) -> dict[str, Any]:
    """A table of the analysis by the first of its columns; of audit errors the rows of all together."""
    write_csv(task.settled / "looks.csv", LOOK_COLUMNS, looks)
    rows = audits(task, NAMES, CONFIG, MACHINE)[table].rows
    return {str(row[next(iter(row))]): row for row in rows if row.get("decided_by", "all") == "all"}


def test_every_audit_sample_counts_by_the_present_names_of_its_reports(task: Any) -> None:
    looks = [looked("r1", "agreement", "light"), looked("r2", "dispute", "strong")]
    found = of_looks(task, looks, "audit_errors")
    assert set(found) == {"audit", "audit_2"}
    assert (found["audit"]["n_drawn"], found["audit"]["n_looked"], found["audit"]["n_wrong"]) == (2, 2, 1)
    assert (found["audit_2"]["n_drawn"], found["audit_2"]["n_looked"]) == (1, 0)


def test_a_look_that_was_taken_back_counts_no_more(task: Any) -> None:
    looks = [looked("r1", "agreement", "light"), looked("r2", "dispute", "strong", stands="no")]
    assert of_looks(task, looks, "audit_errors")["audit"]["n_looked"] == 1


def test_suggestions_are_held_to_what_the_machine_answers_where_it_does(task: Any) -> None:
    agreed = [looked(name, "agreement", codes) for name, codes in (("r1", "light"), ("r3", "strong"))]
    shown = of_looks(task, [*agreed, looked("r2", "dispute", "light; strong")], "suggestions")["suggestions"]
    assert (shown["n_reports"], shown["n_answers"], shown["n_agree"]) == (2, 2, 1)


def test_a_run_from_before_looks_and_disputes_has_none(task: Any) -> None:
    found = audits(task, NAMES, CONFIG, MACHINE)
    assert [row["n_looked"] for row in found["audit_errors"].rows if row["decided_by"] == "all"] == [0, 0]
    assert list(found["suggestions"].rows) == []


def test_disputes_of_the_run_are_counted_by_their_state(task: Any) -> None:
    header = ("report_id", "state")
    rows = [{"report_id": name, "state": state} for name, state in (("r1", "open"), ("r2", "settled"))]
    write_csv(task.settled / "disputes.csv", header, rows)
    numbers = {n.number_id: n for n in audits(task, NAMES, CONFIG, MACHINE)["audit_errors"].numbers}
    told = {name: n.members for name, n in numbers.items() if name.startswith("disputes")}
    assert told == {"disputes.open": ("r1",), "disputes.settled": ("r2",)}
