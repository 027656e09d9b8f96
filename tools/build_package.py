"""The build backend: that of flit, with the configuration packed, so that a package makes review folders.

In the project's folder `config/`, `profiles/`, `rules/` and Snakefile stand at the top, where a package does
not reach; a wheel and a source archive are built from a copy of the project that has them within the package.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
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
PACKED = Path("src", "coprod_review", "practice", "project")
BUILT_FROM = ("src", "tools", "pyproject.toml", "README.md", "LICENSE")
"""What flit reads."""

LEFT_OUT = shutil.ignore_patterns("__pycache__", "tuned.yaml")
"""What was made here; penalties are tuned to what is settled in this review."""


def build_wheel(folder: str, *settings: Any) -> str:
    """The wheel, with what a practice project and a new review need."""
    target = str(Path(folder).resolve())
    with packed():
        return str(buildapi.build_wheel(target, *settings))


def build_sdist(folder: str, *settings: Any) -> str:
    """The source archive, with the same."""
    target = str(Path(folder).resolve())
    with packed():
        return str(buildapi.build_sdist(target, *settings))


@contextmanager
def packed() -> Iterator[None]:
    """Be in a copy of the project with configuration and workflow within the package.

    Two builds at once have a copy each. In a source archive everything stands in its place already.
    """
    if not (PROJECT / "config").is_dir():
        yield
        return
    with TemporaryDirectory(prefix="coprod-build-") as name:
        copy = Path(name)
        for part in BUILT_FROM:
            _copy(PROJECT / part, copy / part)
        for part in ("config", "profiles", "rules", "Snakefile"):
            _copy(PROJECT / part, copy / PACKED / part)
        with chdir(copy):
            yield


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=LEFT_OUT)
    else:
        shutil.copyfile(source, target)
