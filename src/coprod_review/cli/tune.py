"""`coprod-review tune`: choose the penalties of the classifier, and keep them for all runs to come."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.learning_options import add_settled_options, add_teaching_options
from coprod_review.cli.outputs import Output

if TYPE_CHECKING:
    from coprod_review.tasks.coding.tune import Tuning


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; all files but the last are those of a finished run."""
    add_settled_options(parser)
    parser.add_argument("--rules", type=Path, default=paths.BY_RULES, metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.BY_LINEAGE, metavar="FILE")
    add_teaching_options(parser)
    parser.add_argument(
        "--output",
        type=Path,
        default=paths.TUNED,
        metavar="FILE",
        writes=Output(endings=(".yaml",), says="Kept by `coprod-review tune`", is_setting=True),
        help="what is kept; written over",
    )


def run(arguments: argparse.Namespace) -> None:
    """Choose by inner folds over all settled reports; tell how nested folds fare with and without."""
    from coprod_review.tasks.coding.tune import Task, tune_penalties

    tuning = tune_penalties(Task(**vars(arguments)))
    print("\n".join(_told(tuning, arguments.output)))


def _told(tuning: Tuning, path: Path) -> list[str]:
    from coprod_review.pages.terminal import grid

    held = tuning.tuned.dimensions
    chosen = {name: found for name, found in held.items() if name not in tuning.unchosen}
    rows: list[tuple[str, ...]] = [
        ("dimension", "penalty", "log loss of each tried", "right, nested choice", "right, kept")
    ]
    for name, found in chosen.items():
        losses = ", ".join(f"{c:g}: {loss:.4f}" for c, loss in found.log_loss.items())
        right = (f"{100 * share:.1f} %" for share in (found.right_nested, found.right_kept))
        rows.append((name, f"{found.regularisation:g}", losses, *right))
    told = [
        "nested: every fold chose its own penalty and saw nothing of the reports that it coded; kept: one",
        "penalty for all folds, chosen with their codes in view, so that its figure may flatter a little",
    ]
    for name, why in tuning.unchosen.items():
        stays = "; its penalty stays as it was" if name in held else ""
        told.append(f"{name}: nothing chosen ({why}){stays}")
    at_the_edge = [name for name, found in chosen.items() if found.lies_at_the_edge]
    if at_the_edge:
        told.append(
            f"warning: the best penalty lies at the edge of those tried ({', '.join(at_the_edge)}): add some "
            "beyond it to classifier.regularisation in config.yaml and tune again"
        )
    is_taken = paths.place_of(path) == paths.place_of(paths.TUNED)
    takes = "the next run takes these penalties" if is_taken else f"a run takes those of {paths.TUNED} alone"
    return [*grid(rows, right=(1, 3, 4)), *told, f"kept in {path}; {takes}"]
