"""Cited works in the forms of Web of Science, Scopus, BibTeX, DOI and OpenAlex, resolved to known works."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from rapidfuzz import fuzz

from coprod_review.coding.authors_and_year import names_authors_and_year
from coprod_review.coding.plain_text import plain, surname
from coprod_review.model.pattern import LineageWork

TITLE_LIKENESS = 90
"""Partial ratio of rapidfuzz, in per cent, from which a title is taken to stand in a reference."""

LEAST_TITLE_WORDS = 3
LEAST_MAIN_TITLE_WORDS = 2
"""A title that is cited without its subtitle must have so many words before the colon."""

LONG_TITLE_WORDS = 6
"""A title of so many words tells its work without the author."""

YEARS_APART = 2
"""How far the years of early-online versions and reprints may lie apart."""

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>;,]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_OPENALEX = re.compile(r"\b(?:openalex\.org/)?(W\d{6,})\b", re.IGNORECASE)
_VOLUME = re.compile(r"\b(?:v|vol\.?|volume)\s*(\d+)\b", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:p|pp\.?|pages?)\s*([a-z]?\d+)\b", re.IGNORECASE)
_VANCOUVER = re.compile(r";\s*(\d+)\s*(?:\([^)]*\))?\s*:\s*([a-z]?\d+)", re.IGNORECASE)
"""Volume, issue and first page as in "2004;68(1):1-17"."""

_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "a", "an", "to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The work that a reference stands for, and by what it was known.

    Where the reference fits several works of one tradition, `work` is the first of them, and `others` are
    the rest.
    """

    work: LineageWork
    by: str
    others: tuple[LineageWork, ...] = ()

    @property
    def works(self) -> tuple[LineageWork, ...]:
        """All works that the reference can stand for."""
        return (self.work, *self.others)


class WorkIndex:
    """Known works, found by any form of citation."""

    def __init__(self, works: Iterable[LineageWork]) -> None:
        self.works = tuple(works)
        self._by_doi = {work.doi: work for work in self.works if work.doi}
        self._by_form: dict[str, list[LineageWork]] = defaultdict(list)
        for work in self.works:
            for form in dict.fromkeys(map(plain, work.cited_as)):
                self._by_form[form].append(work)
        self._by_openalex = {
            found[1].upper(): work
            for work in self.works
            for form in work.cited_as
            if (found := _OPENALEX.search(form))
        }
        self._titles = [(t, w) for w in self.works if len((t := plain(w.title)).split()) >= LONG_TITLE_WORDS]
        self._by_author: dict[str, list[LineageWork]] = defaultdict(list)
        for work in self.works:
            self._by_author[first_surname(work)].append(work)

    def resolve(self, reference: str) -> Resolution | None:
        """The work that a reference stands for, or None.

        In this order: its DOI, its OpenAlex identifier, a listed form of citation, the first author's surname
        and the year with the title, with two of container, volume and first page, with a container that is
        all there is, or with the other authors where these are all there is, and last the title with a year
        near by. A volume or page that the work does not have is another work's, whatever else agrees, unless
        the title does. What fits works of two traditions stands for none.
        """
        if work := self._by_doi.get(_doi(reference)):
            return Resolution(work=work, by="DOI")
        if (found := _OPENALEX.search(reference)) and (work := self._by_openalex.get(found[1].upper())):
            return Resolution(work=work, by="OpenAlex identifier")
        if works := self._by_form.get(plain(reference)):
            return one_of(works, by="listed citation")
        return self._by_parts(reference)

    def _candidates(self, reference: str) -> list[LineageWork]:
        words = list(dropwhile(str.isdigit, plain(reference).split()))[:4]
        names = {*words[:3], *(one + other for one, other in pairwise(words))}
        return [work for name in sorted(names) for work in self._by_author.get(name, ())]

    def _by_parts(self, reference: str) -> Resolution | None:
        years = {int(year) for year in _YEAR.findall(_DOI.sub(" ", reference))}
        candidates = [work for work in self._candidates(reference) if work.year in years]
        best = max(candidates, key=lambda work: _title_likeness(reference, work), default=None)
        if best is not None and _title_likeness(reference, best) >= TITLE_LIKENESS:
            return Resolution(work=best, by="author, year and title")
        for by, fits in FITS:
            if fitting := [work for work in candidates if fits(reference, work)]:
                return one_of(fitting, by=by)
        return self._title_only(reference, years=years)

    def _title_only(self, reference: str, *, years: set[int] | None = None) -> Resolution | None:
        """Reprints and early-online years: the same author and title, at most two years apart."""
        for work in self._candidates(reference):
            if _near(years, work) and _title_likeness(reference, work) >= TITLE_LIKENESS:
                return Resolution(work=work, by="author and title")
        written = f" {plain(reference)} "
        for title, work in self._titles:
            if f" {title} " in written and _near(years, work):
                return Resolution(work=work, by="title")
        return None


