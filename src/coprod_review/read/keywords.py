"""Keywords that stand in one line."""

from __future__ import annotations

import re
from functools import lru_cache

from coprod_review.model.main_headings import unmarked

MIN_LISTED = 4
LONGEST_WORDS = 4
"""A line is a list where commas part this many pieces, none of which has more words."""

GROUPED = ";  "
"""What parts keywords in older BibTeX of Scopus, where a comma parts groups of them."""

_COMMA = re.compile(r",\s*")


def listed(line: str) -> list[str]:
    """The words of a line in which bars part them, or commas plainly part many short ones; else the line."""
    if "|" in line:
        return [part for part in line.split("|") if part.strip()]
    parts = [part for part in _COMMA.split(line) if part.strip()]
    is_list = len(parts) >= MIN_LISTED and all(len(part.split()) <= LONGEST_WORDS for part in parts)
    return parts if is_list and "(" not in line else [line]


def in_groups(line: str) -> list[str]:
    """The words of groups that stand behind each other, commas between them, each in the alphabet's order.

    A comma parts two groups where the order begins anew behind it, or nothing follows; others are those of
    headings ("Microscopy, Atomic Force; Nanostructures").
    """
    cells = [cell.strip() for cell in line.split(";") if cell.strip()]
    following = [*cells[1:], ""]
    return [
        word
        for cell, after in zip(cells, following, strict=True)
        for word in (_COMMA.split(cell) if "," in cell and after.casefold() < cell.casefold() else (cell,))
    ]


without_mark = lru_cache(maxsize=1 << 14)(unmarked)
"""A keyword as `unmarked` makes it; kept, since the headings of a search are few and stand often."""
