"""Interrupts (Ctrl-C) end stages, and Snakemake while it loads, at once and without a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coprod_review.tasks.run.begin import take_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system has interrupts of another kind")

SWALLOWING = """
import time
from coprod_review.tasks.run.at_work import begin_stage
begin_stage("render")
while True:
    try:
        print("at work", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        pass
"""
"""A stage that, as callbacks of libraries do, loses an interrupt and goes on."""

LOADING = """
import time
print("loading", flush=True)
time.sleep(60)
"""
PLANNING = """
import time
def main():
    print("planning", flush=True)
    time.sleep(60)
"""

ASKED_TO_END = """
import signal, sys, time
class Scheduler:
    _user_kill = None
    def exit_gracefully(self, *_):
        self._user_kill = "graceful"
def main():
    scheduler = Scheduler()
    signal.signal(signal.SIGTERM, scheduler.exit_gracefully)
    print("at work", flush=True)
    while not scheduler._user_kill:
        time.sleep(0.01)
    sys.exit(1)
"""
"""What Snakemake does when it is asked to end: it lets the stages at work end, and says nothing."""


PASSING = """
import sys, tempfile, time
import coprod_review.cli.settle as command
from coprod_review.cli import main
def run(_):
    with tempfile.TemporaryDirectory(prefix="coprod-"):
        print("at work", flush=True)
        time.sleep(60)
command.run = run
sys.exit(main(sys.argv[1:]))
"""
"""A command at work on what lies in a temporary folder of its own."""


@pytest.fixture(autouse=True)
def _heeding_interrupts() -> Iterator[None]:
    """Tests may run behind a shell that has interrupts ignored, which programs would inherit."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    hung_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)
    signal.signal(signal.SIGHUP, hung_up)


def interrupted(*words: str, folder: Path, by: int = signal.SIGINT) -> tuple[int, str]:
    """The exit code of Python that is interrupted at its first line, and what it says on its errors."""
    started = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout
    started.stdout.readline()
    started.send_signal(by)
    _, errors = started.communicate(timeout=30)
    return started.returncode, errors


def left_by_termination(folder: Path, *words: str, by: int = signal.SIGTERM) -> tuple[int, str, list[str]]:
    """The exit code and words of a command that is ended, and what it leaves where temporary files go."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    script = f"import os; os.environ['TMPDIR'] = {str(elsewhere)!r}\n{PASSING}"
    code, errors = interrupted("-c", script, *words, folder=folder, by=by)
    return code, errors, [path.name for path in elsewhere.iterdir()]


def loaded_instead_of_snakemake(folder: Path, text: str) -> None:
    (folder / "snakemake").mkdir()
    (folder / "snakemake" / "__init__.py").touch()
    (folder / "snakemake" / "cli.py").write_text(text, "utf-8")


def test_a_stage_ends_at_an_interrupt_that_a_library_would_lose(tmp_path: Path) -> None:
    code, errors = interrupted("-c", SWALLOWING, folder=tmp_path)
    assert (code, errors) == (130, "coprod-review render: stopped; files are whole or absent\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LOADING, "coprod-review run: stopped; files are whole or absent\n"),
        (PLANNING, "coprod-review run: stopped before any stage began\n"),
    ],
)
def test_a_run_interrupted_before_its_stages_shows_no_traceback(tmp_path: Path, text: str, told: str) -> None:
    loaded_instead_of_snakemake(tmp_path, text)
    assert interrupted("-m", "coprod_review.tasks.run.snakemake_program", folder=tmp_path) == (130, told)


def test_a_run_that_is_asked_to_end_says_so_and_how_it_goes_on(tmp_path: Path) -> None:
    loaded_instead_of_snakemake(tmp_path, ASKED_TO_END)
    program = ("-m", "coprod_review.tasks.run.snakemake_program")
    code, errors = interrupted(*program, folder=tmp_path, by=signal.SIGTERM)
    assert code == 1
    assert errors == (
        "coprod-review run: stopped by SIGTERM; files are whole or absent; "
        "the same command goes on where it stopped\n"
    )


@pytest.mark.parametrize("request_name", ["SIGTERM", "SIGHUP"])
def test_a_command_that_is_asked_to_end_says_so_and_leaves_no_temporary_folder(
    tmp_path: Path, request_name: str
) -> None:
    told = "coprod-review settle: stopped; files are whole or absent\n"
    by = signal.Signals[request_name]
    assert left_by_termination(tmp_path, "settle", by=by) == (130, told, [])


def test_what_a_stage_that_was_ended_leaves_is_removed_by_the_next_run(tmp_path: Path) -> None:
    words = ("--log", "results/logs/06_settle.log", "settle")
    assert left_by_termination(tmp_path, *words) == (-signal.SIGTERM, "", [])
    left = tmp_path / ".snakemake" / "tmp"
    assert [path.name[:7] for path in left.iterdir()] == ["coprod-"]
    take_up(tmp_path)
    assert not left.exists()


def test_a_run_that_fails_by_itself_is_not_said_to_be_stopped(tmp_path: Path) -> None:
    loaded_instead_of_snakemake(tmp_path, ASKED_TO_END.replace("while not", "while 0 and"))
    program = ("-m", "coprod_review.tasks.run.snakemake_program")
    assert interrupted(*program, folder=tmp_path, by=0) == (1, "")
