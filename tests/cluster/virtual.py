"""A SLURM of two virtual nodes for tests, and what they do to the jobs on it."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TOOL = PROJECT / "tools" / "slurm.py"
PROFILE = PROJECT / "profiles" / "slurm"
LOCKS = Path(tempfile.gettempdir())
OURS = LOCKS / "coprod-slurm-ours"
"""Is there while the cluster is one that tests have started."""

LACKS = ("needs Linux and the rights of root", "belongs to a real cluster", "not found: ")
"""What tools/slurm.py says of a machine that has no programs or rights for it; else the fault is ours."""

LONGEST = 400
"""Seconds after which a test that waits takes a run for hanging; on an idle machine none needs a tenth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job in the queue: its number, its node, and the rule that it runs."""

    number: str
    node: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended and what it printed."""

    code: int
    told: str


@contextmanager
def virtual_cluster() -> Iterator[None]:
    """Two nodes, up as long as any file of tests uses them; skips where programs or rights are missing.

    A cluster that was up before stays up.
    """
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        pytest.skip("the executor of Snakemake for SLURM is not installed (the extra `cluster`)")
    with (LOCKS / "coprod-slurm-users.lock").open("w") as users:
        with alone():
            was_up = "no virtual cluster" not in tool("status").stdout
            started = tool("up")
            if started.returncode:
                told = started.stderr.strip()
                end = pytest.skip if any(map(told.__contains__, LACKS)) else pytest.fail
                end(f"no SLURM to test with: {told}")
            if not was_up:
                OURS.touch()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            with alone():
                if OURS.exists() and nobody_has(users):
                    tool("down")
                    OURS.unlink()


@contextmanager
def alone() -> Iterator[None]:
    """No other tests start or stop the cluster meanwhile."""
    with (LOCKS / "coprod-slurm-starting.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        yield


def nobody_has(users: IO[str]) -> bool:
    """Whether no other tests use the cluster."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def tool(*words: str) -> subprocess.CompletedProcess[str]:
    """tools/slurm.py, called with these words."""
    return subprocess.run(
        [sys.executable, str(TOOL), *words], capture_output=True, text=True, check=False, timeout=LONGEST
    )


def start(folder: Path, *options: str, profile: Path | None = PROFILE) -> subprocess.Popen[str]:
    """The review of a folder, started on the cluster or, without a profile, here; its words go to run.txt."""
    where = ["--profile", str(profile), "--"] if profile else ["--"] if options else []
    options = ("--latency-wait", "10", *options) if profile == PROFILE else options
    with (folder / "run.txt").open("w", encoding="utf-8") as printed:
        return subprocess.Popen(
            [sys.executable, "-m", "coprod_review", "run", *where, *options],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(PROJECT / "src")},
            stdout=printed,
            stderr=subprocess.STDOUT,
            text=True,
        )


def end_of(run: subprocess.Popen[str], folder: Path) -> Ended:
    """How a run ends that was started in a folder; TimeoutExpired where it hangs."""
    code = run.wait(timeout=LONGEST)
    return Ended(code=code, told=(folder / "run.txt").read_text("utf-8"))


def running_job(folder: Path, *, without: str = "") -> Job:
    """The first job of a folder's run that is at work, waited for; another than that of this number."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        queue = asked("squeue", "--noheader", "--states=RUNNING", "--format=%i|%N|%k|%Z")
        for line in queue.splitlines():
            number, node, rule, place = line.split("|")
            if place == str(folder) and number != without:
                return Job(number=number, node=node, rule=rule.removeprefix("rule_"))
        time.sleep(0.2)
    raise TimeoutError(f"no job of {folder} came to run")


def hang(job: Job) -> None:
    """Stop the processes of a job, as soon as it has some, so that it neither goes on nor ends."""
    mark = f"SLURM_JOB_ID={job.number}".encode()
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if stopped := [folder for folder in Path("/proc").glob("[0-9]*") if mark in variables(folder)]:
            for folder in stopped:
                os.kill(int(folder.name), signal.SIGSTOP)
            return
        time.sleep(0.1)
    raise TimeoutError(f"job {job.number} has no processes")


def variables(folder: Path) -> list[bytes]:
    """The environment of a process by its folder in /proc; empty where it is gone."""
    try:
        return (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def asked(*command: str) -> str:
    """What a program of SLURM prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST).stdout
