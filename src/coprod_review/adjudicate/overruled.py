"""Coders who agree, and whom the answer of one person, or a constraint of the codebook, overrules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coprod_review.adjudicate.seen import had_seen
from coprod_review.adjudicate.settle import IN_PLACE_OF
from coprod_review.model.coding import FOLLOWS, CodeOfRecord, Coding
from coprod_review.model.corpus import Coder

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """The codes that one person alone has settled against blind readers who agree, and their reports."""

    person: str
    n_codes: int
    n_reports: int


def overruled(
    settled: Iterable[CodeOfRecord], codings: Iterable[Coding], coders: Mapping[str, Coder]
) -> list[Overruled]:
    """What each person has so settled, by name; a code that two persons agree on is theirs, and not told."""
    read: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for coding in codings:
        coder = coders[coding.coder]
        if coder.kind != PERSON and coder.role == "reader" and coder.blind and not had_seen(coding, coder):
            read[coding.report_id, coding.dimension].append(coding.codes)
    reports_by_person: dict[str, list[str]] = defaultdict(list)
    for record in settled:
        answers = read.get((record.report_id, record.dimension), [])
        agree = len(answers) > 1 and len(set(answers)) == 1 and answers[0] != ()
        if record.status == PERSON and len(record.coders) == 1 and agree and answers[0] != record.codes:
            reports_by_person[record.coders[0]].append(record.report_id)
    return [
        Overruled(person=person, n_codes=len(reports), n_reports=len(set(reports)))
        for person, reports in sorted(reports_by_person.items())
    ]


def overruled_by_codebook(settled: Iterable[CodeOfRecord]) -> list[CodeOfRecord]:
    """The codes that follow by the codebook in place of others on which those who coded had agreed.

    They follow from an answer with more authority, an adjudication as a rule, which is right or wrong in all.
    """
    return [
        record for record in settled if record.reason.startswith(FOLLOWS) and IN_PLACE_OF in record.reason
    ]
