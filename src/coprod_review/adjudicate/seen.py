"""Answers of blind coders who had seen what is settled: they stand, and agree with nobody independently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder
from coprod_review.model.given import SHOWN_SUGGESTIONS

SEEN_COLUMNS = ("report", "dimension", "coder", "codes")

Answered = tuple[str, str, str]
"""Report, dimension and coder of an answer."""


def answered(coding: Coding) -> Answered:
    """Whose answer a coding is, and to what."""
    return coding.report_id, coding.dimension, coding.coder


def had_seen(coding: Coding, coder: Coder) -> bool:
    """Whether a coder who is called blind had been shown others' answers before giving this one.

    Who looks up in an exercise what is settled for a report has seen them.
    """
    return coder.blind and coding.shown == SHOWN_SUGGESTIONS


def seen_answers(codings: Iterable[Coding], coders: Mapping[str, Coder]) -> list[dict[str, Any]]:
    """Rows of SEEN_COLUMNS: the answers of blind coders that are not blind, in the order of codings."""
    return [
        dict(zip(SEEN_COLUMNS, (*answered(coding), coding.codes), strict=True))
        for coding in codings
        if coding.codes and had_seen(coding, coders[coding.coder])
    ]


def without_seen(codings: Iterable[Coding], seen: Collection[Answered]) -> list[Coding]:
    """The codings whose answers were not given after seeing those of others."""
    return [coding for coding in codings if answered(coding) not in seen]


def rests_on_seen(record: CodeOfRecord, seen: Collection[Answered]) -> bool:
    """Whether a code is settled by such answers alone: then it confirms what had been settled before."""
    return (
        record.status in ("person", "agreed")
        and bool(record.coders)
        and all((record.report_id, record.dimension, coder) in seen for coder in record.coders)
    )
