"""`coprod-review codebook test`: examples, patterns, citations and constraints, tried and told."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.codebook_among import add_among_option
from coprod_review.cli.outputs import folder

FAILING = 1
"""Exit code where a pattern, a cue, a citation or an example fails, or patterns of tradition and framing
read the same words; known failures of examples do not count."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is tested, the run that it is tried on, and where the full tables go."""
    add = parser.add_argument
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="what is tested")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")
    add("--reports", type=Path, metavar="FILE", help="reports to try the patterns on; else those of the run")
    add("--codes", type=Path, metavar="FILE", help="settled codes of these reports; else those of the run")
    add_among_option(parser)
    add(
        "--output",
        type=Path,
        metavar="FOLDER",
        writes=folder("examples.csv"),
        help="write the full tables there as CSV",
    )


def run(arguments: argparse.Namespace) -> int:
    """Try everything, print it, write the tables; 1 where something fails that is not known to."""
    from coprod_review.cli.codebook_told import on_run_lines, tried_lines
    from coprod_review.io.rule_sets import read_rule_set
    from coprod_review.tasks.codebook.tried import Task, try_codebook, try_on_run, write_tables

    output = vars(arguments).pop("output")
    rules = read_rule_set(arguments.config)
    tried = try_codebook(rules, config=arguments.config)
    lines = list(tried_lines(rules, tried))
    reports = arguments.reports or paths.within(arguments.results, paths.REPORTS)
    on_run = None
    if not tried.readable:
        lines.append("Examples and reports are not coded before every pattern and cue can be read.")
    elif reports.exists() or arguments.reports:
        on_run = try_on_run(rules, reports, Task(**vars(arguments)))
        lines += on_run_lines(on_run)
    else:
        lines.append(f"no reports at {reports}: coverage, overlap and conflicts are told after a run")
    print("\n".join(lines), flush=True)
    if output:
        write_tables(output, tried, on_run, rules.codebook)
    return FAILING if tried.fails or (on_run and on_run.faults) else 0
