"""What patterns need beside their own words: somewhere in the report, or in the sentence of the match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from coprod_review.coding.matching import Passage, PhraseMatcher
from coprod_review.coding.tokens import Text
from coprod_review.model.pattern import Pattern

_REPORT = "needs"
_SENTENCE = "beside"


class Support:
    """The needs of patterns, ready to be looked for in the texts of a report."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        written = {(p.pattern_id, part): getattr(p, part) for p in patterns for part in (_REPORT, _SENTENCE)}
        self._phrases = {need: phrases for need, phrases in written.items() if phrases}
        self._needing = frozenset(pattern_id for pattern_id, _ in self._phrases)
        keys = {phrases: str(i) for i, phrases in enumerate(dict.fromkeys(self._phrases.values()))}
        self._key_by_need = {need: keys[phrases] for need, phrases in self._phrases.items()}
        self._matcher = PhraseMatcher({key: phrases for phrases, key in keys.items()})

    def is_met(self, found: Sequence[tuple[Text, Passage]], texts: Sequence[Text]) -> list[tuple[bool, bool]]:
        """For each passage of a pattern, whether its sentence and the report have what the pattern needs.

        What stands in the sentence of the passage may share words with it.
        """
        if self._needing.isdisjoint(passage.key for _, passage in found):
            return [(True, True)] * len(found)
        met = {(p.key, text.field, p.sentence) for text in texts for p in self._matcher.passages(text)}
        anywhere = {key for key, _, _ in met}
        near: dict[tuple[str, int], set[str]] = defaultdict(set)
        for key, field, sentence in met:
            near[field, sentence].add(key)
        return [
            (
                self._holds(passage.key, _SENTENCE, near[text.field, passage.sentence]),
                self._holds(passage.key, _REPORT, anywhere),
            )
            for text, passage in found
        ]

    def _holds(self, pattern_id: str, part: str, met: set[str]) -> bool:
        need = self._key_by_need.get((pattern_id, part))
        return need is None or need in met
