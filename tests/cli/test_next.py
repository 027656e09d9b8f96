"""`coprod-review next` in an invented review folder that grows."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from tests.stage_tables import write_reports, write_screening

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

CODERS = """\
coders:
  - name: AB
    kind: person
    role: reader
    how: Invented.
    codebook: "0.2"
    blind: true
"""
HEADER = "report,coder,verdict,criterion,date,reason\n"


def invented(n: int, *, first: int = 0) -> list[Report]:
    """Reports of which every third is about patients' part in safety."""
    subjects = ("patients take part in safety", "steel valves under pressure", "boilers and pipes at night")
    return [
        Report(
            report_id=f"r{i:03}",
            record_ids=(f"a.ris:{i + 1}",),
            title=f"Invented work {i}: {subjects[i % 3]}",
            abstract=f"We tell of place {i} with {subjects[i % 3]}.",
            doi=f"10.5555/{i}",
        )
        for i in range(first, first + n)
    ]


@pytest.fixture
def review(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty reports, nobody has judged any."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    shutil.copy(project / "config" / "config.yaml", tmp_path / "config")
    (tmp_path / "corpus" / "decisions").mkdir(parents=True)
    (tmp_path / "corpus" / "coders.yaml").write_text(CODERS)
    (tmp_path / "corpus" / "reports.csv").write_text(
        "report_id,aliases\n" + "".join(f"r{i:03},doi:10.5555/{i}\n" for i in range(40))
    )
    write_reports(tmp_path / "results/dedupe/reports.parquet", invented(30))
    return tmp_path


def decided(
    report_id: str, status: str, *, note: str = "", by: tuple[str, ...] = ("rules",)
) -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report_id,
        included=True,
        reason="",
        decided_by=by,
        status=status,
        proposed_included=True,
        proposed_reason="",
        note=note,
    )


def judge(review: Path, *rows: str) -> None:
    path = review / "corpus/decisions/screening.csv"
    before = path.read_text() if path.exists() else HEADER
    path.write_text(before + "".join(f"{row}\n" for row in rows))


