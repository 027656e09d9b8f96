"""Checks of what services said: rows that lead to no report, and notices that people should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.enriched import read_enriched
from coprod_review.io.findings import Findings
from coprod_review.io.known import Known
from coprod_review.model.enrichment import NAME_BY_SERVICE, Fact, in_force
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.pages.wording import counted


def check_enriched(path: Path, known: Known, findings: Findings) -> None:
    """Note the faults of the table, and as warnings aliases of no report and notices in force."""
    if not path.exists():
        return
    facts = in_force(findings.tried(partial(read_enriched, path)) or ())
    findings.count(len(facts), "fact of services", "facts of services")
    if known.reports is None:
        findings.warnings += _notices(path, facts, {})
        return
    names = _names(known)
    unknown = sorted(
        {f.alias for f in facts if f.alias not in names and not f.alias.startswith("accession:")}
    )
    if unknown:
        problem = f"{counted(len(unknown), 'alias', 'aliases')} ({', '.join(unknown[:3])}"
        problem += ", ...)" if len(unknown) > 3 else ")"
        findings.warnings.append(
            ReviewError(
                f"{problem} {'names' if len(unknown) == 1 else 'name'} no report: what services said of it "
                "fills nothing",
                where=str(path),
                remedy="leave the rows, if their reports may come back with another export; else delete them",
            )
        )
    findings.warnings += _notices(path, facts, names)


def _notices(path: Path, facts: list[Fact], names: Mapping[str, str]) -> list[ReviewError]:
    told: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        for notice in fact.notices:
            told[names.get(fact.alias, fact.alias)].append(f"{notice} ({NAME_BY_SERVICE[fact.service]})")
    return [
        ReviewError(
            f"report {name} has a notice: {', '.join(notices)}",
            where=str(path),
            remedy="read it and decide in corpus/decisions/screening.csv; nothing is excluded by itself",
        )
        for name, notices in sorted(told.items())
    ]


def _names(known: Known) -> dict[str, str]:
    """The reports by every alias under which facts may stand."""
    names = dict(known.reports or {})
    for report in known.texts.values():
        facts = {"doi": report.doi, "pmid": report.pmid, "title": title_fingerprint(report.title)}
        for kind, value in facts.items():
            if value:
                names.setdefault(f"{kind}:{value}", report.report_id)
    return names
