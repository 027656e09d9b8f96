"""The whole review, as `make review` runs it, in a copy of the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.workflow.bundled_review import (
    bytes_of,
    bytes_of_finished_review,
    copied,
    finished_review,
    run_snakemake,
)

from coprod_review.io.crate import read_crate
from coprod_review.io.workflow_files import workflow_files


@pytest.fixture(scope="session")
def review(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished review of the bundled corpus, run in a folder whose path has blanks and umlauts."""
    return finished_review(project, tmp_path_factory)


def planned(folder: Path) -> set[str]:
    """The rules that Snakemake would run now."""
    finished = run_snakemake(folder, "--dry-run")
    told = finished.stdout + finished.stderr
    assert finished.returncode == 0, told
    return {
        line.split()[1].rstrip(":") for line in told.splitlines() if line.startswith(("rule ", "localrule "))
    }


RECORDING = """
import json, sys
from coprod_review.cli import main
from coprod_review.config import Config

seen, found = set(), Config.__getattribute__
def watched(settings, name):
    if name in Config.model_fields:
        seen.add(name)
    return found(settings, name)
Config.__getattribute__ = watched
status = main(sys.argv[2:])
open(sys.argv[1], "w").write(json.dumps(sorted(seen)))
sys.exit(status)
"""
"""Runs a command and writes which sections of the configuration it asked for."""


