"""Tables of zeros: left out where nothing is counted, whole where anything is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.pages.results import Results, Row
from coprod_review.report.findings import Characteristic
from coprod_review.report.uncounted import counted_rows, is_stated, unstated


@pytest.fixture(scope="module")
def bare(project: Path) -> Results:
    """Results without a table."""
    return replace(coded_review(project, n=1).results, tables={})


def measured(name: str, *values: str) -> Characteristic:
    shown: tuple[Row, ...] = tuple({"value": value, "n": "1"} for value in values)
    return Characteristic(name=name, title=name, shown=shown, rest=(), others="")


def test_a_table_that_counts_nothing_has_no_rows(bare: Results):
    zeros: list[Row] = [{"n": "0"}, {"n": "0.0"}, {"n": ""}]
    assert counted_rows(replace(bare, tables={"associations": zeros}), "associations") == ()
    assert counted_rows(replace(bare, tables={"trends": zeros}), "trends") == zeros


def test_a_table_that_counts_anything_keeps_its_zeros(bare: Results):
    rows: list[Row] = [{"n": "0"}, {"n": "2"}]
    assert counted_rows(replace(bare, tables={"model_cells": rows}), "model_cells") == rows


def test_a_characteristic_that_no_report_states_is_named_and_not_tabulated():
    country, design = measured("country", "Norway", "not stated"), measured("design", "not stated")
    assert is_stated(country) and not is_stated(design)
    assert unstated([country, design, measured("sample", "not stated")]) == [design]
