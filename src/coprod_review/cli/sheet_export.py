"""`coprod-review sheet export`: a blind coding sheet for one coder, of a sample, a list, or what is open."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.pages.wording import counted
from coprod_review.tasks.sheet.corpus import (
    EXAMPLE_OF_HOW,
    SheetCorpus,
    add_corpus_options,
    read_sheet_corpus,
)

if TYPE_CHECKING:
    from coprod_review.model.coding import Coding

GOLD = "gold"
NAMED = 10
"""So many ids are told, of however many."""

OPEN = "open"
FOR_PEOPLE = ("waiting", "open")
"""The states of a code in the queue that wait for a first or another answer."""


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
    what.add_argument("--reports", type=Path, metavar="FILE", help="a CSV with a column report")
    what.add_argument(
        "--open",
        action="store_true",
        help="what waits for people by the last run, and what you should look at again",
    )
    add("--with-own", action="store_true", help="show reports that you have coded, with your codes filled in")
    add("--output", type=Path, metavar="FILE", help="the sheet, .xlsx or .csv (default: NAME.xlsx)")
    add_corpus_options(parser)


def run(arguments: argparse.Namespace) -> None:
    """Write the sheet, and tell what is in it and what comes next."""
    from coprod_review.adjudicate.coding_sheet import blind_order, sheet_columns, sheet_rows

    corpus = read_sheet_corpus(arguments)
    coder = corpus.coder_name(arguments.coder, where="--coder")
    output: Path = arguments.output or Path(f"{coder}.xlsx")
    _refuse_place(output, arguments.results)
    chosen = _chosen(arguments, corpus, coder)
    again = corpus.reopened_of(coder)
    standing = {p: c for p, c in corpus.by_place(corpus.codings(coder)).items() if p not in again}
    done = _coded_whole(chosen.report_ids, standing, corpus)
    shown = chosen.report_ids if arguments.with_own else [r for r in chosen.report_ids if r not in done]
    if not shown:
        raise ReviewError(
            f"{coder} has coded all {len(chosen.report_ids)} reports of {chosen.told}"
            if done
            else f"{chosen.told} has no report",
            where="sheet export",
            remedy="name other reports, or see your answers again with --with-own"
            if done
            else "name other reports",
        )
    rows = sheet_rows(
        [corpus.reports[r] for r in blind_order(shown, coder=coder, sample=chosen.name)],
        corpus.codebook,
        coder=coder,
        own=standing if arguments.with_own else None,
    )
    practised = [report for report in shown if report in corpus.practised(coder)]
    title = f"Coding sheet of {coder}: {chosen.told}"
    _write(output, rows, corpus, title=title, notes=[practised_words(coder, practised)] if practised else ())
    n_columns = sum(
        column.kind == "code" and column.name == column.dimension for column in sheet_columns(corpus.codebook)
    )
    n_done = len(done) if not arguments.with_own else 0
    left_out = f"; {n_done} that {coder} has coded are left out (--with-own shows them)" if n_done else ""
    lost = (
        f"; {len(chosen.lost)} are not in the last run: {', '.join(chosen.lost[:10])}" if chosen.lost else ""
    )
    print(f"{output}: {len(rows)} reports of {chosen.told}, {n_columns} questions each{left_out}{lost}")
    print("It holds abstracts: give it to the coder alone, and keep it out of what is published.")
    if practised:
        print(practised_words(coder, practised))
    how = _describing(arguments.corpus, corpus, coder)
    print(f"When it is filled in: coprod-review sheet import {output}{how}")


def practised_words(coder: str, reports: Sequence[str]) -> str:
    """What a coder is told of reports whose settled codes were looked up in exercises."""
    more = f" and {len(reports) - NAMED} more" if len(reports) > NAMED else ""
    return (
        f"Of {counted(len(reports), 'report')} {coder} has looked up in an exercise what is settled: answers "
        "there are marked (shown: suggestions), and do not count as blind in agreement and in the gold "
        f"sample: {', '.join(sorted(reports)[:NAMED])}{more}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """Reports by their present ids, in order; `lost` are ids that no present report has."""

    name: str
    told: str
    report_ids: Sequence[str]
    lost: Sequence[str]


def _chosen(arguments: argparse.Namespace, corpus: SheetCorpus, coder: str) -> _Chosen:
    from coprod_review.io.samples import read_drawn

    if arguments.open:
        found = _open_reports(arguments.results, corpus, coder)
        return _Chosen(name=OPEN, told="what waits for people", report_ids=found, lost=())
    if arguments.reports:
        name, path, told = arguments.reports.stem, arguments.reports, str(arguments.reports)
    else:
        name = arguments.sample or GOLD
        path, told = sample_path(arguments.corpus, name), f"the sample {name}"
    ids = read_drawn(path)
    return _Chosen(
        name=name,
        told=told,
        report_ids=list(dict.fromkeys(corpus.reports[i].report_id for i in ids if i in corpus.reports)),
        lost=[i for i in ids if i not in corpus.reports],
    )


def sample_path(corpus: Path, name: str) -> Path:
    """The file of a sample; raises ReviewError, naming those that are there, where it is not."""
    path = corpus / paths.GOLD_PLAN.parent.name / f"{name}.csv"
    if not path.exists():
        there = ", ".join(sorted(sample.stem for sample in path.parent.glob("*.csv"))) or "none yet"
        remedy = f"draw it with `coprod-review sample`, or name another (there are: {there})"
        raise ReviewError(f"there is no sample {name!r}", where=str(path), remedy=remedy)
    return path


def _open_reports(results: Path, corpus: SheetCorpus, coder: str) -> list[str]:
    """The reports of the queue that wait for an answer, then those that the coder should read again."""
    from coprod_review.io.results import read_table

    path = paths.within(results, paths.QUEUE)
    if not path.exists():
        raise ReviewError(
            "there is no queue of what is open",
            where=str(path),
            remedy="run `make review` first, or name a sample",
        )
    queued = [row["report_id"] for row in read_table(path) if row["status"] in FOR_PEOPLE]
    again = sorted(report for report, _ in corpus.reopened_of(coder))
    return list(dict.fromkeys(r for r in (*queued, *again) if r in corpus.reports))


def _coded_whole(
    report_ids: Sequence[str], standing: Mapping[tuple[str, str], Coding], corpus: SheetCorpus
) -> Collection[str]:
    dimensions = corpus.codebook.dimensions
    return {r for r in report_ids if all((r, dimension) in standing for dimension in dimensions)}


def _describing(folder: Path, corpus: SheetCorpus, coder: str) -> str:
    """The option by which the import describes a coder, who is told so; none where an entry is there."""
    if corpus.described(coder) is not None:
        return ""
    listed = ", ".join(sorted(corpus.coders)) or "nobody yet"
    print(f"{coder} is not described in {folder / paths.CODERS.name} (there are: {listed}).")
    print("The import does that, in a sentence of yours.")
    return f' --how "{EXAMPLE_OF_HOW}"'


def _refuse_place(output: Path, results: Path) -> None:
    if output.exists():
        raise ReviewError(
            "this file is there already, and may be filled in",
            where=str(output),
            remedy="name another file with --output, or move this one away",
        )
    if output.suffix.lower() not in (".xlsx", ".csv"):
        raise ReviewError(
            f"a sheet is XLSX or CSV, and this name ends in {output.suffix or 'nothing'}",
            where=str(output),
            remedy="let the name end in .xlsx or .csv",
        )
    if results.resolve() in output.resolve().parents:
        raise ReviewError(
            "results hold no sheets: they are made anew and shared, and a sheet holds abstracts and work",
            where=str(output),
            remedy="name a file outside of it",
        )


def _write(
    output: Path,
    rows: Sequence[Mapping[str, str]],
    corpus: SheetCorpus,
    *,
    title: str,
    notes: Sequence[str],
) -> None:
    from coprod_review.adjudicate.coding_sheet import sheet_columns
    from coprod_review.adjudicate.coding_workbook import coding_workbook
    from coprod_review.io.files import write_bytes
    from coprod_review.io.sheets import write_spreadsheet

    columns = sheet_columns(corpus.codebook)
    if output.suffix.lower() == ".csv":
        write_spreadsheet(output, [column.name for column in columns], rows)
    else:
        write_bytes(
            output,
            coding_workbook(columns, rows, corpus.codebook, title=title, file=output.name, notes=notes),
        )
