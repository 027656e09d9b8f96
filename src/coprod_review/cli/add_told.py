"""What `coprod-review add` says: how an export was read, what it brings, and what that does to the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from coprod_review.analyse.overlap import Overlap
from coprod_review.audit.formats import dialect_in_words, format_in_words, repairs_in_words
from coprod_review.cli.check_told import share
from coprod_review.dedupe.arrivals import KINDS, Arrival, Comparison, Doubts
from coprod_review.model.corpus import ExportFile
from coprod_review.model.record import ExportReading, Record, SetAside
from coprod_review.model.sources import name_key
from coprod_review.pages.terminal import cut, grid, seen
from coprod_review.pages.wording import counted

SHOWN = 8
"""So many of each kind are shown; the file of details has all."""

TITLE = 70

_WORDS_BY_KIND = {
    "there": "already there",
    "repeated": "another record of this file repeated",
    "beside": "in another file that is added",
}

RERUN_SHARE = 0.5
"""From this share of records that the same database gave before, a file looks like its search made again."""


def reading_lines(summary: ExportReading, set_aside: Sequence[SetAside]) -> list[str]:
    """How the file was read: format, entries, coverage of fields, and what was set aside."""
    form = format_in_words({"format": summary.format})
    by_whom = dialect_in_words({"format": summary.format, "dialect": summary.dialect})
    told = [
        f"{seen(summary.export)}: {', '.join(filter(None, (form, by_whom, summary.encoding)))}",
        f"  {counted(summary.n_entries, 'entry', 'entries')} = {counted(summary.n_records, 'record')} + "
        f"{summary.n_set_aside} set aside",
    ]
    if summary.n_records:
        counts = {
            "title": summary.with_title,
            "abstract": summary.with_abstract,
            "DOI": summary.with_doi,
            "year": summary.with_year,
            "references": summary.with_references,
        }
        shares = (f"{name} {share(n, summary.n_records)}" for name, n in counts.items())
        told.append(f"  of the records have {', '.join(shares)}")
    if summary.repairs:
        told.append(f"  mended: {'; '.join(seen(repairs_in_words(repair)) for repair in summary.repairs)}")
    told += [f"  set aside, line {entry.line}: {entry.reason}; {entry.remedy}" for entry in set_aside[:SHOWN]]
    return told + _more(set_aside)


def arrival_lines(
    arrivals: Sequence[Arrival], doubts: Sequence[Doubts], records: Mapping[str, Record]
) -> list[str]:
    """What the records of a file are to the corpus, with the first of each kind."""
    by_kind = {kind: [a for a in arrivals if a.kind == kind] for kind in KINDS}
    n_beside = len(by_kind["beside"])
    told = [
        f"  of {counted(len(arrivals), 'record')}: {len(by_kind['new']):,} new, {len(by_kind['there']):,} "
        f"already there, {_repeats(len(by_kind['repeated']))} another record of this file"
        f"{f', {n_beside:,} in another file that is added' if n_beside else ''}; "
        f"doubtful {counted(len(doubts), 'pair')} of reports"
    ]
    for kind, words in _WORDS_BY_KIND.items():
        found = by_kind[kind]
        if found:
            rules = Counter(arrival.rule or "by way of another record" for arrival in found)
            told.append(
                f"  {words}, by rule: " + ", ".join(f"{rule} {n:,}" for rule, n in rules.most_common())
            )
            told += [f"    {_arrival_line(arrival)}" for arrival in found[:SHOWN]]
            told += _more(found, indent=4)
    if by_kind["new"]:
        told.append("  new:")
        told += [
            f"    {_entry(a.record_id)}: {cut(records[a.record_id].title, TITLE)}"
            for a in by_kind["new"][:SHOWN]
        ]
        told += _more(by_kind["new"], indent=4)
    return told


def _repeats(n: int) -> str:
    return f"{n:,} repeats" if n == 1 else f"{n:,} repeat"


def doubt_lines(doubts: Sequence[Doubts]) -> list[str]:
    """The pairs of reports that people have to decide, each by its first pair of records and the reason."""
    if not doubts:
        return []
    told = ["doubtful, kept apart until somebody decides in corpus/decisions/duplicates.csv:"]
    for first, *others in doubts[:SHOWN]:
        also = f" (and {counted(len(others), 'pair')} more of their copies)" if others else ""
        told.append(f"  {first.record_a} and {first.record_b}{also}: {first.rule}; {cut(first.why, 160)}")
    return told + _more(doubts)


def again_lines(
    new: ExportFile, held: Mapping[str, Sequence[str]], former: Sequence[ExportFile], n_records: int
) -> list[str]:
    """Which former files hold the same documents, and whether the same search was made again."""
    if not n_records:
        return []
    told = []
    for export in sorted(former, key=lambda e: -len(held.get(e.file, ())))[:SHOWN]:
        if n := len(held.get(export.file, ())):
            day = export.searched or ""
            searched = f", searched {day}" if day and day not in export.label else ""
            told.append(f"  {n:,} of {n_records:,} {_are(n)} in {export.file} ({export.label}{searched})")
    same = [e.file for e in former if held.get(e.file) and _is_same_source(e, new)]
    n_again = len({record_id for file in same for record_id in held.get(file, ())})
    if same and n_again >= RERUN_SHARE * n_records:
        n_left = n_records - n_again
        told.append(
            f"  {_again_words(new)}: {n_again:,} of {n_records:,} {_are(n_again)} already in "
            f"{', '.join(same)}, {n_left:,} {_are(n_left)} not; former files stay, "
            "and what they share is joined"
        )
    return told


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _again_words(new: ExportFile) -> str:
    """What an export is that holds much of what its source gave before: nobody searches an expert."""
    return {
        "search": f"this looks like {new.database} searched again",
        "other_methods": f"this looks like a later state of what {new.database} gave before",
    }.get(new.origin, f"this looks like {new.database} prepared again")


def overlap_lines(before: Overlap, after: Overlap) -> list[str]:
    """What each source found, and found alone, before and after."""
    rows = [("", "before", "", "after", ""), ("source", *("reports", "only here") * 2)]
    for source in after.sources:
        cells = [source]
        for overlap in (before, after):
            known = source in overlap.sources
            cells += [f"{len(overlap.members(source, m)):,}" if known else "-" for m in ("found", "only")]
        rows.append(tuple(cells))  # type: ignore[arg-type]  # five cells each
    rows.append(("all reports", f"{len(before.found_by):,}", "", f"{len(after.found_by):,}", ""))
    told = [f"  {line}" for line in grid(rows, right=(1, 2, 3, 4), gap=3)]
    return told + _combination_lines(before, after)


def _combination_lines(before: Overlap, after: Overlap) -> list[str]:
    """How many reports several sources found together, and no others, before and after; the largest first."""
    was, now = before.combinations(), after.combinations()
    shared = [sources for sources in now if len(sources) > 1]
    if not shared:
        return []
    rows = [("found by these and no others", "before", "after")]
    rows += [(" + ".join(c), f"{len(was.get(c, ())):,}", f"{len(now[c]):,}") for c in shared[:SHOWN]]
    return [f"  {line}" for line in grid(rows, right=(1, 2), gap=3)] + _more(shared)


def id_lines(comparison: Comparison, *, n_unregistered: int, is_registering: bool) -> list[str]:
    """What becomes of the ids of the reports that were there, and of what people said of them."""
    told = [
        f"former reports that turn out to be one: {', '.join(ids)}" for ids in comparison.united[:SHOWN]
    ] + _more(comparison.united, indent=0)
    if is_registering:
        told.append(
            "registry: every report, former or new, is entered in corpus/reports.csv, so that its id stays"
        )
    elif n_unregistered:
        told.append(
            f"registry: {counted(n_unregistered, 'former report')} not in corpus/reports.csv, which keeps "
            "the ids of reports when exports change. To keep theirs before decisions name them, "
            "add with --register, or copy results/dedupe/reports.csv to corpus/reports.csv after the next run"
        )
    return told


def detail_rows(
    comparison: Comparison, records: Mapping[str, Record], set_aside: Sequence[SetAside]
) -> list[dict[str, object]]:
    """Every new record with what it is, then every doubtful pair, then every entry that was set aside."""
    rows: list[dict[str, object]] = [
        {
            "record": a.record_id,
            "line": records[a.record_id].line,
            "title": records[a.record_id].title,
            "is": a.kind,
            "report": a.report_id,
            "other": a.joined_with,
            "rule": a.rule,
            "why": a.why,
        }
        for a in comparison.arrivals
    ]
    for v in comparison.doubts:
        record = records[v.record_a]
        rows.append(
            {"record": v.record_a, "line": record.line, "title": record.title, "is": "doubtful"}
            | {"report": "", "other": v.record_b, "rule": v.rule, "why": v.why}
        )
    return rows + [
        {
            "record": f"{entry.export}:L{entry.line}",
            "line": entry.line,
            "is": "set aside",
            "why": f"{entry.reason}; {entry.remedy}",
            "raw": entry.raw,
        }
        for entry in set_aside
    ]


DETAIL_COLUMNS = ("record", "line", "title", "is", "report", "other", "rule", "why", "raw")
"""`raw` is the whole text of an entry that was set aside."""


def _arrival_line(arrival: Arrival) -> str:
    partner = f" with {arrival.joined_with}" if arrival.joined_with else ""
    why = f": {cut(arrival.why, 120)}" if arrival.why else ""
    rule = arrival.rule or "by way of another record"
    return f"{_entry(arrival.record_id)} -> {arrival.report_id}{partner} ({rule}){why}"


def _entry(record_id: str) -> str:
    """A record by its place in the file of which the lines speak."""
    return f"entry {record_id.rpartition(':')[2]}"


def _is_same_source(one: ExportFile, other: ExportFile) -> bool:
    return one.origin == other.origin and name_key(one.database) == name_key(other.database)


def _more(found: Sequence[object], *, indent: int = 2) -> list[str]:
    return [f"{' ' * indent}and {len(found) - SHOWN:,} more"] if len(found) > SHOWN else []
