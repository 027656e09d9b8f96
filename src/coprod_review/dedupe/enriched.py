"""What services said of reports, put into the fields that their records leave empty, and into no others.

Records are joined and reports are named before, by the exports alone: nothing that is fetched changes which
documents are one. A DOI or PMID on which services differ, or that belongs to another report, is not taken.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coprod_review.dedupe.arrow import int_array, list_array, text_array
from coprod_review.dedupe.merge import ROWS_AT_ONCE, Merging
from coprod_review.dedupe.objects import LISTS
from coprod_review.model.corpus import Registration
from coprod_review.model.enrichment import IDENTIFIERS, NAME_BY_SERVICE, Fact, in_force, values_of

USED, NOT_NEEDED, BEHIND, REFUSED, NO_REPORT, NOTICE = (
    "used",
    "not needed",
    "behind",
    "refused",
    "no report",
    "notice",
)
"""What becomes of a fact: it fills the field, the exports do, another service goes first, it is in doubt,
its alias leads to no report of this run, or it is a notice, which fills nothing."""

LONG = ("abstract", "references")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one fact in this run, and why in words. `value` is empty for long texts."""

    report_id: str
    alias: str
    field: str
    fate: str
    service: str
    value: str
    address: str
    date: str
    why: str


FATE_COLUMNS = tuple(Fate.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enriching:
    """The fates of all facts, by report, field and order of services, and the facts that fill fields."""

    fates: tuple[Fate, ...]
    used: Mapping[str, Mapping[str, Fact]]
    """By report id and field."""

    def tables(self, merging: Merging, size: int = ROWS_AT_ONCE) -> Iterator[pa.Table]:
        """The tables of a merging with the empty fields filled; those of others are as they were."""
        for table in merging.tables(size):
            yield self._filled(table, merging) if self.used else table

    def summary(self) -> str:
        """One line for the log; empty where there are no facts."""
        if not self.fates:
            return ""
        n = Counter(fate.fate for fate in self.fates)
        filled = Counter(fate.field for fate in self.fates if fate.fate == USED)
        fields = ", ".join(f"{field} {filled[field]:,}" for field in sorted(filled))
        told = [f"{n[USED]:,} empty fields filled" + (f" ({fields})" if fields else "")]
        told += [f"{n[fate]:,} {fate}" for fate in (NOT_NEEDED, BEHIND, REFUSED, NO_REPORT) if n[fate]]
        told += [f"{n[NOTICE]:,} notices of retraction or concern"] if n[NOTICE] else []
        return "; ".join(told)

    def _filled(self, table: pa.Table, merging: Merging) -> pa.Table:
        ids = table.column("report_id").to_pylist()
        rows = {row: self.used[report_id] for row, report_id in enumerate(ids) if report_id in self.used}
        if not rows:
            return table
        for name in sorted({name for facts in rows.values() for name in facts}):
            fresh = {row: facts[name].value for row, facts in rows.items() if name in facts}
            table = _with_values(table, name, fresh)
        sources = table.column("source_by_field").to_pylist()
        told = {
            row: json.dumps(
                json.loads(sources[row]) | {name: fact.source for name, fact in facts.items()},
                ensure_ascii=False,
                sort_keys=True,
            )
            for row, facts in rows.items()
        }
        table = _with_values(table, "source_by_field", told)
        statuses = {
            row: merging.text_status(ids[row], has_abstract=True)
            for row, facts in rows.items()
            if "abstract" in facts
        }
        return _with_values(table, "text_status", statuses)


NOTHING = Enriching(fates=(), used={})


def enriching_of(facts: Sequence[Fact], merging: Merging, registry: Iterable[Registration]) -> Enriching:
    """What becomes of facts in a merging; `registry` is that after the run, which knows every alias."""
    if not facts:
        return NOTHING
    present = {report_id: place for place, report_id in enumerate(merging.report_ids)}
    owner = {alias: r.report_id for r in registry for alias in r.aliases if r.report_id in present}
    offered: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    fates: list[Fate] = []
    for fact in in_force(facts):
        report_id = owner.get(fact.alias, "")
        if not report_id:
            fates.append(_fate(fact, "", NO_REPORT, "its alias names no report of this run"))
        elif fact.field == "notice":
            fates.append(_fate(fact, report_id, NOTICE, ""))
        elif merging.has(present[report_id], fact.field):
            fates.append(_fate(fact, report_id, NOT_NEEDED, "the exports give this field"))
        else:
            offered[report_id, fact.field].append(fact)
    claims = Counter(
        (field, value) for (_, field), some in offered.items() for value in {f.value for f in some}
    )
    used: dict[str, dict[str, Fact]] = defaultdict(dict)
    for (report_id, field), some in offered.items():
        decided = list(_decided(report_id, field, some, owner, claims))
        fates += decided
        if decided[0].fate == USED:
            used[report_id][field] = some[0]
    return Enriching(fates=tuple(sorted(fates, key=_order)), used=used)


def _decided(
    report_id: str,
    field: str,
    facts: Sequence[Fact],
    owner: Mapping[str, str],
    claims: Mapping[tuple[str, str], int],
) -> Iterator[Fate]:
    """The fates of facts of one empty field, in the order of services."""
    first, *others = facts
    why = ""
    if field in IDENTIFIERS:
        holder = owner.get(f"{field}:{first.value}", report_id)
        if len({fact.value for fact in facts}) > 1:
            why = "services differ: " + ", ".join(f"{_name(f)} says {f.value}" for f in facts)
        elif holder != report_id:
            why = f"report {holder} has it: the two may be one document"
        elif claims[field, first.value] > 1:
            why = "services give it to several reports: they may be one document"
    if why:
        yield from (_fate(fact, report_id, REFUSED, why) for fact in facts)
        return
    yield _fate(first, report_id, USED, "")
    for fact in others:
        same = fact.value == first.value
        why = f"{_name(first)} goes first" + (" and says the same" if same else " and says otherwise")
        yield _fate(fact, report_id, BEHIND, why)


def _fate(fact: Fact, report_id: str, fate: str, why: str) -> Fate:
    return Fate(
        report_id=report_id,
        alias=fact.alias,
        field=fact.field,
        fate=fate,
        service=fact.service,
        value="" if fact.field in LONG else fact.value,
        address=fact.address,
        date=fact.date,
        why=why,
    )


def _name(fact: Fact) -> str:
    return NAME_BY_SERVICE[fact.service]


def _order(fate: Fate) -> tuple[str, str, str]:
    return fate.report_id, fate.field, fate.alias


def _with_values(table: pa.Table, name: str, value_by_row: Mapping[int, str]) -> pa.Table:
    """A table with other values in some rows of a column."""
    if not value_by_row:
        return table
    column = table.column(name)
    values = list(value_by_row.values())
    made = list_array([values_of(v) for v in values]) if name in LISTS else text_array(values)
    places = np.arange(len(column), dtype=np.int64)
    places[list(value_by_row)] = len(column) + np.arange(len(values))
    whole = pa.chunked_array([*column.chunks, made.cast(column.type)]).combine_chunks()
    return table.set_column(table.schema.get_field_index(name), name, whole.take(int_array(places)))
