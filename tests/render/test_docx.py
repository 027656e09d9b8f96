"""Tables as a Word document: whole, cut where long, across where wide, and the same every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from coprod_review.render.document import (
    MOST_ROWS,
    MOST_VALUES,
    document_sheets,
    printed_as,
    wider_than_a_page,
)
from coprod_review.render.docx import docx_tables
from coprod_review.render.latex import latex_table
from coprod_review.render.reshaping import across, with_intervals, with_numbered_remarks
from coprod_review.render.results import Results
from coprod_review.render.sheet import Column, Sheet, printed, real, share, text, whole
from coprod_review.render.tables import sheets

from .conftest import CASES

HOSTILE = "<w:p>&amp; \x00\x0b\ufffe\ud800 =1+1 \u202egnp.exe ]]> {\\input}"


def made_of(*made: Sheet) -> bytes:
    return docx_tables(made, title="Invented & more", opening="What this is.")


def opened(*made: Sheet) -> Document:
    return docx.Document(io.BytesIO(made_of(*made)))


def plain_sheet(n_rows: int = 2, **facts: Any) -> Sheet:
    rows: list[dict[str, Any]] = [{"word": f"word {i}", "n": i} for i in range(n_rows)]
    return replace(
        Sheet(name="plain", title="A plain table", columns=(text("word"), whole("n")), rows=rows),
        **facts,
    )


@pytest.mark.parametrize("case", CASES)
def test_the_document_opens_whatever_the_results_lack(case: str) -> None:
    results = CASES[case]()
    placed = document_sheets(sheets(results), results)
    document = opened(*placed)
    assert len(document.tables) == len(placed)
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions[0].endswith(f"{placed[0].title}.")


def test_a_document_is_the_same_every_time_and_tells_no_time_of_its_own(full: Results) -> None:
    placed = document_sheets(sheets(full), full)
    assert made_of(*placed) == made_of(*placed)
    with zipfile.ZipFile(io.BytesIO(made_of(*placed))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(*placed).core_properties.created.year == 2000


def test_captions_stand_above_notes_below_and_headers_are_repeated() -> None:
    document = opened(plain_sheet(note="What n is.", counting="Each once."))
    kinds = [child.tag.rpartition("}")[2] for child in document.element.body]
    place = kinds.index("tbl")
    texts = [p.text for p in document.paragraphs]
    assert kinds[place - 1] == kinds[place + 1] == "p"
    assert "A plain table." in texts[2]
    assert texts[3] == "What n is. Each once."
    (first, *others) = document.tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))


def test_a_table_of_many_columns_lies_across_and_the_next_one_upright_again() -> None:
    names = [f"measured_column_{i}" for i in range(14)]
    wide = Sheet(
        name="wide", title="Wide", columns=tuple(map(real, names)), rows=[dict.fromkeys(names, 123.456)]
    )
    document = opened(plain_sheet(), wide, plain_sheet())
    assert [s.orientation for s in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for table, section in zip(document.tables, document.sections, strict=True):
        page, left, right = section.page_width, section.left_margin, section.right_margin
        assert page is not None and left is not None and right is not None
        assert sum(column.width or 0 for column in table.columns) <= page - left - right + 1000


def test_hostile_text_stays_text() -> None:
    document = opened(plain_sheet(title=HOSTILE, rows=[{"word": HOSTILE, "n": 1}], note=HOSTILE))
    cell = document.tables[0].rows[1].cells[0].text
    assert cell == "<w:p>&amp;  =1+1 gnp.exe ]]> {\\input}"


def test_a_table_without_rows_says_so() -> None:
    assert opened(plain_sheet(0)).tables[0].rows[1].cells[0].text == "no rows"


def test_a_long_table_is_cut_and_points_to_the_whole(full: Results) -> None:
    (cut,) = document_sheets([plain_sheet(MOST_ROWS + 7)], full)
    assert len(cut.rows) == MOST_ROWS
    assert cut.note == f"The first {MOST_ROWS} of {MOST_ROWS + 7} rows; all stand in tables/plain.csv."
    (whole_sheet,) = document_sheets([plain_sheet(MOST_ROWS)], full)
    assert len(whole_sheet.rows) == MOST_ROWS


def test_a_table_that_is_wider_than_any_page_is_named_with_its_file(full: Results) -> None:
    names = [f"a_column_of_some_width_{i}" for i in range(40)]
    wide = Sheet(
        name="wide", title="Wide", columns=tuple(map(text, names)), rows=[dict.fromkeys(names, "filled")]
    )
    assert [sheet.name for sheet in document_sheets([wide, plain_sheet(3)], full)] == ["plain"]
    assert wider_than_a_page([wide, plain_sheet(3)], full).endswith("alone: Wide (tables/wide.csv).")
    assert wider_than_a_page([plain_sheet(3)], full) == ""


def test_remarks_on_several_rows_are_told_once_below_the_table() -> None:
    columns = (text("rows"), text("caution"))
    remarks = ("Built in: one thing.", "", "Built in: another.", "Built in: one thing.")
    rows = [{"rows": f"row {place}", "caution": words} for place, words in enumerate(remarks)]
    sheet = Sheet(name="associations", title="A", columns=columns, rows=rows, note="Of reports.")
    made = with_numbered_remarks(sheet, "caution")
    assert [row["caution"] for row in made.rows] == ["1", "", "2", "1"]
    assert made.note == "Of reports. Caution 1: Built in: one thing. Caution 2: Built in: another."


def test_ids_of_specifications_stay_in_the_files(full: Results) -> None:
    for sheet in sheets(full):
        printed_names = {c.name for c in sheet.columns if c.printed}
        if sheet.name != "specifications":
            assert not printed_names & {"specification", "same_as", "box"}, sheet.name


def test_rare_values_of_a_characteristic_are_counted_rather_than_listed(full: Results) -> None:
    columns = (text("characteristic"), text("value"), whole("n"))
    values: list[dict[str, Any]] = [
        {"characteristic": "country", "value": f"land {i}", "n": 50 - i} for i in range(MOST_VALUES + 3)
    ]
    values.append({"characteristic": "country", "value": "not stated", "n": 4})
    sheet = Sheet(name="characteristics", title="Characteristics", columns=columns, rows=values)
    (printed_sheet,) = document_sheets([sheet], full)
    assert [row["value"] for row in printed_sheet.rows][-2:] == [
        f"3 further, of at most {50 - MOST_VALUES} reports each",
        "not stated",
    ]
    assert [row["characteristic"] for row in printed_sheet.rows if row["characteristic"]] == ["country"]
    assert "all stand in tables/characteristics.csv" in printed_sheet.note


def test_intervals_stand_in_the_column_of_their_estimate() -> None:
    columns = (
        text("code"),
        share("share"),
        share("low"),
        share("high"),
        share("beyond_low"),
        share("beyond_high"),
    )
    rows: list[dict[str, Any]] = [
        {"code": "a", "share": 0.5, "low": 0.4, "high": 0.6, "beyond_low": 0.1, "beyond_high": 0.9},
        {"code": "b", "share": 0.5, "low": None, "high": None, "beyond_low": None, "beyond_high": None},
    ]
    made = with_intervals(Sheet(name="s", title="S", columns=columns, rows=rows))
    assert [c.heading for c in made.columns] == ["Code", "Share (low to high)", "Beyond (low to high)"]
    cells = [[printed(row[c.name], c).replace("\u00a0", " ") for c in made.columns] for row in made.rows]
    assert cells == [["a", "50.0 (40.0 to 60.0)", "10.0 to 90.0"], ["b", "50.0", ""]]


def test_a_table_across_has_a_sum_and_leaves_out_rows_that_count_nothing() -> None:
    columns = (whole("year"), text("tradition"), whole("n"))
    rows = [
        {"year": year, "tradition": t, "n": n}
        for year, counts in ((1999, (0, 0)), (2001, (3, 1)), (None, (0, 2)))
        for t, n in zip(("service_management", "other"), counts, strict=True)
    ]
    made = across(Sheet(name="years", title="Y", columns=columns, rows=rows), down="year", over="tradition")
    assert [c.heading for c in made.columns] == ["Year", "Service management", "Other", "Sum"]
    assert [list(row.values()) for row in made.rows] == [["2001", 3, 1, 4], ["unknown", 0, 2, 2]]
    assert made.note == "1 rows that count nothing are left out."


def test_the_appendix_prints_all_codes_of_a_report_in_one_cell(full: Results) -> None:
    appendix = next(s for s in sheets(full) if s.name == "codes_by_report")
    (made,) = document_sheets([appendix], full)
    assert "Tradition: other; Tradition basis: open" in str(made.rows[0]["codes"])


def test_latex_prints_the_same_forms_as_the_document(full: Results) -> None:
    columns = (text("code"), share("share"), share("low"), share("high"))
    rows: list[dict[str, Any]] = [{"code": "service_management", "share": 0.5, "low": 0.4, "high": 0.6}]
    (made,) = printed_as(Sheet(name="s", title="S", columns=columns, rows=rows, counting="Each once."), full)
    markup = latex_table(made)
    assert "service management & 50.0 (40.0~to~60.0)" in markup
    assert "Each once." in markup


def test_names_of_codes_are_printed_as_words_and_texts_as_they_stand() -> None:
    assert printed("public_administration", text("tradition")) == "public administration"
    assert printed("people_first", text("coded_by")) == "with settled codes first"
    assert printed("a_file.ris", text("file")) == "a_file.ris"
    assert printed("a_b", Column(name="x", heading="X")) == "a_b"
