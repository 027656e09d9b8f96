"""`coprod-review simulate`: what ranking and stopping rule are worth on a set that is screened already."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.options import count
from coprod_review.cli.outputs import folder

if TYPE_CHECKING:
    from coprod_review.tasks.simulate import Simulated

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="CSV with title, abstract and label; without one, what this review has settled in screening",
    )
    add(
        "--label",
        metavar="COLUMN",
        help="the column of the screening decisions, where it has no usual name",
    )
    add(
        "--seeds",
        type=count,
        default=3,
        metavar="N",
        help="how many readings, each from another start",
    )
    add(
        "--start",
        choices=("random", "top"),
        default="random",
        help="known at first: one relevant and one irrelevant text, drawn at random; or what stands at the "
        "top of the file until both kinds are known",
    )
    add(
        "--order",
        choices=("certainty", "uncertainty", "mixed"),
        default="certainty",
        help="likeliest first, most doubtful first, or both in turn",
    )
    add(
        "--recall",
        type=float,
        metavar="SHARE",
        help="share of the relevant texts to be found (default: config.yaml)",
    )
    add(
        "--confidence",
        type=float,
        metavar="SHARE",
        help="how sure to be that this share is found (default: config.yaml)",
    )
    add("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    add("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    add("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    add("--output", type=Path, default=paths.SIMULATED, metavar="FOLDER", writes=folder("measures.csv"))


def run(arguments: argparse.Namespace) -> None:
    """Read the set by the ranking from each start, and write measures, curve and figure."""
    from coprod_review.tasks.simulate import Task, simulate_readings

    _tell(simulate_readings(Task(**vars(arguments))))
    LOG.info("simulate: measures and recall curve in %s", arguments.output)


def _tell(simulated: Simulated) -> None:
    rows, recall = simulated.rows, simulated.recall

    def mean(name: str) -> float:
        return sum(float(str(row[name])) for row in rows) / len(rows)

    reached = sum(float(str(row["recall_at_stop"])) >= recall for row in rows)
    print(
        f"{rows[0]['texts']} texts to read, {rows[0]['relevant']} relevant; {len(rows)} reading(s), mean:\n"
        f"  work saved over random reading (WSS) at 95 % recall  {mean('wss_95'):.1%}\n"
        f"  the most that any order could save there             {simulated.most_saved:.1%}\n"
        f"  work saved when all are found                        {mean('wss_100'):.1%}\n"
        f"  recall after reading 10 %                            {mean('recall_at_10'):.1%}\n"
        f"  loss (0 is best) {mean('loss'):.3f}, NDCG {mean('ndcg'):.3f}\n"
        f"  the stopping rule ended reading after {mean('stopped_after'):.0f} texts, counting "
        f"those with which a reading begins; {recall:.0%} is found by then"
        f" in {reached} of {len(rows)} readings"
    )
