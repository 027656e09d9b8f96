"""A number of performance can be recounted from the list behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from markupsafe import Markup
from tests.report.coded_review import coded_review

from coprod_review.audit import lists
from coprod_review.audit.pages import Surroundings, draw_site
from coprod_review.audit.said import Said, said_by, said_page, said_stem
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results
from coprod_review.report.method_facts import MethodFacts
from coprod_review.report.write import report_environment

SETTLED = ("service_management", "none", "none")
GIVEN = ("service_management", "none", "service_management")


def number(number_id: str, members: tuple[str, ...]) -> Number:
    return Number(
        number_id=number_id, value=0.5, text="0.67", label="", member_kind="report", members=members
    )


def said_of(results: Results) -> Said:
    return said_by((c.coder, c.dimension, c.report_id, c.codes) for c in results.codings)


@pytest.fixture
def results(project: Path) -> Results:
    """Three reports with settled traditions, of which rules have two right; the last is held out."""
    found = coded_review(project, n=4).results
    ids = tuple(sorted(report.report_id for report in found.reports)[:3])
    f1 = {"coder": "rules", "dimension": "tradition", "code": "none", "n_settled": "2", "n_given": "1"}
    base = "performance.rules.tradition"
    return replace(
        found,
        codes=[
            CodeOfRecord(
                report_id=i, dimension="tradition", codes=(code,), status="agreed", coders=("a", "b")
            )
            for i, code in zip(ids, SETTLED, strict=True)
        ],
        codings=[
            Coding(report_id=i, dimension="tradition", codes=(code,), coder="rules")
            for i, code in zip(ids, GIVEN, strict=True)
        ],
        ledger=Ledger.of(
            [number(base, ids), number(f"{base}.settled.held_out", ids[2:]), number("map.all", ids)]
        ),
        tables={
            "performance_codes": [
                f1 | {"n_both": "1", "precision": "1.0", "recall": "0.5", "f1": "0.6667", "number_id": base}
            ]
        },
    )


def test_a_list_tells_of_each_report_what_was_said_what_is_settled_and_who_is_right(results: Results) -> None:
    page = said_page("rules", "tradition", said_of(results), results)
    assert (page.n, page.n_right) == (3, 2)
    rows = page.rows.splitlines()
    assert "<td>Service management</td><td>Service management</td><td>yes</td><td>development</td>" in rows[0]
    assert "<td>Service management</td><td>No co-production</td><td>no</td><td>held out</td>" in rows[2]
    assert [row["f1"] for row in page.f1_rows] == ["0.6667"]


def test_codes_stand_in_the_order_of_the_codebook_whatever_the_order_in_which_they_were_given(
    results: Results,
) -> None:
    names = list(results.codebook.dimensions["safety_strategy"].codes)
    first, second = (results.label("safety_strategy", name) for name in names[:2])
    base = "performance.rules.safety_strategy"
    report_id = results.codes[0].report_id
    backwards = replace(
        results,
        codes=[replace(results.codes[0], dimension="safety_strategy", codes=tuple(names[1::-1]))],
        codings=[replace(results.codings[0], dimension="safety_strategy", codes=tuple(names[:2]))],
        ledger=Ledger.of([number(base, (report_id,))]),
        tables={
            "performance_codes": [
                {"coder": "rules", "dimension": "safety_strategy", "code": name}
                for name in sorted([*names, "gone", "former"])
            ]
        },
    )
    page = said_page("rules", "safety_strategy", said_of(backwards), backwards)
    assert page.rows.count(f"<td>{first}; {second}</td>") == 2
    assert [row["code"] for row in page.f1_rows] == [*names, "former", "gone"]


@pytest.fixture
def read_too(results: Results) -> Results:
    """The same, and a reader who coded the first report and one that is not settled."""
    base = "performance.rules.tradition"
    *_, last = sorted(report.report_id for report in results.reports)
    first = results.codes[0].report_id
    further = [
        Coding(report_id=first, dimension="tradition", codes=("none",), coder="reader_1"),
        Coding(report_id=last, dimension="tradition", codes=("none",), coder="reader_1"),
        Coding(report_id=last, dimension="tradition", codes=("none",), coder="rules"),
    ]
    row = {"coder": "rules", "dimension": "tradition", "subset": "all"}
    return replace(
        results,
        codings=[*results.codings, *further],
        ledger=Ledger.of([*results.ledger, number(f"{base}.reader_1.all", (first, last))]),
        tables={
            **results.tables,
            "performance": [
                row | {"against": "settled", "number_id": base},
                row | {"against": "reader_1", "number_id": f"{base}.reader_1.all"},
            ],
        },
    )


def test_a_list_tells_what_each_reader_said_of_reports_that_are_not_settled_too(read_too: Results) -> None:
    page = said_page("rules", "tradition", said_of(read_too), read_too)
    assert (page.n, page.n_right, page.n_unsettled) == (3, 2, 1)
    assert [(r.name, r.n, r.n_same, r.macro_f1) for r in page.readers] == [("reader_1", 2, 1, "0.67")]
    rows = page.rows.splitlines()
    assert "<td>yes</td><td>No co-production</td><td>development</td>" in rows[0]
    assert "<td>no</td><td>not coded</td><td>held out</td>" in rows[2]
    assert (
        "<td>No co-production</td><td>not settled</td><td></td><td>No co-production</td><td></td>" in rows[3]
    )


def test_the_page_heads_a_column_for_each_reader_and_counts_where_both_agree(read_too: Results) -> None:
    around = Surroundings(report="../report.html", results="../", exports="../exports/")
    settled = replace(read_too, reports=[replace(r, record_ids=()) for r in read_too.reports])
    page = dict(draw_site(settled, {}, around))["lists/said.rules.tradition.html"]
    assert '<th scope="col">Reader 1</th>' in page
    assert "the rules and reader 1 have the same in 1 of 2" in page
    assert 'href="performance.rules.tradition.reader_1.all.html">0.67</a>' in page


def test_all_numbers_of_a_coder_and_dimension_share_one_list_and_others_have_none(results: Results) -> None:
    said = said_of(results)
    base = "performance.rules.tradition"
    stems = {said_stem(name, said, results.ledger) for name in (base, f"{base}.settled.held_out")}
    assert stems == {"said.rules.tradition"}
    for other in ("map.all", "performance.lineage.tradition"):
        assert said_stem(other, said, results.ledger) == ""


def test_the_page_of_a_performance_leads_to_its_list_and_that_of_another_number_does_not(
    results: Results,
) -> None:
    around = Surroundings(report="../report.html", results="../", exports="../exports/")
    settled = replace(results, reports=[replace(r, record_ids=()) for r in results.reports])
    pages = dict(draw_site(settled, {}, around))
    assert 'href="said.rules.tradition.html"' in pages["lists/performance.rules.tradition.html"]
    assert "said." not in pages["lists/map.all.html"]
    assert "F1 by code" in pages["lists/said.rules.tradition.html"]


def test_every_value_that_the_report_prints_of_a_performance_stands_on_its_page(results: Results) -> None:
    base, step = "performance.rules.tradition", "operating.tradition.all"
    scores = ("accuracy", "macro_f1", "kappa", "achieved", "decided")
    bounds = {f"{name}_{end}": "" for name in (*scores, "precision") for end in ("low", "high")}
    row = {"dimension": "tradition", "subset": "all", "n": "36", "n_decided": "16", **bounds}
    measured = row | {"coder": "rules", "against": "settled", "n_decided_right": "11", "number_id": base}
    point = row | {"rule": "all", "answer": "", "condition": "", "n_given": "16", "n_right": "11"}
    point |= dict.fromkeys(("threshold", "n_settled", "n_teaching", "promised", *scores), "")
    point |= {"precision": "0.6875", "precision_low": "0.4440", "precision_high": "0.8584", "number_id": step}
    ledger = Ledger.of([*results.ledger, number(step, results.ledger[base].members)])
    tables = {
        "performance": [measured | dict.fromkeys(scores, "0.5")],
        "operating_points": [point],
    }
    settled = replace(
        results,
        ledger=ledger,
        tables={**results.tables, **tables},
        reports=[replace(r, record_ids=()) for r in results.reports],
    )
    environment = report_environment(settled, {}, printer=NumberPrinter(ledger=ledger, lists=""))
    environment.globals |= {"facts": MethodFacts(), "files": (), "settings": settled.config}
    environment.globals["parts"] = environment.get_template("parts.html").make_module()
    report = environment.get_template("sections/performance.html").render()
    around = Surroundings(report="../report.html", results="../", exports="../exports/")
    pages = dict(draw_site(settled, {}, around))
    clicked = re.findall(r'href="([^"#]+)#printed=([^"]+)"', report)
    assert {(f"{base}.html", "69 %"), (f"{step}.html", "44 to 86 %")} <= {
        (page, unquote_plus(value)) for page, value in clicked
    }
    for page, value in clicked:
        told = Markup(pages[f"lists/{page}"]).striptags().replace("\u00a0", " ")
        assert unquote_plus(value) in told, page


def test_the_page_of_gathered_values_has_their_share_of_the_included_reports(results: Results) -> None:
    ids = results.ledger["map.all"].members
    included = replace(number("flow.included", ids), is_count=True, value=3.0, text="3")
    others = replace(number("others.country", ids[:1]), is_count=True, value=1.0, text="1")
    ledger = Ledger.of([*results.ledger, included, others])
    (seen,) = lists.appearances_by_number(replace(results, ledger=ledger))["others.country"]
    assert [(cell.title, cell.text) for cell in seen.cells] == [("Value", "others"), ("Share", "33\u00a0%")]


def test_an_empty_cell_has_the_bound_that_the_report_gives_it(results: Results) -> None:
    empty = replace(
        number("map.all.none.partnership", ()), is_count=True, value=0.0, text="0", low=0.0, high=3.0
    )
    share = replace(number("share.all.framing.partnership", ()), value=0.0, text="0 %", low=0.0, high=0.03)
    around = Surroundings(report="../report.html", results="../", exports="../exports/")
    settled = replace(
        results,
        ledger=Ledger.of([*results.ledger, empty, share]),
        reports=[replace(r, record_ids=()) for r in results.reports],
    )
    pages = dict(draw_site(settled, {}, around))
    told = {
        name: pages[f"lists/{name}.html"].replace("\u00a0", " ")
        for name in (empty.number_id, share.number_id)
    }
    assert "Interval: at most 3 (one-sided, 95 %)." in told[empty.number_id]
    assert "Interval: 0 to 3 % (95 %)." in told[share.number_id]


def test_the_page_of_an_estimate_names_where_the_same_reports_are_listed(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LONG", 2)
    base = "performance.rules.tradition"
    agreed = replace(
        number("status.tradition.agreed", results.ledger[base].members), is_count=True, value=3.0, text="3"
    )
    around = Surroundings(report="../report.html", results="../", exports="../exports/")
    settled = replace(
        results,
        ledger=Ledger.of([*results.ledger, agreed]),
        reports=[replace(r, record_ids=()) for r in results.reports],
    )
    page = Markup(dict(draw_site(settled, {}, around))[f"lists/{base}.html"]).striptags()
    assert (
        "The same reports as in: reports by how the code of co-production tradition came about: "
        "readers agree (3), where they are listed." in page
    )
