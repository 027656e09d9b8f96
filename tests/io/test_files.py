"""A file that is written whole keeps who may read it, and links to it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.io.additions import log_export
from coprod_review.io.append import append_rows
from coprod_review.io.files import write_text, written_whole
from coprod_review.io.people_tables import SCREENING
from coprod_review.model.corpus import ExportFile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has other permissions")

LOG = "exports: []\n"
EXPORT = ExportFile(
    file="a.ris",
    label="A",
    origin="search",
    database="A",
    query="ward",
    searched="2024-02-03",
    hits=3,
    sha256="0" * 64,
)


def _append(corpus: Path) -> Path:
    path = corpus / "decisions" / "screening.csv"
    row = {"report": "r001", "coder": "CD", "verdict": "include", "date": "2026-11-05"}
    append_rows(path, corpus=corpus, columns=SCREENING, make=lambda _: [row])
    return path


def _write(corpus: Path) -> Path:
    path = corpus / "new.txt"
    write_text(path, "new\n")
    return path


def _log(corpus: Path) -> Path:
    log_export(corpus, EXPORT)
    return corpus / "manifest.yaml"


WAYS = pytest.mark.parametrize("way", [_append, _write, _log])


@WAYS
@pytest.mark.parametrize("mode", [0o600, 0o660, 0o644, 0o640])
def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path, way: Callable[[Path], Path], mode: int) -> None:
    old = _old(tmp_path, way)
    old.chmod(mode)
    assert stat.S_IMODE(way(tmp_path).stat().st_mode) == mode


@WAYS
@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o002, 0o664), (0o022, 0o644)])
def test_a_new_file_is_for_whom_the_umask_says(
    tmp_path: Path, way: Callable[[Path], Path], umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        path = way(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@WAYS
def test_a_link_stays_and_the_file_that_it_leads_to_is_written(
    tmp_path: Path, way: Callable[[Path], Path]
) -> None:
    old = _old(tmp_path, way)
    before, real = old.read_text(), tmp_path / "elsewhere" / old.name
    real.parent.mkdir()
    old.rename(real)
    old.symlink_to(real)
    assert way(tmp_path).is_symlink()
    assert real.read_text() != before
    assert [path.name for path in real.parent.iterdir()] == [real.name]


def test_nobody_else_reads_the_new_content_of_a_private_file_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "private.txt"
    path.write_text("old\n")
    path.chmod(0o600)
    with written_whole(path) as temporary:
        temporary.write_text("new\n")
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
    assert path.read_text() == "new\n"


def test_a_link_that_leads_to_itself_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    write_text(path, "new\n")
    assert path.read_text() == "new\n"


def _old(corpus: Path, way: Callable[[Path], Path]) -> Path:
    """What stands where a way to write leads, before it is used."""
    standing: dict[Callable[[Path], Path], tuple[str, str]] = {
        _append: ("decisions/screening.csv", "report,coder,verdict,criterion,date,reason\n"),
        _write: ("new.txt", "old\n"),
        _log: ("manifest.yaml", LOG),
    }
    name, text = standing[way]
    path = corpus / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path
