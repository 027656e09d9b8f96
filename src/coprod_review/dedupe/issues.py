"""Issues in comparable forms, and whether two of them are one: "3-4" and "3", "Suppl 1" and "S1"."""

from __future__ import annotations

import re
from typing import NamedTuple

from coprod_review.dedupe.forms import plain, volume_of

MOST_ISSUES = 60
"""A weekly has 53 issues a year; larger numbers count through all volumes, or are those of records."""

MOST_IN_ONE = 12
"""A double issue of more than so many numbers is none: its numbers are of two kinds ("52-1716")."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIMES = (*_MONTHS, "spring", "summer", "autumn", "winter")
_TIME = re.compile(
    r"\b(?:(jan|feb|apr|aug|sept?|oct|nov|dec)(?:uary|ruary|il|ust|ember|tember|ober)?"
    r"|(mar)(?:ch)?|(may)|(jun)e?|(jul)y?|(spring|summer|autumn|fall|winter))\b"
)
_SUPPLEMENT = re.compile(r"\bsupp?l?(?:ement\w*|em)?\W*(?:(?:no|nr|pt)\W*)?(\d*)|^s\W*(\d+)\b")
_PART = re.compile(r"\b(?:pt|part|teil)\W*(\d+|[a-z]\b)|(?<=\d)([a-z])\b")
_RANGE = re.compile(r"\d+(?:\s*[-–—/&+,]\s*\d+)*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LETTER = re.compile(r"[a-z]")


class Issue(NamedTuple):
    """An issue in what it says: its numbers, part, supplement (None: it is none), months, or other words.

    `first` is its first number, or its words, as a volume would be written.
    """

    first: str = ""
    numbers: frozenset[int] = frozenset()
    part: str = ""
    supplement: str | None = None
    times: frozenset[str] = frozenset()


NO_ISSUE = Issue()


def issue_of(text: str) -> Issue:
    """The issue that a text tells; an issue 0 is none."""
    if text.isdecimal() and text.isascii():
        number = int(text[:9])
        return Issue(first=str(number), numbers=frozenset((number,))) if number else NO_ISSUE
    words = plain(text).strip()
    first = volume_of(text)
    if first in ("", "0"):
        return NO_ISSUE
    supplement = _SUPPLEMENT.search(words)
    rest = _SUPPLEMENT.sub(" ", words, count=1)
    part = _PART.search(rest)
    rest = _PART.sub(" ", rest, count=1)
    times = frozenset(_time(found) for found in _TIME.finditer(rest))
    rest = _YEAR.sub(" ", rest) if times else rest
    return Issue(
        first=first,
        numbers=_numbers(rest) or (frozenset() if times else _numeral(rest, first)),
        part=next(filter(None, part.groups()), "") if part else "",
        supplement=next(filter(None, supplement.groups()), "") if supplement else None,
        times=times,
    )


def issues_agree(a: Issue, b: Issue) -> bool | None:
    """Whether two issues are one; None where they are told in ways that do not compare."""
    if a.times or b.times:
        return _times_agree(a, b)
    if a.supplement is not None and b.supplement is not None:
        return _supplements_agree(a, b)
    if a.supplement is not None or b.supplement is not None:
        return bool(_all_numbers(a) & _all_numbers(b))
    if a.numbers and b.numbers:
        return _numbers_agree(a, b)
    return None if a.numbers or b.numbers else _words_agree(a, b)


def _times_agree(a: Issue, b: Issue) -> bool | None:
    if not (a.times and b.times):
        return None
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return False
    return bool(a.times & b.times)


def _supplements_agree(a: Issue, b: Issue) -> bool | None:
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return False
    if a.supplement and b.supplement:
        return a.supplement == b.supplement
    here, there = _all_numbers(a), _all_numbers(b)
    return bool(here & there) if here and there else None


def _numbers_agree(a: Issue, b: Issue) -> bool | None:
    if a.numbers & b.numbers:
        return not (a.part and b.part and a.part != b.part)
    return None if max(a.numbers) > MOST_ISSUES or max(b.numbers) > MOST_ISSUES else False


def _words_agree(a: Issue, b: Issue) -> bool | None:
    if a.part and b.part:
        return a.part == b.part
    letters = _LETTER.fullmatch(a.first) and _LETTER.fullmatch(b.first)
    return False if letters and a.first != b.first else None


def _all_numbers(issue: Issue) -> frozenset[int]:
    return issue.numbers | {int(number) for number in (issue.supplement,) if number}


def _numbers(text: str) -> frozenset[int]:
    """The numbers of a text, those within a range with them."""
    found: set[int] = set()
    for match in _RANGE.finditer(text):
        ends = [int(number[:9]) for number in re.findall(r"\d+", match.group())]
        found.update(ends)
        if 0 < ends[-1] - ends[0] <= MOST_IN_ONE and len(ends) == 2:
            found.update(range(ends[0], ends[1]))
    return frozenset(found)


def _numeral(rest: str, first: str) -> frozenset[int]:
    """The number of an issue that is a Roman numeral alone."""
    return frozenset((int(first),)) if first.isdecimal() and rest.strip().isalpha() else frozenset()


def _time(found: re.Match[str]) -> str:
    word = found.group()
    return "autumn" if word == "fall" else next(time for time in _TIMES if word.startswith(time[:3]))
