"""Lines of RIS: what is a tag, where entries open and end, and which values they have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.entries import Entry, Repairs
from coprod_review.read.tagged import Values, entry_of, first, never_ended, values_by_tag
from coprod_review.read.text_lines import TEXT_TAGS, can_hold, is_text

START = re.compile(r"^([ \t\ufeff]*)TY([ \t\u00a0]{1,4})-(?:[ \t\u00a0]*)(.*)$", re.MULTILINE)
_OPENING = re.compile(r"TY {2}- [A-Z][A-Z0-9]{1,7}[ \t]*\n")
_ENDING = "\nER  -"
_IRREGULAR = re.compile(
    r"\n(?:[ \t\ufeff]{1,4}[A-Z][A-Z0-9][ \t\u00a0]{0,4}-|[A-Z][A-Z0-9](?! {2}-)[ \t\u00a0]{0,4}-)"
)
_TAG = re.compile(r"\n([A-Z][A-Z0-9]) {2}-")
MAX_INDENT = 200
"""How far from the beginning of its line TY may stand: long lines must not take long for each TY in them."""

_MARK = re.compile(r"TY[ \t\u00a0]{1,4}-")
_TYPE = re.compile(r"[A-Z][A-Z0-9]{1,7}\s*")
_TAG_OF_LINE = re.compile(r"([A-Z][A-Z0-9])([ \t\u00a0]{0,4})-(?:[ \t\u00a0]+|$|(?=\S))")
_TAGS = """
TY A1 A2 A3 A4 AB AD AI AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CC CL CN CP CR CT CY DA DB DE DI DO DP ED
EP ER ET FD H1 H2 ID IS J1 J2 JA JF JI JO J9 K1 KW L1 L2 L3 L4 LA LB LK LL LN M1 M2 M3 N1 N2 NO NV OL OP
PA PB PI PM PP PU PY PD RD RI RN RP RT SE SF SL SN SO SP SR ST SV T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR UT
VL VO WE WP WT WV Y1 Y2 YR
"""
_KNOWN = frozenset(_TAGS.split())
_BESIDE_TAG = (" ", "-", "\t", "\u00a0")
_ODD_END = re.compile(r"ER[ \t\u00a0]{0,4}-\s*")
ODDLY_SPACED = "tags with other blanks than the rest of their entry, read as tags"

WHOLE_ENTRY = "whole"
"""What the context of an entry says that was seen to be whole, with the usual spacing of tags."""

_TELLING = frozenset({"TI", "T1", "AU", "A1", "AB", "N2", "DO"})


def starts(text: str) -> Iterator[int]:
    """Where the lines begin that have TY for their tag."""
    at = text.find("TY")
    while at >= 0:
        if _MARK.match(text, at):
            before = text[max(0, at - MAX_INDENT) : at]
            start = at - len(before) + len(before.rstrip(" \t\ufeff"))
            if start == 0 or text[start - 1] == "\n":
                yield start
        at = text.find("TY", at + 2)


def whole_entry(section: str) -> str:
    """The entry that a section (from one TY line to the next) is without doubt, else nothing.

    It opens with a type, every line has a tag in its usual form or nothing like one, and one line has ER,
    its last.
    """
    entry = section.rstrip()
    if not (entry.endswith(_ENDING) and entry.count(_ENDING) == 1 and _OPENING.match(entry)):
        return ""
    return "" if _IRREGULAR.search(entry) else section[: len(entry) + _n_blanks(section, len(entry))]


def _n_blanks(text: str, at: int) -> int:
    end = text.find("\n", at)
    return (len(text) if end < 0 else end) - at


class Cutter:
    """Takes lines one by one; what is open is the entry that the next line may belong to."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.lines: list[str] = []
        self.start = 0
        self.spacing = "  "
        self.n_before_end = 0
        self.end_has_words = False
        self.n_ended = 0

    def is_between(self) -> bool:
        """Whether no entry is open, or the one that is has reached its end."""
        return not self.lines or bool(self.n_before_end)

    def take_whole(self, number: int, raw: str) -> Iterator[Entry]:
        """Take an entry that is whole: what was open before it is complete, and then it follows."""
        if self.lines:
            yield self._close()
        self.n_ended += 1
        yield Entry(raw=raw, line=number, end_line=number + raw.count("\n"), context=WHOLE_ENTRY, n_marks=1)

    def take(self, number: int, line: str, following: str | None) -> Iterator[Entry]:
        """Take the next line; the entry that it shows to be complete, if any."""
        if not self.lines:
            self._open(number, line)
            return
        if self._starts(line, following):
            yield self._close()
            self._open(number, line)
            return
        tag = _tag(line, self.spacing)
        if self.n_before_end and not self.end_has_words and tag and tag != "ER":
            yield self._close()
            self.lines, self.start = [line], number
            return
        self.lines.append(line)
        if tag == "ER":
            self.n_before_end = len(self.lines)
            self.end_has_words = bool(line.split("-", 1)[1].strip())
        elif tag and self.n_before_end:
            self.n_before_end = 0

    def finish(self, *, ends_with_line_end: bool) -> Iterator[Entry]:
        """The entry that is open at the end of the file, if any."""
        if not self.lines:
            return
        is_ended = self.n_before_end or _ends_oddly(self.lines) or not START.match(self.lines[0])
        if not is_ended and (self.n_ended or not self._looks_whole(ends_with_line_end=ends_with_line_end)):
            yield entry_of(self.lines, self.start, fault=never_ended("TY", "ER"))
        else:
            yield self._close()

    def _looks_whole(self, *, ends_with_line_end: bool) -> bool:
        values = _values_line_by_line(self.lines)
        return ends_with_line_end and bool(first(values, "TI", "T1") and first(values, "PY", "Y1", "DA"))

    def _starts(self, line: str, following: str | None) -> bool:
        found = START.match(line) if "TY" in line else None
        if not found:
            return False
        if self.n_before_end:
            return True
        if not _TYPE.fullmatch(found.group(3)):
            return False
        return following is None or not following.strip() or bool(_tag(following.lstrip(), found.group(2)))

    def _open(self, number: int, line: str) -> None:
        found = START.match(line)
        if found:
            self.lines, self.start, self.spacing = [line], number, found.group(2)
            self.n_before_end = 0
        elif line.strip() and _tag(line, "  ") not in ("", "ER"):
            self.lines, self.start, self.spacing = [line], number, "  "
        elif line.strip(" \t\ufeff"):
            self.repairs["lines outside entries passed over"] += 1

    def _close(self) -> Entry:
        if not START.match(self.lines[0]) and not _values_line_by_line(self.lines).keys() & _TELLING:
            entry = entry_of(self.lines, self.start)
            entry.passed_over = "tags after the end of an entry"
            self.repairs["lines outside entries passed over"] += sum(
                1 for line in entry.lines if line.strip()
            )
            self.lines, self.n_before_end = [], 0
            return entry
        whole = self.lines
        if self.n_before_end:
            self.n_ended += 1
            whole = self.lines[: self.n_before_end]
            outside = sum(1 for line in self.lines[self.n_before_end :] if line.strip())
            if outside:
                self.repairs["lines outside entries passed over"] += outside
        elif _ends_oddly(self.lines):
            self.n_ended += 1
        else:
            self.repairs["missing ER supplied"] += 1
        entry = entry_of(whole, self.start)
        self.lines, self.n_before_end = [], 0
        return entry


