"""People's decisions on duplicates: which records they name, and what they come to for each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import numpy.typing as npt

from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.report import PairVerdict

PERSON_RULE = "a person's decision"
DISAGREEMENT_RULE = "people disagree"


def decided_pairs(
    decisions: Sequence[DuplicateDecision],
    place_by_id: Mapping[str, int],
    records_by_alias: Mapping[str, tuple[str, ...]],
) -> npt.NDArray[np.int64]:
    """The pairs of places that people decided on, in an array of shape (n, 2)."""
    found = []
    for decision in decisions:
        ends = [_records_named(name, place_by_id, records_by_alias) for name in _ends(decision)]
        found += [(place_by_id[a], place_by_id[b]) for a, b in product(*ends) if a != b]
    return np.asarray(found, dtype=np.int64).reshape(-1, 2)


def decided_places(
    decisions: Sequence[DuplicateDecision],
    place_by_id: Mapping[str, int],
    records_by_alias: Mapping[str, tuple[str, ...]],
) -> list[int]:
    """The places of the records that decisions name, be the other record known or not."""
    names = {name for decision in decisions for name in _ends(decision)}
    return sorted(
        place_by_id[one] for name in names for one in _records_named(name, place_by_id, records_by_alias)
    )


def latest_decisions(
    decisions: Sequence[DuplicateDecision],
    place_by_id: Mapping[str, int],
    records_by_alias: Mapping[str, tuple[str, ...]],
) -> dict[tuple[str, str], list[DuplicateDecision]]:
    """The latest decision of each coder on each pair, whose ids stand in the order of the records."""
    said: dict[tuple[str, str], dict[str, DuplicateDecision]] = defaultdict(dict)
    for decision in sorted(decisions, key=lambda d: d.date):
        ends = [_records_named(name, place_by_id, records_by_alias) for name in _ends(decision)]
        for a, b in product(*ends):
            if a != b:
                pair = (a, b) if place_by_id[a] < place_by_id[b] else (b, a)
                said[pair][decision.coder] = decision
    return {pair: list(by_coder.values()) for pair, by_coder in said.items()}


def unknown_names(
    decisions: Sequence[DuplicateDecision],
    known: Container[str],
    records_by_alias: Mapping[str, tuple[str, ...]],
) -> Iterator[str]:
    """The names in decisions by which no record is known, the oldest decision first."""
    for decision in sorted(decisions, key=lambda d: d.date):
        for name in _ends(decision):
            if not _records_named(name, known, records_by_alias):
                yield name


def decided(before: PairVerdict, decisions: Sequence[DuplicateDecision]) -> PairVerdict:
    """The verdict on a pair by people's decisions on it, one a coder; coders who differ make a maybe."""
    verdicts = sorted({d.verdict for d in decisions})
    agreed = len(verdicts) == 1
    words = "; ".join(f"{d.coder} {d.date}: {d.verdict}, {d.reason}" for d in decisions)
    return replace(
        before,
        verdict=verdicts[0] if agreed else "maybe",
        rule=PERSON_RULE if agreed else DISAGREEMENT_RULE,
        why=f"{words}; the rules say {before.verdict} ({before.rule}): {before.why}",
    )


def _ends(decision: DuplicateDecision) -> tuple[str, str]:
    return decision.record_a, decision.record_b


def _records_named(
    name: str, known: Container[str], records_by_alias: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The records that a decision calls by this name: a record id or an alias."""
    return (name,) if name in known else records_by_alias.get(name, ())
