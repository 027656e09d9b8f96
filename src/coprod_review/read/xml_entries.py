"""The entries of an XML export, cut out by their tags without parsing what stands around them.

No entity is expanded and no document type is loaded, so that no export can make the reader fetch or build
anything. An entry that misses its end tag, or its start tag, is set aside alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault, Repairs

END_OF_HIDDEN = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
"""What hides tags from a reader of XML: comments, CDATA and instructions, with what ends each."""

HIDDEN = r"<!--|<!\[CDATA\[|<\?"
PREFIX = r"(?:[\w.-]{1,40}+:)?"
"""The prefix of a namespace, which any element may have."""

ENTITIES_IGNORED = "entity declarations were found and ignored; nothing is put in the place of their names"

_AFTER_NAME = frozenset((">", " ", "\n", "\t"))


def entity_notes(head: str) -> list[str]:
    """What is to be told of an XML whose head declares entities of its own; nothing of any other text."""
    return [ENTITIES_IGNORED] if head.lstrip().startswith("<") and "<!ENTITY" in head else []


def first_of(sign: re.Pattern[str]) -> Callable[[str], int | None]:
    """What finds where the first such sign stands."""

    def first_mark(head: str) -> int | None:
        found = sign.search(head)
        return found.start() if found else None

    return first_mark


class Cutter:
    """Cuts elements, never nested in each other, out of a text.

    `names` is the pattern of their names, prefixes of namespaces included.
    """

    def __init__(self, names: str) -> None:
        self._start = re.compile(rf"<{names}(?=[\s/>])")
        self._mark = re.compile(rf"{HIDDEN}|</?({names})(?=[\s/>])")
        self._slash = re.compile(rf"<(/?){names}(?=[\s/>])")

    def count_marks(self, text: str) -> int:
        """How many start tags stand in a text, in comments too."""
        return len(self._start.findall(text))

    def cut(self, text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
        """The entries and, as passed over, comments between them in which start tags stand."""
        window = _Window(text.blocks(end=">"))
        offset = 0
        while (mark := window.search(self._mark, offset)) is not None:
            start, offset = mark.start() - window.at, mark.end() - window.at
            opening = mark.group()
            if opening in END_OF_HIDDEN:
                end = self._end_of_hidden(window, opening, offset, is_in_entry=False)
                if self._start.search(window.text, window.at + offset, window.at + end):
                    window.move(start)
                    yield window.take(end - start, passed_over="a comment")
                    offset = 0
                else:
                    offset = end
                continue
            if opening.startswith("</"):
                yield window.take(window.end_of_tag(offset), fault=_never_opened(mark.group(1)))
            else:
                window.move(start)
                yield self._entry(window, mark.group(1))
            offset = 0

    def _entry(self, window: _Window, name: str) -> Entry:
        """The entry that opens here, up to its end tag, or up to the next start tag where that is missing."""
        opening = window.end_of_tag(len(name) + 1)
        if window.text.startswith("/>", window.at + opening - 2):
            return window.take(opening)
        end = window.find_end_tag(name, opening)
        limit = window.at + end if end >= 0 else len(window.text)
        inner = self._start.search(window.text, window.at + opening, limit)
        limit = inner.start() if inner else limit
        if window.is_hiding(limit):
            return self._entry_with_hidden(window, name, opening)
        if inner or end < 0:
            return window.take(limit - window.at, fault=_never_ended(name))
        return window.take(window.end_of_tag(end + len(name) + 2), n_marks=1)

    def _entry_with_hidden(self, window: _Window, name: str, at: int) -> Entry:
        """As `_entry`, where comments or CDATA stand in the entry, from `at` on."""
        while (mark := window.search(self._mark, at)) is not None:
            at = mark.end() - window.at
            opening = mark.group()
            if opening in END_OF_HIDDEN:
                at = self._end_of_hidden(window, opening, at, is_in_entry=True)
            elif opening == f"</{name}":
                return window.take(window.end_of_tag(at))
            elif not opening.startswith("</"):
                return window.take(mark.start() - window.at, fault=_never_ended(name))
        return window.take(len(window.text) - window.at, fault=_never_ended(name))

    def _end_of_hidden(self, window: _Window, opening: str, at: int, *, is_in_entry: bool) -> int:
        """Where a comment or its like ends that opens before `at`; `at` itself where its end is missing.

        An end that belongs to a later one, beyond other entries, is none.
        """
        end = window.end_of_hidden(opening, at)
        if end == at or window.is_refused(opening, end):
            return at
        slashes = self._slash.findall(window.text, window.at + at, window.at + end)
        if is_in_entry:
            reaches_over = slashes[:1] == ["/"] and "" in slashes
        else:
            reaches_over = "/" in slashes and slashes.count("/") != slashes.count("")
        if reaches_over:
            window.refuse(opening, end)
            return at
        return end


class _Window:
    """The part of a text that is in memory. Places are counted from `at`, the place reached so far."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self.text = ""
        self.at = 0
        self._blocks = blocks
        self._line = 1
        self._before = 0
        self._found: dict[str, int] = {}
        self._refused: dict[str, int] = {}

    def search(self, pattern: re.Pattern[str], offset: int = 0) -> re.Match[str] | None:
        """The next match, more of the text being read until there is one."""
        while True:
            found = pattern.search(self.text, self.at + offset)
            if found:
                return found
            offset = len(self.text) - self.at
            if not self._read_more():
                return None

    def find(self, words: str, offset: int) -> int:
        """Where the words stand next, or -1; what is known of them is not searched again."""
        here = self._before + self.at
        known = self._found.get(words)
        if known is not None and (known < 0 or known >= here + offset):
            return known - here if known >= 0 else -1
        while True:
            at = self.text.find(words, self.at + offset)
            if at >= 0:
                self._found[words] = self._before + at
                return at - self.at
            offset = max(offset, len(self.text) - self.at - len(words))
            if not self._read_more():
                self._found[words] = -1
                return -1

    def find_end_tag(self, name: str, offset: int) -> int:
        """Where the end tag of this name stands next, or -1."""
        words = f"</{name}"
        end = self.find(words, offset)
        while (
            end >= 0
            and self.text[self.at + end + len(words) : self.at + end + len(words) + 1] not in _AFTER_NAME
        ):
            end = self.find(words, end + 1)
        return end

    def end_of_hidden(self, opening: str, offset: int) -> int:
        """Where the comment or its like ends that opened before this place; else this place."""
        end = self.find(END_OF_HIDDEN[opening], offset)
        return end + len(END_OF_HIDDEN[opening]) if end >= 0 else offset

    def refuse(self, opening: str, end: int) -> None:
        """Remember that what so opens does not end there."""
        self._refused[opening] = self._before + self.at + end

    def is_refused(self, opening: str, end: int) -> bool:
        """Whether an end there has been refused already."""
        return self._refused.get(opening) == self._before + self.at + end

    def is_hiding(self, limit: int) -> bool:
        """Whether comments, CDATA or instructions stand before this place of the text.

        The second characters are rare and alone found in no time.
        """
        return any(
            self.text.find(sign[1], self.at, limit) >= 0 and self.text.find(sign, self.at, limit) >= 0
            for sign in ("<!", "<?")
        )

    def end_of_tag(self, offset: int) -> int:
        """Where the tag ends in which this place lies; before the next tag, where nothing ends it."""
        if self.text.startswith(">", self.at + offset):
            return offset + 1
        end = self.find(">", offset)
        end = end + 1 if end >= 0 else len(self.text) - self.at
        following = self.text.find("<", self.at + offset, self.at + end)
        return following - self.at if following >= 0 else end

    def move(self, n: int) -> None:
        """Go on by `n` characters."""
        self._line += self.text.count("\n", self.at, self.at + n)
        self.at += n

    def take(
        self, n: int, *, fault: EntryFault | None = None, passed_over: str = "", n_marks: int | None = None
    ) -> Entry:
        """The next `n` characters as an entry; goes on to its end."""
        raw = self.text[self.at : self.at + n]
        line = self._line
        self._line += raw.count("\n")
        self.at += n
        return Entry(
            raw=raw,
            line=line,
            end_line=self._line,
            fault=fault,
            passed_over=passed_over,
            n_marks=n_marks,
        )

    def _read_more(self) -> bool:
        """Read about as much as is held already, so that a long entry is put together in few steps."""
        held = [self.text[self.at :]]
        n_wanted = len(held[0]) or 1
        for block in self._blocks:
            held.append(block)
            n_wanted -= len(block)
            if n_wanted <= 0:
                break
        self._before += self.at
        self.text, self.at = "".join(held), 0
        return len(held) > 1


def _never_ended(name: str) -> EntryFault:
    return EntryFault(f"this entry opens with <{name}> but never reaches </{name}>", remedy=CUT_SHORT)


def _never_opened(name: str) -> EntryFault:
    return EntryFault(
        f"this entry ends with </{name}>, but no <{name}> opens it",
        remedy="look at this place for a damaged tag, and export the file again",
    )
