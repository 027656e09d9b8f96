"""`coprod-review sample`: draw reports for people to code, with known probabilities, blind to the machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.options import count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; those that config.yaml has a value for name its key as their default."""
    parser.add_argument(
        "--size",
        type=count,
        metavar="N",
        help="how many reports to draw now, besides those of earlier draws (default: `estimate: size` of the "
        "settings; with --audit, what --half-width needs)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        help="the same seed draws the same reports (default: `seed` of the settings)",
    )
    parser.add_argument(
        "--strata",
        nargs="*",
        metavar="DIMENSION",
        help="draw from strata by the machine's answers in these; without a name, from all reports alike "
        "(default: as the plan was drawn, a new one by `estimate: strata` of the settings)",
    )
    parser.add_argument(
        "--floor",
        type=count,
        metavar="N",
        help="draw at least this many from each stratum (default: `estimate: floor` of the settings)",
    )
    parser.add_argument(
        "--audit",
        action="store_true",
        help="draw decided codes for reviewers to look at, not reports to code",
    )
    parser.add_argument(
        "--half-width",
        type=_share,
        metavar="SHARE",
        help="with --audit: half the width that the interval of the error may have (default: `audit: "
        "half_width` of the settings)",
    )
    parser.add_argument(
        "--expected",
        type=_share,
        default=0.5,
        metavar="SHARE",
        help="with --audit: the share of errors to expect",
    )
    parser.add_argument("--codes", type=Path, default=paths.CODES, metavar="FILE")
    parser.add_argument("--machine", type=Path, metavar="FILE", help="codings whose answers make the strata")
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--plan", type=Path, default=paths.GOLD_PLAN, metavar="FILE")


def run(arguments: argparse.Namespace) -> None:
    """Draw, add the draw to the plan, and tell how coders get sheets; earlier draws stay as they are."""
    from coprod_review.tasks.sample.audit import draw_for_audit
    from coprod_review.tasks.sample.draw import Task, draw_reports

    draw = draw_for_audit if arguments.audit else draw_reports
    draw(Task(**vars(arguments)))


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no share between 0 and 1 (0.05 for five points of a hundred)"
        )
    return value
