"""The finding as three claims that can fail: supported, not supported or undecided by their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.beyond_chance import (
    Difference,
    beyond_chance,
    smallest_bounds,
    smallest_difference,
)
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.intervals import newcombe_independent, newcombe_paired, wilson
from coprod_review.analyse.ledger import UNKNOWN, Section, count, estimate, number_id, percent
from coprod_review.analyse.model import (
    Attention,
    Placement,
    Reals,
    chance_distances,
    potential_draws,
    potential_shares,
    total_variation,
)
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel

PUBLIC = "public_administration"
SERVICE = "service_management"
SOCIAL = "social_interaction"
FIRST = CHARACTERS.index(SOCIAL)

STATEMENTS = {
    "1": "Research on patient safety rests more on public administration than on service management.",
    "2": "Service-management reports position the patient as a partner more often than "
    "public-administration reports do.",
    "3": "The untapped share is larger for issues of social interaction than for technical and for "
    "procedural ones.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim with its verdict.

    `sides` are the reports on the two sides by the name of the side, `members` all that the estimate
    rests on; `beyond_chance` is the estimate after what chance alone would give, where that is not zero.
    """

    claim: str
    verdict: str
    estimate: float | None
    low: float | None
    high: float | None
    sides: tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]
    basis: str
    because: str
    members: tuple[str, ...]
    beyond_chance: Difference | None = None


def verdict(low: float | None, high: float | None) -> str:
    """Supported where the whole interval is above 0, not supported where it is below, else undecided."""
    if low is None or high is None:
        return "undecided"
    if low > 0:
        return "supported"
    return "not supported" if high < 0 else "undecided"


def tradition_claim(coded: CodedReports, *, basis: str, confidence: float, min_group: int) -> Claim:
    """Claim 1: on safety, the share of public administration minus that of service management.

    Both are shares of one group, the reports on safety: with fewer than `min_group` of these the claim is
    undecided, however few of them are of either tradition.
    """
    reports = _on_safety(coded, basis)
    public = [r for r in reports if coded.code(r, "tradition") == PUBLIC]
    service = [r for r in reports if coded.code(r, "tradition") == SERVICE]
    n, a, b = len(reports), len(public), len(service)
    sides = ((PUBLIC, public), (SERVICE, service))
    if n == 0:
        because = f"no report on safety has both codes ({_words(basis)})"
        return _claim("1", None, None, sides=sides, basis=basis, because=because, members=reports)
    bounds = newcombe_paired(0, a, b, n - a - b, confidence=confidence)
    low, high = wilson(b, n, confidence=confidence)
    because = (
        f"of {n} reports on safety ({_words(basis)}), {a} are of public administration and {b} of service "
        f"management ({percent(b / n)}, {percent(low)} to {percent(high)})"
    )
    few = n < min_group
    if few:
        because = f"{because}: fewer than {min_group} on safety are too few to decide"
    return _claim(
        "1",
        (a - b) / n,
        bounds,
        sides=sides,
        basis=basis,
        because=because,
        members=reports,
        decidable=not few,
    )


