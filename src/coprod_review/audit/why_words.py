"""The history of one thing as lines for a terminal: short sentences, the code of record before its coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.audit.formats import format_in_words, repairs_in_words
from coprod_review.audit.why import ESTIMATES, Compared, History, Place, Tally, page_of_number
from coprod_review.audit.why_codes import code_lines, coder_lines, evidence_lines, screening_words
from coprod_review.model.corpus import ExportFile
from coprod_review.model.criteria import label_by_reason
from coprod_review.model.enrichment import SOURCE
from coprod_review.model.report import Report
from coprod_review.pages.enriched import Fetched, source_words
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.terminal import cut, paragraph
from coprod_review.pages.titles import Titles
from coprod_review.pages.wording import authors_short, in_words, year_text

NUMBERS_SHOWN = 12
"""So many numbers of one kind are named; hundreds may rest on one report."""

ESTIMATES_SHOWN = 3

DISTINCT_SHOWN = 3
"""So many pairs that are plainly two documents are told."""

KIND_WORDS = {
    "duplicate": "one document",
    "maybe": "maybe one, waits for people",
    "related": "related, not one",
    "distinct": "not one",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a history is told: to what width, how fully, and where the pages of the site are ("" for none)."""

    width: int
    is_brief: bool = False
    site: str = ""
    exports: str = ""


def lines_of(history: History, results: Results, how: Telling) -> Iterator[str]:
    """The history, section by section, each with a heading and a blank line before it."""
    yield from _heading(history, how)
    sections: tuple[tuple[str, Callable[[History, Results, Telling], Iterable[str]]], ...] = (
        ("Where it comes from", _places),
        ("How it was joined", _joining),
        ("Screening", _screening),
        ("Codes", _codes),
        ("Where it is counted", _counted),
        ("What could not be read", _gaps),
    )
    for title, tell in sections:
        told = list(tell(history, results, how))
        if told:
            yield ""
            yield title.upper()
            yield from told


def _heading(history: History, how: Telling) -> Iterator[str]:
    trail = history.trail
    if history.set_aside:
        row = history.set_aside
        yield from paragraph(f"{row['export']}, line {row['line']}: set aside, in no report", width=how.width)
        yield from paragraph(f"Why: {row['reason']}", width=how.width, indent=2, hanging=2)
        yield from paragraph(f"Remedy: {row['remedy']}", width=how.width, indent=2, hanging=2)
        yield from _raw(row["raw"], how)
        return
    record = next((place.record for place in history.places if place.record), None)
    work = trail.report if trail else record
    if work is None:
        return
    name = f"Report {trail.report.report_id}" if trail else f"Record {record.record_id if record else ''}"
    yield from paragraph(f"{name}: {work.title or '(no title)'}", width=how.width, hanging=2)
    facts = [f"{authors_short(work)}, {year_text(work)}", work.container]
    facts += [f"doi:{work.doi}" if work.doi else "", f"PubMed {work.pmid}" if work.pmid else ""]
    yield from paragraph(". ".join(fact for fact in facts if fact), width=how.width, indent=2)
    if trail and how.site:
        page = f"{how.site}/reports/{page_name(trail.report.report_id)}.html"
        yield from paragraph(f"Page: {page}", width=how.width, indent=2)


def _raw(raw: str, how: Telling) -> Iterator[str]:
    lines = [line for line in raw.splitlines() if line.strip()]
    shown = 4 if how.is_brief else 20
    yield "  Its text in the export:"
    for line in lines[:shown]:
        yield f"  | {cut(line, max(20, how.width - 4))}"
    if len(lines) > shown:
        yield f"  | and {len(lines) - shown:,} more lines"


def _places(history: History, results: Results, how: Telling) -> Iterator[str]:
    for place in history.places:
        record = place.record
        if record:
            span = f"lines {record.line} to {record.end_line}"
            span = f"line {record.line}" if record.end_line == record.line else span
            own = f", there known as {record.source_id}" if record.source_id else ""
            where = f"{record.record_id}: {span} of {how.exports}{place.export}{own}"
            yield from paragraph(where, width=how.width, indent=2, hanging=2)
        if not how.is_brief:
            yield from paragraph(f"read as {_reading(place)}", width=how.width, indent=4, hanging=2)
            yield from paragraph(_search(place.search), width=how.width, indent=4, hanging=2)


