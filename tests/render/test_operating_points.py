"""Coverage by half and code, and operating points, as tables; the figure keeps to what is pooled."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.render.calibration import body_height_coverage, data_coverage
from coprod_review.render.operating_points import data_coverage_codes, data_operating
from coprod_review.render.results import Results
from coprod_review.render.tables import sheets


def test_the_figure_of_coverage_keeps_to_all_reports_and_codes(full: Results) -> None:
    parts = [
        change
        for row in full.coverage
        for change in (row, replace(row, subset="held_out"), replace(row, code="other"))
    ]
    split = replace(full, coverage=parts)
    assert data_coverage(split).rows == data_coverage(full).rows
    assert body_height_coverage(split) == body_height_coverage(full)


def test_coverage_by_half_and_code_is_a_table_of_its_own(full: Results) -> None:
    row = {"dimension": "tradition", "subset": "held_out", "code": "other", "achieved": "0.85", "n": "20"}
    sheet = data_coverage_codes(replace(full, tables={"coverage": [row]}))
    assert (sheet.rows[0]["code"], sheet.rows[0]["achieved"], sheet.rows[0]["n"]) == ("other", 0.85, 20)
    assert sheet.rows[0]["low"] is None


def test_operating_points_stand_among_the_tables_with_what_is_unknown_left_empty(full: Results) -> None:
    row = {"dimension": "tradition", "rule": "own", "answer": "other", "threshold": "0.25", "n": "20"}
    made = sheets(replace(full, tables={**full.tables, "operating_points": [row]}))
    sheet = next(s for s in made if s.name == data_operating(full).name)
    assert (sheet.rows[0]["threshold"], sheet.rows[0]["n"], sheet.rows[0]["precision"]) == (0.25, 20, None)
