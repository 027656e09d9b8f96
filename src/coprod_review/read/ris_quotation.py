"""Texts of RIS that quote an entry: its TY and ER are words of the abstract, not marks of the file.

Marks come in pairs. Where an entry has no ER before the next TY, either its ER was lost or that TY is quoted.
It is quoted where behind the ER of the inner entry text goes on and comes to an ER without a TY before it,
and where what goes on there fits the outer entry: it brings no second title and no second year or volume.
"""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.read.ris_lines import tag_of
from coprod_review.read.tagged import Values

_TITLES = frozenset({"TI", "T1", "CT"})
_SINGLE = frozenset(
    {"PY", "Y1", "YR", "VL", "IS", "SP", "EP", "DO", "AN", "ID", "T2", "JO", "JF", "AB", "N2"}
)
"""Tags that an entry has once."""


def tags_behind(section: Sequence[str]) -> set[str]:
    """The tags behind the first ER of lines from TY up to the next TY, if they come to an ER of their own."""
    tags = [tag_of(line, "  ") for line in section]
    if tags.count("ER") < 2:
        return set()
    tail = tags[tags.index("ER") + 1 :]
    return set(tail[: tail.index("ER")]) - {""}


def goes_on(behind: set[str], outer: Values) -> bool:
    """Whether the tags behind an inner entry go on with the outer one: then the inner one is quoted."""
    has_second_title = bool(behind & _TITLES and outer.keys() & _TITLES)
    return bool(behind) and not has_second_title and not behind & _SINGLE & outer.keys()


def n_quoted(section: Sequence[str]) -> int:
    """How many of the lines, from TY up to the next TY, are those of the quoted entry."""
    return next(at for at, line in enumerate(section, 1) if tag_of(line, "  ") == "ER")
