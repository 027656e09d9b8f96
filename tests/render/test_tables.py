"""Tables as CSV, LaTeX and XLSX: complete, repeatable, and never a formula."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.model.sheet_text import FORMULA_SIGNS
from coprod_review.render.appendix import codes_by_report
from coprod_review.render.figures import FIGURES
from coprod_review.render.latex import escaped, latex_table
from coprod_review.render.readme import readme
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, printed, real, share, text, whole
from coprod_review.render.tables import sheets
from coprod_review.render.workbook import workbook

from .conftest import CASES, invented_report

FORMULA = "=HYPERLINK(A1)"


def with_formula(full: Results) -> Results:
    """Results in which a title and an author begin as formulas do."""
    return replace(full, reports=[invented_report("r1", title=FORMULA, authors=("+Plus, A.", "@At, B."))])


@pytest.mark.parametrize("case", CASES)
def test_every_table_comes_out_whatever_the_results_lack(case: str) -> None:
    made = sheets(CASES[case]())
    assert len({s.name for s in made}) == len(made)
    for sheet in made:
        assert sheet.columns and sheet.title
        assert latex_table(sheet)
    assert workbook(made, title="Invented")


def test_every_included_report_stands_in_the_appendix_with_every_dimension(full: Results) -> None:
    sheet = codes_by_report(full)
    assert [row["report_id"] for row in sheet.rows] == ["r1", "r2"]
    assert set(full.codebook.dimensions) <= set(sheet.names)
    assert sheet.rows[0]["tradition"] == "other"
    assert sheet.rows[0]["tradition_status"] == "agreed"
    assert sheet.rows[1]["tradition_status"] == "open"


def test_many_authors_are_counted_rather_than_dropped(full: Results) -> None:
    names = tuple(f"Invented, A{i}" for i in range(9))
    sheet = codes_by_report(replace(full, reports=[invented_report("r1", authors=names)]))
    assert str(sheet.rows[0]["authors"]).endswith("and 3 more")


def test_a_workbook_is_the_same_every_time(full: Results) -> None:
    made = sheets(full)
    assert workbook(made, title="Invented") == workbook(made, title="Invented")


def test_no_cell_of_a_workbook_is_a_formula(full: Results) -> None:
    content = workbook(sheets(with_formula(full)), title=FORMULA)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.value == f"'{FORMULA}"]
    assert all(cell.data_type != "f" for cell in cells)
    assert not [
        cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA_SIGNS)
    ]


def test_sheets_of_a_workbook_have_frozen_headers_filters_and_notes(full: Results) -> None:
    made = sheets(full)
    book = openpyxl.load_workbook(io.BytesIO(workbook(made, title="Invented")))
    assert book.sheetnames[0] == "Notes"
    assert len(book.sheetnames) == len(made) + 1
    for page in book.worksheets[1:]:
        assert page.freeze_panes == "B5"
        assert str(page.auto_filter.ref).startswith("A4:")
    for sheet, page in zip(made, book.worksheets[1:], strict=True):
        assert [page.cell(row, 1).value for row in (1, 2, 3)] == [sheet.title, sheet.note, sheet.counting]
        assert [page.cell(4, place).value for place in (1, 2)] == [c.heading for c in sheet.columns[:2]]
    notes = [[cell.value for cell in row[3:5]] for row in book["Notes"].iter_rows(min_row=4)]
    assert notes == [[s.note, s.counting] for s in made]
    assert book.properties.created.year == 2000


def test_sheet_names_stay_apart_when_they_are_cut() -> None:
    long = "a_name_that_is_longer_than_a_workbook_allows"
    made = [
        Sheet(name=f"{long}_{i}", title="t", columns=(text("a"),), rows=[{"a": str(i)}]) for i in range(12)
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook(made, title="t")))
    assert len(set(book.sheetnames)) == 13
    assert all(len(name) <= 31 for name in book.sheetnames)


@given(st.text())
def test_escaped_text_has_balanced_braces_and_no_bare_special_sign(raw: str) -> None:
    made = escaped(raw)
    bare = made.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    for place, sign in enumerate(made):
        if sign in "%&#_":
            assert made[place - 1] == "\\"
    assert "\n" not in made


def test_a_latex_table_leaves_out_ids_of_numbers_and_says_when_it_has_no_rows() -> None:
    sheet = Sheet(name="t_x", title="A table", columns=(text("a"), text("number_id")), rows=[])
    made = latex_table(sheet)
    assert "Number id" not in made
    assert "no rows" in made
    assert r"\label{tab:t-x}" in made
    assert r"\toprule" in made and r"\bottomrule" in made


def test_cells_are_printed_by_the_kind_of_their_column() -> None:
    assert printed(0.1234, share("s")) == "12.3"
    assert printed(12.5, whole("n")) == "12.5"
    assert printed(12, whole("n")) == "12"
    assert printed(-1.239, real("r")) == "−1.24"
    assert printed(None, real("r")) == ""
    assert printed(0.00001, real("p", digits=4)) == "<0.0001"
    assert printed(0.0, real("p", digits=4)) == "0.0000"


def test_the_readme_of_the_results_names_every_figure_and_table(full: Results) -> None:
    made = sheets(full)
    words = readme(FIGURES, made)
    for name in (*(s.name for s in FIGURES),):
        assert f"`figures/{name}.*`" in words
    for sheet in made:
        assert f"`tables/{sheet.name}.*`" in words
