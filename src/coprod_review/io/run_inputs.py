"""Copies of what a run was made from, beside its results: all but the exports, which belong to others."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes, write_bytes

STAGES_REMEDY = "run the whole review with `make review`, whose Snakefile tells the stages"


def write_copies(folder: Path, sources: Mapping[str, Path]) -> None:
    """Write copies of files by their names below a folder, and remove what else is in it."""
    for name, source in sources.items():
        target, content = folder / name, read_bytes(source)
        if not target.is_file() or target.read_bytes() != content:
            write_bytes(target, content)
    if folder.is_dir():
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_file() and path.relative_to(folder).as_posix() not in sources:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def parse_stages(text: str) -> list[dict[str, Any]]:
    """The stages as the Snakefile tells them: name, about, command, inputs and outputs of each.

    Raises ReviewError where the text is no such list.
    """
    try:
        stages = json.loads(text)
        return [
            {key: stage[key] for key in ("name", "about", "command", "inputs", "outputs")} for stage in stages
        ]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ReviewError(
            "the stages cannot be read from this text", where="--stages", remedy=STAGES_REMEDY
        ) from None


READ_BY_RUNS = ("Snakefile", "rules", "config", "corpus", "src", "pyproject.toml", "requirements.lock")
"""What a run reads or runs by: a change elsewhere, in a document or a benchmark, changes no result."""


def clean_commit(folder: Path) -> str:
    """The commit of a folder that is a checkout of its own, its READ_BY_RUNS as committed; else empty."""

    def git(*words: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(folder), *words], capture_output=True, text=True, check=False, timeout=60
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    top = git("rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() != folder.resolve():
        return ""
    if git("status", "--porcelain", "--", *READ_BY_RUNS) != "":
        return ""
    return git("rev-parse", "HEAD") or ""
