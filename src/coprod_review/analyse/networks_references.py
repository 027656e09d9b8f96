"""What a cited reference says of its work, in the forms of Web of Science, Scopus and reference lists."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from coprod_review.model.fingerprint import title_fingerprint

TITLE_LENGTH = 60
"""So many letters of a title are compared, since subtitles are left away."""

_DOI = re.compile(
    r"\b10\.\d{4,9}/(?:[^\s\"<>;,\]]|<[^\s<>]+>|;(?=\d-\w\b))*\d(?:[^\s\"<>;,\]]|;(?=\d-\w\b))*"
)
"""A digit must follow the stroke: what breaks off before is no whole DOI. Older ones have "<" and ";"."""

_WORKS_APART = re.compile(r", (?:1[5-9]|20)\d\d, ")
_ONE_LIST = re.compile(r"\[[^\[\]]*\]?$")
_DOI_LEADIN = re.compile(r"\bDOI\b.*$|\bhttps?://\S*", re.IGNORECASE)
_WOS = re.compile(r"^(?P<author>[^,]{1,120}), (?P<year>1[5-9]\d\d|20\d\d)\b(?:, (?P<rest>.*))?$", re.DOTALL)
_WOS_VOLUME = re.compile(r"(?:^|, )V([A-Za-z]{0,4}\d[\w\-/]*)(?=,|$)")
_WOS_PAGE = re.compile(r"(?:^|, )(?:P|ARTN )([A-Za-z]{0,6}\d[\w\-./]*)(?=,|$)")
_YEAR = re.compile(r"(?<![\d\-–/])(1[5-9]\d\d|20\d\d)(?![\d\-–/])")
_YEAR_IN_BRACKETS = re.compile(r"\((1[5-9]\d\d|20\d\d)[a-h]?\)")
_INITIALS = r"(?:[^\W\d_]\.[\- ]?)+"
_AUTHOR = re.compile(rf"^(?P<surname>[^\d]{{2,60}}?) {_INITIALS}$")
_ONLY_INITIALS = re.compile(rf"^{_INITIALS}$")
_BARE_INITIALS = re.compile(r"^[A-Z][A-Z\-]{0,3}$")
_VANCOUVER = re.compile(
    r"^(?:\[?\d+[\].]\s*)?(?P<surname>[^\W\d_][^\d,.]{1,60}?) (?P<initials>[A-Z]{1,4})[.,]"
)
_AND_OTHERS = re.compile(r"^et al\.?$", re.IGNORECASE)
_PLACES = (
    re.compile(
        r",\s*([A-Za-z]{0,3}\d\w*)(?:\s*\([^)]{1,20}\))?(?:,\s*[^,]{1,15})?,\s*"
        r"(?:pp?\.|art\. no\.|art\.)\s*([A-Za-z]{0,3}\d\w*)",
        re.IGNORECASE,
    ),
    re.compile(r";\s*(\d+)\s*(?:\([^)]{1,20}\))?\s*:\s*([A-Za-z]{0,3}\d\w*)"),
    re.compile(r"\b(\d+)\s*\([^)]{1,20}\)\s*[,:]\s*(?:pp?\.\s*)?([A-Za-z]{0,3}\d\w*)"),
)
"""Volume and first page as in "24 (5), pp. 13-20", as in "2004;68(1):1-17", and as in "68(1), 1-17"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The facts of a cited reference, in a plain form that spelling does not change; empty where not told.

    `name` is the first author's family name as written. `title` is the beginning of the title, and for Web
    of Science, which has none, of the container or the book.
    """

    name: str = ""
    surname: str = ""
    initial: str = ""
    year: int | None = None
    volume: str = ""
    page: str = ""
    title: str = ""
    dois: tuple[str, ...] = ()
    short: bool = False


def reference_of(text: str) -> Reference:
    """What a reference tells; `short` says that it has the form of Web of Science, without a title."""
    dois = _dois(text)
    bare = (
        _DOI_LEADIN.sub("", text).rstrip(" ,.") if dois or "DOI" in text or "http" in text else text.strip()
    )
    if found := _WOS.match(bare):
        return _of_web_of_science(found, dois=dois)
    return _of_list(bare, dois=dois)


def _of_web_of_science(found: re.Match[str], *, dois: tuple[str, ...]) -> Reference:
    rest = found["rest"] or ""
    volume, page = _WOS_VOLUME.search(rest), _WOS_PAGE.search(rest)
    container = rest.split(", ")[0]
    if _WOS_VOLUME.match(container) or _WOS_PAGE.match(container):
        container = ""
    name, initial = _name_and_initial(found["author"])
    return Reference(
        name=name,
        surname=_letters(name),
        initial=initial,
        year=int(found["year"]),
        volume=_number(volume[1]) if volume else "",
        page=_number(page[1]) if page else "",
        title=_letters(container)[:TITLE_LENGTH],
        dois=dois,
        short=True,
    )


def _of_list(text: str, *, dois: tuple[str, ...]) -> Reference:
    parts = text.split(", ")
    name, initial, n_author_parts = _authors(parts)
    rest = ", ".join(parts[n_author_parts:])
    if not name and (found := _VANCOUVER.match(text)):
        name, initial = found["surname"], found["initials"][0].lower()
        rest = text[found.end() :]
    years = _YEAR_IN_BRACKETS.findall(text) or _YEAR.findall(rest)
    place = next((found for form in _PLACES if (found := form.search(rest))), None)
    title = rest.split(" (1")[0].split(" (2")[0] if _YEAR_IN_BRACKETS.search(rest) else rest
    return Reference(
        name=name,
        surname=_letters(name),
        initial=initial,
        year=int(years[-1]) if years else None,
        volume=_number(place[1]) if place else "",
        page=_number(place[2]) if place else "",
        title=_letters(title)[:TITLE_LENGTH],
        dois=dois,
    )


def _authors(parts: list[str]) -> tuple[str, str, int]:
    """The first author's family name and initial, and how many parts of the reference are authors."""
    name, initial, place = "", "", 0
    while place < len(parts):
        part = parts[place].strip()
        follower = parts[place + 1].strip() if place + 1 < len(parts) else ""
        if found := _AUTHOR.match(part):
            surname, step = found["surname"], 1
            first = part[len(surname) :].strip()[:1]
        elif _ONLY_INITIALS.match(follower) and len(part) <= 60:
            surname, step, first = part, 2, follower[:1]
        elif place and _AND_OTHERS.match(part):
            place += 1
            continue
        else:
            break
        if not name:
            name, initial = surname, first.lower()
        place += step
    return name, initial, place


