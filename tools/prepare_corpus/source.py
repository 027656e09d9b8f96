"""The source of the bundled corpus: verified facts on reports, codings, and the works that they cite."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

SAME_DOCUMENT = {"p378": "p379"}
"""Source ids that are plainly one document, and the id under which it is registered: the second has the full
title of the article, of which the first, read from a page address, is the main title."""

TITLE_LANGUAGES = {"p351": "it", "p378": "sv", "p379": "sv", "p408": "pt", "p454": "sv", "p524": "pt"}
"""ISO 639-1 codes of the titles that are not in English; all other titles are."""

_REMARK_IN_TITLE = re.compile(r"\s*\[title cut off[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was seen of one report on public pages; empty or None is unseen."""

    report_id: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    type: str = "article"
    doi: str = ""
    pmid: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    link: str = ""
    seen_at: str = ""
    seen: str = "abstract"
    setting: str = ""
    country: str = ""
    design: str = ""
    note: str = ""
    sample: str = ""
    criterion: str = ""
    cited: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    variants: tuple[Facts, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoding:
    """One row of codings.csv."""

    report_id: str
    coder: str
    codebook: str
    dimension: str
    codes: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Everything that the corpus is prepared from; `cited_as` are the forms of each work of the lineage."""

    reports: tuple[Facts, ...]
    codings: tuple[SourceCoding, ...]
    cited_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_source(folder: Path, *, lineage: Path, off_topic: Path) -> Source:
    """The source, reports in the order of their ids; off-topic reports of our own finding come last."""
    entries = json.loads((folder / "reports.json").read_text(encoding="utf-8"))
    found = json.loads(off_topic.read_text(encoding="utf-8")) if off_topic.exists() else []
    reports = sorted((_facts(entry) for entry in [*entries, *found]), key=lambda report: report.report_id)
    ids = [report.report_id for report in reports]
    if len(set(ids)) != len(ids):
        raise SystemExit("a report id stands twice in the source")
    with (folder / "codings.csv").open(encoding="utf-8", newline="") as handle:
        codings = tuple(_coding(row) for row in csv.DictReader(handle))
    works = yaml.safe_load(lineage.read_text(encoding="utf-8"))
    works = works["works"] if isinstance(works, dict) else works
    cited_as = {work["key"]: tuple(work["cited_as"]) for work in works}
    return Source(reports=tuple(reports), codings=codings, cited_as=cited_as)


def _facts(entry: Mapping[str, Any]) -> Facts:
    report_id = entry["id"]
    facts = Facts(
        report_id=report_id,
        title=_REMARK_IN_TITLE.sub("", entry["title"]),
        authors=tuple(entry["authors"]),
        year=entry["year"],
        container=entry["container"],
        volume=entry["volume"],
        issue=entry["issue"],
        pages=entry["pages"],
        type=entry["type"],
        doi=entry["doi"],
        pmid=entry["pmid"],
        keywords=tuple(entry["keywords"]),
        summary=entry["summary"],
        link=entry["link"],
        seen_at=entry.get("seen_at", entry["link"]),
        seen=entry["seen"],
        setting=entry["setting"],
        country=entry["country"],
        design=entry["design"],
        note=entry["note"],
        sample=entry["sample"],
        criterion=entry.get("criterion", ""),
        cited=tuple(entry["cited"]),
        doubtful=tuple(entry["doubtful"]),
        language=TITLE_LANGUAGES.get(report_id, "en"),
    )
    variants = [form for variant in entry["variants"] for form in _variants(facts, variant)]
    return replace(facts, variants=tuple(dict.fromkeys(variants)))


def _variants(facts: Facts, variant: Mapping[str, Any]) -> list[Facts]:
    """The report as another page gave it: what that page did not show is empty."""
    shown = replace(
        facts,
        title=variant.get("title", facts.title),
        authors=tuple(variant.get("authors", ())),
        year=variant.get("year"),
        container=variant.get("container", ""),
        volume=variant.get("volume", ""),
        issue=variant.get("issue", ""),
        pages=variant.get("pages", ""),
        doi=variant.get("doi", ""),
        pmid="",
        link="",
    )
    online_first = [
        replace(shown, year=earlier["year"], volume="", issue="", pages="")
        for earlier in variant.get("variants", ())
    ]
    return [*online_first, shown]


def _coding(row: Mapping[str, str]) -> SourceCoding:
    return SourceCoding(
        report_id=row["id"],
        coder=row["coder"],
        codebook=row["codebook"],
        dimension=row["dimension"],
        codes=tuple(sorted(row["codes"].split(";"))),
        confidence=row["confidence"],
    )
