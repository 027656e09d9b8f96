"""Whether probabilities and prediction sets keep their word: reliability, Brier score, ECE, coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from coprod_review.analyse.intervals import wilson
from coprod_review.analyse.ledger import Section, estimate, number_id, percent
from coprod_review.model.coding import Coding
from coprod_review.model.conformal_set import conformal_set
from coprod_review.model.number import Number

Row = dict[str, Any]
Answer = tuple[str, ...]
Checked = tuple[Coding, Answer]
"""What the machine said of a report, and what is settled of it."""

SUBSETS = ("all", "development", "held_out")


def subsets_of(development_ids: Collection[str]) -> tuple[str, ...]:
    """The subsets that are told: without a list of those with which rules were written, none are held out."""
    return SUBSETS if development_ids else SUBSETS[:1]


N_BINS = 10


def calibration_section(dimension: str, checked: Sequence[Checked]) -> Section:
    """The reliability curve of the given answers' probabilities, in ten bins of equal width.

    A bin holds probabilities above its lower and up to its upper edge; empty bins have no row. The number of
    a row is the share correct, with the reports of its bin. The Brier score is the mean squared difference of
    probability and truth (1 if the answer is the settled one, else 0), ECE the mean distance of probability
    and share correct over bins, weighted by n (Naeini, Cooper & Hauskrecht 2015); both stand in every row.
    """
    given = [
        (c.confidence, c.codes == answer, c.report_id) for c, answer in checked if c.confidence is not None
    ]
    bins: list[list[tuple[float, bool, str]]] = [[] for _ in range(N_BINS)]
    for answer in given:
        place = sum(answer[0] > edge / N_BINS for edge in range(1, N_BINS))
        bins[place].append(answer)
    rows: list[Row] = []
    numbers: list[Number] = []
    for i, found in enumerate(bins):
        if not found:
            continue
        edges = f"{i / N_BINS:.1f}-{(i + 1) / N_BINS:.1f}"
        correct = sum(is_right for _, is_right, _ in found) / len(found)
        identity = number_id("calibration", dimension, edges)
        rows.append(
            {
                "dimension": dimension,
                "bin": edges,
                "n": len(found),
                "mean_probability": sum(p for p, _, _ in found) / len(found),
                "share_correct": correct,
                "number_id": identity,
            }
        )
        about = f"{dimension.replace('_', ' ')} with a probability of {edges.replace('-', ' to ')}"
        members = [report_id for _, _, report_id in found]
        label = f"Right answers on {about}"
        numbers.append(estimate(identity, correct, members, label, text=percent(correct)))
    brier = sum((p - is_right) ** 2 for p, is_right, _ in given) / max(len(given), 1)
    distances = (row["n"] * abs(row["mean_probability"] - row["share_correct"]) for row in rows)
    ece = sum(distances) / max(len(given), 1)
    return Section(rows=tuple(row | {"brier": brier, "ece": ece} for row in rows), numbers=tuple(numbers))


def coverage_row(
    dimension: str, checked: Sequence[Checked], *, promised: float | None, confidence: float
) -> Row:
    """How often the prediction sets hold the settled answer, with Wilson intervals.

    `achieved` is measured with the sets as given, `conformal` with the conformal sets of which the promise is
    made, before other dimensions and the answer given cut and widen them; it is None
    where a coding tells no conformal set. `single_share` is the share of reports whose set as given is one
    answer.
    """
    n = len(checked)
    n_single = sum(is_single(coding) for coding, _ in checked)
    n_covered = sum(holds_answer(coding, answer) for coding, answer in checked)
    low, high = wilson(n_covered, n, confidence=confidence)
    held = [_holds_in_conformal(coding, answer) for coding, answer in checked]
    n_held = None if None in held else sum(map(bool, held))
    conformal_low, conformal_high = (
        wilson(n_held, n, confidence=confidence) if n_held is not None else (None, None)
    )
    return {
        "dimension": dimension,
        "promised": promised,
        "achieved": n_covered / n if n else None,
        "low": low,
        "high": high,
        "n": n,
        "single_share": n_single / n if n else None,
        "conformal": n_held / n if n and n_held is not None else None,
        "conformal_low": conformal_low,
        "conformal_high": conformal_high,
    }


def coverage_section(
    dimension: str,
    checked: Sequence[Checked],
    *,
    promised: float | None,
    development_ids: Collection[str],
    confidence: float,
) -> Section:
    """Coverage of one dimension by subset, and within it by settled code (empty: all), pooled rows first.

    A report that carries several codes counts under each. A subset or code without a report has no row.
    """
    rows: list[Row] = []
    numbers: list[Number] = []
    for subset in subsets_of(development_ids):
        among = [
            (coding, answer)
            for coding, answer in checked
            if subset == "all" or (coding.report_id in development_ids) == (subset == "development")
        ]
        for code in ("", *sorted({code for _, answer in among for code in answer})):
            carried = [(coding, answer) for coding, answer in among if not code or code in answer]
            if not carried:
                continue
            parts = [dimension, *([subset] if subset != "all" else []), *(["code", code] if code else [])]
            identity = number_id("coverage", *parts)
            row = coverage_row(dimension, carried, promised=promised, confidence=confidence)
            rows.append(row | {"subset": subset, "code": code, "number_id": identity})
            about = (f"{code} in {dimension}" if code else dimension).replace("_", " ")
            half = "" if subset == "all" else f", {subset.replace('_', '-')} half"
            members = [coding.report_id for coding, _ in carried]
            numbers += _numbers_of(rows[-1], members, f"of {about}{half}")
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _numbers_of(row: Row, members: Collection[str], about: str) -> Iterator[Number]:
    """The numbers of a row: coverage of the sets as given and, where that is known, of the conformal ones."""
    identity, label = row["number_id"], "Coverage of the prediction sets"
    yield estimate(
        identity,
        row["achieved"],
        members,
        f"{label} {about}",
        text=percent(row["achieved"]),
        low=row["low"],
        high=row["high"],
    )
    if row["conformal"] is not None and not row["code"]:
        yield estimate(
            f"{identity}.conformal",
            row["conformal"],
            members,
            f"{label} {about}, before they were cut and widened",
            text=percent(row["conformal"]),
            low=row["conformal_low"],
            high=row["conformal_high"],
        )


def is_single(coding: Coding) -> bool:
    """Whether the prediction set is the answer alone, so that the machine is sure of it."""
    return bool(coding.codes) and coding.prediction_set == coding.codes


def holds_answer(coding: Coding, answer: Answer) -> bool:
    """Whether the prediction set holds the settled answer.

    A set that is the coder's answer holds that answer alone; any other holds what its codes can form.
    """
    return answer == coding.codes if is_single(coding) else set(answer) <= set(coding.prediction_set)


def _holds_in_conformal(coding: Coding, answer: Answer) -> bool | None:
    """Whether the conformal set of the coding holds the settled answer; None where none is told."""
    answers = conformal_set(coding.note)
    return None if answers is None else tuple(sorted(answer)) in answers
