"""Reports whose screening is in doubt: in which order people see them, and when they wait no more."""

from __future__ import annotations

from pathlib import Path

from tests.stage_tables import write_reports, write_screening

from coprod_review.model.corpus import Judgement
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.tasks.doubtful import NO_REASON, Task, doubtful, doubtful_now, judged_by_persons

CODERS = """\
coders:
- {name: ada, kind: person, role: reader, how: reads, codebook: "0.1", blind: true}
- {name: model_1, kind: language_model, role: reader, how: reads, codebook: "0.1", blind: true}
"""


def decision(report_id: str, *by: str, status: str = "waiting", note: str = "") -> ScreeningDecision:
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


DECISIONS = [
    decision("r1", "rules"),
    decision("r2", "ada", "bo", note="ada includes, bo excludes"),
    decision("r3", "rules", status="machine"),
    decision("r4", "rules", note="words of many meanings"),
    decision("r5", "ada", "cy", note="ada excludes, cy includes"),
]


def judgement(report_id: str, coder: str) -> Judgement:
    return Judgement(
        report_id=report_id, coder=coder, verdict="include", criterion="", date="2026-11-05", reason=""
    )


def written(folder: Path) -> Path:
    write_screening(folder / "decisions.parquet", DECISIONS)
    return folder / "decisions.parquet"


def test_reports_on_which_people_differ_come_before_those_that_the_rules_leave_to_people(
    tmp_path: Path,
) -> None:
    found = doubtful(written(tmp_path), ())
    assert [(one.report_id, one.by_people, one.why) for one in found] == [
        ("r2", True, "ada includes, bo excludes"),
        ("r5", True, "ada excludes, cy includes"),
        ("r1", False, NO_REASON),
        ("r4", False, "words of many meanings"),
    ]


def test_a_judgement_ends_the_doubt_of_the_rules_and_not_that_between_people(tmp_path: Path) -> None:
    found = doubtful(written(tmp_path), {"r1", "r2", "r5"})
    assert [one.report_id for one in found] == ["r2", "r5", "r4"]


def test_before_the_first_run_nothing_is_in_doubt(tmp_path: Path) -> None:
    assert doubtful(tmp_path / "decisions.parquet", ()) == []


def test_what_a_model_alone_judges_is_judged_by_nobody(tmp_path: Path) -> None:
    coders = tmp_path / "coders.yaml"
    coders.write_text(CODERS, encoding="utf-8")
    judgements = [judgement("R1", "model_1"), judgement("R4", "ada"), judgement("R6", "not described")]
    assert judged_by_persons(judgements, coders, str.lower) == {"r4", "r6"}
    assert judged_by_persons(judgements, tmp_path / "none.yaml", str.lower) == {"r1", "r4", "r6"}


def test_reports_in_doubt_now_have_their_titles_and_are_known_by_any_of_their_names(tmp_path: Path) -> None:
    reports = [
        Report(report_id=f"r{n}", record_ids=(f"a.ris:{n}",), title=f"Title {n}", doi=f"10.5555/{n}")
        for n in range(1, 5)
    ]
    write_reports(tmp_path / "reports.parquet", reports)
    (tmp_path / "coders.yaml").write_text(CODERS, encoding="utf-8")
    (tmp_path / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\n"
        "doi:10.5555/1,ada,include,,2026-11-05,\n"
        "r4,model_1,include,,2026-11-05,\n",
        encoding="utf-8",
    )
    (tmp_path / "reports.csv").write_text("report_id,aliases\nr1,doi:10.5555/1\n", encoding="utf-8")
    task = Task(
        reports=tmp_path / "reports.parquet",
        decisions=written(tmp_path),
        judgements=tmp_path / "screening.csv",
        coders=tmp_path / "coders.yaml",
        registry=tmp_path / "reports.csv",
    )
    assert [(one.report_id, title) for one, title in doubtful_now(task)] == [
        ("r2", "Title 2"),
        ("r5", ""),
        ("r4", "Title 4"),
    ]
