"""What reviewers said first, and which ruling stands, read from files of answers behind answers."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.decisions import (
    read_adjudications,
    read_audits,
    read_first_codings,
    read_former_looks,
)

ADJUDICATIONS = """\
report,dimension,codes,coder,date,reason,codebook,revision,state,shown,seconds,undoes,undone_by
r1,wind,light,ef,2026-11-01,p. 1,,,,,,,
r1,wind,strong,cd,2026-11-02,p. 2,,2,,,,,
r1,wind,light,ef,2026-11-03,p. 1,,3,,,,2,cd
r2,wind,light,ef,2026-11-01,p. 1,,,,,,,
r3,wind,light,ef,2026-11-01,p. 1,,,,,,,
r3,wind,strong,ef,2026-11-02,p. 2,,2,,,,,
r3,wind,light,ef,2026-11-03,p. 1,,3,,,,,
"""
DISPUTES = """\
report,dimension,codes,quote,coder,date,reason,against,after,revision,state,shown,seconds
r1,wind,strong,,gh,2026-11-01,seen first,light,1,,,nothing,12
r1,wind,,,gh,2026-11-02,,,,2,withdrawn,,
r2,wind,strong,,gh,2026-11-01,stands,light,1,,,nothing,8
r3,wind,strong,,gh,2026-11-01,had seen it,light,1,,,suggestions,8
r3,wind,,,gh,2026-11-02,,,,2,withdrawn,,
"""
AUDITS = """\
report,dimension,codes,coder,date,verdict,sample,reason,against,revision,state,shown,seconds
r1,wind,strong,cd,2026-11-01,differs,,,light,,,nothing,9
r1,wind,light,cd,2026-11-02,agree,,,,2,,suggestions,
r2,wind,,cd,2026-11-01,differs,,,light,,,nothing,9
"""


def test_an_answer_that_differed_before_the_code_was_shown_may_be_that_it_cannot_be_told(
    tmp_path: Path,
) -> None:
    path, missing = tmp_path / "audits.csv", tmp_path / "none.csv"
    path.write_text(AUDITS)
    assert [(a.report_id, a.verdict, a.codes, a.against) for a in read_audits(path)] == [
        ("r1", "agree", ("light",), ()),
        ("r2", "differs", (), ("light",)),
    ]
    (former,) = read_former_looks(audits=path, disputes=missing, adjudications=missing)
    assert (former.kind, former.codes, former.against) == ("look", ("strong",), ("light",))


def test_a_ruling_that_stands_again_is_as_old_as_it_was_and_the_same_given_anew_is_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "adjudications.csv"
    path.write_text(ADJUDICATIONS)
    assert [(a.report_id, a.codes, a.revision, a.since) for a in read_adjudications(path)] == [
        ("r1", ("light",), 3, 1),
        ("r2", ("light",), 1, 1),
        ("r3", ("light",), 3, 3),
    ]


def test_a_first_look_that_was_taken_back_is_found_and_others_are_not(tmp_path: Path) -> None:
    path = tmp_path / "disputes.csv"
    path.write_text(DISPUTES)
    missing = tmp_path / "none.csv"
    (look,) = read_former_looks(audits=missing, disputes=path, adjudications=missing)
    assert (look.report_id, look.coder, look.kind, look.codes, look.against, look.seconds) == (
        "r1",
        "gh",
        "dispute",
        ("strong",),
        ("light",),
        12,
    )


CODINGS = """\
report,dimension,codes,quote,basis,confidence,codebook,date,revision,state,shown
r1,wind,strong,,abstract: told,,0.1,2026-11-01,,,nothing
r1,wind,light,,abstract: told,,0.1,2026-11-02,2,,suggestions
r2,wind,light,,abstract: told,,0.1,2026-11-01,,,nothing
r3,wind,light,,abstract: told,,0.1,2026-11-01,,,suggestions
"""


def test_what_a_reviewer_who_codes_answered_first_is_a_look_replaced_or_not_after_suggestions_or_before(
    tmp_path: Path,
) -> None:
    path = tmp_path / "gh.csv"
    path.write_text(CODINGS)
    looks = read_first_codings(path, coder="gh")
    assert [(one.report_id, one.codes, one.shown, one.stands) for one in looks] == [
        ("r1", ("strong",), "nothing", False),
        ("r2", ("light",), "nothing", True),
        ("r3", ("light",), "suggestions", True),
    ]
    assert {one.kind for one in looks} == {"coding"}
