"""Several authors in one value of a format that has a value for each."""

from __future__ import annotations

import re

from coprod_review.read.names import is_in_order, names_a_body, told_by_form

LONGEST = 5_000
"""Longer text is no list of names."""

_BETWEEN_NAMES = (",", ";", " and ", " & ")
_ENTITY_END = re.compile(r"&#?\w{1,10};")
_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
LEADING_AND = re.compile(r"^(?:and|&)\s+(?=\S)")
_COMMA = re.compile(r",\s*")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[- ]?){1,4}")
_FAMILY_INITIALS = re.compile(r"[^\W\d_][\w'’-]+(?: [\w'’-]+){0,3} [A-ZÀ-Þ]{1,4}")
ENDS_WITH_INITIALS = re.compile(r"[^\W\d_][^,.;|{}]* (?!I{2,3}\b|IV\b|[JS]R\b)[A-ZÀ-Þ]{1,3}")
_MEDLINE_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ]|[A-ZÀ-Þ][A-ZÀ-Þ'’-]{5,}) [A-ZÀ-Þ]{1,3}|[A-ZÀ-Þ]{2}[A-ZÀ-Þ'’-]* [A-ZÀ-Þ]"
)
_LETTER_FIRST = re.compile(r"[^\W\d_], [^,]+")
_WORD_FIRST = re.compile(r"[^\W\d_]{3}")
_WORD_OF_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]*\.?|d[aeiou]s?|van|von|der|den|del|la|le|bin|al")
FEW = 3
"""Two names between commas may be one in two parts."""

MAX_WORDS = 5

RUN_TOGETHER = re.compile(
    r"(?<=[^\W\d_A-Z]{2})(?<!Mac)(?<!Van)(?<!Von)(?<!Des)(?=[A-Z])|(?<=-Van)(?=[A-Z])"
    r"|(?<=[ -][A-Z][a-z])(?<!Mc)(?<!De)(?<!Di)(?<!Du)(?<!Da)(?<!La)(?<!Le)(?<!El)(?<!Al)(?=[A-Z][a-z])"
)
"""Where the next name begins in lists that Springer writes without anything between the names."""


def listed_names(written: str) -> list[str]:
    """The names of a value in which several stand plainly, else the value alone.

    A comma at the end says that the value is one body. Plain are names between semicolons; family names
    before initials ("Berg L, Ek AB", "Berg, L., Ek, A.B."); and whole names of which the last stands behind
    "and", or of which there are three. A body with "and" in its name stays one.
    """
    if len(written) > LONGEST or not any(sign in written for sign in _BETWEEN_NAMES):
        return [written]
    if written.endswith(",") and written.count(",") == 1:
        return [written]
    if ";" in written and not _ENTITY_END.search(written):
        parts = [LEADING_AND.sub("", name) for part in written.split(";") if (name := part.strip(" ,"))]
        return [name for part in parts for name in two_names(part)]
    return plainly_listed(written) or [written]


def plainly_listed(written: str) -> list[str]:
    """The names of a list without semicolons, by their form alone; none where it is no plain list."""
    return _pairs(written) or _with_initials(written) or _whole_names(written)


def two_names(part: str) -> list[str]:
    """The two whole names of a piece between semicolons that stand around "and" or "&", else the piece."""
    has_two = (" and " in part or "&" in part) and len(part) <= LONGEST
    names = _AND.split(part) if has_two else []
    are_two = len(names) == 2 and all(is_in_order(name) or _is_whole_name(name) for name in names)
    return names if are_two and not names_a_body(_AND.sub(" ", part)) else [part]


def in_usual_order(names: list[str]) -> list[str]:
    """The names, turned round where all have one letter before the comma ("A, BERG"), as Rayyan writes some.

    There are families of one letter, but no two of such authors in a row without another beside them.
    """
    if len(names) < FEW - 1 or not all(map(_LETTER_FIRST.fullmatch, names)):
        return names
    turned = [", ".join(reversed(name.split(", ", 1))) for name in names]
    return turned if any(map(_WORD_FIRST.match, turned)) else names


def initials_behind(names: list[str]) -> list[str]:
    """The names, with a comma before the initials where all end with such and one shows that it does.

    In a list as MEDLINE writes it ("Berg LM; N Ek B; YANG WL") a name may begin with a letter, or be of so
    few letters that it looks like initials itself.
    """
    if len(names) < FEW - 1 or not all(map(ENDS_WITH_INITIALS.fullmatch, names)):
        return names
    if not any(map(_MEDLINE_NAME.fullmatch, names)):
        return names
    return [name if told_by_form(name) else ", ".join(name.rsplit(" ", 1)) for name in names]


def _pairs(written: str) -> list[str]:
    """Family names and initials in turn, two of them at least."""
    parts = _COMMA.split(_AND.sub(", ", written).rstrip(" ,"))
    families, given = parts[::2], parts[1::2]
    if len(parts) < 4 or len(parts) % 2 or any(map(_INITIALS.fullmatch, families)):
        return []
    return (
        [f"{f}, {g}" for f, g in zip(families, given, strict=True)]
        if all(map(_INITIALS.fullmatch, given))
        else []
    )


def _with_initials(written: str) -> list[str]:
    """Names that end with initials, commas between them, and bodies among two such names at least."""
    parts = _COMMA.split(_AND.sub(", ", written).rstrip(" ,."))
    others = [part for part in parts if not _FAMILY_INITIALS.fullmatch(part)]
    if not others:
        return parts if len(parts) > 1 else []
    parts = _COMMA.split(written.rstrip(" ,."))
    others = [part for part in parts if not _FAMILY_INITIALS.fullmatch(part)]
    are_bodies = all(len(part.split()) > 2 and names_a_body(part) for part in others)
    return parts if are_bodies and len(parts) - len(others) >= FEW - 1 else []


def _whole_names(written: str) -> list[str]:
    """Whole names, of which the last stands behind "and"; without it, three or more between commas."""
    if names_a_body(_AND.sub(" ", written)):
        return []
    parts = _AND.split(written)
    if len(parts) > 1 and all(is_in_order(part) for part in parts):
        return parts
    names = [name for part in parts for name in _COMMA.split(part)]
    if len(parts) == 1 and len(names) < FEW:
        return []
    return names if all(map(_is_whole_name, names)) else []


def _is_whole_name(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= MAX_WORDS and all(map(_WORD_OF_NAME.fullmatch, words))
