"""Run the review by Snakemake: one run at a time, taking up what a killed one left behind."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The cores or the profile, and whatever else Snakemake is to be told."""
    parser.add_argument("--cores", metavar="N", help="how many cores the run may use (default: 2)")
    parser.add_argument(
        "--profile",
        metavar="NAME",
        help="where and how to run: slurm, for instance, which is profiles/slurm (docs/cluster.md)",
    )
    parser.add_argument(
        "options", nargs="*", metavar="OPTION", help="options of Snakemake, after -- (default: --quiet all)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Start Snakemake in this folder and end as it does; raises ReviewError where no run can begin.

    What people supplied is checked first, unless nothing of it was edited since the last check.

    The lock of the run goes over to Snakemake, so that it holds as long as Snakemake lives.
    """
    from coprod_review.tasks.run.begin import Task, begin_run

    return begin_run(Task(**vars(arguments)))
