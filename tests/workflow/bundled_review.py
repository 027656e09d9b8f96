"""The review of the bundled corpus as a user has it, and one finished run of it for all tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.built_once import built_once
from tests.laws.small_reviews import digests

PARTS = ("Snakefile", "rules", "corpus", "config")
PLACE = "Übersicht of safety"
"""The folder of the run: its name has blanks and umlauts."""


def copied(project: Path, folder: Path) -> Path:
    """A review folder with what a user has: the workflow, the corpus and the configuration."""
    folder.mkdir(parents=True)
    for part in PARTS:
        source = project / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    return folder


def run_snakemake(folder: Path, *arguments: str, cores: int = 2) -> subprocess.CompletedProcess[str]:
    """Run the workflow of a folder to its end, with a home of its own."""
    environment = os.environ | {
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "home" / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-m", "snakemake", "--cores", str(cores), "--show-failed-logs", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def bytes_of(folder: Path) -> dict[str, str]:
    """The hash of every result by its path. Logs tell of seconds; no other file may differ."""
    found = digests(folder / "results")
    return {path: digest for path, digest in found.items() if not path.startswith("logs/")}


def finished_review(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run on two cores, for the tests of one file, which leave it as it was."""
    return _finished(project, tmp_path_factory) / PLACE


def bytes_of_finished_review(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What that run wrote, as it was at its end: the hash of every result by its path."""
    found: dict[str, str] = json.loads(
        (_finished(project, tmp_path_factory) / "bytes.json").read_text("utf-8")
    )
    return found


def _finished(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        review = copied(project, folder / PLACE)
        finished = run_snakemake(review)
        assert finished.returncode == 0, finished.stdout + finished.stderr
        (folder / "bytes.json").write_text(json.dumps(bytes_of(review)), "utf-8")

    return built_once("bundled", make, tmp_path_factory=tmp_path_factory)
