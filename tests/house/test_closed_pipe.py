"""Benchmarks end quietly where nobody reads on what they print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
PROGRAMS = [path for path in sorted(BENCHMARKS.glob("*.py")) if "__main__" in path.read_text("utf-8")]
PRINTING = """
from closed_pipe import quietly
def main():
    for number in range(100_000):
        print("a line of a table", number)
    return 3
raise SystemExit(quietly(main))
"""


def ended(n_lines: int | None) -> tuple[int, str]:
    """The exit code of a program of which so many lines are read (None: all), and what it says of errors."""
    with subprocess.Popen(
        [sys.executable, "-c", PRINTING],
        cwd=BENCHMARKS,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout and program.stderr
        if n_lines is None:
            program.stdout.read()
        else:
            for _ in range(n_lines):
                program.stdout.readline()
        program.stdout.close()
        return program.wait(timeout=60), program.stderr.read()


def test_a_reader_who_has_seen_enough_is_no_error():
    assert ended(3) == (0, "")


def test_the_exit_code_of_what_is_read_to_its_end_stays():
    assert ended(None) == (3, "")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_every_benchmark_ends_in_this_way(program):
    assert program.read_text("utf-8").endswith("raise SystemExit(quietly(main))\n")
