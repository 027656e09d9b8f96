"""Plans: the row of the model, what was tried, what is open, and how they read on a terminal and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.audit.plan_page import plan_page
from coprod_review.model.coding import Evidence
from coprod_review.model.plan import MET, OPEN, PERHAPS, UNKNOWN, Measured, NearReport, Plan
from coprod_review.model.planning import (
    CHOSEN,
    NO_ISSUE,
    NOT_ENGLISH,
    NOTHING_KNOWN,
    UNSURE,
    Grounds,
    Reading,
)
from coprod_review.pages.issue_words import NEARLY
from coprod_review.pages.plan_words import (
    ADVICE,
    beside_chance,
    cited_words,
    in_short,
    percent,
    short_citation,
)
from coprod_review.plan.data import plan_as_data
from coprod_review.plan.make import make_plan
from coprod_review.plan.words import lines_of

from .plan_examples import reading_of, sources_of


@pytest.fixture(scope="module")
def plan(project: Path) -> Plan:
    return make_plan(reading_of("technical", "procedural"), sources_of(project))


@pytest.fixture(scope="module")
def bare(project: Path) -> Plan:
    """A plan from a run that has no report on safety."""
    return make_plan(reading_of("technical"), sources_of(project, measured=False))


def text_of(plan: Plan, width: int = 98, *, is_full: bool = False) -> str:
    return " ".join(" ".join(lines_of(plan, width=width, is_full=is_full)).split())


def test_positions_stand_by_what_they_could_give_the_most_first(plan: Plan) -> None:
    assert [p.position for p in plan.rows[0].positions] == ["protective", "consultative", "partnership"]
    weights = [p.weight for p in plan.rows[0].positions]
    assert weights == sorted(weights, reverse=True)


def test_attention_is_below_potential_only_where_the_whole_interval_says_so(plan: Plan, bare: Plan) -> None:
    assert [p.standing for p in plan.rows[0].positions] == [OPEN, PERHAPS, MET]
    assert {p.standing for p in bare.rows[0].positions} == {UNKNOWN}


def test_what_no_report_has_on_record_is_named_without_none_and_without_traditions(plan: Plan) -> None:
    assert [tried.code for _, tried in plan.rows[0].not_found] == ["mitigation", "co_construction"]


def test_what_a_row_comes_to_is_told_in_sentences(plan: Plan) -> None:
    told = " ".join(in_short(plan.rows[0]))
    lead = "Research gives this less attention than argued for, by more than chance explains: "
    assert f"{lead}Protective (below by 20 % of the row (5 to 30))" in told.replace("\u00a0", " ")
    assert "On record for none of these reports: Mitigation (none found, at most 3 of 14)" in told
    assert "not that nobody tried it" in told
    assert "co-innovation (voluntary, system); found in 2 of 14" in told


def test_a_run_without_safety_reports_gives_the_argument_and_says_what_is_missing(bare: Plan) -> None:
    assert "no included report on patient safety" in bare.lacks[0]
    told = text_of(bare)
    assert "What gets too little attention is not known" in told
    assert "Which barrier, check or design" in told


def test_few_reports_on_a_character_are_warned_of(project: Path) -> None:
    sources = sources_of(project)
    few = [{**row, "n_reports": "3"} for row in sources.rows]
    plan = make_plan(
        reading_of("technical"),
        type(sources)(
            codebook=sources.codebook,
            model=sources.model,
            readings=sources.readings,
            cells=sources.cells,
            rows=few,
            plans=sources.plans,
            n_on_safety=3,
        ),
    )
    assert any("Only 3 of the included reports" in lack for lack in plan.lacks)


def test_every_plan_says_that_it_is_no_clinical_advice(plan: Plan) -> None:
    assert " ".join(ADVICE.split()) in text_of(plan)
    assert plan_as_data(plan)["advice"] == ADVICE


@pytest.mark.parametrize("width", [40, 60, 80, 98, 200])
def test_no_line_is_wider_than_the_terminal(plan: Plan, width: int) -> None:
    assert max(map(len, lines_of(plan, width=width, is_full=True))) <= width


def test_one_place_to_start_and_the_near_reports_stand_before_rows_whose_arguments_wait(plan: Plan) -> None:
    short, full = text_of(plan), text_of(plan, is_full=True)
    assert short.index("START HERE") < short.index("TECHNICAL")
    assert plan.rows[0].positions[0].because not in short
    assert plan.rows[0].positions[0].because in full
    assert len(short) < len(full)


def test_only_what_patients_could_give_is_called_untapped(plan: Plan) -> None:
    (told,) = [s for s in in_short(plan.rows[0]) if s.startswith("Research")]
    assert "Protective (below by" in told


def test_the_whole_argument_is_told_on_request(plan: Plan) -> None:
    argument = "Something remains: people who run their own dialysis"
    assert argument not in text_of(plan)
    assert argument in text_of(plan, is_full=True)


@pytest.mark.parametrize(
    ("verdict", "advice"),
    [
        (NO_ISSUE, "tell what can go wrong"),
        (UNSURE, "What can go wrong, for whom"),
        (NOT_ENGLISH, "Tell the issue in English"),
        (NOTHING_KNOWN, "common English words"),
    ],
)
def test_a_reading_without_characters_makes_no_rows_and_says_what_to_do(
    project: Path, verdict: str, advice: str
) -> None:
    reading = Reading(text="so", verdict=verdict, codes=(), because="Thus.")
    plan = make_plan(reading, sources_of(project))
    assert plan.rows == ()
    told = text_of(plan)
    assert advice in told
    assert "--character (technical, procedural, social_interaction)" in told


def test_whole_reports_stand_beside_what_they_are_counted_as_with_the_reason(plan: Plan) -> None:
    told = text_of(plan, is_full=True)
    assert "counted as" in told
    assert " 5 3.5 below" in told
    assert "counts in parts (1/k in each of k)" in told


@pytest.mark.parametrize(
    ("probability", "is_near"), [(0.48, True), (NEARLY, True), (NEARLY - 0.004, True), (NEARLY - 0.01, False)]
)
def test_a_character_that_comes_near_to_half_is_pointed_to_with_its_options(
    project: Path, probability: float, is_near: bool
) -> None:
    reading = replace(
        reading_of("procedural"), probabilities={"technical": probability, "procedural": 0.9, "none": 0.01}
    )
    plan = make_plan(reading, sources_of(project))
    assert ("--character technical --character procedural" in text_of(plan)) is is_near
    assert ("technical" in plan_as_data(plan)["nearly"]) is is_near


def test_nothing_is_near_to_a_character_that_a_person_chose(project: Path) -> None:
    reading = replace(
        reading_of("procedural"), verdict=CHOSEN, probabilities={"technical": 0.48, "procedural": 0.9}
    )
    assert "Nearly" not in text_of(make_plan(reading, sources_of(project)))


@pytest.mark.parametrize(
    ("origins", "told"),
    [
        (("prepared",), "The corpus was prepared and not found by a search"),
        (("prepared", "search"), "Part of the corpus was prepared"),
        (("search",), "Its shares describe the reports of this review"),
        ((), "Its shares describe the reports of this review"),
    ],
)
def test_how_the_corpus_was_gathered_is_told_by_where_it_is_from(
    project: Path, origins: tuple[str, ...], told: str
) -> None:
    plan = make_plan(reading_of("technical"), replace(sources_of(project), origins=origins))
    assert told in text_of(plan)
    assert ("prepared" in text_of(plan)) is ("prepared" in origins)


def test_an_empty_review_has_no_shares_to_warn_of(project: Path) -> None:
    plan = make_plan(reading_of("technical"), replace(sources_of(project, measured=False), n_included=0))
    assert "shares describe" not in text_of(plan)


def test_scores_are_taken_apart_on_request_and_no_sum_of_nothing_is_told(project: Path) -> None:
    said = Evidence(field="issue", start=0, end=3, quote="the", code="technical", rule="word:the", weight=0.5)
    grounds = {"technical": Grounds(code="technical", score=0.7, intercept=0.2, evidence=(said,))}
    plan = make_plan(replace(reading_of("technical"), grounds=grounds), sources_of(project))
    assert "Most weight: technical by “the”" in text_of(plan)
    full = text_of(plan, is_full=True)
    assert "+0.20 to start from; together +0.70" in full
    assert "in 0 more" not in full


def test_a_near_report_is_told_in_the_words_of_the_codebook_and_as_weak_where_it_is(project: Path) -> None:
    near = NearReport(
        report_id="r1",
        title="Pumps",
        authors="A",
        year="2020",
        nearness=0.12,
        words=("pump",),
        topics=(),
        same_character=False,
        characters=("none",),
        position="protective",
        strategies=(),
        coded=("Position: As an object",),
        weak=True,
    )
    told = text_of(make_plan(reading_of("technical"), sources_of(project), nearest=[near]))
    assert "only weakly near; by “pump”; Position: As an object" in told
    assert "protective" not in told.split("NEAREST")[1].split("LIMITS")[0]


def test_data_are_plain_and_the_same_each_time(plan: Plan) -> None:
    data = plan_as_data(plan)
    assert data["format"] == 1
    assert json.dumps(data) == json.dumps(plan_as_data(plan))
    assert [row["character"] for row in data["rows"]] == ["technical", "procedural"]
    assert data["rows"][0]["not_found"][0] == {
        "dimension": "Safety strategy",
        "code": "mitigation",
        "label": "Mitigation",
        "at_most": 3.0,
    }


@pytest.mark.parametrize(
    ("share", "told"), [(None, "–"), (0.0, "0 %"), (0.001, "< 1 %"), (0.999, "> 99 %"), (1.0, "100 %")]
)
def test_what_is_nearly_nothing_or_all_is_not_told_as_nothing_or_all(share: float | None, told: str) -> None:
    assert percent(share).replace("\u00a0", " ") == told


def test_sources_are_cited_by_author_and_year() -> None:
    references = {"review": "This review.", "osborne2016": "Osborne & Ek (2016). On."}
    words = {key: short_citation(text) for key, text in references.items()}
    assert cited_words(["osborne2016", "leape1994", "osborne2013a", "review", "odd"], words) == (
        "Osborne & Ek 2016, Leape 1994, Osborne 2013, This review, odd"
    )


def test_the_untapped_share_of_a_row_stands_beside_what_chance_alone_gives(plan: Plan, bare: Plan) -> None:
    told = text_of(plan, is_full=True).replace("\u00a0", " ")
    assert "untapped 30 % (10 to 40), by chance alone 8 % (up to 20); further off than chance gives." in told
    assert "by chance" not in text_of(bare, is_full=True)
    at_limit = replace(plan.rows[0], chance=Measured(value=0.1, high=0.3))
    assert beside_chance(at_limit) == "just at the limit of chance"
    assert (
        beside_chance(replace(at_limit, chance=Measured(value=0.1, high=0.31))) == "as near as chance gives"
    )


def test_positions_have_one_name_and_their_labels_once(plan: Plan) -> None:
    told = text_of(plan, is_full=True)
    assert told.count("Safety for patients (patient as object)") == 1
    assert told.index("Protective is “Safety for") < told.index("TECHNICAL")


def test_forms_stand_with_nature_and_locus_wherever_they_are_counted(plan: Plan) -> None:
    told = text_of(plan, is_full=True)
    assert "Co-innovation (voluntary, system) 2" in told
    assert "Others use these names otherwise" in told


def test_journal_and_doi_of_a_near_report_are_told(project: Path) -> None:
    near = NearReport(
        report_id="r1",
        title="Pumps",
        authors="A",
        year="2020",
        nearness=0.4,
        words=("pump",),
        topics=(),
        same_character=True,
        characters=(),
        position="",
        strategies=(),
        container="Journal of Invented Pumps",
        doi="10.1000/pump",
    )
    plan = make_plan(reading_of("technical"), sources_of(project), nearest=[near])
    assert "Journal of Invented Pumps, doi:10.1000/pump." in text_of(plan)
    page = plan_page(plan, figure="")
    assert "<cite>Journal of Invented Pumps</cite>" in page
    assert 'href="https://doi.org/10.1000/pump"' in page


def test_the_page_goes_from_where_to_start_over_near_reports_and_rows_to_the_scores(project: Path) -> None:
    said = Evidence(field="issue", start=0, end=3, quote="the", code="technical", rule="word:the", weight=0.5)
    reading = replace(
        reading_of("technical"),
        probabilities={"technical": 0.9, "procedural": 0.4},
        grounds={"technical": Grounds(code="technical", score=0.7, intercept=0.2, evidence=(said,))},
    )
    page = plan_page(make_plan(reading, sources_of(project)), figure="<svg></svg>", site="audit/")
    places = [page.index(f'id="{name}"') for name in ("start", "view", "technical", "why")]
    assert places == sorted(places)
    assert "<details><summary>What each passage adds" in page
    assert "--character" not in page
    assert "ask whoever made this page" in page
    assert '<a href="audit/plan.html">' in page
    assert "open only where this page lies" in page
    assert 'title="reports, technical issues: protective"' in page
    assert '<tr class="whole">' in page and "by chance alone" in page


def test_what_to_do_without_a_plan_names_no_option_on_a_page(project: Path) -> None:
    plan = make_plan(Reading(text="so", verdict=UNSURE, codes=(), because="Thus."), sources_of(project))
    page = plan_page(plan, figure="")
    assert "--character" not in page
    assert "ask whoever made this page for the plan of a character" in page
