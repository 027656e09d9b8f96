"""`coprod-review sample` and `rehearse` in an invented review folder."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.finished_run import judge, note_run
from tests.stage_tables import write_reports, write_screening

from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.results import read_table
from coprod_review.io.samples import read_audit_plan, read_drawn, read_plan, read_sampled
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

CODES = ("public_administration", "service_management", "none")
WORDS = ("councils invite citizens", "value arises in use", "pumps were counted")


def reports(n: int) -> list[Report]:
    return [
        Report(
            report_id=f"r{i:03}",
            record_ids=(f"a.ris:{i + 1}",),
            title=f"Invented work {i} on how {WORDS[i % 3]}",
            abstract=f"We tell of place {i}, where {WORDS[i % 3]}.",
        )
        for i in range(n)
    ]


def write_stage_files(folder: Path, n: int, *, settled: bool = True) -> None:
    """Reports, decisions (the last report is excluded), rules and settled codes below results/."""
    found = reports(n)
    results = folder / "results"
    write_reports(results / "dedupe" / "reports.parquet", found)
    write_screening(
        results / "screen" / "decisions.parquet",
        [
            ScreeningDecision(
                report_id=r.report_id,
                included=r is not found[-1],
                reason="subject" if r is found[-1] else "",
                decided_by=("ann",),
                status="person",
                proposed_included=True,
                proposed_reason="",
            )
            for r in found
        ],
    )
    rules = [
        Coding(
            report_id=r.report_id,
            dimension="tradition",
            codes=(CODES[i % 3],),
            coder="rules",
            scores={CODES[i % 3]: 2.0},
        )
        for i, r in enumerate(found)
    ]
    for path in ("rules", "train/rules"):
        tables.write_codings(results / "code" / f"{path}.parquet", rules)
    for path in ("train/lineage", "teaching_rules"):
        tables.write_codings(results / "code" / f"{path}.parquet", [])
    codes = [
        CodeOfRecord(
            report_id=c.report_id,
            dimension="tradition",
            codes=c.codes,
            status="agreed",
            coders=("one", "two"),
        )
        for c in rules
        if settled
    ]
    tables.write_codes(results / "settle" / "settled.parquet", codes)


@pytest.fixture
def folder(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review folder of sixty included reports, which is the working folder of the test."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    for name in ("config.yaml", "codebook.yaml"):
        shutil.copy(project / "config" / name, tmp_path / "config")
    write_stage_files(tmp_path, 61)
    return tmp_path


def sample(*arguments: str) -> int:
    return main(["sample", "--strata", "tradition", "--floor", "3", *arguments])


def test_a_sample_is_drawn_among_included_reports_with_its_probabilities(folder: Path) -> None:
    assert sample("--size", "15") == 0
    plan = read_plan(folder / "corpus" / "samples" / "gold.csv")
    assert len(plan) == 60 and "r060" not in {row.report_id for row in plan}
    assert sum(row.drawn for row in plan) == 15
    assert {row.stratum for row in plan} == {f"1: {code}" for code in CODES}
    assert {row.probability for row in plan} == {0.25}


def test_a_draw_tells_how_coders_get_their_sheets_and_writes_no_abstract(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample("--size", "15") == 0
    assert "sheet export --coder NAME --sample gold" in capsys.readouterr().err
    assert [path.name for path in (folder / "corpus").rglob("*.*")] == ["gold.csv"]
    assert main(["sheet", "export", "--coder", "AB", "--sample", "gold", "--output", "AB.csv"]) == 0
    told = (folder / "AB.csv").read_text(encoding="utf-8-sig")
    drawn = {r.report_id for r in read_plan(folder / "corpus" / "samples" / "gold.csv") if r.drawn}
    assert {row["report"] for row in csv.DictReader(io.StringIO(told, newline=""))} == drawn
    assert not any(code in told for code in CODES[:2]) and "0.25" not in told


def test_the_same_seed_draws_the_same_sample(folder: Path) -> None:
    plan = folder / "corpus" / "samples" / "gold.csv"
    assert sample("--size", "15", "--seed", "3") == 0
    first = plan.read_bytes()
    plan.unlink()
    assert sample("--size", "15", "--seed", "3") == 0
    assert plan.read_bytes() == first


def test_a_draw_after_a_new_search_adds_to_the_plan_and_changes_no_line_of_it(folder: Path) -> None:
    plan = folder / "corpus" / "samples" / "gold.csv"
    assert sample("--size", "15") == 0
    first = plan.read_text(encoding="utf-8")
    write_stage_files(folder, 91)
    assert sample("--size", "10") == 0
    assert plan.read_text(encoding="utf-8").startswith(first)
    second = [row for row in read_plan(plan) if row.draw == 2]
    assert sum(row.drawn for row in second) == 10
    assert {row.stratum for row in second if row.report_id > "r060"} == {f"2: {code}" for code in CODES}


def test_a_stratum_that_is_no_dimension_is_refused_with_those_that_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "--strata", "traditon"]) == 2
    told = capsys.readouterr().err
    assert "'traditon' is no dimension" in told and "tradition_basis" in told


def test_without_machine_answers_a_sample_can_still_be_drawn_at_random(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "results" / "code" / "rules.parquet").unlink()
    assert sample("--size", "15") == 2
    told = capsys.readouterr().err
    assert "draw at random" in told
    assert main(["sample", "--strata", "--size", "15"]) == 0
    plan = read_plan(folder / "corpus" / "samples" / "gold.csv")
    assert {row.stratum for row in plan} == {"1: all reports"}


def test_all_faults_of_a_plan_are_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = folder / "corpus" / "samples" / "gold.csv"
    plan.parent.mkdir(parents=True)
    plan.write_text(
        "draw,report,stratum,probability,drawn\n"
        "1,r001,1: a,1.5,yes\nfirst,r002,1: a,0.5,maybe\n1,r003,1: a,0,yes\n1,r003,1: a,0.5,no\n",
        encoding="utf-8",
    )
    assert sample("--size", "15") == 2
    told = capsys.readouterr().err
    for words in ("'1.5'", "'first'", "'maybe'", "above 0 where the report was drawn", "in this draw before"):
        assert words in told


def test_the_reports_of_a_plan_and_of_a_plain_list_are_read_alike(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("report\nr001\nr002\n", encoding="utf-8")
    planned = tmp_path / "plan.csv"
    planned.write_text(
        "draw,report,stratum,probability,drawn\n1,r001,1: a,0.5,yes\n1,r002,1: a,0.5,no\n", encoding="utf-8"
    )
    assert read_sampled(listed) == read_sampled(planned) == ["r001", "r002"]


def test_a_rehearsed_machine_knows_the_codes_of_the_sample_alone(folder: Path) -> None:
    write_stage_files(folder, 121)
    settings = folder / "config" / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("  size: 150", "  size: 60").replace(
        "strata: [tradition, framing]", "strata: [tradition]"
    )
    settings.write_text(text, encoding="utf-8")
    assert main(["rehearse"]) == 0
    plan = read_plan(folder / "results" / "rehearse" / "plan.csv")
    drawn = {row.report_id for row in plan if row.drawn}
    assert len(plan) == 120 and len(drawn) == 60
    first = (folder / "results" / "rehearse" / "combination.parquet").read_bytes()
    settled = folder / "results" / "settle" / "settled.parquet"
    codes = tables.read_codes(settled)
    turned = [
        code
        if code.report_id in drawn
        else CodeOfRecord(
            report_id=code.report_id,
            dimension=code.dimension,
            codes=("other",),
            status="agreed",
            coders=("one", "two"),
        )
        for code in codes
    ]
    tables.write_codes(settled, turned)
    assert main(["rehearse"]) == 0
    assert (folder / "results" / "rehearse" / "combination.parquet").read_bytes() == first


def rehearsed_drawn(folder: Path, *, size: int) -> int:
    """How many reports a rehearsal draws from the 120 coded reports of the folder."""
    write_stage_files(folder, 121)
    settings = folder / "config" / "config.yaml"
    text = re.sub(r"(?m)^  size: .*$", f"  size: {size}", settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^  strata: .*$", "  strata: [tradition]", text), encoding="utf-8")
    assert main(["rehearse"]) == 0
    return sum(row.drawn for row in read_plan(folder / "results" / "rehearse" / "plan.csv"))


def why_not_rehearsed(folder: Path) -> list[Mapping[str, str]]:
    return read_table(folder / "results" / "rehearse" / "not_rehearsed.csv")


def test_nothing_is_rehearsed_where_the_sample_would_hold_most_of_the_settled_reports(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearsed_drawn(folder, size=79) == 79
    assert why_not_rehearsed(folder) == []
    for size in (80, 150):
        assert rehearsed_drawn(folder, size=size) == 0
        why = f"a sample of {size} would take more than 66 % of the 120 coded reports"
        assert why in capsys.readouterr().err
        assert why_not_rehearsed(folder)[0]["reason"].startswith(why)


def test_nothing_is_rehearsed_where_people_have_coded_of_a_gold_sample(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample("--size", "15") == 0
    assert rehearsed_drawn(folder, size=30) == 0
    assert "a gold sample is drawn and partly settled" in capsys.readouterr().err


def test_a_gold_sample_that_names_reports_by_aliases_is_known_to_the_rehearsal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample("--size", "15") == 0
    plan = folder / "corpus" / "samples" / "gold.csv"
    plan.write_text(re.sub(r"\br(\d{3})\b", r"former\1", plan.read_text(encoding="utf-8")), encoding="utf-8")
    rows = "".join(f"r{i:03},id:former{i:03}\n" for i in range(120))
    (folder / "corpus" / "reports.csv").write_text(f"report_id,aliases\n{rows}", encoding="utf-8")
    assert rehearsed_drawn(folder, size=30) == 0
    assert "a gold sample is drawn and partly settled" in capsys.readouterr().err


def test_a_review_too_small_for_the_sample_rehearses_nothing_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stage_files(folder, 4, settled=False)
    assert main(["rehearse"]) == 0
    told = capsys.readouterr().err
    assert "no sample is drawn" in told
    assert read_plan(folder / "results" / "rehearse" / "plan.csv") == []


def test_a_review_without_codes_of_record_says_that_there_is_none_to_draw_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stage_files(folder, 4)
    tables.write_codes(folder / "results" / "settle" / "settled.parquet", [])
    assert main(["rehearse"]) == 0
    assert "no sample is drawn: nobody has coded or adjudicated an included report" in capsys.readouterr().err


def audit(*arguments: str) -> int:
    return main(["sample", "--audit", "--codes", "results/settle/settled.parquet", *arguments])


def test_an_audit_draws_decided_codes_and_says_how_exactly_their_error_will_be_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit("--half-width", "0.1") == 0
    drawn = read_audit_plan(folder / "corpus" / "samples" / "audit.csv")
    assert len(drawn) == 38  # Cochran for 61 codes: 97 / (1 + 96 / 61)
    assert {(p.group, p.n_group) for p in drawn} == {("agreed", 61)}
    told = capsys.readouterr().err
    assert "to within 10 points at 95 %" in told
    assert "serve --reviewer NAME" in told
    assert len(read_sampled(folder / "corpus" / "samples" / "audit.csv")) == 38


def test_an_audit_sample_is_never_drawn_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("--size", "5") == 0
    path = folder / "corpus" / "samples" / "audit.csv"
    before = path.read_bytes()
    assert audit("--size", "9") == 2
    assert "--plan corpus/samples/audit_2.csv" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert audit("--size", "9", "--plan", "corpus/samples/audit_2.csv") == 0
    assert audit("--plan", "corpus/samples/second.csv") == 2
    assert "an audit sample is a file audit*.csv" in capsys.readouterr().err


def test_a_half_width_that_is_no_share_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        audit("--half-width", "5")
    assert "is no share between 0 and 1" in capsys.readouterr().err


def test_a_share_that_is_none_is_told_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("2", "wide"):
        with pytest.raises(SystemExit):
            audit("--half-width", wrong)
        assert f"'{wrong}' is no share between 0 and 1 (0.05 for five points" in capsys.readouterr().err


def test_a_misspelt_dimension_of_the_settings_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = folder / "config" / "config.yaml"
    text = re.sub(r"(?m)^  strata: .*$", "  strata: [traditoin]", settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    line = text[: text.index("  strata:")].count("\n") + 1
    assert main(["sample"]) == 2
    told = capsys.readouterr().err
    assert f"config.yaml, line {line}: estimate.strata: 'traditoin' is no dimension of the codebook" in told
    assert "--strata" not in told


def test_one_stratum_is_told_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--strata", "--size", "15"]) == 0
    assert "reports from 1 stratum;" in capsys.readouterr().err


def test_a_plan_drawn_from_all_alike_goes_on_so_unless_strata_are_named_for_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = folder / "corpus" / "samples" / "gold.csv"
    assert main(["sample", "--strata", "--size", "15"]) == 0
    write_stage_files(folder, 91)
    assert main(["sample", "--size", "5"]) == 0
    assert {row.stratum for row in read_plan(plan) if row.draw == 2} == {"1: all reports", "2: all reports"}
    assert "from 1 stratum of earlier draws and 1 stratum; plan" in capsys.readouterr().err
    write_stage_files(folder, 121)
    assert sample("--size", "20") == 0
    told = capsys.readouterr().err
    assert "gold.csv was drawn from all reports alike" in told and "drawn by tradition from now on" in told
    assert "from 2 strata of earlier draws and 3 strata by rules; plan" in told


def test_strata_that_nobody_can_tell_apart_are_said_to_be_impossible(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "--strata", "framing", "--size", "15"]) == 0
    told = capsys.readouterr().err
    assert "no strata could be made: what rules says of framing is the same in all 60 reports" in told
    assert "reports from 1 stratum;" in told


@pytest.mark.parametrize("size", ["0", "-3", "ten"])
def test_a_draw_of_nothing_is_refused_and_adds_nothing_to_the_plan(
    folder: Path, size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = folder / "corpus/samples/gold.csv"
    before = plan.read_bytes() if plan.exists() else None
    with pytest.raises(SystemExit):
        main(["sample", f"--size={size}"])
    assert f"{size!r} is no whole number of 1 or more" in capsys.readouterr().err
    assert (plan.read_bytes() if plan.exists() else None) == before


def test_more_reports_than_there_are_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--size", "100000"]) == 0
    n_drawn = sum(row.drawn for row in read_plan(folder / "corpus" / "samples" / "gold.csv"))
    told = f"100000 were asked for, and {n_drawn} taken: there are no more included reports"
    assert told in capsys.readouterr().err


def test_more_decided_codes_than_there_are_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("--size", "100000") == 0
    assert "100000 were asked for, and 61 taken: there are no more decided codes" in capsys.readouterr().err


def test_what_a_person_has_excluded_since_the_run_is_not_drawn(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note_run(folder)
    judge(folder, "r003,ann,exclude", "r004,ann,include", "r005,bo,exclude", "r999,ann,exclude")
    assert sample("--size", "59") == 0
    told = capsys.readouterr().err
    assert "sample: The results are older than what people supplied: corpus/coders.yaml and 1 more" in told
    assert "`make review` first makes results that know of it" in told
    assert "sample: 1 report is left out, which people have excluded since the run: r003" in told
    plan = read_plan(folder / "corpus" / "samples" / "gold.csv")
    assert {row.report_id for row in plan} == {f"r{i:03}" for i in range(60)} - {"r003"}
    assert audit("--size", "20") == 0
    assert "excluded since the run: r003" in capsys.readouterr().err
    drawn = read_audit_plan(folder / "corpus" / "samples" / "audit.csv")
    assert len(drawn) == 20 and "r003" not in {place.report_id for place in drawn}


def test_a_draw_after_a_draw_is_from_results_as_new_as_the_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note_run(folder)
    assert sample("--size", "12") == 0 and sample("--size", "12") == 0
    assert "older" not in capsys.readouterr().err


def test_two_draws_of_one_number_are_told_as_two_draws(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    rows = [f"1,r{n},1: a,{p},{'yes' if n == 1 else 'no'}\n" for p in (0.08, 0.067) for n in (1, 2, 3)]
    path.write_text("draw,report,stratum,probability,drawn\n" + "".join(rows), encoding="utf-8")
    with pytest.raises(ReviewError) as caught:
        read_plan(path)
    told = str(caught.value)
    assert "3 reports are in draw 1 twice, from here to line 7" in told
    assert "keep one draw whole, never rows of both" in told and "keep one of the two rows" not in told


@pytest.mark.parametrize("header", ["draw,report,stratum,probability,drawn", "report"])
def test_marks_of_git_in_a_sample_are_told_as_those(tmp_path: Path, header: str) -> None:
    path = tmp_path / "gold.csv"
    cells = ",1: a,0.5,yes" if "," in header else ""
    before = "1," if cells else ""
    rows = [f"{before}{name}{cells}" for name in ("r1", "r2")]
    lines = (header, "<<<<<<< HEAD", rows[0], "=======", rows[1], ">>>>>>> B")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for read in (read_sampled, read_drawn):
        with pytest.raises(ReviewError, match="what stands between lines 2 and 6 comes from either branch"):
            read(path)
