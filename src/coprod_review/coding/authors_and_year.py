"""References that are an author, or authors, and a year, and nothing more: "Example & Sample (2004)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from coprod_review.coding.plain_text import plain, surname
from coprod_review.model.pattern import LineageWork

LONGEST = 200
"""Longer references name more than authors and a year."""

_YEAR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)[a-h]?(?![\w\d])")
_JOINING = frozenset(("and", "und", "et", "y"))
_OTHERS = re.compile(r"\bet\.?\s+al\b\.?|\band\s+others\b", re.IGNORECASE)


def names_authors_and_year(reference: str, work: LineageWork) -> bool:
    """Whether a reference is this work's authors and year, in any order, and nothing more.

    Named must be all authors, or the first with others left away in words ("et al."), or the first alone with
    initials that are those of that author, as Web of Science writes it. A surname alone tells only a work of
    one author. Whoever is named must be an author, with initials that agree; a body with no given name is
    never told by its name and a year, since it publishes much in one.
    """
    if len(reference) > LONGEST or not work.authors or "," not in work.authors[0]:
        return False
    years = _YEAR.findall(reference)
    if years != [str(work.year)]:
        return False
    has_others = _OTHERS.search(reference) is not None
    words = plain(_OTHERS.sub(" ", _YEAR.sub(" ", reference))).split()
    found = _people([w for w in dropwhile(str.isdigit, words) if w not in _JOINING], work)
    if found is None:
        return False
    named, has_initials = found
    n_authors = len(work.authors)
    if work.authors[0] not in named:
        return False
    if len(named) == n_authors or (has_others and len(named) < n_authors):
        return True
    return len(named) == 1 and has_initials


def _people(words: list[str], work: LineageWork) -> tuple[list[str], bool] | None:
    """The authors that the words name, in their order, and whether initials or given names stand there too;
    None where a word is no name of an author of the work."""
    by_surname = {surname(author): author for author in work.authors}
    named: list[str] = []
    given: list[str] = []
    place = 0
    while place < len(words):
        n = next((n for n in (3, 2, 1) if "".join(words[place : place + n]) in by_surname), 0)
        if n:
            named.append(by_surname["".join(words[place : place + n])])
        else:
            given.append(words[place])
        place += n or 1
    if len(set(named)) < len(named) or not named or named[0] != work.authors[0]:
        return None
    written = list(_joined(given))
    if not all(any(_agrees(word, author, among=len(written)) for author in named) for word in written):
        return None
    return named, bool(written)


def _agrees(written: str, author: str, *, among: int) -> bool:
    """Whether a given name or initials can be those of "Family, Given Names", which may be shortened too.

    A later given name or initial agrees only beside others.
    """
    first, *later = plain(author.partition(",")[2]).split() or [""]
    initials = "".join(word[0] for word in (first, *later) if word)
    if not first:
        return False
    either_way = any(form.startswith(written) or written.startswith(form) for form in (first, initials))
    return either_way or (among > 1 and written in later)


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The words, single letters that follow each other taken together."""
    letters = ""
    for word in words:
        if len(word) == 1:
            letters += word
            continue
        if letters:
            yield letters
        letters = ""
        yield word
    if letters:
        yield letters
