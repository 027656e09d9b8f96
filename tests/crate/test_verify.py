"""Verifying a run: what changed since it was written is named, and the last line says what that comes to."""

from __future__ import annotations

import hashlib
import os
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.crate.conftest import Run, described

from coprod_review.errors import ReviewError
from coprod_review.tasks.run.rerun import rerun


def last_line(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out.splitlines()[-1]


def test_a_run_that_nobody_touched_verifies_with_its_inputs(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    n = len((review / "results" / "SHA256SUMS").read_text("utf-8").splitlines())
    assert run(review, "verify") == 0
    line = last_line(capfd)
    assert line.startswith(f"VERIFIED: all {n:,} files are as the run wrote them; so are the ")


def test_inputs_are_counted_as_crate_counts_them_and_the_workflow_apart(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert described(review) == 0
    counted = re.search(r"(\d+ inputs?) and", capfd.readouterr().err)
    assert counted is not None
    assert run(review, "verify") == 0
    assert f"so are the {counted.group(1)} and 2 files of the workflow" in last_line(capfd)


def test_results_that_were_copied_alone_verify_and_say_that_inputs_were_not_compared(
    review: Path, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(review / "results", tmp_path / "elsewhere" / "run")
    assert run(tmp_path, "verify", tmp_path / "elsewhere" / "run") == 0
    assert "the inputs are not beside them and were not compared" in last_line(capfd)


def test_changed_missing_and_added_files_are_named_by_kind(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    results = review / "results"
    with (results / "report.html").open("ab") as stream:
        stream.write(b" ")
    (results / "read" / "exports.csv").unlink()
    (results / "audit" / "new.html").write_text("new", encoding="utf-8")
    assert run(review, "verify") == 2
    lines = capfd.readouterr().out.splitlines()
    assert "results, changed: 1" in lines
    assert "  report.html" in lines
    assert "  read/exports.csv" in lines
    assert "  audit/new.html" in lines
    assert lines[-1].startswith("NOT VERIFIED: 1 added, 1 changed, 1 missing of ")


def test_a_run_that_did_not_end_is_told_before_what_differs(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = review / ".snakemake" / "incomplete" / "cmVzdWx0cy9yZXBvcnQuaHRtbA=="
    begun.parent.mkdir(parents=True)
    begun.touch()
    assert run(review, "verify") == 0
    assert "has not come to its end" not in capfd.readouterr().out
    with (review / "results" / "report.html").open("ab") as stream:
        stream.write(b" ")
    assert run(review, "verify") == 2
    first, *_, last = capfd.readouterr().out.splitlines()
    assert first.startswith("the last run here has not come to its end")
    assert "run `make review` again" in first
    assert last.startswith("NOT VERIFIED: 1 changed of ")


def test_of_many_changed_files_the_first_are_named_and_all_on_request(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    for number in range(25):
        (review / "results" / f"new_{number:02}.txt").write_text("new", encoding="utf-8")
    assert run(review, "verify") == 2
    told = capfd.readouterr().out
    assert "... and 5 more (--all names them)" in told
    assert run(review, "verify", "--all") == 2
    assert "new_24.txt" in capfd.readouterr().out


def test_logs_and_the_report_of_snakemake_may_differ(review: Path, run: Run) -> None:
    (review / "results" / "logs" / "01_read.log").write_text("later\n", encoding="utf-8")
    (review / "results" / "workflow-report.html").write_text("<p>at noon", encoding="utf-8")
    assert run(review, "verify") == 0


def test_inputs_that_changed_since_the_run_have_an_exit_code_of_their_own(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    with (review / "config" / "criteria.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    (review / "corpus" / "new.csv").write_text("a\n", encoding="utf-8")
    assert run(review, "verify") == 3
    told = capfd.readouterr().out
    assert "  config/criteria.yaml" in told
    assert "  corpus/new.csv" in told
    assert "INPUTS CHANGED SINCE: 1 added, 1 changed; `make review`" in told.splitlines()[-1]


def test_a_rule_of_the_workflow_that_changed_since_the_run_is_told(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    with (review / "rules" / "read.smk").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    assert run(review, "verify") == 3
    assert "  rules/read.smk" in capfd.readouterr().out


def test_a_review_without_a_rule_that_its_snakefile_includes_cannot_be_run_again(review: Path) -> None:
    (review / "rules" / "read.smk").unlink()
    with pytest.raises(ReviewError, match="needed to run the review again") as caught:
        rerun(review, review / "results", cores=1)
    assert caught.value.where == str(review / "rules" / "read.smk")


def test_a_list_that_was_changed_with_its_files_is_told_by_the_crate(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    page = review / "results" / "report.html"
    sums = review / "results" / "SHA256SUMS"
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text("forged", encoding="utf-8")
    after = hashlib.sha256(b"forged").hexdigest()
    sums.write_text(sums.read_text("utf-8").replace(before, after), encoding="utf-8")
    assert run(review, "verify") == 2
    told = capfd.readouterr().out
    assert "the crate has another SHA-256 of report.html than the list of sums" in told
    assert "get the results again" in told


def test_the_published_sum_is_that_of_the_crate_or_of_the_list(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("ro-crate-metadata.json", "SHA256SUMS"):
        published = hashlib.sha256((review / "results" / name).read_bytes()).hexdigest()
        assert run(review, "verify", "--sha256", published) == 0
    capfd.readouterr()
    assert run(review, "verify", "--sha256", "0" * 64) == 2
    assert "has the published SHA-256" in capfd.readouterr().out


def test_a_folder_without_a_run_is_told_with_a_remedy(
    tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "verify") == 2
    told = capfd.readouterr().err
    assert "there is no finished run here" in told
    assert "run `make review`, or name its results" in told


def test_a_damaged_list_is_told_with_its_line(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    (review / "results" / "SHA256SUMS").write_text("abc\n", encoding="utf-8")
    assert run(review, "verify") == 2
    assert "SHA256SUMS, line 1: this line is no SHA-256 and path" in capfd.readouterr().err


def test_a_review_without_its_snakefile_cannot_be_run_again_and_says_so(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.move(review / "results", review.parent / "results")
    assert run(review.parent, "verify", "--rerun") == 2
    assert "verify without --rerun" in capfd.readouterr().err


def test_a_run_that_gives_other_bytes_when_it_is_made_again_is_told_file_by_file(review: Path) -> None:
    results = review / "results"
    kept = review / "corpus" / "kept"
    kept.mkdir()
    shutil.copy(results / "SHA256SUMS", kept / "SHA256SUMS")
    (review / "Snakefile").write_text(
        'rule all:\n    input: "results/SHA256SUMS"\n\n'
        'rule crate:\n    output: "results/SHA256SUMS"\n    shell: "cp corpus/kept/SHA256SUMS {output}"\n',
        encoding="utf-8",
    )
    assert rerun(review, results, cores=1) == []
    lines = (results / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    (kept / "SHA256SUMS").write_text("".join([f"{'0' * 64}  report.html\n", *lines[:1]]), encoding="utf-8")
    found = {one.name: one.kind for one in rerun(review, results, cores=1)}
    assert found["report.html"] == "changed"
    assert found["provenance.json"] == "missing"


def test_a_review_that_stops_when_it_is_made_again_says_why(review: Path) -> None:
    (review / "Snakefile").write_text("raise ValueError('no such stage')\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="no such stage") as caught:
        rerun(review, review / "results", cores=1)
    assert "run `make review`" in caught.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="this system ends processes in another way")
def test_a_review_that_is_run_again_ends_with_its_stages_where_it_is_asked_to_end(
    review: Path, tmp_path: Path
) -> None:
    passing, line = tmp_path / "passing", tmp_path / "line"
    passing.mkdir()
    os.mkfifo(line)
    (review / "Snakefile").write_text(
        f'rule all:\n    output: "results/SHA256SUMS"\n    shell: "(echo at work; sleep 300) > {line}"\n',
        encoding="utf-8",
    )
    assert described(review) == 0
    told = os.open(line, os.O_RDONLY | os.O_NONBLOCK)
    with subprocess.Popen(
        [sys.executable, "-m", "coprod_review", "verify", "--rerun"],
        cwd=review,
        env={**os.environ, "TMPDIR": str(passing)},
        stderr=subprocess.PIPE,
        text=True,
    ) as asked:
        assert select.select([told], [], [], 60)[0]
        assert os.read(told, 100) == b"at work\n"
        asked.terminate()
        _, errors = asked.communicate(timeout=60)
    assert asked.returncode == 130
    assert errors.endswith("coprod-review verify: stopped; files are whole or absent\n")
    assert list(passing.iterdir()) == []
    assert select.select([told], [], [], 30)[0], "the stage goes on"
    assert os.read(told, 100) == b""  # nobody has the line open any more
    os.close(told)


def test_what_lies_beside_a_run_is_told_as_not_compared_and_what_no_command_writes_as_added(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    results = review / "results"
    (results / "figures" / "one_column").mkdir()
    (results / "next").mkdir()
    drawn = next(path for path in (results / "figures").glob("*.svg"))
    shutil.copy(drawn, results / "figures" / "one_column" / drawn.name)
    (results / "next" / "coding.csv").write_text("report\n", encoding="utf-8")
    assert run(review, "verify") == 0
    told = last_line(capfd)
    assert f"NOT compared: 2 files beside the run, of no list: figures/one_column/{drawn.name}, next/" in told
    for name in ("figures/one_column/forged.png", "next/x.html"):
        (results / name).write_text("forged", encoding="utf-8")
    assert run(review, "verify") == 2
    lines = capfd.readouterr().out.splitlines()
    assert "  figures/one_column/forged.png" in lines and "  next/x.html" in lines
    assert lines[-1].startswith("NOT VERIFIED: 2 added of ")


def test_a_link_in_place_of_a_result_is_no_result(
    review: Path, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    page = review / "results" / "report.html"
    shutil.move(page, tmp_path / "elsewhere.html")
    page.symlink_to(tmp_path / "elsewhere.html")
    assert run(review, "verify") == 2
    lines = capfd.readouterr().out.splitlines()
    assert lines[:2] == ["results, a link to another place: 1", "  report.html"]


def test_results_that_were_read_of_other_exports_do_not_verify(
    review: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    table = review / "results" / "read" / "exports.csv"
    was = hashlib.sha256((review / "corpus" / "exports" / "a.ris").read_bytes()).hexdigest()
    table.write_text(table.read_text("utf-8").replace(was, "1" * 64), encoding="utf-8")
    assert run(review, "crate") == 2
    assert "these results were read of another a.ris" in capfd.readouterr().err
    assert run(review, "verify") == 2
    assert "these results were read of another a.ris" in capfd.readouterr().out
