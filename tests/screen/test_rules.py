from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.screen.review import SILENT, STEEL, SWEDISH, WARD, report

from coprod_review.io.criteria import read_criteria
from coprod_review.model.criteria import Criteria, TermGroup
from coprod_review.screen.criteria import check_terms
from coprod_review.screen.language import language_of, languages_of
from coprod_review.screen.rules import Rules
from coprod_review.screen.terms import TermError, pattern_of


@pytest.fixture(scope="module")
def criteria(project: Path) -> Criteria:
    return read_criteria(project / "config" / "criteria.yaml")


def test_every_term_group_of_the_project_finds_and_misses_what_it_says(criteria: Criteria) -> None:
    assert [str(fault) for fault in check_terms(criteria)] == []


def test_a_report_on_families_and_medication_is_included_with_its_evidence(criteria: Criteria) -> None:
    one = report(title="Families at the bedside", abstract=WARD)
    proposal = Rules(criteria).propose(one)
    assert proposal.included
    assert proposal.evidence
    assert all(e.holds_in(one.text_of(e.field)) for e in proposal.evidence)


def test_another_field_is_excluded_with_the_words_that_name_it(criteria: Criteria) -> None:
    proposal = Rules(criteria).propose(report(title="Co-production of hydrogen and power", abstract=STEEL))
    assert (proposal.included, proposal.reason) == (False, "field")
    assert "hydrogen" in {e.quote for e in proposal.evidence if e.weight < 0}


def test_a_long_text_silent_on_the_subject_is_excluded_and_a_title_alone_is_not(criteria: Criteria) -> None:
    assert Rules(criteria).propose(report(title="A laundry moves", abstract=SILENT)).reason == "subject"
    short = Rules(criteria).propose(report(title="A laundry moves"))
    assert short.included
    assert "too short" in short.doubt
    assert short.left_to_people


@pytest.mark.parametrize(
    "facts",
    [
        {"type": "erratum"},
        {"type": "retraction"},
        {"title": "Erratum to: Families at the bedside"},
        {"title": "RETRACTED: Families at the bedside"},
        {"title": "Families at the bedside (Retracted article)"},
    ],
)
def test_notices_and_retracted_articles_fail_the_kind(criteria: Criteria, facts: dict[str, str]) -> None:
    one = report(**{"title": "Families at the bedside", "abstract": WARD} | facts)
    assert Rules(criteria).propose(one).reason == "kind"


def test_a_word_of_notices_inside_a_title_is_only_a_doubt(criteria: Criteria) -> None:
    proposal = Rules(criteria).propose(report(title="Why families were withdrawn from rounds", abstract=WARD))
    assert proposal.included
    assert "notices" in proposal.doubt


def test_another_language_is_included_and_left_to_people(criteria: Criteria) -> None:
    proposal = Rules(criteria).propose(report(title=SWEDISH))
    assert proposal.included
    assert proposal.left_to_people
    assert "(sv)" in proposal.doubt


def test_words_of_many_meanings_alone_leave_the_subject_to_people(criteria: Criteria) -> None:
    text = " ".join(
        ["The harm that betting does to households was estimated from a survey of the whole country."] * 2
    )
    proposal = Rules(criteria).propose(report(title="What betting costs a country", abstract=text))
    assert (proposal.included, proposal.left_to_people) == (True, True)
    assert "(harm)" in proposal.doubt
    surely = Rules(criteria).propose(report(title="Harm to patients", abstract=f"{text} Patients took part."))
    assert (surely.included, surely.left_to_people) == (True, False)


def test_words_that_speak_against_a_subject_do_not_speak_for_it(criteria: Criteria) -> None:
    against = TermGroup(
        group_id="betting", criterion="subject", sign=-1, terms=("laundry",), matches=(), misses=()
    )
    rules = Rules(replace(criteria, groups=(*criteria.groups, against)))
    assert rules.propose(report(title="A laundry moves", abstract=SILENT)).reason == "subject"


