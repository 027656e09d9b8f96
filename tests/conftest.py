"""What the tests share: where the project stands, and where real exports lie if they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from tests.longest_first import longest_first

from coprod_review.tasks.run.arithmetic import compute_alike

compute_alike(os.environ)  # before any test loads NumPy: as every command does
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

PROJECT = Path(__file__).parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-xdist take files in the order of the tests, not those of most tests first."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    items[:] = longest_first(items)


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout that is tested."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real exports and gold sets beside the checkout; tests that need them skip without."""
    folder = Path(os.environ.get("COPROD_SHARED", PROJECT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("no folder of real exports beside this checkout (or named by COPROD_SHARED)")
    return folder
