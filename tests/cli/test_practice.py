"""`coprod-review practice`: a small review of invented texts, whole and apart from the real one."""

from __future__ import annotations

import csv
import importlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.cli.new import PROJECT
from coprod_review.io.codebook import read_codebook
from coprod_review.io.practice import DATA, NEEDED, PACKED
from coprod_review.io.teaching import read_teaching
from coprod_review.io.workflow_files import copy_workflow, missing_files


def test_a_practice_folder_has_no_faults_and_all_that_there_is_to_practise_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practice", str(tmp_path / "mine")]) == 0
    assert "next: cd" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "mine")
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "no faults, 2 warnings" in said and "3 exports, 3 coders" in said
    read = ["--records", "r.parquet", "--set-aside", "aside.csv"]
    assert main(["read", *map(str, sorted(Path("corpus/exports").iterdir())), *read]) == 0
    assert "never closes" in Path("aside.csv").read_text(encoding="utf-8")
    assert main(["dedupe", "--records", "r.parquet", "--pairs", "p.csv", "--reports", "t.parquet"]) == 0
    with Path("p.csv").open(encoding="utf-8", newline="") as file:
        verdicts = [row["verdict"] for row in csv.DictReader(file)]
    assert verdicts.count("maybe") == 1 and verdicts.count("duplicate") >= 15


def test_git_joins_rows_in_a_practice_folder_as_in_the_project_and_leaves_answers_of_services_out(
    tmp_path: Path,
) -> None:
    main(["practice", str(tmp_path / "mine")])
    ours, theirs = ((folder / ".gitattributes").read_text("utf-8") for folder in (tmp_path / "mine", PROJECT))
    assert ours == theirs
    ignored = (tmp_path / "mine" / ".gitignore").read_text("utf-8").splitlines()
    assert {"results/", ".cache/", "corpus/.adding.lock"} <= set(ignored)


def test_what_is_practised_on_teaches_no_machine(tmp_path: Path) -> None:
    main(["practice", str(tmp_path / "mine")])
    assert not (tmp_path / "mine" / "config" / "teaching").exists()
    assert "teaching_weight: 0\n" in (tmp_path / "mine" / "config" / "config.yaml").read_text("utf-8")
    codebook = read_codebook(PROJECT / "config" / "codebook.yaml")
    titles = {text.title for text in read_teaching(PROJECT / "config" / "teaching", codebook).texts}
    with (DATA / "corpus" / "exports" / "scopus.csv").open(encoding="utf-8", newline="") as file:
        taken = [row["Title"] for row in csv.DictReader(file)]
    assert sum(title in titles for title in taken) >= 20


def test_the_practice_corpus_has_nothing_of_a_real_one() -> None:
    names = "\n".join(p.read_text("utf-8") for p in (DATA / "corpus" / "exports").iterdir())
    dois = set(re.findall(r"10\.\d{4,}/[^\s,;\"}]+", names))
    assert dois and all(doi.startswith("10.5555/practice.") for doi in dois)
    assert all(int(pmid) > 99_000_000 for pmid in re.findall(r"PMID- (\d+)", names))


def test_every_code_of_the_codebook_is_settled_in_some_report_but_those_that_readers_left_open() -> None:
    codebook = read_codebook(PROJECT / "config" / "codebook.yaml")
    given = set()
    for path in (DATA / "corpus" / "codings").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            given |= {
                (row["dimension"], code) for row in csv.DictReader(file) for code in row["codes"].split(";")
            }
    assert {(name, code) for name, d in codebook.dimensions.items() for code in d.codes} <= given


def test_nothing_is_written_over_and_nothing_into_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["practice", str(tmp_path / "full")]) == 2
    assert "name a new folder" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["notes.txt"]
    assert main(["practice", str(PROJECT / "practice-here")]) == 2
    assert "such as ../practice" in capsys.readouterr().err and not (PROJECT / "practice-here").exists()


def test_without_any_configuration_at_hand_it_says_where_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if all((PACKED / name).is_file() for name in NEEDED):
        pytest.skip("this is a built package, which has a configuration of its own")
    assert main(["practice", str(tmp_path / "mine"), "--project", str(tmp_path)]) == 2
    assert "--project FOLDER" in capsys.readouterr().err and not (tmp_path / "mine").exists()


