"""How well the rules screen, against the judgements on which the readers agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import Coder, Judgement
from coprod_review.model.number import Number
from coprod_review.model.score_interval import wilson
from coprod_review.model.screening import EXCLUDE, INCLUDE
from coprod_review.screen.counted import Fate
from coprod_review.screen.decide import RULES, readers_verdict

COLUMNS = (
    "coder", "against", "subset", "measure", "n_right", "n", "value", "low", "high", "number_id",
)  # fmt: skip

MEASURES = {
    "recall": "share of the reports that readers include which the rules include too",
    "specificity": "share of the reports that readers exclude which the rules exclude too",
    "recall_without_doubt": "share of the reports that readers include which the rules include unasked",
    "specificity_with_doubt": (
        "share of the reports that readers exclude which the rules exclude or leave to people"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of reports with its Wilson interval; `value` and bounds are None where `n` is 0."""

    subset: str
    measure: str
    members: tuple[str, ...]
    n: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def number_id(self) -> str:
        """The id of the number in the ledger."""
        return f"performance.{RULES}.screening.{self.measure}.{self.subset}"

    def row(self) -> dict[str, object]:
        """The row of performance.csv."""
        return {
            "coder": RULES,
            "against": "readers who agree",
            "subset": self.subset,
            "measure": self.measure,
            "n_right": len(self.members),
            "n": self.n,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "number_id": self.number_id,
        }

    def number(self) -> Number | None:
        """The number of the ledger, with the reports that the rules had right; None where there is none."""
        if self.value is None:
            return None
        return Number(
            number_id=self.number_id,
            value=self.value,
            text=f"{self.value:.3f}",
            label=(
                f"{MEASURES[self.measure]} ({self.subset.replace('_', ' ')}, {len(self.members)} of {self.n})"
            ),
            member_kind="report",
            members=self.members,
            low=self.low,
            high=self.high,
        )


def measure_rules(
    decisions: Sequence[Fate],
    judgements: Sequence[Judgement],
    coders: Sequence[Coder],
    *,
    confidence: float,
    development: Collection[str] | None = None,
    ids: Mapping[str, str] | None = None,
) -> tuple[Share, ...]:
    """The measures of the rules' proposals: of all, and if known of the development and held-out halves.

    Intervals are score intervals (Wilson 1927) of this confidence.
    """
    agreed = _agreed(judgements, {c.name: c for c in coders}, ids or {})
    subsets: dict[str, set[str]] = {"all": set(agreed)}
    if development is not None:
        subsets["development"] = set(agreed) & set(development)
        subsets["held_out"] = set(agreed) - set(development)
    return tuple(
        share
        for name, members in subsets.items()
        for share in _shares(name, members, agreed, decisions, confidence=confidence)
    )


def _agreed(
    judgements: Sequence[Judgement], coders: Mapping[str, Coder], ids: Mapping[str, str]
) -> dict[str, str]:
    by_report: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_report[ids.get(judgement.report_id, judgement.report_id)].append(judgement)
    verdicts = {report_id: readers_verdict(found, coders) for report_id, found in by_report.items()}
    return {report_id: v for report_id, v in verdicts.items() if v in (INCLUDE, EXCLUDE)}


def _shares(
    subset: str,
    members: set[str],
    agreed: Mapping[str, str],
    decisions: Sequence[Fate],
    *,
    confidence: float,
) -> Iterator[Share]:
    for measure in MEASURES:
        verdict = INCLUDE if measure.startswith("recall") else EXCLUDE
        judged = [d for d in decisions if d.report_id in members and agreed[d.report_id] == verdict]
        right = tuple(d.report_id for d in judged if _is_right(d, measure))
        interval = wilson(len(right), len(judged), confidence=confidence) if judged else None
        yield Share(
            subset=subset,
            measure=measure,
            members=right,
            n=len(judged),
            value=len(right) / len(judged) if judged else None,
            low=interval[0] if interval else None,
            high=interval[1] if interval else None,
        )


def _is_right(decision: Fate, measure: str) -> bool:
    included, waits = decision.proposed_included, decision.proposed_waiting
    return {
        "recall": included,
        "specificity": not included,
        "recall_without_doubt": included and not waits,
        "specificity_with_doubt": not included or waits,
    }[measure]
