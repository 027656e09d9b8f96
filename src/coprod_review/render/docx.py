"""Tables as a Word document in the look of a journal; the same bytes every time.

A caption stands above each table and its note below; three rules, a header that is repeated on every page, no
row parted between pages. Wide tables lie across the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from coprod_review.model.shown_text import seen
from coprod_review.render.docx_parts import HEAD, OFFICE, WORD, package
from coprod_review.render.sheet import Cell, Column, Sheet, printed

LONG, SHORT, MARGIN = 16838, 11906, 1134
"""A4 and its margins (2 cm), in twentieths of a point."""

SIGN = 88
"""Width of a digit of the tables' bold letters, in twentieths of a point."""

GAP = 57
GAPS = "<w:tblCellMar>{}{}</w:tblCellMar>".format(
    *(f'<w:{side} w:w="{GAP}" w:type="dxa"/>' for side in ("left", "right"))
)
PADDING = 2 * GAP + 30
WIDEST_WORD = 18
WIDEST_CELL = 120
ACROSS_FROM = 1.9
"""A table that wants so many times the width of a page lies across, even where each word has room."""

MOST_TOGETHER = 14
"""A table of no more rows stands on one page; of a longer one the last row stays with the note."""

TEXT = '<w:pStyle w:val="TableText"/>'
NO_ROWS = "no rows"
UNPRINTABLE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile(r"[ \n\t/|-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A table as it will be set: its printed cells, the widths of its columns, and whether it lies across."""

    sheet: Sheet
    columns: Sequence[Column]
    body: Sequence[Sequence[str]]
    widths: Sequence[int]
    across: bool


def docx_tables(sheets: Iterable[Sheet], *, title: str, opening: str) -> bytes:
    """The tables as one Word file, numbered in their order, behind the title and an opening paragraph."""
    placed = [_placed(sheet) for sheet in sheets]
    first = placed[0].across if placed else False
    parts = [
        f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>',
        _paragraph("Title", title),
        _paragraph("BodyText", opening),
    ]
    number = 0
    across = first
    for place, (across, group) in enumerate(groupby(placed, key=lambda p: p.across)):
        if place:
            parts.append(f"<w:p><w:pPr>{_section(across=not across)}</w:pPr></w:p>")
        for one in group:
            number += 1
            parts += _table(one, number)
    parts += [_section(across=across), "</w:body></w:document>"]
    return package("".join(parts), title=plain(title))


def fits_a_page(sheet: Sheet) -> bool:
    """Whether the words and numbers of every column have room beside each other on a page across."""
    columns = [c for c in sheet.columns if c.printed]
    least = (_least(c, [printed(row.get(c.name), c) for row in sheet.rows]) for c in columns)
    return sum(least) <= LONG - 2 * MARGIN


def plain(text: str) -> str:
    """Text without the signs that no XML document may hold."""
    return UNPRINTABLE.sub("", seen(text))


def _placed(sheet: Sheet) -> Placed:
    columns = [c for c in sheet.columns if c.printed]
    body = [[printed(row.get(c.name), c) for c in columns] for row in sheet.rows]
    least = [_least(c, [row[i] for row in body]) for i, c in enumerate(columns)]
    wanted = [_wanted(c, [row[i] for row in body]) for i, c in enumerate(columns)]
    upright = SHORT - 2 * MARGIN
    across = sum(least) > upright or sum(wanted) > ACROSS_FROM * upright
    room = LONG - 2 * MARGIN if across else upright
    return Placed(sheet=sheet, columns=columns, body=body, widths=_widths(least, wanted, room), across=across)


def _least(column: Column, cells: Sequence[str]) -> int:
    """The width that parts no number, and no word of up to WIDEST_WORD signs; headings are bold and wider."""
    words = {word for cell in set(cells) for word in _words(cell)}
    longest = max((*map(len, words), *(len(word) + 1 for word in _words(column.heading))))
    return PADDING + SIGN * (min(WIDEST_WORD, longest) if column.kind == "text" else longest)


def _wanted(column: Column, cells: Sequence[str]) -> int:
    longest = max(map(len, (*cells, column.heading)), default=1)
    return PADDING + SIGN * min(WIDEST_CELL, longest)


def _words(text: str) -> list[str]:
    return BREAKS.split(text)


def _widths(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Every column as wide as it wants where there is room; else what the least widths leave is shared.

    Parts grow with the root of what a column lacks, so that codes stay readable beside titles.
    """
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) <= room:
        return wanted
    spare = room - sum(least)
    if spare <= 0:
        return [width * room // max(1, sum(least)) for width in least]
    roots = [math.sqrt(w - n) for w, n in zip(wanted, least, strict=True)]
    whole = sum(roots) or 1.0
    return [n + int(spare * root / whole) for n, root in zip(least, roots, strict=True)]


def _table(one: Placed, number: int) -> list[str]:
    title = one.sheet.title.rstrip(".")
    return [
        f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{_run("Table ", bold=True)}'
        '<w:fldSimple w:instr=" SEQ Table \\* ARABIC "><w:r><w:rPr>'
        f"<w:b/></w:rPr><w:t>{number}</w:t></w:r></w:fldSimple>"
        f"{_run('. ', bold=True)}{_run(f'{title}.')}</w:p>",
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(one.widths)}" w:type="dxa"/>{_rules()}'
        f'<w:tblLayout w:type="fixed"/>{GAPS}</w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in one.widths),
        "</w:tblGrid>",
        _header(one),
        *_body(one),
        "</w:tbl>",
        _paragraph("TableNote", one.sheet.explanation),
    ]


def _rules() -> str:
    """A stronger rule above and below the table."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>' for side in ("top", "bottom")
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def _header(one: Placed) -> str:
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="bottom"/></w:tcPr>'
        f"<w:p>{_look(column, keep=True)}{_run(column.heading, bold=True)}</w:p></w:tc>"
        for column, width in zip(one.columns, one.widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body(one: Placed) -> Iterable[str]:
    if not one.body:
        span = f'<w:tcW w:w="{sum(one.widths)}" w:type="dxa"/><w:gridSpan w:val="{len(one.columns)}"/>'
        yield (
            f'<w:tr><w:tc><w:tcPr>{span}</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>'
            f"<w:r><w:rPr><w:i/></w:rPr><w:t>{NO_ROWS}</w:t></w:r></w:p></w:tc></w:tr>"
        )
    opened = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_look(column)}'
        for column, width in zip(one.columns, one.widths, strict=True)
    ]
    for place, row in enumerate(one.body, start=1):
        if place == (1 if len(one.body) <= MOST_TOGETHER else len(one.body)):
            opened = [start.replace(TEXT, f"{TEXT}<w:keepNext/>") for start in opened]
        cells = "".join(f"{start}{_run(cell)}</w:p></w:tc>" for start, cell in zip(opened, row, strict=True))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _look(column: Column, *, keep: bool = False) -> str:
    """Numbers at the right; a header stays with the row below it, the last row with the note."""
    side = "" if column.kind == "text" else '<w:jc w:val="right"/>'
    return f"<w:pPr>{TEXT}{'<w:keepNext/>' if keep else ''}{side}</w:pPr>"


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>'


def _run(text: Cell, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    words = escape(plain(" ".join(str(text).split("\n"))))
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""


def _section(*, across: bool) -> str:
    size = (
        f'<w:pgSz w:w="{LONG}" w:h="{SHORT}" w:orient="landscape"/>'
        if across
        else f'<w:pgSz w:w="{SHORT}" w:h="{LONG}"/>'
    )
    margins = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>{size}'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
