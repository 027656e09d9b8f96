"""What patients did, by position and kind of issue, as the counts of the plans tell it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from tests.report.coded_review import coded_review

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results, Row
from coprod_review.report.doings import asks_of_effects, doings_of
from coprod_review.report.write import report_environment


@pytest.fixture
def results(project: Path) -> Results:
    return coded_review(project, n=5).results


def counted(results: Results) -> Results:
    """Two reports on technical issues with partners, one of them by mitigation at delivery."""
    first, second = [report.report_id for report in results.reports][:2]
    members = {
        "plan.technical.partnership.safety_strategy.mitigation": (first, second),
        "plan.technical.partnership.safety_strategy.none": (second,),
        "plan.technical.partnership.involvement_phase.delivery": (second,),
        "plan.technical.partnership.form.no_single_form": (first,),
        "model.technical.partnership.n": (first, second),
    }
    numbers = [
        Number(
            number_id=name,
            value=len(found),
            text=str(len(found)),
            label="reports",
            member_kind="report",
            members=found,
        )
        for name, found in members.items()
    ]
    rows: list[Row] = [
        {
            "character": "technical",
            "position": "partnership",
            "dimension": name.split(".")[3],
            "code": name.split(".")[4],
            "n": str(len(found)),
            "number_id": name,
        }
        for name, found in members.items()
        if name.startswith("plan.")
    ]
    return replace(results, tables={"plans": rows}, ledger=Ledger.of(numbers))


def test_a_place_is_told_by_its_most_frequent_answers_and_by_reports_that_hold_them(results: Results) -> None:
    (doing,) = doings_of(counted(results))
    assert (doing.position, doing.character) == ("partnership", "technical")
    assert [row["code"] for row in doing.leading["safety_strategy"]] == ["mitigation"]
    assert doing.leading["form"] == ()
    assert doing.examples[0].report_id == results.reports[1].report_id
    assert len(doing.examples) == 2


def test_the_report_tells_what_partners_did_and_leads_to_the_reports_and_the_planner(
    results: Results,
) -> None:
    known = counted(results)
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    html = environment.get_template("doings.html").render(where={"planner": "audit/plan.html"})
    told = " ".join(Markup(html).striptags().split())
    assert "partners appear in 2 reports, most often in mitigation (2), during delivery (1). For an" in told
    assert 'href="audit/plan.html"' in html
    assert f'href="audit/reports/{results.reports[1].report_id}.html"' in html


def test_answers_that_are_equally_frequent_are_told_together(results: Results) -> None:
    known = counted(results)
    name = "plan.technical.partnership.involvement_phase.evaluation"
    tie = {"character": "technical", "position": "partnership", "dimension": "involvement_phase"}
    rows = [*known.table("plans"), {**tie, "code": "evaluation", "n": "1", "number_id": name}]
    one = known.ledger["plan.technical.partnership.involvement_phase.delivery"]
    ledger = Ledger.of([*known.ledger, replace(one, number_id=name)])
    known = replace(known, tables={"plans": rows}, ledger=ledger)
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=ledger, lists=""))
    html = environment.get_template("doings.html").render(where={"planner": "audit/plan.html"})
    assert "during delivery (1) and evaluation (1)." in " ".join(Markup(html).striptags().split())


def test_effects_are_not_asked_unless_the_codebook_has_a_question_of_its_own(results: Results) -> None:
    assert not asks_of_effects(results)
    known = results.codebook.dimensions
    more = replace(results.codebook, dimensions={**known, "outcome": known["framing"]})
    assert asks_of_effects(replace(results, codebook=more))


def test_forms_stand_with_nature_and_locus_and_with_whose_names_they_are(results: Results) -> None:
    known = counted(results)
    known = replace(
        known,
        tables={
            "plans": [
                {**row, "code": row["code"].replace("no_single_form", "co_design")}
                for row in known.tables["plans"]
            ]
        },
    )
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    html = environment.get_template("doings.html").render(where={"planner": "audit/plan.html"})
    told = " ".join(Markup(html).striptags().split())
    assert told.count("co-design (voluntary, individual; 1)") == 2
    assert told.index("Others use these names otherwise") < told.index("For an issue of your own")
