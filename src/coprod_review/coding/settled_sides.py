"""What settled codes teach, and the sides of the outer folds; light to load for those who train nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from coprod_review.coding.answers import Answer
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord

ALL_SETTLED = -1
"""In place of an outer fold: the model trained on all settled reports."""

MIN_REPORTS_OF_CODE = 3
"""A code that fewer training reports carry gets no score: nothing can be learned from one or two."""

CLASSIFIER = "classifier"
"""The coder whose scores are kept once for each side."""

_WITHOUT = f"{CLASSIFIER}_without_fold_"


def without_fold(k: int) -> str:
    """The name under which inner scores are kept that know nothing of outer fold k."""
    return f"{_WITHOUT}{k}"


def fold_left_out(coder: str) -> int:
    """The outer fold of which inner scores under this name (`without_fold`) know nothing."""
    return int(coder.removeprefix(_WITHOUT))


def learnable_codes(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The codes that enough of these answers carry, sorted."""
    carried = Counter(code for answer in answers for code in answer)
    return tuple(sorted(code for code, n in carried.items() if n >= MIN_REPORTS_OF_CODE))


def settled_answers(settled: Iterable[CodeOfRecord]) -> dict[str, dict[str, Answer]]:
    """Settled codes by dimension and report."""
    answers: dict[str, dict[str, Answer]] = {}
    for entry in settled:
        if entry.status in SETTLED_STATUSES and entry.codes:
            answers.setdefault(entry.dimension, {})[entry.report_id] = tuple(sorted(entry.codes))
    return answers
