"""Folds: which reports are predicted together, by models that saw none of them."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from coprod_review.model.report import Report


def groups_of(
    reports: Sequence[Report],
    related: Iterable[tuple[str, str]] = (),
    *,
    of: Collection[str] | None = None,
) -> dict[str, str]:
    """The group of each report, or of each in `of`, which reports of one title and those of one study share.

    `related` are pairs of record ids that joining duplicates links as one study (preprint, thesis, protocol
    or meeting's abstract and article, Part I and Part II) or leaves to people (`model.one_study`); records of
    other reports may stand between two. Titles alone part a thesis from its article wherever one has a word
    more. A group bears the id of its earliest report (year, then id): ids are given once for ever, and what
    joins a study is as a rule later than what it has. So a group keeps its name when it gains a report,
    unless that is its new earliest or joins it to another group. Reports that are not in `of` name no group,
    but link others.
    """
    key_by_report = {r.report_id: re.sub(r"[\W_]+", "", r.title).casefold() or r.report_id for r in reports}
    key_by_record = {record: key_by_report[r.report_id] for r in reports for record in r.record_ids}
    first = {key: key for key in key_by_report.values()}
    for pair in related:
        keys = [key_by_record.setdefault(record, record) for record in pair]
        low, high = sorted(_first(first, first.setdefault(key, key)) for key in keys)
        first[high] = low
    members: defaultdict[str, list[Report]] = defaultdict(list)
    for report in (r for r in reports if of is None or r.report_id in of):
        members[_first(first, key_by_report[report.report_id])].append(report)
    return {r.report_id: min(found, key=_age).report_id for found in members.values() for r in found}


def assign_folds(ids: Iterable[str], groups: Mapping[str, str], *, n_folds: int, seed: int) -> dict[str, int]:
    """The fold of each id, by a digest of its group's name (by default the id) and the seed alone.

    So groups stay whole, and neither a label nor another report moves any. Folds are as even as chance makes
    them; of few groups some folds may hold none, and then have no model of their own.
    """
    return {i: int(_digest(seed, groups.get(i, i)), 16) % n_folds for i in ids}


def _age(report: Report) -> tuple[bool, int, str]:
    return report.year is None, report.year or 0, report.report_id


def _first(first: dict[str, str], key: str) -> str:
    """The first in the alphabet of the keys that are one with this one."""
    while first[key] != key:
        first[key] = key = first[first[key]]
    return key


def _digest(seed: int, group: str) -> str:
    return hashlib.sha256(f"{seed}:{group}".encode()).hexdigest()
