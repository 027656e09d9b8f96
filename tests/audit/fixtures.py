"""An invented review, with its report and its site, made once: fixtures of the report and of the site."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.audit import invented_review

from coprod_review.cli import main

Make = Callable[..., Path]


@pytest.fixture(scope="session")
def make_review(project: Path) -> Make:
    """Writes an invented review, report.html and audit/ included, below a folder."""

    def make(folder: Path, **how: Any) -> Path:
        review: Path = invented_review.write_review(folder, project, **how)
        for command in ("report", "site"):
            assert run_in(review, command) == 0
        return review

    return make


def run_in(review: Path, command: str) -> int:
    """The exit code of a command that runs in the folder of a review."""
    before = Path.cwd()
    os.chdir(review)
    try:
        return main([command])
    finally:
        os.chdir(before)


@pytest.fixture(scope="session")
def review(make_review: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One finished review of six reports; tests must not change it."""
    return make_review(tmp_path_factory.mktemp("review") / "r")


@pytest.fixture
def run() -> Callable[[Path, str], int]:
    """Runs a command in the folder of a review."""
    return run_in


@pytest.fixture(scope="session")
def write_review(project: Path) -> Make:
    """Writes an invented review as its stages leave it, without report and site."""

    def write(folder: Path, **how: Any) -> Path:
        written: Path = invented_review.write_review(folder, project, **how)
        return written

    return write
