"""Which texts of a review are withheld: abstracts and keywords of exports that no licence opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from coprod_review.model.bibliographic import Bibliographic
from coprod_review.model.corpus import ExportFile
from coprod_review.model.record import KEYWORD_SEPARATOR, Record
from coprod_review.model.report import Report
from coprod_review.share.marks import mark_of

WITHHELD_FIELDS = ("abstract", "keywords")

SOURCE_SEPARATOR = "; "
"""Parts the records behind one field of a report."""

Bearer = TypeVar("Bearer", Record, Report)

Texts = Mapping[str, str]
"""Withheld texts by field; keywords joined as coders read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """The withheld texts by record id and report id; `open_exports` are those whose texts may be shared."""

    open_exports: frozenset[str]
    by_record: Mapping[str, Texts]
    by_report: Mapping[str, Texts]

    def texts_of(self, name: str) -> Texts:
        """The withheld texts of a report or record; none where it is not known or all of it may be shared."""
        return self.by_report.get(name) or self.by_record.get(name) or {}

    def without(self, bearer: Bearer, *, marked: bool) -> Bearer:
        """A record or report without its withheld texts: a mark in place of each, or nothing."""
        name = bearer.record_id if isinstance(bearer, Record) else bearer.report_id
        by_name = self.by_record if isinstance(bearer, Record) else self.by_report
        texts = by_name.get(name, {})
        changes: dict[str, object] = {}
        if "abstract" in texts:
            changes["abstract"] = mark_of(texts["abstract"]) if marked else ""
        if "keywords" in texts:
            changes["keywords"] = (mark_of(texts["keywords"]),) if marked else ()
        return replace(bearer, **changes) if changes else bearer  # type: ignore[arg-type]


def open_exports(exports: Iterable[ExportFile]) -> frozenset[str]:
    """The exports of which the search log says that abstracts may be shared; all others are closed."""
    return frozenset(export.file for export in exports if export.share_abstracts)


def withholding_of(
    records: Sequence[Record], reports: Sequence[Report], exports: Iterable[ExportFile]
) -> Withholding:
    """What a review withholds.

    A report's text is withheld where any record that it came from is of a closed export, or where it is not
    known from which record it came.
    """
    known_open = open_exports(exports)
    open_records = {record.record_id for record in records if record.export in known_open}
    by_record = {
        record.record_id: texts
        for record in records
        if record.record_id not in open_records and (texts := _texts(record, WITHHELD_FIELDS))
    }
    by_report = {}
    for report in reports:
        closed = [name for name in WITHHELD_FIELDS if not _sources(report, name) <= open_records]
        if texts := _texts(report, closed):
            by_report[report.report_id] = texts
    return Withholding(open_exports=known_open, by_record=by_record, by_report=by_report)


def _sources(report: Report, field: str) -> set[str]:
    named = report.source_by_field.get(field, "")
    return set(named.split(SOURCE_SEPARATOR)) if named else set(report.record_ids)


def _texts(found: Bibliographic, fields: Iterable[str]) -> Texts:
    texts = {"abstract": found.abstract, "keywords": KEYWORD_SEPARATOR.join(found.keywords)}
    return {name: texts[name] for name in fields if texts[name]}
