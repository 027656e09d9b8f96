"""`coprod-review codebook test` and `codebook diff` as a user meets them."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.coding.codebook_examples import write_rules
from tests.stage_tables import write_reports

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.sheets import write_csv
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def review(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the invented rules as its configuration, and no run."""
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "config", project / "config")
    (tmp_path / "config" / "known_failures.yaml").write_text(KNOWN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(review: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a task of `coprod-review codebook`: its exit code and all that it printed."""

    def call(*arguments: str) -> tuple[int, str]:
        code = main(["codebook", *arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def finish_run(folder: Path) -> None:
    """Write what a run of eight reports would have left, with one person's codings."""
    texts = ["A pot of tea was steeped."] * 5 + ["Two tea bags were left."] * 2 + ["Coffee was served."]
    reports = [
        Report(report_id=f"r{i}", record_ids=(f"x:{i}",), title="Invented", abstract=text)
        for i, text in enumerate(texts)
    ]
    results = folder / "results"
    write_reports(results / "dedupe" / "reports.parquet", reports)
    settled = [
        CodeOfRecord(
            report_id=f"r{i}", dimension="tradition", codes=(code,), status="person", coders=("ann",)
        )
        for i, code in enumerate(["bag"] * 5 + ["pot"] * 3)
    ]
    tables.write_codes(results / "settle" / "settled.parquet", settled)
    codings = [
        Coding(report_id="r0", dimension="tradition", codes=("none",), coder="ann", codebook="1"),
        Coding(report_id="r0", dimension="framing", codes=("milk",), coder="ann", codebook="1"),
        Coding(report_id="r1", dimension="tradition", codes=("pot",), coder="ann", codebook="1"),
    ]
    tables.write_codings(results / "settle" / "codings.parquet", codings)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_without_a_run_the_sentences_are_tried_and_the_rest_is_said_to_need_one(run: Run) -> None:
    code, printed = run("test")
    assert code == 0
    assert "patterns: 4 sentences that must match and 4 that must not: all hold" in printed
    assert "lineage: 0 listed citations, 1 further ones that must resolve and 1 that must not" in printed
    assert "coverage, overlap and conflicts are told after a run" in printed


KNOWN = """\
failures:
  - dimension: tradition
    code: pot
    must: gets
    text: Guests like a mug of tea.
    reason: A mug is no pot.
"""


def test_an_example_that_fails_and_is_not_known_to_ends_with_code_1(review: Path, run: Run) -> None:
    (review / "config" / "known_failures.yaml").unlink()
    code, printed = run("test")
    assert code == 1
    assert "of those that fail, 1 are not known to" in printed
    assert "NOT KNOWN" in printed


def test_a_known_failure_that_holds_by_now_is_told_and_fails_nothing(review: Path, run: Run) -> None:
    mug = "{id: tea-mug, code: pot, weight: 2, phrases: [mug of tea], matches: [Mug of tea], misses: [Mug]}"
    edit(review / "config/patterns/tradition.yaml", "patterns:\n", f"patterns:\n  - {mug}\n")
    code, printed = run("test")
    assert code == 0
    assert "holds by now; delete its entry in known_failures.yaml:\n    Guests like a mug" in printed


def test_a_known_failure_of_no_example_is_refused_with_a_remedy(review: Path, run: Run) -> None:
    edit(review / "config" / "known_failures.yaml", "mug of tea", "cup of tea")
    code, printed = run("test")
    assert code == 2
    assert "the codebook has no such example of pot (tradition): 'Guests like a cup of tea.'" in printed
    assert "take over its words as codebook.yaml has them now" in printed


def test_failing_examples_that_are_known_to_are_told_with_share_and_reason_and_fail_nothing(run: Run) -> None:
    code, printed = run("test")
    assert code == 0
    assert "known: A mug is no pot." in printed
    assert "examples of the codes, coded by the rules: 5, of which 1 fail (20 %)" in printed
    assert "tradition: does not get pot (given: none; silence: what was found is too little)" in printed
    assert "Guests like a mug of tea." in printed


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "patterns/framing.yaml",
            "misses: [Cold tea.]",
            "misses: [Hot milk.]",
            "milk must not match and does",
        ),
        ("lineage.yaml", "Kettle A, 1999", "Kettle A, 1989", "a citation of kettle1999 resolves to no work"),
    ],
)
def test_a_sentence_or_citation_that_fails_ends_with_code_1_its_place_and_remedy(
    review: Path, run: Run, *, file: str, old: str, new: str, problem: str
) -> None:
    edit(review / "config" / file, old, new)
    code, printed = run("test")
    assert code == 1
    assert problem in printed
    assert f"{Path(file).name}, line " in printed
    assert "remedy:" in printed


def test_a_pattern_that_cannot_be_read_is_told_and_nothing_is_coded(review: Path, run: Run) -> None:
    edit(review / "config" / "patterns" / "framing.yaml", "phrases: [milk]", 'phrases: ["(milk"]')
    code, printed = run("test")
    assert code == 1
    assert "bracket never closes" in printed
    assert "not coded before every pattern and cue can be read" in printed


