"""Author names of BibTeX, taken apart by pybtex in the grammar of BibTeX itself.

That grammar knows "von Last, First", "von Last, Jr, First" and "First von Last". Forms that databases write
all the same (a body without braces, "Family GG", lists parted by commas or semicolons) are known in `names`,
and so are particles with a capital ("Dario Di Berg"), which the grammar takes for given names.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from coprod_review.read.entries import Repairs
from coprod_review.read.latex import plain
from coprod_review.read.name_cells import split_authors
from coprod_review.read.name_lists import listed_names
from coprod_review.read.names import (
    family_given,
    in_order,
    is_in_order,
    is_particle,
    named,
    split_suffix,
    told_by_form,
)

AS_WRITTEN = "author name that BibTeX cannot take apart, kept as written"
COMMENTED_OUT = "comments within lists of authors left out"
LISTED = 'authors listed without "and", parted as databases list them'

_DEGREE_LAST = re.compile(
    r"[^,]+, [^,]+, (?:ph\.?\s?d|d\.?phil|m\.?d|[mb]\.?sc|mph|mba|dr\.?ph|r\.?n|facs|frc[ps])\.?",
    re.IGNORECASE,
)
_ROLE_LAST = re.compile(
    r"[^,]+, (?!(?:jr|sr|i{2,3}|iv)\.?,)[^,]+, (?:eds?\.?|editors?|comps?\.?)", re.IGNORECASE
)
_IN_PARTS = re.compile(r"(?:(?:given|family|prefix|suffix)(?:-i)?|useprefix)\s*=", re.IGNORECASE)
_PART = re.compile(
    r"(?:^|,)\s*(given|family|prefix|suffix)\s*=\s*(?:\"([^\"]*)\"|((?:[^,]|,(?!\s*[\w-]{1,20}\s*=))*))",
    re.IGNORECASE,
)
"""The parts of a name in the extended form of BibLaTeX: "family=Berg, given=Lena, prefix=van"."""

_AND = re.compile(" and ", re.IGNORECASE)
_AND_LARGE = ("And", "AN", "aN", "nD")
"""One of these stands in a text where "and" is not all in small letters."""

_COMMENT = re.compile(r"(?<!\\)%.*\n")
_GIVEN_AND_INITIALS = re.compile(r"[^\W\d_]{2,30} (?:[^\W\d_]\.[ -]?){1,4}")
"""A given name with initials behind it, which no family name has."""

_SEMICOLON = re.compile(r";(?:\s|$)")


def authors(written: str, repairs: Repairs, *, is_of_endnote: bool = False) -> list[str]:
    """The names of an author field as "Family, Given, Suffix"; a name in braces is a body and stays whole."""
    text = html.unescape(written) if ";" in written else written
    if text != written:
        repairs["HTML entities resolved"] += 1
    if "%" in text and (uncommented := _COMMENT.sub("", text)) != text and uncommented.strip():
        text = uncommented
        repairs[COMMENTED_OUT] += 1
    parts = _split(" ".join(text.split()), repairs)
    names = []
    for name in _whole_names(_body_last(parts) if is_of_endnote else parts, repairs):
        found, is_grammatical = _family_given(name)
        if is_grammatical:
            names.append(found)
            continue
        listed = split_authors(found)
        is_list = len(listed) > 1 and all("," in one or "," in told_by_form(one) for one in listed)
        repairs[LISTED if is_list else AS_WRITTEN] += 1
        names += [family_given(one) for one in listed] if is_list else [found]
    return [name for name in names if name]


def _body_last(names: list[str]) -> list[str]:
    """The names, the last in braces where a comma ends it, by which EndNote says that it has one part."""
    if names and names[-1].endswith(",") and names[-1].count(",") == 1:
        return [*names[:-1], f"{{{names[-1][:-1].rstrip()}}}"]
    return names


def _whole_names(names: list[str], repairs: Repairs) -> list[str]:
    """The names, parted again where "and" stands before the last alone ("A Ek, B Alm and C Berg").

    A family name with a particle before the comma, a given name with an initial behind it ("Lund Ek, Maria
    T."), or a body as the last tell that the first is one name.
    """
    if len(names) != 2 or "," not in names[0] or "," in names[1] or "{" in names[0] or "=" in names[0]:
        return names
    is_body = " " in names[1] and told_by_form(names[1]) == names[1]
    family, _, given = names[0].partition(",")
    is_one = family[-1:].islower() and "." not in family and _GIVEN_AND_INITIALS.fullmatch(given.strip())
    if is_body or is_one or is_particle(family.partition(" ")[0]):
        return names
    listed = listed_names(" and ".join(names))
    if len(listed) <= len(names):
        return names
    repairs[LISTED] += 1
    return listed


def _split(text: str, repairs: Repairs) -> list[str]:
    """The names between the words "and" that stand outside braces, else between semicolons."""
    if "{" not in text and ";" not in text and "}" not in text and "\\" not in text:
        padded = f" {text} "
        parts = _AND.split(padded) if any(map(text.__contains__, _AND_LARGE)) else padded.split(" and ")
        return [name for part in parts if (name := part.strip())]
    from pybtex.bibtex.utils import split_name_list  # noqa: PLC0415 - slow, and most names do without

    names = [name for name in split_name_list(f" {text} ") if name]
    if len(names) == 1 and "{" not in text and _SEMICOLON.search(text):
        repairs[LISTED] += 1
        return split_authors(text)
    return names


@lru_cache(maxsize=1 << 15)
def _family_given(name: str) -> tuple[str, bool]:
    """One name in its normal form, and whether it keeps to the grammar."""
    return (name, True) if is_in_order(name) else _by_grammar(name)


def _by_grammar(name: str) -> tuple[str, bool]:
    if _is_one_group(name):
        return named(plain(name)), True
    text = named(plain(name))
    if not text or ("=" in text and _IN_PARTS.match(text)):
        return _of_parts(text) or text, True
    if "{" not in name:
        name = text
    suffix = ""
    if "," not in text:
        told = told_by_form(text)
        if told:
            return told, True
        name, suffix = split_suffix(name)
    elif _DEGREE_LAST.fullmatch(text) or _ROLE_LAST.fullmatch(text):
        return in_order(text.split(", ")), True
    from pybtex.database import Person  # noqa: PLC0415 - slow, and most names do without
    from pybtex.exceptions import PybtexError  # noqa: PLC0415

    try:
        person = Person(name)
    except (PybtexError, ValueError, IndexError, RecursionError):
        return text, False  # what pybtex raises on names with too many commas, without words, or nested deep
    given, last = person.bibtex_first_names, person.prelast_names + person.last_names
    while "," not in text and len(given) > 1 and is_particle(given[-1]):
        given, last = given[:-1], [given[-1], *last]
    family = _plain(last)
    parts = (family, _plain(given), _plain(person.lineage_names), suffix)
    return in_order(", ".join(part for part in parts if part).split(", ")) if family else text, True


def _of_parts(text: str) -> str:
    """A name whose parts are told each with its own name; a particle goes with the family. Else empty."""
    part = {name.lower(): (quoted or bare).strip() for name, quoted, bare in _PART.findall(text)}
    prefix = part.get("prefix", "")
    between = " " if prefix and prefix[-1] not in "'’" else ""
    family = prefix + between + part.get("family", "")
    return ", ".join(filter(None, (family, part.get("given"), part.get("suffix"))))


def _plain(words: list[str]) -> str:
    return plain(" ".join(words)).strip()


def _is_one_group(name: str) -> bool:
    """Whether the brace that opens the name closes with its last character."""
    depth = 0
    for at, character in enumerate(name):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return at > 0 and at == len(name) - 1
    return False
