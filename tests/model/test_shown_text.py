"""Signs that make a text look otherwise than it is are in nothing that people are shown."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import coprod_review
from coprod_review.model.report import Report
from coprod_review.model.sheet_text import cell_text, spreadsheet_text
from coprod_review.model.shown_text import seen, shown
from coprod_review.render.docx import plain
from coprod_review.render.latex import escaped
from coprod_review.write.coded import FORMS, CodedReport, as_written

MISLEADING = (
    "\x00\x1b\x7f\x80\x9b\x9f\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
HOSTILE = "An \u202egnp.exe\u202c title\x00 of\x9b \u2067two\u2069 words"


@given(st.text(st.sampled_from(f"ab \n\t{MISLEADING}")))
def test_what_is_shown_has_no_sign_that_misleads_and_all_others(text: str) -> None:
    for made in (shown(text), seen(text)):
        assert not set(MISLEADING).intersection(made)
        assert [c for c in made if c in "ab \n\t"] == [c for c in text if c in "ab \n\t"]


def test_control_characters_are_shown_by_their_pictures_on_pages() -> None:
    assert shown("a\x00b\x1bc\x7fd\te\n") == "a\u2400b\u241bc\u2421d\te\n"


def test_tables_and_documents_have_no_sign_that_misleads() -> None:
    table = spreadsheet_text(("title", "names"), [{"title": HOSTILE, "names": [HOSTILE, "b"]}])
    for made in (table, cell_text(HOSTILE), plain(HOSTILE), escaped(HOSTILE)):
        assert not set(MISLEADING).intersection(made)
        assert "gnp.exe title of two words" in made


def test_a_formula_behind_a_sign_that_nobody_sees_is_guarded_in_a_table() -> None:
    assert spreadsheet_text(("a",), [{"a": "\u202e=SUM(A1)"}]).splitlines()[1] == "'=SUM(A1)"


def test_one_class_tells_which_signs_mislead_and_no_second_one_repeats_it() -> None:
    classes = [
        path.name
        for layer in ("pages", "audit", "plan", "render", "report", "write")
        for path in (Path(coprod_review.__file__).parent / layer).rglob("*.py")
        if re.search(r"\\u202a|\\x0e-\\x1f", path.read_text(encoding="utf-8"))
    ]
    assert not classes


def test_bibliographies_have_no_sign_that_misleads() -> None:
    report = Report(
        report_id="r1",
        title=HOSTILE,
        authors=(HOSTILE,),
        year=2001,
        container=HOSTILE,
        keywords=(HOSTILE,),
        references=(HOSTILE,),
        record_ids=(),
    )
    for form in FORMS:
        made = as_written(CodedReport(report=report, codes=()), form)
        words = "".join((made.title, *made.authors, made.container, *made.keywords, *made.references))
        assert not set(MISLEADING).intersection(words)
