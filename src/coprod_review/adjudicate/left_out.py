"""Settled codes as they would be without one coder, or without answers of low confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.corpus import Coder

LOW = "low"

_Codings = Mapping[tuple[str, str], Sequence[Coding]]


def settling_coders(
    settled: Iterable[CodeOfRecord], codings: Iterable[Coding], coders: Mapping[str, Coder]
) -> list[str]:
    """The persons and readers whose answers settle or could settle codes, in order (`Coder.is_heard`).

    Who has only adjudicated is none either: adjudications stand whoever is left out.
    """
    coding = {entry.coder for entry in codings}
    heard = {name for record in settled if record.status != "adjudicated" for name in record.coders}
    found = coding & heard
    return sorted(name for name in found if name in coders and coders[name].is_heard)


def settled_without(
    settled: Sequence[CodeOfRecord],
    codings: Iterable[Coding],
    left_out: str,
    coders: Mapping[str, Coder],
    codebook: Codebook,
) -> list[CodeOfRecord]:
    """The settled codes with the answers of one coder left out.

    Adjudications stand. Where others were heard beside the coder, the answer that they share stands, be it
    that of one alone; where they differ or gave none, the code waits. Where the coder alone was heard nothing
    is settled. Codes of a report that then break a constraint of the codebook wait together.
    """
    by_place: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        by_place[coding.report_id, coding.dimension].append(coding)
    records = [
        record
        for entry in settled
        for record in [_without(entry, by_place, left_out, coders)]
        if record is not None
    ]
    return _legal(records, codebook)


def settled_with_confidence(settled: Sequence[CodeOfRecord], codings: Iterable[Coding]) -> list[CodeOfRecord]:
    """The settled codes; those of which one of their coders said that confidence is low wait instead."""
    low = {(c.report_id, c.dimension, c.coder) for c in codings if c.confidence_word == LOW}
    return [
        _waiting(entry, "confidence is low")
        if any((entry.report_id, entry.dimension, name) in low for name in entry.coders)
        else entry
        for entry in settled
    ]


def _without(
    entry: CodeOfRecord, by_place: _Codings, left_out: str, coders: Mapping[str, Coder]
) -> CodeOfRecord | None:
    given = by_place.get((entry.report_id, entry.dimension), ())
    if entry.status == "adjudicated" or left_out not in {c.coder for c in given}:
        return entry
    known = [c for c in given if c.coder in coders and coders[c.coder].is_heard]
    persons = [c for c in known if coders[c.coder].kind == "person"]
    heard = persons or known
    if left_out not in {c.coder for c in heard}:
        return entry
    rest = [c for c in heard if c.coder != left_out]
    if not rest:
        return None
    answers = {c.codes for c in rest}
    names = tuple(sorted(c.coder for c in rest))
    if len(answers) > 1 or () in answers:
        return _waiting(replace(entry, coders=names), f"{', '.join(names)} differ or gave no answer")
    status = "person" if persons else "agreed"
    return replace(entry, codes=rest[0].codes, status=status, coders=names, reason=f"without {left_out}")


def _legal(records: Sequence[CodeOfRecord], codebook: Codebook) -> list[CodeOfRecord]:
    by_report: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for record in records:
        by_report[record.report_id][record.dimension] = record.codes
    broken = {
        (report, dimension)
        for report, codes in by_report.items()
        for constraint in codebook.constraints
        if constraint.is_broken_by(codes)
        for dimension in (*constraint.when, *constraint.then)
    }
    return [
        _waiting(r, "the codes break the codebook")
        if (r.report_id, r.dimension) in broken and r.status in SETTLED_STATUSES
        else r
        for r in records
    ]


def _waiting(entry: CodeOfRecord, reason: str) -> CodeOfRecord:
    return replace(entry, codes=(), status="waiting", reason=reason)
