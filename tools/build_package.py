"""The build backend: that of flit, with the configuration packed, so that a package makes practice folders.

In the project's folder `config/`, `rules/` and Snakefile stand at the top, where a package does not reach; a
wheel and a source archive get a copy of them while they are built, without the teaching texts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flit_core import buildapi
from flit_core.buildapi import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

PROJECT = Path(__file__).resolve().parents[1]
PACKED = PROJECT / "src" / "coprod_review" / "practice" / "project"


def build_wheel(folder: str, *settings: Any) -> str:
    """The wheel, with what a practice project needs."""
    with packed():
        return str(buildapi.build_wheel(folder, *settings))


def build_sdist(folder: str, *settings: Any) -> str:
    """The source archive, with the same."""
    with packed():
        return str(buildapi.build_sdist(folder, *settings))


@contextmanager
def packed() -> Iterator[None]:
    """Configuration and workflow within the package; in a source archive they stand there already."""
    if not (PROJECT / "config").is_dir():
        yield
        return
    shutil.rmtree(PACKED, ignore_errors=True)
    try:
        shutil.copytree(PROJECT / "config", PACKED / "config", ignore=shutil.ignore_patterns("teaching"))
        shutil.copytree(PROJECT / "rules", PACKED / "rules")
        shutil.copyfile(PROJECT / "Snakefile", PACKED / "Snakefile")
        yield
    finally:
        shutil.rmtree(PACKED, ignore_errors=True)
