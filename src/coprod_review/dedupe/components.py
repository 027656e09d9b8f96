"""Links between records to clusters: what hangs together, and where a conflict needs a closer look."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise

import numpy as np

from coprod_review.dedupe.arrow import Ints, distinct
from coprod_review.dedupe.titles import Pairs


def components(n: int, links: Pairs) -> list[list[int]]:
    """The places 0 to n - 1 in groups that links hold together, each in order, by their first place."""
    return _grouped(np.arange(n), _lowest_linked(n, links))


def linked_groups(links: Pairs) -> list[list[int]]:
    """The places that links name in groups that they hold together, each in order, by their first place."""
    places = distinct(links.ravel())
    return _grouped(places, _lowest_linked(len(places), np.searchsorted(places, links)))


def numbered(n: int, groups: Iterable[Iterable[int]]) -> Ints:
    """The number of the group of each place."""
    group_by_place = np.empty(n, dtype=np.int64)
    for number, group in enumerate(groups):
        for place in group:
            group_by_place[place] = number
    return group_by_place


def pairs_within(groups: Iterable[list[int]], *, most: int) -> Pairs:
    """All pairs within each group of at most `most` places, the lower place first."""
    found = [pair for group in groups if len(group) <= most for pair in combinations(group, 2)]
    return np.asarray(found, dtype=np.int64).reshape(-1, 2)


def _lowest_linked(n: int, links: Pairs) -> Ints:
    """For each of n places the lowest one that links lead to from it.

    Every round hangs the higher of two linked trees below the lower, for all links at once, and then lets
    each place point at the root of its tree.
    """
    lowest = np.arange(n)
    a, b = links[:, 0], links[:, 1]
    while True:
        one, other = lowest[a], lowest[b]
        apart = np.flatnonzero(one != other)
        if not len(apart):
            return lowest
        a, b, one, other = a[apart], b[apart], one[apart], other[apart]
        np.minimum.at(lowest, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(higher := lowest[lowest], lowest):
            lowest = higher


def _grouped(places: Ints, group: Ints) -> list[list[int]]:
    """Places in groups by the number of each place's group, the lowest number first."""
    order = np.argsort(group, kind="stable")
    begins = np.flatnonzero(np.diff(group[order], prepend=-1))
    flat = places[order].tolist()
    return [flat[start:end] for start, end in pairwise([*begins.tolist(), len(flat)])]
