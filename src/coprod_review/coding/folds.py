"""Folds: which reports are predicted together, by models that saw none of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord
from coprod_review.model.report import Report


def labels_of(settled: Sequence[CodeOfRecord]) -> dict[str, frozenset[str]]:
    """The settled codes of each report, as "dimension/code"; reports without any are left out."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for entry in settled:
        if entry.status in SETTLED_STATUSES:
            labels[entry.report_id].update(f"{entry.dimension}/{code}" for code in entry.codes)
    return {report_id: frozenset(found) for report_id, found in labels.items()}


def groups_of(reports: Sequence[Report]) -> dict[str, str]:
    """Reports that share a title share a group, so that a thesis and its article never part."""
    return {r.report_id: re.sub(r"[\W_]+", "", r.title).casefold() or r.report_id for r in reports}


def assign_folds(
    labels: Mapping[str, frozenset[str]], groups: Mapping[str, str], *, n_folds: int, seed: int
) -> dict[str, int]:
    """A fold for each report of `labels`: groups stay whole, every label is spread as evenly as can be.

    Iterative stratification (Sechidis, Tsoumakas & Vlahavas 2011, ECML PKDD): the rarest label first, each
    group to the fold that lacks this label most. Ties fall by a digest of seed and group, so the order of
    the input plays no part.
    """
    members: defaultdict[str, list[str]] = defaultdict(list)
    for report_id in sorted(labels):
        members[groups.get(report_id, report_id)].append(report_id)
    counts = {g: Counter(label for r in ids for label in labels[r]) for g, ids in members.items()}
    order = sorted(counts, key=lambda g: _digest(seed, g))
    wanted = Counter[str]()
    for count in counts.values():
        wanted.update(count)
    lacking = [{label: n / n_folds for label, n in wanted.items()} for _ in range(n_folds)]
    room = [len(labels) / n_folds] * n_folds
    fold_by_group: dict[str, int] = {}
    while len(fold_by_group) < len(order):
        waiting = [g for g in order if g not in fold_by_group]
        left = Counter(label for g in waiting for label in counts[g])
        label = min(left, key=lambda name: (left[name], name)) if left else ""
        for group in [g for g in waiting if not label or label in counts[g]]:
            fold = max(range(n_folds), key=lambda k: (lacking[k].get(label, 0.0), room[k], -k))
            fold_by_group[group] = fold
            room[fold] -= len(members[group])
            for name, n in counts[group].items():
                lacking[fold][name] -= n
    return {r: fold_by_group[g] for g, ids in members.items() for r in ids}


def _digest(seed: int, group: str) -> str:
    return hashlib.sha256(f"{seed}:{group}".encode()).hexdigest()
