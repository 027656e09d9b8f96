"""The project is tried on every newer Python that is there, and says on which it was not."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.living import has_ended

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import other_pythons


@pytest.fixture
def no_pythons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no Python is found, and the folder where those of pyenv would stand."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    return tmp_path


def test_where_no_other_python_is_found_that_is_said(
    no_pythons: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert other_pythons.main([]) == 0
    assert "no other Python here" in capsys.readouterr().out


def test_a_program_that_does_not_start_or_is_another_version_is_passed_over(no_pythons: Path) -> None:
    version = f"3.{sys.version_info.minor + 1}"
    for name, words in (("1", "exit 127"), ("2", "echo 3.0"), ("3", f"echo {version}")):
        program = no_pythons / "versions" / f"{version}.{name}" / "bin" / "python"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\n{words}\n")
        program.chmod(0o755)
    (found,) = other_pythons.others()
    assert found == (version, str(no_pythons / "versions" / f"{version}.3" / "bin" / "python"))


def test_a_step_that_fails_is_told_with_its_last_lines(no_pythons: Path) -> None:
    python = no_pythons / "python"
    python.write_text("#!/bin/sh\necho the tide is out >&2\nexit 3\n")
    python.chmod(0o755)
    assert "ended with 3: the tide is out" in other_pythons.tried(python, [])


def test_a_review_that_ends_without_its_results_is_told(no_pythons: Path) -> None:
    python = no_pythons / "python"
    python.write_text('#!/bin/sh\nif [ "$3" = practice ]; then /bin/mkdir "$4"; fi\n')
    python.chmod(0o755)
    told = other_pythons.tried(python, [])
    assert "ended without results/report.html" in told and "results/SHA256SUMS" in told


def test_a_step_that_does_not_end_counts_as_failed_and_is_told_with_its_last_lines(
    no_pythons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_pythons, "LONGEST", 2)
    waiting = "import time; print('the ship is late', flush=True); time.sleep(60)"
    told = other_pythons.failed([sys.executable, "-c", waiting], no_pythons)
    assert "did not end within 2 seconds: the ship is late" in told


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_what_a_step_leaves_behind_is_ended_and_not_waited_for(no_pythons: Path) -> None:
    waiting = "import time; time.sleep(600)"
    leaving = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {waiting!r}]).pid)"
    told = other_pythons.failed([sys.executable, "-c", f"{leaving}; sys.exit(5)"], no_pythons)
    assert "ended with 5" in told
    assert has_ended(int(told.rpartition(" ")[2]))


def test_the_folders_of_tests_that_are_named_are_there() -> None:
    assert all((other_pythons.PROJECT / folder).is_dir() for folder in other_pythons.TESTS)


def test_pythons_are_tried_side_by_side_and_told_in_their_order(
    no_pythons: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    both_at_work = threading.Barrier(2, timeout=60)

    def outcome(version: str, program: str, *, tests: Sequence[str], n_processes: int) -> tuple[str, bool]:
        both_at_work.wait()
        return f"{version} by {program}: {', '.join(tests)}, {n_processes}", version == "3.98"

    monkeypatch.setattr(other_pythons, "others", lambda: iter([("3.98", "one"), ("3.99", "two")]))
    monkeypatch.setattr(other_pythons, "outcome", outcome)
    assert other_pythons.main(["--tests", "tests/read"]) == 1
    assert capsys.readouterr().out == "3.98 by one: tests/read, 1\n3.99 by two: tests/read, 1\n"


def test_an_environment_that_cannot_be_made_is_told_and_is_no_failure(no_pythons: Path) -> None:
    program = no_pythons / "python"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    told, failed = other_pythons.outcome("3.98", str(program), tests=[], n_processes=1)
    assert told == "Python 3.98: not tried, its environment could not be made"
    assert not failed
