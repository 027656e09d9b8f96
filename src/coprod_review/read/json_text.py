"""JSON as databases and programs write it: values, leniently, and the text around them as a moving window."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from coprod_review.read.entries import Repairs

LONGEST_VALUE = 1 << 26
"""Characters after which the end of one value is no longer looked for: no work is that long."""

LONGEST_MENDED = 1 << 20
"""Characters of a text up to which it is mended."""

BEFORE_JSON = " \t\r\n\ufeff\x1e"

_DECODER = json.JSONDecoder(strict=False)
_OF_ANY_SIZE = json.JSONDecoder(strict=False, parse_int=str)
_NEAR_END = 16

_HALF = re.compile(
    r"(\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_NEEDLESS_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')
_OPENS_JSON = re.compile(rf'[{BEFORE_JSON}]*(?:\[\s*(?:[\[{{\]"]|null\b|\Z)|\{{\s*["}}])')


def opens_json(head: str) -> int | None:
    """Where a text opens as JSON lists and objects do; None where it does not."""
    found = _OPENS_JSON.match(head)
    return len(head) - len(head.lstrip(BEFORE_JSON)) if found else None


def loaded(raw: str) -> Any:
    """The value of a JSON text; ValueError where it is none, RecursionError where it is too deep.

    Control characters in strings, NaN, integers of any length (as text), keys that stand twice (the last
    counts) and halves of characters (as U+FFFD) are taken as they come.
    """
    if "\\ud" in raw or "\\uD" in raw:
        raw = _HALF.sub(lambda found: found.group(1) or "\\ufffd", raw)
    try:
        return json.loads(raw, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(raw, strict=False, parse_int=str)


def loaded_or_mended(raw: str, repairs: Repairs) -> Any:
    """As `loaded`, also of a text with commas before closing brackets or with escapes that JSON lacks."""
    try:
        return loaded(raw)
    except json.JSONDecodeError:
        if len(raw) > LONGEST_MENDED:
            raise
        mended = _ESCAPE.sub(
            lambda found: found.group(1) or "\\\\",
            _NEEDLESS_COMMA.sub(lambda found: found.group(1) or "", raw),
        )
        if mended == raw:
            raise
        try:
            value = loaded(mended)
        except ValueError:
            value = None
        if value is None:
            raise
        repairs["JSON with needless commas or wrong escapes, mended"] += 1
        return value


class Window:
    """A text that comes in pieces, seen from `at` on; what lies before is given up by `release`."""

    def __init__(self, pieces: Iterator[str], *, line: int = 1) -> None:
        self.text = ""
        self.at = 0
        self.trials = 0
        self._pieces = pieces
        self._line, self._counted = line, 0

    def more(self) -> bool:
        """Take in as much again as is seen already; False where the text has ended."""
        seen = len(self.text) - self.at
        taken: list[str] = []
        for piece in self._pieces:
            taken.append(piece)
            if sum(map(len, taken)) >= seen:
                break
        self.text = "".join((self.text, *taken))
        return bool(taken)

    def release(self) -> None:
        """Give up what lies before `at`, where that is much."""
        if self.at > 1 << 20:
            self.line_at(self.at)
            self.text = self.text[self.at :]
            self.at = self._counted = 0

    def line_at(self, place: int) -> int:
        """The line, from 1, in which a place lies that is not before one asked for earlier."""
        self._line += self.text.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Move behind all that the pattern matches; the next character, or nothing at the end."""
        while True:
            found = pattern.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What the pattern matches here, more text taken in where it may go on."""
        while True:
            found = pattern.match(self.text, self.at)
            is_sure = found and found.end() < len(self.text)
            if is_sure or len(self.text) - self.at > 1 << 16 or not self.more():
                return found

    def value_at(self, place: int) -> tuple[Any, int] | None:
        """The value that opens at a place and where it ends; None where there is no whole one.

        `trials` adds up what the failures cost, so that who looks for a value at many places can give up.
        """
        while True:
            try:
                value, end = _decoded(self.text, place)
            except RecursionError:
                self.trials += 100
                return None
            except json.JSONDecodeError as error:
                self.trials += 1 + error.pos // 100_000
                if not self._may_go_on(error) or len(self.text) - place > LONGEST_VALUE or not self.more():
                    return None
            else:
                if end < len(self.text) or isinstance(value, dict | list | str) or not self.more():
                    return value, end

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the fault may be only that the text seen so far ends within the value."""
        return error.pos >= len(self.text) - _NEAR_END or error.msg.startswith("Unterminated string")


def _decoded(text: str, place: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return _OF_ANY_SIZE.raw_decode(text, place)
