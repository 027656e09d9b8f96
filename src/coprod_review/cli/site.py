"""`coprod-review site`: everything -> static audit pages."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.options import count
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review, and the site's own."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument(
        "--output", type=Path, writes=folder("style.css"), help="folder of the site (audit/ in the results)"
    )
    parser.add_argument(
        "--workers", type=count, default=min(2, os.cpu_count() or 1), help="processes that draw pages"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the site and remove pages of a former run that it no longer has."""
    from coprod_review.tasks.site.pages import Task, draw_site

    draw_site(Task(**vars(arguments)))
