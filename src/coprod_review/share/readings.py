"""How a text reads, beside how it is written: without tags, escapes, and signs that nobody sees.

A passage is looked for in what a reader sees and marked in what is written, so each reading knows where every
stretch of it is written.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

TAG = re.compile(r"<[^<>]*>")

_UNSEEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
_ACCENTED = "[^\\W\\d_][\u0300-\u036f]+"
_PARTED = r"(?<=[^\W\d_])[-\u00ad\u2010][^\S\n]*\r?\n\s*(?=[^\W\d_])"
_ENTITY = r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});?"
_ESCAPE = r"\\(?:u[0-9a-fA-F]{4}|[nrtbf])"
_HAS_MARKUP = re.compile(r"[<&\\]")
_IS_PARTED = re.compile(_PARTED)
_IS_UNSEEN = re.compile(_UNSEEN)


@dataclass(frozen=True, slots=True)
class Step:
    """What matches is shown otherwise than it is written: all of it alike, or each as a function says."""

    pattern: re.Pattern[str]
    shown: str | Callable[[re.Match[str]], str]

    def of(self, text: str) -> str:
        """The text after this step."""
        return self.pattern.sub(self.shown, text)

    def places(self, text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """From where to where stretches of what is shown are written."""
        shown_from, written = [0], [(0, 0)]
        shift = 0
        for match in self.pattern.finditer(text):
            shown = self.shown if isinstance(self.shown, str) else self.shown(match)
            start, end = match.span()
            if shown:
                shown_from.append(start + shift)
                written.append((start, end - start))
            shift += len(shown) - (end - start)
            shown_from.append(end + shift)
            written.append((end, 0))

        def place(at: int) -> tuple[int, int]:
            """From where to where one sign is written."""
            found = bisect_right(shown_from, at) - 1
            start, n = written[found]
            begin = start if n else start + at - shown_from[found]
            return begin, begin + (n or 1)

        return [(place(first)[0], place(end - 1)[1]) for first, end in spans]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text, step by step.

    `hides_markup`: what is written is markup, and its words are those that the reading shows. `hides_tags`:
    tags have no words.
    """

    steps: tuple[Step, ...]
    hides_markup: bool = False
    hides_tags: bool = False

    def of(self, text: str) -> str:
        """The text as it reads."""
        for step in self.steps:
            text = step.of(text)
        return text

    def places(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """From where to where stretches of the reading are written."""
        texts = [text]
        for step in self.steps[:-1]:
            texts.append(step.of(texts[-1]))
        found = list(spans)
        for step, before in zip(reversed(self.steps), reversed(texts), strict=True):
            found = step.places(before, found)
        return found

    def kept(self, written: str) -> str:
        """The tags of a stretch that is replaced, which stay where this reading hides them."""
        return "".join(TAG.findall(written)) if self.hides_tags else ""


def _plain(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] == "&":
        shown = html.unescape(found)
    elif found[0] == "\\":
        shown = chr(int(found[2:], 16)) if found[1] == "u" else " "
    elif found[0].isalpha():
        return unicodedata.normalize("NFC", found)
    else:
        return ""
    return "" if _IS_UNSEEN.match(shown) else shown


_SEEN = f"{_UNSEEN}|{_ACCENTED}"
_UNESCAPE = Step(re.compile(f"{_SEEN}|{_ENTITY}|{_ESCAPE}"), _plain)

AS_SEEN = Reading((Step(re.compile(_SEEN), _plain),))
JOINED = Reading((Step(re.compile(f"{_PARTED}|{_SEEN}"), _plain),))
UNESCAPED = Reading((_UNESCAPE,), hides_markup=True)
UNTAGGED = tuple(
    Reading((Step(TAG, shown), _UNESCAPE), hides_markup=True, hides_tags=True) for shown in ("", " ")
)


def readings_of(text: str) -> Iterator[Reading]:
    """The ways to read a text that may show different words, those that hide the most first."""
    if _IS_PARTED.search(text):
        yield JOINED
    if "<" in text:
        yield from UNTAGGED
    yield UNESCAPED if _HAS_MARKUP.search(text) else AS_SEEN
