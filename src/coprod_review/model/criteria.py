"""Screening criteria as data: what each asks, and the words by which the rules propose an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coprod_review.model.screening import Criterion

UNNAMED_REASON = "subject_or_field"
"""The reason where readers agree to exclude, name no criterion, and the rules do not share the exclusion."""

UNNAMED_LABEL = "off topic, criterion not named"
"""How it is called wherever people read it."""


WEAK_WEIGHT = 0.5
"""What a word that has other meanings too counts beside one that has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGroup:
    """Words that stand for one idea, in the term language of docs/criteria.md, with sentences that test them.

    `criterion` is the criterion that asks for the group, and `sign` +1 where a passage speaks for inclusion
    and -1 where it speaks against. Words of a weak group have other meanings too.
    """

    group_id: str
    criterion: str
    sign: int
    terms: tuple[str, ...]
    matches: tuple[str, ...]
    misses: tuple[str, ...]
    is_weak: bool = False
    line: int = 0

    @property
    def weight(self) -> float:
        """What a passage of the group counts as evidence: its sign, half of it where the group is weak."""
        return self.sign * (WEAK_WEIGHT if self.is_weak else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The languages that are coded, and the function words by which a text's language is told.

    `codes_by_word` has the languages of each function word.
    """

    coded: tuple[str, ...]
    function_words: Mapping[str, frozenset[str]]
    least_words: int
    least_share: float
    codes_by_word: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        codes: dict[str, tuple[str, ...]] = {}
        for code, words in self.function_words.items():
            for word in words:
                codes[word] = (*codes.get(word, ()), code)
        object.__setattr__(self, "codes_by_word", codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The criteria in the order applied, with everything that the rules look for."""

    criteria: tuple[Criterion, ...]
    languages: LanguageWords
    excluded_types: tuple[str, ...]
    groups: tuple[TermGroup, ...]
    least_words: int
    file: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason for which a report can be excluded, in the order applied."""
        return (*(c.criterion_id for c in self.criteria), UNNAMED_REASON)


def label_by_reason(criteria: Iterable[Criterion]) -> dict[str, str]:
    """How each reason of exclusion is called, in the order applied, the one that names no criterion last."""
    return {c.criterion_id: c.label for c in criteria} | {UNNAMED_REASON: UNNAMED_LABEL}
