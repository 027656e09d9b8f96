"""`coprod-review settle` and `analyse` on a whole folder: files, advice, same inputs same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.stage_tables import write_reports, write_screening

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.results import read_table
from coprod_review.io.sheets import write_csv
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

CODING_COLUMNS = ("report", "dimension", "codes", "quote", "basis", "confidence", "codebook", "date")
CODERS = """\
coders:
  - {name: one, kind: language_model, role: reader, how: by page, codebook: "0.2", blind: true}
  - {name: two, kind: language_model, role: reader, how: by page, codebook: "0.2", blind: true}
"""
ANSWERS = {"tradition": "other", "tradition_basis": "explicit", "framing": "none"}


@pytest.fixture
def folder(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review folder with two included reports, one registered under a former id, coded by two readers."""
    shutil.copytree(project / "config", tmp_path / "config")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "coders.yaml").write_text(CODERS, encoding="utf-8")
    write_csv(
        tmp_path / "corpus" / "reports.csv",
        ("report_id", "aliases"),
        [{"report_id": "p2", "aliases": "id:p1"}],
    )
    for coder, report in (("one", "p1"), ("two", "p2")):
        codings(tmp_path, coder, report)
    results = tmp_path / "results"
    reports = [Report(report_id=r, record_ids=(f"a.ris:{r}",), title=f"On {r}") for r in ("p2", "p3")]
    write_reports(results / "dedupe" / "reports.parquet", reports)
    decisions = [
        ScreeningDecision(
            report_id=report.report_id,
            included=True,
            reason="",
            decided_by=("rules",),
            status="agreed",
            proposed_included=True,
            proposed_reason="",
        )
        for report in reports
    ]
    write_screening(results / "screen" / "decisions.parquet", decisions)
    tables.write_codes(results / "code" / "codes.parquet", [])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codings(folder: Path, coder: str, report: str) -> None:
    rows = [
        {
            "report": report,
            "dimension": dimension,
            "codes": code,
            "basis": "abstract: seen",
            "codebook": "0.2",
        }
        for dimension, code in ANSWERS.items()
    ]
    write_csv(folder / "corpus" / "codings" / f"{coder}.csv", CODING_COLUMNS, rows)


def test_codings_under_a_former_id_are_settled_for_the_present_report(folder: Path) -> None:
    assert main(["settle"]) == 0
    settled = tables.read_codes(folder / "results" / "settle" / "settled.parquet")
    assert {(c.report_id, c.status) for c in settled} == {("p2", "agreed")}
    agreement = (folder / "results" / "settle" / "agreement.csv").read_text("utf-8")
    assert agreement.count("\n") == 1 + len(ANSWERS)


def test_answers_on_a_report_that_nobody_knows_stop_the_run_and_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codings(folder, "two", "p9")
    assert main(["settle"]) == 2
    lost = (folder / "results" / "settle" / "unresolved.csv").read_text("utf-8")
    assert lost.count("coding,two,p9") == len(ANSWERS)
    said = capsys.readouterr().err
    assert "two.csv: 3 answers are on reports that neither the registry nor the exports have: 'p9'" in said
    assert "remedy: correct the ids" in said


def test_of_many_unknown_reports_ten_are_named_and_the_rest_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"report": f"q{n:02}", "dimension": "framing", "codes": "none", "codebook": "0.2"} for n in range(14)
    ]
    write_csv(folder / "corpus" / "codings" / "two.csv", CODING_COLUMNS, rows)
    assert main(["settle"]) == 2
    assert "'q09' and 4 more" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["p8", "p7"])
