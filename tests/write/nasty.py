"""Reports as reading makes them, of the nastiest texts: what any format must carry unharmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from coprod_review.model.bibliographic import Bibliographic
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.read.entries import Draft, Entry
from coprod_review.read.fields import RecordColumns, finish, is_told
from coprod_review.read.reading import Reading
from coprod_review.write.coded import CodedReport

BIBLIOGRAPHIC = tuple(field.name for field in fields(Bibliographic))

TRAPS = (
    "TY  - ", "ER  -", "\nER  - \n", "\nTY  - JOUR\n", "@article{x,", "}@book{y, title={",
    "AB  - ", "=1+1", "+49",
    "-omics", "@home", "100 %", "a & b", "#1", "$5 and $6", "x_y", "{brace", "brace}", "{{two}}",
    "\\textbf{x}", "\\",
    "\\'e", "~", "^2", '"quoted"', "'", "``", "''", "; ", ", ", " and ", " || ", " | ", "\n\n",
    "\t", "<i>italic</i>",
    "p < .05", "&lt;", "&amp;amp;", "Ærøskøbing", "Žižek", "日本語", "مرحبا", "שלום", "\u202e",
    "\u200b", "é", "e\u0301",
    "[1] ", "References: ", "* ", "10.1/x", "doi:", "2019;25(3):12", "“”", "…", "…\u00a0—", "\x0b",
    "\x00", "\ufeff",
    "% comment", "//", "--", "–", "\r", "\r\n", "\ud800", ",", ".", ":", "(", ")", "[", "]", "é'",
    "null", "n/a", "%41",
)  # fmt: skip

words = (
    st.sampled_from(TRAPS)
    | st.text(max_size=6)
    | st.sampled_from(("care", "Safety", "of", "patients", "2017"))
)
texts = st.lists(words, max_size=7).map("".join) | st.lists(words, max_size=7).map(" ".join)

names = st.sampled_from(
    (
        "Rossi, Anna", "van der Berg, Jan", "de la Cruz, María José", "King, Martin Luther, Jr.",
        "Plato",
        "World Health Organization", "Picker Europe", "Smith and Sons, Ltd", "O'Neill, Seán",
        "Ærø, Ødegård",
        "bell hooks", "hooks, bell", "Nguyễn, Văn A.", "山田, 太郎", "山田太郎", "ابن سينا",
        "Group for Safety, The",
        "AT&T", "100% Design Ltd", "Von Neumann, J", "D'Angelo, P.-J.", "Lee, K., III",
        "Müller-Lüdenscheidt, H. G.",
        "The {Brace} Group", "Anderson, P", "Sand and Land, B", "Le Brun, Émile",
        "Committee; Joint",
        "Fowler, Floyd J. Jr", "Fowler, Floyd J., Jr",
        "Fowler, Jr", "de la King III, Ann", "King II, A", "Lee Sr., B.", "X",
    )
) | st.lists(words, max_size=3).map(" ".join)  # fmt: skip

numbers = st.sampled_from(("", "1", "12", "S1", "3-4", "12 Suppl 1", "=2", "-5", "n/a", "Pt. 2")) | texts
pages = (
    st.sampled_from(("", "1-9", "454-81", "e123", "S1-S12", "12-19, 30", "-5", "i-iv", "100", "A-1")) | texts
)
kinds = st.sampled_from(
    (
        "article", "review", "editorial", "letter", "chapter", "book", "conference", "thesis",
        "report", "preprint",
        "dataset", "erratum", "retraction", "other", "",
    )
)  # fmt: skip
dois = st.sampled_from(
    ("", "10.1000/xyz", "10.1000/a_b(1)", "10.1016/s0140-6736(05)1%2f2", "10.1/a<1>b{c}~$")
)
urls = st.sampled_from(
    ("", "https://example.org/~a_b?x=1&y=%20#z", "http://example.org/{a}$b\\c", "https://example.org/a;b,c)")
)

CODES = (
    CodeOfRecord(
        report_id="p1",
        dimension="tradition",
        codes=("service_management",),
        status="agreed",
        coders=("a", "b"),
    ),
    CodeOfRecord(
        report_id="p1",
        dimension="framing",
        codes=("partnership", "other"),
        status="machine",
        coders=("rules",),
    ),
    CodeOfRecord(report_id="p1", dimension="phase", codes=(), status="waiting", coders=("a", "b")),
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """What an entry might say in any format."""
    return Draft(
        types=[draw(kinds)],
        title=draw(texts),
        authors=draw(st.lists(names, max_size=4)),
        names_are_parted=False,
        dates=[str(draw(st.none() | st.integers(1400, 2100)))],
        container=draw(texts),
        volume=draw(numbers),
        issue=draw(numbers),
        pages=draw(pages),
        dois=[draw(dois)],
        pmid=draw(st.sampled_from(("", "7", "28936928"))),
        abstract=draw(texts),
        keywords=draw(st.lists(texts, max_size=4)),
        references=draw(st.lists(texts, max_size=4)),
        languages=[draw(st.sampled_from(("", "en", "de", "zh")))],
        urls=[draw(urls)],
    )


@st.composite
def reports(draw: st.DrawFn) -> CodedReport:
    """A report as reading makes it of a nasty entry, with or without codes."""
    draft = draw(drafts())
    for _ in range(6):  # reading may find more to mend in what it has mended; then that is the report
        record = _finished(draft)
        again = _draft_of(record)
        if again == draft:
            break
        draft = again
    facts = {name: getattr(record, name) for name in BIBLIOGRAPHIC}
    report = Report(report_id="p1", record_ids=("x:1",), **facts)
    return CodedReport(report=report, codes=draw(st.sampled_from(((), CODES))))


def read_back(text: str) -> list[Record]:
    """The records of a text that we wrote; every entry must be one."""
    items = list(Reading(text.encode("utf-8"), export="back"))
    assert all(isinstance(item, Record) for item in items), items
    return [item for item in items if isinstance(item, Record)]


def facts_of(found: Bibliographic) -> dict[str, Any]:
    """The bibliographic fields by name."""
    return {name: getattr(found, name) for name in BIBLIOGRAPHIC}


def _finished(draft: Draft) -> Record:
    if not any(is_told(_columns(draft))):
        draft.title = "A title"
    return Record(**{name: values[0] for name, values in _columns(draft).items()})


def _columns(draft: Draft) -> RecordColumns:
    entry = Entry(line=1, end_line=1, raw="")
    return finish([draft], [entry], numbers=[1], export="x", repairs=Counter())


def _draft_of(record: Record) -> Draft:
    return Draft(
        types=[record.type],
        title=record.title,
        authors=list(record.authors),
        names_are_parted=False,
        dates=[str(record.year)],
        container=record.container,
        volume=record.volume,
        issue=record.issue,
        pages=record.pages,
        dois=[record.doi],
        pmid=record.pmid,
        abstract=record.abstract,
        keywords=list(record.keywords),
        references=list(record.references),
        languages=[record.language],
        urls=[record.url],
    )
