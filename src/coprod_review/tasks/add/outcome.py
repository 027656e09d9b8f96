"""What adding exports gives: the new records joined with the corpus, told and held against people's ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.tasks.add.corpus import Corpus, ReadExport, decisions_of, records_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_review.dedupe.arrivals import Comparison, Moved
    from coprod_review.dedupe.join import Joining
    from coprod_review.model.corpus import Registration


SHOWN = 8
"""So many former reports are named in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What adding gives: the joining with the new records, their comparison, and the registry behind it."""

    after: Joining
    comparison: Comparison
    registry: Sequence[Registration]


def outcome_of(found: Sequence[ReadExport], corpus: Corpus, *, folder: Path, registers: bool) -> Outcome:
    """The new records joined with the corpus, whose reports are registered first where that is asked for."""
    from coprod_review.dedupe.arrivals import compare
    from coprod_review.dedupe.join import join_records

    registry = corpus.joining.registrations if registers else corpus.registry
    new = records_of(found)
    records = [*corpus.records, *new]
    after = join_records(records, registry=registry, decisions=decisions_of(folder))
    comparison = compare(corpus.joining, after, [record.record_id for record in new])
    return Outcome(after=after, comparison=comparison, registry=registry)


def unused_moved(corpus: Path, outcome: Outcome) -> Sequence[Moved]:
    """The former ids that lead nowhere then; raises ReviewError where people have named one of them."""
    from coprod_review.io.additions import reports_named
    from coprod_review.io.corpus import registered_ids

    known = registered_ids(outcome.registry)
    moved = [m for m in outcome.comparison.moved if m.former not in known]
    named = reports_named(corpus) if moved else {}
    lost = [m for m in moved if m.former in named]
    if lost:
        raise ReviewError(
            f"adding this would give other ids to reports that people have named: {moved_words(lost)}",
            where=", ".join(sorted({named[m.former] for m in lost})),
            remedy="add with --register, which enters the former reports in the registry, so that ids stay",
        )
    return moved


def moved_words(moved: Sequence[Moved]) -> str:
    """Former reports with the ids that they would have, in one line."""
    listed = [f"{m.former} would be {' and '.join(m.present)}" for m in moved]
    more = f" and {len(listed) - SHOWN:,} more" if len(listed) > SHOWN else ""
    return "; ".join(listed[:SHOWN]) + more
