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

_COUNTRIES = frozenset((
    "angola", "argentina", "bolivia", "bolívia", "brasil", "chile", "colombia", "colômbia", "costa rica",
    "cuba", "ecuador", "equador", "españa", "espanha", "guatemala", "honduras", "mexico", "méxico",
    "moçambique", "nicaragua", "panamá", "paraguai", "paraguay", "perú", "peru", "portugal", "uruguai",
    "uruguay", "venezuela",
))  # fmt: skip
"""What stands before a body of the state in citations ("Brasil, Ministério da Saúde"), in lower case."""

_NEVER_FAMILIES = frozenset((
    "Association", "Collaboration", "Collaborators", "Commission", "Committee", "Consortium", "Department",
    "Federation", "Investigators", "Ministry", "Organisation", "Organization", "Registry", "University",
))  # fmt: skip
"""No family bears these; the others end the name of a body where several words stand behind them."""

_WORDS = re.compile(r"(?:\S+ )+[^\W\d_][^\W\d_A-Z][\w'’-]+")
"""Several words of which the last is no initial."""

_WORD = re.compile(r"[^\W\d_]{3}")
_LEADS_ON = (" de", " del", " do", " da", " dos", " das", " of", " -", " –")
_GOES_ON = re.compile(r"(?:of|for|on|de|do|da|del|für)\b")


@lru_cache(maxsize=1 << 15)
def turned_back(name: str) -> str:
    """A name as it is; one of a body in its own order.

    So "Team, Owl Core" is the Owl Core Team, and "Lund, Universidade de" the Universidade de Lund. A country
    before its ministry stays there; behind a university it is part of the name.
    """
    family, comma, given = name.partition(", ")
    if not comma or "," in given:
        return name
    last = family.capitalize()
    if last in _LAST and (_WORD.search(given) if last in _NEVER_FAMILIES else _WORDS.fullmatch(given)):
        return f"{family} {given}" if _GOES_ON.match(given) else f"{given} {family}"
    if not (given.startswith(_FIRST) and " " in given):
        return name
    goes_with_it = given.startswith("Universi") or given.endswith(_LEADS_ON)
    return name if family.lower() in _COUNTRIES and not goes_with_it else f"{given} {family}"
