"""The claims: what they count, and when they are undecided."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coprod_review.analyse.claims import (
    claim_section,
    partnership_claim,
    tradition_claim,
    verdict,
)
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.model import attention, placements
from coprod_review.analyse.untapped_claim import untapped_claim
from coprod_review.model.partnership import PartnershipModel

Study = Callable[..., CodedReports]


def of(tradition: str, framing: str, basis: str = "explicit") -> dict[str, str]:
    return {"tradition": tradition, "framing": framing, "tradition_basis": basis}


PUBLIC, SERVICE = "public_administration", "service_management"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.1, 0.3, "supported"),
        (-0.3, -0.1, "not supported"),
        (-0.1, 0.1, "undecided"),
        (0.0, 0.1, "undecided"),
        (None, None, "undecided"),
    ],
)
def test_the_interval_alone_makes_the_verdict(low: float | None, high: float | None, expected: str) -> None:
    assert verdict(low, high) == expected


def test_claim_1_counts_explicit_reports_on_safety_alone(study: Study) -> None:
    coded = study(
        (12, of(PUBLIC, "consultative")),
        (2, of(SERVICE, "partnership")),
        (6, of("other", "partnership")),
        (50, of(SERVICE, "none")),
        (50, of(SERVICE, "partnership", "implicit")),
        (9, of(SERVICE, "waiting")),
    )
    claim = tradition_claim(coded, basis="explicit", confidence=0.95, min_group=10)
    assert claim.estimate == pytest.approx((12 - 2) / 20)
    assert claim.verdict == "supported"
    assert [(name, len(members)) for name, members in claim.sides] == [(PUBLIC, 12), (SERVICE, 2)]
    assert len(claim.members) == 20


def test_claim_1_can_fail(study: Study) -> None:
    coded = study((3, of(PUBLIC, "consultative")), (30, of(SERVICE, "partnership")))
    assert tradition_claim(coded, basis="explicit", confidence=0.95, min_group=10).verdict == "not supported"


def test_claim_1_asks_for_enough_reports_on_safety_as_a_whole_not_for_each_tradition(study: Study) -> None:
    enough = study((11, of(PUBLIC, "consultative")))
    assert tradition_claim(enough, basis="explicit", confidence=0.95, min_group=10).verdict == "supported"
    few = study((9, of(PUBLIC, "consultative")))
    claim = tradition_claim(few, basis="explicit", confidence=0.95, min_group=10)
    assert claim.verdict == "undecided"
    assert "of 9 reports on safety (codes whose basis is explicit), 9 are of" in claim.because
    assert "fewer than 10 on safety are too few to decide" in claim.because


def test_claim_2_compares_partnership_between_the_traditions(study: Study) -> None:
    coded = study(
        (18, of(SERVICE, "partnership")),
        (2, of(SERVICE, "consultative")),
        (10, of(PUBLIC, "partnership")),
        (30, of(PUBLIC, "protective")),
    )
    claim = partnership_claim(coded, basis="explicit", confidence=0.95, min_group=10)
    assert claim.estimate == pytest.approx(0.9 - 0.25)
    assert claim.verdict == "supported"


def test_claim_2_with_too_few_reports_is_undecided_and_says_so(study: Study) -> None:
    coded = study((4, of(SERVICE, "partnership")), (60, of(PUBLIC, "protective")))
    claim = partnership_claim(coded, basis="explicit", confidence=0.95, min_group=10)
    assert claim.low is not None
    assert claim.low > 0
    assert claim.verdict == "undecided"
    assert "fewer than 10 on one side are too few to decide" in claim.because


def test_claim_3_holds_only_against_every_other_character(study: Study, model: PartnershipModel) -> None:
    def claim(**framing_by_character: str) -> tuple[str, float | None]:
        coded = study(
            *(
                (40, {"issue_character": character, "framing": framing})
                for character, framing in framing_by_character.items()
            )
        )
        placed = placements(coded)
        found = untapped_claim(
            placed,
            attention(placed, draws=200, seed=1),
            model,
            seed=1,
            confidence=0.95,
            min_group=10,
        )
        return found.verdict, found.estimate

    verdict_all, estimate = claim(
        technical="protective", procedural="protective", social_interaction="protective"
    )
    assert (verdict_all, estimate) == ("supported", pytest.approx(6 / 7 - 5 / 8))
    verdict_not, _ = claim(technical="partnership", procedural="protective", social_interaction="partnership")
    assert verdict_not == "not supported"


def test_claim_3_without_reports_in_a_row_is_undecided(study: Study, model: PartnershipModel) -> None:
    placed = placements(study((9, {"issue_character": "technical", "framing": "protective"})))
    claim = untapped_claim(
        placed, attention(placed, draws=100, seed=1), model, seed=1, confidence=0.95, min_group=1
    )
    assert (claim.verdict, claim.estimate) == ("undecided", None)
    assert "no report on procedural, social interaction issues" in claim.because


def test_claims_without_any_report_are_undecided_and_say_why(study: Study) -> None:
    nothing = study()
    for claim in (
        tradition_claim(nothing, basis="explicit", confidence=0.95, min_group=10),
        partnership_claim(nothing, basis="explicit", confidence=0.95, min_group=10),
    ):
        assert (claim.verdict, claim.estimate) == ("undecided", None)
        assert claim.because


def test_the_reports_on_both_sides_of_a_claim_are_numbers_of_their_own(study: Study) -> None:
    claim = tradition_claim(
        study((2, of(SERVICE, "partnership"))), basis="explicit", confidence=0.95, min_group=10
    )
    section = claim_section([claim])
    values = {number.number_id: number.value for number in section.numbers}
    assert values == {"claim.1": -1, f"claim.1.{PUBLIC}": 0, f"claim.1.{SERVICE}": 2}
    assert section.rows[0]["n_b"] == 2
    assert section.numbers[0].text == "−100 %-points"


def test_claim_1_on_all_codes_tells_what_reports_of_no_tradition_do_to_it(study: Study) -> None:
    coded = study(
        (12, of(PUBLIC, "consultative")),
        (4, of(SERVICE, "partnership")),
        (16, of("none", "protective", "none")),
    )

    def told(basis: str) -> str:
        return tradition_claim(coded, basis=basis, confidence=0.95, min_group=10).because

    assert told("all").endswith("; 16 have no tradition, as no explicit code has: without these +50 %-points")
    assert "no tradition" not in told("explicit")