def test_an_english_abstract_is_enough_whatever_the_export_says(criteria: Criteria) -> None:
    assert not Rules(criteria).propose(report(title=SWEDISH, abstract=WARD, language="sv")).left_to_people


FOREIGN = {
    "de": "Die Wäscherei zieht um. Die Kisten stehen im Hof, und der Umzug dauert mit allen Pausen zwei "
    "Wochen. Danach werden die Regale für das Leinen von den Leuten im neuen Haus wieder aufgebaut.",
    "pl": "Pralnia zmienia siedzibę. Skrzynie stoją na podwórzu, przeprowadzka potrwa dwa tygodnie razem "
    "ze wszystkimi przerwami. Potem pracownicy ustawią półki na pościel w nowym budynku, obok starej kuchni.",
}


@pytest.mark.parametrize("code", FOREIGN)
@pytest.mark.parametrize("language", ["", "same", "en"])
def test_silence_of_english_terms_excludes_no_text_of_another_language(
    criteria: Criteria, code: str, language: str
) -> None:
    one = report(title="", abstract=FOREIGN[code], language=code if language == "same" else language)
    proposal = Rules(criteria).propose(one)
    assert (proposal.included, proposal.reason, proposal.left_to_people) == (True, "", True)
    assert proposal.doubt.startswith("neither title nor abstract is in a coded language")
    assert "too short" not in proposal.doubt


@pytest.mark.parametrize("title", ["Delirium.", "Asthma."])
def test_a_title_of_a_word_is_in_the_language_that_its_export_names(criteria: Criteria, title: str) -> None:
    assert "coded language" in Rules(criteria).propose(report(title=title, abstract="", language="")).doubt
    assert (
        "coded language" not in Rules(criteria).propose(report(title=title, abstract="", language="en")).doubt
    )


def test_a_text_of_another_language_that_names_another_field_waits_too(criteria: Criteria) -> None:
    one = report(title="Die Biomasse und der Film", abstract=f"{FOREIGN['de']} Biomass, film, hydrogen.")
    proposal = Rules(criteria).propose(one)
    assert proposal.included
    assert proposal.left_to_people


def test_a_notice_is_excluded_in_every_language(criteria: Criteria) -> None:
    one = report(title="Die Wäscherei", abstract=FOREIGN["de"], type="erratum")
    assert Rules(criteria).propose(one).reason == "kind"


def test_silence_of_an_abstract_in_another_language_than_the_title_tells_nothing(criteria: Criteria) -> None:
    proposal = Rules(criteria).propose(report(title="The laundry is on the move", abstract=FOREIGN["pl"]))
    assert proposal.left_to_people
    assert "the abstract is in no coded language" in proposal.doubt


def test_the_export_decides_where_words_do_not_tell_the_language(criteria: Criteria) -> None:
    assert Rules(criteria).propose(report(title="Patienter", language="sv")).left_to_people
    assert "language" not in Rules(criteria).propose(report(title="Patienter", language="en")).doubt
    english = report(title="Hospital workers keeping quiet", language="sv")
    assert "language" not in Rules(criteria).propose(english).doubt


SPANISH = (
    "Las familias de los enfermos participan en el cuidado de la noche. Se estudió cómo lo hacen y qué "
    "piensan en una sala con doce camas. Los resultados son claros para las familias y para el equipo."
)
ENGLISH = (
    "The families of the patients take part in the care at night. It was studied how they do this and what "
    "they think of it in a ward with twelve beds. The results are clear to families and to the team."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{SPANISH} {SPANISH} {ENGLISH}", ("es", "en")),
        (f"{SPANISH} {ENGLISH} {ENGLISH}", ("en", "es")),
        (f"{ENGLISH} {ENGLISH} La sala de las familias is the name of the ward.", ("en",)),
        (ENGLISH, ("en",)),
        (SPANISH, ("es",)),
    ],
)
def test_a_text_in_two_languages_is_told_as_such_the_larger_part_first(
    criteria: Criteria, text: str, told: tuple[str, ...]
) -> None:
    assert languages_of(text, criteria.languages) == told
    assert language_of(text, criteria.languages) == told[0]


