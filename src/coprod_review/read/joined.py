"""Files that somebody joined into one, where the one before ended without a line end."""

from __future__ import annotations

import re

MARK = "\ufeff"
"""The byte-order mark: within a line it says that another file began there."""

_BEGINNING = re.compile(
    r"(?<=[^\s\ufeff])[^\S\n]*\ufeff"
    r"(?=FN [A-Z]|TY {2}- ?[A-Z]|PMID ?- ?\d|%0[ \t]+[A-Z]|@[ \t]*[A-Za-z]\w*[ \t]*[{(])"
)
"""A mark within a line before what opens a file in a tagged format; before other text it is a stray sign."""


def parted(text: str) -> str:
    """The text with a line end where a file begins within a line; marks before other text stay."""
    return _BEGINNING.sub("\n", text)
