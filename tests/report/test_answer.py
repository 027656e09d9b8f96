"""What the review answers, and what becomes of it where nobody chose the reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from tests.report.coded_review import coded_review

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import basis_words
from coprod_review.report.answer import answer_of
from coprod_review.report.chosen import turned_on_natural_sample
from coprod_review.report.write import report_environment


@pytest.fixture
def results(project: Path) -> Results:
    return coded_review(project, n=4).results


def test_a_claim_that_turns_on_the_natural_sample_is_told(results: Results) -> None:
    run = [{"claim": "1", "basis": "explicit", "verdict": "supported"}]
    other = [{"claim": "1", "basis": "all", "verdict": "undecided"}]
    natural = [{"claim": "1", "basis": "explicit_natural_sample", "verdict": "undecided"}]

    def turned(variants: list[dict[str, str]]) -> list[Row]:
        return turned_on_natural_sample(replace(results, tables={"claims": run, "claim_variants": variants}))

    assert turned([*other, *natural]) == natural
    assert turned(other) == turned([natural[0] | {"verdict": "supported"}]) == []


def cell(character: str, position: str, untapped: str, low: str = "0") -> dict[str, str]:
    number_id = f"model.{character}.{position}"
    return {
        "character": character,
        "position": position,
        "untapped": untapped,
        "untapped_low": low,
        "number_id": number_id,
    }


def test_the_answer_tells_where_attention_falls_short_and_what_of_it_is_certain(results: Results) -> None:
    cells = [
        cell("technical", "protective", "0.05"),
        cell("technical", "partnership", "0"),
        cell("procedural", "partnership", "0.2", "0.1"),
        cell("social_interaction", "partnership", ""),
    ]
    rows = [
        {"character": "technical", "untapped_share": "0.2", "chance_high": "0.2"},
        {"character": "procedural", "untapped_share": "0.3", "chance_high": "0.2"},
        {"character": "social_interaction", "untapped_share": "", "chance_high": ""},
    ]
    answer = answer_of(replace(results, tables={"model_cells": cells, "model_rows": rows}))
    assert answer.cells == tuple(cells[:3])
    assert answer.short == (cells[2], cells[0])
    assert answer.certain == answer.partners == answer.certain_partners == (cells[2],)
    assert (answer.above_chance, answer.at_chance) == ((rows[1],), (rows[0],))
    assert answer.traditions == ()


def test_traditions_are_told_by_position_and_most_frequent_first(results: Results) -> None:
    found = answer_of(results).traditions
    assert [position for position, _ in found] == ["partnership", "consultative", "protective"][: len(found)]
    for _, reads in found:
        counts = [results.ledger[read.number_id].value for read in reads]
        assert counts == sorted(counts, reverse=True)
        assert 0 not in counts


def test_without_a_model_the_answer_says_that_it_cannot_tell(results: Results) -> None:
    bare = replace(results, tables={})
    environment = report_environment(bare, {}, printer=NumberPrinter(ledger=bare.ledger, lists=""))
    assert answer_of(bare).is_empty and not answer_of(results).is_empty
    told = environment.get_template("answer.html").render()
    assert "nothing can be said of what is untapped" in told


def test_what_is_said_of_partners_follows_from_what_is_certain(results: Results) -> None:
    def told(*cells: Row) -> str:
        numbers = [
            Number(
                number_id=f"{row['number_id']}.untapped",
                value=float(row["untapped"]),
                text=f"{100 * float(row['untapped']):.0f} %",
                label="untapped",
                member_kind="report",
                low=float(row["untapped_low"]),
                high=0.5,
            )
            for row in cells
        ]
        known = replace(results, tables={"model_cells": cells}, ledger=Ledger.of(numbers))
        environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
        parts: Any = environment.get_template("parts.html").make_module()
        html = environment.get_template("answer.html").render(parts=parts)
        return " ".join(Markup(html).striptags().split())

    certain = cell("technical", "partnership", "0.2", "0.1")
    doubtful = cell("procedural", "partnership", "0.2")
    nothing = cell("social_interaction", "partnership", "0")
    assert "partners are an untapped resource for technical issues; for the other" in told(certain, nothing)
    assert "partners are an untapped resource for technical issues. Where it falls" in told(certain, doubtful)
    assert "may be an untapped resource for procedural and organisational issues, which" in told(doubtful)
    assert "for the other" not in told(doubtful)
    assert "too few to settle; for the other kinds" in told(doubtful, nothing)
    assert "untapped resource for no kind of issue" in told(nothing)
    assert "out zero. Of so many cells one may do so by chance alone. With all three" in told(certain)
    assert "chance alone" not in told(doubtful, nothing)


def test_a_claim_names_one_natural_sample_with_one_verdict(results: Results) -> None:
    def told(**natural: str) -> str:
        few = "of 9 reports on safety: fewer than 10 on safety are too few to decide"
        row = {"claim": "1", "statement": "", "number_id": "claim.1", "because": few, "estimate": "1"}
        run = row | {"basis": "explicit", "verdict": "supported"}
        variants = [
            row | {"basis": "natural_sample", "verdict": "supported"},
            row | {"basis": "explicit_natural_sample", "verdict": "undecided"} | natural,
        ]
        number = Number(number_id="claim.1", value=0.7, text="0.7", label="claim", member_kind="report")
        known = replace(
            results, tables={"claims": [run], "claim_variants": variants}, ledger=Ledger.of([number])
        )
        environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
        parts: Any = environment.get_template("parts.html").make_module()
        return Markup(f"{parts.natural_verdicts()} | {parts.on_natural(run)}").striptags()

    lead, beside = told().split(" | ")
    assert "The natural sample turns claim 1 to undecided (explicit codes: fewer than 10 on safety" in lead
    assert lead.endswith("; with implicit traditions counted it would be supported).")
    assert beside.startswith(
        "On the natural sample, judged as in the run (explicit codes), it would be undec"
    )
    assert beside.endswith("With implicit traditions counted it would be supported there.")
    assert basis_words("natural_sample") == "all codes of the natural sample alone"
    assert "it would have no estimate: of 9" in told(estimate="")


def test_what_is_no_more_than_chance_is_told_with_its_bound_and_what_lies_at_it(results: Results) -> None:
    def told(share: str) -> str:
        rows = [{"character": "technical", "untapped_share": share, "chance_high": "0.2"}]
        tables: dict[str, Any] = {"model_cells": [cell("technical", "partnership", "0")], "model_rows": rows}
        number = Number(
            number_id="model.technical.partnership.untapped",
            value=0,
            text="0 %",
            label="untapped",
            member_kind="report",
        )
        known = replace(results, tables=tables, ledger=Ledger.of([number]))
        environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
        parts: Any = environment.get_template("parts.html").make_module()
        html = environment.get_template("answer.html").render(parts=parts)
        return Markup(html).striptags().replace("\u00a0", " ")

    none = "differ for no kind of issue by more than chance gives with so few reports (in 95 % of draws)"
    assert f"{none}." in told("0.1")
    assert f"{none}; technical issues are just at this limit." in told("0.2")
    assert "differ by more than chance gives for technical issues with so few" in told("0.3")


def test_the_reading_of_the_authors_is_an_argument_in_paragraphs(results: Results) -> None:
    review = results.config.review.model_copy(update={"reading": "Perhaps\nso.\n\nPerhaps not."})
    read = replace(results, config=results.config.model_copy(update={"review": review}))
    environment = report_environment(read, {}, printer=NumberPrinter(ledger=read.ledger, lists=""))
    html = environment.get_template("answer.html").render()
    assert "an argument, which no table holds.</b> Perhaps so.</p>\n<p>Perhaps not.</p>" in html


def test_strategies_are_told_by_position_most_frequent_first(results: Results) -> None:
    def counted(position: str, strategy: str, n: str, basis: str = "all") -> Row:
        number_id = f"crosstab.framing.safety_strategy.{basis}.{position}.{strategy}"
        told = {"rows": "framing", "columns": "safety_strategy", "basis": basis, "number_id": number_id}
        return told | {"row_code": position, "column_code": strategy, "n": n}

    rows = [
        counted("protective", "none", "2"),
        counted("partnership", "best_practice", "1"),
        counted("partnership", "mitigation", "3"),
        counted("partnership", "risk_control", "0"),
        counted("consultative", "mitigation", "3", basis="explicit"),
    ]
    numbers = [
        Number(
            number_id=r["number_id"], value=float(r["n"]), text=r["n"], label="reports", member_kind="report"
        )
        for r in rows
    ]
    known = replace(results, tables={"crosstabs": rows}, ledger=Ledger.of(numbers))
    answer = answer_of(known)
    assert answer.strategies == (("partnership", (rows[2], rows[1])), ("protective", (rows[0],)))
    assert not answer.is_empty
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    told = Markup(environment.get_template("answer.html").render()).striptags()
    assert "mitigation 3; safety as best practice 1" in told
    assert "no strategy that is described 2" in told
    assert "A report counts under each of its strategies" in told


def test_a_cell_with_more_attention_than_potential_is_told_where_its_interval_leaves_out_zero(
    results: Results,
) -> None:
    def told(*bounds: str, beyond_chance: bool = False) -> str:
        cells = [
            cell("technical", "partnership", "0") | {"over_served": "0.2", "over_served_low": low}
            for low in bounds
        ]
        numbers = [
            Number(
                number_id=f"model.technical.partnership.{kind}",
                value=value,
                text=f"{100 * value:.0f} %",
                label=kind,
                member_kind="report",
            )
            for kind, value in (("untapped", 0.0), ("over_served", 0.2))
        ]
        row = {
            "character": "technical",
            "untapped_share": "0.3",
            "chance_high": "0.2" if beyond_chance else "0.4",
        }
        known = replace(
            results, tables={"model_cells": cells, "model_rows": [row]}, ledger=Ledger.of(numbers)
        )
        environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
        parts = environment.get_template("parts.html").make_module()
        return Markup(environment.get_template("answer.html").render(parts=parts)).striptags()

    assert "goes beyond potential. For technical issues with patients as partners (20" in told("0.1")
    assert "goes beyond potential" not in told("0")
    by_chance = "of so many cells one may leave out zero by chance alone"
    assert by_chance in told("0.1")
    assert "chance alone" not in told("0.1", beyond_chance=True)


def test_a_shortfall_of_protection_is_no_untapped_resource_of_patients(results: Results) -> None:
    number = Number(
        number_id="model.technical.protective.untapped",
        value=0.2,
        text="20 %",
        label="untapped",
        member_kind="report",
    )
    known = replace(
        results,
        tables={"model_cells": [cell("technical", "protective", "0.2", "0.1")]},
        ledger=Ledger.of([number]),
    )
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    parts = environment.get_template("parts.html").make_module()
    told = Markup(environment.get_template("answer.html").render(parts=parts)).striptags()
    assert "By most for technical issues with patients protected (20" in told
    assert "untapped resource for no kind of issue" in told
