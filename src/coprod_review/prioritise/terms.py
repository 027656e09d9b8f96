"""Texts as weighted terms: words and pairs of neighbouring words, by TF-IDF with rows of length one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

MOST_SHARE = 0.95
"""Terms in more than this share of the texts have no weight, as in ASReview's ELAS u4."""

_WORD = re.compile(r"\w\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatrix:
    """Texts in rows, terms in columns; a row has length one together with what `alone` holds of it.

    A term of one text alone tells nothing of any other text: it has no column, and `alone` is the squared
    length that such terms have in each row. `first` and `second` are the words of a column's term as places
    in `words`; `second` is -1 where the term is a single word.
    """

    weights: sp.csr_array
    alone: NDArray[np.float64]
    words: Sequence[str]
    first: NDArray[np.int64]
    second: NDArray[np.int64]

    def term(self, column: int) -> str:
        """The term of a column in words."""
        first, second = self.words[self.first[column]], int(self.second[column])
        return first if second < 0 else f"{first} {self.words[second]}"


def weigh_terms(texts: Sequence[str]) -> TermMatrix:
    """The texts by their words (of two letters or more, in small letters) and pairs of neighbouring words.

    The weight of a term is (1 + ln tf) (1 + ln((1 + n) / (1 + df))), with rows scaled to length one: what
    scikit-learn's TfidfVectorizer gives with ngram_range (1, 2), sublinear_tf and max_df 0.95, in a fraction
    of the time. A text without words is an empty row.
    """
    words, word, text = _words_in(texts)
    follows = text[1:] == text[:-1]
    n_words = max(len(words), 1)
    pairs = word[:-1][follows] * n_words + word[1:][follows]
    pair, known_pairs = pd.factorize(pairs)
    rows = np.concatenate((text, text[1:][follows]))
    columns = np.concatenate((word, pair + n_words))
    counts = sp.csr_array(
        (np.ones(len(rows)), (rows, columns)), shape=(len(texts), n_words + len(known_pairs))
    )
    counts.sum_duplicates()
    weights, alone, kept = _weighted(counts)
    is_pair = kept >= n_words
    pair_words = np.where(is_pair, np.append(known_pairs, 0)[np.where(is_pair, kept - n_words, -1)], 0)
    return TermMatrix(
        weights=weights,
        alone=alone,
        words=words,
        first=np.where(is_pair, pair_words // n_words, kept),
        second=np.where(is_pair, pair_words % n_words, -1),
    )


def _words_in(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """The different words, and for each word in the texts which one it is and of which text."""
    found = [_WORD.findall(text.lower()) for text in texts]
    places: defaultdict[str, int] = defaultdict(count().__next__)
    n_words = [len(words) for words in found]
    word = np.fromiter(map(places.__getitem__, chain.from_iterable(found)), np.int64, sum(n_words))
    return list(places), word, np.repeat(np.arange(len(texts)), n_words)


def _weighted(counts: sp.csr_array) -> tuple[sp.csr_array, NDArray[np.float64], NDArray[np.int64]]:
    """Weights of terms that texts share, the squared length of the other terms, and the columns kept."""
    n_texts, n_terms = counts.shape
    n_with = np.bincount(counts.indices, minlength=n_terms)
    n_with = np.where(n_with > MOST_SHARE * n_texts, 0, n_with) if n_texts > 1 else n_with
    idf = np.where(n_with > 0, np.log((1.0 + n_texts) / (1.0 + n_with)) + 1.0, 0.0)
    counts.data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    row = np.repeat(np.arange(n_texts), np.diff(counts.indptr))
    squared = counts.data**2
    length = np.bincount(row, squared, minlength=n_texts)
    length[length == 0.0] = 1.0
    is_alone = n_with[counts.indices] == 1
    alone = np.bincount(row[is_alone], squared[is_alone], minlength=n_texts) / length
    counts.data /= np.sqrt(length)[row]
    kept = np.flatnonzero(n_with > 1)
    return _columns_of(counts, kept), alone, kept


def _columns_of(counts: sp.csr_array, kept: NDArray[np.int64]) -> sp.csr_array:
    """The columns that are kept, in their order; faster than scipy's, which sorts again."""
    new = np.full(counts.shape[1], -1, dtype=np.int32)
    new[kept] = np.arange(len(kept), dtype=np.int32)
    column = new[counts.indices]
    stays = column >= 0
    ends = np.concatenate(([0], np.cumsum(stays)))[counts.indptr].astype(np.int32)
    return sp.csr_array((counts.data[stays], column[stays], ends), shape=(counts.shape[0], len(kept)))
