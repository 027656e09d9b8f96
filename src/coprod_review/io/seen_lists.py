"""Of which reports a reviewer has seen lists that tell their codes: one id a line, kept outside git."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coprod_review.io.files import read_text, write_text


def read_seen(path: Path) -> frozenset[str]:
    """The ids of the reports; none where the file is missing."""
    return frozenset(read_text(path).split()) if path.exists() else frozenset()


def add_seen(path: Path, report_ids: Iterable[str]) -> None:
    """Keep the reports with those that are there, sorted; the file is whole at any moment."""
    write_text(path, "".join(f"{report}\n" for report in sorted({*read_seen(path), *report_ids})))
