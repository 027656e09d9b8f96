"""An invented review, finished and described as a crate."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.audit import invented_review

from coprod_review.cli import main

STAGES = [
    {
        "name": "read",
        "about": "Read every export.",
        "command": "coprod-review read {input}",
        "inputs": ["corpus/exports/", "corpus/manifest.yaml"],
        "outputs": ["results/read/records.parquet"],
    },
    {
        "name": "site",
        "about": "Write the audit pages.",
        "command": "coprod-review site",
        "inputs": ["results/read/records.parquet"],
        "outputs": ["results/audit/index.html"],
    },
]

Run = Callable[..., int]


def rest() -> dict[str, object]:
    """A stage that declares all results that the others do not, as the rules of a workflow do together."""
    known = {name for stage in STAGES for name in stage["outputs"]}
    found = (path.as_posix() for path in Path("results").rglob("*") if path.is_file())
    left = sorted(name for name in found if name not in known and not name.startswith("results/audit/"))
    return {
        "name": "analyse",
        "about": "Write the rest.",
        "command": "coprod-review analyse",
        "inputs": [],
        "outputs": [name for name in left if Path(name).name not in ("SHA256SUMS", "ro-crate-metadata.json")],
    }


def described(folder: Path, *words: str) -> int:
    """Run the command `crate` in a review with the invented stages."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return main(["crate", "--stages", json.dumps([*STAGES, rest()]), *words])
    finally:
        os.chdir(before)


@pytest.fixture(scope="session")
def described_review(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with a crate; tests must not change it."""
    folder = invented_review.write_review(tmp_path_factory.mktemp("crates") / "review", project)
    (folder / "Snakefile").write_text(
        'rule all:\n    input: "results/report.html"\n\n\ninclude: "rules/read.smk"\n', encoding="utf-8"
    )
    (folder / "rules").mkdir()
    (folder / "rules" / "read.smk").write_text("rule read:\n    output: []\n", encoding="utf-8")
    (folder / "corpus" / "decisions").mkdir(exist_ok=True)
    (folder / "corpus" / "decisions" / "adjudications.csv").write_text(
        "report,dimension,codes,coder,date,reason\nr001,framing,none,AB,2026-03-04,seen\n", encoding="utf-8"
    )
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert main(["report"]) == 0
        assert main(["site"]) == 0
    finally:
        os.chdir(before)
    (folder / "results" / "logs").mkdir(exist_ok=True)
    (folder / "results" / "logs" / "01_read.log").write_text("read at noon\n", encoding="utf-8")
    assert described(folder) == 0
    return folder


@pytest.fixture
def review(described_review: Path, tmp_path: Path) -> Path:
    """A review with a crate that a test may change."""
    return Path(shutil.copytree(described_review, tmp_path / "review"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder; its exit code."""

    def run_in(folder: Path, *words: object) -> int:
        monkeypatch.chdir(folder)
        return main([str(word) for word in words])

    return run_in
