"""Our files as others read them: rispy, pybtex, bibtexparser, CSL, bibliometrix, spreadsheets."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re

import bibtexparser
import pandas
import pybtex.database
import pytest
import rispy
from hypothesis import given, settings

from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.model.sheet_text import FORMULA_SIGNS
from coprod_review.write.bibtex import KINDS as BIBTEX_KINDS
from coprod_review.write.bibtex import bibtex_text
from coprod_review.write.coded import CodedReport, as_written, coded_reports
from coprod_review.write.csl_json import KINDS as CSL_KINDS
from coprod_review.write.csl_json import csl_json_text
from coprod_review.write.ris import KINDS as RIS_KINDS
from coprod_review.write.ris import ris_text
from coprod_review.write.table import COLUMNS, table_text

from .nasty import CODES, read_back, reports

DIMENSIONS = ("tradition", "framing", "phase")

PLAIN = Report(
    report_id="p1",
    record_ids=("a:1",),
    type="review",
    title="Safety at home: 100 % {ours} & theirs",
    authors=("de la Cruz, María", "King, Martin Luther, Jr.", "World Health Organization", "Plato"),
    year=2019,
    container="Journal of Invented Care",
    volume="12",
    issue="3",
    pages="45-67",
    doi="10.1000/a_b",
    pmid="123",
    abstract="TY  - in the middle. @article{x} costs $5 \\ more.",
    keywords=("patients, families", "safety"),
    references=("Ek A. One; two. 2001", "Å B. Three. 2002"),
    language="en",
    url="https://example.org/~x?a=1&b=2",
)
CODED = CodedReport(report=PLAIN, codes=CODES)


def test_rispy_reads_the_fields_of_ris() -> None:
    (entry,) = rispy.loads(ris_text([CODED]))
    assert entry["type_of_reference"] == "JOUR"
    assert entry["title"] == PLAIN.title
    assert entry["authors"] == [
        "de la Cruz, María",
        "King, Martin Luther, Jr.",
        "World Health Organization,",
        "Plato",
    ]
    assert (entry["year"], entry["volume"], entry["number"]) == ("2019", "12", "3")
    assert (entry["start_page"], entry["end_page"]) == ("45", "67")
    assert (entry["doi"], entry["accession_number"]) == (PLAIN.doi, "p1")
    assert entry["abstract"] == "TY - in the middle. @article{x} costs $5 \\ more."
    assert entry["keywords"] == [
        "patients, families",
        "safety",
        "tradition: service_management",
        "framing: partnership (machine)",
        "framing: other (machine)",
    ]
    assert "tradition: service_management (agreed by a, b)" in entry["notes"][0]
    assert "phase: no code (waiting by a, b)" in entry["notes"][0]


@given(coded=reports())
@settings(max_examples=60)
def test_every_ris_line_has_a_tag_of_the_format_or_a_numbered_work(coded: CodedReport) -> None:
    text = ris_text([coded])
    lines = text.split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - |\[\d+\] |$", line) for line in lines), lines
    assert sum(line.startswith("TY  - ") for line in lines) == 1
    assert "\n" not in text.replace("\r\n", "")
    assert len(rispy.loads(text)) == 1


def test_pybtex_reads_names_and_fields_of_bibtex() -> None:
    found = pybtex.database.parse_string(bibtex_text([CODED]), "bibtex")
    entry = found.entries["p1"]
    cruz, king, who, plato = entry.persons["author"]
    assert (cruz.prelast_names, cruz.last_names, cruz.first_names) == (["de", "la"], ["Cruz"], ["María"])
    assert (king.last_names, king.lineage_names) == (["King"], ["Jr."])
    assert who.last_names == ["{World Health Organization}"]
    assert plato.last_names == ["Plato"]
    assert entry.fields["document_type"] == "Review"
    assert entry.fields["doi"] == "10.1000/a_b"
    assert entry.fields["title"] == r"Safety at home: 100 \% \textbraceleft{}ours\textbraceright{} \& theirs"


@given(coded=reports())
@settings(max_examples=60)
def test_other_readers_of_bibtex_find_one_entry_with_the_key(coded: CodedReport) -> None:
    text = bibtex_text([coded])
    assert list(pybtex.database.parse_string(text, "bibtex").entries) == ["p1"]
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["p1"]


@given(coded=reports())
@settings(max_examples=60)
def test_bibtex_has_one_field_a_line_as_bibliometrix_reads_it(coded: CodedReport) -> None:
    first, *lines = bibtex_text([coded]).rstrip("\n").split("\n")
    assert re.fullmatch(r"@[a-z]+\{p1,?", first)
    assert lines[-1] == "}"
    assert all(re.fullmatch(r"  [a-z_]+ = \{.*\},?", line) for line in lines[:-1]), lines
    names = [line.split(" = ")[0].strip() for line in lines[:-1]]
    assert "note" not in names, "bibliometrix takes the note for a number of citations"


def test_bibliometrix_parts_authors_keywords_and_cited_works() -> None:
    fields = dict(line.strip().split(" = ", 1) for line in bibtex_text([CODED]).split("\n") if " = " in line)
    assert len(fields["author"].split(" and ")) == 4
    assert fields["author_keywords"] == "{patients, families; safety},"
    assert fields["references"] == "{Ek A. One, two. 2001; Å B. Three. 2002},"


CSL_TYPES = {
    "article", "article-journal", "book", "chapter", "dataset", "document", "paper-conference",
    "report", "thesis",
}  # fmt: skip
CSL_TEXTS = {
    "id", "type", "genre", "title", "container-title", "publisher", "volume", "issue", "page",
    "DOI", "PMID", "URL",
    "language", "abstract", "keyword", "note",
}  # fmt: skip
CSL_OTHERS = {"author", "issued", "custom"}
NAME_PARTS = {"family", "given", "suffix", "literal"}


@given(coded=reports())
@settings(max_examples=60)
def test_csl_json_keeps_to_the_schema(coded: CodedReport) -> None:
    (item,) = json.loads(csl_json_text([coded]))
    assert {"id", "type"} <= item.keys() <= CSL_TEXTS | CSL_OTHERS
    assert item["type"] in CSL_TYPES
    assert all(isinstance(item[name], str) and item[name] for name in CSL_TEXTS & item.keys())
    for name in item.get("author", ()):
        assert name.keys() <= NAME_PARTS
        assert ("literal" in name) != ("family" in name)
        assert all(isinstance(part, str) and part for part in name.values())
    if "issued" in item:
        ((year,),) = item["issued"]["date-parts"]
        assert isinstance(year, int)


def test_csl_json_tells_persons_from_bodies_and_codes_from_keywords() -> None:
    (item,) = json.loads(csl_json_text([CODED]))
    assert item["author"] == [
        {"family": "de la Cruz", "given": "María"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "World Health Organization"},
        {"literal": "Plato"},
    ]
    assert item["custom"]["codes"]["tradition"] == {
        "codes": ["service_management"],
        "status": "agreed",
        "coders": ["a", "b"],
    }
    assert item["genre"] == "Review"


@given(coded=reports())
@settings(max_examples=60)
def test_no_cell_of_the_table_begins_like_a_formula(coded: CodedReport) -> None:
    text = table_text([coded], dimensions=DIMENSIONS).removeprefix("\ufeff")
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert header[: len(COLUMNS)] == list(COLUMNS)
    assert header[len(COLUMNS) :] == [f"{part}_{name}" for name in DIMENSIONS for part in ("code", "status")]
    assert not any(cell.startswith(FORMULA_SIGNS) for cell in row)


def test_codes_of_the_table_say_how_they_were_settled() -> None:
    (row,) = csv.DictReader(io.StringIO(table_text([CODED], dimensions=DIMENSIONS), newline=""))
    assert (row["code_tradition"], row["status_tradition"]) == ("service_management", "agreed")
    assert (row["code_framing"], row["status_framing"]) == ("partnership; other", "machine")
    assert (row["code_phase"], row["status_phase"]) == ("", "waiting")


def test_the_table_begins_with_the_mark_by_which_spreadsheets_know_utf_8_and_is_read_back() -> None:
    content = table_text([CODED], dimensions=DIMENSIONS).encode("utf-8")
    assert content.startswith(codecs.BOM_UTF8 + b"report_id,")
    assert pandas.read_csv(io.BytesIO(content)).columns[0] == "report_id"
    assert read_back(content.decode("utf-8"))[0].source_id == "p1"


def test_every_type_of_the_model_has_a_type_in_every_format() -> None:
    types = {
        "article", "review", "editorial", "letter", "chapter", "book", "conference", "thesis",
        "report", "preprint",
        "dataset", "erratum", "retraction", "other", "",
    }  # fmt: skip
    assert RIS_KINDS.keys() == BIBTEX_KINDS.keys() == CSL_KINDS.keys() == types


@pytest.mark.parametrize("write", [ris_text, bibtex_text, csl_json_text])
def test_no_reports_give_a_text_without_entries(write) -> None:
    assert write([]).strip() in ("", "[]")


def test_entries_of_several_reports_are_read_back_in_order() -> None:
    coded = [CodedReport(report=as_id(PLAIN, f"p{n}")) for n in range(1, 4)]
    for text in (ris_text(coded), bibtex_text(coded), table_text(coded, dimensions=())):
        assert [record.source_id for record in read_back(text)] == ["p1", "p2", "p3"]


def test_ids_that_bibtex_cannot_hold_stay_apart() -> None:
    coded = [CodedReport(report=as_id(PLAIN, name)) for name in ("a b", "a,b", "a_b")]
    assert re.findall(r"^@article\{(.*),$", bibtex_text(coded), re.MULTILINE) == ["a_b", "a_b_2", "a_b_3"]


def test_included_reports_alone_are_written_with_codes_in_the_order_of_the_codebook() -> None:
    found = coded_reports(
        [as_id(PLAIN, "b"), as_id(PLAIN, "a"), as_id(PLAIN, "c")],
        decisions=[decision("a", included=True), decision("b", included=True), decision("c", included=False)],
        codes=[code("a", "framing"), code("a", "tradition"), code("c", "tradition")],
        dimensions=DIMENSIONS,
    )
    assert [coded.report.report_id for coded in found] == ["a", "b"]
    assert [c.dimension for c in found[0].codes] == ["tradition", "framing"]
    assert found[1].codes == ()


def test_a_semicolon_stays_out_of_items_that_semicolons_part() -> None:
    odd = CodedReport(
        report=Report(report_id="x", record_ids=(), title="t", keywords=("a; b",), authors=("C; D",))
    )
    for form in ("ris", "bibtex", "csl-json", "csv"):
        written = as_written(odd, form)
        assert written.keywords == ("a, b",)
        assert written.authors == ("C D",)


def as_id(report: Report, report_id: str) -> Report:
    facts = {name: getattr(report, name) for name in Report.__dataclass_fields__}
    return Report(**(facts | {"report_id": report_id}))


def decision(report_id: str, *, included: bool) -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report_id,
        included=included,
        reason="",
        decided_by=("a",),
        status="person",
        proposed_included=included,
        proposed_reason="",
    )


def code(report_id: str, dimension: str) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=report_id, dimension=dimension, codes=("x",), status="person", coders=("a",)
    )
