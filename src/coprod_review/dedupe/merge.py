"""Clusters to reports: for each field the best value, and the record that it came from.

The rules: a title is the longest that is not in capitals; authors are the most names, then the fullest given
names; year, volume, issue and pages come from the record that says most of them, so that early views give way
to the issue; abstract and container are the longest; DOI, PMID, language and address come from any record (a
publisher's DOI before JSTOR's); keywords and references are those of the record with the most, followed by
those that only other records have. A notice of erratum or retraction in any record's type stays. Ties go to
the earlier record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coprod_review.dedupe.forms import plain_doi, words_of
from coprod_review.dedupe.related import JSTOR
from coprod_review.model.corpus import Characteristics
from coprod_review.model.record import Record
from coprod_review.model.report import Report

NOTICE_TYPES = ("retraction", "erratum")
VAGUE_TYPES = ("", "other")
SEPARATOR = "; "

_PLACE_FIELDS = ("year", "volume", "issue", "pages")


def merge(
    report_id: str, records: Sequence[Record], characteristics: Mapping[str, Characteristics] | None = None
) -> Report:
    """One report of the records of one document, in their order.

    `source_by_field` names the record behind each field that has a value; keywords and references that
    several records gave name them all, joined by "; ", the main one first.
    """
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for name, quality in _QUALITIES.items():
        candidates = [record for record in records if getattr(record, name) not in ("", (), None)]
        if candidates:
            best = max(candidates, key=quality)
            values[name] = getattr(best, name)
            sources[name] = best.record_id
    if "doi" in values:
        values["doi"] = plain_doi(values["doi"]) or values["doi"]
    for name in ("keywords", "references"):
        values[name], sources[name] = _union(name, records, sources.get(name, ""))
    known = (characteristics or {}).get(report_id)
    return Report(
        report_id=report_id,
        record_ids=tuple(record.record_id for record in records),
        text_status=_text_status(values.get("abstract", ""), known),
        source_by_field={name: source for name, source in sources.items() if source},
        **values,
    )


def _text_status(abstract: str, known: Characteristics | None) -> str:
    if not abstract:
        return "title"
    return known.text_status if known and known.text_status else "abstract"


def _union(name: str, records: Sequence[Record], main: str) -> tuple[tuple[str, ...], str]:
    if not main:
        return (), ""
    ordered = sorted(records, key=lambda record: record.record_id != main)
    seen: set[tuple[str, ...]] = set()
    values: list[str] = []
    sources = []
    for record in ordered:
        fresh = []
        for value in getattr(record, name):
            key = words_of(value) or (value,)
            if key not in seen:
                seen.add(key)
                fresh.append(value)
        values += fresh
        sources += [record.record_id] if fresh else []
    return tuple(values), SEPARATOR.join(sources)


def _title_quality(record: Record) -> tuple[bool, int]:
    return not record.title.isupper(), len("".join(words_of(record.title)))


def _author_quality(record: Record) -> tuple[int, int]:
    named = [a for a in record.authors if words_of(a) != ("et", "al")]
    return len(named), sum(
        len(part) for a in named for part in words_of(a.partition(",")[2]) if len(part) > 1
    )


def _place_quality(record: Record) -> tuple[int, int]:
    said = sum(bool(getattr(record, name)) for name in _PLACE_FIELDS)
    return said, int("-" in record.pages or "–" in record.pages)


def _container_quality(record: Record) -> tuple[bool, int]:
    return not record.container.isupper(), len(record.container)


def _length(name: str) -> Callable[[Record], int]:
    return lambda record: len(getattr(record, name))


_QUALITIES: dict[str, Callable[[Record], Any]] = {
    "type": lambda record: (
        record.type in NOTICE_TYPES,
        record.type == "retraction",
        record.type not in VAGUE_TYPES,
    ),
    "title": _title_quality,
    "authors": _author_quality,
    "year": _place_quality,
    "container": _container_quality,
    "volume": _place_quality,
    "issue": _place_quality,
    "pages": _place_quality,
    "doi": lambda record: not plain_doi(record.doi).startswith(JSTOR),
    "pmid": lambda record: bool(record.pmid),
    "abstract": _length("abstract"),
    "keywords": _length("keywords"),
    "references": _length("references"),
    "language": lambda record: bool(record.language),
    "url": lambda record: bool(record.url),
}
"""What makes a record's value the better one: the highest quality wins; `max` keeps the earlier of equals."""
