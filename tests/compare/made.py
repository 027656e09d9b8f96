"""Small invented runs, which differ in what a test says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coprod_review.compare.items import items_of_data, items_of_rows
from coprod_review.compare.run import Answer, Run
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import Registration
from coprod_review.model.number import Number
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

PATTERNS = "config/patterns/framing.yaml"
SETTINGS = "config/config.yaml"
CODINGS = "corpus/codings/reader_1.csv"
ADJUDICATIONS = "corpus/decisions/adjudications.csv"
SCREENING = "corpus/decisions/screening.csv"
DUPLICATES = "corpus/decisions/duplicates.csv"
LINEAGE = "config/lineage.yaml"
EXPORT = "corpus/exports/a.ris"
OTHER_EXPORT = "corpus/exports/b.ris"

HIT = ("safety-word", "protective", 0.9)


def report(report_id: str, *record_ids: str, title: str = "", abstract: str = "Of safety.") -> Report:
    return Report(
        type="article",
        title=title or f"Title of {report_id}",
        authors=(),
        year=2001,
        container="",
        volume="",
        issue="",
        pages="",
        doi=f"10.5555/{report_id}",
        pmid="",
        abstract=abstract,
        keywords=(),
        references=(),
        language="en",
        url="",
        report_id=report_id,
        record_ids=record_ids or (f"a.ris:{report_id[1:]}",),
    )


def decision(report_id: str, *, included: bool = True, reason: str = "") -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report_id,
        included=included,
        reason=reason,
        decided_by=("rules",),
        status="machine",
        proposed_included=included,
        proposed_reason=reason,
    )


def code(
    report_id: str, *codes: str, status: str = "machine", dimension: str = "framing", reason: str = ""
) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=report_id, dimension=dimension, codes=codes, status=status, coders=(), reason=reason
    )


def number(number_id: str, value: float, *members: str) -> Number:
    return Number(
        number_id=number_id,
        value=value,
        text=f"{value:g}",
        label=f"label of {number_id}",
        member_kind="report",
        members=members,
    )


def run(
    *,
    reports: Sequence[Report] = (report("r1"), report("r2")),
    decisions: Sequence[ScreeningDecision] | None = None,
    codes: Sequence[CodeOfRecord] = (),
    rules: Mapping[str, Answer] | None = None,
    combination: Mapping[str, Answer] | None = None,
    numbers: Sequence[Number] = (),
    claims: Sequence[Mapping[str, str]] = (),
    files: Mapping[str, Any] | None = None,
    exports: Sequence[str] = (EXPORT,),
    software: Mapping[str, str] | None = None,
    registrations: Sequence[Registration] = (),
    kept: bool = True,
    name: str = "run",
) -> Run:
    """A run; `rules` and `combination` are answers on framing by report, `files` inputs by path."""
    content = {PATTERNS: {"patterns": [{"id": "safety-word", "weight": 0.9}]}, **(files or {})}
    items = {
        path: items_of_rows(data) if path.endswith(".csv") else items_of_data(data)
        for path, data in content.items()
    }
    chosen = [decision(one.report_id) for one in reports] if decisions is None else decisions
    return Run(
        name=name,
        inputs={**{path: repr(data) for path, data in content.items()}, **dict.fromkeys(exports, "0")},
        items=items if kept else {},
        software=software or {"numpy": "2.0"},
        reports={one.report_id: one for one in reports},
        registrations=registrations,
        decisions={one.report_id: one for one in chosen},
        codes={(one.report_id, one.dimension): one for one in codes},
        answers={
            coder: {(report_id, "framing"): answer for report_id, answer in (given or {}).items()}
            for coder, given in (("rules", rules), ("combination", combination))
        },
        numbers={one.number_id: one for one in numbers},
        claims=claims,
    )


def says(*codes: str, hits: Sequence[tuple[str, str, float]] = (), scores: str = "") -> Answer:
    return Answer(codes=codes, hits=frozenset(hits), scores=scores)


def words(changes: Sequence[Any]) -> list[str]:
    """The causes of changes in words."""
    return [cause.words for change in changes for cause in change.causes]
