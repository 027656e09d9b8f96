"""The ids that the reports of the practice project have, and what rules see in them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_review.cli import main as coprod_review
from coprod_review.coding.rule_set_codings import rule_coder
from coprod_review.coding.rules import code_by_rules
from coprod_review.io.registry import read_registry
from coprod_review.io.rule_sets import read_rule_set
from coprod_review.io.tables import read_reports
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report
from practice.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The registry as a file, the report of each text by the text's name, and the rules' codings."""

    registry: str
    report_by_text: Mapping[str, Report]
    rules: Mapping[tuple[str, str], Coding]


def registered(exports: Mapping[str, str], texts: Sequence[Text], *, config: Path) -> Registered:
    """Read, join and code the exports as a run would do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in exports.items():
            (folder / file).write_text(content, encoding="utf-8")
        at = {key: str(folder / key) for key in ("records", "aside", "pairs", "reports", "registry")}
        _run(
            "read",
            *(str(folder / file) for file in exports),
            "--records",
            at["records"],
            "--set-aside",
            at["aside"],
        )
        _run(
            *("dedupe", "--records", at["records"], "--pairs", at["pairs"], "--reports", at["reports"]),
            *(
                "--registry-out",
                at["registry"],
                "--registry",
                str(_empty(folder / "none.csv", "report_id,aliases\n")),
            ),
            *("--decisions", str(_empty(folder / "no.csv", "record_a,record_b,verdict,coder,date,reason\n"))),
            *("--characteristics", str(_empty(folder / "ch.csv", "report,text_status,seen_at\n"))),
        )
        reports = read_reports(Path(at["reports"]))
        coder = rule_coder(read_rule_set(config))
        report_by_title = {report.title.casefold(): report for report in reports if report.abstract}
        assert read_registry(Path(at["registry"]))
        return Registered(
            registry=Path(at["registry"]).read_text("utf-8"),
            report_by_text={text.name: report_by_title[text.title.casefold()] for text in texts},
            rules={(c.report_id, c.dimension): c for c in code_by_rules(coder, reports)},
        )


def _run(*arguments: str) -> None:
    if coprod_review(arguments):
        raise SystemExit(f"{arguments[0]} failed")


def _empty(path: Path, header: str) -> Path:
    path.write_text(header, encoding="utf-8")
    return path
