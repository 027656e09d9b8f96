"""What the planner looks at in a short text: signs, words and parts of words, each with its places.

A text of ten words shares few of them with any other text, so that words alone teach little. Signs
(config/planning/signs.yaml) say which words speak of the same thing; parts of words let "mislabelled" profit
from "label". All values come from the text alone; only the weights of words are learned.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from coprod_review.coding.linear import Floats
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.tokens import Text
from coprod_review.coding.word_forms import issue_text
from coprod_review.model.planning import DANGER, NO_DANGER, Sign

SIGN, OF, WORD, PART = "sign:", "of:", "word:", "part:"
"""What the name of a feature begins with: a sign, all signs for one thing, a word, a part of words."""

PART_LENGTHS = (4, 5)
PART_WEIGHT = 0.4
SIGN_WEIGHT = 0.35
MIN_TEXTS_OF_PART = 2
"""A part of words that one text alone has tells nothing of others."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A short text taken apart: the raw value of each feature, and the places (offsets) of it."""

    values: Mapping[str, float]
    places: Mapping[str, tuple[Span, ...]]


class SignReader:
    """Takes short texts apart; made once for all texts."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self.sign_by_id = {sign.sign_id: sign for sign in signs}
        self._matcher = PhraseMatcher({sign.sign_id: sign.phrases for sign in signs})

    def read(self, written: str) -> ReadText:
        """The features of a text with their places; a feature that stands in several places has them all.

        Signs of danger have places and no value: they are asked for, and nothing is learned of them.
        """
        text = issue_text(written)
        signs: dict[str, list[Span]] = {}
        of: dict[str, list[Span]] = {}
        for passage in self._matcher.passages(text):
            start, end, _ = text.passage(passage.start, passage.end)
            signs.setdefault(SIGN + passage.key, []).append((start, end))
            if self._teaches(SIGN + passage.key):
                of.setdefault(OF + self.sign_by_id[passage.key].of, []).append((start, end))
        words, parts = _words_and_parts(text)
        values = {
            **dict.fromkeys(filter(self._teaches, signs), 1.0),
            **{name: 1.0 + math.log(len(spans)) for name, spans in of.items()},
            **dict.fromkeys(words, 1.0),
            **dict.fromkeys(parts, PART_WEIGHT),
        }
        places = {name: tuple(spans) for found in (signs, of, words, parts) for name, spans in found.items()}
        return ReadText(values=values, places=places)

    def _teaches(self, name: str) -> bool:
        return self.sign_by_id[name.removeprefix(SIGN)].of not in (DANGER, NO_DANGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSpace:
    """The features that some texts have taught, and what each weighs.

    Words and parts of words: idf as in scikit-learn, 1 + ln((1 + n) / (1 + df)), all of a text together of
    length one. Signs weigh SIGN_WEIGHT each, however many there are.
    """

    names: tuple[str, ...]
    weights: Floats

    @classmethod
    def fitted(cls, texts: Sequence[ReadText]) -> IssueSpace:
        """The space of these texts."""
        seen = Counter(name for text in texts for name in text.values)
        names = tuple(sorted(n for n, k in seen.items() if not n.startswith(PART) or k >= MIN_TEXTS_OF_PART))
        weights = [
            1.0 if name.startswith((SIGN, OF)) else 1.0 + math.log((1 + len(texts)) / (1 + seen[name]))
            for name in names
        ]
        return cls(names=names, weights=np.array(weights, dtype=np.float64))

    def matrix(self, texts: Sequence[ReadText]) -> csr_array:
        """The features of any texts, shape (texts, len(names)); what the space does not know is left out."""
        place = {name: i for i, name in enumerate(self.names)}
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for text in texts:
            known = sorted((place[n], v, n) for n, v in text.values.items() if n in place)
            worded = [v * self.weights[i] for i, v, n in known if not n.startswith((SIGN, OF))]
            length = math.sqrt(sum(v * v for v in worded)) or 1.0
            for i, value, name in known:
                columns.append(i)
                by_sign = name.startswith((SIGN, OF))
                data.append(value * SIGN_WEIGHT if by_sign else value * self.weights[i] / length)
            starts.append(len(data))
        arrays = (np.array(data, np.float64), np.array(columns, np.int32), np.array(starts, np.int32))
        return csr_array(arrays, shape=(len(texts), len(self.names)))


def _words_and_parts(text: Text) -> tuple[dict[str, list[Span]], dict[str, list[Span]]]:
    words: dict[str, list[Span]] = {}
    parts: dict[str, list[Span]] = {}
    for word, start, end in zip(text.words, text.starts, text.ends, strict=True):
        if not word[0].isalnum():
            continue
        words.setdefault(WORD + word, []).append((start, end))
        marked = f"<{word}>"
        for length in PART_LENGTHS:
            for i in range(len(marked) - length + 1):
                parts.setdefault(PART + marked[i : i + length], []).append((start, end))
    return words, parts
