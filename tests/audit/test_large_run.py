"""Pages of a run that is too large for all: those that anybody asks for, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from tests.stage_tables import write_screening

from coprod_review.audit.exports import KeptLines, lines_between
from coprod_review.io import tables
from coprod_review.io.kept import kept_reports, read_numbers_of
from coprod_review.io.results import read_results
from coprod_review.model.number import Number

EXCLUDED = "r005"
"""The one report of the invented review that nobody but the rules has looked at."""


def limit_pages(review: Path, n: int) -> None:
    path = review / "config" / "config.yaml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["site"] = {"pages_up_to": n}
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def large(write_review, tmp_path: Path, run: Callable[[Path, str], int]) -> Path:
    """A review of six reports in which five are too many; nobody has coded any."""
    review: Path = write_review(tmp_path / "r", coded_by="nobody")
    limit_pages(review, 5)
    for command in ("report", "site"):
        assert run(review, command) == 0
    return review


def test_a_report_that_rules_alone_excluded_has_no_page_and_the_index_says_where_it_stands(large: Path):
    pages = {path.stem for path in (large / "results" / "audit" / "reports").iterdir()}
    assert EXCLUDED not in pages
    assert "r001" in pages
    index = (large / "results" / "audit" / "index.html").read_text(encoding="utf-8")
    assert "1 report is without a page" in index
    assert 'href="../screen/screening.csv"' in index
    assert "Excluded reports are here too" not in index


def test_a_number_says_how_many_of_its_members_its_page_lists(large: Path):
    page = (large / "results" / "audit" / "lists" / "flow.screened.html").read_text(encoding="utf-8")
    assert ">6 reports</h2>" in page
    assert "5 of them stand here." in page
    assert 'href="../../screen/screening.csv"' in page
    assert f"{EXCLUDED}.html" not in page


def test_entries_of_reports_with_a_page_keep_their_text_and_others_have_none(large: Path):
    page = (large / "results" / "audit" / "exports" / "a.ris.html").read_text(encoding="utf-8")
    assert "the entries of reports that have pages" in page
    assert "part 4" in page
    assert "part 5" not in page
    report = (large / "results" / "audit" / "reports" / "r004.html").read_text(encoding="utf-8")
    assert "TI  - Patients who check the pump, part 4" in report


def test_up_to_the_limit_all_reports_have_pages(write_review, tmp_path: Path, run):
    review = write_review(tmp_path / "r", coded_by="nobody")
    limit_pages(review, 6)
    assert run(review, "site") == 0
    assert (review / "results" / "audit" / "reports" / f"{EXCLUDED}.html").exists()


def test_the_page_of_the_report_is_the_same_however_many_reports_have_pages(
    large: Path, write_review, tmp_path: Path, run
):
    whole = write_review(tmp_path / "whole", coded_by="nobody")
    limit_pages(whole, 6)
    assert run(whole, "report") == 0
    texts = [(review / "results" / "report.html").read_text(encoding="utf-8") for review in (large, whole)]
    ledgers = [[line for line in text.splitlines() if "sha256" not in line.lower()] for text in texts]
    differing = [pair for pair in zip(*ledgers, strict=True) if pair[0] != pair[1]]
    assert all("config.yaml" in one for one, _ in differing)


@pytest.mark.parametrize(
    "asked_for", [{"decided_by": ("anna",)}, {"status": "waiting"}, {"included": True, "reason": ""}]
)
def test_what_people_judged_or_have_to_judge_is_kept(write_review, tmp_path: Path, asked_for):
    results = write_review(tmp_path / "r", coded_by="nobody") / "results"
    path = results / "screen" / "decisions.parquet"
    decisions = tables.read_screening(path)
    decisions = [replace(d, **asked_for) if d.report_id == EXCLUDED else d for d in decisions]
    write_screening(path, decisions)
    kept = kept_reports(results, up_to=5)
    assert kept is not None
    assert EXCLUDED in kept.report_ids
    assert kept.n_left_out == 0


def test_a_judgement_that_decides_nothing_counts_and_keeps_its_report(write_review, tmp_path: Path):
    review = write_review(tmp_path / "r", coded_by="nobody")
    limit_pages(review, 5)
    folders = {name: review / name for name in ("results", "config", "corpus")}
    assert EXCLUDED not in {r.report_id for r in read_results(**folders, for_pages=True).reports}
    (review / "corpus" / "decisions").mkdir(exist_ok=True)
    (review / "corpus" / "decisions" / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\n"
        f"{EXCLUDED},reader_1,include,,2026-02-02,\nr999,reader_1,include,,2026-02-02,\n"
        "r001,nobody,include,,2026-02-02,\n"
    )
    found = read_results(**folders, for_pages=True)
    assert found.judged_by == {EXCLUDED: ("reader_1",)}
    assert EXCLUDED in {r.report_id for r in found.reports}


def test_who_collected_judges_nothing_be_it_a_person(write_review, tmp_path: Path):
    review = write_review(tmp_path / "r", coded_by="nobody")
    coders = review / "corpus" / "coders.yaml"
    coders.write_text(coders.read_text().replace("person, role: reader", "person, role: collector"))
    (review / "corpus" / "decisions").mkdir(exist_ok=True)
    (review / "corpus" / "decisions" / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\n"
        f"{EXCLUDED},ek,include,,2026-02-02,\n{EXCLUDED},reader_1,include,,2026-02-02,\n"
    )
    folders = {name: review / name for name in ("results", "config", "corpus")}
    assert read_results(**folders).judged_by == {EXCLUDED: ("reader_1",)}


def test_reports_that_readers_coded_are_kept(write_review, tmp_path: Path):
    results = write_review(tmp_path / "r", coded_by="models") / "results"
    coded = {coding.report_id for coding in tables.read_codings(results / "settle" / "codings.parquet")}
    kept = kept_reports(results, up_to=0)
    assert kept is not None
    assert coded <= kept.report_ids


def test_the_ledger_keeps_values_and_members_that_were_set_aside(write_review, tmp_path: Path):
    results = write_review(tmp_path / "r", coded_by="nobody") / "results"
    kept = kept_reports(results, up_to=0)
    assert kept is not None
    numbers = [
        Number(
            number_id="flow.a",
            value=3,
            text="3",
            label="a",
            member_kind="report",
            members=("r001", EXCLUDED, "r002"),
            is_count=True,
        ),
        Number(number_id="flow.none", value=0, text="0", label="n", member_kind="report", is_count=True),
        Number(
            number_id="flow.aside",
            value=1,
            text="1",
            label="b",
            member_kind="set_aside",
            members=("a.ris:90",),
            is_count=True,
        ),
    ]
    tables.write_numbers(tmp_path / "n.parquet", numbers)
    found, had = read_numbers_of(tmp_path / "n.parquet", kept)
    assert [number.members for number in found] == [("r001", "r002"), (), ("a.ris:90",)]
    assert [replace(number, members=()) for number in found] == [replace(n, members=()) for n in numbers]
    assert had == {"flow.a": 3}


def test_kept_lines_come_with_the_numbers_that_they_have_in_the_file():
    lines = KeptLines(n=9, by_number={2: "b", 3: "c", 8: "h"})
    assert lines_between(lines, 1, 5) == [(2, "b"), (3, "c")]
    assert lines_between(["a", "b", "c"], 2, 9) == [(2, "b"), (3, "c")]
    assert len(lines) == 9
