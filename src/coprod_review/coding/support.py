"""What patterns need beside their own words: somewhere in the report, or in the sentence of the match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.matching import Passage, PhraseMatcher
from coprod_review.coding.tokens import Text
from coprod_review.model.pattern import Pattern

BESIDE = "beside"
"""The flag of evidence for what a pattern asks for in the sentence of its own words; it weighs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Whether the sentence of a passage and its report have what the pattern needs.

    `beside` is what the sentence has of it, the nearest first; empty where nothing is asked for.
    """

    in_sentence: bool
    in_report: bool
    beside: tuple[Passage, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether all that is needed is there."""
        return self.in_sentence and self.in_report


class Support:
    """The needs of patterns, ready to be looked for in the texts of a report."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        patterns = tuple(patterns)
        self._anywhere = _Need({p.pattern_id: p.needs for p in patterns if p.needs})
        self._near = _Need({p.pattern_id: p.beside for p in patterns if p.beside}, name=BESIDE)

    @property
    def phrases_beside(self) -> Mapping[str, Sequence[str]]:
        """The phrases that are asked for in the sentence of a match, by the key of their passages."""
        return self._near.phrases_by_key

    def met_by(self, found: Sequence[tuple[Text, Passage]], texts: Sequence[Text]) -> list[Met]:
        """For each passage of a pattern, whether its sentence and the report have what the pattern needs.

        What stands in the sentence of the passage may share words with it.
        """
        sentences: dict[str, set[int]] = defaultdict(set)
        for text, passage in found:
            if passage.key in self._near.key_by_pattern:
                sentences[text.field].add(passage.sentence)
        near: dict[tuple[str, str, int], list[Passage]] = defaultdict(list)
        for text in texts:
            if text.field in sentences:
                for other in self._near.matcher.passages(text, only=sentences[text.field]):
                    near[other.key, text.field, other.sentence].append(other)
        asked = any(passage.key in self._anywhere.key_by_pattern for _, passage in found)
        anywhere = (
            {p.key for text in texts for p in self._anywhere.matcher.passages(text)} if asked else set()
        )
        return [self._met(text, passage, near, anywhere) for text, passage in found]

    def _met(
        self,
        text: Text,
        passage: Passage,
        near: Mapping[tuple[str, str, int], Sequence[Passage]],
        anywhere: Collection[str],
    ) -> Met:
        needed = self._anywhere.key_by_pattern.get(passage.key)
        in_report = needed is None or needed in anywhere
        asked = self._near.key_by_pattern.get(passage.key)
        if asked is None:
            return Met(in_sentence=True, in_report=in_report)
        beside = near.get((asked, text.field, passage.sentence), ())
        return Met(
            in_sentence=bool(beside),
            in_report=in_report,
            beside=tuple(sorted(beside, key=lambda other: (_words_between(passage, other), other))),
        )


def _words_between(one: Passage, other: Passage) -> int:
    """How many words stand between two passages; none where they share words."""
    return max(one.start - other.end, other.start - one.end, 0)


class _Need:
    """Phrases by pattern, those of several patterns looked for once."""

    def __init__(self, phrases_by_pattern: Mapping[str, Sequence[str]], *, name: str = "") -> None:
        sought = dict.fromkeys(tuple(phrases) for phrases in phrases_by_pattern.values())
        keys = {phrases: f"{name} {number}" for number, phrases in enumerate(sought)}
        self.key_by_pattern = {
            pattern: keys[tuple(written)] for pattern, written in phrases_by_pattern.items()
        }
        self.phrases_by_key = {key: phrases for phrases, key in keys.items()}
        self.matcher = PhraseMatcher(self.phrases_by_key)
