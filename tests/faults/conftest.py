"""One undisturbed run of a small review, shared by the tests of faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.small_review import copy_of, make_small_review, run, told


@pytest.fixture(scope="session")
def undisturbed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished small review."""
    review = make_small_review(tmp_path_factory.mktemp("faults") / "undisturbed", project=project)
    finished = run(review)
    assert finished.returncode == 0, told(finished)
    return review


@pytest.fixture
def finished_review(undisturbed: Path, tmp_path: Path) -> Path:
    """A copy of the finished review, to be disturbed."""
    return copy_of(undisturbed, tmp_path / "review")


@pytest.fixture
def new_review(undisturbed: Path, tmp_path: Path) -> Path:
    """A copy as it was before its first run, in a folder with blanks, umlauts and quotation marks."""
    return copy_of(undisturbed, tmp_path / 'Prüfung d\'une "revue"', with_results=False)
