"""What the report says of the words behind codes and of those who screened is true of the run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results
from coprod_review.pages.totals import with_totals
from coprod_review.report.method_facts import are_parted, hidden_in_words
from coprod_review.report.write import report_environment


@pytest.fixture
def results(project: Path) -> Results:
    return with_totals(coded_review(project, n=12).results)


def number(number_id: str, value: float, text: str) -> Number:
    return Number(number_id=number_id, value=value, text=text, label="", member_kind="report")


def said(results: Results, macro: str, *arguments: object) -> str:
    environment = report_environment(results, {}, printer=NumberPrinter(ledger=results.ledger, lists=""))
    module = environment.get_template("parts.html").make_module()
    return re.sub(r"\s+", " ", getattr(module, macro)(*arguments).striptags()).strip()


def test_the_report_says_how_many_settled_codes_rest_on_marked_words(results: Results) -> None:
    def with_counts(quoted: int, named: int, unmarked: int) -> Results:
        counts = {"quoted": quoted, "named": named, "unmarked": unmarked}
        numbers = [number(f"passages.{kind}", n, str(n)) for kind, n in counts.items()]
        return replace(results, ledger=Ledger.of([*results.ledger, *numbers]))

    assert said(results, "passages") == said(with_counts(0, 0, 0), "passages") == ""
    assert said(with_counts(7, 0, 0), "passages") == (
        "Of the settled codes, 7 rest on words that those who coded marked."
    )
    assert said(with_counts(0, 5, 2), "passages") == (
        "Of the settled codes, none rests on words that those who coded marked; 5 name the page or the "
        "protocol that was read, and no words; 2 rest on neither. Where a page of the audit marks words for "
        "such a code, they are those of machine coders, who may say otherwise."
    )


def test_what_rules_alone_excluded_and_what_one_person_decided_is_said(
    project: Path, results: Results
) -> None:
    numbers = [number("screened.excluded_by_rules", 3, "3"), number("flow.excluded", 5, "5")]
    told = replace(results, ledger=Ledger.of([*results.ledger, *numbers]))
    assert said(results, "unseen_exclusions") == said(results, "screened_by_one") == ""
    assert said(told, "unseen_exclusions").startswith("Nobody has looked at 3 of 5 excluded reports:")
    alone = [replace(d, status="person", decided_by=("ann",)) for d in results.decisions[:2]]
    both = replace(results.decisions[2], status="person", decided_by=("ann", "bo"))
    bare = coded_review(project, n=12).results
    judged = with_totals(replace(bare, decisions=[*alone, both]))
    assert said(judged, "screened_by_one") == "One person alone decided on 2 reports."


def test_a_sum_of_reasons_names_those_that_are_added_up_as_the_flow_names_them(results: Results) -> None:
    reasons = [
        replace(number("flow.excluded.a", 3, "3"), label="Not on tea"),
        replace(number("flow.excluded.b_or_c", 1, "1"), label="criterion not named"),
    ]
    flow = replace(results, ledger=Ledger.of([*results.ledger, *reasons, number("flow.excluded", 4, "4")]))
    sum_of_all = {"equation": "excluded = a + empty + b_or_c", "right_number_ids": ""}
    sum_of_reasons = sum_of_all | {"right_number_ids": "flow.excluded.a; flow.excluded.b_or_c"}
    assert said(flow, "conserved", sum_of_reasons) == "Excluded = not on tea + criterion not named"
    assert said(flow, "conserved", sum_of_all) == "Excluded = a + empty + b or c"


def test_dimensions_whose_classifiers_are_shown_the_same_patterns_are_told_together(results: Results) -> None:
    everything = set(results.codebook.dimensions)

    def told(hidden: dict[str, list[str]]) -> list[str]:
        classifier = results.config.classifier.model_copy(update={"hidden": hidden})
        return hidden_in_words(
            replace(results, config=results.config.model_copy(update={"classifier": classifier}))
        )

    rest = sorted(everything - {"tradition", "tradition_basis"})
    assert told(
        {"tradition": rest, "tradition_basis": rest, "framing": ["tradition_basis", "tradition"]}
    ) == [
        "that of co-production tradition and that of basis of the tradition code see no patterns of any "
        "dimension but these",
        "that of patient-safety framing sees no patterns of co-production tradition or basis of the "
        "tradition code",
    ]
    assert told({"framing": sorted(everything - {"framing"})}) == [
        "that of patient-safety framing sees no patterns of any other dimension"
    ]
    assert told(
        {"framing": ["tradition", "traditon"], "framming": ["tradition"], "tradition": ["framming"]}
    ) == ["that of patient-safety framing sees no patterns of co-production tradition"]
    assert told({"framing": []}) == []


def test_only_dimensions_that_hide_from_each_other_are_said_to_be_parted() -> None:
    assert are_parted({"tradition": ["framing"], "framing": ["tradition_basis", "tradition"]})
    assert not are_parted({"tradition": ["framing"], "framing": ["tradition_basis"]})
    assert not are_parted({"framing": ["tradition"]})
    assert not are_parted({})
