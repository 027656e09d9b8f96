"""Cited works, as the databases list them in one cell."""

from __future__ import annotations

import html
import re

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_NAME_ALONE = re.compile(r"[^\W\d_][\w'’ -]*,?\s(?:[^\W\d_]\.-?)+")
_PARTED = re.compile(r";(?:\s+|$)")
_AT_ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,5});(?=\s)")
"""An entity whose semicolon looks like one between references."""

_PUBLISHER = re.compile(
    r"[^,:;()]{0,40}\b(?:Press|Publish\w*|Publications|Springer|Elsevier|Wiley|Verlag|Books|Routledge|Blackwell"
    r"|Kluwer|McGraw[- ]Hill|Prentice[- ]Hall)\b[^,:;()]{0,30}"
    r": [A-ZÀ-Þ][\w'’.-]{1,20}"
    r"(?:(?: |, ?| ?/ ?| & )(?:(?:am|an der|de|del|la|le) )?[A-ZÀ-Þ][\w'’.-]{0,20}){0,4}"
    r"(?:, [a-z]{1,7}\.? ?\d{1,4}(?:[-–]\d{1,4})?)?"
)
"""A publisher and its town, all words of which are names, and a page, behind a semicolon in references."""

_ENDS_WITH_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?\)?[.,]?$")
"""How a reference ends before the semicolon behind which its publisher stands."""


_BETWEEN_FRAMES = re.compile(r"\];\s*\[(?=[^\[\]]*\|)")
MIN_BARS = 3
"""So many bars part the fields of a reference in brackets; fewer may stand in its words."""


def split_references(text: str) -> list[str]:
    """The references of a list separated by semicolons, as Scopus writes it.

    A piece without a year goes with the next where it is a name alone, or where the next begins in lower
    case: then the semicolon stood within a reference; so it did before a number alone, but not in a list of
    numbers, and before a publisher. Where each reference stands in brackets (`framed`), these part them.
    """
    if text[:1] == "[" and (found := framed(text)):
        return found
    if "&" in text:
        text = _AT_ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    pieces = [piece.strip() for piece in _PARTED.split(text) if piece.strip()]
    references: list[str] = []
    held = ""
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if references and not held and _belongs_behind(piece, references[-1]):
            references[-1] += f"; {piece}"
            if following[:1].islower():
                held = references.pop()
            continue
        whole = f"{held}; {piece}" if held else piece
        if following and not _has_year(piece) and _goes_on(piece, following):
            held = whole
            continue
        references.append(whole)
        held = ""
    return references


def parted_line(line: str) -> list[str]:
    """The references on a line of a list with a semicolon behind each, if all have a year; else the line.

    Scopus starts no new line behind some of them, such as those that end with an address on the web.
    """
    parts = split_references(line)
    return parts if all(map(_has_year, parts)) else [line]


def framed(text: str) -> list[str]:
    """The references that each stand in brackets with bars between their parts, as Dimensions writes them.

    The parts that are filled stand after each other, commas between; empty where the text has another form.
    """
    whole = text.strip()
    if not (whole.startswith("[") and whole.endswith("]")):
        return []
    pieces = _BETWEEN_FRAMES.split(whole[1:-1])
    if any(piece.count("|") < MIN_BARS for piece in pieces):
        return []
    return [", ".join(filter(None, map(str.strip, piece.split("|")))) for piece in pieces]


def _has_year(piece: str) -> bool:
    """Whether a year stands in a piece; most end with one in brackets, which is seen at once."""
    return (piece[-1:] == ")" and piece[-5:-1].isdigit()) or bool(_YEAR.search(piece))


def _belongs_behind(piece: str, before: str) -> bool:
    if ": " in piece and _PUBLISHER.fullmatch(piece):
        return not _has_year(piece) and _ENDS_WITH_YEAR.search(before[-8:]) is not None
    return piece.isdecimal() and not before.isdecimal()


def _goes_on(piece: str, following: str) -> bool:
    return following[:1].islower() or bool(_NAME_ALONE.fullmatch(piece))