def test_over_a_run_coverage_and_conflicts_and_constraints_are_told(review: Path, run: Run) -> None:
    finish_run(review)
    code, printed = run("test")
    assert code == 0
    assert "patterns over 8 reports" in printed
    assert "never fire: 1\n    framing: milk" in printed
    assert "no better than chance, as far as so few reports tell: 1" in printed
    assert "tradition: pot (+2)  right in 0 of 5" in printed
    assert "opposing their code (even the upper bound of the precision is below that of chance): 0" in printed
    assert "1 of 2" in printed.split("constraints of the codebook")[1]


def test_patterns_that_find_nothing_in_reports_are_tried_on_the_teaching_texts(
    review: Path, run: Run
) -> None:
    finish_run(review)
    texts = review / "config" / "teaching" / "drinks.csv"
    texts.parent.mkdir()
    texts.write_text("id,title,abstract,keywords\nt1,Drinks,A pot of tea was drunk.,\n", encoding="utf-8")
    silent = "never fire: 1\n    framing: milk\n  of these, find nothing in the 1 teaching text either: "
    assert f"{silent}1\n    framing: milk" in run("test")[1]
    edit(texts, "of tea was", "of tea with milk was")
    assert f"{silent}0\n" in run("test")[1]


def test_patterns_of_tradition_and_framing_that_read_the_same_words_end_with_code_1(
    review: Path, run: Run
) -> None:
    finish_run(review)
    edit(
        review / "config" / "patterns" / "framing.yaml", "phrases: [milk]", "phrases: [milk, steeped, pot of]"
    )
    code, printed = run("test", "--output", "out")
    assert code == 1
    assert "milk (framing) and tea-pot (tradition) read the same words in 5 of the 5" in printed
    assert "let the other ask for them with `beside`" in printed
    assert [r["what"] for r in rows_of(review / "out" / "faults.csv")] == ["same words"]


def test_the_tables_hold_every_pattern_example_and_break(review: Path, run: Run) -> None:
    finish_run(review)
    run("test", "--output", "out")
    out = review / "out"
    assert [r["pattern"] for r in rows_of(out / "coverage.csv")] == ["milk", "tea-any", "tea-bag", "tea-pot"]
    conflicts = {r["pattern"]: r for r in rows_of(out / "conflicts.csv")}
    assert (conflicts["tea-pot"]["n"], conflicts["tea-pot"]["n_right"]) == ("5", "0")
    assert conflicts["tea-pot"]["instead"] == "bag 5"
    assert [r["holds"] for r in rows_of(out / "examples.csv")] == ["yes", "no", "yes", "yes", "yes"]
    (broken,) = rows_of(out / "constraints.csv")
    assert (broken["coder"], broken["report"]) == ("ann", "r0")


def test_settled_codes_are_compared_in_the_development_half_alone(review: Path, run: Run) -> None:
    finish_run(review)
    sample = review / "corpus" / "samples" / "rule_development.csv"
    sample.parent.mkdir(parents=True)
    write_csv(sample, ("report",), [{"report": "r0"}])
    run("test", "--output", "half")
    run("test", "--output", "all", "--among", "all")
    half, every = (
        {r["pattern"]: r["n"] for r in rows_of(review / name / "conflicts.csv")} for name in ("half", "all")
    )
    assert (half["tea-pot"], every["tea-pot"]) == ("1", "5")


def test_a_named_file_of_reports_that_is_missing_is_told(run: Run) -> None:
    code, printed = run("test", "--reports", "nowhere.parquet")
    assert code == 2
    assert "nowhere.parquet" in printed
    assert "remedy" in printed


@pytest.fixture
def edited(review: Path) -> Path:
    """The review after a run, with the earlier configuration in a folder and a change in the present one."""
    finish_run(review)
    shutil.copytree(review / "config", review / "before")
    edit(review / "config" / "patterns" / "tradition.yaml", "weight: 2", "weight: 1.5")
    edit(review / "config" / "codebook.yaml", "steeped in a pot", "made in a pot")
    return review


def test_where_no_code_changes_it_is_said_so(review: Path, run: Run) -> None:
    finish_run(review)
    shutil.copytree(review / "config", review / "before")
    _, printed = run("diff", "before")
    assert "rules and lineage code 8 reports as before: no code changes" in printed


@pytest.mark.parametrize("workers", ["1", "2"])
def test_two_folders_are_compared_with_reasons_and_reopened_codings(
    edited: Path, run: Run, workers: str
) -> None:
    code, printed = run("diff", "before", "--workers", workers)
    assert code == 0
    assert "before (codebook 1) -> config (codebook 1)" in printed
    assert "rules and lineage code 5 of 8 reports otherwise than before: 5 codes change" in printed
    assert "beside the settled codes of all reports: 0 to them, 0 away from them, 5 neither" in printed
    assert "reweighed tea-pot 2 -> 1.5 pot" in printed
    assert "counts in 5 reports (before in 5), of which 0 get its code; changes 5 codes" in printed
    assert "re-opened: 2 codings of 3 by people and readers, on 2 reports" in printed
    assert "r1 tradition: pot by ann (1)" in printed
    assert "the codebook changed and its version did not (1): raise it" in printed


