"""The command line: runs one command, whose module is imported only then, and tells what stops it."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from coprod_review import __version__
from coprod_review.cli.commands import COMMANDS, Command, overview
from coprod_review.cli.options import Parser, guard_outputs
from coprod_review.cli.outputs import guard, named_log
from coprod_review.errors import ReviewError
from coprod_review.tasks.run.arithmetic import compute_alike
from coprod_review.tasks.run.at_work import STOPPED, requests_to_end_minded

USER_MISTAKE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 is success, 2 a mistake of the user, with its place and remedy."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    log = Path(arguments[1]) if len(arguments) > 1 and arguments[0] == "--log" else None
    arguments = arguments[2:] if log else arguments
    if not arguments or arguments[0] in ("-h", "--help"):
        return _finished("--help", partial(_print, overview()))
    if arguments[0] == "--version":
        return _finished("--version", partial(_print, f"coprod-review {__version__}"))
    command = next((c for c in COMMANDS if c.name == arguments[0]), None)
    if command is None:
        print(f"coprod-review: there is no command {arguments[0]!r}\n\n{overview()}", file=sys.stderr)
        return USER_MISTAKE
    return _finished(command.name, partial(_run, command, arguments[1:], log))


def _print(words: str) -> None:
    """Words on the terminal, there by now: a pipe that nobody reads or a full disk is told here."""
    print(words, flush=True)


def _run(command: Command, words: Sequence[str], log: Path | None) -> int | None:
    compute_alike(os.environ)
    if command.group != "stages":
        return _done(command, words, log)
    from coprod_review.tasks.run.collecting import no_collection

    with no_collection():
        return _done(command, words, log)


def _done(command: Command, words: Sequence[str], log: Path | None) -> int | None:
    module = importlib.import_module(f"coprod_review.cli.{command.module}")
    parser = Parser(prog=f"coprod-review {command.name}", description=command.help)
    module.add_arguments(parser)
    parsed = parser.parse_args(words)
    if log:
        _tell_in(None)
        guard([named_log(log)], inputs={})
        from coprod_review.tasks.run.at_work import begin_stage

        begin_stage(command.name)
    with nullcontext() if log else requests_to_end_minded():
        _tell_in(log)
        guard_outputs(parser, parsed)
        done: int | None = module.run(parsed)
    return done


def _finished(name: str, run: Callable[[], int | None]) -> int:
    """Run a command to its end, telling in words what stops it."""
    try:
        return int(run() or 0)
    except ReviewError as error:
        logging.getLogger("coprod_review").error("coprod-review %s: %s", name, error)
        return USER_MISTAKE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        problem = f"coprod-review {name}: {where}{error.strerror or error}"
        remedy = "see that the folder is there and may be written, and that the disk has room"
        logging.getLogger("coprod_review").error("%s\n  remedy: %s", problem, remedy)
        return USER_MISTAKE
    except KeyboardInterrupt:
        logging.getLogger("coprod_review").error("coprod-review %s: stopped; files are whole or absent", name)
        return STOPPED


def _tell_in(log: Path | None) -> None:
    """Let the log lines go to the terminal, and to a file as well where one is named."""
    logging.raiseExceptions = False  # of a log that a full disk does not take, no traceback tells
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(logging.FileHandler(log, mode="w", encoding="utf-8"))
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=handlers, force=True)
    logging.getLogger("coprod_review").setLevel(logging.INFO)
