"""Phrases as patterns of spaCy's Matcher: what our own matching is measured beside, and held to by a test."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.matcher import Matcher

from coprod_review.coding.matching import Passage, chosen_passages
from coprod_review.coding.phrases import Gap, Item, Sequence_, compiled
from coprod_review.coding.tokens import Text, vocabulary


class SpacyPhrases:
    """Phrases under keys, each asked of each sentence by spaCy's Matcher alone."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._matchers = {key: Matcher(vocabulary(), validate=True) for key in sorted(phrases)}
        for key, matcher in self._matchers.items():
            matcher.add(key, [token_specs(s) for phrase in phrases[key] for s in compiled(phrase)])

    def passages(self, text: Text) -> list[Passage]:
        """All passages, in order, as `PhraseMatcher.passages` gives them."""
        found: list[Passage] = []
        for number, (begin, end) in enumerate(text.sentences):
            sentence = text.doc[begin:end]
            spans = {
                key: {(s, e) for _, s, e in matcher(sentence)} for key, matcher in self._matchers.items()
            }
            found += chosen_passages(spans, text, number)
        return sorted(found)


def token_specs(sequence: Sequence_) -> list[dict[str, Any]]:
    """The sequence as a spaCy token pattern over folded words."""
    return [_spec(item) for item in sequence]


def _spec(item: Item) -> dict[str, Any]:
    if isinstance(item, Gap):
        return {"OP": f"{{0,{item.most}}}"}
    if item.stems:
        words = [re.escape(w) + "$" for w in sorted(item.literals)] + [re.escape(s) for s in item.stems]
        return {"ORTH": {"REGEX": f"^(?:{'|'.join(words)})"}}
    if len(item.literals) == 1:
        return {"ORTH": next(iter(item.literals))}
    return {"ORTH": {"IN": sorted(item.literals)}}
