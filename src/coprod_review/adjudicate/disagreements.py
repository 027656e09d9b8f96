"""Where coders differ, and who says what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from coprod_review.adjudicate.resolve import ResolvedCodings
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder
from coprod_review.model.report import Report

COLUMNS = ("report_id", "title", "dimension", "says", "between", "status", "codes", "reason")


def disagreement_table(
    resolved: ResolvedCodings,
    settled: Iterable[CodeOfRecord],
    coders: Mapping[str, Coder],
    reports: Mapping[str, Report],
) -> list[dict[str, Any]]:
    """Every report and dimension to which two coders, or one coder under two ids, gave different answers.

    `says` names each coder with the answer; `between` tells whose difference it is: persons, readers,
    persons and readers or, where only a collector differs from the others (or an adjudicator who is not
    heard), collectors.
    """
    by_place: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in resolved.codings:
        by_place[coding.report_id, coding.dimension].append(coding)
    record_by_place = {(record.report_id, record.dimension): record for record in settled}
    rows = []
    for place in sorted(by_place):
        answers = _answers(place, by_place[place], resolved)
        if len({answer for given in answers.values() for answer in given if answer}) < 2:
            continue
        record = record_by_place[place]
        rows.append(
            {
                "report_id": place[0],
                "title": reports[place[0]].title,
                "dimension": place[1],
                "says": " | ".join(f"{coder}: {_said(answers[coder])}" for coder in sorted(answers)),
                "between": _between(answers, coders),
                "status": record.status,
                "codes": record.codes,
                "reason": record.reason,
            }
        )
    return rows


def _answers(
    place: tuple[str, str], codings: list[Coding], resolved: ResolvedCodings
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The answers of each coder; several where the coder contradicts himself under two ids."""
    return {
        coding.coder: resolved.contradictions.get((*place, coding.coder), (coding.codes,))
        for coding in codings
    }


def _between(answers: Mapping[str, tuple[tuple[str, ...], ...]], coders: Mapping[str, Coder]) -> str:
    for group in ("persons", "readers"):
        given = {
            answer
            for coder, codes in answers.items()
            if _group(coders[coder]) == group
            for answer in codes
            if answer
        }
        if len(given) > 1:
            return group
    groups = {_group(coders[coder]) for coder in answers}
    return "persons and readers" if {"persons", "readers"} <= groups else "collectors"


def _group(coder: Coder) -> str:
    if not coder.is_heard:
        return "collectors"
    return "persons" if coder.kind == "person" else "readers"


def _said(answers: tuple[tuple[str, ...], ...]) -> str:
    return " / ".join(", ".join(answer) or "no answer" for answer in answers)
