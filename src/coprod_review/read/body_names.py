"""Names of bodies in their own order, where a program took a word of them for a family name."""

from __future__ import annotations

import re
from functools import lru_cache

_LAST = frozenset((
    "Agency", "Association", "Collaboration", "Collaborators", "Commission", "Committee", "Consortium",
    "Department", "Federation", "Foundation", "Group", "Institute", "Investigators", "Ministry", "Network",
    "Organisation", "Organization", "Registry", "Society", "Study", "Team", "University",
))  # fmt: skip
"""What stands last in names of bodies, and is no family's name."""

_FIRST = ("Universi", "Instituto ", "Ministerio ", "Ministério ", "Secretaria ", "Secretaría ", "Faculdade ")
"""How names of bodies begin in languages that set the kind first; no given name does so."""

_NEVER_FAMILIES = frozenset((
    "Association", "Collaboration", "Collaborators", "Commission", "Committee", "Consortium", "Department",
    "Federation", "Investigators", "Ministry", "Organisation", "Organization", "Registry", "University",
))  # fmt: skip
"""No family bears these; the others end the name of a body where several words stand behind them."""

_WORDS = re.compile(r"(?:\S+ )+[^\W\d_][^\W\d_A-Z][\w'’-]+")
"""Several words of which the last is no initial."""

_WORD = re.compile(r"[^\W\d_]{3}")
_GOES_ON = re.compile(r"(?:of|for|on|de|do|da|del|für)\b")


@lru_cache(maxsize=1 << 15)
def turned_back(name: str) -> str:
    """A name as it is; one of a body in its own order.

    So "Team, Owl Core" is the Owl Core Team, and "Lund, Universidade de" the Universidade de Lund.
    """
    family, comma, given = name.partition(", ")
    if not comma or "," in given:
        return name
    last = family.capitalize()
    if last in _LAST and (_WORD.search(given) if last in _NEVER_FAMILIES else _WORDS.fullmatch(given)):
        return f"{family} {given}" if _GOES_ON.match(given) else f"{given} {family}"
    return f"{given} {family}" if given.startswith(_FIRST) and " " in given else name
