"""What is written is read back: the same bibliographic fields, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings

from coprod_review.model.report import Report
from coprod_review.read.reading import Reading
from coprod_review.write.bibtex import bibtex_text
from coprod_review.write.coded import CodedReport, as_written
from coprod_review.write.csl_json import csl_json_text
from coprod_review.write.ris import ris_text
from coprod_review.write.table import table_text

from .nasty import CODES, facts_of, read_back, reports

KNOWN_BY = CodedReport(
    report=Report(report_id="p2", record_ids=("x:2",), type="article", title="Another", year=2019)
)
"""An item with a year stands behind: JSON with type and title alone might be of any program."""

Writer = Callable[[Sequence[CodedReport]], str]

WRITERS: dict[str, Writer] = {
    "ris": ris_text,
    "bibtex": bibtex_text,
    "csl-json": lambda found: csl_json_text([*found, KNOWN_BY]),
    "csv": lambda found: table_text(found, dimensions=("tradition", "framing", "phase")),
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("url", ["https://lens.org/000-owl", "https://www.scopus.com/inward/record?owl=1"])
def test_our_files_are_told_as_ours_wherever_their_records_are_from(form: str, url: str) -> None:
    report = Report(report_id="p1", record_ids=("x:1",), type="article", title="Owls", year=2019, url=url)
    text = WRITERS[form]([CodedReport(report=report, codes=CODES)])
    reading = Reading(text.encode("utf-8"), export="owls")
    list(reading)
    assert reading.summary().dialect.startswith("coprod-review")


@pytest.mark.parametrize("form", WRITERS)
@given(coded=reports())
@settings(max_examples=300)
def test_reading_back_gives_the_same_fields(form: str, coded: CodedReport) -> None:
    record = read_back(WRITERS[form]([coded]))[0]
    wanted = facts_of(as_written(coded, form))
    found = facts_of(record)
    if form == "bibtex":  # its list of cited works is one text: where it is parted may differ, no word does
        wanted["references"] = "; ".join(wanted["references"])
        found["references"] = "; ".join(found["references"])
    assert found == wanted
    assert record.source_id == "p1"
