"""CSL-JSON, the form of citation processors, as Zotero, Mendeley and Pandoc read it.

`id` is the report id. Persons have family and given names, bodies are `literal`. `genre` says what sort of
article it is, `note` how each code was settled. What has no variable in CSL stands under `custom`, as its
schema asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from coprod_review.model.report import Report
from coprod_review.write.coded import CodedReport, as_written, joined, parts_of_name

KINDS = {
    "article": ("article-journal", ""),
    "review": ("article-journal", "Review"),
    "editorial": ("article-journal", "Editorial"),
    "letter": ("article-journal", "Letter"),
    "erratum": ("article-journal", "Erratum"),
    "retraction": ("article-journal", "Retraction"),
    "chapter": ("chapter", ""),
    "book": ("book", ""),
    "conference": ("paper-conference", ""),
    "thesis": ("thesis", ""),
    "report": ("report", ""),
    "preprint": ("article", "Preprint"),
    "dataset": ("dataset", ""),
    "other": ("document", "Other"),
    "": ("document", ""),
}
"""Type -> CSL type and, where that does not tell it, genre."""

ISSUED = ("book", "thesis", "report")
"""Documents that name who issued them and no work that holds them."""


def csl_json_text(reports: Iterable[CodedReport]) -> str:
    """The reports as a CSL-JSON list, in their order; the same bytes every time."""
    items = [_item(coded) for coded in reports]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(coded: CodedReport) -> dict[str, Any]:
    report = as_written(coded, "csl-json")
    kind, genre = KINDS[report.type]
    place = "publisher" if kind in ISSUED else "container-title"
    item: dict[str, Any] = {
        "id": report.report_id,
        "type": kind,
        "genre": genre,
        "title": report.title,
        "author": [_name(name) for name in report.authors],
        "issued": {} if report.year is None else {"date-parts": [[report.year]]},
        place: report.container,
        "volume": report.volume,
        "issue": report.issue,
        "page": report.pages,
        "DOI": report.doi,
        "PMID": report.pmid,
        "URL": report.url,
        "language": report.language,
        "abstract": report.abstract,
        "keyword": joined(report.keywords),
        "note": f"Codes of record: {coded.code_note}" if coded.code_note else "",
        "custom": _custom(coded, report),
    }
    return {name: value for name, value in item.items() if value}


def _custom(coded: CodedReport, report: Report) -> dict[str, Any]:
    codes = {
        found.dimension: {
            "codes": list(found.codes),
            "status": found.status,
            "coders": list(found.coders),
        }
        for found in coded.codes
    }
    extra = {"codes": codes, "references": list(report.references)}
    return {name: value for name, value in extra.items() if value}


def _name(name: str) -> dict[str, str]:
    parts = parts_of_name(name)
    if parts is None:
        return {"literal": name}
    family, given, suffix = parts
    person = {"family": family, "given": given, "suffix": suffix}
    return {key: part for key, part in person.items() if part}
