"""Exports that write all their entries into one line: a page shows the stretch of one entry."""

from __future__ import annotations

from coprod_review.audit.exports import MAX_LINE, numbered_lines, raw_entry
from coprod_review.model.record import Record

LINE = "".join(f'{{"id": "n{n}", "title": "Bell number {n}", "note": "{"x" * 300}"}}, ' for n in range(200))


def test_the_stretch_shown_of_a_long_line_has_the_record_in_it():
    record = Record(record_id="a:150", export="a", line=1, end_line=1, title="Bell number 150")
    shown = raw_entry(record, {"a": [LINE]})
    assert "Bell number 150" in shown
    assert "Bell number 20," not in shown
    assert "more characters in this line" in shown
    assert len(shown) < MAX_LINE + 100


def test_the_page_of_an_export_cuts_long_lines_and_says_so():
    assert len(str(numbered_lines([(1, LINE)], []))) < 2 * MAX_LINE
    assert "more characters in this line" in str(numbered_lines([(1, LINE)], []))


def test_an_entry_of_several_lines_is_shown_whole():
    record = Record(record_id="a:1", export="a", line=2, end_line=3)
    assert raw_entry(record, {"a": ["one", "two", "three", "four"]}) == "two\nthree"
