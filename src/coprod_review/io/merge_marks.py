"""What git leaves in a file of people that it could not merge: marks that belong to no format."""

from __future__ import annotations

import re

from coprod_review.errors import ReviewError

_OPENED = re.compile(r"^<{7}(?: .*)?\r?$", re.MULTILINE)
_CLOSED = re.compile(r"^>{7}(?: .*)?\r?$", re.MULTILINE)


def refuse_marks(text: str, *, where: str) -> None:
    """Raise ReviewError, naming its lines, for the first place where two branches stand between marks."""
    opened = _OPENED.search(text) if "<<<<<<<" in text else None
    closed = _CLOSED.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        return
    first, last = (text.count("\n", 0, found.start()) + 1 for found in (opened, closed))
    raise ReviewError(
        f"git could not merge two branches here and left its marks: what stands between lines {first} and "
        f"{last} comes from either branch",
        where=f"{where}, line {first}",
        remedy="delete the three lines with marks (<<<<<<<, =======, >>>>>>>), keep the entries of both "
        "branches, each once and whole, and run `coprod-review check` again",
    )
