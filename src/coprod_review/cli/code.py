"""`coprod-review code`: train the machine coders, code what nobody has coded, and join both."""

from __future__ import annotations

import argparse
import importlib

STEPS = {
    "train": "learn from the settled codes, and code the reports that people coded, out of fold",
    "shard": "code some of the included reports that nobody coded, by the trained coders",
    "combine": "join all machine codings; name the codes of record and the questions for people",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a step; the options of each are added when it is called."""
    commands = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    for name, told in STEPS.items():
        importlib.import_module(f"coprod_review.cli.code_{name}").add_arguments(
            commands.add_parser(name, help=told, description=told)
        )


def run(arguments: argparse.Namespace) -> int | None:
    """Take the step that was named."""
    module = importlib.import_module(f"coprod_review.cli.code_{vars(arguments).pop('step')}")
    done: int | None = module.run(arguments)
    return done
