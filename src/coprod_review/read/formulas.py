"""Formulas that an export gives twice, in TeX and in plain signs: "$$l_1$$ l 1 -Norms" of Springer."""

from __future__ import annotations

import re
import unicodedata

from coprod_review.read.latex import plain

_FORMULA = re.compile(r"\$\$([^$]{1,2000})\$\$")
_DOCUMENT = re.compile(
    r"\\documentclass.{0,1500}?\\begin\{document\}(.{0,2000}?)\\end\{document\}", re.DOTALL
)
LONGEST = 100_000
"""Longer text stays as it is."""

_AS_TEX = re.compile(r"<([_^])>")
"""How Web of Science writes the signs of sub- and superscripts."""

_LESS_OR_MORE = re.compile(r"(?:(?<=[\w)\]%] )(?=[¡¿] [\d.-])|(?<=[A-Za-z)\]])(?=[¡¿]\d))([¡¿])")
_SIGN = r"\1"
_JOINED = ("-", "–", ":", ",", ".", ";", ")", "’", "'")
"""What follows a formula without a blank."""


def with_comparisons(text: str) -> str:
    """The text with "<" and ">" for what the older fonts of TeX make of them before numbers ("P ¡ 0.05")."""
    if "¡" not in text and "¿" not in text:
        return text
    return _LESS_OR_MORE.sub(lambda found: _comparison(text, found), text)


def _comparison(text: str, found: re.Match[str]) -> str:
    """The sign of comparison; the mark as it stands where its question or exclamation ends behind it."""
    sentence = text[found.end() : found.end() + 300]
    if ("!" if found[1] == "¡" else "?") in sentence:
        return found[1]
    return "<" if found[1] == "¡" else ">"


def once(text: str) -> str:
    """The text with each formula once, in plain signs; one without a double is written in them too.

    The documents of TeX that some databases wrap around each formula go.
    """
    if text.count("$$") < 2 or len(text) > LONGEST:
        return text
    text = _DOCUMENT.sub(r"\1", text) if "document}" in text else text
    parts: list[str] = []
    at = 0
    for found in _FORMULA.finditer(text):
        if found.start() < at:
            continue
        before = text[at : found.start()].rstrip()
        formula = _in_plain_signs(found.group(1))
        end = _end_of_double(text, found.end(), formula)
        if end > found.end():
            formula = "".join(text[found.end() : end].split())
        elif "".join(before[-2 * len(formula) :].split()).endswith(formula):
            formula = ""
        behind = text[end:].lstrip()
        at = len(text) - len(behind)
        parts += [before, _blank(text, found.start()) if formula else "", formula]
        parts.append("" if not behind or behind.startswith(_JOINED) else " ")
    return "".join((*parts, text[at:]))


def _blank(text: str, at: int) -> str:
    """A blank where one stands before a place, or a word does."""
    return "" if at == 0 or text[at - 1] in "(-" else " "


def _in_plain_signs(formula: str) -> str:
    signs = plain(f"${_AS_TEX.sub(_SIGN, formula)}$").replace("$", "")
    return unicodedata.normalize("NFKC", "".join(signs.split()))


def _end_of_double(text: str, at: int, formula: str) -> int:
    """Where the formula ends that stands here in plain signs, perhaps with blanks; the place if none does."""
    place = at
    for sign in formula:
        while text[place : place + 1].isspace():
            place += 1
        if text[place : place + 1] != sign:
            return at
        place += 1
    return place
