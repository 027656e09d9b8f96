"""What the parts of the table of faults share: the undisturbed review, copies of it, and rows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.faults.small_review import TRACEBACK, copy_of, sums_of, told

SHOWN = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A fault, what was done and what happened; `is_right` is None where it could not be tried."""

    fault: str
    done: str
    happened: str
    is_right: bool | None

    def line(self) -> str:
        """The row in Markdown."""
        right = {True: "yes", False: "**no**", None: "not tried"}[self.is_right]
        cells = (self.fault, self.done, self.happened, right)
        return "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The undisturbed review and where its copies stand."""

    folder: Path
    undisturbed: Path
    kills: int
    seed: int
    differences: Callable[[Path, Path], list[str]]

    def copy(self, name: str, *, with_results: bool = True) -> Path:
        """A new copy of the undisturbed review."""
        folder = self.folder / name
        if folder.exists():
            shutil.rmtree(folder)
        return copy_of(self.undisturbed, folder, with_results=with_results)

    def same(self, review: Path) -> str:
        """In words whether a review has the results, corpus and settings of the undisturbed one."""
        different = self.differences(self.undisturbed, review)
        if not different:
            shutil.rmtree(review, ignore_errors=True)
            return SAME
        return f"{len(different)} files differ: {', '.join(different[:4])}"

    def corpus_is_untouched(self, review: Path) -> bool:
        """Whether corpus/ is byte for byte that of the undisturbed review."""
        return sums_of(review / "corpus") == sums_of(self.undisturbed / "corpus")


SAME = "all results, corpus/ and config/ are those of the undisturbed run"


def message(finished: subprocess.CompletedProcess[str] | str) -> str:
    """The first problem and remedy that a command told, in code type."""
    text = finished if isinstance(finished, str) else told(finished)
    lines = [line.strip() for line in text.splitlines()]
    lines = [
        line for n, line in enumerate(lines) if not line.startswith("warning:") and not _of_warning(lines, n)
    ]
    at = next((n for n, line in enumerate(lines) if line.startswith("remedy:")), None)
    found = " ".join(lines[max(0, at - 1) : at + 1]) if at is not None else " ".join(lines[-3:])
    found = re.sub(r"/\S*coprod-faults-[^/\s]*/|/tmp/[^/\s]+/(?:[^/\s]+/)?", "…/", found)
    return f"`{found[:SHOWN]}`"


def _of_warning(lines: Sequence[str], n: int) -> bool:
    """Whether a line is the remedy of a warning, which is none of a fault."""
    return n > 0 and lines[n].startswith("remedy:") and lines[n - 1].startswith("warning:")


def is_clear(finished: subprocess.CompletedProcess[str], *, words: Sequence[str] = ()) -> bool:
    """Whether a command that failed told a remedy and all of the words, and no traceback."""
    text = told(finished)
    return "remedy:" in text and TRACEBACK not in text and all(word in text for word in words)
