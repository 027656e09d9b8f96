"""Snakemake as a program of its own (`python -m`), which an interrupt ends without a traceback."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import signal
import sys

from coprod_review.tasks.run.at_work import STOPPED, end_at_interrupts
from coprod_review.tasks.run.checked import end_check
from coprod_review.tasks.run.collecting import no_collection

NAME = "coprod-review run"

WHOLE = "COPROD_REVIEW_WHOLE"
"""The variable that is set where all stages are asked for, and nobody gave Snakemake options of their own."""

UP_TO_DATE = "Every stage is up to date: open results/report.html"


def main() -> None:
    """Load Snakemake and let it do as the command line tells; once stages are at work it minds interrupts.

    Nothing is begun before the check that is made meanwhile has ended without faults.
    """
    is_whole = bool(os.environ.pop(WHOLE, ""))
    end_at_interrupts(NAME)
    _load_late("pandas")
    with no_collection():
        engine = importlib.import_module("snakemake.cli")
    end_check()
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        engine.main()
    except KeyboardInterrupt:
        os.write(2, f"{NAME}: stopped before any stage began\n".encode())
        sys.exit(STOPPED)
    except SystemExit as end:
        if end.code and _is_asked_to_end():
            told = "stopped by SIGTERM; files are whole or absent; the same command goes on where it stopped"
            os.write(2, f"{NAME}: {told}\n".encode())
        if is_whole and not end.code:
            with contextlib.suppress(OSError):  # who closed the pipe has seen enough
                os.write(1, f"{UP_TO_DATE}\n".encode())
        raise


def _is_asked_to_end() -> bool:
    """Whether Snakemake got SIGTERM: it notes so, lets the stages at work end, and says nothing if quiet."""
    scheduler = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return getattr(scheduler, "_user_kill", None) is not None


def _load_late(name: str) -> None:
    """Load a package when something of it is asked for.

    Snakemake loads every executor that is installed; that of SLURM loads pandas, for what no run asks for.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None or name in sys.modules:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main()