def test_an_edited_codebook_of_the_project_is_that_of_the_practice_folder(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "config", project / "config")
    copy_workflow(PROJECT, project)
    codebook = project / "config" / "codebook.yaml"
    codebook.write_text(f"{codebook.read_text('utf-8')}# edited\n", encoding="utf-8")
    assert main(["practice", str(tmp_path / "mine"), "--project", str(project)]) == 0
    assert (tmp_path / "mine" / "config" / "codebook.yaml").read_text("utf-8").endswith("# edited\n")


def test_invented_answers_follow_the_codebook_of_the_project_whichever_version_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "config", project / "config")
    copy_workflow(PROJECT, project)
    codebook = project / "config" / "codebook.yaml"
    text = codebook.read_text("utf-8").replace('version: "0.2"', 'version: "0.10"')
    codebook.write_text(re.sub(r"(?m)^      both:", "      either_way:", text), encoding="utf-8")
    given = [len((DATA / "corpus" / "codings" / f"invented_{x}.csv").read_text().splitlines()) for x in "ab"]
    assert main(["practice", str(tmp_path / "mine"), "--project", str(project)]) == 0
    monkeypatch.chdir(tmp_path / "mine")
    main(["check"])
    told = capsys.readouterr()
    assert "not at hand" not in told.err and "is said to code by codebook" not in told.err
    rows = list(csv.DictReader(Path("corpus/codings/invented_a.csv").read_text("utf-8").splitlines()))
    assert {row["codebook"] for row in rows} == {"0.10"} and 300 < len(rows) < given[0]
    assert not any(row["codes"] == "both" for row in rows)


def test_invented_answers_stay_as_they_are_under_the_codebook_that_they_were_given_by(tmp_path: Path) -> None:
    main(["practice", str(tmp_path / "mine")])
    for name in ("coders.yaml", "codings/invented_a.csv", "decisions/adjudications.csv"):
        assert (tmp_path / "mine" / "corpus" / name).read_bytes() == (DATA / "corpus" / name).read_bytes()


def test_a_project_that_lacks_rules_of_its_snakefile_lends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if all((PACKED / name).is_file() for name in NEEDED):
        pytest.skip("this is a built package, which has a configuration of its own")
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "config", project / "config")
    shutil.copyfile(PROJECT / "Snakefile", project / "Snakefile")
    assert main(["practice", str(tmp_path / "mine"), "--project", str(project)]) == 2
    assert "--project FOLDER" in capsys.readouterr().err and not (tmp_path / "mine").exists()


def test_a_built_package_makes_a_practice_folder_and_a_review_without_the_project(tmp_path: Path) -> None:
    source, built = tmp_path / "source", tmp_path / "built"
    for name in ("src", "tools", "config", "profiles", "rules"):
        shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "Snakefile"):
        shutil.copyfile(PROJECT / name, source / name)
    built.mkdir()
    make = f"import build_package; build_package.build_wheel({str(built)!r})"
    tools = {**os.environ, "PYTHONPATH": str(source / "tools")}
    subprocess.run([sys.executable, "-c", make], cwd=source, env=tools, check=True)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    where = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    for made in ("practice", "new"):
        command = [sys.executable, "-m", "coprod_review", made, str(tmp_path / made)]
        subprocess.run(command, cwd=tmp_path, env=where, check=True)
        assert all((tmp_path / made / name).is_file() for name in NEEDED)
        assert missing_files(tmp_path / made) == []
    assert (tmp_path / "new" / "profiles" / "slurm" / "config.yaml").is_file()
    check = [sys.executable, "-m", "coprod_review", "check"]
    subprocess.run(check, cwd=tmp_path / "new", env=where, check=True)
    assert [path.name for path in (tmp_path / "new" / "config" / "teaching").iterdir()]
    assert not (source / "src" / "coprod_review" / "practice" / "project").exists()


def test_a_build_writes_nothing_into_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "tools"))
    build_package = importlib.import_module("build_package")
    monkeypatch.chdir(PROJECT)
    with build_package.packed():
        assert (Path.cwd() / build_package.PACKED / "Snakefile").is_file()
        assert Path.cwd() != PROJECT and not (PROJECT / build_package.PACKED).exists()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_a_practice_folder_refuses_a_profile_rather_than_running_here_in_silence(tmp_path: Path) -> None:
    assert main(["practice", str(tmp_path / "mine")]) == 0
    command = ["make", "review", "PROFILE=slurm", "PYTHON=false"]
    finished = subprocess.run(command, cwd=tmp_path / "mine", capture_output=True, text=True, check=False)
    assert finished.returncode == 2
    assert "runs on this machine alone: make review, without PROFILE=slurm" in finished.stderr
