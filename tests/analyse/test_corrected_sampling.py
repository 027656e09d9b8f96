"""Drawing the gold sample: known probabilities, floors, the same draw for the same seed, later draws."""

from __future__ import annotations

from collections import Counter

import pytest

from coprod_review.analyse.sampling import (
    ALL_ALIKE,
    SILENT,
    allocation,
    draw,
    machine_strata,
)
from coprod_review.errors import ReviewError
from coprod_review.model.coding import Coding
from coprod_review.model.sample import PlannedReport, inclusion_by_report

STRATA = {
    **{f"a{i:03}": "many" for i in range(80)},
    **{f"b{i:03}": "few" for i in range(18)},
    **{f"c{i:03}": "rare" for i in range(2)},
}


def taken(plan: list[PlannedReport]) -> set[str]:
    return {row.report_id for row in plan if row.drawn}


def test_every_stratum_gets_its_proportion_but_at_least_the_floor_or_all_it_has() -> None:
    assert allocation({"many": 80, "few": 18, "rare": 2}, {}, size=20, floor=3) == {
        "many": 15,
        "few": 3,
        "rare": 2,
    }


def test_the_probability_told_is_the_part_of_the_stratum_that_is_drawn() -> None:
    plan = draw(STRATA, (), size=20, floor=3, seed=5)
    assert len(plan) == 100 and len(taken(plan)) == 20
    for stratum, n in Counter(row.stratum for row in plan).items():
        rows = [row for row in plan if row.stratum == stratum]
        assert {row.probability for row in rows} == {sum(row.drawn for row in rows) / n}


def test_the_same_seed_draws_the_same_reports_in_whatever_order_they_come() -> None:
    turned = dict(reversed(STRATA.items()))
    assert draw(STRATA, (), size=20, floor=3, seed=5) == draw(turned, (), size=20, floor=3, seed=5)
    assert taken(draw(STRATA, (), size=20, floor=3, seed=5)) != taken(
        draw(STRATA, (), size=20, floor=3, seed=6)
    )


def test_over_many_seeds_each_report_is_drawn_as_often_as_its_probability_says() -> None:
    times = Counter(r for seed in range(600) for r in taken(draw(STRATA, (), size=20, floor=3, seed=seed)))
    assert times["c000"] == 600
    assert times["b003"] / 600 == pytest.approx(3 / 18, abs=0.05)
    assert times["a042"] / 600 == pytest.approx(15 / 80, abs=0.05)


def test_a_later_draw_leaves_out_what_was_drawn_and_gives_new_reports_strata_of_their_own() -> None:
    first = draw(STRATA, (), size=20, floor=3, seed=5)
    grown = {**STRATA, **{f"d{i:03}": "many" for i in range(30)}, "a001": "rare"}
    second = draw(grown, first, size=15, floor=3, seed=5)
    assert not taken(first) & {row.report_id for row in second}
    assert len(taken(second)) == 15
    stratum = {row.report_id: row.stratum for row in second}
    assert stratum["d000"] == "2: many"
    assert all(name == "1: many" for report, name in stratum.items() if report.startswith("a"))


def test_the_draws_together_give_the_probability_of_the_whole_sample() -> None:
    first = draw(STRATA, (), size=20, floor=3, seed=5)
    second = draw(STRATA, first, size=20, floor=3, seed=5)
    inclusion = inclusion_by_report([*first, *second])
    many = [i for report, i in inclusion.items() if report.startswith("a")]
    assert len({round(i.probability, 12) for i in many}) == 1
    assert many[0].probability == pytest.approx(sum(i.drawn for i in many) / 80)


def test_a_size_that_cannot_hold_the_floors_is_refused_with_the_least_that_can() -> None:
    with pytest.raises(ReviewError) as caught:
        draw(STRATA, (), size=7, floor=3, seed=5)
    assert "cannot hold 3 of each of 3 strata" in str(caught.value)
    assert "draw at least 8" in caught.value.remedy


def test_when_all_is_drawn_a_further_draw_is_refused() -> None:
    everything = draw(STRATA, (), size=500, floor=3, seed=5)
    assert len(taken(everything)) == 100
    with pytest.raises(ReviewError) as caught:
        draw(STRATA, everything, size=1, floor=3, seed=5)
    assert "new reports" in caught.value.remedy


def test_strata_are_the_machines_answers_and_its_silence_is_one_of_them() -> None:
    codings = [
        Coding(report_id="r1", dimension="tradition", codes=("other",), coder="rules"),
        Coding(report_id="r1", dimension="framing", codes=(), coder="rules"),
        Coding(report_id="r2", dimension="unasked", codes=("other",), coder="rules"),
    ]
    assert machine_strata(["r1", "r2"], codings, ("tradition", "framing")) == {
        "r1": f"other x {SILENT}",
        "r2": f"{SILENT} x {SILENT}",
    }
    assert machine_strata(["r1"], codings, ()) == {"r1": ALL_ALIKE}
