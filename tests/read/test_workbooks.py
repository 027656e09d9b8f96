"""Excel workbooks and zip archives as exports; all entries are invented."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_review.errors import ReviewError
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading
from coprod_review.read.workbook import shown

HEADER = ["Title", "Authors", "Year", "DOI", "Keywords", "Abstract"]
ROW = ['Talk, or "talk"', "Ek, Anna; Alm, Bo", 2019.0, "10.5555/1", "trust\ncare", "One.\nTwo."]


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets:
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def refused(raw: bytes) -> ReviewError:
    with pytest.raises(ReviewError) as told:
        list(Reading(raw, export="x"))
    assert told.value.remedy
    return told.value


def test_a_sheet_is_read_as_people_see_it_and_lines_are_its_rows(read):
    records, aside, summary = read(workbook(("Export", [["A search"], [], HEADER, ROW, [], ROW])))
    record = records[0]
    assert (record.title, record.year, record.doi) == ('Talk, or "talk"', 2019, "10.5555/1")
    assert record.authors == ("Ek, Anna", "Alm, Bo")
    assert (record.keywords, record.abstract) == (("trust", "care"), "One. Two.")
    assert [r.line for r in records] == [4, 6]
    assert not aside
    assert "sheet 'Export' of an Excel workbook" in summary.repairs


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (2019.0, "2019"), (0.25, "0.25"), (7, "7"), (True, "TRUE"), ("a\r\nb", "a\u2028b"),
        ("a_x000D_\nb", "a\u2028b"), ("a_x0009_b", "a b"), ("a_xyz_b", "a_xyz_b"),
        (datetime.datetime(2020, 5, 3), "2020-05-03"),
        (datetime.datetime(2020, 5, 3, 4, 5), "2020-05-03 04:05:00"),
        (datetime.date(2020, 5, 3), "2020-05-03"),
    ],
)  # fmt: skip
def test_values_of_cells_are_what_people_see(value, text):
    assert shown(value) == text


def test_the_sheet_with_known_columns_is_taken_and_those_without_are_named(read):
    counts = [["Year", "Authors"], [2019, 4]]
    raw = workbook(("Notes", [["Remarks"], ["none"]]), ("Hits", [HEADER, ROW]), ("Counts", counts))
    records, _, summary = read(raw)
    assert len(records) == 1
    assert "sheet 'Hits' of an Excel workbook" in summary.repairs
    assert "sheet 'Notes' is not read, since it has no columns that are known" in summary.repairs
    assert "sheet 'Counts' is not read, since it has no columns that are known" in summary.repairs


def test_records_on_further_sheets_are_read_by_their_own_columns(read):
    more = [
        ["A search"],
        ["Remark", "DOI", "Article title", "Volume", "Publication Year"],
        ["first", "10.5555/2", "Trust", 7.0, 2020.0],
        ["second", "10.5555/3", "Care", 8.0, 2021.0, "too much"],
        [],
        ["third", "10.5555/4", "Talk", 9.0, 2022.0],
    ]
    records, aside, summary = read(workbook(("Hits", [["Mine"], HEADER, ROW]), ("More", more)))
    told = [(r.line, r.title, r.doi, r.year, r.volume) for r in records]
    assert told == [
        (3, 'Talk, or "talk"', "10.5555/1", 2019, ""),
        (6, "Trust", "10.5555/2", 2020, "7"),
        (9, "Talk", "10.5555/4", 2022, "9"),
    ]
    assert [(row.line, "too much" in row.raw) for row in aside] == [(7, True)]
    note = "sheet 'More' holds records too and is read as well: its first row counts as line 4"
    assert note in summary.repairs


def test_a_hidden_sheet_beside_a_visible_one_is_named_and_not_read(read):
    raw = workbook(("Hits", [HEADER, ROW]), ("Old", [HEADER, ROW]), hidden=("Old",))
    records, _, summary = read(raw)
    assert len(records) == 1
    told = "sheet 'Old' holds records too and is not read: save it as a file of its own"
    assert told in summary.repairs


def test_a_hidden_sheet_comes_last(read):
    raw = workbook(("Old", [HEADER, ["Old"]]), ("New", [HEADER, ["New"]]), hidden=("Old",))
    assert read(raw)[0][0].title == "New"


def test_told_columns_choose_the_sheet():
    raw = workbook(("A", [HEADER, ROW]), ("B", [["Rubrik", "Wer"], ["Talk", "Ek A"]]))
    records = list(Reading(raw, export="x", columns={"title": ["Rubrik"], "authors": ["Wer"]}))
    assert [(r.title, r.authors) for r in records] == [("Talk", ("Ek, A",))]


def test_short_rows_at_the_end_of_which_cells_are_empty_are_whole(read):
    records, aside, _ = read(workbook(("A", [HEADER, ["Only a title"], ROW])))
    assert (records[0].title, aside) == ("Only a title", [])


def test_an_empty_workbook_is_refused():
    assert refused(workbook(("A", []))).problem == "this workbook is empty"


def test_a_workbook_without_known_columns_names_those_it_has():
    error = refused(workbook(("A", [["Rubrik", "Wer"], ["Talk", "Ek A"]])))
    assert "'Rubrik', 'Wer'" in error.problem


@pytest.mark.parametrize("at", [30, 200, 2000, -40])
def test_a_workbook_that_is_cut_short_is_refused(at):
    assert "damaged" in refused(workbook(("A", [HEADER, ROW]))[:at]).problem


@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_workbook_with_changed_bytes_is_read_or_refused(changes):
    raw = bytearray(workbook(("A", [HEADER, ROW])))
    for at, byte in changes:
        raw[at % len(raw)] = byte
    try:
        items = list(Reading(bytes(raw), export="x"))
    except ReviewError as error:
        assert error.remedy
    else:
        assert all(isinstance(item, Record) or item.reason for item in items)


def with_sheet_xml(xml: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(workbook(("A", [HEADER, ROW]))))
    files = {name: source.read(name) for name in source.namelist()}
    return zipped(**(files | {"xl/worksheets/sheet1.xml": xml}))


@pytest.mark.parametrize("place", ["ZZZZZ1", "A99999999999"])
def test_cells_at_places_that_excel_does_not_have_are_refused(place):
    row = place.lstrip("Z").lstrip("A")
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{row}"><c r="{place}" t="str"><v>x</v></c></row></sheetData></worksheet>'
    )
    assert "places that Excel does not have" in refused(with_sheet_xml(xml.encode())).problem


def test_a_workbook_that_is_huge_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr("coprod_review.read.zip_archive.MAX_WORKBOOK", 1000)
    assert "far larger" in refused(workbook(("A", [HEADER, ROW]))).problem


def test_a_sheet_with_more_text_than_is_held_is_refused(monkeypatch):
    monkeypatch.setattr("coprod_review.read.workbook.MAX_CHARACTERS", 100)
    assert "more rows or text" in refused(workbook(("A", [HEADER, ROW, ROW]))).problem


def test_entities_in_a_workbook_do_not_expand():
    xml = (
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 30}">' for n in range(9))
        + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>&j;</v></c></row></sheetData></worksheet>'
    )
    assert "cannot be read" in refused(with_sheet_xml(xml.encode())).problem


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"word/document.xml": b"x"}, "a Word document"),
        ({"xl/workbook.bin": b"x"}, "XLSB"),
        ({"mimetype": b"x", "META-INF/manifest.xml": b"x"}, "OpenDocument"),
        ({"a.ris": b"x", "b.ris": b"y"}, "holds 2 files (a.ris, b.ris)"),
        ({"folder/": b""}, "this archive is empty"),
        ({".exports/a.ris": b"x", "b.ris": b"y"}, "holds 2 files (.exports/a.ris, b.ris)"),
        (
            {".DS_Store": b"x", "a.ris": b"", "x/.b.ris": b"y"},
            "holds no export: '.DS_Store' is of the system that packed it, 'a.ris' is empty, "
            "'x/.b.ris' is hidden",
        ),
    ],
)
def test_other_archives_are_refused_by_what_they_are(files, what):
    assert what in refused(zipped(**files)).problem


RIS = b"TY  - JOUR\nTI  - Talk\nER  - \n"


def test_the_one_export_in_a_zip_archive_is_read(read):
    records, _, summary = read(zipped(**{"__MACOSX/._a.ris": b"x", "export/a.ris": RIS}))
    assert records[0].title == "Talk"
    assert summary.format == "ris"
    assert "'export/a.ris' unpacked from zip" in summary.repairs


@pytest.mark.parametrize("name", [".exports/a.ris", "exports/../a.ris", "../../a.ris", "./a.ris"])
def test_the_folder_of_the_one_export_in_a_zip_archive_does_not_matter(read, name):
    records, _, summary = read(zipped(**{name: RIS, "b/.DS_Store": b"x", "b/.b.ris": RIS}))
    assert [record.title for record in records] == ["Talk"]
    assert f"{name!r} unpacked from zip" in summary.repairs
    assert "'b/.b.ris' in the zip is hidden and was left out" in summary.repairs
    assert not any("DS_Store" in note for note in summary.repairs)


def test_a_workbook_in_a_zip_archive_is_read(read):
    assert read(zipped(**{"a.xlsx": workbook(("A", [HEADER, ROW]))}))[0][0].year == 2019


def test_a_damaged_file_in_a_zip_archive_is_read_as_far_as_it_goes(read):
    raw = bytearray(zipped(**{"a.ris": RIS * 3}))
    at = raw.find(zlib.crc32(RIS * 3).to_bytes(4, "little"), 40)
    raw[at] ^= 1
    records, _, summary = read(bytes(raw))
    assert len(records) == 3
    assert any("damaged" in note for note in summary.repairs)


def test_an_archive_in_an_archive_in_an_archive_is_refused():
    raw = RIS
    for _ in range(5):
        raw = zipped(**{"a": raw})
    assert "archives within" in refused(raw).problem


@pytest.mark.parametrize(
    "raw", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 3000, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_an_old_office_file_that_is_no_workbook_is_refused(raw):
    assert "save the table as CSV" in refused(raw).remedy


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_an_archive_whose_directory_is_damaged_is_read_or_refused(changes):
    raw = bytearray(workbook(("A", [HEADER, ROW])))
    for from_end, byte in changes:
        raw[-from_end] = byte
    try:
        list(Reading(bytes(raw), export="x"))
    except ReviewError as error:
        assert error.remedy


OLD = (Path(__file__).parent / "workbooks" / "savedrecs.xls").read_bytes()


def test_a_workbook_of_excel_97_is_read_too(read):
    records, aside, summary = read(OLD)
    assert [(r.title, r.year, r.line) for r in records] == [("Talk on wards", 2010, 2), ("Second", 2011, 3)]
    assert (records[0].authors, records[0].source_id) == (("Ek, Anna", "Alm, Bo"), "WOS:1")
    assert (summary.format, summary.dialect) == ("xls", "Web of Science")
    assert not aside


@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_an_old_workbook_with_changed_bytes_is_read_or_refused(changes):
    raw = bytearray(OLD)
    for at, byte in changes:
        raw[at % len(raw)] = byte
    try:
        list(Reading(bytes(raw), export="x"))
    except ReviewError as error:
        assert error.remedy
