"""`coprod-review serve`: decide in the browser, as a coder (blind) or as a reviewer (sees all)."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.server import add_server_options, serve_from_here
from coprod_review.model.corpus import CODER_KINDS

if TYPE_CHECKING:
    from coprod_review.tasks.serve.desk import Task


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who decides and in which role, which sample, and where the review stands."""
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--coder", metavar="NAME", help="code blind: no machine's answers, no other coder's")
    who.add_argument("--reviewer", metavar="NAME", help="see all; agree, dispute with a reason, adjudicate")
    parser.add_argument(
        "--sample", metavar="NAME", help="a plan or list of corpus/samples/ to code (default: gold, if drawn)"
    )
    new = parser.add_argument_group("for somebody whom corpus/coders.yaml does not describe yet")
    new.add_argument(
        "--how", metavar="TEXT", help="how this person works, in a sentence that the report prints"
    )
    new.add_argument("--kind", choices=CODER_KINDS, default="person", help="default: person")
    add_server_options(parser)
    add = parser.add_argument
    add("--corpus", type=Path, default=paths.CORPUS, metavar="FOLDER", help="the corpus folder")
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")


def run(arguments: argparse.Namespace) -> None:
    """Serve until it is stopped; raises ReviewError where this person cannot take this role."""
    from coprod_review.tasks.serve.desk import desk_of

    serve_from_here(partial(desk_of, task_of(arguments), tell=partial(print, flush=True)), arguments)


def task_of(arguments: argparse.Namespace) -> Task:
    """What the options say but for the server itself."""
    from coprod_review.tasks.serve.desk import Task

    of_server = ("host", "port", "no_browser")
    return Task(**{name: value for name, value in vars(arguments).items() if name not in of_server})
