"""Try the project on the other Pythons of this machine: every module loads, a small review runs to its end.

    python tools/other_pythons.py                     some minutes, once they are set up
    python tools/other_pythons.py --tests FOLDER ...  the tests of these folders; `tests` has all
    python tools/other_pythons.py --tests             no tests

Each newer Python that is found (python3.12, python3.13 ... on the PATH, or below PYENV_ROOT) gets an
environment of its own in .venv/pythons/ from requirements.lock, which serves them all. There the modules are
imported, with warnings of what is going out of use as errors, and a practice review is made, checked and run
from its exports to report, audit pages and crate; then the tests of the parts that depend most on Python and
its libraries (TESTS) are run. Two Pythons are tried side by side, since much of it keeps one core busy; one
alone runs its tests by two processes. A Python whose environment cannot be made is told as not tried; the
exit code is 1 where one was tried and failed, or took longer than LONGEST.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
NEWEST = 15
IMPORT_ALL = """
import importlib, pkgutil, warnings
warnings.simplefilter("error", SyntaxWarning)
warnings.simplefilter("error", DeprecationWarning)
import coprod_review
names = [m.name for m in pkgutil.walk_packages(coprod_review.__path__, "coprod_review.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(f"{len(names)} modules load")
"""
RUN = ("run", "--cores", "2")
MADE = (
    "report.html",
    "report.pdf",
    "audit/index.html",
    "code/codes.parquet",
    "figures/figures.json",
    "SHA256SUMS",
)
"""What a run of the small review has to leave in results/."""

TESTS = ("tests/model", "tests/read", "tests/supply")
"""Tests of the parts that rest most on Python itself; what trains and draws is tried by the small review."""

PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
INSTALL = (*PIP, "--no-build-isolation", "--no-deps", "-e")
PROCESSES = 2
"""Of tests, at once: those of all Pythons together."""

BUILDING = threading.Lock()
"""One environment at a time builds the project, since all build it in its own folder."""

LONGEST = 1_800
"""Seconds for one step, after which it counts as failed."""


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every Python that could be tried passed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tests", nargs="*", default=TESTS, metavar="FOLDER", help="none: no tests")
    arguments = parser.parse_args(argv)
    found = list(others())
    n_failed = 0
    n_processes = max(1, PROCESSES // max(1, len(found)))
    with ThreadPoolExecutor(PROCESSES) as side_by_side:
        trying = partial(outcome, tests=arguments.tests, n_processes=n_processes)
        for told, failed_there in side_by_side.map(trying, *zip(*found, strict=True)) if found else ():
            print(told, flush=True)
            n_failed += failed_there
    if not found:
        print("no other Python here: tried on none but " + ".".join(map(str, sys.version_info[:2])))
    return int(n_failed > 0)


def outcome(version: str, program: str, *, tests: Sequence[str], n_processes: int) -> tuple[str, bool]:
    """What is told of one Python, and whether it was tried and failed."""
    start = time.perf_counter()
    python = environment(version, program)
    if python is None:
        return f"Python {version}: not tried, its environment could not be made", False
    set_up = time.perf_counter()
    faults = tried(python, tests, n_processes=n_processes)
    told = faults or f"passed: {', '.join(('modules', 'a small review to its end', *tests))}"
    seconds = f"{time.perf_counter() - set_up:.0f} s, set up in {set_up - start:.0f} s"
    return f"Python {version}: {told} ({seconds})", bool(faults)


def others() -> Iterator[tuple[str, str]]:
    """Each version newer than the one that runs this, with a program that starts it."""
    for minor in range(sys.version_info.minor + 1, NEWEST + 1):
        version = f"3.{minor}"
        for program in candidates(version):
            command = [program, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            if told.returncode == 0 and told.stdout.strip() == version:
                yield version, program
                break


def candidates(version: str) -> Iterator[str]:
    """Programs that may be this Python, on the PATH and among those of pyenv."""
    if found := shutil.which(f"python{version}"):
        yield found
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(map(str, root.glob(f"versions/{version}.*/bin/python")))


def environment(version: str, program: str) -> Path | None:
    """The Python of an environment with what the lock pins and the project; None where it cannot be made."""
    folder = PROJECT / ".venv" / "pythons" / version
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    steps = [] if python.exists() else [[program, "-m", "venv", str(folder)]]
    steps.append([str(python), "tools/install_locked.py", "requirements.lock"])
    if not all(map(ends_well, steps)):
        return None
    with BUILDING:
        built = ends_well([str(python), *INSTALL, "."])
    # Compiled as `make` does for its own Python: a run starts a dozen programs that would each have to.
    return python if built and ends_well([str(python), "-m", "compileall", "-q", "src"]) else None


def ends_well(step: Sequence[str]) -> bool:
    """Whether a step of the installation does, whatever it says."""
    return subprocess.run(step, cwd=PROJECT, check=False, capture_output=True).returncode == 0


def tried(python: Path, tests: Sequence[str], *, n_processes: int = PROCESSES) -> str:
    """The last lines of the first step that fails; empty where all pass."""
    command = [str(python), "-m", "coprod_review"]
    with tempfile.TemporaryDirectory() as folder:
        practice = Path(folder) / "practice"
        steps: list[tuple[list[str], Path]] = [
            ([str(python), "-c", IMPORT_ALL], Path(folder)),
            ([*command, "practice", str(practice)], Path(folder)),
            ([*command, "check"], practice),
            ([*command, *RUN], practice),
        ]
        for words, place in steps:
            if told := failed(words, place):
                return told
        missing = [name for name in MADE if not (practice / "results" / name).is_file()]
        if missing:
            return f"the small review ended without results/{', results/'.join(missing)}"
    # One process alone has no threads of pytest-xdist, which what tests fork would meet.
    beside = ("-n", str(n_processes), "--dist", "loadfile") if n_processes > 1 else ("-n", "0")
    words = [str(python), "-m", "pytest", "-q", *beside, *tests]
    return failed(words, PROJECT) if tests else ""


def failed(words: Sequence[str], place: Path) -> str:
    """How a step failed, with the last of what it told; empty where it ended well and in time.

    What it tells goes to a file: a pipe would be waited for as long as any process that it left behind lives.
    """
    at_home = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as telling:
        step = subprocess.Popen(
            words, cwd=place, env=at_home, stdout=telling, stderr=telling, start_new_session=True
        )
        try:
            how = f"ended with {code}" if (code := step.wait(LONGEST)) else ""
        except subprocess.TimeoutExpired:
            how = f"did not end within {LONGEST} seconds"
        finally:
            end_with_helpers(step)
        telling.seek(0)
        told = telling.read().decode(errors="replace").strip()[-1500:]
    return f"`{' '.join(words[1:])}` {how}: {told}" if how else ""


def end_with_helpers(step: subprocess.Popen[bytes]) -> None:
    """End a step, with all that it has started where the system knows groups of processes."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(step.pid, signal.SIGKILL)
    step.kill()
    step.wait()


if __name__ == "__main__":
    sys.exit(main())
