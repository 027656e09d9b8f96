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


def is_quotation(section: Sequence[str], outer: Values) -> bool:
    """Whether lines, from TY up to the next TY, begin with a quoted entry and go on with the outer one."""
    tags = [tag_of(line, "  ") for line in section]
    if "ER" not in tags:
        return False
    tail = tags[tags.index("ER") + 1 :]
    if "ER" not in tail:
        return False
    own = tail[: tail.index("ER")]
    told = {tag for tag in own if tag}
    if not told or (told & _TITLES and outer.keys() & _TITLES):
        return False
    return not told & _SINGLE & outer.keys()


def n_quoted(section: Sequence[str]) -> int:
    """How many of the lines, from TY up to the next TY, are those of the quoted entry."""
    return next(at for at, line in enumerate(section, 1) if tag_of(line, "  ") == "ER")
