"""`coprod-review codebook diff`: which reports two versions of the rules code differently, and why."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.codebook_among import add_among_option
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two versions, the reports that both code, and where the tables go."""
    add = parser.add_argument
    version = "a folder with the files of config/, or git:REV for the folder --config as of a git revision"
    add("old", metavar="OLD", help=version)
    add("new", metavar="NEW", nargs="?", help="likewise; the present --config where it is left out")
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="where the review keeps it")
    add("--reports", type=Path, default=paths.REPORTS, metavar="FILE", help="reports of a finished run")
    add(
        "--codings",
        type=Path,
        default=paths.PEOPLES_CODINGS,
        metavar="FILE",
        help="codings of people and readers, as a finished run holds them",
    )
    for name, path in (
        ("--registry", paths.REGISTRY),
        ("--coders", paths.CODERS),
        ("--adjudications", paths.ADJUDICATIONS),
    ):
        add(name, type=Path, default=path, metavar="FILE")
    add("--settled", type=Path, default=paths.SETTLED, metavar="FILE", help="settled codes of that run")
    add_among_option(parser)
    add(
        "--keep",
        action="store_true",
        help=f"keep the codebook of OLD in {paths.OLDER_CODEBOOKS}/: runs then re-open what changed",
    )
    add(
        "--older",
        type=Path,
        default=paths.OLDER_CODEBOOKS,
        metavar="FOLDER",
        help="older codebooks, where --keep keeps it",
    )
    add(
        "--output",
        type=Path,
        metavar="FOLDER",
        writes=folder("differences.csv"),
        help="write the full tables there as CSV",
    )
    add(
        "--workers",
        type=int,
        default=1,
        choices=(1, 2),
        help="2 codes both versions at once: for many reports",
    )


def run(arguments: argparse.Namespace) -> None:
    """Code the reports under both versions; print what differs; write the tables."""
    from coprod_review.cli.codebook_diff_told import lines_of
    from coprod_review.io.sheets import write_csv
    from coprod_review.tasks.codebook.diff import tables_of
    from coprod_review.tasks.codebook.versions import Task, compare_versions, keep_older, versions_of

    output, keeps = (vars(arguments).pop(name) for name in ("output", "keep"))
    task = Task(**vars(arguments))
    with versions_of(task) as (old, new):
        kept = keep_older(old, new, task.older) if keeps else ""
        compared = compare_versions(old, new, task)
    print("\n".join(lines_of(compared)), flush=True)
    if output:
        for name, columns, rows in tables_of(compared):
            write_csv(output / f"{name}.csv", columns, rows)
    if kept:
        print(kept, flush=True)
