"""`coprod-review codebook`: the codebook tested as data, and compared between two versions."""

from __future__ import annotations

import argparse
import importlib

TASKS = {
    "test": "run every example, pattern and citation; tell coverage, overlap and conflicts of the patterns",
    "diff": "which reports change code between two versions of the rules, why, and which codings re-open",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a task, each with options of its own."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for name, told in TASKS.items():
        importlib.import_module(f"coprod_review.cli.codebook_{name}").add_arguments(
            tasks.add_parser(name, help=told, description=told)
        )


def run(arguments: argparse.Namespace) -> int | None:
    """Run the task that was named."""
    module = importlib.import_module(f"coprod_review.cli.codebook_{vars(arguments).pop('task')}")
    done: int | None = module.run(arguments)
    return done