@pytest.mark.parametrize(
    ("rule", "command"),
    [
        ("settle", "settle"),
        ("analyse", "analyse"),
        ("render", "render"),
        ("site", "site"),
    ],
)
def test_a_rule_names_every_section_of_the_configuration_that_its_command_reads(
    review: Path, project: Path, tmp_path: Path, rule: str, command: str
) -> None:
    texts = "".join(path.read_text("utf-8") for path in sorted((project / "rules").glob("*.smk")))
    found = re.search(rf"^ *rule {rule}:(?s:.*?)settings=settings\(([^)]*)\)", texts, flags=re.MULTILINE)
    assert found is not None
    folder = shutil.copytree(review, tmp_path / "review", ignore=shutil.ignore_patterns(".snakemake"))
    told = tmp_path / "sections.json"
    subprocess.run(
        [sys.executable, "-c", RECORDING, str(told), *command.split()],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    assert set(json.loads(told.read_text("utf-8"))) <= set(re.findall(r'"(\w+)"', found.group(1)))


@pytest.mark.parametrize("edited", ["corpus/README.md", "config/planning/issues.csv"])
def test_an_edit_of_anything_that_people_supplied_writes_the_report_anew(review: Path, edited: str) -> None:
    path = review / edited
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\n")
        assert {"report", "crate"} <= planned(review)
    finally:
        path.write_bytes(before)


def test_a_sample_that_somebody_draws_to_code_reruns_no_stage_but_the_report(review: Path) -> None:
    drawn = review / "corpus" / "samples" / "AB.csv"
    try:
        drawn.write_text("report\np001\n", "utf-8")
        assert planned(review) == {"report", "crate", "all"}
    finally:
        drawn.unlink()


def test_the_review_writes_what_it_promises(review: Path) -> None:
    for path in ("report.html", "README.md", "audit/index.html", "tables/tables.xlsx", "provenance.json"):
        assert (review / "results" / path).stat().st_size > 0, path


def test_tables_for_people_alone_begin_with_a_byte_order_mark(review: Path) -> None:
    results = review / "results"
    marked = {p for p in results.rglob("*.csv") if p.read_bytes().startswith(b"\xef\xbb\xbf")}
    assert {path.parent.name for path in marked} == {"figures", "tables", "bibliography"}
    assert all(set(path.parent.glob("*.csv")) <= marked for path in marked)


def test_the_run_leaves_the_corpus_as_it_was(review: Path, project: Path) -> None:
    for path in sorted((project / "corpus").rglob("*")):
        if path.is_file():
            assert (review / path.relative_to(project)).read_bytes() == path.read_bytes(), path


def test_a_rerun_with_nothing_changed_does_nothing(review: Path) -> None:
    finished = run_snakemake(review)
    assert finished.returncode == 0
    assert "Nothing to be done" in finished.stdout + finished.stderr


def test_an_edited_pattern_reruns_only_what_depends_on_it(review: Path) -> None:
    pattern_file = min((review / "config" / "patterns").glob("*.yaml"))
    original = pattern_file.read_text("utf-8")
    try:
        pattern_file.write_text(
            re.sub(r"(?m)^    weight: .*$", "    weight: 0.5", original, count=1), "utf-8"
        )
        assert pattern_file.read_text("utf-8") != original
        rules = planned(review)
    finally:
        pattern_file.write_text(original, "utf-8")
    assert {"train", "combine", "report"} <= rules
    assert not rules & {"read", "dedupe", "screen", "settle"}


def test_a_comment_in_a_file_of_the_configuration_reruns_the_stages_that_read_it(review: Path) -> None:
    path = review / "config" / "patterns" / "framing.yaml"
    before = path.read_bytes()
    try:
        path.write_bytes(b"# said of it\n" + before)
        rules = planned(review)
    finally:
        path.write_bytes(before)
    assert {"train", "combine", "report"} <= rules
    assert not rules & {"read", "dedupe", "screen"}


def test_every_table_that_is_deleted_is_made_again_by_the_stage_that_wrote_it(
    review: Path, tmp_path: Path
) -> None:
    specified = ("specification", "model_sensitivity")
    written_by = {
        "analyse": [p for p in review.glob("results/analyse/*") if not p.name.startswith(specified)],
        "settle": [*review.glob("results/settle/*")],
        "specify": [p for p in review.glob("results/analyse/*") if p.name.startswith(specified)],
        "write": [*review.glob("results/networks/*"), *review.glob("results/bibliography/*")],
    }
    assert len(written_by["analyse"]) == 35
    for stage, paths in written_by.items():
        asides = {path: tmp_path / f"{stage} {path.name}" for path in paths}
        for path, aside in asides.items():
            path.rename(aside)
        try:
            finished = run_snakemake(review, "--dry-run")
        finally:
            for path, aside in asides.items():
                aside.rename(path)
        told = finished.stdout + finished.stderr
        (reason,) = re.findall(rf"rule {stage}:(?s:.*?)reason: Missing output files: (.+)", told)
        named = {name.strip() for name in reason.partition(";")[0].split(",")}
        assert named == {path.relative_to(review).as_posix() for path in paths}, stage


def test_two_runs_give_the_same_bytes_on_one_core_and_on_two(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = copied(project, tmp_path_factory.mktemp("again") / "run")
    finished = run_snakemake(again, cores=1)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert bytes_of(again) == bytes_of_finished_review(project, tmp_path_factory)


def test_cut_off_exports_have_their_last_entries_set_aside_and_show_no_traceback(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = copied(project, tmp_path_factory.mktemp("cut") / "run")
    for export in (folder / "corpus" / "exports").iterdir():
        content = export.read_bytes()
        export.write_bytes(content[: len(content) // 2])
    finished = run_snakemake(folder, "--until", "read")
    assert "Traceback" not in finished.stdout + finished.stderr
    assert finished.returncode == 0
    set_aside = (folder / "results" / "read" / "set_aside.csv").read_text("utf-8")
    assert len(set_aside.splitlines()) > 1


def test_an_empty_export_stops_the_run_with_its_name_and_a_remedy(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = copied(project, tmp_path_factory.mktemp("empty") / "run")
    export = min((folder / "corpus" / "exports").iterdir())
    export.write_bytes(b"")
    finished = run_snakemake(folder, "--until", "read")
    told = finished.stdout + finished.stderr
    assert finished.returncode != 0
    assert export.name in told
    assert "remedy" in told
    assert "Traceback" not in told


def run_command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coprod_review", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_finished_run_verifies_with_all_its_stages_described(review: Path) -> None:
    finished = run_command(review, "verify")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert finished.stdout.startswith("VERIFIED: all ")
    entities = {entity["@id"]: entity for entity in read_crate(review / "results")}
    parts = {one["@id"] for one in entities["inputs/Snakefile"]["hasPart"]}
    described = {part.removeprefix("#tool/") for part in parts if part.startswith("#tool/")}
    workflow = workflow_files(review)
    assert parts >= {f"inputs/{name}" for name in workflow if name != "Snakefile"}
    text = "".join(path.read_text("utf-8") for path in workflow.values())
    rules = set(re.findall(r"^ *rule (\w+):", text, flags=re.MULTILINE))
    assert described == rules - {"all", "crate", "read_group", "code"}
    outputs = {one["@id"] for stage in described for one in as_list(entities[f"#run/{stage}"]["result"])}
    assert outputs <= entities.keys()
    assert all(as_list(entities[f"#run/{stage}"]["result"]) for stage in described)


def test_results_that_were_copied_alone_verify(review: Path, tmp_path: Path) -> None:
    shutil.copytree(review / "results", tmp_path / "published")
    finished = run_command(tmp_path, "verify", "published")
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_snakemake_makes_its_own_report_which_verify_passes_over(review: Path) -> None:
    finished = run_snakemake(review, "--report", "results/workflow-report.html")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    page = review / "results" / "workflow-report.html"
    try:
        assert "2 Screening" in page.read_text("utf-8")
        assert run_command(review, "verify").returncode == 0
    finally:
        page.unlink()


def as_list(value: object) -> list[dict[str, str]]:
    return value if isinstance(value, list) else [value]  # type: ignore[list-item]
