"""`coprod-review sheet export`: a blind coding sheet for one coder, of a sample, a list, or what is open."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import Output
from coprod_review.cli.sheet_options import add_corpus_options
from coprod_review.pages.terminal import typed
from coprod_review.pages.wording import counted
from coprod_review.tasks.sheet.corpus import (
    EXAMPLE_OF_HOW,
    SheetCorpus,
)
from coprod_review.tasks.sheet.samples import GOLD
from coprod_review.tasks.sheet.words import absent_words, practised_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who codes what, and where the sheet goes."""
    add = parser.add_argument
    add(
        "--coder",
        required=True,
        metavar="NAME",
        help="whose sheet it is: a name of corpus/coders.yaml or a new one",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--sample", metavar="NAME", help=f"a plan or list of corpus/samples/ by its name (default: {GOLD})"
    )
    what.add_argument("--reports", type=Path, metavar="FILE", help="a CSV with a column report or report_id")
    what.add_argument(
        "--open",
        action="store_true",
        help="what waits for people by the last run, and what you should look at again",
    )
    add("--with-own", action="store_true", help="show reports that you have coded, with your codes filled in")
    add(
        "--output",
        type=Path,
        metavar="FILE",
        writes=Output(endings=(".xlsx", ".csv")),
        help="the sheet, .xlsx or .csv (default: NAME.xlsx)",
    )
    add_corpus_options(parser)


def run(arguments: argparse.Namespace) -> None:
    """Write the sheet, and tell what is in it and what comes next."""
    from coprod_review.adjudicate.coding_sheet import sheet_columns
    from coprod_review.tasks.sheet.export import Task, export_sheet

    sheet = export_sheet(Task(**vars(arguments)))
    coder, codebook = sheet.coder, sheet.corpus.codebook
    n_columns = sum(
        column.kind == "code" and column.name == column.dimension for column in sheet_columns(codebook)
    )
    n, rows = sheet.n_left_out, counted(sheet.n_rows, "report")
    verb = "is" if n == 1 else "are"
    left_out = f"; {n} that {coder} has coded {verb} left out (--with-own shows them)" if n else ""
    beside = f"{left_out}{absent_words(sheet.chosen.lost)}"
    print(f"{sheet.output}: {rows} of {sheet.chosen.told}, {n_columns} questions each{beside}")
    print("It holds abstracts: give it to the coder alone, and keep it out of what is published.")
    if sheet.practised:
        print(practised_words(coder, sheet.practised))
    how = _describing(arguments.corpus, sheet.corpus, coder)
    print(f"When it is filled in: coprod-review sheet import {typed(str(sheet.output))}{how}")


def _describing(folder: Path, corpus: SheetCorpus, coder: str) -> str:
    """The option by which the import describes a coder, who is told so; none where an entry is there."""
    if corpus.described(coder) is not None:
        return ""
    listed = ", ".join(sorted(corpus.coders)) or "nobody yet"
    print(f"{coder} is not described in {folder / paths.CODERS.name} (there are: {listed}).")
    print("The import does that, in a sentence of yours.")
    return f' --how "{EXAMPLE_OF_HOW}"'
