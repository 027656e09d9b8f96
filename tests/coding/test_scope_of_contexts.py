"""Where a denial ends, which denying words are the language of harm itself, and what is method, not work."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.coding.contexts import ContextReader
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.tokens import text_of
from coprod_review.io.patterns import read_weighing


def flags_of(project: Path, phrase: str, sentence: str, *, pattern_id: str = "p") -> set[str]:
    """The flags of the one passage of the phrase, as that of the pattern, in the sentence."""
    phrases = {pattern_id: [phrase]}
    reader = ContextReader(read_weighing(project / "config" / "contexts.yaml"), phrases)
    text = text_of("abstract", sentence)
    (found,) = reader.flags(text, PhraseMatcher(phrases).passages(text))
    return set(found)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("harm", "Spare keys kept the tenants from harm at night."),
        ("neighbours", "What kept the tenants from harm was watched over by neighbours."),
        ("falling", "Rails prevented guests from falling on the stairs."),
        ("errors", "Labels keep cooks from making errors at the stove."),
        ("infection", "Gowns prevented cooks from spreading infection."),
        ("overdos*", "A lock keeps children safe and has kept ours from taking an overdose."),
        ("harm", "Crews failed to protect guests from avoidable harm."),
        ("falls", "Bells had no impact on falls."),
        ("falls", "There is no evidence that bells prevent falls."),
        ("allergy", "Cooks overlooked a known allergy."),
        ("sores", "Guests who were neglected by staff had sores."),
        ("errors", "Talks did not lower the number of dosing errors."),
        ("errors", "Most errors were not intercepted."),
        ("falls", "Falls were not prevented by bells."),
        ("neglect", "Ten letters told of neglect, bruises and theft."),
        ("bruises", "Ten letters told of neglect, bruises and theft."),
        ("sores", "Words that signalled neglect, sores or hunger were marked."),
        ("tablet*", "Omitted tablets were counted on the ship."),
        ("doses", "Wrong times and omissions of doses were counted on the ship."),
        ("deteriorat*", "Crews failed to notice that a guest deteriorated."),
        ("sepsis", "Two houses failed to recognise sepsis."),
        ("alarms", "Cooks who ignored alarms were heard."),
        ("errors", "The film did not reduce errors on the ship."),
        ("falls", "Pay was not related to falls on the ship."),
        ("wrong room", "Calls from a wrong room are rare and dreaded."),
        ("hygiene", "Hand hygiene among guests was not observed."),
        ("checklist", "In nine galleys the checklist was not completed."),
        ("baking", "Guests prevented harm from occurring by baking."),
        ("baking", "Errors are prevented from spreading by baking."),
    ],
)
def test_a_harm_that_is_kept_off_missed_or_rare_is_spoken_of_all_the_same(
    project: Path, phrase: str, sentence: str
) -> None:
    assert "negated" not in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("taking part", "Fees kept tenants from taking part."),
        ("meetings", "Stairs prevented guests from reaching meetings."),
        ("deciding", "Tenants were barred from deciding on repairs."),
        ("tenants", "Theories of towns neglect tenants."),
        ("views", "One cause is neglect of the views of guests."),
        ("participation", "The plan omitted participation by tenants."),
        ("partners", "Boards failed to recognise tenants as partners."),
        ("tenants", "The plan did not include guests, cooks and tenants."),
        ("tenants", "Planners have overlooked guests, tenants and cooks."),
        ("noticed", "It was not the cooks who noticed the smoke."),
        ("participation", "Tenants who complained said participation was not wanted."),
        ("participation", "Participation is seldom offered."),
        ("harm", "Harm was not measured."),
        ("voices", "Planners overlooked voices from the harbour."),
        ("harm", "The survey did not ask about harm."),
        ("participation", "Participation is rare in the harbour."),
        ("hygiene", "Hygiene was never in dispute."),
        ("participation", "Participation was not observed."),
        ("bake", "Harbours lack volunteers who bake with cooks."),
        ("bake", "The harbour never had residents who bake with cooks."),
        ("baking", "Baking with guests who are ill is rare."),
        ("baking", "The baking in galleys that rules demand is lacking."),
        ("baking", "Baking with guests that is meaningful is absent."),
        ("participate", "Guests who participate in galleys are rare."),
        ("baking", "The study excluded tea, baking and singing."),
        ("singing", "The board ignored co-design, baking and singing."),
        ("baking", "Rules rarely, if ever, mention baking."),
        ("baking", "Rules neglect and forget the baking of guests."),
        ("baking", "Harbours neglect in their plans the baking."),
        ("baking", "We met managers who rejected baking with guests."),
    ],
)
def test_who_is_kept_from_taking_part_or_left_out_does_not_count(
    project: Path, phrase: str, sentence: str
) -> None:
    assert "negated" in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("harbour logic", "Harbour logic holds that worth is not delivered by boats."),
        ("harbour logic", "Harbour logic claims that worth cannot be shipped, and is not alone."),
        ("complained", "Tenants who had complained were not told what followed."),
        ("complained", "Tenants who complained about noise were not told what followed."),
        ("harmed", "Guests who had been harmed were never called."),
        ("tenants", "The board gave work to tenants who are not employed."),
        ("tenants", "Rules for tenants that were not written down were kept."),
        ("tenants", "Tenants felt staff were not at ease."),
        ("smoke", "Staff ignored tenants who had reported smoke."),
        ("tenants", "There is no harbour without tenants."),
        ("tenants", "A harbour cannot be kept without tenants."),
        ("repair", "A friend who comes without asking, repair at home and tea kept them going."),
        ("volunteers", "Without a map, volunteers found the harbour."),
        ("tenants", "Notes were rarely read, since tenants were asleep."),
        ("neighbours", "When bells were ignored, neighbours came."),
        ("neighbours", "When bells were ignored, neighbours and cooks came."),
        ("neighbours", "For lack of bread, neighbours and cooks came."),
        ("neighbours", "Where harbours lack staff, neighbours and cooks come."),
        ("neighbours", "When staff ignored bells, neighbours and cooks came."),
        ("neighbours", "Neighbours who were rare guests came."),
        ("volunteers", "The study of volunteers shows that evidence is lacking."),
        ("volunteers", "The board spoke with volunteers who are rare at sea."),
        ("complained", "Doctors who dismissed worries of guests who complained left."),
    ],
)
def test_a_denial_ends_where_another_clause_begins_or_a_comma_closes_its_own(
    project: Path, phrase: str, sentence: str
) -> None:
    assert "negated" not in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("participation", "We found that participation was not possible."),
        ("participation", "There is no sign that participation grew."),
        ("tenants", "They did not ask guests, tenants or cooks."),
        ("tenants", "Times were set without asking guests, let alone tenants."),
        ("repair", "The day passed without tea, repair or noise."),
        ("asked", "Tenants who were not asked moved out."),
        ("participation", "The town worked without open participation, quietly."),
        ("participation", "Participation at the harbour was not sought."),
    ],
)
def test_a_denial_reaches_through_that_and_along_a_list(project: Path, phrase: str, sentence: str) -> None:
    assert "negated" in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("burns", "No study has examined burns in galleys; we counted them."),
        ("burns", "To date no systematic review has synthesised evidence on burns."),
        ("burns", "There are no data on burns in these galleys."),
        ("taking turns", "There is no agreed definition of taking turns."),
        ("taking turns", "There is no consensus on how taking turns comes about."),
        ("taking turns", "The ship has a lack of research on taking turns at the stove."),
        ("burns", "Burns were not uncommon."),
        ("burns", "It is not surprising that burns happen."),
        ("burns", "Harm at sea was not limited to burns."),
        ("ask for help", "It was not unusual for guests to ask for help."),
        ("burns", "We cannot ignore burns."),
        ("burns", "We must not overlook burns."),
        ("guests who cook", "None of the ships lacked guests who cook."),
        ("safe meals", "Guests are no longer passive eaters of safe meals."),
        ("councils of guests", "There was no evidence that councils of guests reduced the number of burns."),
        ("burns", "Families without insurance had more burns at sea."),
        ("burns", "Guests who do not speak Norse had more burns."),
        ("burns", "Neither age nor trade predicted burns."),
    ],
)
def test_what_nobody_has_studied_or_whose_opposite_is_denied_is_spoken_of(
    project: Path, phrase: str, sentence: str
) -> None:
    assert "negated" not in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("asking guests", "Changes made without asking guests were resisted."),
        ("asked at table", "Guests who were not asked at table were heard."),
        ("councils", "There was no evidence of councils of guests on the ships."),
        ("guests in planning", "No studies involved guests in planning."),
        ("councils", "No data were collected from councils."),
        ("partners", "No study treated guests as partners."),
        ("what guests did", "No data on what guests did were collected."),
        ("councils", "No model of a kitchen mentions councils."),
        ("guests", "Reviews without guests had the wrong answers."),
        ("councils", "Nothing in the guideline speaks of councils."),
    ],
)
def test_what_was_not_done_or_found_does_not_count(project: Path, phrase: str, sentence: str) -> None:
    assert "negated" in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("adjust*", "Storms fell (adjusted odds ratio 0.62, 95% CI 0.47 to 0.81)."),
        ("adjust*", "Storms fell (adjusted incidence rate ratio 0.62)."),
        ("adjust*", "The adjusted hazard was higher at sea."),
        ("adjust*", "Wind was not related to calm after adjustment."),
        ("adjust*", "Models were adjusted for age and tide."),
        ("adjust*", "Adjusting for confounders changed little."),
        ("adjust*", "Risk-adjusted losses were compared."),
        ("adjust*", "Guests joined in the adjustment of exercises."),
        ("adjust*", "Adjusted and unadjusted odds were told."),
        ("adjust*", "Bonferroni adjustment was made."),
        ("adapt*", "A list adapted from an older list was mailed."),
        ("adapt*", "The list was culturally adapted."),
        ("adapt*", "The Spanish version was adapted and tested."),
        ("adapt*", "Scale adaptation took a year."),
        ("adapt*", "Cross-cultural adaptation of the tea scale took a year."),
        ("adapt*", "An adapted version of the questionnaire was sent."),
        ("adapt*", "The scale was translated, adapted and validated."),
        ("adjust*", "We adjusted for smoking and tide."),
        ("adjust*", "Estimates in the models were adjusted."),
        ("adjust*", "Storms, adjusted for site and year, fell."),
        ("adjust*", "Results were adjusted for wind."),
        ("adapt*", "Nurses adapted the questionnaire."),
        ("adapt*", "We recommend that users of the method report adaptations."),
        ("adapt*", "Steps of the method that had been adapted are set out."),
    ],
)
def test_what_is_adjusted_in_a_model_or_adapted_of_a_method_is_no_adapting_of_work(
    project: Path, phrase: str, sentence: str
) -> None:
    assert "study_method" in flags_of(project, phrase, sentence)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("adjust*", "Cooks adjusted the heat to the pan."),
        ("adjust*", "Crews adjust or skip watches at night."),
        ("adjust*", "The ferry makes reasonable adjustments for people who are blind."),
        ("adjust*", "After adjustment of the watches, crews slept."),
        ("adapt*", "Families adapt routines to the tide."),
        ("adapt*", "Moods vary and methods are adapted by the crew."),
        ("adjust*", "Cooks adjust for missing crew by asking guests."),
        ("adjust*", "Nurses adjusted for missing crew by swapping watches."),
        ("adjust*", "Crews adjusted for unexpected storms."),
        ("adapt*", "Crews reported adaptations to the storm."),
        ("adapt*", "Clinicians adapted from habits when the tide turned."),
        ("adapt*", "Surgeons adapted the instruments to small hands."),
        ("adapt*", "Nurses adapted the method of lifting guests."),
        ("adapt*", "Work is adapted from moment to moment."),
        ("adapt*", "Adaptation to local weather kept boats safe."),
        ("adapt*", "Nurses adapted their talk to the listener."),
        ("adapt*", "Odds of storms were high, and crews adapted."),
    ],
)
def test_people_who_adjust_and_adapt_their_work_count(project: Path, phrase: str, sentence: str) -> None:
    assert "study_method" not in flags_of(project, phrase, sentence)


def test_a_care_that_people_do_not_do_is_spoken_of_and_they_take_no_part_in_it(project: Path) -> None:
    sentence = "Hand hygiene among visitors was not observed."
    assert not flags_of(project, "hand hygiene", sentence)
    assert flags_of(project, "hand hygiene ~2 visitors", sentence) == {"left_undone"}
    assert not flags_of(project, "hand hygiene ~2 visitors", "Hand hygiene among visitors was observed.")


def test_self_harm_is_no_harm_after_which_a_service_inquires(project: Path) -> None:
    after = "(after|following) ~2 harm"
    assert "self_harm" in flags_of(project, after, "Plans are written after self-harm.")
    assert "self_harm" not in flags_of(project, after, "Talks are held after serious harm.")
    assert "self_harm" not in flags_of(project, "prevent* ~3 harm", "Staff prevented self-harm on wards.")
    assert "self_harm" not in flags_of(project, "self-harm ~2 wards", "Self-harm on wards fell.")


@pytest.mark.parametrize(
    ("pattern_id", "phrase", "sentence"),
    [
        ("best-list", "checklist", "The checklist was never used."),
        ("best-hygiene", "hand hygiene", "Hand hygiene was not performed by cooks."),
        ("monitor-checks", "checks", "Double checks were never done by cooks."),
        ("mitigate-telling", "disclos*", "Errors were not always disclosed to guests."),
    ],
)
def test_a_strategy_that_is_not_done_is_none_though_harm_and_care_are_spoken_of(
    project: Path, pattern_id: str, phrase: str, sentence: str
) -> None:
    assert "not_done" in flags_of(project, phrase, sentence, pattern_id=pattern_id)
    assert not flags_of(project, phrase, sentence, pattern_id="safety-list")


def test_a_strategy_that_is_done_counts(project: Path) -> None:
    assert not flags_of(project, "checklist", "The checklist was used.", pattern_id="best-list")
    elsewhere = "The checklist was read, and tea was never offered."
    assert not flags_of(project, "checklist", elsewhere, pattern_id="best-list")
