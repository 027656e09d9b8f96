"""Numbers and claims that changed come from what they count and rest on."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from tests.compare.made import (
    ADJUDICATIONS,
    EXPORT,
    HIT,
    OTHER_EXPORT,
    PATTERNS,
    code,
    decision,
    number,
    report,
    run,
    says,
    words,
)

from coprod_review.compare.comparison import compare
from coprod_review.compare.page import page
from coprod_review.compare.told import told
from coprod_review.compare.totals import cause_counts


def test_a_number_comes_from_the_changed_codes_of_its_dimensions_among_what_it_counts() -> None:
    rows = [
        {"report": "r1", "dimension": "framing", "codes": "none", "coder": "AB"},
        {"report": "r2", "dimension": "tradition", "codes": "none", "coder": "AB"},
    ]
    old = [code("r1", status="waiting"), code("r2", status="waiting", dimension="tradition")]
    new = [
        code("r1", "none", status="adjudicated"),
        code("r2", "none", status="adjudicated", dimension="tradition"),
    ]
    settled = {
        (report_id, name): says("none") for report_id, name in (("r1", "framing"), ("r2", "tradition"))
    }
    before = run(files={ADJUDICATIONS: []}, codes=old, numbers=[number("share.all.framing.none", 0, "r2")])
    after = run(
        files={ADJUDICATIONS: rows}, codes=new, numbers=[number("share.all.framing.none", 1, "r1", "r2")]
    )
    for one in (before, after):
        one.answers["rules"].update(settled)  # type: ignore[attr-defined]
    compared = compare(before, after)
    assert len(compared.codes) == 2
    assert words(compared.numbers) == ["adjudication on r1, framing by AB (new)"]


def test_a_cell_of_the_model_comes_from_its_changed_weight() -> None:
    def model(weight: int) -> dict[str, Any]:
        return {"config/model.yaml": {"potential": {"technical": {"partnership": {"weight": weight}}}}}

    compared = compare(
        run(files=model(1), numbers=[number("model.technical.partnership.potential", 0.1)]),
        run(files=model(3), numbers=[number("model.technical.partnership.potential", 0.3)]),
    )
    assert words(compared.numbers) == [
        "partnership model potential.technical.partnership.weight (changed: 1 -> 3)"
    ]


def test_the_last_bits_of_a_number_are_no_change_and_digits_that_are_not_printed_are() -> None:
    same = compare(run(numbers=[number("a", 0.1 + 0.2)]), run(numbers=[number("a", 0.3)]))
    assert not same.numbers
    near = compare(run(numbers=[number("a", 0.3)]), run(numbers=[number("a", 0.3000001)]))
    assert (near.numbers[0].before, near.numbers[0].after) == ("0.3", "0.3")
    assert (near.numbers[0].value_before, near.numbers[0].value_after) == (0.3, 0.3000001)


def test_a_number_that_is_undefined_in_both_runs_has_not_changed() -> None:
    compared = compare(run(numbers=[number("a", math.nan)]), run(numbers=[number("a", math.nan)]))
    assert not compared.numbers
    defined = compare(run(numbers=[number("a", math.nan)]), run(numbers=[number("a", 1)]))
    assert [one.number_id for one in defined.numbers] == ["a"]


def test_a_number_on_machines_comes_from_the_answers_of_its_coder_and_its_dimension() -> None:
    ids = (
        "performance.rules.framing",
        "performance.combination.framing",
        "performance.combination.tradition",
        "corrected.tradition.a",
    )

    def made(weight: float, value: float, code: str) -> Any:
        answers = {"r1": says(code, hits=[("safety-word", "protective", weight)])}
        one = run(
            files={PATTERNS: {"patterns": [{"id": "safety-word", "weight": weight}]}},
            rules=answers,
            combination={"r1": says("none"), "r2": says(code)},
            numbers=[number(number_id, value, "r1", "r2") for number_id in ids],
        )
        one.answers["combination"]["r2", "tradition"] = says("none")  # type: ignore[index]
        return one

    compared = compare(made(HIT[2], 0.1, "none"), made(1.5, 0.2, "protective"))
    found = {change.number_id: [cause.kind for cause in change.causes] for change in compared.numbers}
    assert found == {
        "performance.rules.framing": ["pattern"],
        "performance.combination.framing": ["model"],
        "performance.combination.tradition": ["model"],
        "corrected.tradition.a": ["model"],
    }


def test_a_claim_is_told_with_its_verdicts() -> None:
    row = {"claim": "1", "statement": "A.", "estimate": "0.1", "low": "0", "high": "1"}
    compared = compare(
        run(claims=[{**row, "verdict": "undecided"}], software={"scipy": "1"}),
        run(claims=[{**row, "verdict": "supported"}], software={"scipy": "2"}),
    )
    claim = compared.claims[0]
    assert (claim.verdict_before, claim.verdict_after) == ("undecided", "supported")
    assert words(compared.claims) == ["software scipy (changed: 1 -> 2)"]


def test_many_rows_of_one_file_are_told_as_one_cause_and_each_bears_on_its_question() -> None:
    rows = [{"report": f"r{n}", "dimension": "framing", "codes": "none", "coder": "AB"} for n in range(1, 31)]
    compared = compare(
        run(files={ADJUDICATIONS: []}, codes=[code("r1", status="waiting"), code("r2", "none")]),
        run(
            files={ADJUDICATIONS: rows}, codes=[code("r1", "none", status="adjudicated"), code("r2", "none")]
        ),
    )
    assert words(compared.codes) == ["adjudication on r1, framing by AB (new)"]
    counts = cause_counts(compared)
    assert [count.cause.words for count in counts] == [f"30 adjudications in {ADJUDICATIONS} (new)"]
    assert counts[0].counts == (0, 1, 0, 0, 0)
    lines = "\n".join(told(compared, width=100, limit=10))
    assert "[1]" in lines
    assert 'href="#cause-1"' in page(compared)


def test_a_number_that_is_new_comes_from_the_changed_program_and_not_from_any_setting() -> None:
    def dpi(n: int) -> dict[str, Any]:
        return {"config/config.yaml": {"figures": {"dpi": n}}}

    compared = compare(
        run(files=dpi(300), software={"coprod-review": "1"}),
        run(files=dpi(600), software={"coprod-review": "2"}, numbers=[number("country.all.se", 1, "r1")]),
    )
    assert words(compared.numbers) == ["software coprod-review (changed: 1 -> 2)"]


def test_a_number_that_an_export_and_a_criterion_moved_names_both() -> None:
    criteria = "config/criteria.yaml"
    old, new = report("r1"), report("r2", "b.ris:1")
    before = run(
        files={criteria: {"criteria": [{"id": "field", "label": "a"}]}},
        reports=[old],
        decisions=[replace(decision("r1"), status="waiting")],
        numbers=[number("flow.included.machine", 0)],
    )
    after = run(
        files={criteria: {"criteria": [{"id": "field", "label": "b"}]}},
        reports=[old, new],
        exports=(EXPORT, OTHER_EXPORT),
        numbers=[number("flow.included.machine", 2, "r1", "r2")],
    )
    compared = compare(before, after)
    assert [(c.report_id, c.fate, c.before, c.after) for c in compared.reports] == [
        ("r2", "appeared", "", "included"),
        ("r1", "status", "included, waiting", "included, machine"),
    ]
    assert len(words(compared.numbers)) == 2
    assert any("criterion field" in cause for cause in words(compared.numbers))
    assert any("b.ris" in cause for cause in words(compared.numbers))
