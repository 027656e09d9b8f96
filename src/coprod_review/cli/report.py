"""`coprod-review report`: everything -> results/report.html and provenance.json."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from coprod_review.cli import paths

COMMANDS = ("make review",)
"""What a reader types to make the review again."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review, and the report's own file."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument("--output", type=Path, help="the report (report.html in the results)")


def run(arguments: argparse.Namespace) -> None:
    """Write the report, and beside it how the run was made."""
    from coprod_review.cli.method_facts import read_method_facts
    from coprod_review.io.files import write_text
    from coprod_review.io.results import digests_below, files_of_stages, read_figures, read_results
    from coprod_review.io.tables import read_answers
    from coprod_review.model.coding import MACHINE_CODERS
    from coprod_review.provenance import describe_run
    from coprod_review.report.files import described_files
    from coprod_review.report.write import write_report

    output = arguments.output or arguments.results / paths.REPORT.name
    results = replace(
        read_results(
            results=arguments.results, config=arguments.config, corpus=arguments.corpus, with_codings=False
        ),
        codings=[
            answer
            for path in (
                paths.PEOPLES_CODINGS,
                *(paths.CODED / f"{coder}.parquet" for coder in MACHINE_CODERS),
            )
            for answer in read_answers(paths.within(arguments.results, path))
        ],
    )
    figures = read_figures(arguments.results / paths.FIGURES.name)
    provenance = describe_run(
        digests_below([arguments.corpus, arguments.config]),
        seed=results.config.seed,
        codebook=results.codebook.version,
        commands=COMMANDS,
    )
    text = write_report(
        results,
        figures=figures,
        provenance=provenance,
        files=described_files(files_of_stages(arguments.results)),
        facts=read_method_facts(config=arguments.config, corpus=arguments.corpus, codebook=results.codebook),
    )
    write_text(output, text)
    write_text(output.with_name("provenance.json"), provenance.to_json())
    logging.getLogger("coprod_review").info(
        "report: %d numbers in the ledger, %d figures, %d kilobytes in %s",
        len(results.ledger),
        len(figures),
        len(text.encode("utf-8")) // 1024,
        output,
    )
