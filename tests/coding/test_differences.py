from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.coding.classifier_examples import agreed

from coprod_review.coding.differences import DIFFERENCE_COLUMNS, difference_table
from coprod_review.model.coding import CodeOfRecord, Coding

SETTLED = agreed("r1", "place", "garden")
OPEN = replace(agreed("r1", "place"), status="open")
WAITING = replace(agreed("r1", "place"), status="waiting")


def said(coder: str, *codes: str, **more: Any) -> Coding:
    return Coding(report_id="r1", dimension="place", codes=codes, coder=coder, **more)


def rows(entry: CodeOfRecord, *machine: Coding, people: tuple[Coding, ...] = ()) -> list[dict[str, Any]]:
    return difference_table([entry], machine=machine, people=people, titles={"r1": "A title"})


def kinds(entry: CodeOfRecord, *machine: Coding, people: tuple[Coding, ...] = ()) -> list[str]:
    return [row["kind"] for row in rows(entry, *machine, people=people)]


def test_where_all_say_the_same_there_is_no_row() -> None:
    assert kinds(SETTLED, said("rules", "garden"), said("combination", "garden")) == []


def test_who_gives_no_answer_differs_from_nobody() -> None:
    assert kinds(SETTLED, said("lineage"), said("combination", "garden")) == []


def test_several_codes_are_the_same_answer_in_any_order() -> None:
    assert kinds(OPEN, said("rules", "a", "b"), said("classifier", "b", "a")) == []


def test_the_combination_against_the_settled_code_is_the_machine_against_people() -> None:
    assert kinds(SETTLED, said("rules", "garden"), said("combination", "none")) == ["machine against people"]


def test_a_single_coder_against_people_is_told_apart() -> None:
    machine = (said("rules", "none"), said("combination", "garden"))
    assert kinds(SETTLED, *machine) == ["single coder against people"]


def test_coders_that_differ_on_what_nobody_settled_are_listed() -> None:
    assert kinds(OPEN, said("rules", "none"), said("lineage", "garden")) == ["coders differ"]


def test_people_that_differ_are_listed_whatever_the_machine_says() -> None:
    people = (said("ann", "garden"), said("bo", "none"))
    assert kinds(WAITING, said("combination", "garden"), people=people) == ["people differ"]


def test_what_people_said_before_they_settled_it_is_shown_and_makes_no_difference() -> None:
    people = (said("bo", "none"), said("ann", "garden"))
    assert kinds(SETTLED, said("combination", "garden"), people=people) == []
    (row,) = rows(SETTLED, said("combination", "none"), people=people)
    assert row["people"] == "ann: garden; bo: none"


def test_a_row_names_each_answer_with_its_scores_or_probability() -> None:
    (row,) = rows(
        SETTLED,
        said("rules", "none", scores={"garden": -0.5, "harbour": 0.25}),
        said("lineage"),
        said("classifier", "garden", confidence=0.61),
        said("combination", "none", confidence=0.7),
    )
    assert row == {
        "report_id": "r1",
        "title": "A title",
        "dimension": "place",
        "kind": "machine against people",
        "status": "agreed",
        "settled": "garden",
        "people": "",
        "rules": "none",
        "rules_scores": "harbour 0.25, garden -0.50",
        "lineage": "",
        "lineage_scores": "",
        "classifier": "garden",
        "classifier_probability": "0.610",
        "combination": "none",
        "combination_probability": "0.700",
    }
    assert set(row) == set(DIFFERENCE_COLUMNS)


def test_rows_are_sorted_by_report_and_dimension() -> None:
    entries = [replace(SETTLED, report_id=r, dimension=d) for r, d in (("r2", "place"), ("r1", "tools"))]
    machine = [
        Coding(report_id=e.report_id, dimension=e.dimension, codes=("none",), coder="rules") for e in entries
    ]
    table = difference_table(entries, machine=machine, people=[], titles={})
    assert [(row["report_id"], row["dimension"]) for row in table] == [("r1", "tools"), ("r2", "place")]