def partnership_claim(coded: CodedReports, *, basis: str, confidence: float, min_group: int) -> Claim:
    """Claim 2: partnership among service-management reports minus among public-administration reports.

    With fewer than `min_group` reports on either side the claim is undecided, whatever the interval.
    """
    reports = _on_safety(coded, basis)
    groups = {
        tradition: [r for r in reports if coded.code(r, "tradition") == tradition]
        for tradition in (SERVICE, PUBLIC)
    }
    partners = {
        tradition: sum(coded.code(r, "framing") == "partnership" for r in group)
        for tradition, group in groups.items()
    }
    a, b = len(groups[SERVICE]), len(groups[PUBLIC])
    because = (
        f"partnership in {partners[SERVICE]} of {a} service-management and in {partners[PUBLIC]} of {b} "
        f"public-administration reports on safety ({_words(basis)})"
    )
    sides = ((SERVICE, groups[SERVICE]), (PUBLIC, groups[PUBLIC]))
    members = [*groups[SERVICE], *groups[PUBLIC]]
    if not a or not b:
        because = f"{because}: nothing to compare"
        return _claim("2", None, None, sides=sides, basis=basis, because=because, members=members)
    bounds = newcombe_independent(partners[SERVICE], a, partners[PUBLIC], b, confidence=confidence)
    few = min(a, b) < min_group
    if few:
        because = f"{because}: fewer than {min_group} on one side are too few to decide"
    value = partners[SERVICE] / a - partners[PUBLIC] / b
    return _claim(
        "2",
        value,
        bounds,
        sides=sides,
        basis=basis,
        because=because,
        members=members,
        decidable=not few,
    )


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
    """
    distance = total_variation(potential_shares(model), attended.shares)
    social = [p.report_id for p in placed if SOCIAL in p.characters]
    rest = [p.report_id for p in placed if set(p.characters) - {SOCIAL}]
    sides = ((SOCIAL, social), ("other_characters", rest))
    members = [*social, *rest]
    if np.isnan(distance).any():
        empty = [name for name, d in zip(CHARACTERS, distance, strict=True) if np.isnan(d)]
        because = f"no report on {', '.join(map(_words, empty))} issues has a position: nothing to compare"
        return _claim("3", None, None, sides=sides, basis=basis, because=because, members=members)
    because, few = _told(placed, attended, model, distance, seed=seed, min_group=min_group)
    potential = potential_shares(model)
    drawn = total_variation(potential, attended.drawn_shares)
    chance = chance_distances(placed, potential, draws=len(attended.draws), seed=seed).mean(axis=0)
    bounds = smallest_bounds(drawn, FIRST, confidence=confidence)
    beyond = beyond_chance(distance, drawn, chance, FIRST, confidence=confidence)
    if beyond:
        because = f"{because}; {_beyond_told(bounds, beyond, chance)}"
    return _claim(
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


def claim_section(claims: Sequence[Claim], *, variant: bool = False) -> Section:
    """The claims as rows with their numbers; variants are numbered by claim and basis."""
    rows, numbers = [], []
    for claim in claims:
        identity = number_id("claim", claim.claim, *([claim.basis] if variant else []))
        rows.append(
            {
                "claim": claim.claim,
                "statement": STATEMENTS[claim.claim],
                "verdict": claim.verdict,
                "estimate": claim.estimate,
                "low": claim.low,
                "high": claim.high,
                "n_a": len(claim.sides[0][1]),
                "n_b": len(claim.sides[1][1]),
                "basis": claim.basis,
                "because": claim.because,
                **_beyond_columns(claim.beyond_chance),
                "number_id": identity,
            }
        )
        numbers.append(
            estimate(
                identity,
                claim.estimate,
                claim.members,
                f"claim {claim.claim} ({_words(claim.basis)}): {STATEMENTS[claim.claim]}",
                text=points(claim.estimate),
                low=claim.low,
                high=claim.high,
            )
        )
        if claim.beyond_chance:
            numbers.append(
                estimate(
                    f"{identity}.beyond_chance",
                    claim.beyond_chance.value,
                    claim.members,
                    f"claim {claim.claim} ({_words(claim.basis)}), after what chance alone would give",
                    text=points(claim.beyond_chance.value),
                    low=claim.beyond_chance.low,
                    high=claim.beyond_chance.high,
                )
            )
        numbers.extend(
            count(
                f"{identity}.{side}", members, f"claim {claim.claim} ({_words(claim.basis)}): reports, {side}"
            )
            for side, members in claim.sides
        )
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def points(difference: float | None) -> str:
    """A difference of shares as it is printed, with its sign: "+31 %-points"."""
    if difference is None:
        return UNKNOWN
    return f"{100 * difference:+.0f} %-points".replace("-", "−", 1 if difference < 0 else 0)


def _is_beyond(bounds: tuple[float, float] | None, beyond: Difference | None) -> bool:
    """Whether the interval gives one verdict with what chance alone would give, and without it."""
    return beyond is not None and verdict(*(bounds or (None, None))) == verdict(beyond.low, beyond.high)


def _beyond_told(bounds: tuple[float, float] | None, beyond: Difference, chance: Reals) -> str:
    """What chance alone would give in words, and whether the verdict would rest on it."""
    shares = ", ".join(f"{_words(name)} {percent(c)}" for name, c in zip(CHARACTERS, chance, strict=True))
    told = (
        f"chance alone would give {shares}; beyond that the difference is {points(beyond.value)} "
        f"({points(beyond.low)} to {points(beyond.high)})"
    )
    return told if _is_beyond(bounds, beyond) else f"{told}, so that the sign of it hangs on chance"


def _beyond_columns(beyond: Difference | None) -> dict[str, float | None]:
    """The columns of a claim on what lies beyond chance."""
    return {
        "beyond_chance": beyond.value if beyond else None,
        "beyond_chance_low": beyond.low if beyond else None,
        "beyond_chance_high": beyond.high if beyond else None,
    }


def _told(
    placed: Sequence[Placement],
    attended: Attention,
    model: PartnershipModel,
    distance: Reals,
    *,
    seed: int,
    min_group: int,
) -> tuple[str, bool]:
    """The untapped shares in words, and whether a row has too few reports to decide."""
    varied = total_variation(potential_draws(model, seed=seed), attended.shares)
    largest = (varied.argmax(axis=1) == FIRST).mean()
    n_by_character = [sum(name in p.characters for p in placed) for name in CHARACTERS]
    few = min(n_by_character) < min_group
    shares = ", ".join(
        f"{_words(name)} {percent(d)} ({n} reports)"
        for name, d, n in zip(CHARACTERS, distance, n_by_character, strict=True)
    )
    told = f"untapped shares: {shares}; social interaction has the largest in {percent(float(largest))} of "
    lacking = f"; fewer than {min_group} reports in a row are too few to decide" if few else ""
    return f"{told}random potentials{lacking}", few


def _words(name: str) -> str:
    return name.replace("_", " ")


def _on_safety(coded: CodedReports, basis: str) -> list[str]:
    """Reports on the basis with a tradition and a patient position, thus on safety."""
    return [
        report
        for report in coded
        if coded.codes(report, "tradition")
        and coded.code(report, "framing") in POSITIONS
        and coded.counted_on(report, basis, ("tradition", "framing"))
    ]


def _claim(
    claim: str,
    value: float | None,
    bounds: tuple[float, float] | None,
    *,
    sides: tuple[tuple[str, Sequence[str]], tuple[str, Sequence[str]]],
    basis: str,
    because: str,
    members: Sequence[str],
    decidable: bool = True,
    beyond: Difference | None = None,
) -> Claim:
    low, high = bounds or (None, None)
    return Claim(
        claim=claim,
        verdict=verdict(low, high) if decidable else "undecided",
        estimate=value,
        low=low,
        high=high,
        sides=((sides[0][0], tuple(sides[0][1])), (sides[1][0], tuple(sides[1][1]))),
        basis=basis,
        because=because,
        members=tuple(sorted(set(members))),
        beyond_chance=beyond,
    )
