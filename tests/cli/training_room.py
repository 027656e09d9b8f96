"""A small invented review whose reports are settled in two dimensions and more, for learners."""

from __future__ import annotations

from pathlib import Path

from tests.stage_tables import write_reports

from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.report import Report

PROJECT = Path(__file__).resolve().parents[2]

HOSTILE = "<script>alert(1)</script> & relatives"
QUOTE = "Relatives kept watch"

SETTLED = {
    "tradition": ("service_management",),
    "tradition_basis": ("implicit",),
    "framing": ("partnership",),
    "safety_perspective": ("safety_2",),
    "safety_strategy": ("mitigation", "monitoring_adaptation"),
}
ABOUT_NOTHING = dict.fromkeys(SETTLED, ("none",))


def make_room(folder: Path, *, n: int = 3) -> list[str]:
    """Write a finished run of so many reports into a folder; the options by which a command finds it."""
    results = folder / "results"
    reports = [
        Report(
            report_id=f"r{i}",
            record_ids=(f"a.ris:{i}",),
            title=HOSTILE if i == 0 else f"Invented report {i}",
            abstract=f"{QUOTE} at night. Number {i}.",
        )
        for i in range(n)
    ]
    codes = {r.report_id: SETTLED if i % 2 == 0 else ABOUT_NOTHING for i, r in enumerate(reports)}
    write_reports(results / "dedupe" / "reports.parquet", reports)
    tables.write_codes(
        results / "settle" / "settled.parquet",
        [
            CodeOfRecord(
                report_id=report,
                dimension=dimension,
                codes=given,
                status="adjudicated",
                coders=("CD",),
                reason=f"because of {HOSTILE}",
            )
            for report, found in sorted(codes.items())
            for dimension, given in sorted(found.items())
        ],
    )
    tables.write_codings(
        results / "settle" / "codings.parquet",
        [
            Coding(
                report_id=report,
                dimension=dimension,
                codes=given,
                coder="zadie",
                evidence=(Evidence(field="abstract", start=0, end=len(QUOTE), quote=QUOTE),),
                basis="abstract: the export",
            )
            for report, found in sorted(codes.items())
            for dimension, given in sorted(found.items())
        ],
    )
    (folder / "corpus").mkdir()
    config = PROJECT / "config"
    options = {
        "--corpus": folder / "corpus",
        "--results": results,
        "--codebook": config / "codebook.yaml",
        "--settings": config / "config.yaml",
    }
    return [str(word) for option in options.items() for word in option]


def keys_for(dimension: str, codes: tuple[str, ...]) -> str:
    """What a learner types in the terminal to give codes."""
    names = list(read_codebook(PROJECT / "config" / "codebook.yaml").dimensions[dimension].codes)
    return ",".join(str(names.index(code) + 1) for code in codes)
