"""From how often items occur together to a map: association strength, places and clusters.

Association strength is that of van Eck and Waltman (2009), How to normalize cooccurrence data, with total
link strengths: how many times more often two items occur together than they would by chance. Places minimise
the objective of Waltman, van Eck and Noyons (2010), A unified approach to mapping and clustering of
bibliometric networks, in their layout with attraction 2 and repulsion 1, by majorization from seeded starts.
Clusters are found by the Louvain method, seeded. Places are rounded, so that they do not depend on how many
processors add the numbers up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]

STARTS = 5
FIRST_STEPS = 120
MOST_STEPS = 1500
STEP_DONE = 1e-8
NEAREST = 1e-9
DIGITS = 4
WEAK_TIE = 0.02
"""Between all pairs, as a part of the mean association, so that items without links stay in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMap:
    """Association of each pair (n x n), places (n x 2, mean distance 1) and clusters (from 1) of n items."""

    association: Reals
    places: Reals
    clusters: Ints


def item_map(together: Ints, *, weights: Ints, resolution: float, seed: int) -> ItemMap:
    """The map of items from symmetric counts of how often two occur together; the diagonal is passed over.

    Clusters are numbered by the sum of the `weights` of their items, the largest first.
    """
    counts = together.astype(float)
    np.fill_diagonal(counts, 0.0)
    association = association_strength(counts)
    places = _turned(_places(association, seed=seed), weights)
    return ItemMap(
        association=association,
        places=np.round(places, DIGITS) + 0.0,
        clusters=_clusters(association, weights=weights, resolution=resolution, seed=seed),
    )


def association_strength(counts: Reals) -> Reals:
    """2 m c_ij / (k_i k_j) for counts c, total link strengths k and their half sum m; 0 without links."""
    strengths = counts.sum(axis=1)
    expected = np.outer(strengths, strengths) / max(1.0, strengths.sum())
    return cast(Reals, np.divide(counts, expected, out=np.zeros_like(counts), where=expected > 0))


def _places(association: Reals, *, seed: int) -> Reals:
    """The layout that the best of several seeded starts leads to."""
    n = len(association)
    if n < 3:
        return np.column_stack((np.arange(n, dtype=float), np.zeros(n)))
    mean = association.sum() / (n * (n - 1)) or 1.0
    pulls = association + WEAK_TIE * mean
    np.fill_diagonal(pulls, 0.0)
    solver = cast(Reals, np.linalg.inv(np.diag(pulls.sum(axis=1)) - pulls + 1.0 / n) - 1.0 / n)
    generator = np.random.default_rng(seed)
    begun = [_settled(generator.random((n, 2)), solver, steps=FIRST_STEPS) for _ in range(STARTS)]
    costs = [round(float(np.sum(pulls * _distances(places) ** 2)), 6) for places in begun]
    return _settled(begun[costs.index(min(costs))], solver, steps=MOST_STEPS)


def _settled(places: Reals, solver: Reals, *, steps: int) -> Reals:
    """The layout that a start leads to: each step lowers attraction less repulsion, at mean distance 1."""
    pairs = len(places) * (len(places) - 1)
    distances = _distances(places)
    for _ in range(steps):
        pushes = 1.0 / np.maximum(distances, NEAREST)
        np.fill_diagonal(pushes, 0.0)
        target = pushes.sum(axis=1)[:, None] * places - np.einsum("ij,jk->ik", pushes, places)
        after = np.einsum("ij,jk->ik", solver, target)
        distances = _distances(after)
        mean = float(distances.sum()) / pairs or 1.0
        after, distances = after / mean, distances / mean
        moved = float(np.abs(after - places).max())
        places = after
        if moved < STEP_DONE:
            break
    return places


def _distances(places: Reals) -> Reals:
    across, along = (np.subtract.outer(places[:, axis], places[:, axis]) for axis in (0, 1))
    return cast(Reals, np.sqrt(across * across + along * along))


def _turned(places: Reals, weights: Ints) -> Reals:
    """The layout with its longer side across, and the heavier items at the left and at the top."""
    if len(places) < 3:
        return places
    x, y = places[:, 0], places[:, 1]
    angle = 0.5 * np.arctan2(2 * (x * y).sum(), (x**2).sum() - (y**2).sum())
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = np.einsum("ij,jk->ik", places, turn)
    for axis, wanted in ((0, -1.0), (1, 1.0)):
        balance = float((turned[:, axis] * weights).sum())
        if balance * wanted < 0:
            turned[:, axis] *= -1
    return cast(Reals, turned)


def _clusters(association: Reals, *, weights: Ints, resolution: float, seed: int) -> Ints:
    import networkx as nx  # noqa: PLC0415  # a second of import that most tables do not need

    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(association)))
    graph.add_weighted_edges_from(
        (int(i), int(j), round(float(association[i, j]), 9)) for i, j in np.argwhere(np.triu(association) > 0)
    )
    groups = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    ordered = sorted(groups, key=lambda group: (-int(weights[sorted(group)].sum()), min(group)))
    clusters = np.zeros(len(association), dtype=np.int64)
    for number, group in enumerate(ordered, start=1):
        clusters[sorted(group)] = number
    return clusters
