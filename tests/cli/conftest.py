"""An invented review folder with one searched export, and files to be added to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.cli import main

LOG = """\
# The log of an invented review; nobody else writes into it.

exports:
  - file: first.ris
    label: Invented Index
    origin: search
    database: Invented Index
    platform: null
    query: ward AND night
    searched: 2024-02-03
    hits: 3
    sha256: null  # to be filled in

# Searches that are planned: Other Index.
"""

TITLES = (
    "Families at the bedside of fragile patients",
    "Warm soup at noon in four small hospitals",
    "Who rings the bell when the ward is asleep",
    "Letters that were never sent from a night shift",
    "The garden behind the clinic and its users",
)


def ris(*numbers: int, extra: str = "") -> str:
    """Entries of the invented titles by their numbers, each with a DOI and an abstract of its own."""
    return (
        "".join(
            f"TY  - JOUR\nAU  - Linden, Maja\nTI  - {TITLES[n]}\nPY  - {2010 + n}\nDO  - 10.5555/{n}\n"
            f"T2  - Journal of Invented Care\nAB  - What was seen in place number {n}.\nER  - \n\n"
            for n in numbers
        )
        + extra
    )


@pytest.fixture
def review(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review folder whose corpus has one export of three records, and the working folder of the test."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    shutil.copy(project / "config" / "config.yaml", tmp_path / "config")
    exports = tmp_path / "corpus" / "exports"
    exports.mkdir(parents=True)
    (exports / "first.ris").write_text(ris(0, 1, 2))
    (tmp_path / "corpus" / "manifest.yaml").write_text(LOG)
    (tmp_path / "second.ris").write_text(ris(1, 2, 3, 3))
    return tmp_path


SEARCH = ("--database", "Other Index", "--query", "bell AND night", "--searched", "2024-03-04", "--hits", "4")


@pytest.fixture
def add(review: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run `coprod-review add` in the review folder: its exit code and all that it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["add", *arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run
