"""A blind coding sheet for one coder: of a sample, a list, or what is open."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.pages.terminal import typed
from coprod_review.pages.wording import counted
from coprod_review.tasks.sheet.corpus import SheetCorpus, read_sheet_corpus
from coprod_review.tasks.sheet.samples import GOLD, sample_path
from coprod_review.tasks.sheet.words import absent_words, practised_words
from coprod_review.tasks.since_run import Folders, excluded_by_now, tell_excluded, tell_older

if TYPE_CHECKING:
    from coprod_review.model.coding import Coding

LOG = logging.getLogger("coprod_review")

OPEN = "open"

WRITTEN_BY_CODERS = (paths.SAMPLES, paths.CODINGS, paths.CODERS, paths.TRAINING)
"""What is drawn and answered between two runs, and makes no results that a sheet shows older."""

FOR_PEOPLE = ("waiting", "open")
"""The states of a code in the queue that wait for a first or another answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Whose sheet it is, of which reports, where it goes, and where the review stands."""

    coder: str
    sample: str | None
    reports: Path | None
    open: bool
    with_own: bool
    output: Path | None
    corpus: Path
    codebook: Path
    results: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Reports by their present ids, in order; `lost` are ids that no present report has."""

    name: str
    told: str
    report_ids: Sequence[str]
    lost: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A sheet that was written: of which reports, and those that the coder had coded or looked up."""

    output: Path
    coder: str
    corpus: SheetCorpus
    chosen: Chosen
    n_rows: int
    n_left_out: int
    practised: Sequence[str]


def export_sheet(task: Task) -> Exported:
    """Write the sheet; raises ReviewError where it would hold no report, or stand where no sheet may."""
    from coprod_review.adjudicate.coding_sheet import blind_order, sheet_rows

    corpus = read_sheet_corpus(corpus=task.corpus, codebook=task.codebook, results=task.results)
    coder = corpus.coder_name(task.coder, where="--coder")
    if warning := corpus.other_codebook(coder):
        LOG.warning("sheet export: the filled sheet would be refused: %s", warning)
    output = task.output or Path(f"{coder}.xlsx")
    _refuse_place(output, task.results)
    chosen = _without_excluded(_chosen(task, corpus, coder), task)
    again = corpus.reopened_of(coder)
    standing = {p: c for p, c in corpus.by_place(corpus.codings(coder)).items() if p not in again}
    done = _coded_whole(chosen.report_ids, standing, corpus)
    shown = chosen.report_ids if task.with_own else [r for r in chosen.report_ids if r not in done]
    if not shown:
        n = counted(len(chosen.report_ids), "report")
        why = (
            f"{coder} has coded {n} of {chosen.told}, which is all"
            if done
            else f"{chosen.told} has no report"
        )
        raise ReviewError(
            f"{why}{absent_words(chosen.lost)}",
            where="sheet export",
            remedy="name other reports, or see your answers again with --with-own"
            if done
            else "name other reports",
        )
    rows = sheet_rows(
        [corpus.reports[r] for r in blind_order(shown, coder=coder, sample=chosen.name)],
        corpus.codebook,
        coder=coder,
        own=standing if task.with_own else None,
    )
    looked_up = corpus.practised(coder)
    practised = [report for report in shown if report in looked_up]
    title = f"Coding sheet of {coder}: {chosen.told}"
    _write(output, rows, corpus, title=title, notes=[practised_words(coder, practised)] if practised else ())
    return Exported(
        output=output,
        coder=coder,
        corpus=corpus,
        chosen=chosen,
        n_rows=len(rows),
        n_left_out=0 if task.with_own else len(done),
        practised=practised,
    )


def _without_excluded(chosen: Chosen, task: Task) -> Chosen:
    """What was chosen, without what people have excluded since the run: answers there would count nowhere."""
    folders = Folders(corpus=task.corpus, config=task.codebook.parent, results=task.results)
    tell_older("sheet export", folders, own=WRITTEN_BY_CODERS)
    excluded = excluded_by_now(folders, reports=paths.within(task.results, paths.REPORTS))
    tell_excluded("sheet export", excluded.intersection(chosen.report_ids))
    return replace(chosen, report_ids=[name for name in chosen.report_ids if name not in excluded])


def _chosen(task: Task, corpus: SheetCorpus, coder: str) -> Chosen:
    from coprod_review.io.samples import read_drawn

    if task.open:
        found = _open_reports(task.results, corpus, coder)
        return Chosen(name=OPEN, told="what waits for people", report_ids=found, lost=())
    if task.reports:
        name, path, told = task.reports.stem, task.reports, str(task.reports)
    else:
        name = task.sample or GOLD
        path, told = sample_path(task.corpus, name), f"the sample {name}"
    ids = read_drawn(path)
    return Chosen(
        name=name,
        told=told,
        report_ids=list(dict.fromkeys(corpus.reports[i].report_id for i in ids if i in corpus.reports)),
        lost=[i for i in ids if i not in corpus.reports],
    )


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
            coding_workbook(
                columns, rows, corpus.codebook, title=title, file=typed(output.name), notes=notes
            ),
        )
