"""What a full disk does: the file is named, nothing half written stays, and no traceback is shown."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_review.io.files import written_whole


def let_no_file_grow() -> None:
    """In the process that calls it, and those that it starts, nothing more can be written into any file."""
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_file_that_finds_no_room_is_named_and_nothing_of_it_stays(tmp_path: Path) -> None:
    target = tmp_path / "codes.csv"
    target.write_text("as it was\n", "utf-8")
    with pytest.raises(OSError, match="No space left") as caught, written_whole(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.filename == str(target)
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["as it was\n"]


@pytest.mark.skipif(sys.platform != "linux", reason="files are kept from growing by a limit of Linux")
def test_a_log_that_finds_no_room_shows_no_traceback(tmp_path: Path) -> None:
    words = ("read", "--manifest", "no.yaml", "--records", "a", "--set-aside", "b", "--exports", "c", "d.ris")
    finished = subprocess.run(
        [sys.executable, "-m", "coprod_review", "--log", "full.log", *words],
        cwd=tmp_path,
        preexec_fn=let_no_file_grow,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 2
    assert "no.yaml: this file does not exist" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert (tmp_path / "full.log").read_bytes() == b""