def test_what_re_opens_by_the_machine_alone_is_counted_apart(edited: Path, run: Run) -> None:
    edit(edited / "config" / "codebook.yaml", 'version: "1"', 'version: "2"')
    _, printed = run("diff", "before", "--workers", "1")
    assert "re-opened: 2 codings of 3 by people and readers, on 2 reports" in printed
    assert "1 of these, on 1 report, only since rules or lineage answer otherwise" in printed


def test_the_tables_of_a_comparison_name_every_change(edited: Path, run: Run) -> None:
    run("diff", "before", "config", "--output", "out", "--workers", "1")
    changed = rows_of(edited / "out" / "changes.csv")
    assert [r["report"] for r in changed] == [f"r{i}" for i in range(5)]
    assert {(r["old"], r["new"], r["title"]) for r in changed} == {("pot", "none", "Invented")}
    assert [r["name"] for r in rows_of(edited / "out" / "differences.csv")] == ["tradition: pot", "tea-pot"]
    assert [
        (r["pattern"], r["n_after"], r["n_changed"]) for r in rows_of(edited / "out" / "patterns.csv")
    ] == [("tea-pot", "5", "5")]
    assert [(r["report"], r["coder"]) for r in rows_of(edited / "out" / "reopened.csv")] == [
        ("r0", "ann"),
        ("r1", "ann"),
    ]


def test_a_git_revision_is_compared_with_the_working_files(
    edited: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    shutil.rmtree(edited / "config", ignore_errors=True)
    shutil.copytree(edited / "before", edited / "config")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "config"), (*who, "commit", "-q", "-m", "Keep")):
        subprocess.run(["git", *words], cwd=edited, check=True)
    edit(edited / "config" / "patterns" / "tradition.yaml", "weight: 2", "weight: 1.5")
    code, printed = run("diff", "git:HEAD", "--workers", "1")
    assert code == 0
    assert "pattern tea-pot: weight 2 -> 1.5" in printed
    assert "5 of 8 reports" in printed
    edit(edited / "config" / "decisions.yaml", "least: 2", "leest: 2")
    subprocess.run(["git", *who, "commit", "-q", "-a", "-m", "Misspell"], cwd=edited, check=True)
    edit(edited / "config" / "decisions.yaml", "leest: 2", "least: 2")
    code, printed = run("diff", "git:HEAD", "--workers", "1")
    assert code == 2
    assert "git:HEAD/decisions.yaml, line 3: unknown key" in printed
    assert "compare with a later revision" in printed
    code, printed = run("diff", "git:no-such-revision", "--workers", "1")
    assert code == 2
    assert "git does not give config of this revision" in printed
    assert "a folder with the older files: results/inputs/config" in printed


@pytest.mark.parametrize("name", ["nowhere", "git:", "git:--help"])
def test_a_version_that_is_none_is_told_with_its_remedy(review: Path, run: Run, name: str) -> None:
    finish_run(review)
    code, printed = run("diff", name, "--workers", "1")
    assert code == 2
    assert name in printed
    assert "remedy: name a" in printed


def test_a_revision_of_a_folder_that_is_not_there_is_told(run: Run) -> None:
    code, printed = run("diff", "git:HEAD", "--config", "nowhere")
    assert code == 2
    assert "nowhere: there is no such folder" in printed
    assert "name its configuration with --config" in printed


def test_codes_that_people_list_for_other_reports_are_compared_with(review: Path, run: Run) -> None:
    finish_run(review)
    rows = [{"report": f"r{i}", "dimension": "tradition", "codes": "pot"} for i in range(5)]
    write_csv(review / "listed.csv", ("report", "dimension", "codes"), rows)
    code, _ = run("test", "--codes", "listed.csv", "--output", "out")
    assert code == 0
    conflicts = {r["pattern"]: r for r in rows_of(review / "out" / "conflicts.csv")}
    assert (conflicts["tea-pot"]["n"], conflicts["tea-pot"]["n_right"]) == ("5", "5")


def test_a_listed_code_that_the_codebook_lacks_is_told_with_its_line(review: Path, run: Run) -> None:
    finish_run(review)
    rows = [{"report": "r0", "dimension": "tradition", "codes": "jug"}]
    write_csv(review / "listed.csv", ("report", "dimension", "codes"), rows)
    code, printed = run("test", "--codes", "listed.csv")
    assert code == 2
    assert "listed.csv, line 2: unknown code 'jug' in tradition" in printed
    assert "use the dimensions and codes of the codebook" in printed
