"""Figures within the page: the same drawing in less text, as an address that an image can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, product
from string import ascii_letters, ascii_lowercase

from markupsafe import Markup

from coprod_review.pages.results import Figure

WORDS = re.compile(r"<!--.*?-->|<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)
"""Comments and descriptions: the image that carries the drawing has its own words."""
NAMED = tuple(re.compile(rf' {name}="[^"]*"') for name in ("aria-labelledby", "role", "xmlns:xlink"))
"""A search for one word that stands first is much faster than one for several."""
IDENTITY = re.compile(r' id="([^"]*)"')
USE, FILL = re.compile(r'href="#([^"]*)"'), re.compile(r"url\(#([^)]*)\)")
"""How a drawing refers to its parts."""
ALONG_LINE = re.compile(r' transform="translate\((-?[\d.]+) 0\)"(?=/>)')
"""The place of a letter in its line, in hundredths of the size of the letters."""
PATH = re.compile(r' d="([^"]*)"')
STYLE = re.compile(r' style="([^"]*)"')
PLACES = re.compile(r'translate\([^)]*\)| (?:d|x|y|width|height|points)="[^"]*"')
"""Where numbers are lengths; factors and angles are kept to the last digit."""
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
COMMANDS = frozenset(ascii_letters)
"""The letters of a path; that of an exponent has no space beside it."""
BETWEEN_TAGS = re.compile(r">\s+<")
EMPTY_GROUP = re.compile(r"<g>\s*</g>|<g/>")
DECIMALS = 2
"""Digits after the point: a hundredth of a point is far below what a screen or a printer shows."""

WRITTEN = (
    ("%", "%25"),
    ("'", "%27"),
    ('"', "'"),
    ("#", "%23"),
    ("<", "%3C"),
    (">", "%3E"),
    ("&", "%26"),
)
"""How signs of a drawing are written in an address; its quotes become single ones."""


def picture(figure: Figure) -> Markup:
    """A figure as an image that the page carries within itself; scripts in it would not run."""
    return Markup('<img src="data:image/svg+xml,{}" alt="{}">').format(
        Markup(_as_address(slim(figure.svg))), figure.alt_text
    )


def slim(svg: str) -> str:
    """The drawing without words for those who do not see it, names shortened, numbers rounded.

    What is seen is the same to within a hundredth of a point.
    """
    text = " ".join(WORDS.sub("", svg).split())
    for attribute in NAMED:
        text = attribute.sub("", text)
    text = _with_short_names(text.replace('xlink:href="#', 'href="#'))
    text = ALONG_LINE.sub(lambda found: f' x="{_short(found[1], 1)}"' if float(found[1]) else "", text)
    text = PATH.sub(lambda found: f' d="{_tight(found[1])}"', text)
    text = STYLE.sub(lambda found: f' style="{found[1].replace(": ", ":").replace("; ", ";")}"', text)
    text = PLACES.sub(lambda found: _rounded(found[0]), text)
    text = BETWEEN_TAGS.sub("><", text)
    while EMPTY_GROUP.search(text):
        text = EMPTY_GROUP.sub("", text)
    return " ".join(text.split())


def _with_short_names(text: str) -> str:
    """Names that something refers to in one or two letters, the frequent first; the others are left out."""
    uses: dict[str, int] = {}
    for name in (*USE.findall(text), *FILL.findall(text)):
        uses[name] = uses.get(name, 0) + 1
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    names = dict(zip(ranked, _short_names(), strict=False))
    text = IDENTITY.sub(lambda found: f' id="{names[found[1]]}"' if found[1] in names else "", text)
    text = USE.sub(lambda found: f'href="#{names[found[1]]}"', text)
    return FILL.sub(lambda found: f"url(#{names[found[1]]})", text)


def _short_names() -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _tight(path: str) -> str:
    """The path without spaces around its commands."""
    path = path.strip()
    for command in COMMANDS.intersection(path):
        path = path.replace(f"{command} ", command).replace(f" {command}", command)
    return path


def _rounded(lengths: str) -> str:
    return LONG_NUMBER.sub(lambda found: _short(found[0], DECIMALS), lengths)


@lru_cache(maxsize=100_000)
def _short(number: str, decimals: int) -> str:
    """The number rounded, without needless zeros."""
    text = f"{float(number):.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _as_address(svg: str) -> str:
    """The drawing as the part of a data address after the comma, safe within a quoted attribute."""
    for sign, written in WRITTEN:
        svg = svg.replace(sign, written)
    return svg
