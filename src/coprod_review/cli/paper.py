"""`coprod-review paper`: everything -> report.docx and report.pdf, and the reporting checklists."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)


def run(arguments: argparse.Namespace) -> None:
    """Write the paper as Word and PDF, and each checklist as CSV and Word."""
    from coprod_review.tasks.report.finished import read_finished_run
    from coprod_review.tasks.report.paper import write_papers

    finished = read_finished_run(
        results=arguments.results,
        config=arguments.config,
        corpus=arguments.corpus,
        with_machines=False,
    )
    write_papers(finished, arguments.results)
