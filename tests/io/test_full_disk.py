"""What a full disk does: the file is named, nothing half written stays, and no traceback is shown."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_review.io.files import written_whole

FULL = Path("/dev/full")


def test_a_file_that_finds_no_room_is_named_and_nothing_of_it_stays(tmp_path: Path) -> None:
    target = tmp_path / "codes.csv"
    target.write_text("as it was\n", "utf-8")
    with pytest.raises(OSError, match="No space left") as caught, written_whole(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.filename == str(target)
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["as it was\n"]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_log_that_finds_no_room_shows_no_traceback(tmp_path: Path) -> None:
    script = (
        "import logging, pathlib, coprod_review.cli as cli; "
        f"cli._tell_in(pathlib.Path({str(FULL)!r})); logging.getLogger('coprod_review').info('read: 1 entry')"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "read: 1 entry" in finished.stderr
    assert "Traceback" not in finished.stderr
