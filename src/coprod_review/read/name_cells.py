"""Several authors in one cell, as databases and people list them."""

from __future__ import annotations

import re

from coprod_review.read.name_lists import ENDS_WITH_INITIALS, LEADING_AND, LONGEST, plainly_listed, two_names
from coprod_review.read.names import PARTICLES, names_a_body, told_by_form

_INITIALS = re.compile(r"(?:[^\W\d_a-zà-ÿ]\.?[- ]?){1,5}")
_MEDLINE_NAME = r"[^,]+ [A-Z]{1,4}(?: (?:Jr|Sr|2nd|3rd))?"
"""A name before initials; "III" behind them is like such, and a part of its own would read it in two ways."""

_MEDLINE_LIST = re.compile(rf"(?:{_MEDLINE_NAME}, )*{_MEDLINE_NAME}\.")
_AND = re.compile(r"\sand\s|,\s?&\s")
_AND_OTHERS = re.compile(r"[\s,;]+(?:(?:and|&)\s+)?et\.?\s+al\b\.?\W*(?:\(\d{4}[a-z]?\)\W*)?$")
"""What says that there are others, with the year behind it where a reference was copied ("et al. (2020)")."""

LONGEST_ENDING = 30
"""What says that there are others stands within so many characters of the end."""

_LEFT_OUT = re.compile(r"(?<=,)\s*(?:\.\s?\.\s?\.|…)\s*(?:&\s+)?")
"""What stands for names between the first ones and the last in the style of the APA."""

_HAN_LIST = re.compile(
    "(?!(?:[\u4e00-\u9fff]{2}, ?[\u4e00-\u9fff]{2}(?:, ?|$)){2,}$)"
    "(?:[\u4e00-\u9fff]{2,5}, ?){2,}[\u4e00-\u9fff]{2,5},?"
)
"""Chinese names; words of two letters each, an even number of them, are families and given names in turn."""
_ONE_INITIAL = re.compile(r" [^\W\d_]\.$")
"""One initial with its point, which ends a name."""

_FOOTNOTED = re.compile(r"([^\W\d_][^\d,]*[^\W\d_])\d{1,2}")


def split_authors(text: str) -> list[str]:
    """The names in a cell that lists several, by whichever separator the cell shows.

    Semicolons and bars separate; else " and " or "&"; else commas, if what they part are whole names ("Rossi
    A, Chen BC") or alternating family names and initials ("Rossi, A., Chen, B.C."). A body with "&" or "and"
    in its name stays one.
    """
    text = text.strip()
    if " al" in text[-LONGEST_ENDING:]:
        text = text[:-LONGEST_ENDING] + _AND_OTHERS.sub("", text[-LONGEST_ENDING:])
    if text.endswith(".") and _MEDLINE_LIST.fullmatch(text):
        text = text[:-1]
    if text.startswith("[") and text.endswith("]") and re.search(r"['\"]", text):
        return [a or b for a, b in re.findall(r"'([^']+)'|\"([^\"]+)\"", text)]
    for separator in (";", "|", "\n"):
        if separator in text:
            parts = [LEADING_AND.sub("", part.strip()) for part in text.split(separator)]
            return [name for part in parts if part for name in two_names(part)]
    return _without_separator(text)


def split_pointed(text: str) -> list[str]:
    """Names with a point behind each initial; that of the last initial of one author alone ends no list."""
    names = split_authors(text)
    return [text] if names == [text.removesuffix(".")] and _ONE_INITIAL.search(text) else names


def _without_separator(text: str) -> list[str]:
    if "..." in text or "…" in text or ". ." in text:
        text = _LEFT_OUT.sub(" ", text)
    if "&" in text and len(text) <= LONGEST and (found := plainly_listed(text)):
        return found
    text = _with_comma(text)
    if not _AND.search(text):
        return _by_commas(_without_footnotes(text))
    parts = [part.strip(" ,\t\n") for part in _AND.split(text)]
    if "," not in text and names_a_body(text) and any(map(_is_of_body, parts)):
        return [text]
    if all(part.count(",") == 1 for part in parts):
        return parts
    return [name for part in parts for name in _by_commas(part)]


def _with_comma(text: str) -> str:
    """A list with a comma before its last "&", where initials stand before it and several words behind.

    So the "&" parts as "and" does; in "Department of Owls & Care" or "Owl Foods, UK & Ireland" it stays.
    """
    before, _, behind = text.rpartition(" & ")
    last = before.rpartition(",")[2].strip()
    ends_name = ENDS_WITH_INITIALS.fullmatch(last) or _is_given(last)
    is_list = "," in before and " " in behind.strip() and ends_name and not names_a_body(last)
    return f"{before}, & {behind}" if is_list else text


def _is_of_body(part: str) -> bool:
    """Whether a part of what names a body can be part of its name: one word, or a body by its form."""
    return " " not in part or (names_a_body(part) and told_by_form(part) == part)


def _without_footnotes(text: str) -> str:
    """A list with commas without the numbers behind all of its names ("Rossi A1, Chen B1,2")."""
    if not text[-1:].isdecimal():
        return text
    parts = [part for piece in text.split(",") if not (part := piece.strip()).isdecimal()]
    found = [_FOOTNOTED.fullmatch(part) for part in parts]
    return ", ".join(one[1] for one in found if one) if len(found) > 1 and all(found) else text


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) <= 1 or _HAN_LIST.fullmatch(text):
        return parts
    if len(parts) % 2 == 0 and all(_is_given(p) for p in parts[1::2]) and not _is_given(parts[0]):
        return [f"{parts[i]}, {parts[i + 1]}" for i in range(0, len(parts), 2)]
    single = all(" " not in part for part in parts)
    if len(parts) == 2 and all(map(ENDS_WITH_INITIALS.fullmatch, parts)) and " " in parts[1]:
        return parts
    if len(parts) == 2 and (" " not in parts[0] or parts[0].split(" ")[0] in PARTICLES):
        return [f"{parts[0]}, {parts[1]}"]
    if len(parts) % 2 == 0 and (single or _alternate(parts)):
        return [f"{parts[i]}, {parts[i + 1]}" for i in range(0, len(parts), 2)]
    return parts


def _alternate(parts: list[str]) -> bool:
    """Whether family names of one word and given names of one or several stand in turn."""
    families, given = parts[::2], parts[1::2]
    return (
        len(parts) > 2
        and all(" " not in family or family.split(" ")[0] in PARTICLES for family in families)
        and any(" " not in name for name in given)
    )


def _is_given(text: str) -> bool:
    return len(text) <= 12 and bool(_INITIALS.fullmatch(text)) and text[:1].isupper()
