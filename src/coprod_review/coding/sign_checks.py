"""Whether each sign of the planner finds what it says it finds."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.phrases import PhraseError, compiled
from coprod_review.coding.word_forms import issue_text
from coprod_review.errors import ReviewError
from coprod_review.model.planning import Sign


def sign_faults(signs: Sequence[Sign], *, where: str) -> list[ReviewError]:
    """All signs that cannot be read, miss one of their `matches` or find something in their `misses`."""
    return [fault for sign in signs for fault in _faults_of(sign, where)]


def _faults_of(sign: Sign, where: str) -> list[ReviewError]:
    faults = []
    for phrase in sign.phrases:
        try:
            compiled(phrase)
        except PhraseError as error:
            faults.append(
                ReviewError(
                    f"{sign.sign_id}: {error}",
                    where=where,
                    remedy="correct the phrase; docs/patterns.md describes the language",
                )
            )
    if faults:
        return faults
    matcher = PhraseMatcher({sign.sign_id: sign.phrases})
    for sentence, is_meant in (*((s, True) for s in sign.matches), *((s, False) for s in sign.misses)):
        if bool(matcher.passages(issue_text(sentence))) != is_meant:
            problem = "does not find" if is_meant else "finds something in"
            faults.append(
                ReviewError(
                    f"{sign.sign_id} {problem} {sentence!r}",
                    where=where,
                    remedy="correct its phrases, or the sentence",
                )
            )
    return faults
