"""A small invented review on disk, hostile text included: what the pages are tested with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.stage_tables import write_reports, write_screening

from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.results import TABLE_FILES
from coprod_review.io.sheets import write_csv
from coprod_review.io.sums import sha256_and_size
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

HOSTILE = '<script>alert(1)</script><svg onload="alert(2)"> "quoted" & <b>bold'

COLUMNS = {
    "exports": "export format dialect encoding sha256 n_entries n_records n_set_aside repairs",
    "set_aside": "export line reason remedy raw",
    "pairs": "record_a record_b verdict rule why",
    "conservation": "equation left right holds left_number_ids right_number_ids",
    "screening_performance": "coder against subset measure n_right n value low high number_id",
    "agreement": "dimension coder_a coder_b n percent percent_low percent_high kappa kappa_low kappa_high "
    "prevalence alpha alpha_low alpha_high masi masi_low masi_high ac1 ac1_low ac1_high number_id",
    "map": "basis tradition framing n total share low high at_most number_id",
    "shares": "basis dimension code n total share low high number_id",
    "trends": "year tradition n number_id",
    "claims": "claim statement verdict estimate low high n_a n_b basis because number_id",
    "characteristics": "characteristic value n total share number_id",
    "statuses": "dimension status n number_id",
    "specification_summary": "claim coded_by verdict tried kept supported not_supported undecided "
    "no_estimate estimate moved_most_by moved_to moved_verdict number_id",
    "specification_claims": "coded_by departures claim number_id",
    "missing": "missing",
}


def write_review(folder: Path, project: Path, *, n_reports: int = 6, coded_by: str = "models") -> Path:
    """A review of so many reports below `folder`: corpus/, config/ and results/ as stages leave them.

    `coded_by` is nobody, models (two language-model readers) or person (they and a person, who settled the
    tradition of one report). coders.yaml describes the readers and the person whether they coded or not.
    """
    shutil.copytree(project / "config", folder / "config", ignore=shutil.ignore_patterns("patterns"))
    reports, records, lines = _documents(n_reports)
    _write_corpus(folder / "corpus", lines)
    results = folder / "results"
    tables.write_records(results / "read" / "records.parquet", records)
    write_reports(results / "dedupe" / "reports.parquet", reports)
    included = [report for index, report in enumerate(reports) if index % 5 != 4]
    write_screening(
        results / "screen" / "decisions.parquet", [_decision(r, r in included, coded_by) for r in reports]
    )
    dimensions = read_codebook(folder / "config" / "codebook.yaml").dimensions
    codes = [_code(report, name, coded_by) for report in included for name in dimensions]
    tables.write_codes(results / "code" / "codes.parquet", codes)
    tables.write_codes(results / "settle" / "settled.parquet", codes)
    tables.write_codings(results / "settle" / "codings.parquet", _readers(reports, coded_by))
    for coder in ("rules", "lineage", "classifier", "combination"):
        codings = [coding for report in reports for coding in _machine(report, coder)]
        tables.write_codings(results / "code" / f"{coder}.parquet", codings)
    _write_numbers(results, reports, included, records, coded_by)
    _write_figures(results / "figures")
    return folder


def _documents(n: int) -> tuple[list[Report], list[Record], list[str]]:
    reports: list[Report] = []
    records: list[Record] = []
    lines: list[str] = []
    for index in range(1, n + 1):
        title = HOSTILE if index == 1 else f"Patients who check the pump, part {index}"
        abstract = f"Families and patients watch over safety. They speak up {index} times. {HOSTILE}"
        start = len(lines) + 1
        entry = ["TY  - JOUR", f"TI  - {title}", f"AB  - {abstract}", "ER  - ", ""]
        lines += entry
        record = Record(
            record_id=f"a.ris:{index}",
            export="a.ris",
            line=start,
            end_line=start + 3,
            title=title,
            abstract=abstract,
            authors=("Ek, Ann", "Å<b>s, Bo", "Lind, Cy") if index % 2 else (),
            year=None if index == 3 else 2000 + index,
            url="javascript:alert(3)" if index == 1 else "https://example.org/x",
        )
        records.append(record)
        reports.append(
            Report(
                report_id=f"r{index:03}",
                record_ids=(record.record_id,),
                title=title,
                abstract=abstract,
                authors=record.authors,
                year=record.year,
                keywords=("safety", "voice"),
                references=("Vargo 2004",),
                url=record.url,
                source_by_field={"title": record.record_id, "url": record.record_id},
            )
        )
    return reports, records, [*lines, "TY  - JOUR", "TI  - <i>cut off"]


def _evidence(report: Report, words: str, code: str, weight: float = 1.0) -> Evidence:
    start = report.abstract.index(words)
    return Evidence(
        field="abstract",
        start=start,
        end=start + len(words),
        quote=words,
        code=code,
        rule=f"rule-{words[:3]}",
        weight=weight,
        context=("hedged",),
    )


def _machine(report: Report, coder: str) -> Iterable[Coding]:
    if coder == "lineage":
        work = Evidence(
            field="references",
            start=0,
            end=1,
            quote="Vargo 2004",
            code="service_management",
            rule="vargo2004",
        )
        evidence: tuple[Evidence, ...] = (work,)
    elif coder == "combination":
        evidence = ()
    else:
        evidence = (
            _evidence(report, "Families and patients", "service_management"),
            _evidence(report, "patients watch over", "public_administration", -0.4),
        )
    yield Coding(
        report_id=report.report_id,
        dimension="tradition",
        codes=("service_management",),
        coder=coder,
        scores={"service_management": 0.7, "none": 0.3},
        prediction_set=("none", "service_management") if coder == "combination" else (),
        evidence=evidence,
        confidence=0.7 if coder in ("classifier", "combination") else None,
        examined=("title", "abstract"),
    )


def _readers(reports: Iterable[Report], coded_by: str) -> list[Coding]:
    readers = [(reader, "framing") for reader in ("reader_1", "reader_2")] if coded_by != "nobody" else []
    people = [("ek", "tradition")] if coded_by == "person" else []
    return [
        Coding(
            report_id=report.report_id,
            dimension=dimension,
            codes=("partnership",) if dimension == "framing" else ("service_management",),
            coder=reader,
            codebook="0.2",
            basis="javascript:alert(4)",
            examined=("abstract",),
        )
        for report in reports
        for reader, dimension in [*readers, *(people if report.report_id == "r001" else [])]
    ]


def _code(report: Report, dimension: str, coded_by: str) -> CodeOfRecord:
    if coded_by == "nobody":
        return CodeOfRecord(
            report_id=report.report_id,
            dimension=dimension,
            codes=("service_management",) if dimension == "tradition" else (),
            status="machine" if dimension == "tradition" else "open",
            coders=("combination",) if dimension == "tradition" else (),
        )
    if coded_by == "person" and dimension == "tradition" and report.report_id == "r001":
        return CodeOfRecord(
            report_id=report.report_id,
            dimension=dimension,
            codes=("service_management",),
            status="person",
            coders=("ek",),
        )
    codes = {"tradition": ("service_management",), "framing": ("partnership",)}.get(dimension, ())
    return CodeOfRecord(
        report_id=report.report_id,
        dimension=dimension,
        codes=codes,
        status="agreed" if codes else "waiting",
        coders=("reader_1", "reader_2"),
    )


def _decision(report: Report, included: bool, coded_by: str) -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report.report_id,
        included=included,
        reason="" if included else "subject",
        decided_by=("screener_1",) if coded_by != "nobody" else ("rules",),
        status="machine",
        proposed_included=included,
        proposed_reason="" if included else "subject",
        evidence=(_evidence(report, "safety", "subject"),),
    )


def _write_corpus(corpus: Path, lines: list[str]) -> None:
    (corpus / "exports").mkdir(parents=True)
    (corpus / "exports" / "a.ris").write_text("\n".join(lines), encoding="utf-8")
    manifest = "exports:\n  - {file: a.ris, label: prepared file 1, origin: prepared, database: RIS}\n"
    (corpus / "manifest.yaml").write_text(manifest, encoding="utf-8")
    coders = "".join(
        f"  - {{name: {name}, kind: language_model, role: reader, how: read, codebook: '0.2', blind: true}}\n"
        for name in ("reader_1", "reader_2")
    )
    coders += (
        "  - {name: screener_1, kind: language_model, role: reader, how: screened, codebook: '0.2', "
        "blind: true}\n"
        "  - {name: ek, kind: person, role: reader, how: read twice, codebook: '0.2', blind: true}\n"
    )
    (corpus / "coders.yaml").write_text(f"coders:\n{coders}", encoding="utf-8")


def _count(number_id: str, label: str, members: Iterable[str], kind: str = "report") -> Number:
    found = tuple(sorted(members))
    return Number(
        number_id=number_id,
        value=float(len(found)),
        text=str(len(found)),
        label=label,
        member_kind=kind,
        members=found,
        is_count=True,
    )


def _write_numbers(
    results: Path, reports: list[Report], included: list[Report], records: list[Record], coded_by: str
) -> None:
    ids = [report.report_id for report in included]
    set_aside = 1 if len(reports) == 6 else 0
    n_entries = len(records) + set_aside
    flow = [
        replace(
            _count("flow.identified", "records identified", (r.record_id for r in records), "record"),
            value=float(n_entries),
            text=str(n_entries),
            is_count=not set_aside,
        ),
        _count("flow.identified.a_ris", "prepared file 1", (r.record_id for r in records), "record"),
        _count("flow.set_aside", "entries set aside", ["a.ris:31"] if len(reports) == 6 else [], "set_aside"),
        _count("flow.screened", "reports screened", (r.report_id for r in reports)),
        _count("flow.excluded.subject", "subject", (r.report_id for r in reports if r not in included)),
        _count("flow.included", "reports included", ids),
    ]
    tables.write_numbers(results / "screen" / "flow.parquet", flow)
    share = Number(
        number_id="share.all.tradition.service_management",
        value=1.0 if ids else float("nan"),
        text="100 %" if ids else "undefined",
        label="share of service management",
        member_kind="report",
        members=tuple(ids),
        low=0.4 if ids else None,
        high=1.0 if ids else None,
    )
    claim = Number(
        number_id="claim.1",
        value=0.25,
        text="+25 points",
        label="claim 1",
        member_kind="report",
        members=tuple(ids),
        low=-0.1,
        high=0.5,
    )
    cell = _count("map.all.service_management.partnership", "service management, partnership", ids)
    settled = [i for i in ids if coded_by == "person" and i == "r001"]
    people = _count("people.settled", "reports with a code settled by people", settled)
    rules = Number(
        number_id="performance.rules.screening.recall.held_out",
        value=0.75,
        text="0.750",
        label="recall of the rules (held out)",
        member_kind="report",
        members=tuple(ids),
        low=0.3,
        high=0.954,
    )
    tables.write_numbers(results / "analyse" / "numbers.parquet", [share, claim, cell, people, rules])
    tables.write_numbers(
        results / "analyse" / "specification_numbers.parquet",
        [
            *(
                Number(
                    number_id=f"specification.people_first.claim_1.{part}",
                    value=float(value),
                    text=str(value),
                    label=f"specifications of claim 1, {part}",
                    member_kind="none",
                )
                for part, value in (("tried", 3), ("kept", 2), ("same", 1))
            ),
            *(
                replace(claim, number_id=f"specification.people_first.claim_1.{name}")
                for name in ("run", "implicit")
            ),
        ],
    )
    n = len(ids)
    export = results.parent / "corpus" / "exports" / "a.ris"
    rows: dict[str, Any] = {
        "exports": [
            {"export": "a.ris", "format": "ris", "dialect": "EBSCO", "encoding": "utf-8"}
            | {"sha256": sha256_and_size(export)[0], "repairs": "byte-order mark of utf-8"}
        ],
        "set_aside": [
            {"export": "a.ris", "line": 31, "reason": "never ends", "remedy": "export again", "raw": HOSTILE}
        ]
        if len(reports) == 6
        else [],
        "pairs": [
            {
                "record_a": "a.ris:1",
                "record_b": "a.ris:2",
                "verdict": "distinct",
                "rule": "year",
                "why": HOSTILE,
            }
        ],
        "specification_summary": [
            {"claim": "1", "coded_by": "people_first", "verdict": "undecided", "tried": 3, "kept": 2}
            | {"supported": 1, "not_supported": 0, "undecided": 2, "no_estimate": 0, "estimate": 0.25}
            | {"moved_most_by": "implicit", "moved_to": 0.25, "moved_verdict": "supported"}
            | {"number_id": "specification.people_first.claim_1.kept"}
        ],
        "specification_claims": [
            {"coded_by": "people_first", "departures": departures, "claim": "1", "number_id": identity}
            for departures, identity in (
                ("", "specification.people_first.claim_1.run"),
                ("implicit", "specification.people_first.claim_1.implicit"),
            )
        ],
        "map": [
            {"basis": "all", "tradition": "service_management", "framing": "partnership", "n": n, "total": n}
            | {"share": 1.0, "low": 0.4, "high": 1.0, "number_id": cell.number_id}
        ],
        "shares": [
            {"basis": "all", "dimension": "tradition", "code": "service_management", "n": n, "total": n}
            | {"share": 1.0, "low": 0.4, "high": 1.0, "number_id": share.number_id}
        ],
        "claims": [
            {"claim": "1", "statement": "One is more.", "verdict": "undecided", "estimate": 0.25, "low": -0.1}
            | {
                "high": 0.5,
                "n_a": n,
                "n_b": 0,
                "basis": "explicit",
                "because": HOSTILE,
                "number_id": "claim.1",
            }
        ],
        "conservation": [
            {
                "equation": "entries of all exports = records read + set aside",
                "left": n_entries,
                "right": n_entries,
            }
            | {"holds": True, "left_number_ids": ("flow.identified",)}
            | {"right_number_ids": ("flow.screened", "flow.set_aside")},
            {"equation": "reports = included + excluded", "left": len(reports), "right": len(reports)}
            | {"holds": True, "left_number_ids": ("flow.screened",)}
            | {"right_number_ids": ("flow.included", "flow.excluded.subject")},
        ],
        "screening_performance": [
            {"coder": "rules", "against": "readers who agree", "subset": "held_out", "measure": "recall"}
            | {"n_right": 3, "n": 4, "value": 0.75, "low": 0.3, "high": 0.954, "number_id": rules.number_id}
        ],
        "missing": [{"missing": "trends: no years"}],
    }
    for name, file in TABLE_FILES.items():
        write_csv(results / file, COLUMNS.get(name, "number_id").split(), rows.get(name, []))


def _write_figures(folder: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    folder.mkdir(parents=True)
    (folder / "map.svg").write_text(svg, encoding="utf-8")
    figure = {"name": "map", "title": "Map", "caption": HOSTILE, "alt_text": 'A "map" of <counts>'}
    (folder / "figures.json").write_text(json.dumps([figure]), encoding="utf-8")
