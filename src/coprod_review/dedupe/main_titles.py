"""What stands in a title before its subtitle, where that is short: all that some databases give of it."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from coprod_review.dedupe.arrow import Codes, Mask, int_array, lengths, matches
from coprod_review.dedupe.forms import words_of

MIN_PART_LETTERS = 25
"""A shorter title is no cut title wherever it ends, but may be one that ends where a subtitle begins."""

_BREAK = re.compile(r"[:?!.]+\s+(?=\S)|\s+[-–—:]+\s*(?=\S)|—")
_HAS_BREAK = rf"^\W{{0,3}}\w.{{0,{2 * MIN_PART_LETTERS}}}?(?:[:?!.]\s|\s[-–—:]|—)"
"""RE2: what every title has of which `_BREAK` may part a short main title."""


def main_titles(titles: pa.Array, words: pa.Array) -> tuple[Codes, Mask]:
    """The code of each main title of less than MIN_PART_LETTERS, 0 for others, and which titles are no more.

    `words` are the plain words of the titles; a title without a subtitle is its own main title.
    """
    short = lengths(words) < MIN_PART_LETTERS
    parted = matches(titles, _HAS_BREAK) & ~short
    codes = np.zeros(len(titles), dtype=np.int32)
    code_by_main: dict[str, int] = {"": 0}
    for where, texts in ((short, words), (parted, titles)):
        places = np.flatnonzero(where)
        for place, text in zip(places.tolist(), texts.take(int_array(places)).to_pylist(), strict=True):
            main = text if where is short else _main(text)
            codes[place] = code_by_main.setdefault(main.replace(" ", ""), len(code_by_main))
    return codes, short


def _main(title: str) -> str:
    """The plain words before the first break of a title, empty where they are not short."""
    main = " ".join(words_of(_BREAK.split(title, maxsplit=1)[0]))
    return main if len(main) < MIN_PART_LETTERS else ""
