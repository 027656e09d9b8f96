"""Filled rows of a coding sheet as answers, with every fault of every cell told by its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.adjudicate.coding_sheet import (
    CANNOT_TELL,
    NOTE,
    SheetColumn,
    sheet_columns,
)
from coprod_review.adjudicate.quoted import exact_quote, nearest_passage
from coprod_review.adjudicate.sheet_faults import Row, SheetFaults
from coprod_review.model.answer_rows import QUOTE_SEPARATOR
from coprod_review.model.codebook import Codebook
from coprod_review.model.report import Report
from coprod_review.model.typed_text import without_controls

Codes = Mapping[tuple[str, str], tuple[str, ...]]
"""Codes by report and dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a row says on one dimension: `codes` is empty where the coder cannot tell."""

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    quotes: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """All that a sheet says: answers by rows and dimensions, notes by report, and how many rows are empty."""

    coder: str
    answers: tuple[Answer, ...]
    note_by_report: Mapping[str, str]
    n_rows: int
    n_empty: int


def read_answers(
    rows: Sequence[Row],
    codebook: Codebook,
    reports: Mapping[str, Report],
    faults: SheetFaults,
    *,
    own: Codes,
) -> Filled:
    """The answers of rows that no codebook or edit makes foreign; what is wrong with them is noted.

    `reports` are the present reports by every name; `own` are answers that the coder has given before, which
    complete a row and are held against the constraints of the codebook with it.
    """
    reader = _Reader(codebook, faults, own)
    answers: list[Answer] = []
    notes: dict[str, str] = {}
    first_row: dict[str, int] = {}
    n_empty = 0
    for row in rows:
        name = row.cells["report"].strip()
        for heading in row.formulas:
            remedy = "write its text, with an apostrophe before it"
            faults.at(row.number, heading, "this cell holds a formula", remedy)
        report = reports.get(name)
        if report is None:
            faults.at(row.number, "report", f"no present report has the id {name!r}", "delete this row")
            continue
        before = first_row.setdefault(report.report_id, row.number)
        if before != row.number:
            problem = f"{name} stands in row {before} before"
            faults.at(row.number, "report", problem, "keep one of the two rows")
            continue
        of_row = reader.answers_of(row, report)
        note = without_controls(row.cells.get(NOTE, "")).strip()
        if note:
            notes[report.report_id] = note
        n_empty += not of_row
        answers += of_row
    coder = rows[0].cells["coder"].strip() if rows else ""
    return Filled(
        coder=coder, answers=tuple(answers), note_by_report=notes, n_rows=len(rows), n_empty=n_empty
    )


class _Reader:
    """Reads rows by one codebook, and notes what is wrong with them."""

    def __init__(self, codebook: Codebook, faults: SheetFaults, own: Codes) -> None:
        self._codebook, self._faults, self._own = codebook, faults, own
        columns = sheet_columns(codebook)
        self._columns = {name: [c for c in columns if c.dimension == name] for name in codebook.dimensions}

    def answers_of(self, row: Row, report: Report) -> list[Answer]:
        """The answers of a row; none where it is left for later."""
        found = [a for name in self._columns if (a := self._answer(row, report, name))]
        if found:
            self._check_whole(row, report, found)
        elif row.cells.get(NOTE, "").strip() and not any(
            (report.report_id, name) in self._own for name in self._columns
        ):
            problem = f"{report.report_id} has a note and no answers"
            self._faults.at(row.number, NOTE, problem, "code the report, or empty the note")
        return found

    def _answer(self, row: Row, report: Report, dimension: str) -> Answer | None:
        given = [(c, row.cells.get(c.name, "").strip()) for c in self._columns[dimension]]
        codes = [(c, text) for c, text in given if c.kind == "code" and text]
        words, confidence = (text for c, text in given if c.kind in ("words", "confidence"))
        if not codes:
            for column, text in given:
                if text:
                    problem = (
                        f"{report.report_id} has {column.name.partition(': ')[2]} and no code in {dimension}"
                    )
                    self._faults.at(
                        row.number, column.name, problem, f"choose a code in {dimension}, or empty this cell"
                    )
            return None
        return Answer(
            report_id=report.report_id,
            dimension=dimension,
            codes=self._codes(row, report, codes),
            quotes=tuple(self._quotes(row, f"{dimension}: words", words, report)),
            confidence=self._confidence(row, given[-1][0], confidence.lower()),
        )

    def _codes(self, row: Row, report: Report, given: Sequence[tuple[SheetColumn, str]]) -> tuple[str, ...]:
        """The codes of the cells, in alphabetical order; none where the coder cannot tell."""
        found: list[str] = []
        for column, text in given:
            code = self._code(row, column, text)
            if code and code in found:
                problem = f"the code {code!r} stands twice for {report.report_id}"
                self._faults.at(row.number, column.name, problem, "keep one of them")
            found.append(code)
        if len(found) > 1 and CANNOT_TELL in found:
            problem, remedy = f"{CANNOT_TELL} stands beside a code", f"keep the code, or {CANNOT_TELL} alone"
            self._faults.at(row.number, given[0][0].name, problem, remedy)
        return tuple(sorted(set(found) - {CANNOT_TELL, ""}))

    def _code(self, row: Row, column: SheetColumn, text: str) -> str:
        """The code that a cell means: by name or label, whatever the case; empty where it is none."""
        dimension = self._codebook.dimensions[column.dimension]
        by_word = {_word(code.label): code.name for code in dimension.codes.values()}
        by_word |= {_word(code): code for code in (*dimension.codes, CANNOT_TELL)}
        code = by_word.get(_word(text), "")
        if not code:
            near = difflib.get_close_matches(_word(text), by_word, n=1)
            meant = f"{by_word[near[0]]}, if that is meant; the list has " if near else "one of "
            problem = f"{text!r} is not a code of {column.dimension}"
            self._faults.at(row.number, column.name, problem, f"choose {meant}{', '.join(column.choices)}")
        return code

    def _confidence(self, row: Row, column: SheetColumn, word: str) -> str:
        if word and word not in column.choices:
            remedy = f"choose {', '.join(column.choices)}, or empty the cell"
            self._faults.at(row.number, column.name, f"{word!r} is no word of confidence", remedy)
        return word

    def _quotes(self, row: Row, column: str, words: str, report: Report) -> Iterator[str]:
        """The passages as the text has them."""
        for quote in filter(None, map(str.strip, words.split(QUOTE_SEPARATOR.strip()))):
            exact = exact_quote(quote, report)
            if exact is None:
                near = nearest_passage(quote, report)
                problem = f"{quote!r} does not stand in the text of {report.report_id}"
                copied = f"the text has {near!r}: copy it, if that is meant" if near else "copy the passage"
                self._faults.at(row.number, column, problem, f"{copied}; or empty this cell")
            else:
                yield exact

    def _check_whole(self, row: Row, report: Report, answers: Sequence[Answer]) -> None:
        """Note dimensions without an answer, and answers that the codebook forbids together."""
        places = {name: (report.report_id, name) for name in self._columns}
        codes = {name: self._own[place] for name, place in places.items() if place in self._own}
        codes |= {answer.dimension: answer.codes for answer in answers}
        missing = [name for name in self._columns if name not in codes]
        if missing and any(self._own.get(places[answer.dimension]) != answer.codes for answer in answers):
            problem = f"{report.report_id} is coded in part: nothing in {', '.join(missing)}"
            remedy = f"choose a code there (or {CANNOT_TELL}), or empty the row for later"
            self._faults.at(row.number, missing[0], problem, remedy)
        known = {n: c for n, c in codes.items() if set(c) <= set(self._codebook.dimensions[n].codes)}
        for broken in self._codebook.violations(known):
            named = [name for name in self._columns if name in broken.replace(",", " ").split()]
            told = "; ".join(f"{name}: {', '.join(codes[name])}" for name in named if codes.get(name))
            problem = f"the codes of {report.report_id} break the codebook ({broken}); given are {told}"
            remedy = "read the report again and correct the code that is wrong"
            self._faults.at(row.number, named[0] if named else "report", problem, remedy)


def _word(text: str) -> str:
    return "_".join(text.lower().replace("_", " ").replace("-", " ").split())