def one_of(works: Sequence[LineageWork], *, by: str) -> Resolution | None:
    """What a reference stands for that fits all these works: none where they are of different traditions."""
    first, *others = works
    if any(work.tradition != first.tradition for work in others):
        return None
    return Resolution(work=first, by=by, others=tuple(others))


def first_surname(work: LineageWork) -> str:
    """The first author's plain family name; where no author was seen, the name in the work's key."""
    return surname(work.authors[0]) if work.authors else plain(work.key).rstrip("0123456789")


def _near(years: set[int] | None, work: LineageWork) -> bool:
    return years is None or any(abs(year - work.year) <= YEARS_APART for year in years)


def _doi(reference: str) -> str:
    found = _DOI.search(reference)
    return found[0].rstrip(".)]}").lower() if found else ""


def _title_likeness(reference: str, work: LineageWork) -> float:
    """How much of the work's title stands in the reference, in per cent; short titles must stand whole."""
    title, written = plain(work.title), plain(reference)
    words = title.split()
    if len(words) < LEAST_TITLE_WORDS:
        return 100.0 if title and f" {title} " in f" {written} " else 0.0
    if len(written) < len(title) / 2:
        return 0.0
    return fuzz.partial_ratio(title, written) if len(written) >= len(title) else 0.0


def _has_main_title(reference: str, work: LineageWork) -> bool:
    """Whether the title up to its colon stands whole in the reference."""
    main, colon, _ = work.title.partition(":")
    title = plain(main)
    if not colon or len(title.split()) < LEAST_MAIN_TITLE_WORDS:
        return False
    return f" {title} " in f" {plain(reference)} "


def _has_place(reference: str, work: LineageWork) -> bool:
    """Whether two of container, volume and page agree, or a shortened title of a book."""
    parts = _parts(reference)
    page_wanted = _first_page(work)
    if _contradicts(_VOLUME, parts, work.volume) or _contradicts(_PAGE, parts, page_wanted):
        return False
    if found := _VANCOUVER.search(reference):
        return (found[1], found[2].casefold()) == (work.volume, page_wanted.casefold())
    container = any(_abbreviates(part, work.container) for part in parts)
    volume = bool(work.volume) and _named(_VOLUME, parts, work.volume)
    page = bool(page_wanted) and _named(_PAGE, parts, page_wanted)
    if container + volume + page >= 2:
        return True
    return any(_abbreviates(part, work.title) for part in parts if len(plain(part).split()) > 1)


def _has_container_alone(reference: str, work: LineageWork) -> bool:
    """Whether the reference is an author, the year and the container, and nothing more: "A B, 1999, J X"."""
    _, *rest = [part for part in _parts(reference) if part != str(work.year)]
    return bool(rest) and all(_abbreviates(part, work.container) for part in rest)


def _parts(reference: str) -> list[str]:
    return [part.strip() for part in reference.split(",")]


def _first_page(work: LineageWork) -> str:
    return re.split(r"[-–]", work.pages)[0]


def _contradicts(label: re.Pattern[str], parts: list[str], wanted: str) -> bool:
    """Whether the reference labels such a number, and only others than the work's."""
    labelled = {found[1].casefold() for part in parts if (found := label.search(part))}
    return bool(wanted and labelled) and wanted.casefold() not in labelled


def _named(label: re.Pattern[str], parts: list[str], wanted: str) -> bool:
    """Whether a part of the reference is the number, alone or behind its label."""
    wanted = wanted.casefold()
    for part in parts:
        labelled = label.search(part)
        if labelled and labelled[1].casefold() == wanted:
            return True
        if re.split(r"[\s(\-–]", part.casefold(), maxsplit=1)[0] == wanted:
            return True
    return False


def _abbreviates(part: str, whole: str) -> bool:
    """Whether each word of the part begins, in order, a word of the whole: "PUBLIC MANAG REV".

    What Web of Science hangs on to tell namesakes apart may be left away: "J SERV RES-US".
    """
    return any(
        _begins(written, whole) for written in dict.fromkeys((part, part.rpartition("-")[0])) if written
    )


def _begins(part: str, whole: str) -> bool:
    short = [w for w in plain(part).split() if w not in _SMALL]
    full = [w for w in plain(whole).split() if w not in _SMALL]
    if len(short) < 1 or not full or len("".join(short)) < 4 or short[0][0] != full[0][0]:
        return False
    place = 0
    for word in short:
        while place < len(full) and not full[place].startswith(word):
            place += 1
        if place == len(full):
            return False
        place += 1
    return len(short) >= min(2, len(full))


FITS = (
    ("author, year and place", _has_place),
    ("author, year and title without subtitle", _has_main_title),
    ("author, year and container", _has_container_alone),
    ("authors and year", names_authors_and_year),
)
"""How a reference can fit works of its first author and year, the surest way first."""
