"""The table of agreement: what is compared, what is counted, and the intervals."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from coprod_review.adjudicate.agreement import (
    COLUMNS,
    agreement_table,
    all_coders_table,
    code_agreement_table,
)
from coprod_review.model.codebook import Codebook, Constraint
from coprod_review.model.coding import Coding


def codings(dimension: str, **answers: str) -> list[Coding]:
    """For each coder a string of answers, one report after the other: "." abstains, "+" joins codes."""
    return [
        Coding(
            report_id=f"r{n:02}",
            dimension=dimension,
            codes=() if answer == "." else tuple(sorted(answer.split("+"))),
            coder=coder,
        )
        for coder, text in answers.items()
        for n, answer in enumerate(text.split())
    ]


def table(given: list[Coding], codebook: Codebook, *, draws: int = 200) -> list[dict[str, Any]]:
    return agreement_table(given, codebook, draws=draws, seed=7, confidence=0.95)


def test_only_reports_that_both_answered_are_compared(codebook: Codebook) -> None:
    given = codings("wind", one="light light none . strong", two="light none none light")
    (row,) = table(given, codebook)
    assert (row["n"], row["percent"]) == (3, pytest.approx(2 / 3))
    assert row["prevalence"] == "strong 0; light 3; none 3"
    assert row["number_id"] == "agreement.wind.one.two"
    assert set(row) == set(COLUMNS)


def test_every_two_coders_are_compared_once(codebook: Codebook) -> None:
    given = codings("wind", one="light", two="light", three="none")
    pairs = [(row["coder_a"], row["coder_b"]) for row in table(given, codebook)]
    assert pairs == [("one", "three"), ("one", "two"), ("three", "two")]


def test_coders_without_a_report_in_common_are_not_compared(codebook: Codebook) -> None:
    assert table(codings("wind", one="light ."), codebook) == []


def test_part_of_the_codes_in_common_counts_for_alpha_and_not_for_kappa(codebook: Codebook) -> None:
    near = codings("clothes", one="coat hat none scarf", two="coat+hat hat none scarf")
    far = codings("clothes", one="coat hat none scarf", two="none hat none scarf")
    (nearly,), (farther,) = table(near, codebook), table(far, codebook)
    assert nearly["percent"] == farther["percent"] == 0.75
    assert float(str(nearly["alpha"])) > float(str(farther["alpha"]))


def test_the_interval_holds_the_estimate_and_narrows_with_more_reports(codebook: Codebook) -> None:
    few = codings("wind", one="light none strong light none", two="light none light light none")
    many = [
        Coding(report_id=f"{c.report_id}-{k}", dimension=c.dimension, codes=c.codes, coder=c.coder)
        for c, k in product(few, range(20))
    ]
    (wide,), (narrow,) = table(few, codebook), table(many, codebook)
    for name in ("kappa", "alpha", "ac1"):
        low, value, high = (float(str(narrow[key])) for key in (f"{name}_low", name, f"{name}_high"))
        assert low <= value <= high
        assert high - low < float(str(wide[f"{name}_high"])) - float(str(wide[f"{name}_low"]))


def test_every_measure_has_an_interval_that_holds_it(codebook: Codebook) -> None:
    given = codings("clothes", one="coat+hat hat none scarf coat hat", two="coat hat none scarf hat hat+coat")
    (row,) = table(given, codebook)
    for name in ("percent", "kappa", "alpha", "masi", "ac1"):
        low, value, high = (float(str(row[key])) for key in (f"{name}_low", name, f"{name}_high"))
        assert low <= value <= high and low < high
    by_code = code_agreement_table(given, codebook, draws=200, seed=7, confidence=0.95)
    hat = next(row for row in by_code if row["code"] == "hat")
    for name in ("percent", "kappa", "alpha", "ac1"):
        assert float(str(hat[f"{name}_low"])) <= float(str(hat[name])) <= float(str(hat[f"{name}_high"]))


def test_closeness_of_sets_is_told_where_several_codes_are_allowed_alone(codebook: Codebook) -> None:
    (several,) = table(codings("clothes", one="coat+hat none", two="coat none"), codebook)
    assert several["masi"] == pytest.approx((1 / 3 + 1) / 2)
    (single,) = table(codings("wind", one="light none", two="light none"), codebook)
    assert single["masi"] is None


def test_reports_that_both_examined_are_counted_beside_those_that_both_answered(codebook: Codebook) -> None:
    (row,) = table(codings("wind", one="light . none", two="light none none"), codebook)
    assert (row["n_examined"], row["n"]) == (3, 2)


def test_prevalence_stands_beside_kappa() -> None:
    assert COLUMNS[COLUMNS.index("kappa_high") + 1] == "prevalence"


def test_alpha_of_all_coders_takes_reports_that_some_of_them_missed(codebook: Codebook) -> None:
    given = codings("wind", one="light none . strong", two="light none none .", three=". none none .")
    (row,) = all_coders_table(given, codebook, draws=100, seed=7, confidence=0.95)
    assert (row["n"], row["n_answers"], row["coders"]) == (3, 7, ("one", "three", "two"))
    assert row["alpha"] == pytest.approx(1)
    assert row["prevalence"] == "strong 0; light 2; none 5"


def test_agreement_is_the_same_whatever_the_order_of_codings(codebook: Codebook) -> None:
    given = codings("wind", one="light none strong", two="light light strong")
    assert table(given, codebook) == table(given[::-1], codebook)


def test_where_all_say_the_same_kappa_is_left_empty(codebook: Codebook) -> None:
    (row,) = table(codings("wind", one="light light", two="light light"), codebook)
    assert (row["percent"], row["kappa"], row["alpha"], row["ac1"]) == (1, None, None, 1)


def test_agreement_on_single_codes_counts_who_gave_them(codebook: Codebook) -> None:
    given = codings("clothes", one="coat+hat hat none", two="coat none none")
    rows = code_agreement_table(given, codebook, draws=100, seed=7, confidence=0.95)
    hat = next(row for row in rows if row["code"] == "hat")
    assert (hat["n"], hat["n_a"], hat["n_b"], hat["n_both"]) == (3, 2, 0, 0)
    assert hat["percent"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ("light light none light none", "light light none light none", 0.5655, 1),
        ("light light none light none", "none none light none light", 0, 0.4345),
    ],
)
def test_full_agreement_of_few_reports_is_not_told_as_certain(
    codebook: Codebook, one: str, two: str, low: float, high: float
) -> None:
    given = codings("wind", one=one, two=two)
    for row in (
        *table(given, codebook),
        code_agreement_table(given, codebook, draws=50, seed=7, confidence=0.95)[1],
    ):
        assert (row["percent_low"], row["percent_high"]) == pytest.approx((low, high), abs=1e-4)


ALIKE = "light light none strong light none none strong light none light light"


def test_no_coefficient_of_twelve_answers_that_are_all_alike_is_told_as_certain(codebook: Codebook) -> None:
    given = codings("wind", one=ALIKE, two=ALIKE)
    (row,) = table(given, codebook)
    by_code = code_agreement_table(given, codebook, draws=50, seed=7, confidence=0.95)
    light = next(found for found in by_code if found["code"] == "light")
    for found in (row, light):
        for name in ("kappa", "alpha", "ac1"):
            assert (found[name], found[f"{name}_high"]) == (1, 1)
            assert 0.3 < found[f"{name}_low"] < 0.76
    assert light["kappa_low"] == pytest.approx((0.75751 - 0.5) / 0.5, abs=1e-4), "six of twelve have the code"
    (all_of_them,) = all_coders_table(given, codebook, draws=50, seed=7, confidence=0.95)
    assert all_of_them["alpha_low"] == pytest.approx(row["alpha_low"])


def rare(n: int, *, both: int, one: int = 0) -> list[Coding]:
    """Codings of n reports: so many are strong to both coders, so many to the first alone."""
    strong, first, rest = ["strong"] * both, ["strong"] * one, ["none"] * (n - both - one)
    return codings("wind", one=" ".join(strong + first + rest), two=" ".join(strong + ["none"] * one + rest))


def test_where_many_resamples_have_no_kappa_there_is_no_interval_and_a_note(codebook: Codebook) -> None:
    (row,) = table(rare(100, both=1, one=1), codebook, draws=1000)
    assert row["kappa"] == pytest.approx(0.6622, abs=1e-4)
    assert (row["kappa_low"], row["kappa_high"]) == (None, None)
    assert "kappa: undefined in 1" in str(row["note"]) and "of 1,000 resamples, so no interval" in str(
        row["note"]
    )
    assert row["percent_low"] is not None and "percent" not in str(row["note"])


def test_the_few_resamples_without_kappa_that_an_interval_leaves_out_are_counted(codebook: Codebook) -> None:
    (row,) = table(rare(100, both=3, one=1), codebook, draws=1000)
    assert row["kappa_low"] is not None
    assert "resamples, which are left out" in str(row["note"])


def test_a_coefficient_that_is_the_same_in_every_resample_has_no_interval_and_a_note(
    codebook: Codebook,
) -> None:
    (row,) = table(codings("wind", one="light light light", two="none none none"), codebook)
    assert (row["kappa"], row["kappa_low"], row["kappa_high"]) == (0, None, None)
    assert "kappa: the same in every resample, so no interval" in str(row["note"])


def test_where_a_question_arises_what_another_answer_forces_is_left_out(codebook: Codebook) -> None:
    forced = replace(codebook, constraints=(Constraint(when={"wind": "none"}, then={"clothes": "none"}),))
    given = [
        *codings("wind", one="none none light light none", two="none none light light strong"),
        *codings("clothes", one="none none hat hat none", two="none none hat coat coat"),
    ]
    wind, clothes = table(given, forced)
    assert (clothes["n"], clothes["n_asked"]) == (5, 3)
    assert (clothes["percent"], clothes["percent_asked"]) == (pytest.approx(3 / 5), pytest.approx(1 / 3))
    assert isinstance(clothes["kappa"], float) and isinstance(clothes["kappa_asked"], float)
    assert clothes["kappa_asked"] < clothes["kappa"]
    assert wind["n_asked"] is wind["kappa_asked"] is None


def test_of_two_questions_that_force_each_other_the_first_always_arises(codebook: Codebook) -> None:
    both = (
        Constraint(when={"wind": "none"}, then={"clothes": "none"}),
        Constraint(when={"clothes": "none"}, then={"wind": "none"}),
    )
    given = [*codings("wind", one="none", two="none"), *codings("clothes", one="none", two="none")]
    wind, clothes = table(given, replace(codebook, constraints=both))
    assert (wind["n_asked"], clothes["n_asked"], clothes["percent_asked"]) == (None, 0, None)
