"""The works of a JSON export, cut so that a damaged work costs itself and no other.

Works are objects at the top, in a list, or in a list within a frame ({"meta": ..., "results": [...]}), also
of several pages one after another. Each is cut where the parser of the standard library finds its end. Where
it finds none, or where keys of works follow behind the end, the work is damaged, and the next start is looked
for.
Whatever lies outside works is blank, comma, bracket or frame, and frames are told of as passed over.
JSON lines are cut by their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Entry, Repairs
from coprod_review.read.json_keyed import BETWEEN, KEY, has_keyed_works
from coprod_review.read.json_lines import cut_lines, is_lined
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_text import BEFORE_JSON, LONGEST_MENDED, LONGEST_VALUE, Window

MAX_TRIALS = 20_000
DEEPEST_LIST = 4
KEYS_LEARNT = 50
FRAME = "the frame of a list"

_BLANK = re.compile(rf"[{BEFORE_JSON}]*")
_NUMBERED = re.compile(r'"\d+"\s*:\s*')
_AFTER_NUMBER = re.compile(r'"\d+"\s*:\s*$')
_BRACE = re.compile(r'\{(?=\s*")')
_NO_MORE = re.compile(r"[\s,]*(?:null\b[\s,]*)*(?:\]|\Z)")
_BRACE_OR_STRING = re.compile(r'[{}]|"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def cut(text: DecodedText, repairs: Repairs, *, shape: Shape) -> Iterator[Entry]:
    """The works of a text in their order."""
    head = text.head(1 << 18)
    if is_lined(head) and not Walk(iter([head]), shape, repairs).opens_with_frame():
        return cut_lines(text, lambda line, number: walk(iter([line]), shape, repairs, line=number))
    return walk(text.blocks(end=","), shape, repairs)


def walk(pieces: Iterator[str], shape: Shape, repairs: Repairs, *, line: int = 1) -> Iterator[Entry]:
    """The works of a text that comes in pieces; `line` is the number of its first line."""
    return Walk(pieces, shape, repairs, line=line).elements(depth=0)


class Walk:
    """A way through a JSON text from work to work."""

    def __init__(self, pieces: Iterator[str], shape: Shape, repairs: Repairs, *, line: int = 1) -> None:
        self._seen = Window(pieces, line=line)
        self._shape = shape
        self._repairs = repairs
        self._may_be_frame = bool(shape.frame_keys)
        self._keys: set[str] = set()
        self._first_keys: set[str] = set()
        self._n_learnt = 0
        self._is_keyed = False
        self._cited_as: str | None = None

    def opens_with_frame(self) -> bool:
        """Whether the text opens with a frame, or with an object of works under their keys."""
        return self._seen.skip(BETWEEN) == "{" and (
            self._is_frame() or has_keyed_works(self._seen, self._shape)
        )

    def elements(self, *, depth: int, closing: str = "", in_frame: bool = False) -> Iterator[Entry]:
        """What stands here up to the closing bracket, which is passed, or up to the end."""
        seen = self._seen
        while sign := seen.skip(BETWEEN):
            if sign == "{":
                yield from self._opened(depth, closing=closing, in_frame=in_frame)
            elif sign == closing:
                seen.at += 1
                return
            elif sign in "]}":
                self._repairs["brackets without a partner passed over"] += 1
                seen.at += 1
            elif sign == "[" and depth < DEEPEST_LIST:
                seen.at += 1
                yield from self.elements(depth=depth + 1, closing="]")
            elif closing == "}" and sign == '"' and (key := self._key_passed()):
                yield key
            elif in_frame and closing == "]" and self._is_key_of_frame():
                self._repairs["bracket that closes the list supplied"] += 1
                return
            else:
                yield from self._no_work()
            seen.release()

    def _opened(self, depth: int, *, closing: str, in_frame: bool) -> Iterator[Entry]:
        """What the object that opens here holds as a frame or under keys, else the object as a work."""
        seen = self._seen
        if not in_frame and self._may_be_frame:
            if self._is_frame():
                yield from self._frame(depth)
                return
            self._may_be_frame = False
            self._is_keyed = depth == 0 and has_keyed_works(seen, self._shape)
        if in_frame or not self._is_keyed or not has_keyed_works(seen, self._shape, least=1):
            yield self._work()
            return
        seen.at += 1
        if closing == "}":
            self._repairs["brace that closes works under their keys supplied"] += 1
        else:
            yield from self.elements(depth=depth + 1, closing="}")

    def _key_passed(self) -> Entry | None:
        """Move to the work under a number or a citation as its key, or behind another key with its value."""
        seen = self._seen
        start, key = seen.at, seen.match(KEY)
        if key is None:
            return None
        is_number = _NUMBERED.match(key.group()) is not None
        if (self._is_keyed or is_number) and seen.text.startswith("{", key.end()):
            end = key.end()
        elif not is_number and (value := seen.value_at(key.end())):
            end = value[1]
        else:
            return None
        self._cited_as = key.group(1) if self._is_keyed else None
        seen.at = end
        return self._passage(start, seen.at, passed_over=FRAME)

    def _is_frame(self) -> bool:
        """Whether the object that opens here holds, under its keys, a list of works rather than one work."""
        seen, shape = self._seen, self._shape
        start, n_of_work, is_held = seen.at, 0, False
        try:
            seen.at += 1
            while seen.skip(BETWEEN) == '"':
                key = seen.match(KEY)
                if key is None:
                    return False
                seen.at = key.end()
                if key.group(1) in shape.frame_keys and seen.skip(_BLANK) in ("[", "{"):
                    return n_of_work < 2
                n_of_work += key.group(1) in shape.work_keys
                value = seen.value_at(seen.at)
                if value is None or n_of_work > 1:
                    return False
                holds_works = isinstance(value[0], list) and any(map(shape.may_be_work, value[0][:1]))
                is_held |= holds_works and key.group(1) in shape.frame_or_work_keys
                seen.at = value[1]
            return is_held
        finally:
            seen.at = start

    def _frame(self, depth: int) -> Iterator[Entry]:
        """The works of a frame; what else it holds is passed over."""
        seen = self._seen
        start = seen.at
        seen.at += 1
        while True:
            sign = seen.skip(BETWEEN)
            key = seen.match(KEY) if sign == '"' else None
            if key is None:
                seen.at += sign == "}"
                break
            is_of_frame = key.group(1) in self._shape.frame_keys | self._shape.frame_or_work_keys
            seen.at = key.end()
            opened = seen.skip(_BLANK) if is_of_frame else ""
            if opened in ("[", "{"):
                yield self._passage(start, seen.at, passed_over=FRAME)
                if opened == "[" or self._shape.is_numbered:
                    seen.at += 1
                    yield from self.elements(
                        depth=depth + 1, closing="]" if opened == "[" else "}", in_frame=True
                    )
                elif self._is_frame():
                    yield from self._frame(depth + 1)
                else:
                    yield self._work()
                start = seen.at
                continue
            value = seen.value_at(seen.at)
            if value is None:
                break
            seen.at = value[1]
        if seen.at > start:
            yield self._passage(start, seen.at, passed_over=FRAME)

    def _work(self) -> Entry:
        """The object that opens here, or what is left of it up to the next one."""
        seen = self._seen
        start = seen.at
        found = seen.value_at(start)
        if found is not None and isinstance(found[0], dict):
            if self._n_learnt < KEYS_LEARNT:
                self._learn(found[0])
            seen.at = found[1]
            if not self._goes_on():
                return self._passage(start, found[1])
        following = self._next_start(start + 1 if found is None else found[1])
        if found is None:
            following = self._end_of_object(start, following)
        seen.at = following
        return self._passage(start, following)

    def _learn(self, work: dict[str, object]) -> None:
        self._n_learnt += 1
        self._keys.update(work)
        self._first_keys.update(list(work)[:1])

    def _goes_on(self) -> bool:
        """Whether keys of works follow behind the end of an object: then it was closed too early.

        Where the key is the one that works begin with, the brace of the next work is what is missing.
        """
        seen = self._seen
        end = seen.at
        key = seen.match(KEY) if seen.skip(BETWEEN) == '"' else None
        seen.at = end
        if key is None or (self._shape.is_numbered and _NUMBERED.match(key.group())):
            return False
        return key.group(1) in self._keys and key.group(1) not in self._first_keys

    def _is_key_of_frame(self) -> bool:
        key = self._seen.match(KEY)
        return (
            key is not None and key.group(1) not in self._keys and self._seen.value_at(key.end()) is not None
        )

    def _no_work(self) -> Iterator[Entry]:
        """What opens no object: null is an empty place, anything else an entry that will be set aside."""
        seen = self._seen
        start = seen.at
        found = seen.value_at(start)
        if found is not None and seen.text[start] not in "{[":
            seen.at = found[1]
            sign = seen.skip(_BLANK)
            if sign in ("", ",", "]"):
                is_empty = found[0] is None
                self._repairs["empty places (null) passed over"] += is_empty
                yield self._passage(start, found[1], passed_over="an empty place" if is_empty else "")
                return
        seen.at = start
        following = self._next_start(start + 1)
        seen.at = following
        yield self._passage(start, following)

    def _end_of_object(self, start: int, following: int) -> int:
        """Where braces say that a damaged object ends, if only separators and empty places lie behind it."""
        if following - start > LONGEST_MENDED:
            return following
        depth = 0
        for found in _BRACE_OR_STRING.finditer(self._seen.text, start, following):
            depth += {"{": 1, "}": -1}.get(found.group(), 0)
            if depth == 0:
                is_end = _NO_MORE.match(self._seen.text, found.end(), following)
                return found.end() if is_end else following
        return following

    def _next_start(self, after: int) -> int:
        """Where the next work opens, by its opening or by being whole and no value of a key; else the end."""
        seen = self._seen
        while True:
            text = seen.text
            for brace in _BRACE.finditer(text, after):
                if self._opens_work(brace.start()):
                    return brace.start()
            after = max(after, len(text) - 256)
            if len(seen.text) == len(text) and (len(text) - seen.at > LONGEST_VALUE or not seen.more()):
                return len(seen.text)

    def _opens_work(self, place: int) -> bool:
        seen, shape = self._seen, self._shape
        before = seen.text[max(0, place - 80) : place].rstrip()
        if before.endswith(":") and not (shape.is_numbered and _AFTER_NUMBER.search(before)):
            found = seen.value_at(place) if self._is_keyed and seen.trials <= MAX_TRIALS else None
            return found is not None and shape.may_be_work(found[0])
        if shape.opening and shape.opening.match(seen.text, place):
            return True
        if seen.trials > MAX_TRIALS:
            return False
        found = seen.value_at(place)
        return found is not None and not shape.work_keys.isdisjoint(found[0])

    def _passage(self, start: int, end: int, *, passed_over: str = "") -> Entry:
        raw = self._seen.text[start:end].rstrip(BEFORE_JSON + ",")
        line = self._seen.line_at(start)
        cited_as = None
        if not passed_over:
            cited_as, self._cited_as = self._cited_as, None
        end_line = line + raw.count("\n")
        return Entry(raw=raw, line=line, end_line=end_line, passed_over=passed_over, context=cited_as)
