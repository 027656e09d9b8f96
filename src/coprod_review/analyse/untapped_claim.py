"""Claim 3: whether issues of social interaction have the largest untapped share, beyond what chance gives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coprod_review.analyse.beyond_chance import (
    Difference,
    Unseen,
    beyond_chance,
    smallest_bounds,
    smallest_difference,
)
from coprod_review.analyse.claims import Claim, in_words, judged, points, verdict
from coprod_review.analyse.intervals import upper_bound_of_none
from coprod_review.analyse.ledger import percents
from coprod_review.analyse.model import (
    Attention,
    Placement,
    Reals,
    chance_distances,
    effective_n,
    potential_draws,
    potential_shares,
    total_variation,
)
from coprod_review.model.partnership import CHARACTERS, PartnershipModel

SOCIAL = "social_interaction"
FIRST = CHARACTERS.index(SOCIAL)


def untapped_claim(
    placed: Sequence[Placement],
    attended: Attention,
    model: PartnershipModel,
    *,
    seed: int,
    confidence: float,
    min_group: int,
    basis: str = "all",
) -> Claim:
    """Claim 3: the untapped share of social interaction minus that of each other character.

    It holds only against every other character, so its estimate is the smallest difference, and its bounds
    the smallest of the bounds (an intersection-union test, which needs no correction for several
    comparisons).

    An untapped share is above zero by chance, the more so the fewer reports a row has: in full where
    attention is as potential, hardly where it is far from it. So the difference without this bias lies
    between that of the shares and that of what they have beyond chance, and a verdict stands only where
    both intervals give it.

    Resampling reports that are all in one position finds nothing else; the bounds then allow for as many in
    other positions as so few reports can hide.
    """
    distance = total_variation(potential_shares(model), attended.shares)
    social = [p.report_id for p in placed if SOCIAL in p.characters]
    rest = [p.report_id for p in placed if set(p.characters) - {SOCIAL}]
    sides = ((SOCIAL, social), ("other_characters", rest))
    members = [*social, *rest]
    if np.isnan(distance).any():
        empty = [name for name, d in zip(CHARACTERS, distance, strict=True) if np.isnan(d)]
        because = f"no report on {', '.join(map(in_words, empty))} issues has a position: nothing to compare"
        return judged("3", None, None, sides=sides, basis=basis, because=because, members=members)
    potential = potential_shares(model)
    drawn = total_variation(potential, attended.drawn_shares)
    chance = chance_distances(placed, potential, draws=len(attended.draws), seed=seed).mean(axis=0)
    varied = total_variation(potential_draws(model, seed=seed), attended.shares)
    largest = (varied.argmax(axis=1) == FIRST).mean()
    n_shares = len(distance)
    printed = percents(*map(float, distance), float(largest), *map(float, chance))
    because, few = _told(placed, printed[:n_shares], largest=printed[n_shares], min_group=min_group)
    unseen = _unseen(placed, attended, distance, confidence=confidence)
    bounds = smallest_bounds(drawn, FIRST, confidence=confidence, unseen=unseen)
    beyond = beyond_chance(distance, drawn, chance, FIRST, confidence=confidence, unseen=unseen)
    if beyond:
        because = f"{because}; {_beyond_told(bounds, beyond, printed[n_shares + 1 :])}"
    return judged(
        "3",
        smallest_difference(distance, FIRST),
        bounds,
        sides=sides,
        basis=basis,
        because=because,
        members=members,
        decidable=not few and _is_beyond(bounds, beyond),
        beyond=beyond,
    )


def _unseen(
    placed: Sequence[Placement], attended: Attention, distance: Reals, *, confidence: float
) -> Unseen:
    """What distances may be off by where all reports of a row are in one position; else nothing.

    With a share b of the row in other positions the distance d would lie between d - b, or 0, and the greater
    of d and b. Of b, the bound is that of none found, at the level of a two-sided interval.
    """
    level = 0.5 + confidence / 2
    bounds = np.array([upper_bound_of_none(n, confidence=level) for n in effective_n(placed)])
    is_alike = np.count_nonzero(attended.counts, axis=1) == 1
    return Unseen(
        too_large=np.where(is_alike, np.minimum(bounds, distance), 0.0),
        too_small=np.where(is_alike, np.maximum(bounds - distance, 0.0), 0.0),
    )


def _is_beyond(bounds: tuple[float, float] | None, beyond: Difference | None) -> bool:
    """Whether the interval gives one verdict with what chance alone would give, and without it."""
    return beyond is not None and verdict(*(bounds or (None, None))) == verdict(beyond.low, beyond.high)


def _beyond_told(bounds: tuple[float, float] | None, beyond: Difference, chance: Sequence[str]) -> str:
    """What chance alone would give in words, and whether the verdict would rest on it."""
    shares = ", ".join(f"{in_words(name)} {share}" for name, share in zip(CHARACTERS, chance, strict=True))
    told = (
        f"chance alone would give {shares}; after subtracting this the difference is {points(beyond.value)} "
        f"({points(beyond.low)} to {points(beyond.high)})"
    )
    return told if _is_beyond(bounds, beyond) else f"{told}, so that its sign may be due to chance"


def _told(
    placed: Sequence[Placement], untapped: Sequence[str], *, largest: str, min_group: int
) -> tuple[str, bool]:
    """The untapped shares in words, and whether a row has too few reports to decide."""
    n_by_character = [sum(name in p.characters for p in placed) for name in CHARACTERS]
    few = min(n_by_character) < min_group
    shares = ", ".join(
        f"{in_words(name)} {share} ({n} {'report' if n == 1 else 'reports'})"
        for name, share, n in zip(CHARACTERS, untapped, n_by_character, strict=True)
    )
    told = (
        f"untapped shares: {shares}; with other potentials, drawn at random around the stated ones, social "
    )
    lacking = f"; fewer than {min_group} reports in a row are too few to decide" if few else ""
    return f"{told}interaction has the largest share in {largest} of draws{lacking}", few
