"""The number of a contribution in the programme of its meeting, which some databases leave in the title."""

from __future__ import annotations

import re

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.rulings import Sides

_CODE = re.compile(
    r"[a-z]{1,3} ?\d{2,5}|\d{3,5}"
    r"|(?:abstract|poster|paper|oral|presentation)(?: presentation)?(?: (?:no|nr|number))?"
    r" (?:[a-z]{1,3} ?)?\d{1,5}"
)
"""In plain words: "P-112", "PO 0345", "0345", "Abstract 2233", "Poster No. P12"."""

_ABSTRACT = re.compile(r"^(?:(?:meeting|conference|poster) )?abstracts? \b|\babstract(?: [a-z]+)?$")
"""A language may be told behind it."""


def differ_by_a_code(sides: Sides, asked: Mask) -> Mask:
    """Which pairs, of those in the mask, have one title, and one of them a code before or behind it."""
    titles, found = sides.columns.titles, np.zeros(len(sides.pairs), dtype=np.bool_)
    found[asked] = [_is_code_beside(titles[a], titles[b]) for a, b in sides.pairs[asked].tolist()]
    return found


def has_abstract_mark(sides: Sides, asked: Mask) -> Mask:
    """Which pairs, of those in the mask, have one title that is marked as an abstract and one that is not."""
    whole, found = sides.columns.whole_titles, np.zeros(len(sides.pairs), dtype=np.bool_)
    found[asked] = [
        bool(_ABSTRACT.search(whole[a].as_py())) != bool(_ABSTRACT.search(whole[b].as_py()))
        for a, b in sides.pairs[asked].tolist()
    ]
    return found


def _is_code_beside(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(f"{short} ") if long.startswith(f"{short} ") else long.removesuffix(f" {short}")
    return bool(short) and _CODE.fullmatch(rest) is not None
