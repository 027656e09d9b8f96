"""The planner's coder: what it says of a sentence, why, and what it refuses to answer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.coding.issue_examples import ISSUES, SIGNS

from coprod_review.coding.issue_coder import IssueCoder
from coprod_review.coding.issue_features import SignReader
from coprod_review.coding.issue_language import other_language
from coprod_review.coding.issue_reading import LONGEST, NONE_TO, NONE_UNTOLD, chosen_by_person, read_issue
from coprod_review.coding.sign_checks import sign_faults
from coprod_review.errors import ReviewError
from coprod_review.io.planning import read_issues, read_signs
from coprod_review.model.planning import (
    CHOSEN,
    DANGER,
    NO_DANGER,
    NO_ISSUE,
    NOT_ENGLISH,
    NOTHING_KNOWN,
    ON_SAFETY,
    UNSURE,
    VERDICTS,
    Sign,
)
from coprod_review.pages.issue_words import what_to_do

READER = SignReader(SIGNS)
CODER = IssueCoder.taught(ISSUES, READER, seed=3)


def test_an_issue_gets_the_character_that_its_words_were_taught_with() -> None:
    assert read_issue("Wrong doses for a patient", CODER).codes == ("technical",)
    assert read_issue("The handover to the ward is lost", CODER).codes == ("procedural",)
    assert read_issue("The nurse never listens", CODER).codes == ("social_interaction",)


def test_a_text_on_no_safety_issue_is_told_so_with_the_words_that_say_it() -> None:
    reading = read_issue("the football menu is late", CODER)
    assert reading.verdict == NO_ISSUE
    assert reading.codes == ()
    assert "“football”" in reading.because


def test_the_passages_of_a_score_and_its_start_add_up_to_it() -> None:
    text = "Wrong tablets again: the list is lost, and nobody listens to the patient's trust"
    reading = read_issue(text, CODER)
    assert set(reading.grounds) == {"technical", "procedural", "social_interaction", "none"}
    for grounds in reading.grounds.values():
        assert grounds.intercept + sum(e.weight for e in grounds.evidence) == pytest.approx(grounds.score)
        assert all(e.holds_in(reading.text) for e in grounds.evidence)


def test_signs_are_told_with_their_places() -> None:
    reading = read_issue("The nurse lost the letter", CODER)
    assert [(e.quote, e.code) for e in reading.signs] == [
        ("nurse", "care"),
        ("lost", "danger"),
        ("lost", "harm"),
        ("letter", "procedural"),
    ]
    assert all(e.holds_in(reading.text) for e in reading.signs)


def test_the_order_of_the_told_issues_does_not_matter() -> None:
    shuffled = list(ISSUES)
    random.Random(1).shuffle(shuffled)
    other = IssueCoder.taught(shuffled, READER, seed=3)
    text = "the syringe is wrong and nothing is explained"
    assert other.answer(text) == CODER.answer(text)


def test_probabilities_of_characters_are_shares_and_the_answer_is_among_them() -> None:
    answer = CODER.answer("the letter on the dose is lost")
    assert all(0 <= p <= 1 for p in answer.probabilities.values())
    assert 0 < answer.confidence <= 1


def test_where_safety_itself_is_open_the_coder_gives_no_answer_and_says_how_likely_it_is() -> None:
    reading = read_issue("the budget of the ward is wrong", CODER)
    assert (reading.verdict, reading.codes) == (UNSURE, ())
    assert "Whether it is on safety is open" in reading.because


def test_where_no_character_is_likely_the_coder_gives_none_and_names_the_best() -> None:
    reading = read_issue("at night on the ward", CODER)
    assert (reading.verdict, reading.codes) == (UNSURE, ())
    assert "the best, social interaction, has" in reading.because


@pytest.mark.parametrize("text", ["qqzz xxvv", "12345 67890"])
def test_a_text_without_any_known_word_is_told_so(text: str) -> None:
    reading = read_issue(text, CODER)
    assert reading.verdict == NOTHING_KNOWN
    assert "known" in reading.because


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Patienten fick inte sin medicin och det var fel", "Swedish"),
        ("Der Patient hat nicht die richtige Dosis und das ist schlecht", "German"),
        ("La infirmière ne parle pas avec les patients", "French"),
        ("薬が間違っていた", "another script than the Latin"),
        ("Patienten fick fel läkemedel", "Swedish"),
        ("Der Patient fiel", "German"),
        (
            "Pasien lansia jatuh waktu malam hari lalu meninggal karena perawat tidur dan dokter pulang "
            "sebelum keluarga datang ke rumah sakit untuk bertanya tentang obat yang "
            "diberikan kepada pasien itu",
            "another language than English",
        ),
    ],
)
def test_another_language_is_named_and_not_guessed_at(text: str, language: str) -> None:
    assert other_language(text) == language
    assert read_issue(text, CODER).verdict == NOT_ENGLISH


@pytest.mark.parametrize(
    "text",
    [
        "The nurse does not listen to me",
        "catheter infections",
        "My mother fell on the way to the toilet",
        "My mother fell at night on the way to the toilet, since the nurse who should have come to "
        "help her had been called away to another ward and nobody else was there",
        "Die of sepsis at home",
        "Handover from ICU",
        "wrong med chart",
        "Sjögren and Müller missed",
        "naïve fiancé",
    ],
)
def test_short_english_is_not_taken_for_another_language(text: str) -> None:
    assert other_language(text) == ""


@pytest.mark.parametrize("text", ["Läkemedel saknas", "xyzzy"])
def test_a_text_without_a_word_that_is_surely_english_is_asked_whether_it_is(text: str) -> None:
    reading = read_issue(text, CODER)
    assert reading.verdict == NOTHING_KNOWN
    assert "Is it in English?" in reading.because
    assert "Is it in English?" not in read_issue("it is what the xyzzy does", CODER).because


def test_what_is_unlikely_but_speaks_of_no_other_matter_is_left_open() -> None:
    reading = read_issue("the match was dull", CODER)
    assert NONE_TO <= reading.probabilities["none"] < NONE_UNTOLD
    assert reading.verdict == UNSURE
    assert "no word of harm or failure" in reading.because
    elsewhere = read_issue("the match was dull, the menu too", CODER)
    assert elsewhere.verdict == NO_ISSUE


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("the dose of tablets was never wrong", "What it says (“never wrong”) names no harm"),
        ("wrong", "A single word tells no issue."),
    ],
)
def test_a_single_word_and_harm_that_is_denied_are_asked_about(text: str, because: str) -> None:
    reading = read_issue(text, CODER)
    assert (reading.verdict, reading.codes) == (UNSURE, ())
    assert because in reading.because
    assert "What can go wrong, for whom, and where?" in what_to_do(reading)


def test_without_a_word_of_danger_a_plan_is_told_as_a_guess() -> None:
    reading = read_issue("tablets and a syringe on the ward", CODER)
    assert reading.verdict == ON_SAFETY
    assert "speaks of care (“ward”), but has no known word of harm or danger" in reading.because
    assert "is a guess: ask first what can go wrong" in reading.because
    assert "guess" not in read_issue("the wrong tablets on the ward", CODER).because


def test_a_misspelt_word_is_asked_about_where_no_plan_is_made() -> None:
    assert "was it “handover” for “handovr”?" in read_issue("handovr", CODER).because
    assert "misspelt" not in read_issue("wrong tablets", CODER).because


def test_signs_of_danger_teach_nothing() -> None:
    without = SignReader([sign for sign in SIGNS if sign.of not in (DANGER, NO_DANGER)])
    text = "the tablets were never wrong, nobody listens"
    assert READER.read(text).values == without.read(text).values


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("The porter asked a patient about his garden", False),
        ("We would like a volunteer to sing to children on the ward", False),
        ("No patient was ever hurt on our unit and all are content", False),
        ("Nobody asks residents what they would like", False),
        ("slings", False),
        ("How can we ensure that nobody falls in the bathroom?", True),
        ("No infection control on the surgical ward", True),
        ("Insulin was given to a man with the same surname", True),
    ],
)
def test_the_signs_of_the_project_know_what_tells_of_danger(text: str, *, is_told: bool) -> None:
    folder = Path("config/planning")
    reader = SignReader(read_signs(folder / "signs.yaml"))
    coder = IssueCoder.taught(read_issues(folder / "issues.csv"), reader, seed=20)
    reading = read_issue(text, coder)
    assert (reading.verdict == ON_SAFETY and "guess" not in reading.because) == is_told


def test_what_cannot_be_seen_is_left_out_and_offsets_are_those_of_the_line_that_is_shown() -> None:
    reading = read_issue("\x1b[31mthe nurse\n\tlost\u202e the letter", CODER)
    assert reading.text == "[31mthe nurse lost the letter"
    assert [e.quote for e in reading.signs] == ["nurse", "lost", "lost", "letter"]
    assert all(e.holds_in(reading.text) for e in reading.signs)


@pytest.mark.parametrize("text", ["", "   \n ", "?!…"])
def test_no_text_is_a_fault_with_a_remedy(text: str) -> None:
    with pytest.raises(ReviewError) as found:
        read_issue(text, CODER)
    assert "tell it in a sentence" in found.value.remedy


def test_a_text_that_is_no_single_issue_any_more_is_refused_with_a_remedy() -> None:
    with pytest.raises(ReviewError) as found:
        read_issue("wrong " * LONGEST, CODER)
    assert "coprod-review apply" in found.value.remedy


def test_too_few_told_issues_teach_nothing_and_say_how_many_are_needed() -> None:
    with pytest.raises(ReviewError) as found:
        IssueCoder.taught(ISSUES[:10], READER, seed=3)
    assert "at least 40" in found.value.remedy


def test_a_person_may_choose_the_character_and_the_machine_still_tells_its_own() -> None:
    reading = chosen_by_person("the letter is lost", ("social_interaction", "technical"), CODER)
    assert reading.verdict == CHOSEN
    assert reading.codes == ("technical", "social_interaction")
    assert reading.probabilities["procedural"] > reading.probabilities["technical"]


def test_characters_alone_make_a_reading_without_text() -> None:
    reading = chosen_by_person("  ", ("procedural",), CODER)
    assert (reading.verdict, reading.codes, reading.text) == (CHOSEN, ("procedural",), "")


@hypothesis_settings(max_examples=60)
@given(st.text(max_size=200))
def test_whatever_is_told_gets_an_answer_or_a_fault_with_a_remedy(text: str) -> None:
    try:
        reading = read_issue(text, CODER)
    except ReviewError as fault:
        assert fault.remedy
    else:
        assert reading.verdict in VERDICTS
        assert bool(reading.codes) == (reading.verdict == ON_SAFETY)
        assert reading.because


def test_a_sign_that_misses_its_sentence_is_told_with_a_remedy() -> None:
    sign = Sign(
        sign_id="s",
        of="harm",
        says="x",
        phrases=("lost",),
        matches=("It was found.",),
        misses=("It was lost.",),
    )
    faults = sign_faults([sign], where="signs.yaml")
    assert [f.problem for f in faults] == [
        "s does not find 'It was found.'",
        "s finds something in 'It was lost.'",
    ]
    assert {f.remedy for f in faults} == {"correct its phrases, or the sentence"}


def test_a_sign_that_cannot_be_read_is_told_with_a_remedy() -> None:
    sign = Sign(sign_id="s", of="harm", says="x", phrases=("(lost",), matches=(), misses=())
    (fault,) = sign_faults([sign], where="signs.yaml")
    assert "docs/patterns.md" in fault.remedy


def test_a_word_behind_a_reversing_prefix_is_a_word_of_its_own() -> None:
    reader = SignReader(
        [
            Sign(sign_id="calling", of="procedural", says="calls", phrases=("(escalat*|adher*)",)),
            Sign(sign_id="calming", of="social_interaction", says="calm", phrases=("de-escalat*",)),
        ]
    )
    assert set(signs_in("Staff de-escalate", reader)) == {"sign:calming"}
    assert set(signs_in("Staff escalate", reader)) == {"sign:calling"}
    for text in ("non-adherence", "a non\N{HYPHEN}adherent man", "mis-escalation", "anti-escalation"):
        assert signs_in(text, reader) == {}
    for text in (
        "pre-escalation",
        "post-escalation",
        "non - adherence",
        "de facto escalation",
        "re-escalate",
    ):
        assert set(signs_in(text, reader)) == {"sign:calling"}
    read = reader.read("They de-escalate now")
    assert read.places["word:deescalate"] == ((5, 16),)


def signs_in(text: str, reader: SignReader) -> dict[str, tuple[tuple[int, int], ...]]:
    return {name: spans for name, spans in reader.read(text).places.items() if name.startswith("sign:")}


def test_english_words_with_non_are_not_taken_for_italian() -> None:
    assert other_language("Non-adherence, non-compliance") == ""
    assert other_language("Il paziente non prende la medicina, non dorme") == "Italian"


def test_the_signs_of_the_project_read_past_forms_and_reversing_prefixes_as_meant(project: Path) -> None:
    reader = SignReader(read_signs(project / "config" / "planning" / "signs.yaml"))

    def of(text: str) -> set[str]:
        return {reader.sign_by_id[name.removeprefix("sign:")].sign_id for name in signs_in(text, reader)}

    for past, present in (
        ("fell", "falls"),
        ("had fallen", "falls"),
        ("broke her wrist", "breaks her wrist"),
        ("bled", "bleeds"),
        ("hid the letter", "hides the letter"),
        ("mistook it", "mistakes it"),
    ):
        assert of(past) - {"negations"} == of(present) != set(), past
    assert "response" not in of("trained in de-escalation")
    assert "failures" not in of("trained in de-escalation")
    assert "mental-health" in of("trained in de-escalation")
    assert "infection" in of("de-contamination of the scope")
    assert "infection" not in of("a non-infectious rash")
    assert "everyday-life" in of("non-adherence")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Patienten faller på natten på avdelningen", "Swedish"),
        ("Vi hittade henne på golvet på avdelningen", "Swedish"),
        ("Pasienten falt om natten på avdelingen", "Danish or Norwegian"),
        ("Patienten faldt om natten på afdelingen", "Danish or Norwegian"),
        ("Medicin på natten", "Danish or Norwegian or Swedish"),
        ("Pat fell on the way to Malmö", ""),
    ],
)
def test_northern_languages_are_told_apart_or_named_together(text: str, language: str) -> None:
    assert other_language(text) == language
