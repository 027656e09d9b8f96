"""What people decided on a report stands on its page, every answer of it, and open disputes stand out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.io.histories import read_histories
from coprod_review.pages.history import Event

NAMES = {"r1": "r1", "old1": "r1", "r2": "r2"}
RECORDS = {"a.ris:1": "r1", "a.ris:2": "r2"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "codings").mkdir()
    return tmp_path


def put(corpus: Path, name: str, *lines: str) -> None:
    (corpus / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def events(corpus: Path, report_id: str = "r1") -> list[Event]:
    return list(read_histories(corpus, report_by_name=NAMES, report_by_record=RECORDS).of(report_id))


DISPUTES = "report,dimension,codes,quote,coder,date,reason,against,after,revision,state"
ADJUDICATIONS = "report,dimension,codes,coder,date,reason,codebook,revision,state"


def test_without_tables_nobody_has_decided_anything(corpus: Path) -> None:
    assert events(corpus) == []


def test_every_answer_of_an_adjudicator_is_told_and_which_of_them_counts(corpus: Path) -> None:
    put(
        corpus,
        "decisions/adjudications.csv",
        ADJUDICATIONS,
        "old1,framing,partnership,AB,2026-01-02,first,0.2,1,",
        "r1,framing,none,AB,2026-01-03,second,0.2,2,",
    )
    found = events(corpus)
    assert [(e.codes, e.revision) for e in found] == [(("partnership",), 1), (("none",), 2)]
    assert not found[1].is_past


def test_a_dispute_is_open_until_a_later_adjudication_answers_it(corpus: Path) -> None:
    put(corpus, "decisions/disputes.csv", DISPUTES, "r1,framing,none,,CD,2026-01-04,why not,partnership,1,,")
    put(
        corpus,
        "decisions/adjudications.csv",
        ADJUDICATIONS,
        "r1,framing,partnership,AB,2026-01-02,first,0.2,1,",
    )
    assert [e.is_open for e in events(corpus) if e.what == "disputed"] == [True]
    put(
        corpus,
        "decisions/adjudications.csv",
        ADJUDICATIONS,
        "r1,framing,partnership,AB,2026-01-02,first,0.2,1,",
        "r1,framing,partnership,AB,2026-01-05,it stays,0.2,2,",
    )
    assert [e.is_open for e in events(corpus) if e.what == "disputed"] == [False]


@pytest.mark.parametrize(("undoes", "is_open"), [("2", True), ("", False)])
def test_a_ruling_that_stands_again_answers_no_dispute_of_it_and_the_same_given_anew_does(
    corpus: Path, undoes: str, is_open: bool
) -> None:
    put(corpus, "decisions/disputes.csv", DISPUTES, "r1,framing,none,,CD,2026-01-03,why not,partnership,1,,")
    put(
        corpus,
        "decisions/adjudications.csv",
        f"{ADJUDICATIONS},undoes,undone_by",
        "r1,framing,partnership,AB,2026-01-02,first,0.2,1,,,",
        "r1,framing,none,EF,2026-01-04,second,0.2,2,,,",
        f"r1,framing,partnership,AB,2026-01-05,first,0.2,3,,{undoes},{'EF' if undoes else ''}",
    )
    found = events(corpus)
    assert [e.is_open for e in found if e.what == "disputed"] == [is_open]
    assert found[-1].undone_by == ("EF" if undoes else "AB")


def test_taking_back_a_first_look_is_told_as_that_and_as_no_agreement(corpus: Path) -> None:
    put(
        corpus,
        "decisions/audits.csv",
        "report,dimension,codes,coder,date,verdict,sample,reason,against,revision,state,undoes",
        "r1,framing,none,CD,2026-01-02,differs,,,partnership,,,",
        "r1,framing,,CD,2026-01-03,,,,,2,withdrawn,1",
    )
    assert {e.what for e in events(corpus)} == {"answered otherwise before seeing the code"}


def test_a_dispute_that_is_withdrawn_is_open_no_more_and_still_told(corpus: Path) -> None:
    put(
        corpus,
        "decisions/disputes.csv",
        DISPUTES,
        "r1,framing,none,,CD,2026-01-04,why not,partnership,0,1,",
        "r1,framing,none,,CD,2026-01-06,I was wrong,partnership,0,2,withdrawn",
    )
    found = events(corpus)
    assert [(e.is_past, e.is_withdrawn, e.is_open) for e in found] == [
        (True, False, False),
        (False, True, False),
    ]


def test_of_codings_those_alone_are_told_that_were_answered_again(corpus: Path) -> None:
    header = "report,dimension,codes,quote,basis,confidence,codebook,date,revision,state"
    put(
        corpus,
        "codings/AB.csv",
        header,
        "r1,framing,none,,,,0.2,2026-01-01,1,",
        "r1,framing,partnership,,,,0.2,2026-01-02,2,",
        "r1,tradition,none,,,,0.2,2026-01-01,1,",
    )
    assert [(e.coder, e.dimension, e.codes) for e in events(corpus)] == [
        ("AB", "framing", ("none",)),
        ("AB", "framing", ("partnership",)),
    ]


def test_a_verdict_on_two_records_stands_with_the_reports_of_both(corpus: Path) -> None:
    put(
        corpus,
        "decisions/duplicates.csv",
        "record_a,record_b,verdict,coder,date,reason",
        "a.ris:1,a.ris:2,distinct,AB,2026-01-01,two parts of one study",
    )
    assert events(corpus)[0].verdict == "a.ris:1 and a.ris:2: distinct"
    assert events(corpus, "r2") == events(corpus, "r1")


def test_a_verdict_stands_with_the_reports_that_have_its_records_now(corpus: Path) -> None:
    put(
        corpus,
        "decisions/duplicates.csv",
        "record_a,record_b,verdict,coder,date,reason,known_as_a,known_as_b",
        "a.ris:1,b.ris:1,distinct,AB,2026-01-01,two parts,doi:10.1/old; title:t,doi:10.1/b; title:t",
    )
    put(
        corpus,
        "pairs.csv",
        "record_a,record_b,verdict,rule,why,known_as_a,known_as_b",
        "a.ris:2,b.ris:1,distinct,a person's decision,,doi:10.1/old; title:t,doi:10.1/b; title:t",
        "a.ris:1,b.ris:2,maybe,titles alike,,doi:10.1/new; title:u,title:u",
    )
    found = read_histories(
        corpus, report_by_name={}, report_by_record=RECORDS, pairs_of_run=corpus / "pairs.csv"
    )
    assert not list(found.of(RECORDS["a.ris:1"]))
    assert [event.reason for event in found.of(RECORDS["a.ris:2"])] == ["two parts"]


def test_the_page_of_a_report_tells_who_agreed_and_escapes_reasons(write_review, tmp_path: Path, run) -> None:
    review = write_review(tmp_path / "r")
    (review / "corpus" / "decisions").mkdir(exist_ok=True)
    put(
        review,
        "corpus/decisions/audits.csv",
        "report,dimension,codes,coder,date,verdict,sample,reason",
        "r002,framing,partnership,CD,2026-01-07,agree,audit-1,<script>x</script>",
        "r002,framing,none,EF,2026-01-08,agree,,",
    )
    put(
        review,
        "corpus/decisions/disputes.csv",
        DISPUTES,
        "r002,framing,none,,GH,2026-01-09,why,partnership,0,,",
    )
    assert run(review, "site") == 0
    page = (review / "results" / "audit" / "reports" / "r002.html").read_text(encoding="utf-8")
    assert "Looked at and agreed with by CD, 2026-01-07." in page
    grid = page[page.index('id="codes-of-record"') : page.index('id="text"')]
    assert grid.count(">disputed</a>") == 1
    assert "agreed with by EF, 2026-01-08, as it was then: " in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
