"""The reasons of a coder: passages one by one, terms gathered with their signed weights."""

from __future__ import annotations

from coprod_review.audit.grounds import ground_rows, grounds_of
from coprod_review.model.coding import Coding, Evidence


def passage(quote: str, weight: float, *, code: str = "none", rule: str = "term:safe") -> Evidence:
    return Evidence(
        field="abstract", start=0, end=len(quote), quote=quote, code=code, rule=rule, weight=weight
    )


def coding(coder: str, *evidence: Evidence) -> Coding:
    return Coding(report_id="r1", dimension="framing", codes=("none",), coder=coder, evidence=evidence)


def test_each_passage_of_a_rule_is_a_ground_of_its_own() -> None:
    found = grounds_of(coding("rules", passage("safe", 1.0, rule="s"), passage("safer", 2.0, rule="s")), "R")
    assert [(g.label, g.weight, g.length) for g in found] == [("R1", 1.0, 50), ("R2", 2.0, 100)]


def test_the_passages_of_one_term_add_up_and_the_largest_comes_first() -> None:
    evidence = (passage("a", 0.1), passage("b", -0.6, rule="term:harm"), passage("c", 0.1))
    found = grounds_of(coding("classifier", *evidence), "C")
    assert [(g.rule, g.quotes, round(g.weight, 6)) for g in found] == [
        ("harm", ("b",), -0.6),
        ("safe", ("a", "c"), 0.2),
    ]


def test_the_combination_repeats_no_passage_of_the_coders_that_it_combines() -> None:
    assert grounds_of(coding("combination", passage("a", 0.1)), "M") == ()


def test_rows_escape_words_and_print_signed_weights() -> None:
    rows = ground_rows(
        grounds_of(coding("rules", passage("<b>", -0.5, rule='"x"')), "R"), lambda code: f"<{code}>"
    )
    assert "“&lt;b&gt;”" in rows
    assert "&lt;none&gt;" in rows
    assert "−0.50" in rows
    assert "against" in rows
