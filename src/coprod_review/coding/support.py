"""What patterns need beside their own words: somewhere in the report, or in the sentence of the match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from coprod_review.coding.matching import Passage, PhraseMatcher
from coprod_review.coding.tokens import Text
from coprod_review.model.pattern import Pattern


class Support:
    """The needs of patterns, ready to be looked for in the texts of a report."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        patterns = tuple(patterns)
        self._anywhere = _Need({p.pattern_id: p.needs for p in patterns if p.needs})
        self._near = _Need({p.pattern_id: p.beside for p in patterns if p.beside})

    def is_met(self, found: Sequence[tuple[Text, Passage]], texts: Sequence[Text]) -> list[tuple[bool, bool]]:
        """For each passage of a pattern, whether its sentence and the report have what the pattern needs.

        What stands in the sentence of the passage may share words with it.
        """
        sentences: dict[str, set[int]] = defaultdict(set)
        for text, passage in found:
            if passage.key in self._near.key_by_pattern:
                sentences[text.field].add(passage.sentence)
        near = {
            (p.key, text.field, p.sentence)
            for text in texts
            if text.field in sentences
            for p in self._near.matcher.passages(text, only=sentences[text.field])
        }
        asked = any(passage.key in self._anywhere.key_by_pattern for _, passage in found)
        anywhere = (
            {p.key for text in texts for p in self._anywhere.matcher.passages(text)} if asked else set()
        )
        return [self._has(text, passage, near, anywhere) for text, passage in found]

    def _has(
        self, text: Text, passage: Passage, near: Collection[tuple[str, str, int]], anywhere: Collection[str]
    ) -> tuple[bool, bool]:
        """Whether the sentence of a passage and its report have what was found to be needed."""
        beside = self._near.key_by_pattern.get(passage.key)
        needed = self._anywhere.key_by_pattern.get(passage.key)
        return (
            beside is None or (beside, text.field, passage.sentence) in near,
            needed is None or needed in anywhere,
        )


class _Need:
    """Phrases by pattern, those of several patterns looked for once."""

    def __init__(self, phrases_by_pattern: Mapping[str, Sequence[str]]) -> None:
        keys = {tuple(phrases): "" for phrases in phrases_by_pattern.values()}
        keys = {phrases: str(number) for number, phrases in enumerate(keys)}
        self.key_by_pattern = {name: keys[tuple(phrases)] for name, phrases in phrases_by_pattern.items()}
        self.matcher = PhraseMatcher({key: phrases for phrases, key in keys.items()})
