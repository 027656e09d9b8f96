"""The titles of the records in columns: their words, what kind of document they name, their order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coprod_review.dedupe.arrow import (
    Codes,
    Ints,
    Mask,
    codes_of,
    int_array,
    lengths,
    matches,
    numbers_of,
    with_forms,
    word_texts,
)
from coprod_review.dedupe.forms import words_of
from coprod_review.dedupe.kinds import (
    ENDS_IN_NOTE,
    KINDS,
    SPEAKS_OF_KIND,
    core_of,
    is_generic,
    kind_of,
    without_notes,
)

SHARED = tuple(KINDS.index(kind) for kind in ("notice", "comment", "reply"))
"""Kinds of document of which one article may have several under one title."""

LONGEST_GENERIC = 70
_TRANSLATED = r"^\W*\[.*\]\W*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleColumns:
    """The forms of titles that are compared.

    `words` are those of each title without marks of kind, `whole` with them; `code` codes the words,
    `letters` the words without spaces, `kind` numbers KINDS; `generic` titles are those that many documents
    bear, `translated` those in brackets.
    """

    words: pa.Array
    whole: pa.Array
    code: Codes
    letters: Codes
    length: Ints
    kind: Codes
    generic: Mask
    translated: Mask

    @classmethod
    def of(cls, titles: pa.Array, types: Codes, type_names: list[str]) -> TitleColumns:
        """The forms of titles, whose records are of these types."""
        speaking = matches(titles, SPEAKS_OF_KIND)
        kind = _kinds(titles, speaking, types, type_names)
        whole = word_texts(titles)
        words = _cores(titles, whole, speaking)
        return cls(
            words=words,
            whole=whole,
            code=codes_of(words)[0],
            letters=codes_of(pc.replace_substring(words, " ", ""))[0],
            length=lengths(words),
            kind=kind,
            generic=_generic(titles, words, kind),
            translated=matches(titles, _TRANSLATED),
        )

    def rank(self, first_page: Codes) -> Ints:
        """The place of each record in the order of titles, records of one title ordered by first page."""
        order = numbers_of(pc.array_sort_indices(self.words))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        lowest = np.full(int(self.code.max(initial=0)) + 1, len(order), dtype=np.int64)
        np.minimum.at(lowest, self.code, rank)
        order = np.lexsort((first_page, lowest[self.code]))
        rank[order] = np.arange(len(order))
        return rank


def _cores(titles: pa.Array, whole: pa.Array, speaking: Mask) -> pa.Array:
    """The words of the titles without marks of kind and notes; titles that are nothing else stay whole."""
    noted = matches(titles, ENDS_IN_NOTE) & ~speaking
    words = with_forms(whole, noted, lambda title: " ".join(words_of(without_notes(title))), of=titles)
    words = with_forms(words, speaking, lambda title: " ".join(words_of(core_of(title))), of=titles)
    return with_forms(words, lengths(words) == 0, str, of=whole)


def _generic(titles: pa.Array, words: pa.Array, kind: Codes) -> Mask:
    generic: Mask = np.isin(kind, SHARED)
    short = np.flatnonzero(~generic & (lengths(words) < LONGEST_GENERIC))
    places = int_array(short)
    for place, core, title in zip(
        short.tolist(), words.take(places).to_pylist(), titles.take(places).to_pylist(), strict=True
    ):
        generic[place] = is_generic(core.split()) or is_generic(words_of(title))
    return generic


def _kinds(titles: pa.Array, speaking: Mask, types: Codes, type_names: list[str]) -> Codes:
    kind = np.zeros(len(titles), dtype=np.int32)
    notices = [code for code, name in enumerate(type_names) if name in ("erratum", "retraction")]
    asked = np.flatnonzero(speaking | np.isin(types, notices))
    for place, title in zip(asked.tolist(), titles.take(int_array(asked)).to_pylist(), strict=True):
        kind[place] = KINDS.index(kind_of(title, type_names[types[place]]))
    return kind
