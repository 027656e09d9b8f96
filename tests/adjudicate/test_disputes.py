"""Disputes stand until a later adjudication settles them, whatever the report is called by then."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.adjudicate.disputes import dispute_table, disputed, look_table, resolve_audits
from coprod_review.adjudicate.first_look import is_bare_first
from coprod_review.adjudicate.resolve import UNKNOWN, ResolvedAdjudications
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import Adjudication, Audit, Dispute, FormerLook
from coprod_review.model.given import DIFFERS
from coprod_review.model.report import Report

DISPUTE = Dispute(
    report_id="old",
    dimension="wind",
    codes=("strong",),
    quote="a gale",
    coder="cd",
    date="2026-11-05",
    reason="it blew",
    against=("light",),
)
RULING = Adjudication(
    report_id="r1", dimension="wind", codes=("strong",), coder="ef", date="2026-11-06", reason="p. 2"
)
NAMES = {"old": "r1", "r1": "r1"}
REPORTS = {"r1": Report(report_id="r1", record_ids=("a:1",), title="On wind", text_status="title")}
SETTLED = [
    CodeOfRecord(report_id="r1", dimension="wind", codes=("light",), status="agreed", coders=("a", "b"))
]


def rulings(*given: Adjudication) -> ResolvedAdjudications:
    return ResolvedAdjudications(by_place={("r1", "wind"): given} if given else {}, unresolved=())


def test_a_dispute_is_open_until_an_adjudication_that_the_disputer_did_not_know() -> None:
    for after, ruling, is_open in ((0, (), True), (0, (RULING,), False), (1, (RULING,), True)):
        (found,), lost = disputed([replace(DISPUTE, after=after)], rulings(*ruling), NAMES)
        assert (found.is_open, lost) == (is_open, [])
    (found,), _ = disputed([replace(DISPUTE, after=1)], rulings(replace(RULING, revision=2)), NAMES)
    assert found.settled_by is not None and found.settled_by.coder == "ef"


def test_a_ruling_that_stands_again_after_an_undone_one_settles_no_dispute_of_it() -> None:
    again, new = replace(RULING, revision=3, since=1), replace(RULING, revision=3, since=3)
    for ruling, is_open in ((again, True), (new, False)):
        (found,), _ = disputed([replace(DISPUTE, after=1)], rulings(ruling), NAMES)
        assert found.is_open == is_open


def test_a_first_look_stays_among_the_looks_after_its_giver_thinks_otherwise() -> None:
    former = FormerLook(
        report_id="old", dimension="wind", coder="cd", kind="dispute", codes=("strong",), against=("light",)
    )
    audit = Audit(
        report_id="r1", dimension="wind", codes=("light",), coder="cd", date="", shown="suggestions"
    )
    rows = look_table([audit], [], rulings(), former=[former, replace(former, report_id="gone")], names=NAMES)
    assert [(r["report_id"], r["kind"], r["shown"], r["stands"]) for r in rows] == [
        ("r1", "agreement", "suggestions", "yes"),
        ("r1", "dispute", "nothing", "no"),
    ]


def test_an_own_answer_before_another_code_was_shown_is_a_look_of_its_own_kind() -> None:
    differs = Audit(
        report_id="r1", dimension="wind", codes=(), coder="cd", date="", verdict=DIFFERS, against=("light",)
    )
    (row,) = look_table([differs], [], rulings())
    assert (row["kind"], row["codes"], row["against"]) == ("look", (), ("light",))


def test_a_dispute_on_a_report_that_nobody_knows_is_named_and_not_dropped() -> None:
    found, (lost,) = disputed([DISPUTE], rulings(), {})
    assert (found, lost.kind, lost.report, lost.reason) == ([], "dispute", "old", UNKNOWN)


def test_the_table_has_open_disputes_first_and_says_what_settled_the_others() -> None:
    other = replace(DISPUTE, coder="aa", after=0)
    found, _ = disputed([other, replace(DISPUTE, after=1)], rulings(RULING), NAMES)
    rows = dispute_table(found, SETTLED, REPORTS)
    assert [(row["state"], row["coder"], row["settled_why"]) for row in rows] == [
        ("open", "cd", ""),
        ("settled", "aa", "p. 2"),
    ]
    assert rows[0]["codes"] == ("light",)
    assert rows[0]["title"] == "On wind"


def test_looks_hold_what_each_said_and_what_had_been_shown() -> None:
    found, _ = disputed([replace(DISPUTE, shown="nothing", seconds=9)], rulings(), NAMES)
    audit = Audit(
        report_id="old", dimension="wind", codes=("light",), coder="gh", date="2026", shown="suggestions"
    )
    audits, (lost,) = resolve_audits([audit, replace(audit, report_id="gone")], NAMES)
    assert (lost.kind, lost.report) == ("audit", "gone")
    rows = look_table(audits, found, rulings(RULING))
    assert [(r["report_id"], r["coder"], r["kind"], r["shown"], r["seconds"]) for r in rows] == [
        ("r1", "cd", "dispute", "nothing", 9),
        ("r1", "ef", "adjudication", "", None),
        ("r1", "gh", "agreement", "suggestions", None),
    ]


def test_the_lot_of_bare_reports_keeps_to_the_share_and_differs_from_reviewer_to_reviewer() -> None:
    ids = [f"r{number}" for number in range(4000)]
    first = {i for i in ids if is_bare_first(i, "cd", share=0.2)}
    assert first == {i for i in ids if is_bare_first(i, "cd", share=0.2)}
    assert 700 < len(first) < 900
    other = {i for i in ids if is_bare_first(i, "ef", share=0.2)}
    assert 100 < len(first & other) < 230
    assert not any(is_bare_first(i, "cd", share=0.0) for i in ids)
    assert all(is_bare_first(i, "cd", share=1.0) for i in ids)
