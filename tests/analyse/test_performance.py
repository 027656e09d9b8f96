from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from coprod_review.analyse.confusions import cohens_kappa, measures
from coprod_review.analyse.performance import PerformanceTables, performance_tables
from coprod_review.model.codebook import Code, Codebook, Dimension
from coprod_review.model.coding import CodeOfRecord, Coding

CODEBOOK = Codebook(
    version="test",
    dimensions={
        "place": Dimension(
            name="place",
            label="Place",
            question="Where?",
            multiple=False,
            source="review",
            codes={c: Code(name=c, label=c, definition=c) for c in ("garden", "harbour", "none")},
        )
    },
    constraints=(),
    coproduction_form={},
    sources={"review": "This review."},
)
TRUTH = ("garden", "garden", "harbour", "harbour", "none", "garden")
GIVEN = ("garden", "harbour", "harbour", "harbour", "none", "")


def answers(table: list[list[int]]) -> tuple[list[tuple[str]], list[tuple[str]]]:
    """The two raters' answers behind a square table of counts."""
    cells = [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]
    return [(str(a),) for a, _ in cells], [(str(b),) for _, b in cells]


def coding(i: int, code: str, coder: str = "combination", **more: object) -> Coding:
    codes = (code,) if code else ()
    return Coding(
        report_id=f"r{i}",
        dimension="place",
        codes=codes,
        coder=coder,
        **more,  # type: ignore[arg-type]
    )


def tables(codings: list[Coding] | None = None, **more: object) -> PerformanceTables:
    settled = [
        CodeOfRecord(report_id=f"r{i}", dimension="place", codes=(c,), status="agreed", coders=("ann", "bo"))
        for i, c in enumerate(TRUTH)
    ]
    waiting = CodeOfRecord(report_id="r9", dimension="place", codes=(), status="waiting", coders=("ann",))
    options = {
        "readers": [],
        "development_ids": frozenset({"r0", "r1"}),
        "confidence": 0.95,
        **more,
    }
    return performance_tables(
        codings or [coding(i, c, "rules") for i, c in enumerate(GIVEN)],
        [*settled, waiting],
        codebook=CODEBOOK,
        seed=1,
        draws=200,
        **options,  # type: ignore[arg-type]
    )


