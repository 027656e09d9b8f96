"""The options and words of the commands that serve pages: where the server listens, and how it is found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from coprod_review.tasks.serve.start import LOOPBACK, PORT, bound_socket, is_loopback, serve_desk

if TYPE_CHECKING:
    from coprod_review.audit.server.app import Pages
    from coprod_review.audit.server.desk import Desk


def add_server_options(parser: argparse.ArgumentParser) -> None:
    """Where the server listens, and whether a browser is opened."""
    add = parser.add_argument_group("the server").add_argument
    add(
        "--port",
        type=int,
        metavar="N",
        help=f"default: {PORT}, or the next that is free; 0: any that is free",
    )
    add(
        "--host",
        default=LOOPBACK,
        metavar="ADDRESS",
        help="listen on another interface than this machine's own; whoever has the address may then decide",
    )
    add("--no-browser", action="store_true", help="open no browser; the address is printed all the same")


def serve_from_here(
    make_desk: Callable[[], Desk],
    arguments: argparse.Namespace,
    *,
    more: Sequence[Pages] = (),
) -> None:
    """Serve until Ctrl-C, as the options say; the address with its token is printed first, and opened.

    The desk is made, and a new coder described, only where the server can listen.
    """
    with bound_socket(arguments.host, arguments.port) as listening:
        desk = make_desk()
        serve_desk(
            desk,
            host=arguments.host,
            listening=listening,
            opens_browser=not arguments.no_browser,
            announce=partial(_announce, desk, arguments.host),
            more=more,
        )
    print("\nStopped. Every answer that a page called saved is in the corpus.", flush=True)


def _announce(desk: Desk, host: str, address: str) -> None:
    if not is_loopback(host):
        print(
            f"Warning: the server listens on {host}, beyond this machine and without encryption. Whoever\n"
            "can read the network can read texts and answers; whoever has the address can decide.",
            file=sys.stderr,
            flush=True,
        )
    print(f"{desk.review}: {desk.who} ({desk.role})", flush=True)
    print(f"Open in a browser: {address}", flush=True)
    print("The address is a key: do not pass it on. Ctrl-C stops the server.", flush=True)
