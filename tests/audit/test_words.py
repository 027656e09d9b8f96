"""Formats of exports and notes of machine coders, as the pages tell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.audit.formats import FORMAT_WORDS, format_in_words, repairs_in_words
from coprod_review.audit.notes import note_in_words
from coprod_review.model.coding import Coding
from coprod_review.read.formats import formats

LABELS = {"partnership": "Partners", "consultative": "Informants"}


def noted(coder: str, note: str, *, codes: tuple[str, ...] = ()) -> str:
    coding = Coding(report_id="r1", dimension="framing", codes=codes, coder=coder, note=note)
    return note_in_words(coding, lambda code: LABELS.get(code, code))


@pytest.mark.parametrize(
    ("form", "dialect", "reads"),
    [
        ("csv", "Scopus", "CSV in the dialect of Scopus"),
        ("wos", "Web of Science", "Web of Science plain text"),
        ("ris", "RIS", "RIS"),
        ("openalex", "JSON lines", "OpenAlex JSON, one entry a line"),
        ("xlsx", "CSV", "XLSX"),
        ("tsv", "CSV", "tab-separated values"),
        ("xyz", "", "XYZ"),
    ],
)
def test_a_format_is_told_with_its_dialect(form: str, dialect: str, reads: str) -> None:
    assert format_in_words({"format": form, "dialect": dialect}) == reads


def test_a_byte_order_mark_is_told_as_what_the_file_begins_with() -> None:
    told = repairs_in_words("byte-order mark of utf-8; HTML entities resolved: 2")
    assert told.startswith("begins with a UTF-8 byte-order mark")
    assert told.endswith("; HTML entities resolved: 2")


def test_notes_of_machine_coders_are_sentences() -> None:
    assert noted("rules", "step 4") == "Step 4 of the decisions for this dimension gave the answer."
    assert noted("combination", "possible: no answer fits").startswith("No answer fits")
    both = "possible: partnership | consultative; partnership: score +0.5 = rules answer +0.7, bias -0.2"
    assert noted("combination", both) == (
        "Answers that stay possible: “Partners” and “Informants”. The score of “Partners” is +0.5, the sum "
        "of rules answer +0.7, bias −0.2."
    )
    assert noted("reader_1", "read twice") == "Read twice."


def test_an_answer_that_is_given_and_ruled_out_is_told_with_the_reason_and_what_follows() -> None:
    told = noted("combination", "possible: consultative", codes=("partnership",))
    assert "“Partners” belongs to the most probable answers" in told
    assert "“Partners” is below its mark, and “Informants” is not" in told
    assert told.endswith("no machine decides: people do.")
    assert "stays possible" not in told


@pytest.mark.parametrize("codes", [("partnership",), ("partnership", "consultative")])
def test_an_answer_that_is_given_and_possible_is_told_as_possible(codes: tuple[str, ...]) -> None:
    told = noted("combination", "possible: consultative + partnership | partnership", codes=codes)
    assert told == "Answers that stay possible: “Informants” with “Partners” and “Partners”."


def test_why_a_set_is_not_what_its_dimension_alone_leaves_is_told() -> None:
    held_back = "possible: partnership; not above 0.75: consultative | partnership"
    assert noted("combination", held_back, codes=("partnership",)).endswith(
        "The answer is not more probable than 0.75, so that no machine decides it: "
        "the prediction set holds “Informants” and “Partners”."
    )
    cut = "possible: partnership | consultative; given what is possible in safety_strategy: partnership"
    assert noted("combination", cut, codes=("partnership",)).endswith(
        "Given what is possible in safety strategy, the prediction set holds “Partners”."
    )


def test_pages_of_exports_are_told_in_words(review: Path) -> None:
    page = (review / "results" / "audit" / "exports" / "a.ris.html").read_text(encoding="utf-8")
    assert "RIS in the dialect of EBSCO, UTF-8" in page
    assert "begins with a UTF-8 byte-order mark" in page


def test_every_format_that_is_read_has_a_name_that_people_use() -> None:
    assert [form.name for form in formats() if form.name not in FORMAT_WORDS] == []
