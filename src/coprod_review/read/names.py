"""Author names as "Family, Given", from the ways in which databases write them."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS = re.compile(
    r"\s*\((?:\d{5,}|ORCID\b[^()]{0,60}|[Ee]ds?\.?|[Ee]ditors?|[Cc]omps?\.?|[Tt]rans\.?)\)\s*$"
)
"""What stands in brackets behind a name: the author id of Scopus, an ORCID, or a role."""

_ROLE = re.compile(r"eds?\.?|editors?|comps?\.?|compilers?|trans\.?|translators?", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|R\.?N|M\.?P\.?H|M\.?Sc|B\.?Sc|M\.?S\.?W|M\.?L\.?S|MBBS|MBA|MHS|MSN|DNP|DrPH|PharmD|PsyD|EdD|ScD"
    r"|DPhil|MPhil|FAAN|FRCP|FACP|FACS|LCSW|APRN)\.?"
)
_INITIALS_WORD = re.compile(r"(?:[A-Z]\.?-?){1,5}|(?:[^\W\d_a-z]\.-?){1,5}")
_INITIAL_AND_PARTICLE = re.compile(r"[A-Z]d[ao]s|[B-DF-HJ-NP-TV-Z]d(?:[aeo]|el)")
"""A given name of which MEDLINE keeps the particle behind it: "Araujo Lde J" is Lia de Jesus Araujo."""

INITIALS_FIRST = re.compile(
    r"([A-Z]{1,4}(?:-[A-Z]{1,3})?) ((?:[a-z'’]+ )*[A-Z](?:[^\W\d_]|['’-])*[^\W\d_A-Z](?:[^\W\d_]|['’-])*)"
)
"""Initials before a family name, as Google Scholar gives names."""

_IN_CAPITALS = re.compile(r"[A-Z]{2}[A-Z'’-]* [A-Z]")
"""A family name in capitals before one initial ("YU Z"), as Derwent writes it."""

_HAN = re.compile("[\u4e00-\u9fff] [\u4e00-\u9fff]{1,2}")
"""A Chinese name, of which the family name has one character; in longer ones the given name may be first."""

_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|i{2,3}|iv|2nd|3rd|4th)\.?", re.IGNORECASE)
_GROUP_WORDS = (
    "group", "organi[sz]ation", "association", r"collaborat\w*", "consortium", "committee", "society",
    "university", "institute?", "ministry", "department", "agency", "network", "team", "trial",
    "initiative", "commission", "council", "foundation", "cent(?:re|er)", "academy", "college",
    "federation", "programme", "program", "panel", "board", "investigators", "office", "services?",
    "alliance", "authority", "bureau", "nations", "health", "research", "of", "for", "and", "the", "on",
    "in", "grupo", "gruppo", "groupe", "arbeitsgruppe", "gesellschaft", "sociedade?", "société", "consorcio",
    "asociación", "associação", "instituto", "universi(?:dade?|té|tät)", "minist[eé]rio", "comité",
    "registry", "administration", "laborator(?:y|ies)", "company", "corporation", "partners", "trust",
)  # fmt: skip
_GROUP = re.compile(rf"\b(?:{'|'.join(_GROUP_WORDS)})\b", re.IGNORECASE)
_BODIES = frozenset(
    ("Consortium", "Collaboration", "Collaborative", "Collaborators", "Investigators", "Committee", "Grp")
)
"""What ends names of bodies even of two words, since no family has such a name."""

_IN_ORDER = re.compile(
    r"(?!et, a\b|(?:[js]r|i{2,3}|iv)\.?,)[^\W\d_][\w'’-]*(?: [\w'’-]+)*, (?!(?:et|others|null|nan|none)\b)"
    r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)*",
    re.IGNORECASE,
)
"""Most names: words, no suffix, a comma, and words of which the first is none that may mean nobody."""

_NOBODY = re.compile(
    r"\W*(?:et(?:\s+al|, a\.? l)|others|anon(?:ymous)?|n/?a|none|null|nan|no author name available|"
    r"(?:authors? )?(?:unknown|not (?:available|known|stated|listed))|unknown authors?|"
    r"no\s+author(?:s|ship)?(?:\s+(?:name|listed|id|indicated|given|specified|identified))?"
    r"(?:\s+(?:available|found))?)\W*",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}\.$")
"""The full stop that ends a list of authors, behind a word that is no abbreviation."""

_AND_OTHERS = re.compile(r"\W*(?:et\s+al|others)\W*", re.IGNORECASE)
_ET_AL = re.compile(r"(?<=\w)[.,;]*\s+et\.?\s+al\.?$", re.IGNORECASE)
_DEBRIS = frozenset({"null", "NULL", "nan", "NaN", "none", "None", "n/a", "N/A"})
"""What programs write for a given name that they lack; Nan, Na and No are given names."""

_PARTICLE_WORDS = """
de del della dal dalla dela der den des di da do dos das du van von vom zu zum zur la le las los el al bin
ibn ben af av ten ter te 't st. dello degli d'
"""
_DOTTED = re.compile(r"(?:-?[^\W\d_]\.)+")
PARTICLES = frozenset(_PARTICLE_WORDS.split())
_NOT_LAST = PARTICLES | {"al", "al."}
_AMBIGUOUS_WHEN_CAPITAL = frozenset(["ben", "bin", "do", "las", "los", "af", "av", "te", "ibn", "dem"])
_CAPITAL_PARTICLES = (PARTICLES | {"le", "mc"}) - _AMBIGUOUS_WHEN_CAPITAL
"""Particles that belong to the family name though a capital opens them, unless they are the first word."""

_FAMILY_LAST = re.compile(r"(\S.*) ([^\W\d_][\w'’-]*[^\W\d_A-Z])")
"""Given names and a family name behind them, none of initials."""
_JOINING = frozenset(("y", "i"))
"""What joins the two words of a Spanish or Catalan family name ("Ortega y Gasset")."""

_GENERATIONS = frozenset(("Filho", "Júnior", "Neto", "Netto", "Sobrinho"))
"""What tells a namesake in Portuguese, behind the family name and part of it."""


def family_given(name: str, *, given_first: bool = False) -> str:
    """One name as "Family, Given"; a body stays as it is, and "et al." or "anonymous" is empty.

    Without a comma, trailing initials mark "Family GG"; otherwise `given_first` tells whether the family name
    comes last, particles (van, Van, de la) going with it. A single word stays alone. A comma at the end,
    which EndNote writes behind bodies, says that the name has one part.
    """
    return family_behind(name) if given_first else family_before(name)


@lru_cache(maxsize=1 << 15)
def family_before(name: str) -> str:
    """As `family_given`, where words without a comma stand as they are."""
    return name if is_in_order(name) else _by_comma_or_form(name)[0]


@lru_cache(maxsize=1 << 15)
def family_behind(name: str) -> str:
    """As `family_given`, where the family name comes last."""
    if is_in_order(name):
        return name
    found, is_undecided = _by_comma_or_form(name)
    return _family_last(found) if is_undecided else found


def _by_comma_or_form(name: str) -> tuple[str, bool]:
    """One name as a comma in it or its form tells it, and whether neither does.

    A name in braces, which Zotero keeps from BibTeX, has one part whatever stands in it.
    """
    if name[:1] == "{" and name[-1:] == "}" and name.count("{") == name.count("}") == 1:
        return named(name[1:-1]), False
    is_one_part = name.rstrip().endswith(",") and name.count(",") == 1
    name = named(name)
    if is_one_part or not name:
        return name, False
    if "," in name:
        return in_order([part.strip() for part in name.split(",")]), False
    told = told_by_form(name)
    return told or name, not told


def is_in_order(name: str) -> bool:
    """Whether a name is "Family, Given" without doubt, so that nothing in it is to be moved or left out."""
    last = name[name.rfind(" ") + 1 :]
    return _IN_ORDER.fullmatch(name) is not None and last not in _NOT_LAST and not _SUFFIX.fullmatch(last)


def named(name: str) -> str:
    """A name without author id of Scopus or role in brackets; empty where nobody is named ("et al.")."""
    name = _BRACKETS.sub("", " ".join(name.split())).strip(" ;,…*")
    name = _ET_AL.sub("", name) if " al" in name[-4:] else name
    name = name[:-1] if _FULL_STOP.search(name) else name
    return "" if _NOBODY.fullmatch(name) or not any(c.isalpha() for c in name) else name


def told_by_form(name: str) -> str:
    """A name without a comma whose form alone tells its parts, else empty.

    That is one word, a family name before initials ("Rossi AB"), or words that name a body.
    """
    words = name.split(" ")
    if len(words) == 1:
        return name
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        initialled = _INITIALS_WORD.fullmatch(words[-2]) and not _INITIALS_WORD.fullmatch(words[0])
        return f"{_initials_last(words[:-1])}, {words[-1]}" if initialled else ""
    if _INITIALS_WORD.fullmatch(words[-1]) and not _INITIALS_WORD.fullmatch(words[0]):
        return _initials_last(words)
    if len(words) == 2 and (_IN_CAPITALS.fullmatch(name) or _HAN.fullmatch(name)):
        return ", ".join(words)
    return name if _reads_as_body(words) else ""


def names_a_body(text: str) -> bool:
    """Whether one of the words that bodies have in their names stands in a text."""
    return _GROUP.search(text) is not None


def is_particle(word: str) -> bool:
    """Whether a word belongs to the family name behind it ("van", "de", "Van")."""
    return word in PARTICLES if word[:1].islower() else word.lower() in _CAPITAL_PARTICLES


def split_suffix(name: str) -> tuple[str, str]:
    """A name without a comma, and the suffix that ends it ("Jr.", "III"), if any."""
    words = name.split(" ")
    has_suffix = len(words) > 2 and _SUFFIX.fullmatch(words[-1])
    return (" ".join(words[:-1]), words[-1]) if has_suffix else (name, "")


def in_order(parts: list[str]) -> str:
    """The parts of a name as "Family, Given, Suffix".

    A role ("Berg, Lena, Ed.") and degrees ("Berg, Lena, RN, PhD") behind them go. A suffix in the middle, or
    for the family ("III, Lena M. Berg"), is set last; particles behind the given name ("Boer, J. de") go with
    the family.
    """
    parts = [p for p in parts if p]
    while len(parts) > 2 and _DEGREE.fullmatch(parts[-1]):
        parts = parts[:-1]
    if len(parts) > 2 and _ROLE.fullmatch(parts[-1]) and not _SUFFIX.fullmatch(parts[-2]):
        parts = parts[:-1]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[0]) and (found := _FAMILY_LAST.fullmatch(parts[1])):
        parts = [found[2], found[1], parts[0]]
    if len(parts) == 2 and (parts[1] in _DEBRIS or _AND_OTHERS.fullmatch(parts[1])):
        parts = parts[:1]
    if len(parts) == 2:
        given, _, last = parts[1].rpartition(" ")
        parts = [parts[0], given, last] if given and _SUFFIX.fullmatch(last) else parts
    if len(parts) > 1:
        parts[:2] = _particles_first(parts[0], parts[1])
    return ", ".join(parts)


def _initials_last(words: list[str]) -> str:
    at = len(words) - 1
    while at > 1 and (
        _INITIALS_WORD.fullmatch(words[at - 1]) or _INITIAL_AND_PARTICLE.fullmatch(words[at - 1])
    ):
        at -= 1
    return f"{' '.join(words[:at])}, {' '.join(words[at:])}"


def _particles_first(family: str, given: str) -> tuple[str, str]:
    words = given.split(" ")
    at = len(words)
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join((*words[at:], family)), " ".join(words[:at])


def _reads_as_body(words: list[str]) -> bool:
    """Whether the words name a body: by a word such as "group", or by an acronym before others, or "&"."""
    if words[-1] in _BODIES or "&" in words or (len(words) > 2 and _GROUP.search(" ".join(words))):
        return True
    return len(words[0]) > 2 and words[0].isupper() and not words[-1].isupper() and "." not in words[0]


def _behind_initials(words: list[str], at: int) -> int:
    """Where the family name begins: at a particle behind initials ("R. de Souza Lima"), else at `at`."""
    n = next((i for i, word in enumerate(words) if not _DOTTED.fullmatch(word)), at)
    return n if n < at and words[n] in PARTICLES else at


def _family_last(name: str) -> str:
    name, suffix = split_suffix(name)
    words = name.split(" ")
    at = len(words) - 1
    if at > 1 and all(word in PARTICLES for word in words[:-1]):
        return ", ".join(filter(None, (name, suffix)))
    at -= at > 1 and words[at] in _GENERATIONS and not _INITIALS_WORD.fullmatch(words[at - 1])
    at -= 2 * (at > 2 and words[at - 1] in _JOINING and words[at - 2][:1].isupper())
    while at > 1 and is_particle(words[at - 1]):
        at -= 1
    if at > 1 and "." in words[0]:
        at = _behind_initials(words, at)
    return ", ".join(part for part in (" ".join(words[at:]), " ".join(words[:at]), suffix) if part)
