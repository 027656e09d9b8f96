"""Codes of record: people over machines, and what neither settles goes to people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding

WAITING, MACHINE, OPEN = "waiting", "machine", "open"

UNTRAINED = "too few settled reports to train a machine coder"
"""Why all of a dimension is left to people."""


def codes_of_record(
    included: Collection[str],
    *,
    settled: Sequence[CodeOfRecord],
    combination: Sequence[Coding],
    codebook: Codebook,
    min_settled_per_code: int,
    counts: Mapping[str, Mapping[str, int]] | None = None,
    undecidable: Mapping[str, str] = MappingProxyType({}),
) -> list[CodeOfRecord]:
    """One code of record for every included report and dimension, sorted.

    Settled codes stand as they are, and what waits for adjudication keeps waiting. Elsewhere the machine
    decides if its prediction set is its answer, if each of its codes has `min_settled_per_code` settled
    reports behind it, and if the answer breaks no constraint with the settled codes of its report. Of
    machine codes that conflict among themselves none stands. All else is open, with the reason in words.
    `counts` are the settled reports behind each code by dimension, where `settled` are not those that taught.
    `undecidable` are reports that no machine may decide, with the reason: what people have not settled there
    is open.
    """
    by_place = {(s.report_id, s.dimension): s for s in settled}
    answer_by_place = {(c.report_id, c.dimension): c for c in combination}
    counts = settled_counts(settled) if counts is None else counts
    codes: list[CodeOfRecord] = []
    for report_id in sorted(included):
        known = {d: by_place[report_id, d] for d in sorted(codebook.dimensions) if (report_id, d) in by_place}
        found = dict(known)
        for dimension in sorted(codebook.dimensions):
            if dimension not in known:
                coding = answer_by_place.get((report_id, dimension))
                why_open = undecidable.get(report_id) or _why_open(
                    coding, counts.get(dimension, {}), min_settled_per_code
                )
                found[dimension] = _decided(report_id, dimension, coding, why_open)
        codes += _without_conflicts(found, codebook)
    return codes


def settled_counts(settled: Sequence[CodeOfRecord]) -> defaultdict[str, Counter[str]]:
    """How many reports carry each code by settlement, by dimension."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in settled:
        if entry.status in SETTLED_STATUSES:
            counts[entry.dimension].update(entry.codes)
    return counts


def _decided(report_id: str, dimension: str, coding: Coding | None, why_open: str) -> CodeOfRecord:
    if coding is None or why_open:
        return _open(report_id, dimension, why_open)
    return CodeOfRecord(
        report_id=report_id,
        dimension=dimension,
        codes=coding.codes,
        status=MACHINE,
        coders=(coding.coder,),
        reason="no other answer is possible at the level of the configuration",
        confidence=coding.confidence,
    )


def _why_open(coding: Coding | None, counts: Mapping[str, int], min_settled_per_code: int) -> str:
    if coding is None:
        return UNTRAINED
    if not coding.prediction_set:
        return "no answer fits what is settled so far"
    if not set(coding.codes) <= set(coding.prediction_set):
        return (
            f"the answer that is given, {', '.join(coding.codes)}, is ruled out; "
            f"possible: {', '.join(coding.prediction_set)}"
        )
    if coding.prediction_set != coding.codes:
        return f"several answers are possible: {', '.join(coding.prediction_set)}"
    rare = [code for code in coding.codes if counts.get(code, 0) < min_settled_per_code]
    if rare:
        settled = ", ".join(f"{code} ({counts.get(code, 0)})" for code in rare)
        return f"fewer than {min_settled_per_code} settled reports carry {settled}"
    return ""


def _open(report_id: str, dimension: str, reason: str) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=report_id, dimension=dimension, codes=(), status=OPEN, coders=(), reason=reason
    )


def _without_conflicts(found: Mapping[str, CodeOfRecord], codebook: Codebook) -> list[CodeOfRecord]:
    """The entries of one report, machine codes opened where they break a constraint."""
    codes_by_dimension = {d: entry.codes for d, entry in found.items()}
    opened: dict[str, CodeOfRecord] = {}
    for constraint in codebook.constraints:
        if constraint.is_broken_by(codes_by_dimension):
            for dimension in {*constraint.when, *constraint.then}:
                entry = found.get(dimension)
                if entry is not None and entry.status == MACHINE:
                    opened[dimension] = _open(
                        entry.report_id,
                        dimension,
                        f"the machine's answer {', '.join(entry.codes)} breaks a constraint: {constraint}",
                    )
    return [opened.get(d, entry) for d, entry in sorted(found.items())]
