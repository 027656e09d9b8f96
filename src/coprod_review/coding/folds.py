"""Folds: which reports are predicted together, by models that saw none of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord
from coprod_review.model.report import Report


def labels_of(settled: Sequence[CodeOfRecord]) -> dict[str, frozenset[str]]:
    """The settled codes of each report, as "dimension/code"; reports without any are left out."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for entry in settled:
        if entry.status in SETTLED_STATUSES:
            labels[entry.report_id].update(f"{entry.dimension}/{code}" for code in entry.codes)
    return {report_id: frozenset(found) for report_id, found in labels.items()}


def groups_of(reports: Sequence[Report], related: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Reports of one title, and those of one study, share a group, so that models see nothing they predict.

    `related` are pairs of record ids that joining duplicates links as one study (preprint, thesis, protocol
    or meeting's abstract and article, Part I and Part II) or leaves to people (`model.one_study`); records of
    other reports may stand between two. Titles alone part a thesis from its article wherever one has a word
    more.
    """
    group_by_report = {r.report_id: re.sub(r"[\W_]+", "", r.title).casefold() or r.report_id for r in reports}
    group_by_record = {record: group_by_report[r.report_id] for r in reports for record in r.record_ids}
    first = {group: group for group in group_by_report.values()}
    for pair in related:
        groups = [group_by_record.setdefault(record, record) for record in pair]
        low, high = sorted(_first(first, first.setdefault(group, group)) for group in groups)
        first[high] = low
    return {report_id: _first(first, group) for report_id, group in group_by_report.items()}


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
    left = Counter(label for count in counts.values() for label in count)
    while len(fold_by_group) < len(order):
        waiting = [g for g in order if g not in fold_by_group]
        label = min(left, key=lambda name: (left[name], name)) if left else ""
        for group in [g for g in waiting if not label or label in counts[g]]:
            fold = max(range(n_folds), key=lambda k: (lacking[k].get(label, 0.0), room[k], -k))
            fold_by_group[group] = fold
            room[fold] -= len(members[group])
            for name, n in counts[group].items():
                lacking[fold][name] -= n
            left.subtract(counts[group].keys())
        left = +left
    return {r: fold_by_group[g] for g, ids in members.items() for r in ids}


def _first(first: dict[str, str], group: str) -> str:
    """The first in the alphabet of the groups that are one with this one."""
    while first[group] != group:
        first[group] = group = first[first[group]]
    return group


def _digest(seed: int, group: str) -> str:
    return hashlib.sha256(f"{seed}:{group}".encode()).hexdigest()
