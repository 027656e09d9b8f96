"""A number of agreement can be recounted from the page of its two coders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.audit.between import between_page, between_stem
from coprod_review.audit.pages import Surroundings, draw_site
from coprod_review.audit.said import Said, said_by
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results

BASES = {"tradition": "agreement.tradition.ann.bo", "safety_strategy": "agreement.safety_strategy.ann.bo"}
GIVEN = {
    ("ann", "tradition"): (("integrative",), ("none",), ("none",)),
    ("bo", "tradition"): (("none",), ("none",), ("none",)),
    ("ann", "safety_strategy"): (("mitigation", "risk_control"), ("none",), ("mitigation",)),
    ("bo", "safety_strategy"): (("risk_control", "mitigation"), ("none",), ("risk_control",)),
}


def number(number_id: str, members: tuple[str, ...]) -> Number:
    return Number(
        number_id=number_id, value=0.5, text="0.50", label="", member_kind="report", members=members
    )


def said_of(results: Results) -> Said:
    return said_by((c.coder, c.dimension, c.report_id, c.codes) for c in results.codings)


@pytest.fixture
def results(project: Path) -> Results:
    """Three reports that two coders have coded in two dimensions, one of which takes several codes."""
    found = coded_review(project, n=3).results
    ids = tuple(sorted(report.report_id for report in found.reports))
    rows = [
        {"dimension": name, "coder_a": "ann", "coder_b": "bo", "n": "3", "number_id": base}
        for name, base in BASES.items()
    ]
    return replace(
        found,
        reports=[replace(report, record_ids=()) for report in found.reports],
        codes=[
            CodeOfRecord(
                report_id=ids[0],
                dimension="tradition",
                codes=("other",),
                status="adjudicated",
                coders=("cy",),
            )
        ],
        codings=[
            Coding(report_id=i, dimension=dimension, codes=codes, coder=coder)
            for (coder, dimension), answers in GIVEN.items()
            for i, codes in zip(ids, answers, strict=True)
        ],
        ledger=Ledger.of(
            [number(f"{base}{end}", ids) for base in BASES.values() for end in ("", ".alpha", ".n")]
            + [number("map.all", ids)]
        ),
        tables={"agreement": rows},
    )


def test_a_page_counts_answers_beside_each_other_and_lists_the_reports_that_differ(results: Results) -> None:
    page = between_page(BASES["tradition"], said_of(results), results)
    assert (page.n, page.n_same) == (3, 2)
    assert page.answers == ["Integrative", "No co-production"]
    assert page.counts == [[0, 1], [0, 2]] and page.pairs == []
    assert [row for row in page.given if any(row[1:])] == [("Integrative", 1, 0), ("No co-production", 2, 3)]
    (row,) = page.differing.splitlines()
    first = min(report.report_id for report in results.reports)
    label = results.label("tradition", "other")
    assert first in row and f"<td>Integrative</td><td>No co-production</td><td>{label}</td>" in row


def test_several_codes_are_one_answer_in_whatever_order_they_were_given(results: Results) -> None:
    page = between_page(BASES["safety_strategy"], said_of(results), results)
    assert (page.n, page.n_same, page.answers) == (3, 2, [])
    assert sorted(n for _, _, n in page.pairs) == [1, 1, 1]
    assert any(of_a == of_b and "; " in of_a for of_a, of_b, _ in page.pairs)


def test_answers_given_as_often_stand_in_the_order_of_the_codebook(results: Results) -> None:
    codes = list(results.codebook.dimensions["safety_strategy"].codes)
    label = {code: results.label("safety_strategy", code) for code in codes}
    said = dict(said_of(results))
    ids = results.ledger[BASES["safety_strategy"]].members
    late, early = sorted((codes[0], codes[1]), key=label.__getitem__, reverse=True)
    dimensions = dict(results.codebook.dimensions)
    asked = dimensions["safety_strategy"]
    ordered = {code: asked.codes[code] for code in (late, early, "none")}
    dimensions["safety_strategy"] = replace(asked, codes=ordered)
    for coder in ("ann", "bo"):
        said[coder, "safety_strategy"] = dict(zip(ids, ((early,), (late,), ("none",)), strict=True))
    changed = replace(results, codebook=replace(results.codebook, dimensions=dimensions))
    page = between_page(BASES["safety_strategy"], said, changed)
    assert [of_a for of_a, _, _ in page.pairs] == [label[late], label[early], label["none"]]


def test_every_number_of_two_coders_leads_to_their_page_and_others_do_not(results: Results) -> None:
    said = said_of(results)
    base = BASES["tradition"]
    assert {between_stem(name, results, said) for name in (base, f"{base}.alpha")} == {
        "between.tradition.ann.bo"
    }
    for other in ("map.all", "agreement.tradition.ann.bob", "agreement.left_out"):
        assert between_stem(other, results, said) == ""
    around = Surroundings(report="../report.html", results="../", exports="../exports/")
    pages = dict(draw_site(results, {}, around))
    assert 'href="between.tradition.ann.bo.html"' in pages[f"lists/{base}.alpha.html"]
    assert "between." not in pages["lists/map.all.html"]
    assert "1 reports on which they differ" not in pages["lists/between.tradition.ann.bo.html"]
    assert "1 report on which they differ" in pages["lists/between.tradition.ann.bo.html"]
