"""The finding as three claims that can fail: supported, not supported or undecided by their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coprod_review.analyse.beyond_chance import Difference
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.intervals import newcombe_independent, newcombe_paired, wilson
from coprod_review.analyse.ledger import UNKNOWN, Row, Section, count, estimate, number_id, percents
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.fixed_codes import PUBLIC, SERVICE
from coprod_review.model.number import Number
from coprod_review.model.partnership import POSITIONS
from coprod_review.pages.wording import basis_words

STATEMENTS = {
    "1": "Research on patient safety rests more on public administration than on service management.",
    "2": "Service-management reports position the patient as a partner more often than "
    "public-administration reports do.",
    "3": "The untapped share, by which attention to all three positions of the patient differs from "
    "potential, is larger for issues of social interaction than for technical and for procedural ones.",
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
        because = f"no report on safety has both codes ({basis_words(basis)})"
        return judged("1", None, None, sides=sides, basis=basis, because=because, members=reports)
    bounds = newcombe_paired(0, a, b, n - a - b, confidence=confidence)
    low, high = wilson(b, n, confidence=confidence)
    share, lower, upper = percents(b / n, low, high)
    because = (
        f"of {n} {'report' if n == 1 else 'reports'} on safety ({basis_words(basis)}), {a} are of public "
        f"administration and {b} of service management ({share}, {lower} to {upper})"
    )
    without = sum(coded.code(r, "tradition") == NONE_CODE for r in reports)
    if without:
        among = points((a - b) / (n - without) if n > without else None)
        because = f"{because}; {without} have no tradition, as no explicit code has: without these {among}"
    few = n < min_group
    if few:
        because = f"{because}: fewer than {min_group} on safety are too few to decide"
    return judged(
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
        f"public-administration reports on safety ({basis_words(basis)})"
    )
    sides = ((SERVICE, groups[SERVICE]), (PUBLIC, groups[PUBLIC]))
    members = [*groups[SERVICE], *groups[PUBLIC]]
    if not a or not b:
        because = f"{because}: nothing to compare"
        return judged("2", None, None, sides=sides, basis=basis, because=because, members=members)
    bounds = newcombe_independent(partners[SERVICE], a, partners[PUBLIC], b, confidence=confidence)
    few = min(a, b) < min_group
    if few:
        because = f"{because}: fewer than {min_group} on one side are too few to decide"
    value = partners[SERVICE] / a - partners[PUBLIC] / b
    return judged(
        "2",
        value,
        bounds,
        sides=sides,
        basis=basis,
        because=because,
        members=members,
        decidable=not few,
    )


def claim_section(claims: Sequence[Claim], *, variant: bool = False) -> Section:
    """The claims as rows with their numbers; variants are numbered by claim and basis."""
    identities = [number_id("claim", c.claim, *([c.basis] if variant else [])) for c in claims]
    told = list(zip(claims, identities, strict=True))
    return Section(
        rows=tuple(_claim_row(claim, identity) for claim, identity in told),
        numbers=tuple(number for claim, identity in told for number in _claim_numbers(claim, identity)),
    )


def judged(
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
    """A claim with the verdict that its interval gives; undecided where it may not be decided."""
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


def points(difference: float | None) -> str:
    """A difference of shares as it is printed, with its sign: "+31 %-points"."""
    if difference is None:
        return UNKNOWN
    return f"{100 * difference:+.0f} %-points".replace("-", "−", 1 if difference < 0 else 0)


def in_words(name: str) -> str:
    """A name of the program as words."""
    return name.replace("_", " ")


def claim_cells(claim: Claim) -> Row:
    """What was found of the claim, and of how many reports on each side."""
    return {
        "verdict": claim.verdict,
        "estimate": claim.estimate,
        "low": claim.low,
        "high": claim.high,
        "n_a": len(claim.sides[0][1]),
        "n_b": len(claim.sides[1][1]),
    }


def _claim_row(claim: Claim, identity: str) -> Row:
    """The claim as a row of claims.csv."""
    return {
        "claim": claim.claim,
        "statement": STATEMENTS[claim.claim],
        **claim_cells(claim),
        "n": len(claim.members),
        "basis": claim.basis,
        "because": claim.because,
        **_beyond_columns(claim.beyond_chance),
        "number_id": identity,
    }


def _claim_numbers(claim: Claim, identity: str) -> Iterator[Number]:
    """The estimate, what of it lies beyond chance where that is told, and the reports on either side."""
    name = f"claim {claim.claim} ({in_words(claim.basis)})"
    yield estimate(
        identity,
        claim.estimate,
        claim.members,
        f"{name}: {STATEMENTS[claim.claim]}",
        text=points(claim.estimate),
        low=claim.low,
        high=claim.high,
    )
    if beyond := claim.beyond_chance:
        yield estimate(
            f"{identity}.beyond_chance",
            beyond.value,
            claim.members,
            f"{name}, after what chance alone would give",
            text=points(beyond.value),
            low=beyond.low,
            high=beyond.high,
        )
    for side, members in claim.sides:
        yield count(f"{identity}.{side}", members, f"{name}: reports, {side}")


def _beyond_columns(beyond: Difference | None) -> dict[str, float | None]:
    """The columns of a claim on what lies beyond chance."""
    return {
        "beyond_chance": beyond.value if beyond else None,
        "beyond_chance_low": beyond.low if beyond else None,
        "beyond_chance_high": beyond.high if beyond else None,
    }


def _on_safety(coded: CodedReports, basis: str) -> list[str]:
    """Reports on the basis with a tradition and a patient position, thus on safety."""
    return [
        report
        for report in coded
        if coded.codes(report, "tradition")
        and coded.code(report, "framing") in POSITIONS
        and coded.counted_on(report, basis, ("tradition", "framing"))
    ]
