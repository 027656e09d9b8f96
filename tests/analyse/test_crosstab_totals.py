"""The totals of the cross-tables, and how they add up to the included reports."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.crosstab_totals import total_section
from coprod_review.analyse.crosstabs import PlannedTable, cross_table, crosstab_section, planned_tables
from coprod_review.model.codebook import Codebook

from .test_analysis import REPORT

Study = Callable[..., CodedReports]

ON_SAFETY = {"tradition": "other", "tradition_basis": "explicit", "framing": "protective"}


@hypothesis_settings(max_examples=25, deadline=None)
@given(groups=st.lists(REPORT, max_size=8))
def test_rows_columns_and_what_is_left_out_add_up_to_the_included_reports(
    study: Study, codebook: Codebook, groups: list[tuple[int, dict[str, str]]]
) -> None:
    coded = study(*groups)
    for plan in planned_tables(codebook):
        table = cross_table(coded, codebook, plan)
        totals = total_section(table).rows
        n = {
            part: sum(r["n"] for r in totals if r["part"] == part)
            for part in ("row", "column", "all", "left_out")
        }
        assert n["all"] + n["left_out"] == len(coded), plan
        cells = crosstab_section(table).rows
        for part, dimension, across in (
            ("row", plan.rows, plan.columns),
            ("column", plan.columns, plan.rows),
        ):
            several = codebook.dimensions[dimension].multiple
            assert n[part] >= n["all"] if several else n[part] == n["all"], (plan, part)
            for row in (r for r in totals if r["part"] == part):
                found = sum(c["n"] for c in cells if c[f"{part}_code"] == row["code"])
                adds_up = found >= row["n"] if codebook.dimensions[across].multiple else found == row["n"]
                assert adds_up, (plan, row)


def test_a_report_with_two_codes_counts_once_in_the_total_of_its_row(
    study: Study, codebook: Codebook
) -> None:
    two = {**ON_SAFETY, "issue_character": "technical+procedural"}
    plan = PlannedTable(rows="tradition", columns="issue_character", basis="all")
    table = cross_table(study((3, two)), codebook, plan)
    assert [int(n) for n in table.counts.sum(axis=1) if n] == [6]
    n_by_place = {(r["part"], r["code"]): r["n"] for r in total_section(table).rows}
    assert n_by_place["row", "other"] == 3
    assert n_by_place["column", "technical"] == n_by_place["column", "procedural"] == 3
    assert n_by_place["all", ""] == 3


def test_a_report_that_is_left_out_stands_under_the_first_reason(study: Study, codebook: Codebook) -> None:
    coded = study(
        (2, {**ON_SAFETY, "tradition_basis": "implicit", "issue_character": "technical"}),
        (3, {**ON_SAFETY, "issue_character": "waiting"}),
        (4, {**ON_SAFETY, "framing": "none", "issue_character": "none"}),
        (5, {**ON_SAFETY, "issue_character": "technical"}),
    )
    plan = PlannedTable(rows="tradition", columns="issue_character", basis="explicit")
    rows = total_section(cross_table(coded, codebook, plan)).rows
    assert {r["code"]: r["n"] for r in rows if r["part"] == "left_out"} == {
        "waiting": 3,
        "open": 0,
        "other_basis": 2,
        "not_asked": 4,
        "none": 0,
    }
    assert [r["n"] for r in rows if r["part"] == "all"] == [5]


def test_every_total_is_a_number_with_the_reports_behind_it(study: Study, codebook: Codebook) -> None:
    plan = PlannedTable(rows="tradition", columns="framing", basis="all", without_none=True)
    found = total_section(
        cross_table(study((2, ON_SAFETY), (1, {**ON_SAFETY, "framing": "none"})), codebook, plan)
    )
    value_by_id = {n.number_id: (n.value, len(n.members)) for n in found.numbers}
    for row in found.rows:
        if row["part"] != "all":
            assert value_by_id[row["number_id"]] == (row["n"], row["n"])
    assert value_by_id["crosstab.tradition.framing.all.without_none.total.left_out.none"] == (1.0, 1)
