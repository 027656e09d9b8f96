"""What lists show of every report and are filtered by: small facts for each report, from its trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coprod_review.audit.trail import DimensionTrail, Trail
from coprod_review.model.coding import CONFIDENCE_WORDS, MACHINE_CODERS, SETTLED_STATUSES, Coding
from coprod_review.pages.history import DISPUTED, Event
from coprod_review.pages.wording import authors_short

BANDS = ((0.95, "95"), (0.8, "80"), (0.5, "50"), (0.0, "0"))
"""The probability from which the machine's own answer belongs to a band, and the name of the band."""

BAND_WORDS = {
    "95": "machine: 0.95 or more",
    "80": "machine: 0.80 to 0.95",
    "50": "machine: 0.50 to 0.80",
    "0": "machine: below 0.50",
}

READERS_DIFFER, MACHINE_DIFFERS, SINGLE_DIFFERS, DISPUTE_OPEN = "readers", "machine", "single", "disputed"

DIFFERENCE_WORDS = {
    READERS_DIFFER: "readers differ",
    MACHINE_DIFFERS: "machine against settled code",
    SINGLE_DIFFERS: "single machine coder against settled code",
    DISPUTE_OPEN: "disputed, not settled",
}

INCLUDED, EXCLUDED, UNDECIDED = "included", "excluded", "undecided"


class Place(NamedTuple):
    """One dimension of one report: codes and status of record, how sure who is, and who differs from whom."""

    codes: tuple[str, ...] = ()
    status: str = ""
    machine: str = ""
    said: str = ""
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report as lists show it; `places` are the dimensions in the order of the codebook.

    `authors` is the short citation, `others` are the authors whom that does not name. `coders` are those who
    answered any dimension.
    """

    report_id: str
    authors: str
    others: str
    year: int | None
    title: str
    doi: str
    screening: str
    reason: str
    text_status: str
    n_records: int
    coders: tuple[str, ...]
    places: tuple[Place, ...]


def listed(trail: Trail, events: Sequence[Event]) -> Listed:
    """A report's facts for the lists; `events` are those of its history."""
    report, decision = trail.report, trail.decision
    short = authors_short(report)
    families = [author.partition(",")[0] for author in report.authors]
    open_disputes = {event.dimension for event in events if event.what == DISPUTED and event.is_open}
    return Listed(
        report_id=report.report_id,
        authors=short,
        others=", ".join(name for name in families if name not in short),
        year=report.year,
        title=report.title,
        doi=report.doi,
        screening=UNDECIDED if decision is None else INCLUDED if decision.included else EXCLUDED,
        reason="" if decision is None or decision.included else decision.reason,
        text_status=report.text_status,
        n_records=len(report.record_ids),
        coders=tuple(dict.fromkeys(c.coder for d in trail.dimensions for c in d.codings if c.codes)),
        places=tuple(_place(found, open_disputes) for found in trail.dimensions),
    )


def _place(found: DimensionTrail, open_disputes: set[str]) -> Place:
    people = [c for c in found.codings if c.coder not in MACHINE_CODERS]
    machine = next((c for c in found.codings if c.coder == MACHINE_CODERS[-1]), None)
    said = {coding.confidence_word for coding in people} & set(CONFIDENCE_WORDS)
    return Place(
        codes=tuple(sorted(found.code.codes)) if found.code else (),
        status=found.code.status if found.code else "",
        machine=_band(machine),
        said=min(said, key=CONFIDENCE_WORDS.index) if said else "",
        differences=tuple(_differences(found, people, open_disputes)),
    )


def _band(machine: Coding | None) -> str:
    if machine is None or machine.confidence is None:
        return ""
    return next((name for least, name in BANDS if machine.confidence >= least), "")


def _differences(found: DimensionTrail, people: Sequence[Coding], open_disputes: set[str]) -> list[str]:
    differences = []
    if len({frozenset(coding.codes) for coding in people if coding.codes}) > 1:
        differences.append(READERS_DIFFER)
    if found.code and found.code.status in SETTLED_STATUSES:
        settled = set(found.code.codes)
        others = {c.coder for c in found.codings if c.codes and set(c.codes) != settled} & set(MACHINE_CODERS)
        if MACHINE_CODERS[-1] in others:
            differences.append(MACHINE_DIFFERS)
        elif others:
            differences.append(SINGLE_DIFFERS)
    if found.dimension.name in open_disputes:
        differences.append(DISPUTE_OPEN)
    return differences
