"""Every count of the cross-tables, recomputed from the codes of record by nothing but its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coprod_review.analyse.cautions import on_single_reports
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.crosstabs import (
    PlannedTable,
    association_section,
    cross_table,
    crosstab_section,
    planned_tables,
)
from coprod_review.analyse.forms import strategy_table
from coprod_review.analyse.ledger import Section, together
from coprod_review.analyse.shares import map_table
from coprod_review.model.codebook import Codebook
from coprod_review.model.number import Number

from .test_analysis import REPORT

Study = Callable[..., CodedReports]

CELL = re.compile(r"reports of (\w+) (\w+) and (\w+) (\w+) \((\w+)\)(?:, among those whose (.+))?")
BOTH = re.compile(r"reports coded in both (\w+) and (\w+) \((\w+)\)(?:, among those whose (.+))?")
SAFETY = ("safety_perspective", "safety_strategy", "issue_character")
TAKING_PART = ("involvement_phase", "involvement_nature", "involvement_locus")
FORCED = {
    ("framing", "none"): SAFETY,
    ("tradition", "none"): ("tradition_basis", *TAKING_PART),
    ("involvement_phase", "none"): TAKING_PART[1:],
}
"""What the codebook says in words: an answer, and the dimensions that it leaves no answer but none."""


def section(coded: CodedReports, codebook: Codebook) -> Section:
    tables = [cross_table(coded, codebook, plan) for plan in planned_tables(codebook)]
    options: dict[str, Any] = {"monte_carlo_draws": 20, "bootstrap_draws": 20, "seed": 1, "confidence": 0.95}
    return together(
        [crosstab_section(t) for t in tables if not t.plan.without_none]
        + [association_section(t, codebook, **options) for t in tables]
        + [strategy_table(coded, codebook, confidence=0.95), map_table(coded, codebook, confidence=0.95)]
    )


def on_basis(coded: CodedReports, basis: str, dimensions: tuple[str, ...]) -> Iterator[str]:
    for report in coded:
        named = coded.codes(report, "tradition_basis")
        whole = coded.report_by_id[report].text_status == "abstract"
        if {
            "all": True,
            "explicit": named == ("explicit",),
            "implicit": named == ("implicit",),
            "abstract_only": whole,
            "explicit_abstract_only": whole and named == ("explicit",),
            "settled_only": all(
                coded.status(report, d) in ("agreed", "adjudicated", "person") for d in dimensions
            ),
        }[basis]:
            yield report


def is_not(coded: CodedReports, report: str, dimension: str, code: str) -> bool:
    """Decided as another code, or undecided with an answer elsewhere that the code would not allow."""
    decided = coded.codes(report, dimension)
    if decided:
        return code not in decided
    return any(set(coded.codes(report, d)) - {"none"} for d in FORCED.get((dimension, code), ()))


def recounted(coded: CodedReports, number: Number) -> set[str]:
    """The reports that the words of the label ask for."""
    cell, both = CELL.fullmatch(number.label), BOTH.fullmatch(number.label)
    if cell:
        rows, row_code, columns, column_code, basis, among = cell.groups()
    else:
        assert both, number.label
        (rows, columns, basis, among), row_code, column_code = both.groups(), "", ""
    conditions = [part.split(" is not ") for part in among.split(" and ")] if among else []
    return {
        report
        for report in on_basis(coded, basis, (rows, columns))
        if (row_code in coded.codes(report, rows) if row_code else coded.codes(report, rows))
        and (column_code in coded.codes(report, columns) if column_code else coded.codes(report, columns))
        and all(is_not(coded, report, dimension, code) for dimension, code in conditions)
    }


@hypothesis_settings(max_examples=25, deadline=None)
@given(groups=st.lists(REPORT, max_size=8))
def test_every_count_of_the_ledger_is_what_its_label_says(
    study: Study, codebook: Codebook, groups: list[tuple[int, dict[str, str]]]
) -> None:
    coded = study(*groups)
    found = section(coded, codebook)
    labels = [n.label for n in found.numbers if n.number_id.startswith(("crosstab", "association"))]
    assert len(set(labels)) == len(labels)
    for number in found.numbers:
        if number.number_id.startswith("strategy.share."):
            continue
        assert set(number.members) == recounted(coded, number), number.number_id
    value_by_id = {n.number_id: n.value for n in found.numbers}
    for row in found.rows:
        assert row["n"] == value_by_id[row["number_id"]]


ON_SAFETY = {"tradition": "other", "tradition_basis": "explicit", "framing": "protective"}
NOT_ON_SAFETY = {**ON_SAFETY, "framing": "none", **dict.fromkeys(SAFETY, "none")}


def test_cells_that_the_codebook_rules_out_have_neither_row_nor_number(
    study: Study, codebook: Codebook
) -> None:
    coded = study((3, NOT_ON_SAFETY), (2, {**ON_SAFETY, "issue_character": "none"}))
    found = section(coded, codebook)
    ids = {n.number_id for n in found.numbers}
    assert "crosstab.framing.issue_character.all.none.none" not in ids
    assert "crosstab.tradition.tradition_basis.all.none.none" not in ids
    assert "crosstab.tradition.involvement_phase.explicit.none.none" not in ids
    assert "crosstab.tradition.involvement_phase.all.none.none" not in ids
    assert "crosstab.tradition.involvement_phase.all.other.none" in ids
    (row,) = [r for r in found.rows if r["number_id"] == "crosstab.tradition.issue_character.all.other.none"]
    assert (row["n"], row["among"]) == (2, "framing is not none")


def test_a_report_of_undecided_framing_is_on_safety_where_its_other_codes_say_so(
    study: Study, codebook: Codebook
) -> None:
    waiting = {**ON_SAFETY, "framing": "waiting", "issue_character": "none"}
    plan = PlannedTable(rows="tradition", columns="issue_character", basis="all")
    told = cross_table(study((1, {**waiting, "safety_strategy": "mitigation"})), codebook, plan)
    untold = cross_table(study((1, {**waiting, "safety_strategy": "none"})), codebook, plan)
    assert (len(told.reports), len(untold.reports)) == (1, 0)


def test_tradition_and_framing_are_tested_again_without_the_none_codes(
    study: Study, codebook: Codebook
) -> None:
    none = {"tradition": "none", "tradition_basis": "none", "framing": "protective"}
    coded = study((4, ON_SAFETY), (3, NOT_ON_SAFETY), (5, none))
    rows = {row["number_id"]: row for row in section(coded, codebook).rows}
    assert rows["association.tradition.framing.all"]["n"] == 12
    without = rows["association.tradition.framing.all.without_none"]
    assert (without["n"], without["among"]) == (4, "tradition is not none and framing is not none")


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("tradition.framing.all", "Read the row without the none codes"),
        ("tradition.framing.all.without_none", "Judge by the explicit reports"),
        ("tradition.tradition_basis.all", "the words that make a basis explicit"),
        ("framing.tradition_basis.all", "counts as implicit"),
        ("framing.involvement_locus.all", "patients take no part"),
    ],
)
def test_a_test_carries_what_is_built_into_its_pair(
    study: Study, codebook: Codebook, identity: str, words: str
) -> None:
    rows = {row["number_id"]: row for row in section(study(), codebook).rows}
    assert words in rows[f"association.{identity}"]["caution"]
    assert rows["association.tradition.framing.explicit"]["caution"] == ""


def test_a_report_on_which_an_association_leans_is_named_in_words() -> None:
    told = on_single_reports({"tradition": [], "involvement_locus": ["none"]})
    assert told == (
        "Rests on one report: it alone is none in involvement locus, and without it V would lie outside its "
        "interval."
    )
    assert on_single_reports({"tradition": []}) == ""
