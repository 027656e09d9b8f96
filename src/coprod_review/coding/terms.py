"""Terms of reports, the classifier's words: single words and pairs of neighbours, with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coprod_review.coding.tokens import Text

Places = list[tuple[str, int, int]]
"""Where a term stands: field, and start and end in it."""

Terms = Mapping[str, Places]

_SIGNS = frozenset(".,;:!?()")
_PARTING = frozenset(".;:!?")


def terms_of(texts: Sequence[Text]) -> dict[str, Places]:
    """Words and pairs of neighbouring words of all texts, with their places, in reading order.

    Words are those that the rule coder reads: one for all spellings and for "co-design" and "codesign". No
    pair reaches over the end of a sentence or of a keyword, a colon or a semicolon.
    """
    places: dict[str, Places] = {}
    for text in texts:
        field, words, starts, ends = text.field, text.words, text.starts, text.ends
        for begin, end in text.sentences:
            before = -1
            for i in range(begin, end):
                word = words[i]
                if word in _SIGNS:
                    before = -1 if word in _PARTING else before
                    continue
                places.setdefault(word, []).append((field, starts[i], ends[i]))
                if before >= 0:
                    pair = f"{words[before]} {word}"
                    places.setdefault(pair, []).append((field, starts[before], ends[i]))
                before = i
    return places
