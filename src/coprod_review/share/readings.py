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

_TO_END = r"""(?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*>)"""
"""The rest of a tag: ">" within the quotation marks of an attribute does not end it."""

TAG = re.compile(f"<{_TO_END}")
_BREAKS = (
    r"</?(?:br|hr|p|div|section|article|blockquote|pre|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th"
    r"|h[1-6]|option|text|tspan|title|desc|figcaption|w:(?:p|br|cr|tab|tr|tc)|row|c|si)(?=[\s/>])"
)
_BREAK = re.compile(f"{_BREAKS}{_TO_END}")

_UNSEEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
_ACCENTED = "[^\\W\\d_][\u0300-\u036f]+"
_PARTED = r"(?<=[^\W\d_])[-\u00ad\u2010][^\S\n]*\r?\n\s*(?=[^\W\d_])"
_ENTITY = r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});?"
_ESCAPE = r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[nrtbf])"
_HAS_MARKUP = re.compile(r"[<&\\]")
_OF_DRAWING = re.compile("<(?:text|tspan)[ >]")
_HYPHEN = (
    r"[-\u00ad\u2010&\\](?:(?<![&\\])|(?<=\\)u(?:002[dD]|00[aA][dD]|2010)"
    r"|(?<=&)(?:shy|dash|hyphen|#(?:45|173|8208)|#[xX]0*(?:2[dD]|[aA][dD]|2010));?)"
)
_MAY_BE_PARTED = re.compile(
    rf"(?<=[^\W\d_]|[;>]){_HYPHEN}(?:[^\S\n]|(?!{_BREAKS})<[^<>]*>)*+"
    rf"(?:(?:\n|\\[nr])(?!\s*+(?:</|[^\w\s<&\\]))|{_BREAKS}(?![^<>]*>\s*</))"
)
_PACKED_PICTURE = "\0"
"""Bytes that are no text have no lines at whose ends words are parted."""

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


def _sign(written: str) -> str:
    """The sign that an entity or escape stands for."""
    if written[0] == "&":
        return html.unescape(written)
    if written[1] != "u":
        return "\n" if written[1] in "nr" else " "
    codes = [int(code, 16) for code in written[2:].split("\\u")]
    return chr(codes[0]) if len(codes) == 1 else chr(0x10000 + (codes[0] - 0xD800 << 10) + codes[1] - 0xDC00)


def _decoded(match: re.Match[str]) -> str:
    return _sign(match[0])


def _plain(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] in "&\\":
        shown = _sign(found)
        return "" if _IS_UNSEEN.match(shown) else shown
    return unicodedata.normalize("NFC", found) if found[0].isalpha() else ""


_SEEN = f"{_UNSEEN}|{_ACCENTED}"
_WRITTEN = f"{_ENTITY}|{_ESCAPE}"
_UNESCAPE = (Step(re.compile(f"{_SEEN}|{_WRITTEN}"), _plain),)
_JOIN = (Step(re.compile(f"{_PARTED}|{_SEEN}"), _plain),)
_UNESCAPE_AND_JOIN = (Step(re.compile(_WRITTEN), _decoded), *_JOIN)

AS_SEEN = Reading((Step(re.compile(_SEEN), _plain),))
JOINED = Reading(_JOIN)
UNESCAPED = Reading(_UNESCAPE, hides_markup=True)
UNESCAPED_JOINED = Reading(_UNESCAPE_AND_JOIN, hides_markup=True)


_NOTHING, _BLANK = Step(TAG, ""), Step(TAG, " ")


def _untagged(*steps: Step) -> Reading:
    return Reading(steps, hides_markup=True, hides_tags=True)


UNTAGGED, PARTED_AT_TAGS = _untagged(_NOTHING, *_UNESCAPE), _untagged(_BLANK, *_UNESCAPE)
PARTED_AT_BREAKS = _untagged(Step(_BREAK, " "), _NOTHING, *_UNESCAPE)
"""As a reader sees the text: a tag that ends a line, a cell or a block parts words, and no other does."""

UNTAGGED_JOINED, PARTED_AT_TAGS_JOINED = (_untagged(tag, *_UNESCAPE_AND_JOIN) for tag in (_NOTHING, _BLANK))
PARTED_AT_BREAKS_JOINED = _untagged(Step(_BREAK, "\n"), _NOTHING, *_UNESCAPE_AND_JOIN)


def _tags_read(text: str, *, joined: bool) -> Iterator[Reading]:
    """The ways to read tags; letters of a drawing may stand in a tag each."""
    has_breaks = _BREAK.search(text)
    if not has_breaks or _OF_DRAWING.search(text):
        yield UNTAGGED_JOINED if joined else UNTAGGED
    if has_breaks:
        yield PARTED_AT_BREAKS_JOINED if joined else PARTED_AT_BREAKS
    yield PARTED_AT_TAGS_JOINED if joined else PARTED_AT_TAGS


def readings_of(text: str) -> Iterator[Reading]:
    """The ways to read a text that may show different words, those that hide the most first."""
    has_tags, has_markup = "<" in text, _HAS_MARKUP.search(text)
    if _PACKED_PICTURE not in text and _MAY_BE_PARTED.search(text):
        if has_tags:
            yield from _tags_read(text, joined=True)
        yield UNESCAPED_JOINED if has_markup else JOINED
    if has_tags:
        yield from _tags_read(text, joined=False)
    yield UNESCAPED if has_markup else AS_SEEN
