"""Operating points: what every threshold lets through, and how precisely."""

from __future__ import annotations

from typing import Any

import pytest

from coprod_review.analyse.columns import COLUMNS
from coprod_review.analyse.intervals import wilson
from coprod_review.analyse.ledger import Row, Section, ledger
from coprod_review.analyse.operating_points import KeptThresholds, Levels, operating_points
from coprod_review.analyse.rule_steps import condition_words
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.rules import Decision, DecisionStep

LEVELS = Levels(coverage=0.9, min_settled_per_code=2, per_code_from=4, least_chance=0.75, confidence=0.95)
STEP = DecisionStep(
    highest=("garden", "harbour"), least=1.5, at_least={}, below={"none": 1.0}, outweighs={}, given={}
)
TRUTH = ("garden", "garden", "garden", "garden", "harbour", "harbour", "none")
SETS = (
    ("garden",),
    ("garden",),
    ("garden", "harbour"),
    ("none",),
    ("harbour",),
    ("garden",),
    ("none",),
)
CHANCES = (0.9, 0.8, 0.75, 0.99, 0.95, 0.6, 0.7)


def coding(i: int, codes: tuple[str, ...], coder: str = "combination", **more: Any) -> Coding:
    return Coding(report_id=f"r{i}", dimension="place", codes=codes, coder=coder, **more)


def settled(name: str, code: str) -> CodeOfRecord:
    return CodeOfRecord(report_id=name, dimension="place", codes=(code,), status="agreed", coders=("ann",))


def points(**more: Any) -> Section:
    kept: dict[str, KeptThresholds] = {"place": (0.25, {("garden",): 0.75})}
    options = {
        "teaching": [settled("teaching:1", "garden")],
        "decisions": (),
        "included": {f"r{i}" for i in range(len(TRUTH))},
        "development_ids": frozenset(),
        "levels": LEVELS,
        **more,
    }
    machine = [
        coding(i, codes[:1], prediction_set=codes, confidence=CHANCES[i]) for i, codes in enumerate(SETS)
    ]
    rules = [coding(i, (c,), "rules", note="step 1" if i % 2 else "step 12") for i, c in enumerate(TRUTH)]
    rules[3] = coding(3, ("none",), "rules", note="step 1, a tie")
    codes = [settled(f"r{i}", code) for i, code in enumerate(TRUTH)]
    thresholds = options.pop("thresholds", kept)
    return operating_points([*machine, *rules], codes, thresholds, **options)  # type: ignore[arg-type]


def row(rule: str, answer: str = "", **more: Any) -> Row:
    found = [r for r in points(**more).rows if (r["rule"], r["answer"]) == (rule, answer)]
    assert len(found) == 1
    return found[0]


def test_a_threshold_is_told_as_the_least_probability_with_what_is_settled_behind_it() -> None:
    found = row("own", "garden")
    assert (found["threshold"], found["promised"]) == (0.25, 0.9)
    assert (found["n_settled"], found["n_teaching"]) == (4, 1)


def test_coverage_and_decisions_are_shares_of_the_settled_reports_with_the_answer() -> None:
    found = row("own", "garden")
    assert (found["n"], found["achieved"], found["n_decided"]) == (4, 0.75, 2)
    assert (found["achieved_low"], found["achieved_high"]) == wilson(3, 4, confidence=0.95)
    assert (found["decided_low"], found["decided_high"]) == wilson(2, 4, confidence=0.95)


def test_precision_is_of_all_that_is_decided_as_the_answer() -> None:
    found = row("own", "garden")
    assert (found["n_given"], found["n_right"]) == (3, 2)
    assert found["precision"] == pytest.approx(2 / 3)
    assert (found["precision_low"], found["precision_high"]) == wilson(2, 3, confidence=0.95)


def test_the_common_threshold_is_measured_on_answers_without_their_own_and_promises_none_of_them() -> None:
    found = row("common")
    assert (found["n"], found["n_settled"], found["threshold"]) == (3, 7, 0.75)
    assert found["promised"] is None
    assert [r["answer"] for r in points().rows if r["rule"] == "per_code_from"] == ["harbour", "none"]


def test_a_threshold_that_lets_all_pass_is_left_empty() -> None:
    assert row("common", thresholds={"place": (None, {})})["threshold"] is None


def test_a_code_with_too_few_settled_reports_is_never_decided_and_tells_what_is_held_back() -> None:
    found = row("min_settled_per_code", "none")
    assert (found["n"], found["n_settled"], found["threshold"]) == (1, 1, 2)
    assert (found["n_decided"], found["n_given"], found["n_right"]) == (0, 2, 1)
    assert row("all")["n_given"] == 4


def test_answers_that_are_too_improbable_tell_how_many_are_held_back_and_how_many_were_right() -> None:
    found = row("least_chance")
    assert (found["n"], found["threshold"], found["achieved"]) == (7, 0.75, None)
    assert (found["n_decided"], found["n_given"], found["n_right"]) == (0, 3, 2)


def test_reports_that_are_not_included_are_behind_a_threshold_but_are_not_measured() -> None:
    found = row("own", "garden", included={"r0", "r4"})
    assert (found["n_settled"], found["n"]) == (4, 1)


def test_a_step_of_the_rules_is_measured_on_held_out_reports_alone() -> None:
    decision = Decision(dimension="place", steps=(STEP,), silence="none")
    found = row("rule_step", "step 1", decisions=(decision,), development_ids={"r1"})
    assert (found["n"], found["n_given"], found["n_right"]) == (6, 2, 1)
    assert (found["subset"], found["threshold"]) == ("held_out", 1.5)
    assert found["achieved"] is None


def test_the_conditions_of_a_step_are_told_in_words() -> None:
    assert condition_words(STEP) == "the highest of garden, harbour, at least 1.5; none below 1"


def test_every_row_fills_the_columns_and_has_a_number_with_the_reports_behind_it() -> None:
    decision = Decision(dimension="place", steps=(STEP,), silence="none")
    found = points(decisions=(decision,))
    assert all(set(r) == set(COLUMNS["operating_points"]) for r in found.rows)
    assert len(ledger(found.numbers)) == len(found.rows)
    number = next(n for n in found.numbers if n.number_id == "operating.place.own.garden")
    assert (number.text, number.members) == ("75 %", ("r0", "r1", "r2", "r3", "r5"))


def test_without_kept_thresholds_the_table_is_empty_and_says_so() -> None:
    assert points(thresholds={}).notes == (
        "operating points: no thresholds of a trained combination are kept",
    )
