"""Invented reports with random codes that keep the codebook's constraints, counted by the analysis."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coprod_review.analyse.alluvial import alluvial_sections
from coprod_review.analyse.coded import coded_reports
from coprod_review.analyse.countries import country_sections
from coprod_review.analyse.forms import form_table, strategy_table
from coprod_review.analyse.ledger import Section
from coprod_review.analyse.model import placements
from coprod_review.analyse.shares import map_table, share_table
from coprod_review.analyse.statuses import status_table
from coprod_review.analyse.trends import trend_table
from coprod_review.analyse.unused import unused_numbers
from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Characteristics
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results, Row

PLACES = ("Norway", "Kenya", "Norway, Kenya", "", "several towns")
HOSTILE = "</script><script>alert(1)</script><b>&amp; \"quoted\" 'title'"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReview:
    """The results as the report takes them, the tables of the analysis, and who is in the model's cells."""

    results: Results
    sections: dict[str, Section]
    members_of_model: dict[tuple[str, str], set[str]]


def coded_review(
    project: Path, *, n: int, seed: int = 0, years: tuple[int, int] = (1988, 2024)
) -> CodedReview:
    """So many invented reports, the last of them excluded, with codes of record and of two other coders."""
    chance = random.Random(seed)
    codebook = read_codebook(project / "config" / "codebook.yaml")
    config = read_yaml(project / "config" / "config.yaml", Config)
    reports = [_report(i, chance, years) for i in range(n)]
    decisions = [_decision(report, included=report is not reports[-1] or n == 1) for report in reports]
    codes = [code for report in reports for code in _codes(report.report_id, codebook, chance)]
    codings = [
        Coding(report_id=c.report_id, dimension=c.dimension, codes=c.codes, coder=coder)
        for coder in ("rules", "reader_1")
        for report in reports[:: 2 if coder == "reader_1" else 1]
        for c in _codes(report.report_id, codebook, chance)
    ]
    stated = [
        Characteristics(
            report_id=r.report_id, text_status="abstract", seen_at="", country=chance.choice(PLACES)
        )
        for r in reports
    ]
    coded = coded_reports(reports, decisions, codes)
    sections = {
        "map": map_table(coded, codebook, confidence=config.analyse.interval),
        "trends": trend_table(coded, codebook),
        "forms": form_table(coded, codebook, confidence=0.95),
        "strategies": strategy_table(coded, codebook, confidence=0.95),
        "shares": share_table(coded, codebook, confidence=config.analyse.interval),
        "statuses": status_table(coded, codebook),
        **alluvial_sections(coded, codebook),
        **country_sections(coded, stated),
        "unused": unused_numbers(coded, codebook, codings, dimension="safety_strategy"),
    }
    members_of_model: dict[tuple[str, str], set[str]] = {}
    for placed in placements(coded):
        for character in placed.characters:
            members_of_model.setdefault((character, placed.position), set()).add(placed.report_id)
    results = Results(
        config=config,
        codebook=codebook,
        ledger=Ledger.of(number for section in sections.values() for number in section.numbers),
        reports=reports,
        decisions=decisions,
        codings=codings,
        codes=codes,
        tables={name: _as_text(section) for name, section in sections.items()},
    )
    return CodedReview(results=results, sections=sections, members_of_model=members_of_model)


def _report(place: int, chance: random.Random, years: tuple[int, int]) -> Report:
    return Report(
        report_id=f"r{place:05}" if place else "r/0 odd",
        record_ids=(f"a.ris:{place + 1}",),
        title=HOSTILE if place == 0 else f"How wards and families share the work, part {place}",
        authors=() if place % 7 == 3 else (f"Ek{place}, Ann", "Lind, Bo", "Moe, Cy")[: 1 + place % 3],
        year=None if chance.random() < 0.1 else chance.randint(*years),
    )


def _decision(report: Report, *, included: bool) -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report.report_id,
        included=included,
        reason="" if included else "subject",
        decided_by=("screener_1",),
        status="machine",
        proposed_included=included,
        proposed_reason="",
        evidence=(),
    )


def _codes(report_id: str, codebook: Codebook, chance: random.Random) -> Iterable[CodeOfRecord]:
    given: dict[str, tuple[str, ...]] = {}
    for name, dimension in codebook.dimensions.items():
        names = [code for code in dimension.codes if code != NONE_CODE]
        if chance.random() < 0.25:
            given[name] = (NONE_CODE,)
        else:
            several = chance.randint(1, 3) if dimension.multiple else 1
            chosen = set(chance.sample(names, min(several, len(names))))
            given[name] = tuple(code for code in names if code in chosen)
    for constraint in codebook.constraints:
        if constraint.is_broken_by(given):
            given |= {dimension: (code,) for dimension, code in constraint.then.items()}
    for name, codes in given.items():
        if chance.random() < 0.12:
            yield CodeOfRecord(report_id=report_id, dimension=name, codes=(), status="open", coders=())
        else:
            status = chance.choice(("agreed", "machine", "adjudicated"))
            yield CodeOfRecord(
                report_id=report_id, dimension=name, codes=codes, status=status, coders=("rules",)
            )


def _as_text(section: Section) -> list[Row]:
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in section.rows]
