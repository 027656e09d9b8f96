"""Texts as spaCy documents of folded words, with the offsets of every word in the text as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coprod_review.coding.spelling import folded

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"""(?:(?<!\w)\.)?\d+(?:[.,]\d+)*\w*      # numbers, with their separators
      | (?:[^\W\d_]\.){2,}      # abbreviations with inner stops, U.S.
      | (?<=et[ ])al\.          # et al.
      | \b(?:vs|cf|approx|etc|incl|dr|prof|st)\.
      | [^\W_]+                 # words; hyphens, apostrophes, quotation marks and slashes part them
      | [.,;:!?()]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JOINT = re.compile(r"[\s\-‐‑‒–—­]{1,3}")
_APOSTROPHES = frozenset("'’‘")
_ENDS_SENTENCE = frozenset(".!?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One field of a report as words.

    `doc` is a spaCy document of the folded words; `starts` and `ends` are the offsets of each in the field
    as written, so that `written[starts[i]:ends[j - 1]]` is the passage of words i to j. Hyphens, apostrophes
    and quotation marks are no words; a possessive s belongs to its word; a word and the co before it are one.
    `sentences` are ranges of words.
    """

    field: str
    written: str
    doc: Doc
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def passage(self, start: int, end: int) -> tuple[int, int, str]:
        """Offsets and words of the passage from word `start` up to, not including, word `end`."""
        first, last = self.starts[start], self.ends[end - 1]
        return first, last, self.written[first:last]


@lru_cache(maxsize=1)
def vocabulary() -> Vocab:
    """The vocabulary of a blank English spaCy pipeline: no trained model is needed."""
    import spacy  # noqa: PLC0415 - takes a second, and --help does not need it

    return spacy.blank("en").vocab


def text_of(field: str, written: str) -> Text:
    """The field as words and sentences; each keyword is a sentence of its own."""
    from spacy.tokens import Doc  # noqa: PLC0415 - with spaCy itself

    words, starts, ends = _split(written)
    sentences = tuple(_sentences(words, written, starts, keywords=field == "keywords"))
    first_words = {begin for begin, _ in sentences}
    doc = Doc(vocabulary(), words=words, sent_starts=[i in first_words for i in range(len(words))])
    return Text(
        field=field,
        written=written,
        doc=doc,
        words=tuple(words),
        starts=starts,
        ends=ends,
        sentences=sentences,
    )


def _split(written: str) -> tuple[list[str], tuple[int, ...], tuple[int, ...]]:
    """Folded words, their starts and their ends."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _TOKEN.finditer(written):
        word = folded(found.group().rstrip(".") or found.group())
        start = found.start()
        if word == "s" and ends and ends[-1] == start - 1 and written[start - 1] in _APOSTROPHES:
            ends[-1] = found.end()
        elif words and words[-1] == "co" and word[0].isalpha() and _JOINT.fullmatch(written, ends[-1], start):
            words[-1] = "co" + word
            ends[-1] = found.end()
        else:
            words.append(word)
            starts.append(start)
            ends.append(found.end())
    return words, tuple(starts), tuple(ends)


def _sentences(
    words: list[str], written: str, starts: tuple[int, ...], *, keywords: bool
) -> Iterator[tuple[int, int]]:
    """Ranges of words that belong together: sentences, lines, or single keywords."""
    begin = 0
    for i, word in enumerate(words):
        if (
            i + 1 == len(words)
            or word in _ENDS_SENTENCE
            or (keywords and word == ";")
            or "\n" in written[starts[i] : starts[i + 1]]
        ):
            yield begin, i + 1
            begin = i + 1
