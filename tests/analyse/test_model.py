"""The partnership model: counting, what is untapped, sensitivity."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.model import (
    Placement,
    attention,
    effective_n,
    leading,
    over_served,
    placements,
    potential_draws,
    potential_shares,
    top_shares,
    total_variation,
    untapped,
)
from coprod_review.analyse.model_tables import cell_table, row_table
from coprod_review.analyse.statuses import reconciliation_table
from coprod_review.model.codebook import Codebook
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel

Study = Callable[..., CodedReports]

PLACED = st.lists(
    st.builds(
        lambda chars, position: Placement(
            report_id="r", characters=tuple(c for c in CHARACTERS if c in chars), position=position
        ),
        st.sets(st.sampled_from(CHARACTERS), min_size=1),
        st.sampled_from(POSITIONS),
    ),
    max_size=30,
)


@given(PLACED)
def test_fractional_counts_add_up_to_the_reports(placed: list[Placement]) -> None:
    found = attention(placed, draws=20, seed=1)
    assert found.counts.sum() == pytest.approx(len(placed))
    assert found.draws.sum(axis=(1, 2)) == pytest.approx(len(placed))


@given(PLACED)
def test_untapped_and_over_served_of_a_row_are_equal_and_their_sum_is_the_distance(
    placed: list[Placement],
) -> None:
    potential = np.array([[0.6, 0.3, 0.1]] * 3)
    shares = attention(placed, draws=1, seed=1).shares
    short, long = untapped(potential, shares).sum(1), over_served(potential, shares).sum(1)
    distance = total_variation(potential, shares)
    assert short == pytest.approx(long, nan_ok=True)
    assert short == pytest.approx(distance, nan_ok=True)


def test_a_report_with_two_characters_counts_half_in_each_row(study: Study) -> None:
    coded = study((1, {"framing": "partnership", "issue_character": "technical+social_interaction"}))
    counts = attention(placements(coded), draws=1, seed=1).counts
    assert counts[CHARACTERS.index("technical"), POSITIONS.index("partnership")] == 0.5
    assert counts.sum() == 1


def test_reports_that_wait_or_have_no_issue_have_no_place_in_the_model(study: Study) -> None:
    coded = study(
        (1, {"framing": "waiting", "issue_character": "technical"}),
        (1, {"framing": "protective", "issue_character": "open"}),
        (1, {"framing": "protective", "issue_character": "none"}),
        (1, {"framing": "none", "issue_character": "none"}),
    )
    assert placements(coded) == []


def test_the_potential_of_the_project_follows_the_protocol(model: PartnershipModel) -> None:
    weights = [[model.cells[c][p].weight for p in POSITIONS] for c in CHARACTERS]
    assert weights == [[4, 2, 1], [3, 3, 2], [1, 2, 4]]
    assert potential_shares(model).sum(axis=1) == pytest.approx(1)


def test_random_potentials_are_shares_around_the_stated_ones(model: PartnershipModel) -> None:
    drawn = potential_draws(model, seed=2)
    assert drawn.shape == (model.n_draws, 3, 3)
    assert drawn.sum(axis=2) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(potential_shares(model), abs=0.02)
    assert np.array_equal(drawn, potential_draws(model, seed=2))


def test_a_cell_that_always_leads_is_among_the_first_in_every_draw() -> None:
    draws = np.tile(np.array([[0.5, 0.4, 0.3], [0.2, 0.1, 0.0], [0.0, 0.0, np.nan]]), (4, 1, 1))
    assert top_shares(draws)[0] == pytest.approx(1)
    assert top_shares(draws)[1:] == pytest.approx(0)


def test_a_cell_with_nothing_untapped_is_never_ranked() -> None:
    assert top_shares(np.zeros((5, 3, 3))) == pytest.approx(0)


def test_reports_in_one_row_only_count_in_full() -> None:
    whole = Placement(report_id="a", characters=("technical",), position="protective")
    halved = Placement(report_id="b", characters=("technical", "procedural"), position="protective")
    assert effective_n([whole] * 4)[0] == pytest.approx(4)
    assert 4 < effective_n([whole] * 4 + [halved])[0] < 5


def test_an_empty_cell_says_how_many_it_leaves_room_for(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    coded = study(
        (20, {"framing": "protective", "issue_character": "technical", "tradition": "none"}),
        (5, {"framing": "partnership", "issue_character": "social_interaction", "tradition": "waiting"}),
    )
    placed = placements(coded)
    attended = attention(placed, draws=200, seed=1)
    section = cell_table(
        coded,
        placed,
        attended,
        model,
        traditions=tuple(codebook.dimensions["tradition"].codes),
        seed=1,
        confidence=0.95,
    )
    cells = {(row["character"], row["position"]): row for row in section.rows}
    empty = cells["technical", "partnership"]
    assert (empty["n_reports"], empty["at_most"]) == (0, 3)
    assert empty["attention_high"] == pytest.approx(1 - 0.05 ** (1 / 20))
    assert empty["untapped_low"] < empty["untapped"] == pytest.approx(1 / 7)
    assert cells["technical", "protective"]["share_none"] == 1
    assert cells["social_interaction", "partnership"]["share_none"] == 0
    unknown = cells["procedural", "protective"]
    assert (unknown["attention"], unknown["at_most"], unknown["top3_share"]) == (None, None, None)
    assert section.notes == ("model: no included report is on procedural issues",)


def test_the_untapped_share_of_a_row_comes_with_its_interval_and_its_sensitivity(
    study: Study, model: PartnershipModel
) -> None:
    social = {"issue_character": "social_interaction"}
    placed = placements(
        study((29, {"framing": "protective"} | social), (1, {"framing": "partnership"} | social))
    )
    section = row_table(placed, attention(placed, draws=100, seed=1), model, seed=1, confidence=0.95)
    row = section.rows[CHARACTERS.index("social_interaction")]
    assert row["untapped_share"] == pytest.approx(29 / 30 - 1 / 7)
    assert row["high"] == pytest.approx(1 - 1 / 7)
    assert row["low"] < row["untapped_share"]
    assert row["sensitivity_low"] < row["untapped_share"] < row["sensitivity_high"]
    assert section.rows[0]["untapped_share"] is None


def test_reports_that_are_all_in_one_position_have_an_untapped_share_without_an_interval(
    study: Study, model: PartnershipModel
) -> None:
    placed = placements(
        study(
            (8, {"framing": "protective", "issue_character": "technical"}),
            (4, {"framing": "protective", "issue_character": "procedural"}),
            (4, {"framing": "partnership", "issue_character": "procedural"}),
        )
    )
    section = row_table(placed, attention(placed, draws=100, seed=1), model, seed=1, confidence=0.95)
    alike, mixed, empty = section.rows
    assert alike["untapped_share"] > 0
    assert (alike["low"], alike["high"], empty["low"]) == (None, None, None)
    assert mixed["low"] < mixed["high"]


def test_ties_go_to_the_cell_that_stands_first_and_a_trifle_is_nothing() -> None:
    short = np.array([[0.2, 0.2, 0.2], [0.2 + 1e-9, 0.0, 0.0], [1e-9, 0.0, np.nan]])
    assert np.argwhere(leading(short)).tolist() == [[0, 0], [0, 1], [0, 2]]
    assert np.argwhere(leading(np.where(short > 0.1, 0.0, short))).tolist() == []


def test_over_served_comes_with_the_interval_of_its_attention(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    coded = study(
        (20, {"framing": "protective", "issue_character": "social_interaction"}),
        (20, {"framing": "partnership", "issue_character": "social_interaction"}),
    )
    placed = placements(coded)
    section = cell_table(
        coded,
        placed,
        attention(placed, draws=300, seed=1),
        model,
        traditions=tuple(codebook.dimensions["tradition"].codes),
        seed=1,
        confidence=0.95,
    )
    cell = next(r for r in section.rows if r["number_id"] == "model.social_interaction.protective")
    assert cell["over_served"] == pytest.approx(0.5 - 1 / 7)
    assert cell["over_served_low"] == pytest.approx(cell["attention_low"] - 1 / 7)
    assert cell["over_served_low"] < cell["over_served"] < cell["over_served_high"]


def test_the_model_counts_as_many_reports_as_the_reconciliation_says(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    coded = study(
        (7, {"framing": "partnership", "issue_character": "technical+procedural+social_interaction"}),
        (4, {"framing": "consultative", "issue_character": "procedural"}),
        (3, {"framing": "waiting", "issue_character": "procedural"}),
        (2, {"framing": "none", "issue_character": "none"}),
    )
    placed = placements(coded)
    cells = cell_table(
        coded, placed, attention(placed, draws=20, seed=1), model, traditions=(), seed=1, confidence=0.95
    )
    counted = next(
        row["n"]
        for row in reconciliation_table(coded, codebook).rows
        if (row["table"], row["part"]) == ("model", "counted")
    )
    assert sum(row["n"] for row in cells.rows) == pytest.approx(counted) == 11
