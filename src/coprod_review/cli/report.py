"""`coprod-review report`: everything -> results/report.html and provenance.json."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review, and the report's own file."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument(
        "--output",
        type=Path,
        writes=page(": a literature review</title>"),
        help="the report (report.html in the results)",
    )
    parser.add_argument(
        "--paper",
        action="store_true",
        help="write the paper as well, as `coprod-review paper` does, in a process beside this one",
    )
    parser.add_argument(
        "--files",
        nargs="*",
        metavar="FILE",
        help="results that the report lists, as the Snakefile passes them (default: those that lie there)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the report, and how the run was made among the results, if it goes there."""
    from contextlib import nullcontext

    from coprod_review.tasks.beside import beside
    from coprod_review.tasks.report.finished import read_finished_run
    from coprod_review.tasks.report.page import write_page
    from coprod_review.tasks.report.paper import write_papers

    finished = read_finished_run(results=arguments.results, config=arguments.config, corpus=arguments.corpus)
    output = arguments.output or arguments.results / paths.REPORT.name
    with beside(partial(write_papers, finished, arguments.results)) if arguments.paper else nullcontext():
        write_page(finished, arguments.results, output, files=arguments.files)
