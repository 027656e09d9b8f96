"""What every threshold of the machine coders lets through: coverage, what is decided, and how precisely.

The thresholds are those that the last fit keeps for reports yet to be coded. What stands beside them is
measured out of fold, with the counterparts that the fit without a report's own fold gave.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coprod_review.analyse.intervals import wilson
from coprod_review.analyse.ledger import Row, Section, estimate, number_id, percent
from coprod_review.analyse.reliability import Answer, Checked, holds_answer, is_single
from coprod_review.analyse.rule_steps import condition_words, least_score
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.rules import Decision
from coprod_review.model.teaching import is_teaching

ALL, OWN, COMMON = "all", "own", "common"
PER_CODE_FROM, MIN_SETTLED = "per_code_from", "min_settled_per_code"
LEAST_CHANCE, RULE_STEP = "least_chance", "rule_step"

STEP = re.compile(r"step (\d+)\b")


KeptThresholds = tuple[float | None, Mapping[Answer, float | None]]
"""The common threshold of a dimension and those of its answers: the greatest nonconformity of an answer that
stays possible, None where every answer passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The settings that thresholds rest on."""

    coverage: float
    min_settled_per_code: int
    per_code_from: int
    least_chance: float
    confidence: float


def operating_points(
    machine: Sequence[Coding],
    settled: Sequence[CodeOfRecord],
    thresholds: Mapping[str, KeptThresholds],
    *,
    teaching: Sequence[CodeOfRecord],
    decisions: Sequence[Decision],
    included: Collection[str],
    development_ids: Collection[str],
    levels: Levels,
) -> Section:
    """The rows of operating_points.csv, in the columns of docs/stages.md, with their numbers.

    `machine` are the codings of the combination and of the rules, `settled` and `teaching` the codes that
    taught the thresholds. All that is settled and codes no teaching text counts as settled behind a
    threshold; measured is on `included` reports, for the steps of rules on those outside `development_ids`.
    """
    points = _Points(levels=levels)
    answers = _answers(settled)
    taught_by_text = _answers(teaching)
    counts = _code_counts(answers)
    codings: defaultdict[tuple[str, str], dict[str, Coding]] = defaultdict(dict)
    for coding in machine:
        if not is_teaching(coding.report_id):
            codings[coding.coder, coding.dimension][coding.report_id] = coding
    for dimension, kept in sorted(thresholds.items()):
        given = codings["combination", dimension]
        here = {r: a for r, a in answers.get(dimension, {}).items() if r in given}
        checked = [(given[r], here[r]) for r in sorted(here) if r in included]
        behind = Counter(here.values())
        texts = Counter(taught_by_text.get(dimension, {}).values())
        rare = {c for c in _codes(behind, checked) if counts[dimension][c] < levels.min_settled_per_code}
        points.add_dimension(dimension, kept, checked, behind=behind, texts=texts, rare=rare)
        points.add_improbable(dimension, checked)
        for code in sorted(rare):
            points.add_rare_code(dimension, code, checked, n_settled=counts[dimension][code])
    for decision in decisions:
        given = codings["rules", decision.dimension]
        here = answers.get(decision.dimension, {})
        points.add_steps(
            decision,
            [
                (given[r], here[r])
                for r in sorted(here)
                if r in given and r in included and r not in development_ids
            ],
        )
    notes = () if points.rows else ("operating points: no thresholds of a trained combination are kept",)
    return Section(rows=tuple(points.rows), numbers=tuple(points.numbers), notes=notes)


class _Points:
    """Rows and numbers as they come about."""

    def __init__(self, *, levels: Levels) -> None:
        self.levels = levels
        self.rows: list[Row] = []
        self.numbers: list[Any] = []

    def add_dimension(
        self,
        dimension: str,
        kept: KeptThresholds,
        checked: Sequence[Checked],
        *,
        behind: Mapping[Answer, int],
        texts: Mapping[Answer, int],
        rare: Collection[str],
    ) -> None:
        """The dimension as a whole, its common threshold, and each answer with or without one of its own."""

        def add(
            rule: str, answer: Answer, of: Collection[Answer], fitted_on: Collection[Answer], **more: Any
        ) -> None:
            alone = [(c, a) for c, a in checked if is_single(c) and not set(rare) & set(c.codes)]
            self._add(
                dimension,
                rule,
                answer,
                [(c, a) for c, a in checked if a in of],
                decided=alone,
                given=[(c, a) for c, a in alone if c.codes in of],
                n_settled=sum(behind.get(a, 0) for a in fitted_on),
                n_teaching=sum(texts.get(a, 0) for a in fitted_on),
                **more,
            )

        common, own = kept
        everything = {*behind, *texts, *(a for _, a in checked), *(c.codes for c, _ in checked)}
        without_own = sorted(everything - set(own))
        promised = self.levels.coverage
        add(ALL, (), everything, everything, promised=promised)
        add(COMMON, (), without_own, everything, threshold=_least(common))
        for answer, limit in sorted(own.items()):
            add(OWN, answer, {answer}, {answer}, threshold=_least(limit), promised=promised)
        for answer in without_own:
            if answer in behind:
                add(PER_CODE_FROM, answer, {answer}, {answer}, threshold=self.levels.per_code_from)

    def add_improbable(self, dimension: str, checked: Sequence[Checked]) -> None:
        """Answers that no set could leave alone, since none is probable enough; `given` is held back."""
        least = self.levels.least_chance
        self._add(
            dimension,
            LEAST_CHANCE,
            (),
            checked,
            decided=[],
            given=[(c, a) for c, a in checked if c.confidence is not None and c.confidence <= least],
            covers=False,
            threshold=least,
        )

    def add_rare_code(self, dimension: str, code: str, checked: Sequence[Checked], *, n_settled: int) -> None:
        """A code that no machine gives alone; `given` is what is held back for that."""
        self._add(
            dimension,
            MIN_SETTLED,
            (code,),
            [(c, a) for c, a in checked if code in a],
            decided=[],
            given=[(c, a) for c, a in checked if is_single(c) and code in c.codes],
            threshold=self.levels.min_settled_per_code,
            n_settled=n_settled,
        )

    def add_steps(self, decision: Decision, checked: Sequence[Checked]) -> None:
        """Each step of the rules: how often it is the one that decides, and how often that is right."""
        by_step: defaultdict[int, list[Checked]] = defaultdict(list)
        for coding, answer in checked:
            told = STEP.match(coding.note)
            if told:
                by_step[int(told[1])].append((coding, answer))
        for number, step in enumerate(decision.steps, start=1):
            self._add(
                decision.dimension,
                RULE_STEP,
                (f"step {number}",),
                checked,
                decided=by_step[number],
                given=by_step[number],
                covers=False,
                subset="held_out",
                threshold=least_score(step),
                condition=condition_words(step),
            )

    def _add(
        self,
        dimension: str,
        rule: str,
        answer: Answer,
        base: Sequence[Checked],
        *,
        decided: Sequence[Checked],
        given: Sequence[Checked],
        covers: bool = True,
        subset: str = "all",
        **more: Any,
    ) -> None:
        identity = number_id("operating", dimension, rule, *answer)
        n_covered = sum(holds_answer(c, a) for c, a in base)
        alone = {c.report_id for c, _ in decided}
        n_decided = sum(c.report_id in alone for c, _ in base)
        n_right = sum(c.codes == a for c, a in given)
        coverage = self._share("achieved", n_covered if covers else 0, len(base) if covers else 0)
        precision = self._share("precision", n_right, len(given))
        self.rows.append(
            {"dimension": dimension, "rule": rule, "answer": "; ".join(answer), "subset": subset}
            | {"threshold": None, "condition": "", "n_settled": None, "n_teaching": None, "promised": None}
            | more
            | {"n": len(base)}
            | coverage
            | {"n_decided": n_decided}
            | self._share("decided", n_decided, len(base))
            | {"n_given": len(given), "n_right": n_right}
            | precision
            | {"number_id": identity}
        )
        value, low, high = (coverage if covers else precision).values()
        self.numbers.append(
            estimate(
                identity,
                value,
                [c.report_id for c, _ in (*(base if covers else ()), *given)],
                _label(dimension, rule, answer, covers=covers),
                text=percent(value),
                low=low,
                high=high,
            )
        )

    def _share(self, name: str, count: int, total: int) -> dict[str, float | None]:
        """A share and its Wilson interval; of nothing, none."""
        low, high = wilson(count, total, confidence=self.levels.confidence) if total else (None, None)
        return {name: count / total if total else None, f"{name}_low": low, f"{name}_high": high}


def _label(dimension: str, rule: str, answer: Answer, *, covers: bool) -> str:
    about = {
        ALL: "of all thresholds",
        COMMON: "of answers under the common threshold",
        OWN: "under the threshold of",
        PER_CODE_FROM: "with too few reports for a threshold of its own, of",
        MIN_SETTLED: "with too few reports for the machine to decide, of",
        LEAST_CHANCE: "of answers too improbable for the machine to decide",
        RULE_STEP: "of the rules,",
    }[rule]
    named = f" {' and '.join(answer)}".replace("_", " ") if answer else ""
    measure = "Coverage" if covers else "Precision"
    return f"{measure} {about}{named} in {dimension.replace('_', ' ')}"


def _answers(settled: Iterable[CodeOfRecord]) -> dict[str, dict[str, Answer]]:
    found: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    for entry in settled:
        if entry.status in SETTLED_STATUSES and entry.codes:
            found[entry.dimension][entry.report_id] = tuple(sorted(entry.codes))
    return dict(found)


def _code_counts(answers: Mapping[str, Mapping[str, Answer]]) -> defaultdict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for dimension, by_report in answers.items():
        for answer in by_report.values():
            counts[dimension].update(answer)
    return counts


def _codes(behind: Iterable[Answer], checked: Iterable[Checked]) -> set[str]:
    """The codes that are settled somewhere or given by the machine."""
    return {code for answer in behind for code in answer} | {code for c, _ in checked for code in c.codes}


def _least(limit: float | None) -> float | None:
    """The least probability at which an answer stays possible; None where every answer passes."""
    return None if limit is None else 1.0 - limit
