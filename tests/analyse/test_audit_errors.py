"""The error of decided codes: how many are drawn, which count as wrong, and how sure the share is."""

from __future__ import annotations

import random

import pytest

from coprod_review.analyse.audit_errors import Look, audit_section, dispute_numbers, stratified_share
from coprod_review.analyse.audit_sampling import audit_size, draw_audit
from coprod_review.errors import ReviewError
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.sample import DrawnPlace

PLACE = DrawnPlace(
    report_id="r1", dimension="wind", codes=("light",), group="machine", n_group=40, chance=0.25
)


def decided(n: int, *, status: str = "machine", start: int = 0) -> list[CodeOfRecord]:
    return [
        CodeOfRecord(
            report_id=f"r{i}", dimension="wind", codes=("light",), status=status, coders=("combination",)
        )
        for i in range(start, start + n)
    ]


def look(kind: str, *codes: str, settled_as: tuple[str, ...] = ()) -> Look:
    return Look(
        report_id="r1",
        dimension="wind",
        coder="cd",
        kind=kind,
        codes=codes,
        against=() if kind == "adjudication" else ("light",),
        settled_as=settled_as,
    )


def judged(*looks: Look) -> tuple[object, object, object]:
    row = audit_section({"audit": [PLACE]}, looks, confidence=0.95).rows[0]
    return row["n_looked"], row["n_wrong"], row["disputed"]


@pytest.mark.parametrize(
    ("n_decided", "half_width", "expected", "size"),
    [
        (10**9, 0.05, 0.5, 385),  # Cochran (1977): z^2 / 4 h^2, the textbooks' 385
        (1000, 0.05, 0.5, 278),
        (10**9, 0.03, 0.1, 385),
        (20, 0.05, 0.5, 20),
        (500, 0.05, 0.5, 218),  # 384.15 / (1 + 383.15 / 500) = 217.49
        (150, 0.1, 0.5, 59),  # 96.04 / (1 + 95.04 / 150) = 58.79
        (0, 0.05, 0.5, 0),
    ],
)
def test_the_size_is_that_of_cochran_with_the_correction_for_finite_populations(
    n_decided: int, half_width: float, expected: float, size: int
) -> None:
    assert audit_size(n_decided, half_width=half_width, confidence=0.95, expected=expected) == size


def test_a_draw_follows_from_its_seed_and_holds_each_group_in_proportion() -> None:
    codes = decided(300) + decided(100, status="agreed", start=300) + decided(2, status="person", start=400)
    drawn = draw_audit(codes, size=40, floor=3, seed=7)
    assert drawn == draw_audit(list(reversed(codes)), size=40, floor=3, seed=7)
    assert drawn != draw_audit(codes, size=40, floor=3, seed=8)
    by_group = {name: [p for p in drawn if p.group == name] for name in ("machine", "agreed", "person")}
    assert [len(by_group[name]) for name in by_group] == [29, 9, 2]
    assert {p.chance for p in by_group["person"]} == {1.0}
    assert {(p.n_group, p.chance) for p in by_group["machine"]} == {(300, 29 / 300)}


def test_the_order_of_a_draw_is_random_too_so_that_half_an_audit_is_a_random_half() -> None:
    drawn = draw_audit(decided(500) + decided(500, status="agreed", start=500), size=400, floor=3, seed=1)
    assert 70 < sum(place.group == "agreed" for place in drawn[:200]) < 130


def test_where_nothing_is_decided_nothing_can_be_audited() -> None:
    waiting = [CodeOfRecord(report_id="r1", dimension="wind", codes=(), status="waiting", coders=())]
    with pytest.raises(ReviewError, match="no code is decided yet") as told:
        draw_audit(waiting, size=10, floor=3, seed=1)
    assert "run the review first" in told.value.remedy


def test_a_code_is_right_by_agreement_and_wrong_by_dispute_or_another_adjudication() -> None:
    assert judged() == (0, 0, 0)
    assert judged(look("agreement", "light")) == (1, 0, 0)
    assert judged(look("dispute", "strong")) == (1, 1, 1)
    assert judged(look("agreement", "light"), look("dispute")) == (1, 1, 1)
    assert judged(look("dispute", "strong", settled_as=("strong",))) == (1, 1, 0)
    assert judged(look("dispute", "strong", settled_as=("light",))) == (1, 0, 0)
    assert judged(look("adjudication", "strong")) == (1, 1, 0)


def test_a_first_look_that_differs_is_no_verdict_yet_and_is_told() -> None:
    assert judged(look("look", "strong")) == (0, 0, 0)
    assert judged(look("look", "strong"), look("agreement", "light")) == (1, 0, 0)
    found = audit_section({"audit": [PLACE]}, [look("look", "strong")], confidence=0.95)
    assert "1 codes of the sample audit were answered otherwise before they were shown" in found.notes[0]


