"""What becomes of claims where one reader is left out, and of the reports that wait."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from tests.report.coded_review import coded_review

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results, Row
from coprod_review.report.single_readers import reader_models, reader_runs, turned_claims
from coprod_review.report.write import report_environment


@pytest.fixture
def results(project: Path) -> Results:
    return coded_review(project, n=5).results


def run_without(departures: str, verdict: str, coded_by: str = "people_first", *, same_as: str = "") -> Row:
    return {
        "specification": f"{coded_by}.{departures}",
        "coded_by": coded_by,
        "departures": departures,
        "same_as": same_as,
        "claim": "3",
        "verdict": verdict,
        "estimate": "-0.2",
        "number_id": "" if same_as else f"run.{departures}",
    }


def test_a_claim_is_told_by_each_of_two_readers_and_other_choices_are_not(results: Results) -> None:
    rows = [
        run_without("", "undecided"),
        run_without("reader_anna", "not supported"),
        run_without("reader_ben", "undecided"),
        run_without("reader_ben | low_confidence", "supported"),
        run_without("implicit", "supported"),
        run_without("reader_anna", "supported", coded_by="machines_alone"),
    ]
    known = replace(results, tables={"specification_claims": rows})
    runs = reader_runs("3", known)
    assert [(run.words, run.row["verdict"]) for run in runs] == [
        ("with the codes of ben alone", "not supported"),
        ("with the codes of anna alone", "undecided"),
    ]
    three = replace(known, tables={"specification_claims": [*rows, run_without("reader_cleo", "undecided")]})
    assert reader_runs("3", three)[2].words == "without the codes of cleo"


def test_a_claim_turns_only_where_it_does_so_without_each_of_several_readers(results: Results) -> None:
    claim = {"claim": "3", "verdict": "undecided"}

    def turned(*verdicts: str) -> list[tuple[str, tuple[str, ...], bool]]:
        rows = [run_without(f"reader_{i}", verdict) for i, verdict in enumerate(verdicts)]
        found = turned_claims(replace(results, tables={"claims": [claim], "specification_claims": rows}))
        return [(turn.verdict, turn.readers, turn.by_all) for turn in found]

    assert turned("not supported", "not supported") == [("not supported", ("0", "1"), True)]
    assert turned("not supported", "undecided") == turned("undecided", "undecided") == turned() == []
    with_reader_of_few = turned("not supported", "undecided", "not supported")
    assert with_reader_of_few == [("not supported", ("0", "2"), False)]
    assert turned("not supported", "supported", "not supported") == []


def told_of(results: Results, *rows: Row, verdict: str = "undecided") -> tuple[str, str]:
    """What the report tells beside a claim of single readers, and beside all claims."""
    claim = {"claim": "3", "verdict": verdict, "basis": "all", "statement": "Tea helps."}
    numbers = [
        Number(number_id=row["number_id"], value=-0.2, text="−20 %-points", label="", member_kind="report")
        for row in rows
        if row["number_id"]
    ]
    waits = Number(number_id="undecided.claim_3", value=2, text="2", label="wait", member_kind="report")
    known = replace(
        results,
        tables={"claims": [claim], "specification_claims": list(rows)},
        ledger=Ledger.of([*numbers, waits]),
    )
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    parts = vars(environment.get_template("parts.html").make_module())
    beside = Markup(str(parts["by_readers"](claim))).striptags().replace("\u00a0", " ")
    return beside, Markup(str(parts["readers_turn"]())).striptags()


def test_the_report_tells_beside_a_verdict_what_waits_and_what_each_reader_would_say(
    results: Results,
) -> None:
    rows = [run_without("reader_anna", "not supported"), run_without("reader_ben", "not supported")]
    told, turn = told_of(results, *rows)
    assert told.startswith("2 reports that may bear on it are not counted")
    assert "Judged with the codes of ben alone, it would be not supported (−20 %-points)" in told
    assert "rests on leaving out the reports on which readers differ" in told
    assert "Claim 3 would be not supported whichever reader" in turn


def test_a_reader_without_whom_nothing_changes_has_the_estimate_of_the_run(results: Results) -> None:
    rows = [
        run_without("", "undecided"),
        run_without("reader_anna", "not supported"),
        run_without("reader_ben", "not supported"),
        run_without("reader_cleo", "undecided", same_as="people_first."),
    ]
    told, turn = told_of(results, *rows)
    assert "no estimate" not in told
    assert "; without the codes of cleo, undecided, too (−20 %-points)." in told
    assert turn.startswith("Claim 3 would be not supported without the codes of anna or ben: its verdict")


def test_the_model_of_each_reader_has_its_cells_and_the_sum_of_its_reports(results: Results) -> None:
    cell = {"coded_by": "people_first", "departures": "reader_anna", "character": "technical"}
    rows = [
        cell | {"position": "protective", "n": "2.5"},
        cell | {"position": "partnership", "n": "1.5"},
        cell | {"departures": "", "position": "partnership", "n": "9"},
    ]
    (model,) = reader_models(replace(results, tables={"specification_model": rows}))
    assert model.n == "4"
    assert set(model.cells) == {("technical", "protective"), ("technical", "partnership")}
