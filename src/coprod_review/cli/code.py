"""`coprod-review code`: one coder of the machine at a time, and their combination."""

from __future__ import annotations

import argparse
import importlib

CODERS = {
    "rules": "patterns in title, abstract and keywords, by spaCy",
    "lineage": "traditions of the cited works",
    "classifier": "a model trained on the settled codes, predicting out of fold",
    "combine": "the machine coders together, calibrated, and the codes of record",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a coder; the options of each are added when it is called."""
    commands = parser.add_subparsers(dest="coder", required=True, metavar="CODER")
    for name, told in CODERS.items():
        importlib.import_module(f"coprod_review.cli.code_{name}").add_arguments(
            commands.add_parser(name, help=told, description=told)
        )


def run(arguments: argparse.Namespace) -> int | None:
    """Run the coder that was named."""
    module = importlib.import_module(f"coprod_review.cli.code_{arguments.coder}")
    done: int | None = module.run(arguments)
    return done
