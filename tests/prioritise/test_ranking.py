"""Unread reports in the order to screen and to code them."""

from __future__ import annotations

import pytest

from coprod_review.io.decisions import read_judgements
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import Coder, Judgement
from coprod_review.model.report import Report
from coprod_review.prioritise.coding_order import rank_open
from coprod_review.prioritise.known import read_reports
from coprod_review.prioritise.order import Order
from coprod_review.prioritise.ranking import NO_TEXT, NOTHING_SPEAKS, rank_unread

QUESTION = "How do patients take part in safety?"


def report(report_id: str, title: str, abstract: str = "") -> Report:
    return Report(report_id=report_id, record_ids=(f"a.ris:{report_id}",), title=title, abstract=abstract)


REPORTS = [
    report("r1", "Patients take part in safety rounds"),
    report("r2", "Steel valves under pressure"),
    report("r3", "Patients as partners in safety"),
    report("r4", "Pressure in steel pipes"),
    report("r5", ""),
    report("r6", "Les patients et la sécurité des soins"),
]


@pytest.mark.parametrize(
    "known",
    [{}, {"r1": True}, {"r2": False}, {"r1": True, "r2": False}],
    ids=["no decision", "only relevant", "only irrelevant", "both"],
)
def test_what_is_about_the_subject_comes_before_what_is_not(known):
    ranked = rank_unread(REPORTS, known, question=QUESTION)
    places = {one.report: one.rank for one in ranked}
    assert set(places) == {r.report_id for r in REPORTS} - set(known)
    assert places["r3"] < places["r4"]


def test_a_report_without_text_is_ranked_and_told_to_have_none():
    ranked = rank_unread(REPORTS, {"r1": True, "r2": False}, question=QUESTION)
    assert next(one.why for one in ranked if one.report == "r5") == NO_TEXT


def test_the_reason_names_terms_of_the_report():
    ranked = rank_unread(REPORTS, {"r1": True, "r2": False}, question=QUESTION)
    assert "safety" in next(one.why for one in ranked if one.report == "r3")


def test_no_reason_has_a_function_word():
    reports = [
        *(report(f"p{i}", f"it was not as of the patients in safety at home {i}") for i in range(4)),
        report("f1", "it was not as of the"),
        *(report(f"s{i}", f"steel pipes under pressure {i}") for i in range(4)),
    ]
    ranked = rank_unread(reports, {"p0": True, "p1": True, "s0": False}, question=QUESTION)
    why = {one.report: one.why for one in ranked}
    assert set(why["p2"].split(", ")) <= {"patients", "safety", "home"}
    assert "patients" in why["p2"]
    assert why["f1"] == NOTHING_SPEAKS


def test_one_report_alone_is_ranked():
    assert [one.report for one in rank_unread(REPORTS[:1], {}, question=QUESTION)] == ["r1"]


def test_where_everything_is_judged_nothing_is_ranked():
    assert rank_unread(REPORTS[:1], {"r1": True}, question=QUESTION) == []


def coder(name: str, kind: str = "person", role: str = "reader") -> Coder:
    return Coder(name=name, kind=kind, role=role, how="", codebook="1", blind=True)


CODERS = [coder("AB"), coder("CD"), coder("EF", role="adjudicator"), coder("gh", kind="language_model")]


def judged(report_id: str, by: str, verdict: str) -> Judgement:
    return Judgement(
        report_id=report_id, coder=by, verdict=verdict, criterion="", date="2026-11-05", reason=""
    )


def verdicts(*judgements: Judgement) -> list[bool]:
    read, _ = read_reports(judgements, CODERS, {"r1": "r1", "doi:10.5555/1": "r1"})
    return [one.relevant for one in read]


def test_an_adjudicator_counts_before_other_people():
    assert verdicts(judged("r1", "AB", "include"), judged("r1", "EF", "exclude")) == [False]