def _reading(place: Place) -> str:
    if place.reading is None:
        return "what the results do not tell"
    words = f"{format_in_words(place.reading)}, {place.reading['encoding']}"
    repairs = repairs_in_words(place.reading["repairs"])
    return f"{words}; in this file: {repairs}" if repairs else f"{words}; nothing in the file was repaired"


def _search(search: ExportFile | None) -> str:
    if search is None:
        return "search: the manifest has no entry for this export"
    at = ", ".join(part for part in (search.database, search.platform) if part)
    if search.origin == "prepared":
        return f"“{search.label}”: prepared in the manner of {at}; no search was made"
    kind = "found by other methods" if search.origin == "other_methods" else "search"
    parts = [f"“{search.label}”, {kind}: {at}"]
    parts += [f"on {search.searched}" if search.searched else "date not stated"]
    parts += [f"{search.hits:,} hits" if search.hits is not None else ""]
    parts += [f"query {search.query}" if search.query else ""]
    parts += [f"limits {search.limits}" if search.limits else ""]
    return "; ".join(part for part in parts if part)


def _joining(history: History, results: Results, how: Telling) -> Iterator[str]:
    if history.set_aside:
        return
    if history.trail is None:
        yield "  Not joined yet: run the stage dedupe, or the whole review with `make review`."
        return
    report = history.trail.report
    n = len(report.record_ids)
    alone = "One record; no other was found to be the same document."
    told = alone if n == 1 else f"{n} records are one report: {', '.join(report.record_ids)}."
    yield from paragraph(told, width=how.width, indent=2, hanging=2)
    if how.is_brief:
        kinds = Counter(found.kind for found in history.compared)
        counts = [f"{KIND_WORDS.get(kind, kind)}: {n_pairs}" for kind, n_pairs in kinds.items()]
        yield from paragraph(f"Pairs compared: {'; '.join(counts) or 'none'}", width=how.width, indent=2)
        return
    yield from _pairs(history.compared, how)
    within = sum(not found.other_title and not found.other_report for found in history.compared)
    if (through := n * (n - 1) // 2 - within) > 0:
        pairs = "pair was" if through == 1 else "pairs were"
        yield f"  {through} {pairs} not compared: these records are joined through the others."
    for pair in history.decided.pairs:
        words = f"{pair.coder}, {pair.date}: {pair.record_a} and {pair.record_b} are {pair.verdict}"
        yield from paragraph(f"Decided by {words}; {pair.reason}", width=how.width, indent=2, hanging=4)
    for notice in Fetched.of(results).notices(report.report_id):
        words = f"Notice: this report is {notice.told}. Nothing is excluded by itself."
        yield from paragraph(words, width=how.width, indent=2, hanging=2)
    if n > 1 or any(source.startswith(SOURCE) for source in report.source_by_field.values()):
        yield from paragraph(_sources(report), width=how.width, indent=2, hanging=2)


def _pairs(compared: Sequence[Compared], how: Telling) -> Iterator[str]:
    n_distinct = 0
    for found in compared:
        n_distinct += found.kind == "distinct"
        if n_distinct > DISTINCT_SHOWN and found.kind == "distinct":
            continue
        pair = found.pair
        kind = KIND_WORDS.get(found.kind, found.kind)
        other = f" (the other: report {found.other_report}, {cut(found.other_title, 70)})"
        other = other if found.other_report else ""
        words = f"{pair['record_a']} and {pair['record_b']}: {kind}, by the rule “{pair['rule']}”{other}"
        yield from paragraph(f"{words}: {pair['why']}", width=how.width, indent=2, hanging=4)
    if n_distinct > DISTINCT_SHOWN:
        yield f"  and {n_distinct - DISTINCT_SHOWN:,} more pairs that are not one document (--json has all)"


def _sources(report: Report) -> str:
    by_record: dict[str, list[str]] = {}
    for field, record_id in report.source_by_field.items():
        by_record.setdefault(record_id, []).append(field)
    taken = [f"{in_words(fields)} from {source_words(record_id)}" for record_id, fields in by_record.items()]
    return (
        f"Taken over: {'; '.join(taken)}." if taken else "The results do not tell where each field is from."
    )


def _screening(history: History, results: Results, how: Telling) -> Iterator[str]:
    if history.trail is None:
        return
    criteria = label_by_reason(results.criteria)
    decision = history.trail.decision
    yield from paragraph(screening_words(decision, criteria), width=how.width, indent=2)
    if how.is_brief:
        return
    for said in history.decided.judgements:
        criterion = criteria.get(said.criterion, said.criterion)
        words = f"{said.coder}: {said.verdict}{f' ({criterion})' if criterion else ''}, {said.date}"
        words += f"; {said.reason}" if said.reason else ""
        yield from paragraph(words, width=how.width, indent=4, hanging=2)
    if decision and decision.evidence:
        yield "  The words that the rules go by:"
        yield from evidence_lines(
            decision.evidence,
            history.trail.report,
            label=lambda code: f"criterion “{code}”",
            width=how.width,
        )


def _codes(history: History, results: Results, how: Telling) -> Iterator[str]:
    if history.trail is None:
        return
    if not any(found.code or found.codings for found in history.trail.dimensions):
        excluded = history.trail.decision is not None and not history.trail.is_included
        why = "the report is excluded, and only included reports are coded" if excluded else "nobody has yet"
        yield f"  Not coded: {why}."
        return
    if not how.is_brief:
        yield from coder_lines(history.trail, results, width=how.width)
    yield from code_lines(history.trail, results, width=how.width, is_brief=how.is_brief)
    if how.is_brief:
        return
    for settled in history.decided.adjudications:
        words = f"Adjudicated by {settled.coder}, {settled.date}, {settled.dimension}: "
        words += f"{' + '.join(settled.codes)}; {settled.reason}"
        yield from paragraph(words, width=how.width, indent=2, hanging=4)
    for row in history.decided.disputes:
        words = f"Disputed by {row.get('coder', '')}, {row.get('date', '')}, {row.get('dimension', '')}: "
        yield from paragraph(words + row.get("reason", ""), width=how.width, indent=2, hanging=4)


def _counted(history: History, results: Results, how: Telling) -> Iterator[str]:
    n = sum(len(tally.numbers) for tally in history.tallies)
    if not n:
        yield "  No number of this run rests on it."
        return
    if how.is_brief:
        kinds = [f"{tally.title} {len(tally.numbers)}" for tally in history.tallies]
        yield from paragraph(
            f"{n:,} numbers rest on it: {', '.join(kinds)}", width=how.width, indent=2, hanging=2
        )
        return
    pages = f"{how.site}/{page_of_number('NUMBER')}" if how.site else "none yet: run `coprod-review site`"
    yield from paragraph(
        f"{n:,} numbers rest on it, each named in brackets. The page of a number: {pages}",
        width=how.width,
        indent=2,
    )
    titles = Titles(codebook=results.codebook)
    for tally in history.tallies:
        yield from _tally(tally, titles, how)


def _tally(tally: Tally, titles: Titles, how: Telling) -> Iterator[str]:
    files = f" ({', '.join(tally.files)})" if tally.files else ""
    yield from paragraph(f"{tally.title}{files}", width=how.width, indent=2, hanging=2)
    shown = ESTIMATES_SHOWN if tally.kind in ESTIMATES else NUMBERS_SHOWN
    for number in tally.numbers[:shown]:
        words = f"{number.text}: {titles.of(number)} [{number.number_id}]"
        yield from paragraph(words, width=how.width, indent=4, hanging=4)
        name = page_of_number(number.number_id)
        if how.site and name != f"lists/{number.number_id}.html":
            yield from paragraph(f"page: {how.site}/{name}", width=how.width, indent=8)
    if (rest := len(tally.numbers) - shown) > 0:
        yield f"    and {rest:,} more (--json has all)"


def _gaps(history: History, results: Results, how: Telling) -> Iterator[str]:
    for gap in history.gaps:
        yield from paragraph(gap, width=how.width, indent=2, hanging=2)


def choices(rows: Iterable[Mapping[str, str]], *, width: int) -> Iterator[str]:
    """Several things that a name may mean, each with the name by which it alone is found.

    Rows have the keys name, about (author and year), title and where.
    """
    for row in rows:
        about = f"{row['about']}. " if row["about"] else ""
        yield from paragraph(f"{row['name']}: {about}{row['title']}", width=width, indent=2, hanging=4)
        if row["where"]:
            yield from paragraph(row["where"], width=width, indent=6, hanging=2)
