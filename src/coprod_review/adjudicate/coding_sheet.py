"""The columns and rows of a coding sheet: texts to read, cells to fill, marks by which edits are seen.

One row a report. A sheet holds nothing of machine coders and nothing of other coders, and the order of its
rows follows from coder and sample alone, so that two coders read one sample in different orders.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coprod_review.model.answer_rows import QUOTE_SEPARATOR
from coprod_review.model.codebook import NONE_CODE, Codebook, Dimension
from coprod_review.model.codebook_digest import definitions_digest
from coprod_review.model.coding import CONFIDENCE_WORDS, Coding
from coprod_review.model.report import Report
from coprod_review.model.sheet_text import cell_text

Kind = Literal["text", "code", "words", "confidence", "note", "mark"]

TEXTS = ("report", "title", "abstract", "keywords")
NOTE = "note"
MARKS = ("coder", "codebook", "check")
"""Columns by which import knows whose sheet it is, of which codebook, and whether a row was edited."""

CANNOT_TELL = "cannot_tell"
"""What a coder chooses who examined a report and can give no code: an answer, though not a code."""

CHECK_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column: its heading, what stands in it, and the dimension that it answers (empty: none).

    `choices` are the only values that its cells may have; empty for free text.
    """

    name: str
    kind: Kind
    dimension: str = ""
    choices: tuple[str, ...] = ()


def sheet_columns(codebook: Codebook) -> list[SheetColumn]:
    """All columns in order; a dimension of several codes has a column for each code that may be given."""
    columns = [SheetColumn(name=name, kind="text") for name in TEXTS]
    for dimension in codebook.dimensions.values():
        columns += _of_dimension(dimension)
    columns.append(SheetColumn(name=NOTE, kind="note"))
    return columns + [SheetColumn(name=name, kind="mark") for name in MARKS]


def _of_dimension(dimension: Dimension) -> list[SheetColumn]:
    name = dimension.name
    first = SheetColumn(name=name, kind="code", dimension=name, choices=(*dimension.codes, CANNOT_TELL))
    several = tuple(code for code in dimension.codes if code != NONE_CODE)
    further = [
        SheetColumn(name=f"{name} {place}", kind="code", dimension=name, choices=several)
        for place in range(2, len(several) + 1 if dimension.multiple else 2)
    ]
    return [
        first,
        *further,
        SheetColumn(name=f"{name}: words", kind="words", dimension=name),
        SheetColumn(name=f"{name}: confidence", kind="confidence", dimension=name, choices=CONFIDENCE_WORDS),
    ]


def codebook_mark(codebook: Codebook) -> str:
    """The version of a codebook with the digest of its definitions, as sheets carry it."""
    return f"{codebook.version} {definitions_digest(codebook)}"


def row_check(cells: Mapping[str, str]) -> str:
    """The mark of a row: a digest of its id, its texts, its coder and its codebook.

    Spaces and line ends, which spreadsheets change, do not count.
    """
    parts = [" ".join(cell_text(cells.get(name, "")).split()) for name in (*TEXTS, *MARKS[:-1])]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:CHECK_DIGITS]


def blind_order(report_ids: Iterable[str], *, coder: str, sample: str) -> list[str]:
    """The reports in an order that coder and sample alone give, and that tells nothing of any code."""

    def place(report_id: str) -> tuple[str, str]:
        seed = f"{coder}\x1f{sample}\x1f{report_id}"
        return hashlib.sha256(seed.encode("utf-8")).hexdigest(), report_id

    return sorted(set(report_ids), key=place)


def sheet_rows(
    reports: Sequence[Report],
    codebook: Codebook,
    *,
    coder: str,
    own: Mapping[tuple[str, str], Coding] | None = None,
) -> list[dict[str, str]]:
    """A row for each report, in the order given, its cells by column name; cells to fill are empty.

    `own` are answers of this coder by report and dimension, which are filled in.
    """
    marks = {"coder": coder, "codebook": codebook_mark(codebook)}
    rows = []
    for report in reports:
        cells = {"report": report.report_id}
        cells |= {name: cell_text(report.text_of(name)) for name in TEXTS[1:]}
        for dimension in codebook.dimensions:
            coding = (own or {}).get((report.report_id, dimension))
            if coding is not None:
                cells |= _filled(coding, cells)
        cells |= marks
        rows.append(cells | {"check": row_check(cells)})
    return rows


def _filled(coding: Coding, before: Mapping[str, str]) -> dict[str, str]:
    """The cells of an answer; the first note of a report is its note."""
    name = coding.dimension
    codes = coding.codes or (CANNOT_TELL,)
    cells = {name if place == 1 else f"{name} {place}": code for place, code in enumerate(codes, start=1)}
    cells[f"{name}: words"] = QUOTE_SEPARATOR.join(passage.quote for passage in coding.evidence)
    cells[f"{name}: confidence"] = coding.confidence_word
    return cells | {NOTE: before.get(NOTE) or coding.note}
