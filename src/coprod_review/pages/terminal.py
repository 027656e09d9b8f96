"""Text for a terminal: without anything that steers it, wrapped to its width, in aligned columns."""

from __future__ import annotations

import re
import shlex
import textwrap
import unicodedata
from collections.abc import Sequence

from coprod_review.model.shown_text import MISLEADING

NARROWEST = 40
"""No line is broken to less than this, however narrow the terminal is."""

_UNSEEN = re.compile(
    f"[{MISLEADING}"  # controls could move the cursor or hide what stands before it
    "\u2028\u2029\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff"  # halves of characters, which no encoding can write
    "]+"
)
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_STEERS_SHELLS = re.compile(r"[\"$`!]|\\$")  # also within double quotation marks, which every system has
_BLANKS = re.compile(r"\s+")


def seen(text: str) -> str:
    """The text in one line, as far as it can be seen: controls and marks of direction become blanks."""
    return _BLANKS.sub(" ", _UNSEEN.sub(" ", text)).strip()


def typed(argument: str) -> str:
    """An argument as it is typed behind a command: in quotation marks where a shell would part it."""
    if _PLAIN.fullmatch(argument):
        return argument
    return shlex.quote(argument) if _STEERS_SHELLS.search(argument) else f'"{argument}"'


def n_columns(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def paragraph(text: str, *, width: int, indent: int = 0, hanging: int = 0) -> list[str]:
    """The lines of a paragraph, `seen`, its first line indented, the others by `hanging` more.

    Long words (addresses, ids) are broken only where they alone fill a line.
    """
    lines = textwrap.wrap(
        seen(text),
        width=max(width, NARROWEST),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_on_hyphens=False,
    )
    return lines or [""]


def grid(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), gap: int = 2) -> list[str]:
    """Rows of cells in aligned columns; columns whose places are in `right` end together."""
    cells = [[seen(cell) for cell in row] for row in rows]
    widths = [max(map(n_columns, column)) for column in zip(*cells, strict=True)]
    return [
        (" " * gap)
        .join(
            " " * (width - n_columns(cell)) + cell if at in right else cell + " " * (width - n_columns(cell))
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        .rstrip()
        for row in cells
    ]


def cut(text: str, length: int) -> str:
    """The text, `seen`, shortened to a length, with a sign that something is left out."""
    text = seen(text)
    return text if len(text) <= length else f"{text[: max(1, length - 1)].rstrip()}…"
