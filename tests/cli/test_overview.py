"""The list of all commands, wherever it goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.cli.commands import GROUPS


@pytest.mark.parametrize("words", [[], ["--help"], ["--version"]])
def test_a_pipe_that_nobody_reads_any_more_ends_the_overview_quietly(words: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "coprod_review", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_told_in_words() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "coprod_review", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert "remedy" in ended.stderr and "Traceback" not in ended.stderr


def test_every_group_has_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(title in printed for title in GROUPS.values())
