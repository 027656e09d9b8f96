"""A review that runs through every stage in seconds: the corpus of the practice project with small settings.

The tests of faults and `benchmarks/faults.py` disturb copies of it and compare them with the undisturbed run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from tests.built_once import built_once

SMALL = {
    "folds": "2",
    "inner_folds": "2",
    "regularisation": "[1.0]",
    "bootstrap_draws": "100",
    "monte_carlo_draws": "100",
    "rehearse": "false",
    "least_reports": "1000",
    "least_texts": "1000",
    "dpi": "[72]",
}
"""Settings with which every stage still does all that it does, on less."""

RUN = ("run", "--cores", "2")
TRACEBACK = "Traceback (most recent call last)"


def command(*words: str) -> list[str]:
    """A command of the program, as a list of words."""
    return [sys.executable, "-m", "coprod_review", *words]


def make_small_review(folder: Path, *, project: Path) -> Path:
    """A new review folder, not run yet."""
    made = subprocess.run(
        command("practice", str(folder), "--project", str(project)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    settings = folder / "config" / "config.yaml"
    text = settings.read_text("utf-8")
    for key, value in SMALL.items():
        text, n = re.subn(rf"(?m)^(  {key}:).*$", rf"\1 {value}", text)
        assert n, f"the settings have no {key} any more"
    settings.write_text(text, "utf-8")
    return folder


def finished_small_review(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished small review, for all tests, which leave it as it is."""

    def make(folder: Path) -> None:
        finished = run(make_small_review(folder / "undisturbed", project=project))
        assert finished.returncode == 0, told(finished)

    return built_once("faults", make, tmp_path_factory=tmp_path_factory) / "undisturbed"


def make_bundled_review(folder: Path, *, project: Path) -> Path:
    """A new review folder with the corpus and the settings of the project, not run yet."""
    shutil.copytree(project / "corpus", folder / "corpus")
    made = subprocess.run(
        command("new", str(folder), "--project", str(project)), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    shutil.copyfile(project / "config" / "tuned.yaml", folder / "config" / "tuned.yaml")
    return folder


def copy_of(review: Path, folder: Path, *, with_results: bool = True) -> Path:
    """A copy with all times, as it is or as it was before its first run."""
    left_out = () if with_results else ("results", ".snakemake")
    shutil.copytree(
        review, folder, ignore=lambda place, _: left_out if Path(place) == review else (), symlinks=True
    )
    return folder


def run(
    review: Path,
    *words: str,
    environment: Mapping[str, str | None] | None = None,
    before: Sequence[str] = (),
    timeout: float = 1800,
) -> subprocess.CompletedProcess[str]:
    """Run the review, or another command, to its end. Variables that are None are unset."""
    return subprocess.run(
        [*before, *command(*(words or RUN))],
        cwd=review,
        env=variables(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=timeout,
    )


def variables(changed: Mapping[str, str | None] | None) -> dict[str, str]:
    """The variables of this process, some of them changed or unset."""
    merged: dict[str, str | None] = {**os.environ, **(changed or {})}
    return {name: value for name, value in merged.items() if value is not None}


def told(finished: subprocess.CompletedProcess[str]) -> str:
    """All that a command said."""
    return finished.stdout + finished.stderr


@contextlib.contextmanager
def running(review: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """The review at work in a process group of its own, which is killed at the end."""
    with (review / "told.txt").open("ab") as log:
        started = subprocess.Popen(
            command(*(words or RUN)),
            cwd=review,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        kill_group(started)


def kill_group(started: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def kill_after(review: Path, seconds: float) -> bool:
    """Run the review and kill it after so many seconds; whether it was still at work.

    Where it was not, it has to have ended well.
    """
    with running(review) as started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(seconds)
        code = started.poll()
    assert not code, (review / "told.txt").read_text("utf-8", "replace")[-2000:]
    return code is None


def stages_of(started: subprocess.Popen[bytes]) -> list[int]:
    """The processes of stages that are at work below a run (on systems with /proc)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if os.getpgid(int(process.name)) == started.pid and b"--log" in words and b"-c" not in words:
                found.append(int(process.name))
    return sorted(found)


def await_stage(started: subprocess.Popen[bytes], *, seconds: float = 300) -> list[int]:
    """The processes of stages, once there are some."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and started.poll() is None:
        if found := stages_of(started):
            return found
        time.sleep(0.02)
    raise AssertionError("no stage was at work")


def sums_of(folder: Path, *, left_out: Sequence[str] = ("logs",)) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its path, hidden ones included."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in left_out
    }


def differences(review: Path, other: Path) -> list[str]:
    """The results, corpus files and settings in which two reviews differ."""
    found = []
    for part in ("results", "corpus", "config"):
        one, two = sums_of(review / part), sums_of(other / part)
        found += [
            f"{part}/{name}" for name in sorted(one.keys() | two.keys()) if one.get(name) != two.get(name)
        ]
    return found
