"""RIS whose tags have an odd form: in small letters, with another dash, or run on ("TY-JOUR", "ty  - jour").

Such an entry opens with a line that is nothing but its TY and a type that RIS has, and goes on with a tag in
the same form. All its tags have that form, and its lines are read as if they had the usual one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPE_WORDS = """
ABST ADVS AGGR ANCIENT ART ARTICLE BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA DBASE DICT
EBOOK ECHAP EDBOOK EJOUR ELEC ENCYC EQUA FIGURE GEN GOVDOC GRANT GRNT HEAR ICOMM INPR INTV JFULL JOUR LEGAL
MANSCPT MAP MGZN MPCT MULTI MUSIC NEWS PAMP PAT PCOMM POD PRESS RPRT SER SLIDE SOUND STAND STAT STD THES
UNBILL UNPB UNPD VIDEO WEB
"""
_TYPES = frozenset(_TYPE_WORDS.split())
_DASHES = "-‐‑‒–—−"
_OPENING = re.compile(
    rf"([ \t\ufeff]{{0,4}})(TY|ty|Ty)([ \t\u00a0]{{0,4}})([{_DASHES}])[ \t\u00a0]*([A-Za-z]{{3,8}})[ \t]*$",
    re.MULTILINE,
)
_LINE = re.compile(
    rf"[ \t\ufeff]{{0,4}}([A-Za-z][A-Za-z0-9])([ \t\u00a0]{{0,4}})([{_DASHES}])[ \t\u00a0]*(.*)$", re.DOTALL
)
_SMALL_VALUE = re.compile(r"TY|TI|JO|JF|KW|K1|LA|..https?:|(?:A[U1234]|ED).*,")
"""Tags with values that begin with a small letter: else "CT-guided" would be a tag that is run on."""

READ = "entries with tags in an odd form (small letters, another dash, no blanks)"


@dataclass(frozen=True, slots=True)
class OddForm:
    """How the tags of an entry are written: in small letters or not, with which dash, with blanks or not."""

    is_small: bool
    has_blanks: bool
    dash: str

    def usual(self, line: str, known: frozenset[str]) -> str:
        """The line as RIS has it, if it begins with a known tag in this form, else as it stands."""
        found = _LINE.match(line)
        if not found:
            return line
        tag, blanks, dash, value = found.groups()
        is_formed = dash == self.dash and (bool(blanks) or not self.has_blanks)
        if not is_formed or tag.upper() not in known or self.is_small != tag[:1].islower():
            return line
        tag, value = tag.upper(), value.strip()
        if tag in ("TY", "ER") and value and not _is_type(tag, value):
            return line
        if not blanks and value[:1].islower() and not _SMALL_VALUE.match(tag + value):
            return line
        return f"{tag}  - {value.upper() if tag == 'TY' else value}"


def odd_form(line: str) -> OddForm | None:
    """The form of the tags of an entry that this line opens, if it is odd."""
    found = _OPENING.match(line)
    if not found or not _is_odd(found):
        return None
    return OddForm(found.group(2)[0].islower(), bool(found.group(3)), found.group(4))


def odd_start(text: str, at: int) -> int | None:
    """Where the line begins in which an odd TY stands at a place, if it opens an entry."""
    before = text[max(0, at - 4) : at]
    start = at - len(before) + len(before.rstrip(" \t\ufeff"))
    if start and text[start - 1] != "\n":
        return None
    found = _OPENING.match(text, start)
    return start if found and _is_odd(found) else None


def _is_odd(found: re.Match[str]) -> bool:
    _, tag, blanks, dash, kind = found.groups()
    return kind.upper() in _TYPES and (tag != "TY" or not blanks or dash != "-")


def _is_type(tag: str, value: str) -> bool:
    return tag == "TY" and value.upper() in _TYPES
