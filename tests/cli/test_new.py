"""`coprod-review new`: a folder in which a review can be begun, by whoever has only exports."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.cli.program import program
from coprod_review.config import Config
from coprod_review.io.belongings import others_of
from coprod_review.io.codebook import read_codebook
from coprod_review.io.new_review import new_review
from coprod_review.io.workflow_files import missing_files
from coprod_review.io.yamls import read_yaml

RIS = "TY  - JOUR\nTI  - Lamps in stairwells\nAU  - Roe, Rita\nPY  - 2001\nT2  - J Lamps\nER  - \n"
FACTS = [
    "--database",
    "MEDLINE",
    "--platform",
    "X",
    "--query",
    "lamps",
    "--searched",
    "2026-03-01",
    "--hits",
    "1",
]


def test_a_new_folder_is_a_review_without_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mine"]) == 0
    printed = capsys.readouterr().out
    assert "next: cd mine, then coprod-review add FILE, then check, then coprod-review run" in printed
    assert f"coprod-review is {Path(sys.executable).parent}" in printed
    monkeypatch.chdir(tmp_path / "mine")
    assert Path("corpus/manifest.yaml").read_text(encoding="utf-8") == "exports: []\n"
    assert not Path("results").exists() and not list(Path("src").rglob("__pycache__"))
    assert not Path("config/tuned.yaml").exists()  # penalties of the codes that are settled here
    assert read_yaml(Path("config/config.yaml"), Config).analyse.tested == ()  # claims of another review
    assert main(["check"]) == 0
    told = capsys.readouterr().err
    assert "of the review are not filled in" in told and "are still of the review that this folder" in told
    Path("lamps.ris").write_text(RIS, encoding="utf-8")
    assert main(["add", "lamps.ris", *FACTS]) == 0
    assert "next: coprod-review check, then coprod-review run" in capsys.readouterr().out
    settings = Path("config/config.yaml")
    unfilled = settings.read_text(encoding="utf-8")
    assert "Co-production" not in unfilled.partition("\nseed:")[0]
    assert "  # How you read the counts for your question" in unfilled
    assert main(["check"]) == 0
    assert "of the review are not filled in" in capsys.readouterr().err
    settings.write_text(unfilled.replace("(to be filled in)", "Lamps"), encoding="utf-8")
    assert main(["check"]) == 0
    told = capsys.readouterr().err
    assert "title" not in told
    copied = "criteria.yaml, codebook.yaml, lineage.yaml and model.yaml"
    assert f"{copied} are still of the review that this folder was copied from" in told
    for name in ("criteria", "codebook", "lineage", "model"):
        path = Path(f"config/{name}.yaml")
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    assert main(["check"]) == 0
    assert "of the review" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["new", "practice"])
def test_the_way_into_a_folder_can_be_pasted_whatever_its_name(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command, "Prüfung der Lampen"]) == 0
    assert 'next: cd "Prüfung der Lampen", ' in capsys.readouterr().out


def test_the_program_in_a_folder_with_blanks_is_told_as_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "my tools" / "python"))
    assert shlex.split(program()) == [str(tmp_path / "my tools" / "python"), "-m", "coprod_review"]


def test_a_new_review_is_neither_cited_nor_described_as_the_one_it_was_copied_from(
    tmp_path: Path, project: Path
) -> None:
    new_review(project, tmp_path / "mine")
    of_project = ("CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md", "sbom.cdx.json", "tests")
    assert [name for name in of_project if (tmp_path / "mine" / name).exists()] == []
    readme = (tmp_path / "mine" / "README.md").read_text(encoding="utf-8")
    assert "coprod-review run" in readme and "patient" not in readme
    assert "[docs/researcher.md](docs/researcher.md)" in readme
    settings = tmp_path / "mine" / "config" / "config.yaml"
    empty = settings.read_text(encoding="utf-8")
    stated = empty.replace("authors: []", "authors:\n    - name: Ada Roe").replace(
        'funding: ""', "funding: |\n    By the lamp fund.\n\n    It had no part."
    )
    assert stated.count("Ada Roe") + stated.count("lamp fund") == 2
    settings.write_text(stated, encoding="utf-8")
    new_review(tmp_path / "mine", tmp_path / "another")
    assert (tmp_path / "another" / "config" / "config.yaml").read_text(encoding="utf-8") == empty
    marked = (tmp_path / "another" / "config" / "criteria.yaml").read_text(encoding="utf-8")
    assert marked.count("# Copied from another review") == 1


def test_a_review_of_searches_under_the_title_of_the_bundled_one_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lamps.ris").write_text(RIS, encoding="utf-8")
    assert main(["add", "lamps.ris", "--corpus", "corpus", *FACTS]) == 0
    assert main(["new", "."]) == 0
    Path("config/config.yaml").write_bytes((project / "config" / "config.yaml").read_bytes())
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "the report will bear the title of the review that this project holds" in capsys.readouterr().err


def test_add_in_an_empty_folder_names_the_way_to_a_review_that_check_accepts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lamps.ris").write_text(RIS, encoding="utf-8")
    assert main(["add", "lamps.ris", "--corpus", "corpus", *FACTS]) == 0
    assert "next: coprod-review new . where corpus/ stands" in capsys.readouterr().out
    assert main(["check"]) == 2
    told = capsys.readouterr()
    assert told.err.count("fault:") == 1 and "config: this folder does not exist" in told.err
    assert "`coprod-review new .` makes this one a review and keeps its corpus" in told.err
    manifest = Path("corpus/manifest.yaml").read_bytes()
    assert main(["new", "."]) == 0
    assert Path("corpus/manifest.yaml").read_bytes() == manifest
    assert main(["check"]) == 0


def test_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Makefile").write_text("mine", encoding="utf-8")
    assert main(["new", "."]) == 2
    told = capsys.readouterr().err
    assert "this folder has Makefile already" in told and "remedy: name a folder without them" in told
    assert [path.name for path in tmp_path.iterdir()] == ["Makefile"]


def test_a_folder_that_began_as_a_repository_keeps_what_it_began_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practice", str(tmp_path / "practice")]) == 0
    for project in (_project(tmp_path), tmp_path / "practice"):
        mine = tmp_path / f"of_{project.name}"
        mine.mkdir()
        for name in ("README.md", ".gitignore", ".gitattributes"):
            (mine / name).write_text("mine\n", encoding="utf-8")
        monkeypatch.chdir(mine)
        capsys.readouterr()
        assert main(["new", ".", "--project", str(project)]) == 0
        told = capsys.readouterr().out
        assert "left as it was: README.md, .gitignore, .gitattributes" in told and "results/" in told
        assert {(mine / name).read_text("utf-8") for name in ("README.md", ".gitignore")} == {"mine\n"}
        assert (mine / "Makefile").is_file()


def test_an_installation_without_a_project_says_what_to_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "installed").mkdir()
    assert main(["new", str(tmp_path / "mine"), "--project", str(tmp_path / "installed")]) == 2
    told = capsys.readouterr().err
    assert "nothing to copy" in told and "copy the folder of the project yourself" in told


def test_a_project_that_lacks_rules_of_its_snakefile_is_no_whole_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = _project(tmp_path)
    (project / "Snakefile").write_text('include: "rules/read.smk"\n', encoding="utf-8")
    assert main(["new", str(tmp_path / "mine"), "--project", str(project)]) == 2
    assert "nothing to copy" in capsys.readouterr().err
    (project / "rules").mkdir()
    (project / "rules" / "read.smk").write_text("rule read:\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "mine"), "--project", str(project)]) == 0
    assert (tmp_path / "mine" / "rules" / "read.smk").is_file()


def test_a_practice_folder_lends_what_it_has_and_the_program_runs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practice", str(tmp_path / "practice")]) == 0
    profile = tmp_path / "practice" / "profiles" / "slurm" / "config.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text("jobs: 2\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "mine"), "--project", str(tmp_path / "practice")]) == 0
    assert "mine: configuration and workflow of the program, with an empty corpus" in capsys.readouterr().out
    assert missing_files(tmp_path / "mine") == []
    assert (tmp_path / "mine" / "profiles" / "slurm" / "config.yaml").is_file()
    assert "--profile profiles/$(PROFILE)" in (tmp_path / "mine" / "Makefile").read_text("utf-8")
    assert f"PYTHON ?= {sys.executable}\n" in (tmp_path / "mine" / "Makefile").read_text("utf-8")
    assert not (tmp_path / "mine" / "to_add").exists()
    readme = (tmp_path / "mine" / "README.md").read_text("utf-8")
    assert "docs/researcher.md of the program's own project" in readme and "](" not in readme


def test_a_folder_within_the_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = _project(tmp_path)
    assert main(["new", str(project / "mine"), "--project", str(project)]) == 2
    assert "remedy: name a folder elsewhere" in capsys.readouterr().err


def test_what_runs_and_hidden_files_leave_behind_is_not_copied(tmp_path: Path) -> None:
    project = _project(tmp_path)
    for name in (
        "results/a.csv",
        "corpus/b.csv",
        ".cache/c",
        "config/.d.swp",
        "src/e.egg-info/f",
        ".gitignore",
    ):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("", encoding="utf-8")
    new_review(project, tmp_path / "mine", python=Path(sys.executable))
    made = {
        str(path.relative_to(tmp_path / "mine")) for path in (tmp_path / "mine").rglob("*") if path.is_file()
    }
    needed = {"config/config.yaml", "Snakefile", "Makefile", "pyproject.toml"}
    assert {Path(name).as_posix() for name in made} == needed | {
        ".gitignore",
        "README.md",
        "corpus/coders.yaml",
        "corpus/manifest.yaml",
    }


def test_what_people_keep_in_the_folder_of_a_project_is_not_copied_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = _project(tmp_path)
    for name in ("AB.xlsx", "notes.csv", "my-model.yaml", "results-before/report.html", "docs/guide.md"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("mine", encoding="utf-8")
    (project / "results-changed").mkdir()
    assert main(["new", str(tmp_path / "mine"), "--project", str(project)]) == 0
    kept = "AB.xlsx, my-model.yaml, notes.csv, results-before"
    assert f"not of the project and therefore not copied: {kept}\n" in capsys.readouterr().out
    made = {path.name for path in (tmp_path / "mine").iterdir()}
    assert made == {"README.md", "corpus", *("config", "docs", "Snakefile", "Makefile", "pyproject.toml")}


def test_all_that_git_keeps_of_the_project_is_known_to_be_its_own(tmp_path: Path, project: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=project, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not in git")
    for name in {Path(line).parts[0] for line in listed.stdout.splitlines()}:
        (tmp_path / name).touch()
    assert others_of(tmp_path) == []


def _project(folder: Path) -> Path:
    for name in ("config/config.yaml", "Snakefile", "Makefile", "pyproject.toml"):
        path = folder / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return folder / "project"


def test_what_a_folder_held_before_stays_beside_the_review_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    for name in ("notes.txt", "a.ris", ".DS_Store"):
        Path("mine", name).write_text(name, encoding="utf-8")
    assert main(["new", "mine"]) == 0
    assert "beside what was there and stays (2): a.ris, notes.txt\n" in capsys.readouterr().out
    assert Path("mine", "notes.txt").read_text("utf-8") == "notes.txt"
    assert main(["new", "other"]) == 0
    assert "beside what was there" not in capsys.readouterr().out


def test_the_example_of_a_coder_names_the_codebook_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mine"]) == 0
    monkeypatch.chdir(tmp_path / "mine")
    coders = Path("corpus/coders.yaml")
    head, _, _ = coders.read_text("utf-8").partition("coders: []")
    example = "".join(f"{line[2:]}\n" for line in head.splitlines() if line.startswith("#   "))
    coders.write_text(f"coders:\n{example}", encoding="utf-8")
    assert main(["check"]) == 0
    assert "is said to code by codebook" not in capsys.readouterr().err
    version = read_codebook(Path("config/codebook.yaml")).version
    coders.write_text(coders.read_text("utf-8").replace(f'"{version}"', '"9.9"'), encoding="utf-8")
    assert main(["check"]) == 0
    told = capsys.readouterr().err
    assert f"ann is said to code by codebook 9.9, which is not at hand: there is {version}" in told
