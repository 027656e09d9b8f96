"""The reports nearest to a told issue."""

from __future__ import annotations

from string import ascii_lowercase

from coprod_review.coding.issue_features import SignReader
from coprod_review.coding.near_reports import nearest
from coprod_review.model.planning import Sign
from coprod_review.model.report import Report

REPORTS = [
    Report(
        report_id="r1", record_ids=(), title="Falls of older residents", abstract="Grab rails were fitted."
    ),
    Report(
        report_id="r2", record_ids=(), title="Lost letters after a visit", abstract="Older notes were read."
    ),
    Report(report_id="r3", record_ids=(), title="Talking with midwives", abstract="Trust grew in labour."),
    Report(report_id="r4", record_ids=(), title="", abstract=""),
]
NO_CODES: dict[str, tuple[str, ...]] = {}


def near(text: str, n: int = 3, telling: tuple[str, ...] = (), **codes: tuple[str, ...]) -> list[str]:
    found = nearest(
        text, REPORTS, characters_by_report=codes, characters=("technical",), n=n, telling=telling
    )
    return [item.report_id for item in found]


def test_reports_that_share_words_are_near_and_say_which() -> None:
    (first, *_) = nearest(
        "older people falling",
        REPORTS,
        characters_by_report=NO_CODES,
        characters=(),
        n=3,
        telling=("falling",),
    )
    assert first.report_id == "r1"
    assert set(first.words) == {"falling"}


def test_a_report_without_a_shared_word_is_not_near() -> None:
    assert near("insulin pens") == []


def test_a_single_shared_word_makes_near_only_where_it_tells_the_character_and_stands_in_the_title() -> None:
    assert near("visit wards") == []
    assert near("midwives wards", telling=("midwives",)) == ["r3"]
    assert near("labour wards", telling=("labour",)) == []


def test_age_and_newness_make_nothing_near() -> None:
    assert near("older people in a new home", telling=("older", "new")) == []


def test_a_topic_that_stands_once_in_a_report_may_be_a_homonym_and_does_not_count() -> None:
    sign = Sign(sign_id="eyes", of="technical", says="eyes", phrases=("(lens*|cataract*)",))
    once = Report(
        report_id="a", record_ids=(), title="Theatre", abstract="Through a lens of rooms and walls."
    )
    often = Report(report_id="b", record_ids=(), title="Theatre", abstract="A lens after a cataract, walls.")
    found = nearest(
        "A cataract in the theatre",
        [once, often],
        characters_by_report={},
        characters=("technical",),
        n=3,
        telling=("cataract",),
        signs=SignReader([sign]),
    )
    assert [item.report_id for item in found if item.topics] == ["b"]


FALLS = Sign(sign_id="falls", of="technical", says="falls", phrases=("(fall|falls|fell|hip|bleed*)",))


def topics_near(text: str, telling: tuple[str, ...], *reports: Report) -> dict[str, tuple[str, ...]]:
    found = nearest(
        text,
        reports,
        characters_by_report={},
        characters=("technical",),
        n=5,
        telling=telling,
        signs=SignReader([FALLS]),
    )
    return {item.report_id: item.topics for item in found}


def test_past_forms_are_near_to_the_present() -> None:
    abstract = "Ramps and lamps were tried by many."
    report = Report(
        report_id="a", record_ids=(), title="When residents fall and bones break", abstract=abstract
    )
    for text, telling in (("he fell", "fell"), ("it broke", "broke"), ("she has fallen", "fallen")):
        assert topics_near(text, (telling,), report) != {}
    slips = Report(report_id="b", record_ids=(), title="Slips in the bath", abstract="Mats were tried.")
    assert topics_near("he slipped", ("slipped",), slips) != {}


def test_a_word_that_is_said_twice_makes_no_topic_of_a_report() -> None:
    counts = Report(
        report_id="a", record_ids=(), title="A checklist", abstract="Deaths fell, and stay fell, by ward."
    )
    assert topics_near("He fell on a lamp and hurt his hip", ("fell", "hip"), counts) == {}


def test_a_topic_that_a_shared_word_alone_makes_does_not_count_beside_it() -> None:
    counts = Report(
        report_id="a", record_ids=(), title="A checklist", abstract="Deaths fell, and bleeding was seen."
    )
    hips = Report(report_id="b", record_ids=(), title="Lamps", abstract="A fall, and the hip was bleeding.")
    assert topics_near("He fell at dusk", ("fell",), counts, hips) == {}
    assert set(topics_near("He fell at dusk on the hip", ("fell", "hip"), hips)) == {"b"}


def test_a_word_with_a_reversing_prefix_is_not_near_to_the_word_without_it() -> None:
    report = Report(report_id="a", record_ids=(), title="Escalation by families", abstract="Wards were seen.")
    reverse = Report(report_id="b", record_ids=(), title="De‑escalation", abstract="Wards.")
    assert set(topics_near("training in de-escalation", ("de-escalation",), report, reverse)) == {"b"}
    assert set(topics_near("training in escalation", ("escalation",), report, reverse)) == {"a"}


def test_verbs_of_every_day_and_times_make_nothing_near_even_where_they_tell_the_character() -> None:
    report = Report(report_id="r5", record_ids=(), title="Told and booked within a week", abstract="")
    for text in ("she was told", "never booked", "a week"):
        assert nearest(text, [report], characters_by_report={}, characters=(), n=3, telling=(text,)) == []


def test_the_best_of_reports_that_share_little_is_told_to_be_weak() -> None:
    words = " ".join(a + b + a + b for a in ascii_lowercase for b in "bcd")
    long = Report(report_id="r6", record_ids=(), title="", abstract=f"{words} ramps rails")
    short = Report(report_id="r7", record_ids=(), title="Ramps and rails", abstract="")
    found = nearest("ramps and rails", [long, short], characters_by_report={}, characters=(), n=3)
    assert {item.report_id: item.weak for item in found} == {"r6": True, "r7": False}


def test_a_report_of_the_same_character_goes_before_one_as_near() -> None:
    assert near("older letters and falls read", telling=("letters", "falls"), r1=("technical",))[0] == "r1"
    assert near("older letters and falls read", telling=("letters", "falls"), r2=("technical",))[0] == "r2"


def test_no_more_than_asked_are_given_and_no_reports_give_none() -> None:
    assert len(near("older letters and falls read", n=1, telling=("letters", "falls"))) == 1
    assert nearest("falls", [], characters_by_report={}, characters=(), n=5) == []
