"""The faults of a filled sheet, by row and column, and what makes a sheet be refused whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.adjudicate.coding_sheet import codebook_mark, row_check, sheet_columns
from coprod_review.errors import ReviewError
from coprod_review.model.codebook import Codebook

Cells = Mapping[str, str]

EXPORT_ANEW = (
    "export a sheet anew (`coprod-review sheet export`), read what has changed on its page Codebook, and "
    "copy the answers that still hold"
)

NAMED = 12
"""So many row numbers are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as a spreadsheet has it, with its number there and the headings of cells that are formulas."""

    number: int
    cells: Cells
    formulas: tuple[str, ...] = ()


class SheetFaults:
    """The faults of a sheet with their rows and columns, gathered to be told together."""

    def __init__(self, file: str, letters: Mapping[str, str]) -> None:
        self._file, self._letters = file, letters
        self.found: list[ReviewError] = []

    def at(self, number: int, column: str, problem: str, remedy: str) -> None:
        """Note a fault of one cell."""
        letter = self._letters.get(column)
        place = f"column {letter} ({column})" if letter else column
        self.found.append(ReviewError(problem, where=f"{self._file}, row {number}, {place}", remedy=remedy))

    def in_rows(self, numbers: Sequence[int], problem: str, remedy: str) -> None:
        """Note a fault that several rows share."""
        if numbers:
            where = f"{self._file}, {rows_in_words(numbers)}"
            self.found.append(ReviewError(problem, where=where, remedy=remedy))

    def of_file(self, problem: str, remedy: str) -> None:
        """Note a fault of the file as a whole."""
        self.found.append(ReviewError(problem, where=self._file, remedy=remedy))


def rows_in_words(numbers: Sequence[int]) -> str:
    """Row numbers as people say them, neighbours together: "rows 2 to 9 and 12"."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = [f"{low}" if low == high else f"{low} to {high}" for low, high in spans]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    *first, last = told[:NAMED]
    listed = f"{', '.join(first)}{', ' if more else ' and '}{last}" if first else last
    return f"{'row' if len(set(numbers)) == 1 else 'rows'} {listed}{more}"


def foreign_rows(rows: Sequence[Row], codebook: Codebook, faults: SheetFaults) -> None:
    """Note what makes a sheet be refused whole: columns gone, another codebook, edited ids or texts."""
    names = [column.name for column in sheet_columns(codebook)]
    has = {name for row in rows for name in row.cells}
    again = [row.number for row in rows if row.cells.get("report", "").strip() == "report"]
    if again:
        faults.in_rows(again, "the header stands here again", "delete these rows")
        return
    by_mark: dict[str, list[int]] = {}
    for row in rows:
        by_mark.setdefault(" ".join(row.cells.get("codebook", "").split()), []).append(row.number)
    present = codebook_mark(codebook)
    for mark, numbers in by_mark.items():
        if mark != present:
            faults.in_rows(numbers, _other_codebook(mark, codebook), EXPORT_ANEW)
    if faults.found:
        return
    gone = [name for name in names if name not in has] if rows else []
    if gone:
        faults.of_file(
            f"the sheet lacks the columns {', '.join(gone)}",
            "take them from the sheet as it was exported, or copy your answers into a new export",
        )
    odd = sorted(has - set(names))
    if odd:
        faults.of_file(
            f"the sheet has columns of its own: {', '.join(odd)}",
            "delete these columns; remarks go into the column note",
        )
    coders = sorted({row.cells.get("coder", "").strip() for row in rows})
    if len(coders) > 1:
        listed = ", ".join(coders)
        faults.of_file(f"the rows are of several coders: {listed}", "import the sheet of each coder")
    if not gone:
        edited = [row.number for row in rows if row.cells["check"].strip() != row_check(row.cells)]
        faults.in_rows(
            edited,
            "report id, texts, coder or codebook of these rows are not those of one exported row: they were "
            "edited, or sorted without the other columns",
            "put the grey cells and the texts back as exported, or copy these answers into a new export",
        )


def _other_codebook(mark: str, codebook: Codebook) -> str:
    version = mark.partition(" ")[0]
    if not mark:
        return "the codebook is not named, by which these rows were filled in"
    if version == codebook.version:
        return f"the definitions of codebook {version} have changed since this sheet was exported"
    return f"these rows follow codebook {version}, and the present one is {codebook.version}"
