"""`coprod-review train`: exercises on settled reports, with the answer, its definitions, and kappa so far."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.server import add_server_options, serve_from_here

if TYPE_CHECKING:
    from coprod_review.tasks.train.room import Room

MOST_AT_ONCE = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who learns, and how."""
    add = parser.add_argument
    add("--coder", required=True, metavar="NAME", help="who learns: initials or another name")
    add("--corpus", type=Path, default=paths.CORPUS, metavar="FOLDER", help="the corpus folder")
    add("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    add("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--text", action="store_true", help="in this terminal instead of the browser")
    how.add_argument("--status", action="store_true", help="print kappa so far and the codes most confused")
    parser.add_argument(
        "--exercises",
        type=int,
        default=MOST_AT_ONCE,
        metavar="N",
        help="with --text: stop after so many reports",
    )
    add_server_options(parser)


def run(arguments: argparse.Namespace) -> None:
    """Tell what there is to practise on, and practise."""
    from coprod_review.cli.train_told import standing_lines

    room = room_of(arguments)
    if arguments.status:
        print("\n".join(standing_lines(room.standing(), room.codebook, width=96)))
        return
    offer = _offer(room.n_kept_away, len(room.settled), str(room.path))
    if arguments.text:
        from coprod_review.cli.train_text import practise

        print(offer)
        practise(room, most=arguments.exercises)
    else:
        from coprod_review.audit.server.train import learner_pages
        from coprod_review.tasks.train.serve import learner_desk, lessons_of

        pages = learner_pages(lessons_of(room, offer=offer))
        serve_from_here(partial(learner_desk, room), arguments, more=[pages])


def room_of(arguments: argparse.Namespace) -> Room:
    """The exercises for the learner whom the options name."""
    from coprod_review.tasks.train.room import read_room

    return read_room(
        coder=arguments.coder,
        corpus=arguments.corpus,
        codebook=arguments.codebook,
        settings=arguments.settings,
        results=arguments.results,
    )


def _offer(n_kept_away: int, n: int, path: str) -> str:
    """What there is to practise on, and what is not."""
    from coprod_review.pages.wording import counted

    away = (
        f"; {counted(n_kept_away, 'settled report')} of samples left out, since you may be asked to code "
        f"{'it' if n_kept_away == 1 else 'them'}"
        if n_kept_away
        else ""
    )
    return (
        f"{counted(n, 'settled report')} to practise on{away}. Answers go to {path} and count as no codings."
    )
