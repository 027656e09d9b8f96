"""How the combination does on held-out reports beside simpler coders: rules, classifier, a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import coder_words, in_words

MEASURES = {"macro_f1": "macro-F1", "accuracy": "accuracy"}

TOO_SURE = 0.1
"""By so much a probability has to exceed the share that is right to be told."""

LEAST_OF_BIN = 10
"""Bins of fewer reports tell nothing of their own."""

PRINTED_DECIMALS = 2
"""So many decimals of a measure are printed; what prints alike counts as alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Scores against the settled codes of held-out reports in one dimension.

    `combination` decides; None where it has no score. `rivals` are the rules alone, the classifier alone and,
    by macro-F1, the best baseline.
    """

    combination: Row | None
    rivals: tuple[Row, ...]

    @property
    def as_good(self) -> str:
        """The rivals that do at least as well, with the measures by which they do; empty where none does."""
        if self.combination is None:
            return ""
        found = []
        for rival in self.rivals:
            measures = [words for name, words in MEASURES.items() if _reaches(rival, self.combination, name)]
            if measures:
                found.append(f"{_short(rival)} ({in_words(measures)})")
        return in_words(found)


def held_out_scores(results: Results, dimension: str) -> HeldOut:
    """The scores on held-out reports in one dimension, those without a macro-F1 left out."""
    rows = [
        row
        for row in results.table("performance")
        if row["dimension"] == dimension
        and row["against"] == "settled"
        and row["subset"] == "held_out"
        and row["macro_f1"] != ""
    ]
    baselines = [row for row in rows if row["coder"].startswith("baseline_")]
    best = max(baselines, key=lambda row: float(row["macro_f1"]), default=None)
    return HeldOut(
        combination=_of("combination", rows),
        rivals=tuple(row for row in (_of("rules", rows), _of("classifier", rows), best) if row),
    )


def overconfident(results: Results) -> list[Row]:
    """The bins of probability whose answers are right less often than they say by more than a tenth.

    Of answers that are more probable than not, in bins of LEAST_OF_BIN reports or more.
    """
    return [
        row
        for row in results.table("calibration")
        if row["share_correct"] != ""
        and float(row["mean_probability"]) >= 0.5
        and float(row["n"]) >= LEAST_OF_BIN
        and float(row["mean_probability"]) - float(row["share_correct"]) > TOO_SURE
        and row["number_id"] in results.ledger
    ]


def rival_words(rival: Row) -> str:
    """What a rival is, in running text."""
    words = coder_words(rival["coder"])
    is_baseline = rival["coder"].startswith("baseline_")
    return f"{words}, the best of the simple ones," if is_baseline else f"{words} alone"


def _short(rival: Row) -> str:
    return rival_words(rival).partition(",")[0]


def _of(coder: str, rows: Sequence[Row]) -> Row | None:
    return next((row for row in rows if row["coder"] == coder), None)


def _reaches(rival: Row, other: Row, measure: str) -> bool:
    """Whether the rival's measure, as it is printed, is at least that of the other."""
    if "" in (rival[measure], other[measure]):
        return False
    one, two = (round(float(row[measure]), PRINTED_DECIMALS) for row in (rival, other))
    return one >= two
