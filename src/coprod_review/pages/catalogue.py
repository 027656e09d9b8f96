"""What can be looked up in a review: its records by their ids and titles, its reports, what was set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.model.corpus import Adjudication, DuplicateDecision, Judgement
from coprod_review.pages.results import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The columns of the records, all of one length, and where each record belongs.

    `report_id_by_record` and `records_by_report` are empty where nothing is joined yet. `registered` gives
    the report ids by their aliases and former ids, and is called only where a name is none of a record.
    `set_aside` are rows of read/set_aside.csv.
    """

    record_ids: Sequence[str]
    exports: Sequence[str]
    lines: Sequence[int]
    end_lines: Sequence[int]
    source_ids: Sequence[str]
    dois: Sequence[str]
    pmids: Sequence[str]
    titles: Sequence[str]
    report_id_by_record: Mapping[str, str] = field(default_factory=dict)
    records_by_report: Mapping[str, Sequence[str]] = field(default_factory=dict)
    registered: Callable[[], Mapping[str, str]] = dict
    set_aside: Sequence[Row] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided on one report or its records. `disputes` are rows of decisions/disputes.csv."""

    pairs: Sequence[DuplicateDecision] = ()
    judgements: Sequence[Judgement] = ()
    adjudications: Sequence[Adjudication] = ()
    disputes: Sequence[Row] = ()