def ranked(review: Path, name: str = "screening") -> list[dict[str, str]]:
    with (review / "results/next" / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def is_relevant(row: dict[str, str]) -> bool:
    return int(row["report"][1:]) % 3 == 0


def test_without_any_decision_the_question_of_the_review_ranks_all_reports(review, capsys):
    assert main(["next"]) == 0
    rows = ranked(review)
    assert len(rows) == 30
    assert all(is_relevant(row) for row in rows[:5])
    assert "Go on" in capsys.readouterr().out


def test_an_export_that_no_run_has_read_is_told_with_the_remedy(review, capsys):
    entry = "  - file: {0}\n    label: {0}\n    origin: other_methods\n    database: Hand search\n"
    manifest = review / "corpus/manifest.yaml"
    manifest.write_text("exports:\n" + entry.format("a.ris"))
    assert main(["next"]) == 0
    assert "not ranked yet" not in capsys.readouterr().err
    manifest.write_text("exports:\n" + entry.format("a.ris") + entry.format("b.ris"))
    assert main(["next"]) == 0
    assert "next: what is in b.ris is not ranked yet: run `make review` first" in capsys.readouterr().err


def test_judged_reports_are_not_offered_again_and_teach_the_order(review, capsys):
    judge(review, "r000,AB,include,,2026-11-05,", "r001,AB,exclude,,2026-11-05,off topic")
    assert main(["next"]) == 0
    rows = ranked(review)
    assert {row["report"] for row in rows}.isdisjoint({"r000", "r001"})
    assert all(is_relevant(row) for row in rows[:9])
    assert "safety" in rows[0]["why"]
    assert "Screened 2 of 30 reports, 1 of them relevant; 28 unread." in capsys.readouterr().out


def test_a_new_search_adds_unread_reports_and_changes_no_decision(review):
    judge(review, "doi:10.5555/0,AB,include,,2026-11-05,", "r001,AB,exclude,,2026-11-05,off topic")
    decided = (review / "corpus/decisions/screening.csv").read_bytes()
    write_reports(review / "results/dedupe/reports.parquet", [*invented(10, first=30), *invented(30)])
    assert main(["next"]) == 0
    assert (review / "corpus/decisions/screening.csv").read_bytes() == decided
    assert {row["report"] for row in ranked(review)} == {f"r{i:03}" for i in range(40)} - {"r000", "r001"}


def test_the_same_decisions_give_the_same_bytes_in_whatever_order_reports_stand(review):
    judge(review, "r000,AB,include,,2026-11-05,", "r001,AB,exclude,,2026-11-05,off topic")
    main(["next"])
    first = (review / "results/next/screening.csv").read_bytes()
    write_reports(review / "results/dedupe/reports.parquet", invented(30)[::-1])
    main(["next"])
    assert (review / "results/next/screening.csv").read_bytes() == first


def test_a_judgement_on_a_report_that_is_gone_waits_and_is_named(review, capsys):
    judge(review, "r000,AB,include,,2026-11-05,", "r039,AB,include,,2026-11-05,")
    assert main(["next"]) == 0
    told = capsys.readouterr().err
    assert "1 judged reports stand in no export now" in told
    assert "r039" in told


def test_where_everything_is_judged_it_says_so_and_stops(review, capsys):
    judge(review, *(f"r{i:03},AB,{'include' if i % 3 == 0 else 'exclude'},,2026-11-05," for i in range(30)))
    assert main(["next"]) == 0
    assert ranked(review) == []
    told = capsys.readouterr().out
    assert "Nothing is left to screen." in told
    assert "Stop: everything is read." in told and "in doubt" not in told


def test_where_everything_is_judged_it_says_what_is_in_doubt_still(review, capsys):
    found = [decided("r004", "waiting", note="AB includes, EF excludes", by=("AB", "EF"))]
    write_screening(review / "results/screen/decisions.parquet", found)
    judge(review, *(f"r{i:03},AB,{'include' if i % 3 == 0 else 'exclude'},,2026-11-05," for i in range(30)))
    assert main(["next"]) == 0
    told = capsys.readouterr().out
    assert "Nothing is left to screen." in told
    assert "1 report is in doubt for screening: `coprod-review next --doubtful`" in told


def test_a_review_without_reports_is_told_so(review, capsys):
    write_reports(review / "results/dedupe/reports.parquet", [])
    assert main(["next"]) == 0
    assert "There are no reports." in capsys.readouterr().out


def test_open_codes_are_ranked_unless_a_person_has_answered_since_the_run(review):
    tables.write_codes(
        review / "results/code/codes.parquet",
        [
            CodeOfRecord(report_id=report, dimension="framing", codes=codes, status=status, coders=())
            for report, codes, status in (
                ("r000", ("partnership",), "person"),
                ("r001", ("none",), "person"),
                ("r003", (), "open"),
                ("r006", (), "open"),
                ("r009", ("protective",), "machine"),
            )
        ],
    )
    codings = review / "corpus/codings"
    codings.mkdir()
    codings.joinpath("AB.csv").write_text(
        "report,dimension,codes,quote,basis,confidence,codebook,date\n"
        "r003,framing,partnership,,abstract,high,0.2,2026-11-05\n"
    )
    assert main(["next"]) == 0
    assert [row["report"] for row in ranked(review, "coding")] == ["r006"]
    assert ranked(review, "coding")[0]["why"].startswith("framing: ")


def test_a_recall_of_everything_is_refused_with_its_remedy(review, capsys):
    assert main(["next", "--recall", "1"]) == 2
    told = capsys.readouterr().err
    assert "write 0.95 for 95 %" in told


def test_a_sample_without_reports_is_refused_with_its_remedy(review, capsys):
    judge(review, "r000,AB,include,,2026-11-05,")
    assert main(["next", "--drawn-since", "2027-01-01"]) == 2
    told = capsys.readouterr().err
    assert "screen reports that are drawn at random first" in told


def test_hostile_titles_stay_text(review):
    hostile = Report(
        report_id="r990", record_ids=("x.ris:1",), title='=cmd|"/c calc"!A1 <script>patients</script>'
    )
    write_reports(review / "results/dedupe/reports.parquet", [hostile, *invented(3)])
    assert main(["next"]) == 0
    row = next(row for row in ranked(review) if row["report"] == "r990")
    assert not row["title"].startswith("=")


def test_reports_in_doubt_alone_are_listed_with_the_reason_and_nothing_is_ranked(review, capsys):
    write_screening(
        review / "results/screen/decisions.parquet",
        [
            decided("r001", "waiting", note="only words that have other meanings too"),
            decided("r002", "machine"),
            decided("r003", "waiting", note="in another language"),
            decided("r004", "waiting", note="AB includes, EF excludes", by=("AB", "EF")),
        ],
    )
    with (review / "corpus/coders.yaml").open("a") as stream:
        stream.write(CODERS.partition("\n")[2].replace("AB", "LM").replace("person", "language_model"))
    judge(review, "doi:10.5555/3,AB,include,,2026-01-01,", "r001,LM,exclude,,2026-01-01,off topic")
    assert main(["next", "--doubtful"]) == 0
    told = capsys.readouterr().out
    assert "In doubt for screening (2):" in told
    assert told.index("r004") < told.index("r001")
    assert "AB includes, EF excludes" in told and "only words that have other meanings too" in told
    assert "r002" not in told and "r003" not in told
    assert not (review / "results/next").exists()
