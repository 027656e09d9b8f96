"""What chance alone would give an untapped share, and that no verdict rests on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from coprod_review.analyse.beyond_chance import Unseen, beyond_chance, smallest_bounds
from coprod_review.analyse.claims import Claim, claim_section
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.model import (
    Placement,
    Reals,
    attention,
    chance_distances,
    placements,
    potential_shares,
    row_shares,
    total_variation,
)
from coprod_review.analyse.model_tables import row_table
from coprod_review.analyse.untapped_claim import untapped_claim
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel

Study = Callable[..., CodedReports]


def placed(counts_by_character: dict[str, tuple[int, int, int]]) -> list[Placement]:
    """Reports on one character each, so many in each position."""
    return [
        Placement(report_id=f"{character}-{position}-{k}", characters=(character,), position=position)
        for character, counts in counts_by_character.items()
        for position, n in zip(POSITIONS, counts, strict=True)
        for k in range(n)
    ]


def judged(reports: list[Placement], model: PartnershipModel) -> Claim:
    return untapped_claim(
        reports, attention(reports, draws=600, seed=3), model, seed=3, confidence=0.95, min_group=5
    )


def mean_by_chance(reports: list[Placement], potential: Reals) -> Reals:
    means: Reals = chance_distances(reports, potential, draws=4000, seed=2).mean(axis=0)
    return means


def test_chance_gives_what_a_simulation_of_the_row_gives(model: PartnershipModel) -> None:
    potential = potential_shares(model)
    reports = placed({"technical": (17, 9, 4), "social_interaction": (9, 19, 38)})
    simulated = np.random.default_rng(9).multinomial(30, potential[0], size=20_000)
    expected = total_variation(potential[0], row_shares(simulated.astype(float))).mean()
    found = mean_by_chance(reports, potential)
    assert found[0] == pytest.approx(expected, abs=0.003)
    assert np.isnan(found[CHARACTERS.index("procedural")])
    assert found[2] < found[0]


def test_reports_that_count_in_part_leave_less_to_chance_than_as_few_whole_ones(
    model: PartnershipModel,
) -> None:
    potential = potential_shares(model)
    whole = [
        Placement(report_id=f"w{k}", characters=("technical",), position="protective") for k in range(15)
    ]
    halves = [
        Placement(report_id=f"h{k}", characters=("technical", "procedural"), position="protective")
        for k in range(30)
    ]
    assert mean_by_chance(halves, potential)[0] < 0.8 * mean_by_chance(whole, potential)[0]


def test_a_row_tells_what_chance_alone_would_give(model: PartnershipModel) -> None:
    reports = placed({"technical": (17, 9, 4)})
    attended = attention(reports, draws=400, seed=1)
    section = row_table(reports, attended, model, seed=1, confidence=0.95)
    first, second, _ = section.rows
    assert 0 < first["untapped_share"] < first["chance_share"] < first["chance_high"]
    assert (second["chance_share"], second["chance_high"]) == (None, None)
    numbers = {number.number_id: number for number in section.numbers}
    assert numbers["model.technical.chance"].value == first["chance_share"]
    assert numbers["model.technical.chance_high"].value == first["chance_high"]
    assert len(numbers["model.technical.chance"].members) == len(reports)


def test_no_verdict_on_claim_3_rests_on_a_row_that_has_few_reports(model: PartnershipModel) -> None:
    claim = judged(
        placed(
            {
                "technical": (5, 3, 4),
                "procedural": (15, 15, 10),
                "social_interaction": (100, 200, 400),
            }
        ),
        model,
    )
    assert claim.high is not None
    assert claim.high < 0
    assert claim.beyond_chance is not None
    assert claim.beyond_chance.low < claim.beyond_chance.value < claim.beyond_chance.high
    assert claim.beyond_chance.high > 0
    assert claim.verdict == "undecided"
    assert "its sign may be due to chance" in claim.because


def test_a_difference_far_beyond_chance_keeps_its_verdict_and_is_a_number(model: PartnershipModel) -> None:
    claim = judged(
        placed(
            {
                "technical": (40, 20, 10),
                "procedural": (30, 30, 20),
                "social_interaction": (70, 5, 5),
            }
        ),
        model,
    )
    assert claim.verdict == "supported"
    (row,), numbers = claim_section([claim]).rows, claim_section([claim]).numbers
    beyond = next(n for n in numbers if n.number_id == "claim.3.beyond_chance")
    assert claim.beyond_chance is not None
    assert row["beyond_chance"] == beyond.value == pytest.approx(claim.beyond_chance.value)
    assert (row["beyond_chance_low"], row["beyond_chance_high"]) == (beyond.low, beyond.high)
    assert not beyond.is_count


def test_ten_reports_in_one_position_are_no_certainty(model: PartnershipModel) -> None:
    claim = judged(
        placed({"technical": (0, 10, 0), "procedural": (0, 0, 10), "social_interaction": (10, 0, 0)}), model
    )
    assert claim.estimate == pytest.approx(6 / 7 - 3 / 4)
    # None of ten elsewhere leaves room for 31 %: 1 - 0.025 ** (1 / 10).
    assert claim.low == pytest.approx(6 / 7 - 3 / 4 - 0.3085, abs=1e-4)
    assert claim.high == pytest.approx(6 / 7 - 3 / 4 + 0.3085, abs=1e-4)
    assert claim.beyond_chance is not None and claim.beyond_chance.low < 0 < claim.beyond_chance.high
    assert claim.verdict == "undecided"


def test_what_draws_cannot_show_widens_the_bounds_on_its_own_side() -> None:
    drawn = np.tile([0.2, 0.3, 0.6], (50, 1))
    unseen = Unseen(too_large=np.array([0.1, 0.0, 0.02]), too_small=np.array([0.0, 0.05, 0.01]))
    assert smallest_bounds(drawn, 2, confidence=0.95) == pytest.approx((0.3, 0.3))
    # 0.6 - 0.3 may be less by 0.02 + 0.05, and more by 0.01; 0.6 - 0.2 by 0.02, and by 0.01 + 0.1.
    assert smallest_bounds(drawn, 2, confidence=0.95, unseen=unseen) == pytest.approx((0.23, 0.31))


def test_a_false_claim_3_is_seldom_supported_by_rows_that_are_nearly_all_alike(
    model: PartnershipModel,
) -> None:
    rng = np.random.default_rng(8)
    # The true distances are 5/7, 3/4 and 6/7 - 0.15: that of social interaction is not the largest.
    supported = 0
    for _ in range(100):
        protected = int(rng.binomial(10, 0.85))
        found = judged(
            placed(
                {
                    "technical": (0, 10, 0),
                    "procedural": (0, 0, 10),
                    "social_interaction": (protected, 10 - protected, 0),
                }
            ),
            model,
        )
        supported += found.verdict == "supported"
    assert supported <= 5


def test_the_bounds_beyond_chance_lie_about_the_estimate_beyond_chance() -> None:
    rng = np.random.default_rng(4)
    distance, chance = np.array([0.10, 0.12, 0.30]), np.array([0.09, 0.05, 0.02])
    drawn = distance + 0.04 + rng.normal(0, 0.01, size=(2000, 3))
    found = beyond_chance(distance, drawn, chance, 2, confidence=0.95)
    assert found is not None
    assert found.value == pytest.approx(0.21)
    assert (found.low + found.high) / 2 == pytest.approx(found.value, abs=0.03)


def test_without_draws_of_a_row_nothing_is_said_beyond_chance(study: Study, model: PartnershipModel) -> None:
    assert placements(study()) == []
    drawn = np.array([[0.1, np.nan, 0.2]])
    assert beyond_chance(np.full(3, 0.1), drawn, np.zeros(3), 2, confidence=0.95) is None