def _tag(line: str, spacing: str) -> str:
    """The tag of a line, or nothing where the line is text."""
    if line[:1] in (" ", "\t", "\ufeff"):
        line = line.lstrip(" \t\ufeff") if len(line) - len(line.lstrip()) <= 4 else line
    found = _TAG_OF_LINE.match(line)
    if not found:
        return ""
    tag, blanks = found.groups()
    if len(blanks) >= 2 or "\t" in blanks:
        return tag
    separate = line[found.end() - 1 : found.end()] != "-" or found.end() == len(line)
    return tag if separate and tag in _KNOWN and len(spacing) == len(blanks) else ""


def _odd_tag(line: str, values: Values, *, within_text: bool) -> str:
    """The tag of a line that is written with other blanks than those of its entry, or nothing.

    The words behind it tell: it is a tag where it can hold them.
    """
    if line[2:3] not in _BESIDE_TAG or line[:2] not in _KNOWN:
        return ""
    found = _TAG_OF_LINE.match(line)
    if not found or found.end() == len(line) or found.group(1) in ("TY", "ER"):
        return ""
    tag, blanks = found.groups()
    is_run_on = line[found.end() - 1] == "-"
    if is_run_on and not blanks:
        return ""
    value = line[found.end() :].strip()
    return tag if can_hold(tag, value, values, by_form=within_text or is_run_on) else ""


def _ends_oddly(lines: list[str]) -> bool:
    """Whether the last line that is not blank is an ER line, whatever its blanks."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return _ODD_END.fullmatch(last) is not None


def values_of(entry: Entry, repairs: Repairs) -> Values:
    """The values of an entry by tag; lines without a tag go on with the value before."""
    if entry.context != WHOLE_ENTRY:
        return _values_line_by_line(entry.lines, repairs)
    return values_by_tag(entry.raw, _TAG, mark="{}  - ")


def _values_line_by_line(lines: list[str], repairs: Repairs | None = None) -> Values:
    values: Values = {}
    current: list[str] = []
    text = ""
    opening = START.match(lines[0])
    spacing = opening.group(2) if opening else "  "
    last_end = max((i for i, line in enumerate(lines) if _tag(line, spacing) == "ER"), default=len(lines))
    if last_end == len(lines) and _ends_oddly(lines):
        last_end = max(i for i, line in enumerate(lines) if line.strip())
        lines = lines[:last_end]
    for at, line in enumerate(lines):
        tag = _tag(line, spacing)
        if tag == "ER" and at == last_end:
            break
        if not tag and _odd_tag(line, values, within_text=bool(text)):
            tag, text = line[:2], ""
            if repairs is not None:
                repairs[ODDLY_SPACED] += 1
        if tag and text and tag != text and is_text(tag, line.split("-", 1)[1], values):
            tag = ""
        if tag and tag != "ER" and not (tag == "TY" and at):
            text = tag if tag in TEXT_TAGS else ""
            current = values.setdefault(tag, [])
            current.append(line.split("-", 1)[1].strip())
        elif current and line.strip():
            current[-1] = f"{current[-1]}\n{line.strip()}" if current[-1] else line.strip()
    return values
