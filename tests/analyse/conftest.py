"""The codebook and the model of the project, and studies made of invented reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from coprod_review.analyse.coded import CodedReports, coded_reports
from coprod_review.io.codebook import read_codebook
from coprod_review.io.partnership import read_partnership_model
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.partnership import PartnershipModel
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

Answers = Mapping[str, str]
Study = Callable[..., CodedReports]


def made(*groups: tuple[int, Answers], excluded: int = 0) -> CodedReports:
    """Reports in groups of a size and their answers: codes joined by "+", or waiting or open.

    The keys year and text_status are facts of the reports, a code with "*" before it is a machine's.
    """
    reports: list[Report] = []
    codes: list[CodeOfRecord] = []
    decisions: list[ScreeningDecision] = []
    for size, answers in [*groups, (excluded, {"tradition": "none"})]:
        for _ in range(size):
            report_id = f"r{len(reports):03}"
            facts: dict[str, Any] = {key: answers[key] for key in ("text_status",) if key in answers}
            year = int(answers["year"]) if "year" in answers else None
            reports.append(
                Report(report_id=report_id, record_ids=(f"a.ris:{len(reports)}",), year=year, **facts)
            )
            codes += [
                _record(report_id, dimension, answer)
                for dimension, answer in answers.items()
                if dimension not in ("year", "text_status")
            ]
    n_included = len(reports) - excluded
    for k, report in enumerate(reports):
        decisions.append(
            ScreeningDecision(
                report_id=report.report_id,
                included=k < n_included,
                reason="" if k < n_included else "subject",
                decided_by=("rules",),
                status="agreed",
                proposed_included=True,
                proposed_reason="",
            )
        )
    return coded_reports(reports, decisions, codes)


def _record(report_id: str, dimension: str, answer: str) -> CodeOfRecord:
    undecided = answer in ("waiting", "open")
    status = answer if undecided else "machine" if answer.startswith("*") else "agreed"
    return CodeOfRecord(
        report_id=report_id,
        dimension=dimension,
        codes=() if undecided else tuple(sorted(answer.removeprefix("*").split("+"))),
        status=status,
        coders=("one", "two"),
    )


@pytest.fixture(scope="session")
def study() -> Study:
    """Makes a study of invented reports."""
    return made


@pytest.fixture(scope="session")
def codebook(project: Path) -> Codebook:
    """The codebook of the project."""
    return read_codebook(project / "config" / "codebook.yaml")


@pytest.fixture(scope="session")
def model(project: Path) -> PartnershipModel:
    """The partnership model of the project."""
    return read_partnership_model(project / "config" / "model.yaml")
