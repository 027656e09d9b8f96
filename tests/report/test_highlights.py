"""The findings that sentences beside figures tell: the first of the largest, and nothing where nothing is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.model.corpus import Coder
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results, Row
from coprod_review.report.highlights import highlights_of


@pytest.fixture(scope="module")
def bare(project: Path) -> Results:
    """Results without a table."""
    return replace(coded_review(project, n=1).results, tables={})


def cell(position: str, n: str) -> Row:
    return {"position": position, "n_reports": n}


def test_the_cells_with_most_and_fewest_reports_are_told(bare: Results):
    rows = [cell("a", "9"), cell("b", "10"), cell("c", "2"), cell("d", "2")]
    found = highlights_of(replace(bare, tables={"model_cells": rows}), leading=())
    assert found.most == cell("b", "10")
    assert found.fewest == cell("c", "2")


def test_without_a_report_in_any_cell_none_has_most(bare: Results):
    found = highlights_of(replace(bare, tables={"model_cells": [cell("a", "0"), cell("b", "0")]}), leading=())
    assert (found.most, found.fewest) == (None, None)


def test_the_year_with_most_reports_is_told_for_leading_traditions_alone(bare: Results):
    rows = [
        {"tradition": "x", "year": "2001", "n": "3"},
        {"tradition": "x", "year": "2004", "n": "12"},
        {"tradition": "x", "year": "", "n": "40"},
        {"tradition": "y", "year": "2004", "n": "0"},
        {"tradition": "z", "year": "2004", "n": "50"},
    ]
    found = highlights_of(replace(bare, tables={"trends": rows}), leading=("x", "y"))
    assert found.peaks == (rows[1],)


def test_the_two_widest_streams_are_told_widest_first(bare: Results):
    rows = [
        {"framing": name, "n_reports": n} for name, n in (("a", "7"), ("b", "11"), ("c", "8"), ("d", "0"))
    ]
    found = highlights_of(replace(bare, tables={"alluvial": rows}), leading=())
    assert [row["framing"] for row in found.streams] == ["b", "c"]


def test_agreement_is_told_of_readers_and_not_of_collectors(bare: Results):
    def pair(other: str, n: str) -> Row:
        return {
            "dimension": "framing",
            "coder_a": "ann",
            "coder_b": other,
            "n": n,
            "kappa": "0.7",
            "number_id": f"agreement.framing.ann.{other}",
        }

    rows = [pair("cy", "90"), pair("bo", "80"), pair("di", "20")]
    roles = {"ann": "reader", "bo": "reader", "cy": "collector", "di": "reader"}
    numbers = [
        Number(number_id=row["number_id"], value=0.7, text="0.70", label="kappa", member_kind="report")
        for row in rows
    ]
    results = replace(
        bare,
        tables={"agreement": rows},
        ledger=Ledger.of(numbers),
        coders=[
            Coder(name=name, kind="person", role=role, how="", codebook="", blind=True)
            for name, role in roles.items()
        ],
    )
    assert highlights_of(results, leading=()).agreements == (rows[1],)


def test_a_run_without_tables_has_nothing_to_tell(bare: Results):
    found = highlights_of(bare, leading=("x",))
    assert found.most is None
    assert found.fewest is None
    assert not found.peaks + found.streams + found.agreements
