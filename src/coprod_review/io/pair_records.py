"""Which records of a finished run people's verdicts on pairs are on, wherever the exports have them now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coprod_review.io.csv_columns import read_csv_columns
from coprod_review.model.known_as import Bearers, facts_in

NowOf = Callable[[str, str], tuple[str, ...]]
"""The record ids that a run has for a name in a verdict and what is kept of it; none where it has none."""


def records_now(pairs: Path) -> NowOf:
    """Finds the records of verdicts among those of the pairs table of a run, which keeps what they are.

    A name of which nothing is kept, in the verdict or in the run, is as it was written; so is one that is on
    no pair of the run.
    """
    columns = read_csv_columns(pairs, ("record_a", "record_b"), optional=("known_as_a", "known_as_b"))
    kept = {
        name: text
        for side in "ab"
        for name, text in zip(columns[f"record_{side}"], columns[f"known_as_{side}"], strict=True)
        if text
    }
    record_ids = list(kept)
    bearers = Bearers(record_ids, lambda place: facts_in(kept[record_ids[place]]))

    def now_of(name: str, known_as: str) -> tuple[str, ...]:
        found = bearers.found(name, known_as) if known_as else ()
        return found or (() if known_as and name in kept else (name,))

    return now_of
