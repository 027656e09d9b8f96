"""Passages copied through a spreadsheet are found where they stand, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coprod_review.adjudicate.quoted import exact_quote, nearest_passage
from coprod_review.model.report import Report

REPORT = Report(
    report_id="r1",
    record_ids=("a.ris:1",),
    title="Who rings – and who answers?",
    abstract="Aim: “to hear the\nbell” … at night. It costs 5 (five) + 1 minutes; families’ own words.",
    keywords=("night shift", "bells"),
)


@pytest.mark.parametrize(
    ("copied", "stands"),
    [
        ("rings - and who", "rings – and who"),
        ('"to hear the bell"', "“to hear the\nbell”"),
        ("families' own  words", "families’ own words"),
        ("bell” ... at night", "bell” … at night"),
        ("5 (five) + 1", "5 (five) + 1"),
        ('"families’ own words"', "families’ own words"),
        ("night shift; bells", "night shift; bells"),
    ],
)
def test_a_passage_is_found_as_the_text_has_it(copied: str, stands: str) -> None:
    assert exact_quote(copied, REPORT) == stands


@pytest.mark.parametrize("copied", ["who rang", "bell at night", ".*", '"'])
def test_words_that_do_not_stand_there_are_not_found(copied: str) -> None:
    assert exact_quote(copied, REPORT) is None


@pytest.mark.parametrize("copied", ["ward 7 rang", "ward \u200e7 rang", "of ward 7"])
def test_marks_that_pages_and_sheets_leave_out_are_no_difference(copied: str) -> None:
    text = "The nurses of ward\u200f \u200e7\u200e rang."
    found = exact_quote(copied, replace(REPORT, abstract=text))
    assert found is not None and found in text


def test_the_nearest_passage_is_shown_and_nothing_where_nothing_is_near() -> None:
    assert nearest_passage("families own word", REPORT).startswith("families’ own word")
    assert nearest_passage("xylophone quartet", REPORT) == ""
