"""What a full disk does: the file is named, nothing half written stays, and no traceback is shown."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.laws.small_reviews import digests, entry, review_in

from coprod_review.io.files import written_whole

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="files are kept from growing by a limit of Linux"
)


def let_no_file_grow() -> None:
    """In the process that calls it, and those that it starts, nothing more can be written into any file."""
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def full_disk(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command where nothing can be written into files."""
    return subprocess.run(
        [sys.executable, "-m", "coprod_review", *words],
        cwd=folder,
        preexec_fn=let_no_file_grow,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_finds_no_room_is_named_and_nothing_of_it_stays(tmp_path: Path) -> None:
    target = tmp_path / "codes.csv"
    target.write_text("as it was\n", "utf-8")
    with pytest.raises(OSError, match="No space left") as caught, written_whole(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.filename == str(target)
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["as it was\n"]


@on_linux
def test_an_export_that_finds_no_room_is_named_and_the_corpus_is_as_it_was(tmp_path: Path) -> None:
    review = review_in(tmp_path / "review", {"invented.ris": entry(1)})
    (tmp_path / "new.ris").write_text(entry(2), "utf-8")
    before = digests(review)
    facts = ("--origin", "other_methods", "--database", "experts", "--searched", "2026-01-02")
    finished = full_disk(review, "add", "../new.ris", *facts)
    assert finished.returncode == 2
    assert f"coprod-review add: {Path('corpus/exports/new.ris')}: " in finished.stderr
    assert "remedy: see that the folder is there and may be written, and that the disk has room" in (
        finished.stderr
    )
    assert digests(review) == before


@on_linux
def test_a_log_that_finds_no_room_shows_no_traceback(tmp_path: Path) -> None:
    words = ("read", "--manifest", "no.yaml", "--records", "a", "--set-aside", "b", "--exports", "c", "d.ris")
    finished = full_disk(tmp_path, "--log", "full.log", *words)
    assert finished.returncode == 2
    assert "no.yaml: this file does not exist" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert (tmp_path / "full.log").read_bytes() == b""
