"""First looks: which page of the audit site is of which report, in whatever run lies there now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.server.conftest import desk_at

from coprod_review.audit.server.bodies import Refused
from coprod_review.audit.server.desk import Reports, Run
from coprod_review.audit.server.first_looks import FirstLooks


def _run_of(report_id: str) -> Run:
    reports = Reports(ids=[report_id], titles=["t"], abouts=["a"], included=frozenset({report_id}))
    return Run(reports=reports, queues=())


def test_a_run_that_takes_the_place_of_another_in_memory_is_not_taken_for_it(review: Path) -> None:
    names = iter(f"r{n:03d}" for n in range(1, 100))
    desk = replace(
        desk_at(review, "--reviewer", "CD"), run=lambda: _run_of(next(names)), is_hidden_first=lambda _: True
    )
    looks = FirstLooks(desk)
    for n in range(1, 9):
        with pytest.raises(Refused, match=f"you answer the questions of r{n:03d}"):
            looks.refuse_page(f"audit/reports/r{n:03d}.html")
