"""`coprod-review new`: a folder for a review of one's own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import coprod_review
from coprod_review import paths
from coprod_review.cli.outputs import folder
from coprod_review.cli.program import program
from coprod_review.pages.terminal import typed

PROJECT = Path(coprod_review.__file__).resolve().parents[2]
"""The folder of the project that this installation runs from."""

SHOWN = 5
"""So many names of what was in the folder are told."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and from where it is copied."""
    parser.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        writes=folder(),
        help="a new one, or one that has a corpus or other things (. for this one), which stay as they are",
    )
    parser.add_argument(
        "--project", type=Path, metavar="FOLDER", help="the project to copy (default: that of this program)"
    )


def run(arguments: argparse.Namespace) -> None:
    """Copy the project without its corpus, and say what comes next."""
    from coprod_review.io.belongings import others_of
    from coprod_review.io.new_review import has_program, left_as_is, new_review, others_in
    from coprod_review.io.practice import PACKED

    had_corpus = (arguments.folder / paths.CORPUS).exists()
    left, beside = left_as_is(arguments.folder), others_in(arguments.folder)
    project = arguments.project or (PROJECT if (PROJECT / paths.SNAKEFILE).is_file() else PACKED)
    new_review(project, arguments.folder, python=Path(sys.executable))
    corpus = "the corpus stays as it was" if had_corpus else "with an empty corpus"
    made = "a copy of the project" if has_program(project) else "configuration and workflow of the program"
    print(f"made {arguments.folder}: {made}, {corpus}; its settings are in {paths.CONFIG}/")
    if has_program(project) and (others := others_of(project)):
        print(f"not of the project and therefore not copied: {', '.join(others)}")
    if left:
        print(f"left as it was: {', '.join(left)}")
    if beside:
        shown = ", ".join(beside[:SHOWN]) + (", ..." if len(beside) > SHOWN else "")
        print(f"beside what was there and stays ({len(beside)}): {shown}")
    if ".gitignore" in left:
        print(
            "let git ignore here what is computed: results/, results-changed/, .snakemake/, .cache/, .venv/"
        )
    if ".gitattributes" in left:
        print("let git leave exports as they are: a line `corpus/exports/* -text` in .gitattributes")
    first = "check" if had_corpus else "add FILE, then check"
    print(f"next: cd {typed(str(arguments.folder))}, then coprod-review {first}, then coprod-review run")
    print(f"coprod-review is {program()}: activate its environment, or type this path")
