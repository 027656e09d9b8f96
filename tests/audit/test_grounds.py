"""The reasons of a coder: passages one by one, terms once for a report with signed weights by code."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.audit.grounds import (
    ground_items,
    grounds_of,
    score_rows,
    set_signs,
    term_items,
    terms_of,
    weight_lines,
    weights_of,
)
from coprod_review.model.coding import Coding, Evidence


def passage(
    quote: str, weight: float, *, code: str = "none", rule: str = "term:safe", start: int = 0
) -> Evidence:
    return Evidence(
        field="abstract",
        start=start,
        end=start + len(quote),
        quote=quote,
        code=code,
        rule=rule,
        weight=weight,
    )


def coding(coder: str, *evidence: Evidence, dimension: str = "framing") -> Coding:
    return Coding(report_id="r1", dimension=dimension, codes=("none",), coder=coder, evidence=evidence)


def test_each_passage_is_a_ground_with_a_number_of_its_own() -> None:
    found = grounds_of((passage("safe", 1.0), passage("safer", 2.0)), "R", first=3)
    assert [(g.label, g.evidence.quote) for g in found] == [("R3", "safe"), ("R4", "safer")]


def test_a_term_is_listed_once_for_all_dimensions_and_places() -> None:
    first = coding("classifier", passage("safe", 0.1), passage("Safe", 0.1, start=9))
    second = coding(
        "classifier", passage("safe", 0.3), passage("harm", -1.0, rule="term:harm"), dimension="tradition"
    )
    terms = terms_of([first, second], "C")
    assert [(t.label, t.name, t.quotes, t.dimensions) for t in terms.values()] == [
        ("C1", "safe", ("safe", "Safe"), ("framing", "tradition")),
        ("C2", "harm", ("harm",), ("tradition",)),
    ]


def test_the_passages_of_one_term_add_up_and_the_heaviest_comes_first() -> None:
    evidence = (passage("a", 0.1), passage("b", -0.6, rule="term:harm"), passage("c", 0.1))
    ranked = weights_of(coding("classifier", *evidence))["none"]
    assert [(name, round(weight, 6)) for name, weight in ranked] == [("term:harm", -0.6), ("term:safe", 0.2)]


def test_no_term_and_no_weight_of_a_coding_is_left_out() -> None:
    evidence = [passage(f"w{i}", 0.1 * i, rule=f"term:t{i}", start=3 * i) for i in range(1, 9)]
    found = coding("classifier", *evidence)
    terms = terms_of([found], "C")
    lines = str(weight_lines(found, terms, str))
    for i in range(1, 9):
        assert f"C{i} " in lines
        assert f"+{0.1 * i:.2f}" in lines
        assert f"“w{i}”" in term_items(terms.values())


def test_items_escape_words_and_print_signed_weights() -> None:
    items = ground_items(grounds_of((passage("<b>", -0.5, rule='"x"'),), "R"), lambda code: f"<{code}>")
    assert "“&lt;b&gt;”" in items
    assert "&lt;none&gt;" in items
    assert "−0.50" in items
    found = coding("classifier", passage("<i>", 1.0, code="<u>"))
    assert "<i>" not in weight_lines(found, terms_of([found], "C"), str).replace("<b>", "")


def test_codes_that_a_set_holds_though_they_are_ruled_out_have_a_sign_of_their_own() -> None:
    note = "possible: partnership | none + other; partnership: score +1; given what is possible in x: none"
    found = replace(coding("combination"), prediction_set=("consultative", "none"), note=note)
    assert set_signs(found) == {"consultative": "○", "none": "●"}
    scores = [("none", [0.5]), ("consultative", [0.25]), ("partnership", [0.25])]
    assert score_rows(scores, [found], str) == (
        "<tr><th>none</th><td>0.50 ●</td></tr>\n<tr><th>consultative</th><td>0.25 ○</td></tr>\n"
        "<tr><th>partnership</th><td>0.25</td></tr>\n"
    )


def test_no_code_is_told_as_possible_where_no_answer_fits() -> None:
    found = replace(coding("combination"), prediction_set=("none", "other"), note="possible: no answer fits")
    assert set(set_signs(found).values()) == {"○"}
