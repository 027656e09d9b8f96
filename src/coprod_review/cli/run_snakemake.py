"""Snakemake as a program of its own (`python -m`), which an interrupt ends without a traceback."""

from __future__ import annotations

import importlib
import os
import signal
import sys

from coprod_review.cli.at_work import STOPPED, end_at_interrupts

NAME = "coprod-review run"


def main() -> None:
    """Load Snakemake and let it do as the command line tells; once stages are at work it minds interrupts."""
    end_at_interrupts(NAME)
    engine = importlib.import_module("snakemake.cli")
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        engine.main()
    except KeyboardInterrupt:
        os.write(2, f"{NAME}: stopped before any stage began\n".encode())
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