def test_a_text_of_which_the_larger_part_is_not_coded_is_left_to_people_and_says_so(
    criteria: Criteria,
) -> None:
    larger = Rules(criteria).propose(report(title="Noches", abstract=f"{SPANISH} {SPANISH} {ENGLISH}"))
    assert larger.left_to_people
    assert "the abstract is in 2 languages (es, en" in larger.doubt
    smaller = Rules(criteria).propose(report(title="Nights", abstract=f"{ENGLISH} {ENGLISH} {SPANISH}"))
    assert "the abstract is in 2 languages (en, es" in smaller.doubt
    assert (
        smaller.left_to_people
        is Rules(criteria).propose(report(title="Nights", abstract=ENGLISH)).left_to_people
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I had no tea: cups in schools", "en"),
        ("Am I late in spring?", "en"),
        ("What the families of patients say about their part in the rounds", "en"),
        (SWEDISH, "sv"),
        ("Wie die Angehörigen von Kranken sich an der Pflege beteiligen und was sie dabei erleben", "de"),
        ("Comment les familles des patients sont entendues dans les services de nuit", "fr"),
        ("Cómo las familias de los enfermos participan en el cuidado y qué piensan de ello", "es"),
        (
            "Come le famiglie dei malati sono ascoltate nelle corsie e che cosa ne pensano gli infermieri",
            "it",
        ),
        ("Como as famílias dos doentes são ouvidas e o que elas pensam das noites", "pt"),
        ("Hoe de familie van een patiënt wordt gehoord en wat zij daar zelf van vinden", "nl"),
        ("Miten omaiset ovat mukana hoidossa ja mitä he siitä ajattelevat kun yö on pitkä", "fi"),
        ("Przeprowadzka starej pralni", "pl"),
        ("Két bögre tea", "hu"),
        ("茶杯与灯笼", "zh"),
        ("PRALNIA ZMIENIA SIEDZIBĘ", "pl"),
        ("Telemetry", ""),
        ("Hand hygiene compliance", ""),
        ("HAND HYGIENE COMPLIANCE", ""),
        ("Hospital workers keeping quiet", "en"),
        ("2019", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_sentence_is_told_by_its_function_words_or_else_by_its_letters(
    criteria: Criteria, text: str, language: str
) -> None:
    assert language_of(text, criteria.languages) == language


@pytest.mark.parametrize(
    ("term", "found", "missed"),
    [
        ("co-produc*", "Co-producing care", "A coproducer"),
        ("value in use", "value-in-use", "value of use"),
        (
            "(patient* | famil*) NEAR/2 involv*",
            "involving the families",
            "Patients came. Involved were nurses",
        ),
        ("safe* (care | nursing)", "safer nursing", "careful nursing"),
        ("*therapy", "Chemotherapy", "therapist"),
    ],
)
def test_terms_find_words_endings_alternatives_and_neighbours(term: str, found: str, missed: str) -> None:
    pattern = pattern_of((term,))
    assert pattern.search(found)
    assert not pattern.search(missed)


@pytest.mark.parametrize("term", ["", "*", "(a | ", "(a | ) b", "a NEAR/2 b NEAR/2 c"])
def test_a_term_that_says_nothing_is_refused(term: str) -> None:
    with pytest.raises(TermError):
        pattern_of((term,))


@pytest.mark.parametrize(
    "told",
    [
        "Residents who fell on the corridor were followed for a year in nine nursing homes",
        "Which warning signs make new mothers ring the unit, and what delays the call",
        "Nurses at the end of a shift leave out what the next shift needs: omissions in charts",
        "Why failure to rescue differs between hospitals of one region",
        "A ventilator at home: alarms, and what parents do when one goes off",
    ],
)
def test_failing_care_without_the_word_safety_is_left_to_people_and_never_included_unasked(
    criteria: Criteria, told: str
) -> None:
    text = f"{told}. {'The unit counted its days and compared the two halves of the year. ' * 3}"
    proposal = Rules(criteria).propose(report(title="A year on one unit", abstract=text))
    assert proposal.included
    assert proposal.left_to_people
