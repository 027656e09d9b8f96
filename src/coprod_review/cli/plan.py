"""`coprod-review plan "TEXT"`: planning for one safety issue, from what a finished run has found."""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.outputs import page
from coprod_review.cli.printed import print_lines
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.model.plan import Plan

WIDEST = 98
N_NEAREST = 5
LONGEST_FILE = 1_000_000
"""Bytes. A file that is larger is no issue told in a few sentences."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue, how it is told, and where the run stands."""
    add = parser.add_argument
    add("text", nargs="*", metavar="TEXT", help="the safety issue in a sentence or a few")
    add("--file", type=Path, metavar="FILE", help="read the issue from a text file (UTF-8)")
    add(
        "--character",
        action="append",
        default=[],
        metavar="NAME",
        help="technical, procedural or social_interaction, in place of the machine's reading; repeatable",
    )
    add(
        "--page",
        type=Path,
        metavar="OUT.html",
        writes=page("<title>Plan for one safety issue</title>", is_worked_in=True),
        help="write the plan as one page that needs no network",
    )
    add("--full", action="store_true", help="every argument in full, for every position")
    add("--json", action="store_true", help="everything, for machines")
    add("--nearest", type=int, default=N_NEAREST, metavar="N", help="how many near reports to list")
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="folder of the run")


def run(arguments: argparse.Namespace) -> None:
    """Read the issue, make the plan, print it or write its page."""
    from coprod_review.tasks.plan import planner_of

    text = _text(arguments)
    characters = _characters(arguments.character)
    if not text.strip() and not characters:
        raise ReviewError(
            "no safety issue is told",
            where="the text of the issue",
            remedy='tell it in a sentence, as in coprod-review plan "falls at home", or name a --character',
        )
    if arguments.nearest < 0:
        raise ReviewError(
            "a negative number of reports is asked for", where="--nearest", remedy="give 0 or more"
        )
    if arguments.page and not arguments.page.absolute().parent.is_dir():
        raise ReviewError(
            "there is no such folder for the page",
            where=str(arguments.page.parent),
            remedy="make the folder first, or correct the name",
        )
    planner = planner_of(results=arguments.results, config=arguments.config)
    plan = planner.plan(text, characters=characters, n_nearest=arguments.nearest)
    if arguments.page:
        _write_page(plan, arguments)
        return
    print_lines(_told(plan, arguments))


def _text(arguments: argparse.Namespace) -> str:
    """The issue as given; ReviewError where it is given twice or the file cannot be read."""
    words = " ".join(arguments.text)
    if not arguments.file:
        return words
    if words.strip():
        raise ReviewError(
            "the issue is told twice, in words and in a file",
            where=str(arguments.file),
            remedy="leave one of them out",
        )
    from coprod_review.io.files import read_text

    if not arguments.file.is_file():
        raise ReviewError("there is no such file", where=str(arguments.file), remedy="correct the name")
    if arguments.file.stat().st_size > LONGEST_FILE:
        raise ReviewError(
            "this file is too large to be one issue",
            where=str(arguments.file),
            remedy="name a text file of a few sentences; whole abstracts are coded by `coprod-review apply`",
        )
    return read_text(arguments.file)


def _characters(names: Sequence[str]) -> tuple[str, ...]:
    from coprod_review.model.partnership import CHARACTERS

    given = [name.strip().lower().replace("-", "_").replace(" ", "_") for name in names]
    for name in given:
        if name not in CHARACTERS:
            raise ReviewError(
                f"{name!r} is no character of a safety issue",
                where="--character",
                remedy=f"use one of: {', '.join(CHARACTERS)}",
            )
    return tuple(c for c in CHARACTERS if c in given)


def _told(plan: Plan, arguments: argparse.Namespace) -> list[str]:
    if arguments.json:
        from coprod_review.plan.data import plan_as_data

        return [json.dumps(plan_as_data(plan), indent=2, ensure_ascii=True)]
    from coprod_review.plan.words import lines_of

    site = arguments.results / paths.AUDIT.name
    width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
    return lines_of(plan, width=width, site=site.as_posix() if site.is_dir() else "", is_full=arguments.full)


def _write_page(plan: Plan, arguments: argparse.Namespace) -> None:
    from coprod_review.audit.plan_page import plan_page
    from coprod_review.io.as_written import sealed
    from coprod_review.io.files import write_text
    from coprod_review.model.shown_text import shown
    from coprod_review.render.planning_view import planning_view

    site = arguments.results / paths.AUDIT.name
    way = Path(os.path.relpath(site, arguments.page.parent)).as_posix() + "/" if site.is_dir() else ""
    text = shown(plan_page(plan, figure=planning_view(plan), site=way))
    write_text(arguments.page, sealed(text))
    logging.getLogger("coprod_review").info("plan: %s", arguments.page)
