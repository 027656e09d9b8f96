"""Readings of a set that is screened already: what ranking and stopping rule are worth on it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from coprod_review.config import Config
    from coprod_review.prioritise.simulate import Run
    from coprod_review.render.recall_curve import RecallCurve

COLUMNS = (
    "seed", "texts", "relevant", "wss_95", "wss_100", "recall_at_10", "mean_discovery", "loss", "ndcg",
    "stopped_after", "recall_at_stop",
)  # fmt: skip
CURVE_COLUMNS = ("read", "mean", "least", "greatest", "at_random")
LOG = logging.getLogger("coprod_review")

Start = Literal["random", "top"]
Order = Literal["certainty", "uncertainty", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The labelled set, from where and in which order it is read, and where the measures go."""

    file: Path | None
    label: str | None
    seeds: int
    start: Start
    order: Order
    recall: float | None
    confidence: float | None
    reports: Path
    decisions: Path
    settings: Path
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The measures of each reading, the most that any order could save, and the recall that was aimed at."""

    rows: Sequence[Mapping[str, object]]
    most_saved: float
    recall: float


def simulate_readings(task: Task) -> Simulated:
    """Read the set by the ranking from each start, and write measures, curve and figure.

    Raises ReviewError where no reading is asked for.
    """
    import numpy as np

    from coprod_review.io.sheets import write_csv
    from coprod_review.prioritise.simulate import discoveries, simulate
    from coprod_review.prioritise.stopping import Goal
    from coprod_review.prioritise.terms import weigh_terms
    from coprod_review.tasks.next_unread import with_goal

    if task.seeds < 1:
        raise ReviewError("no reading is asked for", where="--seeds", remedy="ask for 1 or more")
    config = with_goal(
        _config(task.settings), order=task.order, recall=task.recall, confidence=task.confidence
    )
    texts, labels = _texts(task)
    relevant = np.array(labels, dtype=bool)
    _check_start(relevant, task)
    terms = weigh_terms(texts)
    if not terms.weights.nnz:
        LOG.warning("simulate: no word stands in some of the texts and not in others: nothing can be learnt")
    goal = Goal(recall=config.next.recall, confidence=config.next.confidence)
    n_readings = 1 if task.start == "top" else task.seeds
    runs = [
        simulate(terms, relevant, seed=seed, start=task.start, order=task.order, goal=goal)
        for seed in range(n_readings)
    ]
    rows = [_row(run, relevant) for run in runs]
    write_csv(task.output / "measures.csv", COLUMNS, rows)
    _draw(runs, relevant, config, task)
    most = discoveries(runs[0], relevant).most_saved(0.95)
    return Simulated(rows=rows, most_saved=most, recall=config.next.recall)


def _config(path: Path) -> Config:
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml

    return read_yaml(path, Config)


def _texts(task: Task) -> tuple[Sequence[str], Sequence[bool]]:
    """The texts and labels of the file, or those of the review that people or readers have settled."""
    if task.file is not None:
        from coprod_review.io.labelled import read_labelled

        found = read_labelled(task.file, label=task.label)
        if found.n_unlabelled:
            LOG.warning("simulate: %d rows without a label are left out", found.n_unlabelled)
        return found.texts, found.relevant
    from coprod_review.io import tables
    from coprod_review.model.coding import SETTLED_STATUSES
    from coprod_review.prioritise.ranking import text_of

    included = {
        d.report_id: d.included for d in tables.read_screening(task.decisions) if d.status in SETTLED_STATUSES
    }
    reports = [r for r in tables.read_reports(task.reports) if r.report_id in included]
    labels = [included[r.report_id] for r in reports]
    if len(set(labels)) < 2:
        raise ReviewError(
            f"{sum(labels)} of {len(labels)} settled reports are relevant, and both kinds are needed",
            where=str(task.decisions),
            remedy="screen more reports, or name a labelled CSV",
        )
    return [text_of(report) for report in reports], labels


def _check_start(relevant: NDArray[np.bool_], task: Task) -> None:
    """Raise ReviewError where the one relevant text would be known at the start, and none be left to find."""
    if task.start == "random" and relevant.sum() == 1:
        raise ReviewError(
            f"1 of {len(relevant)} texts is relevant; a reading that begins with it has none left to find",
            where=str(task.file or task.decisions),
            remedy="read from the top of the file on (--start top), or take a set with 2 relevant or more",
        )


def _row(run: Run, relevant: NDArray[np.bool_]) -> dict[str, object]:
    from coprod_review.prioritise.simulate import discoveries, recall_at

    found = discoveries(run, relevant)
    stopped = run.stopped_at
    return {
        "seed": run.seed,
        "texts": found.n_total,
        "relevant": found.n_relevant,
        "wss_95": _measured(found.work_saved(0.95)),
        "wss_100": _measured(found.work_saved(1.0)),
        "recall_at_10": _measured(found.recall_after(0.10)),
        "mean_discovery": _measured(found.mean_discovery()),
        "loss": _measured(found.loss()),
        "ndcg": _measured(found.ndcg()),
        "stopped_after": stopped,
        "recall_at_stop": _measured(recall_at(run, relevant, stopped)) if stopped else "",
    }


def _measured(value: float) -> float:
    return round(float(value), 4)


def _draw(runs: Sequence[Run], relevant: NDArray[np.bool_], config: Config, task: Task) -> None:
    from coprod_review.io.files import write_bytes
    from coprod_review.io.sheets import write_csv
    from coprod_review.prioritise.simulate import discoveries, recall_at
    from coprod_review.render.recall_curve import NAME, RecallCurve, curve_files, recall_points

    n_total = len(relevant)
    curves = []
    for one in runs:
        found = discoveries(one, relevant)
        at = one.stopped_at
        curves.append(
            RecallCurve(
                label=str(one.seed),
                found_at=tuple((found.found_at / found.n_total).tolist()),
                stopped=(at / n_total, recall_at(one, relevant, at)) if at and at < n_total else None,
            )
        )
    points = recall_points(curves)
    write_csv(task.output / f"{NAME}.csv", CURVE_COLUMNS, _curve_rows(points))
    note = _note(curves, relevant, config)
    for ending, content in curve_files(curves, config.figures, note=note, recall=config.next.recall).items():
        write_bytes(task.output / f"{NAME}{ending}", content)


def _note(curves: Sequence[RecallCurve], relevant: NDArray[np.bool_], config: Config) -> str:
    """What the figure rests on: how many texts and readings, and how the stopping rule was set."""
    band = "s, band: least to greatest" if len(curves) > 1 else ""
    to_end = sum(curve.stopped is None for curve in curves)
    return (
        f"{len(relevant)} texts, {int(relevant.sum())} relevant; {len(curves)} reading{band}. Stopping rule: "
        f"{config.next.recall:.0%} recall with {config.next.confidence:.0%} confidence; {to_end} of "
        f"{len(curves)} readings went to the end. Texts known at the start are left out of the curve."
    )


def _curve_rows(points: Mapping[str, NDArray[np.float64]]) -> Iterator[dict[str, object]]:
    for read, mean, least, greatest in zip(*points.values(), strict=True):
        yield {
            "read": f"{read:.3f}",
            "mean": f"{mean:.4f}",
            "least": f"{least:.4f}",
            "greatest": f"{greatest:.4f}",
            "at_random": f"{read:.3f}",
        }
