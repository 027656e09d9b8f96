"""`coprod-review report`: everything -> results/report.html and provenance.json."""

from __future__ import annotations

import argparse
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.tasks.report.finished import FinishedRun


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review, and the report's own file."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument("--output", type=Path, help="the report (report.html in the results)")
    parser.add_argument(
        "--paper",
        action="store_true",
        help="write the paper as well, as `coprod-review paper` does, in a process beside this one",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the report, and beside it how the run was made."""
    from contextlib import nullcontext

    from coprod_review.cli.paper import write_papers
    from coprod_review.tasks.beside import beside
    from coprod_review.tasks.report.finished import read_finished_run

    finished = read_finished_run(results=arguments.results, config=arguments.config, corpus=arguments.corpus)
    output = arguments.output or arguments.results / paths.REPORT.name
    with beside(partial(write_papers, finished, arguments.results)) if arguments.paper else nullcontext():
        _write_report(finished, arguments.results, output)


def _write_report(finished: FinishedRun, results: Path, output: Path) -> None:
    from dataclasses import replace

    from coprod_review.io.files import write_text
    from coprod_review.io.results import files_of_stages
    from coprod_review.report.files import described_files
    from coprod_review.report.write import write_report

    found = finished.results
    text = write_report(
        replace(found, codings=[*found.codings, *finished.answers_of_machines]),
        figures=finished.figures,
        provenance=finished.provenance,
        files=described_files(files_of_stages(results)),
        facts=finished.facts,
    )
    write_text(output, text)
    write_text(output.with_name("provenance.json"), finished.provenance.to_json())
    logging.getLogger("coprod_review").info(
        "report: %d numbers in the ledger, %d figures, %d kilobytes in %s",
        len(found.ledger),
        len(finished.figures),
        len(text.encode("utf-8")) // 1024,
        output,
    )
