from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.screen.review import CODERS, SILENT, SWEDISH, WARD, coder, judged, report, screen_reports

from coprod_review.errors import ReviewErrors
from coprod_review.io.criteria import read_criteria
from coprod_review.model.corpus import Coder, Judgement
from coprod_review.model.criteria import Criteria
from coprod_review.model.screening import ScreeningDecision
from coprod_review.screen.decide import absent_reports, counting_judgements, excluded_by_people
from coprod_review.screen.performance import measure_rules

WARDS = report(title="Families at the bedside", abstract=WARD)


@pytest.fixture(scope="module")
def criteria(project: Path) -> Criteria:
    return read_criteria(project / "config" / "criteria.yaml")


def decided(criteria: Criteria, *judgements: Judgement, one: object = WARDS) -> ScreeningDecision:
    (decision,) = screen_reports([one], criteria, judgements=judgements, coders=CODERS)  # type: ignore[list-item]
    return decision


def test_the_rules_decide_where_nobody_has_judged(criteria: Criteria) -> None:
    decision = decided(criteria)
    assert (decision.included, decision.status, decision.decided_by) == (True, "machine", ("rules",))


def test_readers_who_agree_come_before_the_rules(criteria: Criteria) -> None:
    decision = decided(criteria, judged("reader_1", "exclude"), judged("reader_2", "exclude"))
    assert (decision.included, decision.status) == (False, "agreed")
    assert decision.decided_by == ("reader_1", "reader_2")
    assert decision.proposed_included


def test_a_person_comes_before_readers_who_agree(criteria: Criteria) -> None:
    decision = decided(
        criteria, judged("reader_1", "exclude"), judged("reader_2", "exclude"), judged("anna", "include")
    )
    assert (decision.included, decision.status, decision.decided_by) == (True, "person", ("anna",))


def test_an_adjudicator_comes_before_other_people(criteria: Criteria) -> None:
    said = (judged("anna", "include"), judged("bo", "include"), judged("judge", "exclude", "field"))
    decision = decided(criteria, *said)
    assert (decision.included, decision.reason, decision.status) == (False, "field", "adjudicated")


@pytest.mark.parametrize("names", [("reader_1", "reader_2"), ("anna", "bo")])
def test_coders_of_one_rank_who_differ_leave_the_report_included_and_waiting(
    criteria: Criteria, names: tuple[str, str]
) -> None:
    decision = decided(criteria, judged(names[0], "include"), judged(names[1], "exclude"))
    assert (decision.included, decision.status) == (True, "waiting")
    assert f"{names[0]} includes, {names[1]} excludes" in decision.note


def test_one_reader_alone_and_a_collector_settle_nothing(criteria: Criteria) -> None:
    decision = decided(criteria, judged("reader_1", "exclude"), judged("collector", "exclude"))
    assert (decision.included, decision.status) == (True, "machine")


def test_readers_who_agree_decide_only_where_two_of_them_are_blind(criteria: Criteria) -> None:
    seeing = [replace(one, blind=False) for one in CODERS[:2]]

    def status(*coders: Coder, names: tuple[str, ...] = ("reader_1", "reader_2")) -> str:
        said = [judged(name, "exclude") for name in names]
        return screen_reports([WARDS], criteria, judgements=said, coders=coders)[0].status

    assert status(*seeing) == "machine"
    assert status(CODERS[0], seeing[1]) == "machine"
    third = coder("reader_3")
    assert status(CODERS[0], seeing[1], third, names=("reader_1", "reader_2", "reader_3")) == "agreed"


def test_a_seeing_reader_who_differs_leaves_the_report_waiting(criteria: Criteria) -> None:
    coders = (CODERS[0], replace(CODERS[1], blind=False))
    said = [judged("reader_1", "include"), judged("reader_2", "exclude")]
    assert screen_reports([WARDS], criteria, judgements=said, coders=coders)[0].status == "waiting"


def test_a_person_who_collects_decides_nothing(criteria: Criteria) -> None:
    finder = coder("finder", kind="person", role="collector")
    said = [judged("finder", "exclude")]
    (decision,) = screen_reports([WARDS], criteria, judgements=said, coders=[*CODERS, finder])
    assert (decision.included, decision.decided_by) == (True, ("rules",))


def test_the_reason_is_the_first_criterion_named_else_that_of_the_rules_else_unnamed(
    criteria: Criteria,
) -> None:
    both = ("reader_1", "reader_2")
    named = [judged("reader_1", "exclude", "field"), judged("reader_2", "exclude", "subject")]
    assert decided(criteria, *named).reason == "subject"
    unnamed = [judged(name, "exclude") for name in both]
    silent = report(title="A laundry moves", abstract=SILENT)
    assert decided(criteria, *unnamed, one=silent).reason == "subject"
    assert decided(criteria, *unnamed).reason == "subject_or_field"


