"""Terms of reports: their keywords, and phrases of titles and abstracts, found without a trained model.

A phrase is two or three words that no stop word, number or punctuation interrupts; its last word must be one
that phrases of these texts often end with, as nouns do. A keyword of any report, of up to four words, is a
term of every report whose text has it. Words are one whatever their case, plural or spelling (British or
American; "co-design" and "codesign"; "health care" and "healthcare", where the texts have both). A term that
mostly stands within a longer one gives way to it.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coprod_review.model.report import Report
from coprod_review.model.spelling import folded
from coprod_review.model.term_words import TermWords

LONGEST_PHRASE = 3
LONGEST_KEYWORD = 4

ENDS_PHRASES = 0.35
"""Share of a word's places, outside stop words, that end a phrase; adjectives and verbs are mostly below."""

WITHIN_LONGER = 0.7
"""A term with this share of its reports in those of a longer term that contains it gives way."""

LEAST_COMPOUND = 8
"""Two words of so many letters are one, if the texts write them so elsewhere."""

MOST_SHARE = 0.6
"""A term that more than this share of the reports have tells them apart no more."""

SIEVES = 2**21
"""Counters that all phrases share before the frequent ones are counted by themselves."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]|_")
_HYPHEN = frozenset("-‐‑‒–")
_APOSTROPHE = re.compile(r"['’](?:s|t|d|ll|re|ve|m)?$", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:©|\(c\)\s|\bcopyright\b\s*(?:\d{4}|©)).*", re.IGNORECASE | re.DOTALL)

Key = tuple[str, ...]
Read = tuple[list[list["_Word"]], list[list["_Word"]]]
"""The parts of a report's texts, and its keywords, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term in the form that is written most, with the reports that have it."""

    key: Key
    label: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, what it is folded to, and the sign that ties it to the word before it, if any."""

    written: str
    key: str
    is_stop: bool
    tie: str = ""


def terms_of(reports: Iterable[Report], words: TermWords, *, least: int) -> tuple[list[Term], int]:
    """The terms that at least `least` reports have, the most frequent first, and how many reports have any.

    Each report counts once for a term.
    """
    stop = frozenset(part.key for word in words.stop for part in _words(word))
    never = frozenset(_key(word) for word in words.never)
    read = _closed({report.report_id: _parts_of(report, stop) for report in reports})
    keywords = frozenset(
        key
        for parts, named in read.values()
        for word in named
        if (key := tuple(w.key for w in word))
        and len(key) <= LONGEST_KEYWORD
        and not all(w.is_stop for w in word)
    )
    nouns = _phrase_ends(part for parts, named in read.values() for part in parts)
    may_reach, n_used = _sifted(read.values(), keywords=keywords, nouns=nouns, least=least)
    having: dict[Key, dict[str, None]] = defaultdict(dict)
    forms: dict[Key, Counter[str]] = defaultdict(Counter)
    for report_id, (parts, named) in read.items():
        for found in _candidates(parts, named, keywords=keywords, nouns=nouns):
            key = tuple(word.key for word in found)
            if may_reach(key):
                having[key].setdefault(report_id)
                forms[key][_written(found)] += 1
    enough = {
        key: frozenset(found)
        for key, found in having.items()
        if least <= len(found) <= max(least, MOST_SHARE * n_used) and key not in never
    }
    kept = _without_parts(enough)
    terms = [
        Term(key=key, label=_label(forms[key]), reports=tuple(sorted(enough[key]))) for key in sorted(kept)
    ]
    return sorted(terms, key=lambda term: (-len(term.reports), term.key)), n_used


def _parts_of(report: Report, stop: frozenset[str]) -> Read:
    """The parts of title and abstract that punctuation leaves, and the keywords, in words."""
    texts = (report.title, _RIGHTS.sub("", report.abstract))
    parts = [part for text in texts for part in _parts(text, stop)]
    keywords = [[w for part in _parts(word, stop) for w in part] for word in report.keywords]
    return parts, [word for word in keywords if word]


def _parts(text: str, stop: frozenset[str]) -> Iterator[list[_Word]]:
    part: list[_Word] = []
    tie = ""
    for token in _TOKEN.findall(text):
        if token in _HYPHEN:
            tie = "-"
            continue
        if not token[0].isalnum():
            if part:
                yield part
            part, tie = [], ""
            continue
        written = token if token.isalnum() else _APOSTROPHE.sub("", token)
        if tie and part and part[-1].written.lower() == "co":
            before = part.pop()
            written, tie = f"{before.written}-{written}", before.tie
        part.append(_word(written, tie if part else "", stop))
        tie = ""
    if part:
        yield part


def _closed(read: Mapping[str, Read]) -> dict[str, Read]:
    """The same with "health care" as one word, where the texts have "healthcare" too."""
    closed = {
        word.key
        for texts in read.values()
        for parts in texts
        for part in parts
        for word in part
        if len(word.key) >= LEAST_COMPOUND
    }
    return {
        report: ([_joined(part, closed) for part in parts], [_joined(word, closed) for word in named])
        for report, (parts, named) in read.items()
    }


def _joined(part: Sequence[_Word], closed: frozenset[str] | set[str]) -> list[_Word]:
    found: list[_Word] = []
    for word in part:
        last = found[-1] if found else None
        if last and not last.is_stop and not word.is_stop and last.key + word.key in closed:
            written = f"{last.written}{word.tie or ' '}{word.written}"
            found[-1] = _Word(written, last.key + word.key, False, last.tie)
        else:
            found.append(word)
    return found


def _words(text: str) -> list[_Word]:
    return [word for part in _parts(text, frozenset()) for word in part]


def _key(text: str) -> Key:
    return tuple(word.key for word in _words(text))


@lru_cache(maxsize=200_000)
def _word(written: str, tie: str, stop: frozenset[str]) -> _Word:
    key = _word_key(written)
    return _Word(written, key, key in stop or not _is_word(written), tie)


def _word_key(written: str) -> str:
    """One form for all cases, spellings and numbers of a word: "Programmes" and "program" are one."""
    word = folded(written.replace("-", ""))
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _is_word(written: str) -> bool:
    return len(written) > 1 and not any(sign.isdigit() for sign in written)


def _phrase_ends(parts: Iterable[Sequence[_Word]]) -> frozenset[str]:
    """The words that often end a run of words without stop words."""
    ends: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for part in parts:
        for place, word in enumerate(part):
            if not word.is_stop:
                places[word.key] += 1
                ends[word.key] += place + 1 == len(part) or part[place + 1].is_stop
    return frozenset(word for word, n in places.items() if ends[word] >= ENDS_PHRASES * n)


def _candidates(
    parts: Iterable[Sequence[_Word]],
    named: Iterable[Sequence[_Word]],
    *,
    keywords: frozenset[Key],
    nouns: frozenset[str],
) -> Iterator[Sequence[_Word]]:
    """Every keyword of the report, and every phrase or keyword in its text, as words."""
    for word in named:
        if tuple(w.key for w in word) in keywords:
            yield word
    for part in parts:
        keys = tuple(word.key for word in part)
        is_tied = [bool(word.tie) for word in part] + [False]
        for start in range(len(part)):
            if is_tied[start]:
                continue
            is_clear = True
            for end in range(start + 1, min(start + LONGEST_KEYWORD, len(part)) + 1):
                is_clear = is_clear and not part[end - 1].is_stop
                if is_tied[end]:
                    continue
                is_phrase = is_clear and 2 <= end - start <= LONGEST_PHRASE and keys[end - 1] in nouns
                if is_phrase or keys[start:end] in keywords:
                    yield part[start:end]


def _sifted(
    read: Iterable[Read], *, keywords: frozenset[Key], nouns: frozenset[str], least: int
) -> tuple[Callable[[Key], bool], int]:
    """Whether so many reports may have a term, and how many reports have any.

    Nearly all phrases stand in one report alone, and to keep them would take gigabytes where reports are
    many. So reports are counted by sieves, each of which several terms share: a term whose sieve stays below
    `least` has fewer, and the others are counted by themselves.
    """
    counts = array("I", bytes(array("I").itemsize * SIEVES))
    n_used = 0
    for parts, named in read:
        candidates = _candidates(parts, named, keywords=keywords, nouns=nouns)
        sieves = {hash(tuple(word.key for word in found)) % SIEVES for found in candidates}
        n_used += bool(sieves)
        for sieve in sieves:
            counts[sieve] += 1
    return lambda key: counts[hash(key) % SIEVES] >= least, n_used


def _without_parts(reports_by_key: Mapping[Key, frozenset[str]]) -> list[Key]:
    """The terms without those that mostly stand within a longer one."""
    gone = set()
    for longer in sorted(reports_by_key, key=lambda key: (-len(key), key)):
        for size in range(1, len(longer)):
            for start in range(len(longer) - size + 1):
                part = longer[start : start + size]
                if part in reports_by_key:
                    shared = reports_by_key[part] & reports_by_key[longer]
                    if len(shared) >= WITHIN_LONGER * len(reports_by_key[part]):
                        gone.add(part)
    return [key for key in reports_by_key if key not in gone]


def _written(words: Sequence[_Word]) -> str:
    return "".join(f"{(word.tie or ' ') if place else ''}{word.written}" for place, word in enumerate(words))


def _label(forms: Counter[str]) -> str:
    """The form written most; of equals the one in lower case, then the first."""
    lowered: Counter[str] = Counter()
    for form, n in forms.items():
        lowered[form if form.isupper() and " " not in form else form.lower()] += n
    return min(lowered, key=lambda form: (-lowered[form], form != form.lower(), form))
