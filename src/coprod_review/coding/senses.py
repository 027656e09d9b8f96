"""Words of two senses: which one a report means, by the other words that it uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.phrases import WordSet, own_words
from coprod_review.coding.tokens import Text
from coprod_review.model.rules import Sense


class SenseReader:
    """The senses of a weighing, ready to be asked about the texts of a report."""

    def __init__(self, senses: Iterable[Sense]) -> None:
        self._senses = [(sense, own_words(sense.words)) for sense in senses]
        told = {f"{sense.name}/where": sense.where for sense, _ in self._senses}
        told |= {f"{sense.name}/unless": sense.unless for sense, _ in self._senses if sense.unless}
        self._signs = PhraseMatcher(told)

    def in_sense(self, texts: Sequence[Text]) -> list[Text]:
        """The texts of one report, its words of another sense read as the word that the sense names.

        Where they stand, and what is written there, stays as it was.
        """
        present = {word for text in texts for word in text.words}
        asked = [(sense, words) for sense, words in self._senses if any(word in words for word in present)]
        if not asked:
            return list(texts)
        signs = {passage.key for text in texts for passage in self._signs.passages(text)}
        for sense, words in asked:
            if f"{sense.name}/where" in signs and f"{sense.name}/unless" not in signs:
                texts = [_read_as(text, words, sense.read_as) for text in texts]
        return list(texts)


def _read_as(text: Text, words: WordSet, other: str) -> Text:
    return replace(text, words=tuple(other if word in words else word for word in text.words))
