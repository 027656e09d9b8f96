"""`coprod-review sheet`: code in a spreadsheet, blind to others; take it back; see who has coded what."""

from __future__ import annotations

import argparse
import importlib

TASKS = {
    "export": "write a blind coding sheet for one coder (XLSX or CSV), with lists and definitions",
    "import": "check a filled sheet, tell what it changes in corpus/codings/, and take it",
    "status": "who has coded how much of which sample, what is coded twice, and how far coders agree",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a task, each with options of its own."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for name, told in TASKS.items():
        importlib.import_module(f"coprod_review.cli.sheet_{name}").add_arguments(
            tasks.add_parser(name, help=told, description=told)
        )


def run(arguments: argparse.Namespace) -> int | None:
    """Run the task that was named."""
    module = importlib.import_module(f"coprod_review.cli.sheet_{vars(arguments).pop('task')}")
    done: int | None = module.run(arguments)
    return done