def test_people_count_before_programs():
    assert verdicts(judged("r1", "gh", "include"), judged("r1", "AB", "exclude")) == [False]


def test_where_people_differ_the_report_counts_as_relevant():
    assert verdicts(judged("r1", "AB", "include"), judged("r1", "CD", "exclude")) == [True]


def test_a_judgement_under_an_alias_is_of_the_present_report():
    assert verdicts(judged("doi:10.5555/1", "AB", "include")) == [True]


def test_rows_of_two_people_behind_one_another_are_read_in_the_order_of_their_days():
    def on(day: str, report_id: str, by: str) -> Judgement:
        return Judgement(report_id=report_id, coder=by, verdict="include", criterion="", date=day, reason="")

    names = {f"r{n}": f"r{n}" for n in range(5)}
    ab = [on("2026-11-02", "r1", "AB"), on("2026-11-04", "r3", "AB"), on("2026-11-04", "r0", "AB")]
    cd = [on("2026-11-01", "r3", "CD"), on("2026-11-03", "r2", "CD"), on("", "r4", "CD")]
    read, _ = read_reports([*ab, *cd], CODERS, names)
    assert [one.report_id for one in read] == ["r4", "r3", "r1", "r2", "r0"]
    assert read[1].date == "2026-11-01"


def test_a_judgement_on_a_report_that_is_gone_is_named():
    _, gone = read_reports([judged("r9", "AB", "include")], CODERS, {"r1": "r1"})
    assert gone == ["r9"]


def settled(report_id: str, code: str) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=report_id, dimension="framing", codes=(code,), status="person", coders=("AB",)
    )


CODED = [
    *(report(f"p{i}", f"patients speak as partners {i}") for i in range(6)),
    *(report(f"s{i}", f"steel guards protect the ward {i}") for i in range(6)),
    report("clear", "patients speak as partners"),
    report("between", "patients speak, steel guards protect"),
]
SETTLED = [
    *(settled(f"p{i}", "partnership") for i in range(6)),
    *(settled(f"s{i}", "protective") for i in range(6)),
]


def ranked_ids(order: Order, asked: dict[str, list[str]]) -> list[str]:
    ranked = rank_open(CODED, SETTLED, asked, weights={"framing": 1.0}, other_weight=0.5, order=order)
    return [one.report for one in ranked]


def test_uncertainty_codes_the_doubtful_report_first_and_certainty_the_clear_one():
    asked = {"clear": ["framing"], "between": ["framing"]}
    assert ranked_ids("uncertainty", asked) == ["between", "clear"]
    assert ranked_ids("certainty", asked) == ["clear", "between"]


def test_a_report_with_more_open_dimensions_is_worth_more():
    asked = {"between": ["framing"], "clear": ["framing", "tradition"]}
    assert ranked_ids("uncertainty", asked)[0] == "clear"


def test_a_dimension_of_which_nothing_is_settled_says_so():
    ranked = rank_open(CODED, [], {"clear": ["framing"]}, weights={}, other_weight=1.0)
    assert ranked[0].why == "framing: nothing learnt yet"


def test_the_mixed_order_has_each_report_once():
    asked = {r.report_id: ["framing"] for r in CODED}
    assert sorted(ranked_ids("mixed", asked)) == sorted(asked)


def test_a_judgement_that_is_revised_later_keeps_its_place_in_the_order_of_reading(tmp_path):
    path = tmp_path / "screening.csv"
    path.write_text(
        "report,coder,verdict,criterion,date,reason,revision\n"
        "r1,AB,include,,2026-11-01,,\n"
        "r2,AB,include,,2026-11-02,,\n"
        "r1,AB,exclude,,2026-11-09,,2\n"
    )
    read, _ = read_reports(read_judgements(path), CODERS, {"r1": "r1", "r2": "r2"})
    assert [(one.report_id, one.relevant, one.date) for one in read] == [
        ("r1", False, "2026-11-01"),
        ("r2", True, "2026-11-02"),
    ]
