"""Forms of co-production and safety strategies: whole, parts and their shares."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.forms import form_table, strategy_table
from coprod_review.model.codebook import Codebook

Study = Callable[..., CodedReports]

ON_SAFETY = {"tradition": "other", "tradition_basis": "explicit", "framing": "protective"}
NOT_ON_SAFETY = {**ON_SAFETY, "framing": "none", "safety_strategy": "none"}


def test_shares_of_strategies_are_of_reports_on_safety_alone(study: Study, codebook: Codebook) -> None:
    coded = study(
        (3, {**ON_SAFETY, "safety_strategy": "mitigation"}),
        (1, {**ON_SAFETY, "safety_strategy": "none"}),
        (40, NOT_ON_SAFETY),
    )
    found = strategy_table(coded, codebook, confidence=0.95)
    number_by_id = {n.number_id: n for n in found.numbers}
    assert number_by_id["strategy.total"].value == 4
    assert number_by_id["strategy.share.mitigation"].value == pytest.approx(3 / 4)
    assert number_by_id["strategy.share.none"].value == pytest.approx(1 / 4)
    unused = number_by_id["strategy.share.risk_control"]
    assert (unused.value, unused.low) == (0, 0)
    assert unused.high and unused.high > 0.3


def test_named_and_unnamed_forms_add_up_to_all_reports_with_a_place(study: Study, codebook: Codebook) -> None:
    places = [("voluntary", "system"), ("voluntary", "individual"), ("none", "none"), ("both", "both")]
    coded = study(
        *((n, {"involvement_nature": a, "involvement_locus": b}) for n, (a, b) in enumerate(places, start=1))
    )
    found = form_table(coded, codebook, confidence=0.95)
    number_by_id = {n.number_id: n for n in found.numbers}
    named = [n for n in found.numbers if n.number_id.startswith("form.share.")]
    assert number_by_id["form.total"].value == 10
    assert number_by_id["form.unnamed"].value == 7
    assert sum(number.value for number in named) == pytest.approx(3 / 10)


def test_without_reports_shares_are_undefined_and_nothing_is_counted(
    study: Study, codebook: Codebook
) -> None:
    numbers = strategy_table(study(), codebook, confidence=0.95).numbers
    assert {n.text for n in numbers if n.number_id.startswith("strategy.share.")} == {"unknown: no report"}