def test_answers_on_a_registered_report_that_no_export_holds_now_are_told_and_listed(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with (folder / "corpus" / "reports.csv").open("a", encoding="utf-8") as registry:
        registry.write("p8,id:p7\n")
    codings(folder, "two", name)
    assert main(["settle"]) == 0
    lost = (folder / "results" / "settle" / "unresolved.csv").read_text("utf-8")
    assert lost.count(f"coding,two,{name}") == len(ANSWERS)
    assert (
        "3 answers are not used, since no export holds the registered report now (two: 3)"
        in capsys.readouterr().err
    )


def test_a_coder_of_whom_nothing_is_said_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codings(folder, "three", "p2")
    assert main(["settle"]) == 2
    said = capsys.readouterr().err
    assert "nothing is said of the coder 'three'" in said
    assert "remedy: add an entry for three" in said


def test_analysis_of_agreement_from_another_run_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settle"]) == 0
    path = folder / "results" / "settle" / "codings.parquet"
    tables.write_codings(path, tables.read_codings(path)[:1])
    assert main(["analyse"]) == 2
    assert "remedy: run `coprod-review settle` again" in capsys.readouterr().err


def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    def written() -> dict[str, bytes]:
        assert main(["settle"]) == 0
        assert main(["analyse"]) == 0
        places = (folder / "results" / name for name in ("settle", "analyse"))
        return {str(path): path.read_bytes() for place in places for path in sorted(place.iterdir())}

    first = written()
    assert first == written()
    assert len(first) > 20


def test_without_codings_and_coders_both_commands_still_write_every_file(folder: Path) -> None:
    shutil.rmtree(folder / "corpus")
    assert main(["settle"]) == 0
    assert main(["analyse"]) == 0
    claims = (folder / "results" / "analyse" / "claims.csv").read_text("utf-8")
    assert claims.count("undecided") == 3
    assert "no included report has a tradition" in (folder / "results" / "analyse" / "missing.csv").read_text(
        "utf-8"
    )


def test_a_code_is_asked_for_once_somebody_has_adjudicated_by_the_codebook_that_has_it(folder: Path) -> None:
    path = folder / "config" / "codebook.yaml"
    old = path.read_text(encoding="utf-8")
    kept = folder / "corpus" / "codebooks" / "0.2.yaml"
    kept.parent.mkdir()
    kept.write_text(old, encoding="utf-8")
    new = "      network:\n        label: Network\n        definition: Safety is made by many.\n"
    before, mark, after = old.replace('version: "0.2"', 'version: "0.3"').partition("      protective:\n")
    path.write_text(before + new + mark + after, encoding="utf-8")

    def total() -> str:
        assert main(["settle"]) == 0
        assert main(["analyse"]) == 0
        rows = read_table(folder / "results" / "analyse" / "shares.csv")
        found = {(r["basis"], r["dimension"], r["code"]): r["total"] for r in rows}
        return found["all", "framing", "network"]

    record = CodeOfRecord(
        report_id="p3", dimension="framing", codes=("none",), status="adjudicated", coders=("cd",)
    )
    tables.write_codes(folder / "results" / "code" / "codes.parquet", [record])
    assert total() == "0"
    decide(folder, "adjudications", ADJUDICATIONS, "p3,framing,none,cd,2026-01-01,no part,0.3,1,,,")
    assert total() == "1"


DISPUTES = "report,dimension,codes,quote,coder,date,reason,against,after,revision,state,shown,seconds\n"
ADJUDICATIONS = "report,dimension,codes,coder,date,reason,codebook,revision,state,shown,seconds\n"


def decide(folder: Path, name: str, header: str, *rows: str) -> None:
    path = folder / "corpus" / "decisions" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def disputed(folder: Path) -> list[tuple[str, str, str]]:
    assert main(["settle"]) == 0
    rows = read_table(folder / "results" / "settle" / "disputes.csv")
    return [(row["report_id"], row["state"], row["settled_why"]) for row in rows]


def settled_as(folder: Path) -> tuple[str, ...]:
    codes = tables.read_codes(folder / "results" / "settle" / "settled.parquet")
    return next(c.codes for c in codes if c.dimension == "framing")


def test_a_dispute_stands_at_every_run_until_it_is_adjudicated_and_again_when_that_is_taken_back(
    folder: Path,
) -> None:
    dispute = "p1,framing,partnership,,cd,2026-11-05,they decide,none,0,,,suggestions,12"
    decide(folder, "disputes", DISPUTES, dispute)
    for _ in range(2):
        assert disputed(folder) == [("p2", "open", "")]
        assert settled_as(folder) == ("none",)
    ruling = "p2,framing,partnership,ef,2026-11-06,p. 2 says so,,,,,"
    decide(folder, "adjudications", ADJUDICATIONS, ruling)
    assert disputed(folder) == [("p2", "settled", "p. 2 says so")]
    assert settled_as(folder) == ("partnership",)
    decide(folder, "adjudications", ADJUDICATIONS, ruling, "p2,framing,,ef,2026-11-07,,,2,withdrawn,,")
    assert disputed(folder) == [("p2", "open", "")]
    assert settled_as(folder) == ("none",)
    decide(folder, "disputes", DISPUTES, dispute, "p1,framing,,,cd,2026-11-08,,,,2,withdrawn,,")
    assert disputed(folder) == []


def test_open_disputes_come_out_of_the_run_with_a_warning(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folder, "disputes", DISPUTES, "p3,framing,,,cd,2026,no patient,none,0,,,,")
    assert main(["settle"]) == 0
    assert "1 disputes are open: they stand in the report" in capsys.readouterr().err
    looks = read_table(folder / "results" / "settle" / "looks.csv")
    assert [(row["kind"], row["coder"], row["against"]) for row in looks] == [("dispute", "cd", "none")]


def test_a_dispute_without_a_reason_stops_the_run_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folder, "disputes", DISPUTES, "p3,framing,,,cd,2026,,none,0,,,,")
    assert main(["settle"]) == 2
    told = capsys.readouterr().err
    assert "disputes.csv, line 2: a dispute without a reason" in told and "write why" in told


def test_a_dispute_on_a_report_that_nobody_knows_is_a_fault_of_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folder, "disputes", DISPUTES, "p9,framing,,,cd,2026,wrong,none,0,,,,")
    assert main(["settle"]) == 2
    told = capsys.readouterr().err
    assert "disputes.csv: 1 answers are on reports" in told and "correct the ids" in told


def test_answers_after_looking_up_are_left_out_and_the_ledger_tells_on_how_many_reports(folder: Path) -> None:
    path = folder / "corpus" / "codings" / "one.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{head},shown", *(f"{row},suggestions" for row in rows), ""]), "utf-8")
    assert main(["settle"]) == 0
    assert read_table(folder / "results" / "settle" / "agreement.csv") == []
    assert main(["analyse"]) == 0
    numbers = tables.read_numbers(folder / "results" / "analyse" / "numbers.parquet")
    left_out = next(number for number in numbers if number.number_id == "agreement.left_out")
    assert (left_out.text, left_out.members) == ("1", ("p2",))


def test_a_person_who_overrules_readers_who_agree_is_told_with_the_list(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = '  - {name: ann, kind: person, role: reader, how: by page, codebook: "0.2", blind: true}\n'
    (folder / "corpus" / "coders.yaml").write_text(CODERS + ann, encoding="utf-8")
    codings(folder, "ann", "p2")
    path = folder / "corpus" / "codings" / "ann.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("p2,tradition,other", "p2,tradition,integrative")
    )
    assert main(["settle"]) == 0
    told = capsys.readouterr().err
    assert "ann alone has settled 1 code on 1 report against readers who agree" in told
    assert "disagreements.csv" in told
