"""One undisturbed run of a small review, shared by the tests of faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.small_review import copy_of, finished_small_review


@pytest.fixture(scope="session")
def undisturbed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished small review; tests must not change it."""
    return finished_small_review(project, tmp_path_factory)


@pytest.fixture
def finished_review(undisturbed: Path, tmp_path: Path) -> Path:
    """A copy of the finished review, to be disturbed."""
    return copy_of(undisturbed, tmp_path / "review")


@pytest.fixture
def new_review(undisturbed: Path, tmp_path: Path) -> Path:
    """A copy as it was before its first run, in a folder with blanks, umlauts and quotation marks."""
    return copy_of(undisturbed, tmp_path / 'Prüfung d\'une "revue"', with_results=False)
