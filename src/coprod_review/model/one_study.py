"""Which verdicts on pairs of records tell of documents of one study, or of one document left open."""

from __future__ import annotations

from collections.abc import Iterable

ONE_STUDY_RULES = frozenset(
    f"related: {kind}"
    for kind in (
        "preprint and article",
        "meeting and article",
        "protocol and results",
        "registration and report",
        "thesis and other form",
        "report and other form",
        "book and other form",
        "parts",
        "versions",
        "published twice",
    )
)
"""Rules of joining that link documents of one study; columns, comments and notices stand for themselves."""

RecordPair = tuple[str, str]


def pairs_of_one_study(verdicts: Iterable[tuple[str, str, str, str]]) -> tuple[RecordPair, ...]:
    """The record ids of pairs (record_a, record_b, verdict, rule) that one study or one document may have.

    Duplicates are in one report already, and count here no less.
    """
    return tuple(
        (a, b) for a, b, verdict, rule in verdicts if verdict != "distinct" or rule in ONE_STUDY_RULES
    )
