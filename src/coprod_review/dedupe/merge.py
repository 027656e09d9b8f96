"""Clusters to reports: for each field the best value, and the record that it came from.

The rules: a title is the longest that is not in capitals; authors are the most names, then the fullest;
year, volume, issue and pages come from the record that says most of them, so that early views give way to
the issue; abstract and container are the longest; DOI, PMID, language and address come from any record (a
publisher's DOI before JSTOR's); keywords and references are those of the record with the most, followed by
those that only other records have. A notice of erratum or retraction in any record's type stays. Ties go to
the earlier record. A field is a column, and the best value of every cluster is taken from it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coprod_review.dedupe.arrow import (
    Ints,
    Mask,
    int_array,
    lengths,
    list_array,
    mask_of,
    matches,
    numbers_of,
    taken,
    text_array,
)
from coprod_review.dedupe.dois import plain_dois
from coprod_review.dedupe.naming import Names, names_in
from coprod_review.dedupe.objects import FIELDS, LISTS, record_table, reports_in
from coprod_review.dedupe.parting import parted
from coprod_review.dedupe.record_columns import JSTOR
from coprod_review.dedupe.record_tables import RecordTable, chunks_of, text_of
from coprod_review.dedupe.uniting import one_list_of
from coprod_review.model.corpus import Characteristics
from coprod_review.model.record import Record
from coprod_review.model.report import Report

NOTICE_TYPES = ("retraction", "erratum")
VAGUE_TYPES = ("", "other")
SEPARATOR = "; "
ROWS_AT_ONCE = 20_000
"""So many reports are made at once; whole groups of the file of reports, so that its bytes do not tell it."""

UNITED = ("keywords", "references")
LONG = ("abstract", *UNITED)

_PLACE_FIELDS = ("year", "volume", "issue", "pages")
_FACTOR = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Clusters as columns: the places of all records, cluster after cluster, and where each begins."""

    places: Ints
    starts: Ints

    @classmethod
    def of(cls, clusters: Sequence[Sequence[int]]) -> Groups:
        """The groups of clusters of places."""
        sizes = np.fromiter(map(len, clusters), np.int64, len(clusters))
        places = np.fromiter((place for cluster in clusters for place in cluster), np.int64, int(sizes.sum()))
        return cls(places=places, starts=np.cumsum(sizes) - sizes)

    @property
    def cluster(self) -> Ints:
        """The number of the cluster of each place."""
        sizes = np.diff(np.append(self.starts, len(self.places)))
        return np.repeat(np.arange(len(self.starts)), sizes)

    def best(self, quality: Ints) -> Ints:
        """The record of each cluster with the highest quality, the earlier of equals."""
        if not len(self.starts):
            return np.empty(0, dtype=np.int64)
        here = quality[self.places]
        top = np.flatnonzero(here == np.maximum.reduceat(here, self.starts)[self.cluster])
        cluster = self.cluster[top]
        return np.asarray(self.places[top[np.concatenate([[True], cluster[1:] != cluster[:-1]])]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Which record gives which field of each report; `tables` makes the reports of it, part by part.

    `best` and `said` hold for each field the place of the record that gives it, and which records say it;
    `lists` are the columns that are united, which are held since any of their rows may be asked for.
    """

    records: RecordTable
    record_ids: Sequence[str]
    report_ids: Sequence[str]
    clusters: Sequence[Sequence[int]]
    best: Mapping[str, Ints]
    said: Mapping[str, Mask]
    lists: Mapping[str, pa.ChunkedArray]
    characteristics: Mapping[str, Characteristics]

    def tables(self, size: int = ROWS_AT_ONCE) -> Iterator[pa.Table]:
        """The reports in their order, in tables of at most `size` rows with the columns of docs/stages.md.

        `source_by_field` names the record behind each field that has a value; keywords and references that
        several records gave name them all, joined by "; ", the main one first.
        """
        given = {name: self.records.column(name) for name in FIELDS if name not in LONG} | dict(self.lists)
        abstracts = parted(chunks_of(self.records, "abstract"), self.best["abstract"], size)
        for start, some in zip(range(0, len(self.report_ids), size), abstracts, strict=True):
            yield self._table(slice(start, start + size), given, some)

    def has(self, place: int, name: str) -> bool:
        """Whether any record of the report at a place gives this field."""
        return bool(self.said[name][self.best[name][place]])

    def text_status(self, report_id: str, *, has_abstract: bool) -> str:
        """How much of a report's text coders see, where it has an abstract or none."""
        return _text_status(has_abstract, self.characteristics.get(report_id))

    def _table(self, part: slice, given: Mapping[str, pa.ChunkedArray], abstracts: pa.Array) -> pa.Table:
        clusters, report_ids = self.clusters[part], self.report_ids[part]
        columns = {
            "report_id": text_array(report_ids),
            "record_ids": list_array([[self.record_ids[place] for place in cluster] for cluster in clusters]),
        }
        for name in FIELDS:
            if name == "abstract":
                columns[name] = abstracts
                continue
            columns[name] = taken(given[name].chunks, self.best[name][part])
        columns["doi"] = _plain_or_as_it_is(columns["doi"])
        united = {name: self._united(name, part, given[name]) for name in UNITED}
        for name, rows in united.items():
            columns[name] = _with_rows(columns[name], {row: values for row, (values, _) in rows.items()})
        told = self.said["abstract"][self.best["abstract"][part]].tolist()
        columns["text_status"] = text_array(
            [self.text_status(i, has_abstract=has) for i, has in zip(report_ids, told, strict=True)]
        )
        columns["source_by_field"] = text_array(self._sources(part, united))
        return pa.table(columns)

    def _united(self, name: str, part: slice, column: pa.ChunkedArray) -> dict[int, tuple[list[str], str]]:
        """The lists that several records of a report gave, united, with their sources, by row of the part."""
        said = self.said[name]
        found = {}
        for row, (cluster, best) in enumerate(
            zip(self.clusters[part], self.best[name][part].tolist(), strict=True)
        ):
            if len(cluster) > 1:
                giving = [best, *(p for p in cluster if p != best and said[p])] if said[best] else []
                if len(giving) > 1:
                    lists = [column[place].as_py() for place in giving]
                    values, kept = one_list_of(lists)
                    found[row] = values, SEPARATOR.join(self.record_ids[giving[n]] for n in kept)
        return found

    def _sources(self, part: slice, united: Mapping[str, Mapping[int, tuple[list[str], str]]]) -> list[str]:
        """`source_by_field` of each report as JSON, its keys in alphabetical order."""
        names = sorted(FIELDS)
        best = {name: self.best[name][part] for name in names}
        said = {name: self.said[name][best[name]] for name in names}
        pattern = sum(said[name].astype(np.int64) << n for n, name in enumerate(names))
        place_by_name = {name: best[name].tolist() for name in names}
        template_by_pattern = {
            one: [name for n, name in enumerate(names) if one >> n & 1]
            for one in set(np.asarray(pattern).tolist())
        }
        whole = {
            one: "{" + ", ".join(f'"{name}": "\0"' for name in some) + "}"
            for one, some in template_by_pattern.items()
        }
        found = []
        for row, (cluster, one) in enumerate(
            zip(self.clusters[part], np.asarray(pattern).tolist(), strict=True)
        ):
            if len(cluster) == 1:
                found.append(whole[one].replace('"\0"', encode_basestring(self.record_ids[cluster[0]])))
                continue
            pairs = []
            for name in template_by_pattern[one]:
                several = united[name].get(row) if name in united else None
                source = several[1] if several else self.record_ids[place_by_name[name][row]]
                pairs.append((name, encode_basestring(source)))
            found.append("{" + ", ".join(f'"{name}": {source}' for name, source in pairs) + "}")
        return found


def merge_records(
    records: RecordTable,
    names: Names,
    report_ids: Sequence[str],
    clusters: Sequence[Sequence[int]],
    characteristics: Mapping[str, Characteristics] | None = None,
    *,
    abstract_length: Ints | None = None,
) -> Merging:
    """The merging of clusters (places of the records of a report, in order) under their report ids."""
    groups = Groups.of(clusters)
    lists = {name: records.column(name) for name in UNITED}
    if abstract_length is None:
        abstract_length = _lengths(chunks_of(records, "abstract"), "abstract")
    length_by_field = {name: _lengths(column.chunks, name) for name, column in lists.items()}
    length_by_field["abstract"] = abstract_length
    said = {
        name: length_by_field[name] > 0 if name in length_by_field else _said(records, name)
        for name in FIELDS
    }
    best = {
        name: groups.best(np.where(said[name], quality, -1))
        for name, quality in _qualities(records, names, said, length_by_field)
    }
    return Merging(
        records=records,
        record_ids=names.record_ids,
        report_ids=report_ids,
        clusters=clusters,
        best=best,
        said=said,
        lists=lists,
        characteristics=characteristics or {},
    )


def merge(
    report_id: str, records: Sequence[Record], characteristics: Mapping[str, Characteristics] | None = None
) -> Report:
    """One report of the records of one document, in their order."""
    table = record_table(records)
    merging = merge_records(table, names_in(table), [report_id], [range(len(records))], characteristics)
    return next(report for table in merging.tables() for report in reports_in(table))


def _said(records: RecordTable, name: str) -> Mask:
    if name == "year":
        return mask_of(pc.is_valid(records.column(name)).combine_chunks())
    return np.asarray(_lengths(chunks_of(records, name), name) > 0)


def _lengths(chunks: Iterable[pa.Array], name: str) -> Ints:
    """The letters of each text, or the members of each list."""
    length = pc.list_value_length if name in LISTS else pc.utf8_length
    return np.concatenate([np.empty(0, dtype=np.int64), *(numbers_of(length(chunk)) for chunk in chunks)])


def _qualities(
    records: RecordTable, names: Names, said: Mapping[str, Mask], length_by_field: Mapping[str, Ints]
) -> Iterator[tuple[str, Ints]]:
    """What makes a record's value the better one: the highest quality wins."""
    some = np.ones(records.num_rows, dtype=np.int64)
    titles, containers, pages = (text_of(records, name) for name in ("title", "container", "pages"))
    types = text_of(records, "type")
    yield (
        "type",
        4 * _is_in(types, NOTICE_TYPES) + 2 * _is_in(types, ("retraction",)) + 1 - _is_in(types, VAGUE_TYPES),
    )
    letters = np.fromiter(map(len, names.prints), np.int64, len(names.prints))
    yield "title", ~mask_of(pc.utf8_is_upper(titles)) * _FACTOR + letters
    authors = records.column("authors").combine_chunks()
    joined = pc.binary_join(authors, text_array([";"])[0])
    named = numbers_of(pc.list_value_length(authors)) - matches(joined, r"(?i)\bet\.? *al\b")
    yield "authors", named * _FACTOR + lengths(joined)
    place = 2 * sum(said[name].astype(np.int64) for name in _PLACE_FIELDS) + matches(pages, "[-–]")
    for name in _PLACE_FIELDS:
        yield name, place
    yield "container", ~mask_of(pc.utf8_is_upper(containers)) * _FACTOR + lengths(containers)
    yield "doi", 1 - matches(plain_dois(text_of(records, "doi")), JSTOR).astype(np.int64)
    for name in ("pmid", "language", "url"):
        yield name, some
    yield from length_by_field.items()


def _is_in(values: pa.Array, wanted: Sequence[str]) -> Ints:
    return mask_of(pc.is_in(values, value_set=text_array(wanted))).astype(np.int64)


def _plain_or_as_it_is(dois: pa.Array) -> pa.Array:
    plain = plain_dois(dois)
    return pc.if_else(
        pc.equal(pc.binary_length(plain), int_array(np.zeros(len(dois), dtype=np.int32))), dois, plain
    )


def _with_rows(column: pa.Array, rows: Mapping[int, Sequence[str]]) -> pa.Array:
    """A column of lists with other lists in some rows."""
    if not rows:
        return column
    fresh = list_array(list(rows.values())).cast(column.type)
    places = np.arange(len(column))
    places[list(rows)] = len(column) + np.arange(len(rows))
    return pa.chunked_array([column, fresh]).take(int_array(places)).combine_chunks()


def _text_status(has_abstract: bool, known: Characteristics | None) -> str:
    if not has_abstract:
        return "title"
    return known.text_status if known and known.text_status else "abstract"
