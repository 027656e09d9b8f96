"""Lines of RIS: where entries may open, what is a tag, and which values an entry has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coprod_review.read.entries import Entry, Repairs
from coprod_review.read.places import repair_at
from coprod_review.read.ris_odd import READ as READ_IN_ODD_FORM
from coprod_review.read.ris_odd import OddForm, odd_start
from coprod_review.read.tagged import Values, values_by_tag
from coprod_review.read.text_lines import DOUBLED, TEXT_TAGS, can_hold, is_text, n_doubled

START = re.compile(r"^([ \t\ufeff]*)TY([ \t\u00a0]{1,4})-(?:[ \t\u00a0]*)(.*)$", re.MULTILINE)
_OPENING = re.compile(r"TY {2}- [A-Z][A-Z0-9]{1,7}[ \t]*\n")
_ENDING = "\nER  -"
_IRREGULAR = re.compile(
    r"\n(?:[ \t\ufeff]{1,4}[A-Z][A-Z0-9][ \t\u00a0]{0,4}-|[A-Z][A-Z0-9](?! {2}-)[ \t\u00a0]{0,4}-)"
)
_TAG = re.compile(r"\n([A-Z][A-Z0-9]) {2}-")
_BEFORE_START = re.compile(r"\n[ \t\ufeff]{0,200}(?=T[Yy]|ty)")
"""What stands before TY where it may open an entry; small letters do so at the beginning of a line alone."""

_MARK = re.compile(r"TY[ \t\u00a0]{1,4}-")
_TYPE = re.compile(r"[A-Z][A-Z0-9]{1,7}\s*")
_TAG_OF_LINE = re.compile(r"([A-Z][A-Z0-9])([ \t\u00a0]{0,4})-(?:[ \t\u00a0]+|$|(?=\S))")
_TAGS = """
TY A1 A2 A3 A4 AB AD AI AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CC CL CN CP CR CT CY DA DB DE DI DO DP ED
EP ER ET FD H1 H2 ID IS J1 J2 JA JF JI JO J9 K1 KW L1 L2 L3 L4 LA LB LK LL LN M1 M2 M3 N1 N2 NO NV OL OP
PA PB PI PM PP PU PY PD RD RI RN RP RT SE SF SL SN SO SP SR ST SV T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR UT
VL VO WE WP WT WV Y1 Y2 YR
"""
KNOWN = frozenset(_TAGS.split())
"""The tags that RIS and its dialects have."""

_DOI = "\nDO  - "
_LONG_TAG = "\nDOI  - 10."
"""What no tag of RIS is, and some programs write for that of the DOI; beside the usual one it is text."""

_BESIDE_TAG = (" ", "-", "\t", "\u00a0")
_ODD_END = re.compile(r"ER[ \t\u00a0]{0,4}-?\s*")
_NAMES = frozenset({"AU", "A1"})
_OF_ONE_LINE = _NAMES | {"TY", "PY", "Y1"}
"""Tags whose values nothing goes on with that may look like a tag."""

_OF_LINES = TEXT_TAGS | {"KW", "K1", "CR", "AD", "C1"}
"""Tags of texts and lists, which go on for many lines of any form."""

ODDLY_SPACED = "tags with other blanks than the rest of their entry, read as tags"
READ_ON = "lines that look like a tag, read as more of the field before them"

WHOLE_ENTRY = "whole"
"""What the context of an entry says that was seen to be whole, with the usual spacing of tags."""


def starts(text: str) -> Iterator[int]:
    """Where the lines begin that have TY for their tag, or open an entry whose tags have an odd form."""
    for found in _BEFORE_START.finditer(f"\n{text}"):
        start, at = found.start(), found.end() - 1
        if text.startswith("TY", at):
            is_start = _MARK.match(text, at) is not None or odd_start(text, at) is not None
        else:
            is_start = start == at and odd_start(text, at) is not None
        if is_start:
            yield start


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


def tag_of(line: str, spacing: str) -> str:
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
    return tag if separate and tag in KNOWN and len(spacing) == len(blanks) else ""


def looks_like_tag(line: str) -> bool:
    """Whether a line begins as one with a known tag does, whatever its blanks."""
    found = _TAG_OF_LINE.match(line.lstrip(" \t\ufeff"))
    return found is not None and found.group(1) in KNOWN


def _odd_tag(line: str, values: Values, *, behind: str, spacing: str) -> str:
    """The tag of a line that is written with other blanks than those of its entry, or nothing.

    The words behind it tell: it is a tag where it can hold them, and, where no blank parts it from them, the
    blanks before its dash are those of the entry or the value before, of the tag `behind`, has one line.
    """
    if line[2:3] not in _BESIDE_TAG or line[:2] not in KNOWN:
        return ""
    found = _TAG_OF_LINE.match(line)
    if not found or found.group(1) in ("TY", "ER"):
        return ""
    tag, blanks = found.groups()
    is_run_on = line[found.end() - 1] == "-"
    if is_run_on and not blanks and behind not in _OF_ONE_LINE:
        return ""
    value = line[found.end() :].strip()
    if not value:
        return "" if behind in TEXT_TAGS else tag
    if behind in _NAMES and not blanks and can_hold("AU", value, values, by_form=True):
        return ""
    by_form = behind in TEXT_TAGS or (is_run_on and blanks != spacing and behind not in _OF_ONE_LINE)
    return tag if can_hold(tag, value, values, by_form=by_form) else ""


def ends_oddly(lines: Sequence[str]) -> bool:
    """Whether the last line that is not blank is an ER line, whatever its blanks, even without its dash."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return _ODD_END.fullmatch(last) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the lines of an entry are to be read: the odd form of its tags, and which are text for certain.

    `quoted` are the numbers, from 0, of lines that quote an entry within a text. `is_untyped` tells that no
    entry of the export has a type.
    """

    odd: OddForm | None = None
    quoted: range = range(0)
    is_untyped: bool = False

    def usual(self, lines: Sequence[str]) -> list[str]:
        """The lines with their tags in the usual form."""
        return [self.odd.usual(line, KNOWN) for line in lines] if self.odd else list(lines)


PLAIN = Manner()
UNTYPED = Manner(is_untyped=True)


def values_of(entry: Entry, repairs: Repairs) -> Values:
    """The values of an entry by tag; lines without a tag go on with the value before."""
    raw = entry.raw
    if _LONG_TAG in raw and _DOI not in raw:
        raw = raw.replace(_LONG_TAG, f"{_DOI}10.")
    if entry.context == WHOLE_ENTRY:
        return values_by_tag(raw, _TAG, mark="{}  - ", repairs=repairs)
    manner = entry.context or PLAIN
    if manner.odd:
        repairs[READ_IN_ODD_FORM] += 1
    return values_line_by_line(manner.usual(raw.split("\n")), repairs, quoted=manner.quoted, line=entry.line)


def values_line_by_line(
    lines: list[str], repairs: Repairs | None = None, *, quoted: range = range(0), line: int = 1
) -> Values:
    """The values by tag; lines numbered `quoted` (from 0) go on with the value before, whatever they say.

    `line` is where the first stands in its export.
    """
    repairs = Counter() if repairs is None else repairs
    values: Values = {}
    current: list[str] = []
    behind = ""
    below: list[str] = []
    opening = START.match(lines[0])
    spacing = opening.group(2) if opening else "  "
    for at, text in enumerate(lines[: _end_of(lines, spacing, quoted)]):
        tag = "" if at in quoted else _tag_below(behind, text, values, spacing=spacing, repairs=repairs)
        if tag and tag != "ER" and not (tag == "TY" and at):
            if behind in TEXT_TAGS and tag != behind:
                below.append(tag)
            behind = tag
            current = values.setdefault(tag, [])
            current.append(text.split("-", 1)[1].strip())
        elif current and text.strip():
            if behind not in _OF_LINES and looks_like_tag(text):
                repair_at(repairs, READ_ON, line + at)
            current[-1] = f"{current[-1]}\n{text.strip()}" if current[-1] else text.strip()
    if n := n_doubled(below, values):
        repairs[DOUBLED] += n
    return values


def _end_of(lines: Sequence[str], spacing: str, quoted: range) -> int:
    """The place of the last line that ends the entry, else of the end of its lines."""
    ends = [at for at, text in enumerate(lines) if at not in quoted and tag_of(text, spacing) == "ER"]
    if not ends and ends_oddly(lines):
        return max(at for at, text in enumerate(lines) if text.strip())
    return ends[-1] if ends else len(lines)


def _tag_below(behind: str, line: str, values: Values, *, spacing: str, repairs: Repairs) -> str:
    """The tag of a line below the value of another, or nothing where it goes on with that."""
    tag = tag_of(line, spacing)
    if not tag:
        tag = _odd_tag(line, values, behind=behind, spacing=spacing)
        repairs[ODDLY_SPACED] += bool(tag)
        return tag
    is_of_text = behind in TEXT_TAGS and tag != behind and is_text(tag, line.split("-", 1)[1], values)
    return "" if is_of_text else tag