def test_an_adjudication_as_it_was_drawn_is_no_look_of_a_reviewer() -> None:
    assert judged(look("adjudication", "light")) == (0, 0, 0)


def test_what_nobody_looked_at_is_told_and_left_out() -> None:
    other = DrawnPlace(
        report_id="r2", dimension="wind", codes=("light",), group="agreed", n_group=60, chance=0.1
    )
    found = audit_section({"audit": [PLACE, other]}, [look("dispute")], confidence=0.95)
    assert [(r["decided_by"], r["n_drawn"], r["n_looked"]) for r in found.rows] == [
        ("all", 2, 1),
        ("agreed", 1, 0),
        ("machine", 1, 1),
    ]
    assert found.rows[1]["error"] is None
    assert found.numbers[1].text == "unknown: no report"
    assert "1 have been looked at" in found.notes[0]
    assert found.numbers[0].members == ("r1",)


def test_a_share_is_weighted_by_what_its_strata_stand_for_and_its_interval_is_exact() -> None:
    share, low, high = stratified_share([(900, 30, 3), (100, 30, 30)], confidence=0.95)
    assert share == pytest.approx(0.9 * 0.1 + 0.1)
    assert share is not None and low is not None and high is not None and low < share < high
    # One large stratum: Clopper and Pearson for 0 of 30 and 3 of 30.
    assert stratified_share([(10**9, 30, 0)], confidence=0.95) == (0.0, 0.0, pytest.approx(0.1157, abs=1e-4))
    share, low, high = stratified_share([(10**9, 30, 3)], confidence=0.95)
    assert (low, high) == (pytest.approx(0.0205, abs=1e-3), pytest.approx(0.2688, abs=1e-2))


def test_looking_at_all_leaves_no_doubt_and_at_none_all_of_it() -> None:
    assert stratified_share([(40, 40, 10)], confidence=0.95) == (0.25, 0.25, 0.25)
    assert stratified_share([(40, 0, 0)], confidence=0.95) == (None, None, None)
    assert stratified_share([], confidence=0.95) == (None, None, None)


def test_intervals_hold_the_true_share_about_as_often_as_promised() -> None:
    lots = random.Random(5)
    strata = [(800, 40, 0.05), (200, 20, 0.3)]
    truth = 0.8 * 0.05 + 0.2 * 0.3
    held = 0
    for _ in range(400):
        drawn = [
            (size, n, sum(i < share * size for i in lots.sample(range(size), n))) for size, n, share in strata
        ]
        _, low, high = stratified_share(drawn, confidence=0.95)
        held += low is not None and high is not None and low <= truth <= high
    assert held >= 0.92 * 400


def test_a_group_in_which_nothing_was_found_wrong_yet_is_not_taken_for_one_without_errors() -> None:
    alone = stratified_share([(4158, 20, 0)], confidence=0.95)[2]
    _, low, high = stratified_share([(4158, 20, 0), (60, 3, 1)], confidence=0.95)
    assert alone is not None and low is not None and high is not None
    assert low < 0.001 < 4158 / 4218 * alone < high


@pytest.mark.parametrize(
    "strata",
    [
        [(4158, 20, 0.02), (60, 3, 0.3)],  # a review that is audited in part: three of the small group
        [(4000, 80, 0.02), (200, 4, 0.2), (20, 3, 0.5)],
        [(4000, 60, 0.01), (100, 40, 0.6)],  # a floor of 40: most errors seen are of the small group
    ],
)
def test_intervals_hold_the_true_share_where_a_small_group_has_most_of_the_errors(
    strata: list[tuple[int, int, float]],
) -> None:
    lots = random.Random(5)
    total = sum(size for size, _, _ in strata)
    truth = sum(round(size * share) for size, _, share in strata) / total
    held = 0
    for _ in range(400):
        drawn = [
            (size, n, sum(i < round(share * size) for i in lots.sample(range(size), n)))
            for size, n, share in strata
        ]
        _, low, high = stratified_share(drawn, confidence=0.95)
        held += low is not None and high is not None and low <= truth <= high
    assert held >= 0.94 * 400


def test_disputes_are_counted_by_report_and_state() -> None:
    numbers = dispute_numbers([("r1", "open"), ("r1", "open"), ("r2", "settled")])
    assert [(n.number_id, n.text, n.members) for n in numbers] == [
        ("disputes.open", "1", ("r1",)),
        ("disputes.settled", "1", ("r2",)),
    ]
