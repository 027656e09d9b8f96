"""Texts as folded words in sentences, with the offsets of every word in the text as written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from coprod_review.coding.abstract_shape import end_of_abstract, ends_of_glued_headings
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report
from coprod_review.model.spelling import folded

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"""[^\W\d_]{2,}+(?![.\w])  # most words by far: letters, and nothing behind that could belong to them
      | (?:(?<!\w)\.)?\d+(?:[.,]\d+)*\w*      # numbers, with their separators
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
_HYPHENS = frozenset("-‐‑")
_ENDS_SENTENCE = frozenset(".!?")

MOST_REMEMBERED = 200_000
"""So many distinct words are remembered; in longer work the memory is emptied and fills again."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """One field of a report as words.

    `starts` and `ends` are the offsets of each word in the field as written, so that
    `written[starts[i]:ends[j - 1]]` is the passage of words i to j. Hyphens, apostrophes and quotation marks
    are no words; a possessive s belongs to its word; a word and the co before it are one. `sentences` are
    ranges of words.
    """

    field: str
    written: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def passage(self, start: int, end: int) -> tuple[int, int, str]:
        """Offsets and words of the passage from word `start` up to, not including, word `end`."""
        first, last = self.starts[start], self.ends[end - 1]
        return first, last, self.written[first:last]

    @cached_property
    def doc(self) -> Doc:
        """The folded words as a spaCy document, made when it is first asked for."""
        from spacy.tokens import Doc  # noqa: PLC0415 - takes a second, and phrases do without

        first_words = {begin for begin, _ in self.sentences}
        starts: list[bool | int | None] = [i in first_words for i in range(len(self.words))]
        return Doc(vocabulary(), words=list(self.words), sent_starts=starts)


@lru_cache(maxsize=1)
def vocabulary() -> Vocab:
    """The vocabulary of a blank English spaCy pipeline: no trained model is needed."""
    import spacy  # noqa: PLC0415 - takes a second, and --help does not need it

    return spacy.blank("en").vocab


def text_of(field: str, written: str, *, prefixes: Collection[str] = ()) -> Text:
    """The field as words and sentences; each keyword is a sentence of its own.

    Headings that are glued to the first word of their section are words of their own, and key words behind
    an abstract are no words of it. Offsets are those of the field as written. The `prefixes` are one with the
    word that a hyphen joins them to.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    before = ""
    for found in _tokens(field, written):
        word = _WORDS[found[0]]
        start, end = found.span()
        if before == "co" and word[0].isalpha() and _JOINT.fullmatch(written, ends[-1], start):
            before = words[-1] = "co" + word
            ends[-1] = end
        elif before in prefixes and word[0].isalpha() and written[ends[-1] : start] in _HYPHENS:
            before = words[-1] = before + word
            ends[-1] = end
        elif word == "s" and ends and ends[-1] == start - 1 and written[start - 1] in _APOSTROPHES:
            ends[-1] = end
        else:
            before = word
            words.append(word)
            starts.append(start)
            ends.append(end)
    return Text(
        field=field,
        written=written,
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(ends),
        sentences=_sentences(words, written, starts, keywords=field == "keywords"),
    )


def _tokens(field: str, written: str) -> Iterator[re.Match[str]]:
    if field != "abstract":
        return _TOKEN.finditer(written)
    end = end_of_abstract(written)
    cuts = [cut for cut in ends_of_glued_headings(written) if cut < end]
    return chain.from_iterable(_TOKEN.finditer(written, *span) for span in pairwise([0, *cuts, end]))


def texts_of(report: Report, *, prefixes: Collection[str] = ()) -> list[Text]:
    """The fields of the report with text, in reading order; a notice in the place of an abstract is none."""
    texts = (
        text_of(name, written, prefixes=prefixes)
        for name in TEXT_FIELDS
        if (written := report.text_of(name)).strip()
    )
    return [text for text in texts if text.words or text.field != "abstract"]


class _Remembered(dict[str, str]):
    """Tokens as written to their folded words, each folded once."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        word = self[token] = folded(token.rstrip(".") or token)
        return word


_WORDS = _Remembered()


def _sentences(
    words: Sequence[str], written: str, starts: Sequence[int], *, keywords: bool
) -> tuple[tuple[int, int], ...]:
    """Ranges of words that belong together: sentences, lines, or single keywords."""
    closing = _ENDS_SENTENCE | {";"} if keywords else _ENDS_SENTENCE
    ends = {i + 1 for i, word in enumerate(words) if word in closing}
    place = written.find("\n")
    while place >= 0:
        ends.add(bisect_right(starts, place))
        place = written.find("\n", place + 1)
    if words:
        ends.add(len(words))
    ordered = sorted(ends - {0})
    return tuple(zip([0, *ordered], ordered, strict=False))
