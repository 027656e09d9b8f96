"""Links between records to clusters: what hangs together, and where a conflict needs a closer look."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from coprod_review.dedupe.arrow import Ints
from coprod_review.dedupe.titles import Pairs


def components(n: int, links: Pairs) -> list[list[int]]:
    """The places 0 to n - 1 in groups that links hold together, each in order, by their first place."""
    linked = np.zeros(n, dtype=np.bool_)
    linked[links.ravel()] = True
    groups = linked_groups(links)
    groups += [[place] for place in np.flatnonzero(~linked).tolist()]
    return sorted(groups)


def linked_groups(links: Pairs) -> list[list[int]]:
    """The places that links name in groups that they hold together, each in order."""
    places = sorted({place for pair in links.tolist() for place in pair})
    parent = {place: place for place in places}

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for a, b in links.tolist():
        one, other = root(a), root(b)
        if one != other:
            parent[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for place in places:
        groups.setdefault(root(place), []).append(place)
    return list(groups.values())


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
