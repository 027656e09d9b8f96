"""A filled sheet checked cell by cell, compared with the corpus, and taken into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.utc_day import utc_day
from coprod_review.model.corpus import Coder
from coprod_review.model.given import SHOWN_SUGGESTIONS
from coprod_review.tasks.sheet.corpus import (
    EXAMPLE_OF_HOW,
    SheetCorpus,
    read_sheet_corpus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coprod_review.adjudicate.sheet_answers import Filled
    from coprod_review.adjudicate.sheet_changes import Change, Changes
    from coprod_review.adjudicate.sheet_faults import Row
    from coprod_review.io.coding_sheets import FilledSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The sheet, whose it has to be, how a new coder works, and where the review stands."""

    sheet: Path
    coder: str | None
    how: str | None
    kind: str
    corpus: Path
    codebook: Path
    results: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A filled sheet without a fault, and what it changes; `entry` is that of a coder who has none yet.

    `comments` are what people said of cells, which no column of codings takes.
    """

    corpus: SheetCorpus
    coder: str
    path: Path
    filled: Filled
    changes: Changes
    entry: Coder | None
    before: bytes | None
    comments: Sequence[tuple[str, str]]


def read_filled(task: Task) -> Taking:
    """What the sheet changes; raises at once all that is wrong with it."""
    from coprod_review.adjudicate.sheet_answers import read_answers
    from coprod_review.adjudicate.sheet_changes import Under, changes_of
    from coprod_review.adjudicate.sheet_faults import SheetFaults
    from coprod_review.io.codings import former_answers, last_revisions
    from coprod_review.io.files import read_bytes

    corpus = read_sheet_corpus(corpus=task.corpus, codebook=task.codebook, results=task.results)
    sheet = _read(task.sheet)
    rows, letters = _rows(sheet), sheet.letters
    coder = _coder(task, corpus, rows, letters)
    path = corpus.codings_folder / f"{coder}.csv"
    before = read_bytes(path) if path.exists() else None
    codings, revisions = corpus.codings(coder), last_revisions(path)
    own = corpus.by_place(codings)
    faults = SheetFaults(str(task.sheet), letters)
    given = {place: coding.codes for place, coding in own.items()}
    filled = read_answers(rows, corpus.codebook, corpus.reports, faults, own=given)
    entry = _new_coder(task, corpus, coder)
    if entry is not None and not entry.how and filled.answers:
        faults.found.append(_undescribed(task, coder))
    raise_all(faults.found)
    changes = changes_of(
        filled,
        own,
        corpus.codebook,
        corpus.reports,
        under=Under(
            ids=corpus.ids_by_place(revisions),
            own=corpus.own_ids,
            revisions=revisions,
            standing={(c.report_id, c.dimension): c.revision for c in codings},
            seen={
                (corpus.reports[c.report_id].report_id, c.dimension)
                for c in codings
                if c.shown == SHOWN_SUGGESTIONS
            },
        ),
        former=corpus.by_present_id(former_answers(path)),
        reopened=corpus.reopened_of(coder),
        practised=corpus.practised(coder),
        date=utc_day().isoformat(),
    )
    return Taking(
        corpus=corpus,
        coder=coder,
        path=path,
        filled=filled,
        changes=changes,
        entry=entry,
        before=before,
        comments=sheet.comments,
    )


def describe_coder(taking: Taking) -> Path | None:
    """Add the entry of a coder whom nobody has described; the file that has it then."""
    from coprod_review.io.coder_entries import add_coder

    return None if taking.entry is None else add_coder(taking.corpus.corpus, taking.entry)


def take(taking: Taking, changes: Sequence[Change]) -> None:
    """Add these of the rows to the codings; raises ReviewError where these have changed meanwhile."""
    from coprod_review.io.coding_files import append_codings

    rows = [change.row for change in changes]
    append_codings(taking.corpus.corpus, taking.coder, rows, before=taking.before)


def _read(sheet: Path) -> FilledSheet:
    """The sheet as it is filled in; raises ReviewError where it has no rows, or a heading twice."""
    from coprod_review.adjudicate.coding_sheet import TEXTS
    from coprod_review.io.coding_sheets import read_filled_sheet

    found = read_filled_sheet(sheet, first_heading=TEXTS[0])
    if found.doubles:
        raise ReviewError(
            f"the headings {', '.join(found.doubles)} stand twice",
            where=str(sheet),
            remedy="give back the header that `sheet export` wrote, or delete the column that was added",
        )
    if not found.rows:
        raise ReviewError("this sheet has no rows", where=str(sheet), remedy="export it anew and fill it in")
    return found


def _rows(sheet: FilledSheet) -> list[Row]:
    from coprod_review.adjudicate.sheet_faults import Row

    return [Row(number=row.number, cells=row.cells, formulas=row.formulas) for row in sheet.rows]


def _coder(task: Task, corpus: SheetCorpus, rows: Sequence[Row], letters: Mapping[str, str]) -> str:
    """Whose sheet it is, by its rows; raises ReviewError for that of another coder or codebook."""
    from coprod_review.adjudicate.sheet_faults import SheetFaults, foreign_rows

    faults = SheetFaults(str(task.sheet), letters)
    foreign_rows(rows, corpus.codebook, faults)
    raise_all(faults.found)
    name = corpus.coder_name(rows[0].cells["coder"], where=str(task.sheet))
    if task.coder and name != task.coder.strip():
        raise ReviewError(
            f"this is the sheet of {name}, not of {task.coder}",
            where=str(task.sheet),
            remedy="name the right file, or leave --coder out",
        )
    if refusal := corpus.other_codebook(name):
        raise refusal
    return name


def _new_coder(task: Task, corpus: SheetCorpus, name: str) -> Coder | None:
    """The entry of a coder whom nobody has described; None where that was done."""
    if corpus.described(name) is not None:
        return None
    return Coder(
        name=name,
        kind=task.kind,
        role="reader",
        how=" ".join((task.how or "").split()),
        codebook=corpus.codebook.version,
        blind=True,
    )


def _undescribed(task: Task, name: str) -> ReviewError:
    return ReviewError(
        f"nobody has described the coder {name!r}",
        where=str(task.corpus / paths.CODERS.name),
        remedy=f'say how {name} codes: --how "{EXAMPLE_OF_HOW}" '
        "(and --kind language_model, if that is what it is); the entry is then added here",
    )