def test_kappa_agrees_with_the_diagnoses_of_fleiss_levin_and_paik() -> None:
    # Statistical Methods for Rates and Proportions, three diagnoses by two raters: .89 observed, .66 expected
    kappa = cohens_kappa(*answers([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert kappa == pytest.approx(0.6765, abs=1e-4)


def test_kappa_of_two_readers_of_fifty_proposals_is_two_fifths() -> None:
    assert cohens_kappa(*answers([[20, 5], [10, 15]])) == pytest.approx(0.4)


def test_kappa_is_undefined_where_both_give_one_answer_throughout() -> None:
    assert cohens_kappa([("a",)] * 3, [("a",)] * 3) is None
    assert cohens_kappa([], []) is None


CODES = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(CODES, CODES), min_size=1, max_size=30))
def test_macro_f1_and_kappa_are_those_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    truth, given_codes = [a for a, _ in pairs], [b for _, b in pairs]
    found = measures([(a,) for a in truth], [(b,) for b in given_codes], seed=1, draws=10, confidence=0.95)
    labels = sorted(set(truth))
    expected = f1_score(truth, given_codes, labels=labels, average="macro", zero_division=0)
    assert found.macro_f1 == pytest.approx(expected)
    if found.kappa is not None:
        assert found.kappa == pytest.approx(cohen_kappa_score(truth, given_codes))


def test_accuracy_of_several_codes_asks_for_the_exact_set() -> None:
    found = measures([("a", "b"), ("a",)], [("a",), ("a",)], seed=1, draws=100, confidence=0.95)
    assert found.accuracy == 0.5
    assert found.macro_f1 == pytest.approx((1.0 + 0.0) / 2)


def test_intervals_surround_the_estimate_and_narrow_with_more_reports() -> None:
    few = measures(*answers([[8, 2], [3, 7]]), seed=1, draws=2000, confidence=0.95)
    many = measures(*answers([[80, 20], [30, 70]]), seed=1, draws=2000, confidence=0.95)
    assert few.accuracy_interval
    assert many.accuracy_interval
    assert few.accuracy_interval[0] < 0.75 < few.accuracy_interval[1]
    width = [i[1] - i[0] for i in (few.accuracy_interval, many.accuracy_interval)]
    assert width[1] == pytest.approx(width[0] / 10**0.5, rel=0.15)


def test_an_abstention_counts_as_wrong_and_is_counted() -> None:
    row = tables().performance[0]
    assert (row["coder"], row["against"], row["subset"]) == ("rules", "settled", "all")
    assert (row["n"], row["n_decided"], row["n_decided_right"]) == (6, 5, 4)
    assert row["accuracy"] == pytest.approx(4 / 6)
    assert row["baseline"] is False


def test_both_halves_are_reported_apart() -> None:
    found = {row["subset"]: row for row in tables().performance}
    assert (found["development"]["n"], found["held_out"]["n"]) == (2, 4)
    assert found["development"]["number_id"] == "performance.rules.place.settled.development"


def test_readers_are_compared_over_all_reports_settled_or_not() -> None:
    readers = [coding(i, "garden", "ann") for i in (0, 9)]
    machine = [coding(0, "garden", "rules"), coding(9, "none", "rules")]
    row = next(r for r in tables(machine, readers=readers).performance if r["against"] == "ann")
    assert (row["n"], row["accuracy"]) == (2, 0.5)


def test_every_row_has_a_number_and_its_members_are_the_reports_compared() -> None:
    found = tables()
    numbers = {n.number_id: n for n in found.numbers}
    assert len(numbers) == len(found.numbers)
    assert {r["number_id"] for r in (*found.performance, *found.codes)} == set(numbers)
    assert numbers["performance.rules.place"].members == tuple(f"r{i}" for i in range(6))


def test_per_code_counts_add_up() -> None:
    row = next(r for r in tables().codes if r["code"] == "harbour")
    assert (row["n_settled"], row["n_given"], row["n_both"]) == (2, 3, 2)
    assert (row["precision"], row["recall"], row["f1"]) == (pytest.approx(2 / 3), 1.0, pytest.approx(0.8))


def test_the_confusion_counts_every_report_once_and_shows_abstentions() -> None:
    rows = tables().confusion
    assert sum(row["n"] for row in rows) == 6
    assert {"settled_code": "garden", "given_code": "abstained", "n": 1}.items() <= rows[0].items()


def test_calibration_bins_hold_every_probability_and_the_brier_score_is_exact() -> None:
    codings = [coding(i, c, confidence=0.8, prediction_set=(c,)) for i, c in enumerate(TRUTH)]
    codings[0] = coding(0, "none", confidence=0.1, prediction_set=())
    found = tables(codings)
    rows = found.calibration
    assert [(r["bin"], r["n"], r["share_correct"]) for r in rows] == [("0.0-0.1", 1, 0), ("0.7-0.8", 5, 1)]
    assert rows[0]["brier"] == pytest.approx((0.1**2 + 5 * 0.2**2) / 6)
    assert rows[0]["ece"] == pytest.approx((0.1 + 5 * 0.2) / 6)
    numbers = {n.number_id: n for n in found.numbers}
    wrong, right = (numbers[row["number_id"]] for row in rows)
    assert (wrong.text, wrong.members) == ("0 %", (codings[0].report_id,))
    assert (right.text, right.members) == ("100 %", tuple(c.report_id for c in codings[1:]))


def test_coverage_counts_sets_that_hold_the_settled_code() -> None:
    codings = [coding(i, c, prediction_set=(c,)) for i, c in enumerate(TRUTH)]
    codings[0] = coding(0, "none", prediction_set=("garden", "none"))
    codings[1] = coding(1, "none", prediction_set=("none",))
    row = tables(codings, coverage=0.9).coverage[0]
    assert (row["promised"], row["n"]) == (0.9, 6)
    assert row["achieved"] == pytest.approx(5 / 6)
    assert row["single_share"] == pytest.approx(5 / 6)
    assert row["low"] < 5 / 6 < row["high"]


def test_coverage_of_the_conformal_sets_is_told_beside_that_of_the_sets_as_given() -> None:
    codings = [
        coding(i, c, prediction_set=("garden", "harbour", "none"), note=f"possible: none | {c}; {c}: score 1")
        for i, c in enumerate(TRUTH)
    ]
    codings[0] = coding(0, "garden", prediction_set=("garden", "none"), note="possible: no answer fits")
    codings[2] = coding(2, "none", prediction_set=("harbour", "none"), note="possible: garden + harbour")
    found = tables(codings, coverage=0.9)
    row = found.coverage[0]
    assert (row["achieved"], row["conformal"]) == (1, pytest.approx(4 / 6))
    assert row["conformal_low"] < 4 / 6 < row["conformal_high"] < 1
    number = next(n for n in found.numbers if n.number_id == "coverage.place.conformal")
    assert (number.value, number.low, number.members) == (
        row["conformal"],
        row["conformal_low"],
        tuple(f"r{i}" for i in range(6)),
    )


def test_no_coverage_of_conformal_sets_is_told_where_a_coding_tells_none() -> None:
    found = tables([coding(i, c, prediction_set=(c,)) for i, c in enumerate(TRUTH)], coverage=0.9)
    assert {row["conformal"] for row in found.coverage} == {None}
    assert [n.number_id for n in found.numbers if n.number_id.endswith(".conformal")] == []


def test_the_combination_has_decided_where_its_set_is_its_answer() -> None:
    codings = [coding(i, c, prediction_set=(c,)) for i, c in enumerate(TRUTH)]
    codings[0] = coding(0, "none", prediction_set=("garden", "none"))
    codings[1] = coding(1, "none", prediction_set=("none",))
    row = tables(codings).performance[0]
    assert (row["n_decided"], row["n_decided_right"]) == (5, 4)


def test_the_same_input_gives_the_same_tables() -> None:
    assert tables() == tables()


def test_coverage_is_told_by_half_and_by_settled_code_beside_the_pooled_row() -> None:
    codings = [coding(i, c, prediction_set=(c,)) for i, c in enumerate(TRUTH)]
    codings[0] = coding(0, "none", prediction_set=("none",))
    found = tables(codings, coverage=0.9)
    by_place = {(r["subset"], r["code"]): r for r in found.coverage}
    assert next(iter(by_place)) == ("all", "")
    assert {s: by_place[s, ""]["n"] for s in ("all", "development", "held_out")} == {
        "all": 6,
        "development": 2,
        "held_out": 4,
    }
    assert (by_place["development", ""]["achieved"], by_place["held_out", ""]["achieved"]) == (0.5, 1)
    assert by_place["all", "garden"]["achieved"] == pytest.approx(2 / 3)
    assert ("development", "harbour") not in by_place


def test_every_row_of_coverage_has_a_number_of_the_reports_that_it_counts() -> None:
    found = tables([coding(i, c, prediction_set=(c,)) for i, c in enumerate(TRUTH)])
    numbers = {n.number_id: n for n in found.numbers}
    assert all(len(numbers[r["number_id"]].members) == r["n"] for r in found.coverage)
    assert numbers["coverage.place.held_out.code.garden"].members == ("r5",)


def test_a_lower_confidence_gives_narrower_intervals_of_every_kind() -> None:
    machine = [replace(coding(i, c, "combination"), prediction_set=(c,)) for i, c in enumerate(GIVEN)]
    wide, narrow = (tables(machine, confidence=level, coverage=0.9) for level in (0.95, 0.5))
    for name, low, high in (
        ("performance", "accuracy_low", "accuracy_high"),
        ("performance", "macro_f1_low", "macro_f1_high"),
        ("performance", "kappa_low", "kappa_high"),
        ("coverage", "low", "high"),
    ):
        widths = [
            row[high] - row[low]
            for found in (wide, narrow)
            for row in getattr(found, name)
            if row["subset"] == "all" and not row.get("code")
        ]
        assert widths[0] > widths[1]


def test_kappa_has_an_interval_where_draws_tell_one_and_where_all_answers_agree() -> None:
    settled = [("a",), ("b",)] * 20
    given = [("a",), ("b",)] * 15 + [("b",), ("b",)] * 5
    found = measures(settled, given, seed=1, draws=500, confidence=0.95)
    assert found.kappa is not None and found.kappa_interval is not None
    assert found.kappa_interval[0] < found.kappa < found.kappa_interval[1] < 1
    full = measures(settled, settled, seed=1, draws=100, confidence=0.95).kappa_interval
    assert full is not None and 0.7 < full[0] < full[1] == 1
    silent = measures([("a",)] * 5, [("a",)] * 5, seed=1, draws=100, confidence=0.95)
    majority = measures(settled, [("a",)] * 40, seed=1, draws=100, confidence=0.95)
    assert silent.kappa_interval is majority.kappa_interval is None


@pytest.mark.parametrize(("n", "low"), [(1, 0.2065), (3, 0.4385), (20, 0.8389)])
def test_answers_that_are_all_right_or_all_wrong_leave_as_much_doubt_as_their_number(
    n: int, low: float
) -> None:
    settled = [("a",)] * n
    right = measures(settled, settled, seed=1, draws=100, confidence=0.95)
    wrong = measures(settled, [("b",)] * n, seed=1, draws=100, confidence=0.95)
    assert right.accuracy_interval == pytest.approx((low, 1.0), abs=1e-4)  # Wilson (1927), n of n
    assert wrong.accuracy_interval == pytest.approx((0.0, 1 - low), abs=1e-4)
    assert (right.macro_f1, wrong.macro_f1) == (1, 0)
    assert right.macro_f1_interval is wrong.macro_f1_interval is None
