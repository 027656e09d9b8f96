"""`coprod-review next`: unread reports in an order learnt from what people decided, and whether to go on."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.cli.outputs import folder

if TYPE_CHECKING:
    from coprod_review.prioritise.ranking import Ranked
    from coprod_review.tasks.doubtful import Doubtful
    from coprod_review.tasks.next_unread import Unread

SHOWN = 20
LONGEST_TITLE = 90
ORDERS = ("certainty", "uncertainty", "mixed")
LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; orders and the goal of the stopping rule stand in the configuration."""
    add = parser.add_argument
    add(
        "--order",
        choices=ORDERS,
        help="the order of both lists: likeliest first, most doubtful first, or both in turn",
    )
    add("--recall", type=float, metavar="SHARE", help="share of the relevant reports to be found")
    add("--confidence", type=float, metavar="SHARE", help="how sure to be that this share is found")
    add(
        "--drawn-since",
        metavar="DATE",
        help="reports judged from this day on (2026-11-05) were drawn at random: test these alone",
    )
    add(
        "--doubtful",
        action="store_true",
        help="list only the reports whose screening is in doubt, with the reason; ranks and writes nothing",
    )
    add("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    add("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE", help="what screening decided")
    add("--judgements", type=Path, default=paths.SCREENING_JUDGEMENTS, metavar="FILE")
    add("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    add("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    add("--codes", type=Path, default=paths.CODES, metavar="FILE", help="codes of record, if there are any")
    add("--codings", type=Path, default=paths.CODINGS, metavar="FOLDER", help="what people have coded")
    add("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    add("--output", type=Path, default=paths.NEXT, metavar="FOLDER", writes=folder("progress.csv"))


def run(arguments: argparse.Namespace) -> None:
    """Write screening.csv, coding.csv and progress.csv, and print the first reports and the advice.

    With --doubtful, print the reports whose screening is in doubt instead.
    """
    from coprod_review.tasks.next_unread import Task, rank_next

    given = dict(vars(arguments))
    if given.pop("doubtful"):
        _tell_doubtful(given)
        return
    unread = rank_next(Task(**{name: value for name, value in given.items() if name != "decisions"}))
    _tell(unread, output=arguments.output, n_doubtful=0 if unread.screening else len(_doubtful(given)))


def _doubtful(given: Mapping[str, Any]) -> list[tuple[Doubtful, str]]:
    from coprod_review.tasks.doubtful import Task, doubtful_now

    names = ("reports", "decisions", "judgements", "coders", "registry")
    return doubtful_now(Task(**{name: given[name] for name in names}))


def _tell_doubtful(given: Mapping[str, Any]) -> None:
    found = _doubtful(given)
    print(f"In doubt for screening ({len(found)}):" if found else "No report is in doubt for screening.")
    for one, title in found:
        print(f"  {one.report_id}  {_short(title)}\n            {one.why}")


def _tell(unread: Unread, *, output: Path, n_doubtful: int) -> None:
    from coprod_review.prioritise.told import advice, hardly_apart

    screening, coding, config, gone = unread.screening, unread.coding, unread.config, unread.gone
    for title, ranked, order in (
        ("to screen", screening, config.next.screening_order),
        ("to code", coding, config.next.coding_order),
    ):
        if ranked:
            print(f"Next {title}, by {order} ({min(SHOWN, len(ranked))} of {len(ranked)}):")
            print("\n".join(_line(one) for one in ranked[:SHOWN]) + "\n")
            if ranked is screening and (told := hardly_apart([r.score for r in ranked], unread.standing)):
                print(f"{told}\n")
        else:
            print(f"Nothing is left {title}.\n")
            if title == "to screen" and n_doubtful:
                are = f"{n_doubtful} {'report is' if n_doubtful == 1 else 'reports are'}"
                print(f"{are} in doubt for screening: `coprod-review next --doubtful` lists them.\n")
    print(advice(unread.standing, recall=config.next.recall, confidence=config.next.confidence))
    if gone:
        LOG.warning(
            "next: %d judged reports stand in no export now, and their judgements wait for them: %s",
            len(gone),
            ", ".join(gone[:10]),
        )
    LOG.info(
        "next: %d reports to screen, %d to code; %s", len(screening), len(coding), output / "screening.csv"
    )


def _line(one: Ranked) -> str:
    return f"{one.rank:>4}  {one.score:+.2f}  {one.report}  {_short(one.title)}\n            {one.why}"


def _short(title: str) -> str:
    return (title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…") or "(no title)"
