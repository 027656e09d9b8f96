"""Which titles recur in a journal: columns, reports of officers, lists of members, one an issue or a year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coprod_review.dedupe.arrow import Codes, Ints, Mask
from coprod_review.dedupe.issues import MOST_ISSUES, Issue

FEWEST_PLACES = 3
"""Two places may be one document of which a database tells a wrong one; three are of a title that recurs."""


def recur(named: tuple[Codes, Codes], placed: tuple[Codes, Codes, Ints], issues: Sequence[Issue]) -> Mask:
    """Which records have a title that stands in three volumes, issues or years of its container.

    `named` are the codes of titles and containers, `placed` volumes, issues and years, unsaid below 1.
    Numbers beyond those of a year are no issues.
    """
    volume, issue, year = placed
    group = _groups(*named)
    found = np.zeros(len(group), dtype=np.bool_)
    places = np.flatnonzero(_with_namesakes(group))
    if not len(places):
        return found
    numbered = np.asarray([0 < max(one.numbers, default=1) <= MOST_ISSUES for one in issues], dtype=np.bool_)
    groups = np.unique(group[places], return_inverse=True)[1].astype(np.int64)
    within = np.where(numbered[issue[places]], issue[places], 0)
    for value, said in (
        (volume[places].astype(np.int64), volume[places] > 0),
        (volume[places].astype(np.int64) << 20 | within, within > 0),
        (year[places], year[places] > 0),
    ):
        found[places] |= _n_different(groups[said], value[said], groups.max() + 1)[groups] >= FEWEST_PLACES
    return found


def recur_in_an_export(named: tuple[Codes, Codes], export: Codes, asked: Mask) -> Mask:
    """Which of the records in the mask have a title that one export has three times in their container.

    To be asked of records that say too little to be told apart: a database has a document once, and what
    several databases have of it rarely is as bare in all of them.
    """
    group = np.where(asked, _groups(*named), -1)
    found = np.zeros(len(group), dtype=np.bool_)
    places = np.flatnonzero(_with_namesakes(group))
    if len(places):
        both = np.stack([group[places], export[places].astype(np.int64)])
        _, of, n = np.unique(both, axis=1, return_inverse=True, return_counts=True)
        often = np.unique(group[places][n[of.ravel()] >= FEWEST_PLACES])
        found[places] = np.isin(group[places], often)
    return found


def _groups(title: Codes, container: Codes) -> Ints:
    """A number for each title within its container, -1 where either is not said."""
    return np.where((title > 0) & (container > 0), title.astype(np.int64) << 32 | container, -1)


def _with_namesakes(group: Ints) -> Mask:
    """Whether at least as many records are in each record's group; none is in group -1."""
    order = np.argsort(group, kind="stable")
    ordered, step = group[order], FEWEST_PLACES - 1
    found = np.zeros(len(group), dtype=np.bool_)
    starts = np.flatnonzero((ordered[step:] == ordered[:-step]) & (ordered[step:] >= 0))
    for later in range(FEWEST_PLACES):
        found[order[starts + later]] = True
    return found


def _n_different(groups: Ints, values: Codes | Ints, n_groups: int) -> Ints:
    """How many different values each group has."""
    pairs = np.unique(np.stack([groups, values.astype(np.int64)]), axis=1)
    return np.bincount(pairs[0], minlength=n_groups)
