"""The partnership model: potential that is argued for, attention that is measured, what is untapped.

Matrices have the characters of the safety issue as rows and the positions of the patient as columns, in the
orders of `model.partnership`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.analyse.coded import CodedReports
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel
from coprod_review.model.resampling import resampled_counts

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAD = 3
"""The sensitivity of the ranking is the share of runs in which a cell is among this many first."""

RANKED_TO = 5
"""Decimals of the shares that are ranked: what differs by less is a tie, less than half of it nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a report stands: its characters, in the order of CHARACTERS, and its one position."""

    report_id: str
    characters: tuple[str, ...]
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Fractional counts of reports by character and position, and bootstrap draws of the same.

    `counts` has shape (characters, positions), in the order of CHARACTERS and POSITIONS; `draws` has these
    for each draw.
    """

    counts: Reals
    draws: Reals

    @property
    def shares(self) -> Reals:
        """The share of each position within its row, shaped as the counts; NaN in rows without reports."""
        return row_shares(self.counts)

    @property
    def drawn_shares(self) -> Reals:
        """The shares in each draw, in the shape of the draws; NaN in rows that a draw left empty."""
        return row_shares(self.draws)


def placements(coded: CodedReports, *, basis: str = "all") -> list[Placement]:
    """The included reports on safety with a position and at least one character of the issue."""
    placed = []
    for report in coded:
        if not coded.counted_on(report, basis, ("framing", "issue_character")):
            continue
        position = coded.code(report, "framing")
        given = coded.codes(report, "issue_character")
        characters = tuple(name for name in CHARACTERS if name in given)
        if position in POSITIONS and characters:
            placed.append(Placement(report_id=report, characters=characters, position=position))
    return placed


def potential_shares(model: PartnershipModel) -> Reals:
    """The potential, each row normalised to shares: shape (characters, positions)."""
    return row_shares(np.array([[model.cells[c][p].weight for p in POSITIONS] for c in CHARACTERS]))


def attention(placed: Sequence[Placement], *, draws: int, seed: int) -> Attention:
    """Fractional counts (a report with k characters counts 1/k in each of its rows) with bootstrap draws.

    The counts add up to the number of reports. Reports are resampled whole; since reports in the same place
    are interchangeable, this is a multinomial draw over places.
    """
    places = Counter((p.characters, p.position) for p in placed)
    keys = sorted(places)
    weights = np.zeros((len(keys), len(CHARACTERS), len(POSITIONS)))
    for k, (characters, position) in enumerate(keys):
        for character in characters:
            weights[k, CHARACTERS.index(character), POSITIONS.index(position)] = 1 / len(characters)
    times = np.array([places[key] for key in keys], dtype=float)
    if not keys:
        empty = np.zeros((len(CHARACTERS), len(POSITIONS)))
        return Attention(counts=empty, draws=np.zeros((draws, *empty.shape)))
    resampled = resampled_counts(times, draws=draws, seed=seed)
    return Attention(
        counts=np.tensordot(times, weights, axes=1), draws=np.tensordot(resampled, weights, axes=1)
    )


def row_shares(counts: Reals) -> Reals:
    """Counts as shares of their row (last axis); NaN where a row is empty."""
    totals = counts.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Reals = np.where(totals > 0, counts / totals, np.nan)
    return shares


def untapped(potential: Reals, attended: Reals) -> Reals:
    """How far attention stays below potential, cell by cell; NaN where attention is unknown."""
    short: Reals = np.maximum(0.0, potential - attended)
    return short


def over_served(potential: Reals, attended: Reals) -> Reals:
    """How far attention exceeds potential, cell by cell; NaN where attention is unknown."""
    return untapped(attended, potential)


def total_variation(potential: Reals, attended: Reals) -> Reals:
    """The distance of the rows of two matrices: half the sum of absolute differences, from 0 to 1."""
    distance: Reals = np.abs(potential - attended).sum(axis=-1) / 2
    return distance


def chance_distances(placed: Sequence[Placement], potential: Reals, *, draws: int, seed: int) -> Reals:
    """The distance of each row (columns) in random draws with attention as potential; NaN without reports.

    In each draw every report of a row takes its position by the potential of the row, and counts by its part
    in the row. A distance is never negative: even then it is above zero, the more so the fewer the reports.
    """
    rng = np.random.default_rng(seed)
    drawn = np.full((draws, len(CHARACTERS)), np.nan)
    for i, character in enumerate(CHARACTERS):
        times = Counter(len(p.characters) for p in placed if character in p.characters)
        if not times:
            continue
        counts = sum(
            rng.multinomial(times[parts], potential[i], size=draws) / parts for parts in sorted(times)
        )
        drawn[:, i] = total_variation(potential[i], row_shares(np.asarray(counts)))
    return drawn


def effective_n(placed: Sequence[Placement]) -> Reals:
    """The effective number of reports of each row, which count in part: (sum w)^2 / sum w^2 (Kish 1965)."""
    sizes = []
    for character in CHARACTERS:
        weights = np.array([1 / len(p.characters) for p in placed if character in p.characters])
        sizes.append(weights.sum() ** 2 / (weights**2).sum() if len(weights) else 0.0)
    return np.array(sizes)


def potential_draws(model: PartnershipModel, *, seed: int) -> Reals:
    """Random potential matrices around the stated one: each row Dirichlet with mean the stated shares.

    The concentration is the sum of the Dirichlet parameters; a cell of weight 0 stays 0.
    """
    rng = np.random.default_rng(seed)
    shares = potential_shares(model)
    drawn = np.zeros((model.n_draws, *shares.shape))
    for row, stated in enumerate(shares):
        given = np.flatnonzero(stated > 0)
        drawn[:, row, given] = rng.dirichlet(model.concentration * stated[given], size=model.n_draws)
    return drawn


def leading(short: Reals) -> Flags:
    """Which cells of each matrix (last two axes) are among the three with the most untapped.

    Only cells with something untapped are ranked; cells without attention data never are. Ties go to the cell
    that stands first in the model.
    """
    flat = np.nan_to_num(short.reshape(*short.shape[:-2], -1), nan=0.0).round(RANKED_TO)
    order = np.argsort(-flat, axis=-1, kind="stable")[..., :LEAD]
    lead = np.zeros(flat.shape, dtype=bool)
    np.put_along_axis(lead, order, values=True, axis=-1)
    first: Flags = (lead & (flat > 0)).reshape(short.shape)
    return first


def top_shares(untapped_draws: Reals) -> Reals:
    """In what share of the draws (first axis) each cell is among the three with the most untapped."""
    if len(untapped_draws) == 0:
        return np.zeros(untapped_draws.shape[1:])
    shares: Reals = leading(untapped_draws).mean(axis=0)
    return shares