def test_another_language_waits_for_people(criteria: Criteria) -> None:
    decision = decided(criteria, one=report(title=SWEDISH))
    assert (decision.included, decision.status) == (True, "waiting")


def test_judgements_by_strangers_on_strange_reports_are_all_told_at_once(criteria: Criteria) -> None:
    with pytest.raises(ReviewErrors) as error:
        decided(criteria, judged("nobody", "include"), judged("anna", "exclude", "colour", "r9"))
    told = str(error.value)
    assert "nobody is called 'nobody'" in told
    assert "no report has the id 'r9'" in told
    assert "'colour' is no criterion" in told
    assert "use one of language, kind, subject, field" in told


def test_a_former_id_leads_to_the_present_report(criteria: Criteria) -> None:
    said = [judged("anna", "exclude", "field", "old")]
    (decision,) = screen_reports([WARDS], criteria, judgements=said, coders=CODERS, ids={"old": "r1"})
    assert decision.reason == "field"
    assert absent_reports(frozenset(), said, {"old": "r1"}) == ("r1",)


def test_performance_counts_only_reports_on_which_readers_agree(criteria: Criteria) -> None:
    reports = [
        WARDS,
        report("r2", title="A laundry moves", abstract=SILENT),
        report("r3", title="Families at home", abstract=WARD),
    ]
    said = [judged(n, "include", "", r) for n in ("reader_1", "reader_2") for r in ("r1", "r2")]
    said += [judged("reader_1", "include", "", "r3"), judged("reader_2", "exclude", "", "r3")]
    decisions = screen_reports(reports, criteria, judgements=said, coders=CODERS)
    shares = {
        (s.subset, s.measure): s
        for s in measure_rules(decisions, said, CODERS, confidence=0.95, development={"r1"})
    }
    recall = shares["all", "recall"]
    assert (recall.value, recall.n, recall.members) == (0.5, 2, ("r1",))
    assert recall.low is not None and recall.high is not None
    assert recall.low < 0.5 < recall.high
    assert shares["development", "recall"].value == 1.0
    assert shares["held_out", "recall"].value == 0.0
    assert shares["all", "recall_without_doubt"].members == ("r1",)
    assert shares["all", "specificity"].value is None
    assert shares["all", "specificity"].number() is None


def test_a_report_too_short_for_its_silence_to_count_waits_unless_a_person_or_the_readers_have_spoken(
    criteria: Criteria,
) -> None:
    short = report("r1", title="A laundry moves")
    assert decided(criteria, one=short).status == "waiting"
    alone = decided(criteria, judged("reader_1", "exclude"), one=short)
    assert (alone.included, alone.status) == (True, "waiting")
    read = decided(criteria, *(judged(name, "exclude") for name in ("reader_1", "reader_2")), one=short)
    assert (read.included, read.status) == (False, "agreed")
    assert decided(criteria, judged("anna", "include"), one=short).status == "person"


def test_a_report_that_only_weak_words_speak_for_waits_and_counts_as_left_to_people(
    criteria: Criteria,
) -> None:
    betting = report("r1", title="What betting costs a country", abstract=f"{SILENT} Harm was estimated.")
    assert decided(criteria, one=betting).status == "waiting"
    said = [judged(name, "exclude") for name in ("reader_1", "reader_2")]
    decisions = screen_reports([betting], criteria, judgements=said, coders=CODERS)
    shares = {s.measure: s for s in measure_rules(decisions, said, CODERS, confidence=0.95)}
    assert shares["specificity"].value == 0.0
    assert shares["specificity_with_doubt"].value == 1.0


def test_a_judgement_on_joined_documents_goes_before_that_which_it_replaces(criteria: Criteria) -> None:
    ids = {"r1": "r1", "old": "r1"}
    first = judged("anna", "exclude", "field", "old")
    later = replace(judged("anna", "include"), revision=2, instead_of=(("old", 1),))
    said = counting_judgements([first, later], ids)
    (decision,) = screen_reports([WARDS], criteria, judgements=said, coders=CODERS, ids=ids)
    assert (decision.included, decision.status) == (True, "person")
    assert excluded_by_people([first, later], CODERS, ids) == frozenset()
    assert excluded_by_people([first, later], CODERS, {"r1": "r1", "old": "old"}) == {"old"}
