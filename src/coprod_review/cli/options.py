"""The parser of every command: no option goes without words, and each says what it is when it is left out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from typing import Any

from coprod_review import paths
from coprod_review.cli.outputs import FORCE, Output, guard, named_inputs, named_outputs

USUAL = {
    "--adjudications": "answers that people settled",
    "--audits": "codes that reviewers looked at",
    "--agreement": "agreement between coders",
    "--analysis": "results of `analyse`",
    "--characteristics": "what the collector noted on each report",
    "--classifier": "codings by the classifier",
    "--codebook": "the codebook",
    "--coders": "who coded, and how",
    "--codes": "codes of record",
    "--codings": "codings of people and readers",
    "--config": "settings of the review",
    "--conservation": "the sums that every run must keep",
    "--corpus": "what people supplied",
    "--criteria": "screening criteria",
    "--decisions": "screening decisions of a run",
    "--disputes": "objections of reviewers",
    "--exports": "what was found in each export",
    "--figures": "where the figures are written",
    "--inner": "scores of the classifier on the inner folds",
    "--judgements": "screening judgements of people and readers",
    "--lineage": "codings by the works cited",
    "--manifest": "the log of the searches",
    "--model": "the partnership model",
    "--networks": "networks for other programs",
    "--numbers": "every number that is printed, with what it counts",
    "--output": "where the results of this command are written",
    "--patterns": "the patterns of the rules",
    "--people": "codings of people and readers that count",
    "--plan": "the sampling plan to which the draw is added",
    "--readme": "the file that explains the results",
    "--gold": "the plan of the gold sample",
    "--records": "the records that were read",
    "--registry": "report ids and the names by which records find them",
    "--rehearsal": "results of `rehearse`",
    "--reports": "reports of a finished run",
    "--results": "results of a finished run",
    "--rules": "codings by the rules",
    "--settings": "settings of the review",
    "--settled": "settled codes",
    "--snakefile": "the stages and their order",
    "--steps": "the steps by which the rules decide",
    "--tables": "where the tables are written",
    "--teaching": "invented texts that teach the classifier",
    "--teaching-classifier": "codings of the teaching texts by the classifier",
    "--teaching-rules": "codings of the teaching texts by the rules",
}
"""What an option means in every command that has no words of its own for it."""

UNSAID = (None, False, True, argparse.SUPPRESS)


def count(text: str) -> int:
    """A number of things of which there is at least one, for `type`."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of 1 or more")
    return int(text)


class Parser(argparse.ArgumentParser):
    """A parser whose options all have help, by `USUAL` where a command says nothing of its own."""

    def __init__(self, **given: Any) -> None:
        """Take what `argparse` takes; tasks of a command get parsers of this kind, too."""
        super().__init__(**{"formatter_class": WithDefaults, **given})

    def add_argument(self, *names: Any, writes: Output | None = None, **given: Any) -> argparse.Action:
        """Add an option, with the usual words for its name if it has none.

        `writes` says what is written to the place that it names; the first that takes it brings --force.
        """
        given.setdefault("help", next((USUAL[name] for name in names if name in USUAL), None))
        action = super().add_argument(*names, **given)
        if writes is not None:
            action.writes = writes  # type: ignore[attr-defined]  # argparse keeps what it does not know
            if writes.takes_force and "--force" not in self._option_string_actions:
                super().add_argument("--force", action="store_true", help=FORCE)
        return action

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, once every option is known: else what one was meant for is told as missing, and not this."""
        words = list(sys.argv[1:] if args is None else args)
        if self._subparsers is None:
            self._refuse_unknown(words)
        return super().parse_known_args(words, namespace)

    def _refuse_unknown(self, words: Sequence[str]) -> None:
        for word in takewhile(lambda word: word != "--", words):
            name = word.partition("=")[0]
            if not name.startswith("--") or " " in word:
                continue
            if not any(known.startswith(name) for known in self._option_string_actions):
                near = get_close_matches(name, self._option_string_actions, n=1)
                self.error(f"there is no option {name}" + (f"; {near[0]} is there" if near else ""))


def guard_outputs(parser: argparse.ArgumentParser, parsed: argparse.Namespace) -> None:
    """Raise ReviewError where a call would write where it may not; takes `--force` out of what was parsed."""
    actions = list(_actions(parser, parsed))
    supplied = [getattr(parsed, path.name, None) for path in (paths.CORPUS, paths.CONFIG)]
    guard(
        list(named_outputs(actions, parsed)),
        inputs=named_inputs(actions, parsed),
        supplied=[path for path in supplied if isinstance(path, Path) and path.is_dir()],
        forced=vars(parsed).pop("force", False),
    )


def _actions(parser: argparse.ArgumentParser, parsed: argparse.Namespace) -> Iterator[argparse.Action]:
    """The options of a command, and of its task that was named."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from _actions(action.choices[getattr(parsed, action.dest)], parsed)
        else:
            yield action


class WithDefaults(argparse.HelpFormatter):
    """Help that ends with the default of each option that has one."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        said = action.help or ""
        is_said = "default" in said or action.default in UNSAID or not action.option_strings
        return said if is_said or action.default in ((), [], "") else f"{said} (default: %(default)s)"