def _name_and_initial(author: str) -> tuple[str, str]:
    """Family name and initial of "OSBORNE SP" or "van der Berg J. K."; a body ("*HLTH BOARD") has none."""
    words = author.strip().lstrip("*").split()
    initial = ""
    if not author.strip().startswith("*"):
        if len(words) > 1 and _BARE_INITIALS.match(words[-1]):
            initial = words.pop()[0].lower()
        while len(words) > 1 and _ONLY_INITIALS.match(words[-1]):
            initial = words.pop()[0].lower()
    return " ".join(words), initial


def _dois(text: str) -> tuple[str, ...]:
    """The DOIs of the work; none where several stand apart, since these are several works run together."""
    found = [(doi[0].rstrip(".)}").lower(), doi.start()) for doi in _DOI.finditer(text)]
    dois = tuple(dict.fromkeys(doi for doi, _ in found))
    if len(dois) > 1:
        listed = _ONE_LIST.search(text)
        if not listed or any(start < listed.start() for _, start in found) or _WORKS_APART.search(listed[0]):
            return ()
    return dois


def _letters(text: str) -> str:
    """The letters and digits of a text in plain lower case, without spaces."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    return title_fingerprint(unicodedata.normalize("NFC", text))


def _number(text: str) -> str:
    """A volume or page without leading zeros and trailing signs."""
    return text.lower().lstrip("0").rstrip("-./") or "0"
