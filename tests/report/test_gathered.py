"""What is many is gathered: rare values of a characteristic, early years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import Coding
from coprod_review.model.number import Number
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Figure, Results, Row
from coprod_review.pages.totals import LEADING, with_totals
from coprod_review.report.findings import characteristics, trend_rows
from coprod_review.report.paper_numbers import refuse_unsourced, without_cells
from coprod_review.report.write import report_environment


@pytest.fixture(scope="module")
def settings(project: Path) -> Results:
    return Results(
        config=read_yaml(project / "config" / "config.yaml", Config),
        codebook=read_codebook(project / "config" / "codebook.yaml"),
        ledger=Ledger.of([]),
        reports=(),
    )


def counted(settings: Results, table: str, rows: Sequence[tuple[Row, tuple[str, ...]]]) -> Results:
    """Results with one table, each row with the reports that it counts."""
    numbers = [
        Number(
            number_id=row["number_id"],
            value=float(len(members)),
            text=str(len(members)),
            label="",
            member_kind="report",
            members=members,
            is_count=True,
        )
        for row, members in rows
    ]
    found = [{**row, "n": str(len(members))} for row, members in rows]
    return with_totals(
        Results(
            config=settings.config,
            codebook=settings.codebook,
            ledger=Ledger.of(numbers),
            reports=(),
            tables={table: found},
        )
    )


def value(name: str, *members: str) -> tuple[Row, tuple[str, ...]]:
    return {"characteristic": "setting", "value": name, "number_id": f"c.{name}"}, members


def test_the_rare_values_of_a_characteristic_are_told_together_with_the_reports_they_count(
    settings: Results,
) -> None:
    frequent = [value(f"common {n}", "r1", "r2") for n in range(LEADING)]
    rare = [value("ward", "r3"), value("clinic", "r4"), value("home", "r3")]
    results = counted(settings, "characteristics", [*frequent, *rare, value("not stated", "r5")])
    (setting,) = characteristics(results)
    assert [row["value"] for row in setting.rest] == ["ward", "clinic", "home"]
    assert [row["value"] for row in setting.shown][-1] == "not stated"
    assert len(setting.shown) == LEADING + 1
    assert results.ledger[setting.others].members == ("r3", "r4")
    assert results.ledger[setting.others].text == "2"


def test_few_values_are_all_shown(settings: Results) -> None:
    results = counted(settings, "characteristics", [value("ward", "r1"), value("home", "r2")])
    (setting,) = characteristics(results)
    assert setting.rest == ()
    assert setting.others == ""


def year(when: str, *members: str) -> tuple[Row, tuple[str, ...]]:
    return {"year": when, "tradition": "other", "number_id": f"trend.other.{when or 'unknown'}"}, members


def test_early_years_are_told_by_decade_and_empty_ones_before_the_first_report_not_at_all(
    settings: Results,
) -> None:
    years = [year("1975"), year("1983", "r1"), year("1986", "r2"), year("2001", "r3"), year("2002"), year("")]
    rows = trend_rows(counted(settings, "trends", years))
    assert [(row["year"], row["n"]) for row in rows] == [
        ("1980 to 1989", "2"),
        ("2001", "1"),
        ("2002", "0"),
        ("", "0"),
    ]


def test_reports_that_only_screeners_judged_are_told_apart_from_those_that_coders_judged(
    settings: Results,
) -> None:
    judges = {"r1": ("ann", "scr"), "r2": ("scr",), "r3": ("rules",), "r4": ("ann",)}
    results = with_totals(screened(settings, judges))
    assert results.ledger["screened.also_coding"].members == ("r1", "r4")
    assert results.ledger["screened.not_coding"].members == ("r2",)


def screened(settings: Results, judges: dict[str, tuple[str, ...]]) -> Results:
    """Results in which these coders decided on reports, of whom ann has also coded."""
    decisions = [
        ScreeningDecision(
            report_id=report_id,
            included=True,
            reason="",
            decided_by=names,
            status="agreed" if len(names) > 1 else "person",
            proposed_included=True,
            proposed_reason="",
        )
        for report_id, names in judges.items()
    ]
    codings = [Coding(report_id="r1", dimension="framing", codes=("none",), coder="ann")]
    return replace(settings, decisions=decisions, codings=codings)


def test_readers_judged_a_report_also_where_a_person_s_verdict_goes_before_theirs(settings: Results) -> None:
    reports = [Report(report_id=name, record_ids=(), title="Tea") for name in ("r1", "r2", "r3")]
    decided = screened(settings, {"r1": ("gil",), "r2": ("ann", "ben"), "r3": ("scr",)})
    judged_by = {"r1": ("ann", "ben", "gil"), "r2": ("ann", "ben"), "r3": ("scr",), "gone": ("ann",)}
    ledger = with_totals(replace(decided, reports=reports, judged_by=judged_by)).ledger
    assert ledger["judged.ann"].members == ledger["judged.ben"].members == ("r1", "r2")
    assert ledger["judged.gil"].members == ("r1",)
    assert ledger["screened.also_coding"].members == ("r1", "r2")
    assert ledger["screened.not_coding"].members == ("r3",)


def section(results: Results, name: str, **names: object) -> str:
    """A section of the report as it is drawn from these results."""
    environment = report_environment(results, {}, printer=NumberPrinter(ledger=results.ledger, lists=""))
    imports = '{% import "parts.html" as parts with context %}{% import "twins.html" as twins with context %}'
    return environment.from_string(f'{imports}{{% include "sections/{name}.html" %}}').render(**names)


def test_values_told_together_have_their_share_of_the_included_reports(settings: Results) -> None:
    rows = [value(f"v{place:02}", *(f"r{place}-{n}" for n in range(3))) for place in range(LEADING)]
    rows += [value("rare", "a"), value("rarer", "b")]
    found = counted(settings, "characteristics", rows)
    included = Number(
        number_id="flow.included", value=8, text="8", label="", member_kind="report", is_count=True
    )
    found = replace(found, ledger=Ledger.of([*found.ledger, included]))
    shares = [{**r, "share": "0.1"} for r in found.tables["characteristics"]]
    found = replace(found, tables={**found.tables, "characteristics": shares})
    drawn = section(found, "characteristics")
    (others,) = re.findall(r">Others<.*", drawn)
    assert re.findall(r">([^<>]+)</a>", others) == ["2", "25\u00a0%"]


def test_figures_within_values_are_told_as_facts(settings: Results) -> None:
    periods = [(value(f"{1900 + 5 * n}-{1904 + 5 * n}", "r1", "r2")) for n in range(LEADING + 2)]
    rows = [({**row, "characteristic": "period", "share": "0.1"}, members) for row, members in periods]
    found = counted(settings, "characteristics", rows)
    included = Number(
        number_id="flow.included", value=9, text="9", label="", member_kind="report", is_count=True
    )
    found = replace(found, ledger=Ledger.of([*found.ledger, included]))
    printer = NumberPrinter(ledger=found.ledger, lists="")
    environment = report_environment(found, {}, printer=printer)
    imports = '{% import "parts.html" as parts with context %}{% import "twins.html" as twins with context %}'
    drawn = environment.from_string(f'{imports}{{% include "sections/characteristics.html" %}}').render()
    assert "The other values of" in drawn
    refuse_unsourced(without_cells(drawn), names=[], printed=printer.printed)


def test_a_network_without_a_map_is_told_and_offers_no_files(settings: Results) -> None:
    drawing = Figure(name="coupling", title="Reports that cite alike", caption="", alt_text="", svg="<svg/>")
    network = {"network": "coupling", "n_items": "0", "note": "few reports have cited references"}
    found = replace(settings, tables={"networks": [network]})
    drawn = section(found, "files", figures=[drawing], files=[])
    assert "Reports that cite alike: no map is drawn. Few reports have cited references." in drawn
    assert "coupling.pdf" not in drawn
