"""Comparable forms of bibliographic fields: what two databases would agree on if both wrote plainly."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

from coprod_review.model.fingerprint import title_fingerprint

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,100}>")
_PAGES = re.compile(r"\W*(?:pp?\.?\s*)?([a-z]{0,3})0*(\d+)([a-z]?)(?:\s*[-–—−]+\s*([a-z]{0,3})0*(\d+))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIMPLE_PAGES = re.compile(r"0*(\d+)(?:-+0*(\d+))?")
_DATED_PAGES = re.compile(rf"^0*(\d+)-({'|'.join(_MONTHS)})$|^({'|'.join(_MONTHS)})-0*(\d+)$")
_ROMAN_PAGES = re.compile(r"([ivxlc]+)(?:\s*[-–—]+\s*([ivxlc]+))?")
_ROMAN_VOLUME = re.compile(r"(?=.)(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_UNSAID_PAGES = re.compile(r"^\W*(?:n\.?\s?p\.?|n/?a|no page\w*|\d+\s?p(?:p|ages)?\.?)?\W*$", re.IGNORECASE)
_UNPLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
BETWEEN_AUTHORS = "\x1f"
MIN_NAME_LETTERS = 3
"""Shorter parts of a name are initials."""

MIN_GROUP_WORDS = 4

STOP_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
    | {"d", "de", "der", "des", "die", "du", "et", "l", "la", "le", "les", "und"}
)


def plain(text: str) -> str:
    """Text without markup, accents and case, `&` written as "and"; spaces and punctuation stay."""
    if text.isascii() and "<" not in text and "&" not in text:
        return text.casefold()
    text = _TAG.sub("", html.unescape(text)).replace("&", " and ")
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", text).casefold().translate(_UNPLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """The plain words of a text in their order; possessive and elided apostrophes join."""
    return tuple(_WORD.findall(plain(text).replace("'", "").replace("’", "")))


def content_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without articles and the commonest prepositions; all words where nothing else is left."""
    return tuple(w for w in words if w not in STOP_WORDS) or words


def fingerprint(title: str) -> str:
    """The fingerprint of a title, as the registry of reports writes it."""
    return title_fingerprint(title)


class AuthorNames(NamedTuple):
    """A list of authors in the words of its names, with the parts of the first family that are no initials.

    `words` hold every part of every name, its first letter, and the first author's initials in one;
    `long_words` those that are no initials.
    """

    first: frozenset[str]
    words: frozenset[str]
    long_words: frozenset[str]
    is_group: bool

    def agree(self, other: AuthorNames) -> bool:
        """Whether each list names the other's first family, or one has most words of the other.

        So family and given names may be swapped, the order may be another, and names may be missing.
        """
        if self.first & other.words and other.first & self.words:
            return True
        shared = len(self.long_words & other.long_words)
        return shared > 1 and 2 * shared > min(len(self.long_words), len(other.long_words))


def names_of(authors: str) -> AuthorNames:
    """The names of a list of authors joined by BETWEEN_AUTHORS.

    Without a comma, every longer part of the first name may be the family's. A first name of four longer
    parts is rather a group's.
    """
    text = plain(authors).replace("'", "").replace("-", "")
    first, _, _ = text.partition(BETWEEN_AUTHORS)
    before, comma, after = first.partition(",")
    family, given = _WORD.findall(before), _WORD.findall(after)
    words = _WORD.findall(text)
    initials = "".join(part for part in (given if comma else family) if len(part) < MIN_NAME_LETTERS)
    long = [part for part in family if len(part) >= MIN_NAME_LETTERS]
    every = frozenset((*words, *(word[0] for word in words), initials))
    return AuthorNames(
        first=frozenset(long or family),
        words=every,
        long_words=frozenset(word for word in every if len(word) >= MIN_NAME_LETTERS),
        is_group=sum(len(part) >= MIN_NAME_LETTERS for part in (*family, *given)) >= MIN_GROUP_WORDS,
    )


def have_one_first(authors: str, others: str) -> bool:
    """Whether two lists of authors, joined by BETWEEN_AUTHORS, have one first author, in whatever form."""
    here, there = (names_of(text.partition(BETWEEN_AUTHORS)[0]) for text in (authors, others))
    return bool(here.first & there.words and there.first & here.words)


def family_of(authors: tuple[str, ...]) -> str:
    """The first author's family name, plain and joined; without a comma, the longest of the parts."""
    if not authors:
        return ""
    family, comma, _ = authors[0].partition(",")
    if comma and family.isascii() and family.isalpha():
        return family.casefold()
    parts = words_of(family.replace("-", ""))
    return "".join(parts) if comma else max(parts, key=len, default="")


def families_agree(authors: str, others: str) -> bool:
    """Whether all families of one list of authors, joined by BETWEEN_AUTHORS, stand in the other list."""
    here, there = ({family_of((name,)) for name in text.split(BETWEEN_AUTHORS)} for text in (authors, others))
    return here <= there or there <= here


def page_span(pages: str) -> tuple[str, str]:
    """First and last page, the last written out ("288-97" ends at 297); empty where unsaid.

    A mere number of pages ("12 p") and a range without its beginning ("Suppl-29") say nothing of the place
    and count as unsaid. Ranges that a spreadsheet took for a date ("01-Sep") are read back (1-9).
    """
    simple = _SIMPLE_PAGES.fullmatch(pages)
    if simple:
        first, last = simple.groups(default="")
        return first, first[: max(len(first) - len(last), 0)] + last if last else ""
    text = plain(pages).strip()
    dated = _DATED_PAGES.match(text)
    if dated:
        day, month, first_month, second = dated.groups()
        if day:
            return day, str(_MONTHS.index(month) + 1)
        return str(_MONTHS.index(first_month) + 1), second
    roman = _ROMAN_PAGES.fullmatch(text)
    if roman:
        return roman.group(1), roman.group(2) or ""
    found = _PAGES.match(text)
    if not found or _UNSAID_PAGES.match(text):
        return "", ""
    letters, first, suffix, _, last = found.groups()
    if last and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letters}{first}{suffix if not letters else ''}", f"{letters}{last}" if last else ""


def page_number(page: str) -> tuple[str, int]:
    """The letters before a first page and its number ("s12" is "s" and 12); 0 where it has none."""
    letters = page.rstrip("0123456789")
    if len(letters) == len(page):
        letters = page.rstrip("abcdefghijklmnopqrstuvwxyz").rstrip("0123456789")
    digits = "".join(c for c in page[len(letters) :] if c.isdigit())
    return letters, int(digits or 0)


def volume_of(volume: str) -> str:
    """The first number of a volume without leading zeros, also of a Roman one, else its plain text."""
    text = plain(volume).strip()
    found = re.search(r"\d+", text)
    if not found and _ROMAN_VOLUME.fullmatch(text):
        return str(_roman(text))
    return (found.group().lstrip("0") or "0") if found else text


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text]
    return sum(-x if x < y else x for x, y in zip(values, [*values[1:], 0], strict=True))
