"""What stands around a match: negation, hedging, contrast, plans, sections of the abstract."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.coding.contexts import ContextReader
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.phrases import WordSet, compiled
from coprod_review.coding.tokens import text_of
from coprod_review.io.patterns import read_weighing


@pytest.fixture(scope="module")
def reader(project: Path) -> ContextReader:
    return ContextReader(read_weighing(project / "config" / "contexts.yaml"))


def flags(reader: ContextReader, phrase: str, abstract: str) -> list[tuple[str, ...]]:
    text = text_of("abstract", abstract)
    return reader.flags(text, PhraseMatcher({"p": [phrase]}).passages(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "There was no user involvement in the town.",
        "The scheme ran without any user involvement.",
        "User involvement was not found on the ward.",
        "They describe a lack of user involvement.",
        "Managers did not offer user involvement.",
        "In this essay we reject user involvement as a frame.",
        "The authors rejected user involvement for wards at night.",
        "The paper rebuts user involvement as a theory of repair.",
        "User involvement was denied on the ward.",
        "User involvement had been refused by the board.",
        "User involvement was absent on the ward.",
        "User involvement was not possible at night.",
        "User involvement was impossible at night.",
        "User involvement proved impossible.",
        "User involvement has been ruled out by law.",
        "User involvement did not take place.",
        "Residents were denied user involvement.",
        "Residents who were denied user involvement complained.",
        "A town that was denied user involvement complained.",
    ],
)
def test_what_is_denied_does_not_count(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "user involvement", sentence)
    assert "negated" in found
    assert reader.factor(found) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Not only user involvement but also money mattered.",
        "There was no time, but user involvement grew.",
        "It made no difference; user involvement grew.",
        "Little is known about user involvement.",
        "It cannot be denied that user involvement grew.",
        "We reject the hypothesis that user involvement makes wards slow.",
        "Few would deny that user involvement grew.",
        "Rejected papers told of user involvement.",
        "Access to the files was denied, but user involvement grew.",
        "User involvement cannot be ruled out as a cause.",
        "User involvement grew where exit was impossible.",
        "User involvement explained why leave had been refused.",
    ],
)
def test_a_no_that_denies_something_else_leaves_the_match_alone(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "user involvement", sentence)
    assert "negated" not in found


@pytest.mark.parametrize(
    "title",
    [
        "Never on time: user involvement in buses",
        "They could not agree; user involvement in towns",
        "Without a map – user involvement in parks",
        "Nobody came—user involvement in choirs",
        "No tea today - user involvement in canteens",
    ],
)
def test_a_no_ends_at_a_colon_semicolon_or_dash(reader: ContextReader, title: str) -> None:
    (found,) = flags(reader, "user involvement", title)
    assert "negated" not in found


def test_a_hyphen_within_a_word_stops_no_denial(reader: ContextReader) -> None:
    (found,) = flags(reader, "user involvement", "There was no well-run user involvement.")
    assert "negated" in found


def test_every_stop_stops_what_it_stands_before(project: Path) -> None:
    cue_by_flag = {
        "negated": "never",
        "contrast": "unlike",
        "hedged": "may",
        "thanked": "we thank",
        "instrument": "casp",
    }
    weighing = read_weighing(project / "config" / "contexts.yaml")
    reader = ContextReader(weighing)
    for context in weighing.contexts:
        if not context.stops:
            continue
        cue = cue_by_flag[context.flag]
        assert context.flag in flags(reader, "tea", f"Cups {cue} tea.")[0]
        for stop in context.stops:
            for sequence in compiled(stop):
                words = " ".join(
                    min((*item.literals, *item.stems)) for item in sequence if isinstance(item, WordSet)
                )
                assert context.flag not in flags(reader, "tea", f"Cups {cue} {words or stop} tea.")[0], words


@pytest.mark.parametrize(
    "sentence",
    [
        "User involvement: a neglected dimension of user involvement.",
        "This chapter turns to the often overlooked user involvement of a harbour.",
        "An ignored source of user involvement is the choir.",
        "Neglected aspects of user involvement are listed.",
    ],
)
def test_what_is_called_neglected_is_what_a_text_is_about(reader: ContextReader, sentence: str) -> None:
    for found in flags(reader, "user involvement", sentence):
        assert "negated" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The board neglected user involvement.",
        "A model that ignored all user involvement came first.",
        "Planners often overlooked user involvement.",
        "Omitted user involvement was counted.",
    ],
)
def test_what_somebody_neglects_does_not_count(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "user involvement", sentence)
    assert "negated" in found


@pytest.mark.parametrize(
    ("sentence", "flag"),
    [
        ("User involvement rather than expert panels was wanted; panels may have helped.", None),
        ("Expert panels rather than user involvement were wanted.", "contrast"),
        ("The board might offer user involvement.", "hedged"),
        ("Future research should look at user involvement.", "future"),
        ("The board offered user involvement.", None),
    ],
)
def test_contrast_hedging_and_plans_are_told(reader: ContextReader, sentence: str, flag: str | None) -> None:
    (found,) = flags(reader, "user involvement", sentence)
    assert found == ((flag,) if flag else ())
    assert reader.factor(found) == (1.0 if flag is None else pytest.approx(reader.factor((flag,))))
    assert flag is None or 0 < reader.factor(found) < 1


@pytest.mark.parametrize(
    "abstract",
    [
        "BACKGROUND: Tea is old. METHODS: Tea was drunk. RESULTS: Tea helped. CONCLUSIONS: Tea works.",
        "Background\nTea is old.\nMethods\nTea was drunk.\nResults\nTea helped.\nConclusions\nTea works.",
        "Background Tea is old. Methods Tea was drunk. Results Tea helped. Conclusions Tea works.",
        "Introduction: Tea is old. Design: Tea was drunk. Findings: Tea helped. Discussion: Tea works.",
    ],
)
def test_headings_of_several_kinds_open_sections(reader: ContextReader, abstract: str) -> None:
    assert flags(reader, "tea", abstract) == [("background",), ("methods",), ("results",), ("conclusion",)]


def test_without_headings_what_stands_before_the_aim_is_background(reader: ContextReader) -> None:
    abstract = "Tea has a past. Tea sells. This paper explores tea in two towns. Tea was good."
    assert flags(reader, "tea", abstract) == [("background",), ("background",), ("aim",), ()]


def test_what_is_argued_at_the_end_is_no_aim_and_makes_nothing_background(reader: ContextReader) -> None:
    abstract = "Tea was poured. Tea cooled slowly. Tea was drunk late. We argue that tea is a habit."
    assert flags(reader, "tea", abstract) == [()] * 4
    with_aim = "Tea has a past. We explore tea in towns. Tea cooled slowly. We argue that tea is a habit."
    assert flags(reader, "tea", with_aim) == [("background",), ("aim",), (), ()]


def test_an_abstract_that_begins_with_its_aim_has_no_background(reader: ContextReader) -> None:
    assert flags(reader, "tea", "This paper explores tea. Tea was good.") == [("aim",), ()]


def inside(project: Path, phrase: str, abstract: str) -> list[tuple[str, ...]]:
    phrases = {"p": [phrase]}
    reader = ContextReader(read_weighing(project / "config" / "contexts.yaml"), phrases)
    text = text_of("abstract", abstract)
    return reader.flags(text, PhraseMatcher(phrases).passages(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Neighbours were not involved in the upkeep.",
        "Neighbours weren't involved in the upkeep.",
        "Neighbours were seldom involved in the upkeep.",
        "Neighbours had never been involved.",
        "Neighbours refused to be involved.",
    ],
)
def test_a_denial_between_the_words_of_a_match_denies_it(project: Path, sentence: str) -> None:
    (found,) = inside(project, "neighbours ~4 involved", sentence)
    assert "negated" in found


def test_a_denial_that_the_phrase_itself_writes_is_what_it_looks_for(project: Path) -> None:
    (found,) = inside(project, "neighbours ~2 not heard", "Neighbours were not heard.")
    assert "negated" not in found


def test_not_only_between_the_words_of_a_match_denies_nothing(project: Path) -> None:
    (found,) = inside(project, "neighbours ~4 involved", "Neighbours were not only involved, they led.")
    assert "negated" not in found


def test_a_denial_ends_where_another_clause_begins(reader: ContextReader) -> None:
    (found,) = flags(reader, "user involvement", "Costs were not raised, and user involvement grew.")
    assert "negated" not in found


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("between ~1 patient*", "The link between patient safety and pay was weak."),
        ("of ~3 patient*", "Involvement of students in patient safety courses grew."),
        ("famil* ~3 participation", "Family history and participation in screening went together."),
        ("with ~2 patient*", "They met with patient safety officers."),
        ("of patient*", "A comparison of patient outcomes was made."),
    ],
)
def test_a_word_within_a_compound_is_nobody_who_takes_part(project: Path, phrase: str, sentence: str) -> None:
    (found,) = inside(project, phrase, sentence)
    assert "compound" in found


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("patient* (safety|age)", "Patient safety grew."),
        ("patient* ~4 safe*", "Patient safety grew."),
        ("patient* ~1 involvement", "Patient involvement in patient safety grew."),
        ("with ~2 patient*", "They met with patients and their families."),
    ],
)
def test_a_compound_that_the_phrase_writes_or_that_lies_elsewhere_leaves_the_match_alone(
    project: Path, phrase: str, sentence: str
) -> None:
    (found,) = inside(project, phrase, sentence)
    assert "compound" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve trials involving 4,512 patients were pooled.",
        "This cohort study involving older patients ran for years.",
        "Errors involving patients were counted.",
        "The series involved 30 patients.",
    ],
)
def test_who_makes_up_a_sample_does_not_take_part(project: Path, sentence: str) -> None:
    (found,) = inside(project, "(involving|involved) ~2 patients", sentence)
    assert "sample" in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The ward tried involving patients.",
        "A study involving patients as partners was praised.",
        "The town involved patients.",
    ],
)
def test_who_is_involved_in_more_than_a_sample_takes_part(project: Path, sentence: str) -> None:
    (found,) = inside(project, "(involving|involved) ~2 patients", sentence)
    assert "sample" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Neighbours left out of inquiries complained.",
        "Neighbours are excluded from the inquiries of the town.",
    ],
)
def test_who_is_left_out_takes_no_part(project: Path, sentence: str) -> None:
    (found,) = inside(project, "neighbours ~4 (inquiry|inquiries)", sentence)
    assert "negated" in found


@pytest.mark.parametrize(
    "abstract",
    [
        "Tea helped. Patient or Public Contribution: Tea drinkers wrote the guide.",
        "Tea helped. No Patient or Public Contribution. Tea is for staff.",
        "Background: Tea helped. Conclusion: So it did. Public Contribution Tea drinkers wrote the guide.",
        "Tea helped. Patient and Public Involvement: Tea drinkers wrote the guide.",
    ],
)
def test_a_statement_of_contributions_to_the_study_weighs_nothing(
    reader: ContextReader, abstract: str
) -> None:
    first, last = flags(reader, "tea", abstract)
    assert reader.factor(first) > 0
    assert last == ("contribution",)
    assert reader.factor(last) == 0


def test_a_sentence_about_public_involvement_opens_no_statement(reader: ContextReader) -> None:
    abstract = "Patient and public involvement in tea has grown. Tea was good."
    assert flags(reader, "tea", abstract) == [(), ()]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea drinkers were invited to participate in a survey of cups.",
        "Tea drinkers were asked to complete a short questionnaire.",
        "Tea drinkers took part in this study.",
        "Ninety tea drinkers answered and were asked to fill in two scales.",
    ],
)
def test_who_is_recruited_for_a_study_is_its_sample(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "tea drinkers ~1 (invited|asked|took part|answered)", sentence)
    assert "sample" in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea drinkers were invited to take part in rounds.",
        "Tea drinkers were asked to check the kettle.",
        "Tea drinkers took part in the board.",
    ],
)
def test_who_is_invited_to_act_is_none(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "tea drinkers ~1 (invited|asked|took part)", sentence)
    assert "sample" not in found


@pytest.mark.parametrize(
    "sentence",
    ["Pupils were scored with a tea list.", "We follow the COREQ tea list.", "Tea list scores rose."],
)
def test_what_scores_pupils_or_papers_is_an_instrument(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "tea list", sentence)
    assert "instrument" in found
    assert reader.factor(found) == 0


@pytest.mark.parametrize(
    "sentence", ["The kitchen works by a tea list.", "Scores rose, and the tea list was kept on the wall."]
)
def test_a_list_that_people_work_by_is_none(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "tea list", sentence)
    assert "instrument" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea parties for the whole town have failed.",
        "We reject the view that tea parties make friends.",
        "We do not share the view that tea parties make friends.",
        "It argues against the idea of tea parties.",
        "Tea parties for all were no answer.",
        "Trust grew from work that tea parties neither make nor see.",
    ],
)
def test_what_a_text_turns_away_from_counts_less(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "tea parties", sentence)
    assert {"contrast", "negated"} & set(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea parties grew and the old clubs have failed.",
        "Tea parties were liked, and coffee was no answer.",
        "We share the view that tea parties make friends.",
    ],
)
def test_what_else_is_turned_away_from_leaves_the_match_alone(reader: ContextReader, sentence: str) -> None:
    (found,) = flags(reader, "tea parties", sentence)
    assert not {"contrast", "negated"} & set(found)


@pytest.mark.parametrize(
    ("sentence", "flag"),
    [
        ("User involvement is often said to improve safety.", "contrast"),
        ("User involvement has been claimed to reduce waste.", "contrast"),
        ("User involvement is commonly assumed to make towns safer.", "contrast"),
        ("Writings on user involvement have little to say about tea.", "contrast"),
        ("User involvement is beyond the scope of this paper.", "contrast"),
        ("User involvement fell outside the scope of the present review.", "contrast"),
        ("It remains unclear whether user involvement would help.", "hedged"),
        ("It is uncertain to what extent user involvement works at night.", "hedged"),
        ("If the board were to ask for user involvement, tea might be served.", "hedged"),
        ("The authors thank the town for its user involvement.", "thanked"),
        ("We are most grateful to all who made user involvement work.", "thanked"),
    ],
)
def test_what_is_claimed_left_out_doubted_imagined_or_thanked_for_is_flagged(
    reader: ContextReader, sentence: str, flag: str
) -> None:
    (found,) = flags(reader, "user involvement", sentence)
    assert flag in found


@pytest.mark.parametrize(
    "sentence",
    [
        "User involvement is said to occur where cups are shared.",
        "User involvement is what nurses said to the board.",
        "User involvement was assumed to be low at night.",
        "User involvement is supposed to begin on the first day.",
        "Those who value user involvement had little to say at the meeting.",
        "User involvement goes beyond the ward.",
        "User involvement widened the scope of this work.",
        "User involvement is within the scope of the nurse.",
        "User involvement cleared up what was unclear.",
        "Nurses asked whether user involvement was wanted.",
        "If asked, they wanted user involvement.",
        "Users were to learn what user involvement is.",
        "Users thank those who made user involvement work.",
        "We acknowledge user involvement as work.",
        "Thanks to user involvement the wards were quiet.",
    ],
)
def test_words_that_are_like_those_of_claims_doubts_and_thanks_leave_the_match_alone(
    reader: ContextReader, sentence: str
) -> None:
    assert all(not found for found in flags(reader, "user involvement", sentence))


def test_a_condition_within_the_words_of_a_match_makes_it_doubtful(project: Path) -> None:
    reader = ContextReader(read_weighing(project / "config" / "contexts.yaml"))
    (found,) = flags(
        reader, "users were to codesign", "If users were to codesign the cup, tea would be safer."
    )
    assert "hedged" in found
