"""Coded reports as rows for people: for every dimension the answer, how sure it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coprod_review.coding.combine import decided_by
from coprod_review.coding.explain import TERM_RULE
from coprod_review.coding.machine import CodedReport
from coprod_review.coding.record_codes import MACHINE
from coprod_review.coding.support import BESIDE
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.screening import EXCLUDE, INCLUDE, ScreeningDecision
from coprod_review.model.sheet_text import LONGEST_CELL

DECIDED, FOR_PEOPLE = "decided", "for people"

COLUMNS = (
    "source_id",
    "export",
    "line",
    "title",
    "record_id",
    "read",
    "language",
    "seen_in_training",
    "screening",
    "screening_why",
)
PARTS = ("code", "probability", "possible", "status", "why", "evidence", "terms")
"""The columns of each dimension, as "<part>_<dimension>"; docs/applying.md tells what they hold."""

SHOWN_TERMS = 5
"""So many terms of the classifier are shown for the answer, those of most weight for or against it."""

BETWEEN = " | "

ROOM_FOR_MORE = 40
"""So many signs are kept free in a full cell for telling how many passages are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """By what a run decided: the share of right answers promised, and the least probability of an answer."""

    coverage: float
    least_chance: float


def columns_of(dimensions: Iterable[str]) -> tuple[str, ...]:
    """All columns of the table, in order."""
    return (*COLUMNS, *(f"{part}_{name}" for name in dimensions for part in PARTS))


def row_of(
    coded: CodedReport,
    *,
    source_id: str,
    export: str,
    line: int,
    is_seen: bool,
    screened: ScreeningDecision,
    dimensions: Iterable[str],
    level: Level,
) -> dict[str, Any]:
    """The row of one record; `is_seen` tells that the report taught the coders, `screened` what the criteria
    say of it alone, `level` is that of the run whose coders these are."""
    report = coded.report
    row: dict[str, Any] = {
        "source_id": source_id,
        "export": export,
        "line": line,
        "title": report.title,
        "record_id": report.report_id,
        "read": coded.examined,
        "language": "not English" if coded.foreign else "English",
        "seen_in_training": is_seen,
        "screening": screening_of(screened),
        "screening_why": screened.reason or screened.note,
    }
    for name in dimensions:
        row |= {f"{part}_{name}": value for part, value in _parts(coded, name, level).items()}
    return row


def _parts(coded: CodedReport, dimension: str, level: Level) -> dict[str, Any]:
    answer = coded.codings.get(("combination", dimension))
    of_record = coded.codes[dimension]
    quoting = [coded.codings.get((coder, dimension)) for coder in ("rules", "lineage")]
    classified = coded.codings.get(("classifier", dimension))
    is_decided = answer is not None and of_record.status == MACHINE
    return {
        "code": answer.codes if answer else (),
        "probability": answer.confidence if answer else None,
        "possible": answer.prediction_set if answer else (),
        "status": DECIDED if is_decided else FOR_PEOPLE,
        "why": _why_decided(answer, level) if answer and is_decided else of_record.reason,
        "evidence": _in_one_cell([e for coding in quoting if coding for e in coding.evidence]),
        "terms": BETWEEN.join(_terms(classified, answer.codes)) if classified and answer else "",
    }


def _why_decided(answer: Coding, level: Level) -> str:
    """Why the machine may decide, with the level that counts and the dimension that the answer owes it to."""
    why = f"no other answer is possible at the level of the run ({level.coverage:g})"
    if not (dimension := decided_by(answer)):
        return why
    alone = ""
    if answer.confidence is not None and answer.confidence <= level.least_chance:
        alone = f"; by itself it would go to people: its probability is not above {level.least_chance:g}"
    return f"given what is possible in {dimension}, {why}{alone}"


def _terms(classified: Coding, codes: Sequence[str]) -> Iterator[str]:
    """The terms that say most for or against each code of the answer, or that there are none."""
    for code in codes:
        places: dict[str, list[Evidence]] = {}
        for item in classified.evidence:
            if item.code == code:
                places.setdefault(item.rule.removeprefix(TERM_RULE), []).append(item)
        weights = {term: sum(item.weight for item in found) for term, found in places.items()}
        ranked = sorted(weights, key=lambda term: (-abs(weights[term]), term))
        if not ranked:
            yield f"{code} not explained by terms: {_why_not(classified, code)}"
        for term in ranked[:SHOWN_TERMS]:
            first, *others = places[term]
            more = f" and {len(others)} more" if others else ""
            yield f"{code} {weights[term]:+.3f} {term}: {_place(first)}{more}"


def _why_not(classified: Coding, code: str) -> str:
    if code in classified.scores:
        return (
            f"none of them stands in the text; the classifier's probability is {classified.scores[code]:.2f}"
        )
    return "the classifier has not learned this code"


def _in_one_cell(passages: Sequence[Evidence]) -> str:
    """The passages in their order where one cell holds them all, else whole ones, the heaviest first, as far
    as they fit, and how many more there are."""
    together = _with_words_beside(passages)
    said = [_said(item, beside) for item, beside in together]
    if sum(_signs(one) + len(BETWEEN) for one in said) <= LONGEST_CELL:
        return BETWEEN.join(said)
    kept: list[str] = []
    left = LONGEST_CELL - ROOM_FOR_MORE
    for place in sorted(range(len(said)), key=lambda place: (-abs(together[place][0].weight), place)):
        needed = _signs(said[place]) + len(BETWEEN)
        if needed <= left:
            left -= needed
            kept.append(said[place])
    n_more = len(said) - len(kept)
    return BETWEEN.join([*kept, f"and {n_more} more passage{'s' if n_more > 1 else ''}"])


def _signs(text: str) -> int:
    """How many signs spreadsheets count: two for those beyond the first 65,536."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _with_words_beside(passages: Sequence[Evidence]) -> list[tuple[Evidence, Evidence | None]]:
    """The passages, each with the words of its sentence that its pattern asks for beside its own, if told."""
    together: list[tuple[Evidence, Evidence | None]] = []
    for item in passages:
        before = together[-1][0] if together else None
        if BESIDE in item.context and before is not None and before.rule == item.rule:
            together[-1] = (before, item)
        else:
            together.append((item, None))
    return together


def _said(item: Evidence, beside: Evidence | None = None) -> str:
    flags = f" ({', '.join(item.context)})" if item.context else ""
    words = _place(item) if beside is None else f"{_place(item)} with {_place(beside)}"
    return f"{item.code or 'no code'} {item.weight:+.2f} {item.rule}: {words}{flags}"


def _place(item: Evidence) -> str:
    quote = item.quote.replace(BETWEEN, " / ")
    return f'"{quote}" {item.field} {item.start}-{item.end}'


def screening_of(screened: ScreeningDecision) -> str:
    """What the criteria alone would do with a record; `FOR_PEOPLE` where they are in doubt."""
    if screened.proposed_waiting:
        return FOR_PEOPLE
    return INCLUDE if screened.included else EXCLUDE


def n_decided(rows: Iterable[Mapping[str, Any]], dimensions: Iterable[str]) -> dict[str, int]:
    """How many rows are decided by machine, by dimension."""
    rows = list(rows)
    return {name: sum(row[f"status_{name}"] == DECIDED for row in rows) for name in dimensions}
