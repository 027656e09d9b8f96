"""Tables for LaTeX documents: booktabs rules, long tables that break over pages, every sign escaped."""

from __future__ import annotations

import math
from collections.abc import Sequence

from coprod_review.model.shown_text import seen
from coprod_review.render.sheet import Column, Sheet, printed

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_\allowbreak{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "−": "$-$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "×": r"$\times$",
    "\u00a0": "~",
}
CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
ESCAPES = (
    dict.fromkeys(CONTROLS, "")
    | dict.fromkeys(map(ord, "\n\r\t"), " ")
    | {ord(sign): markup for sign, markup in SPECIAL.items()}
)

PORTRAIT_SIGNS = 100
LANDSCAPE_SIGNS = 165
LONGEST = 60
"""Signs that a line holds in small letters, upright and across; a longer cell than LONGEST is broken."""

GAP, LEAST = 0.006, 0.02
"""The space beside a column of text and the least width of one whose lines break, as parts of a line."""

PREAMBLE = "% needs the packages booktabs, longtable, array and pdflscape; other alphabets need LuaLaTeX"


def latex_table(sheet: Sheet) -> str:
    """The table as a `longtable` with a caption, a label and its note, across the page where it is wide."""
    columns = [c for c in sheet.columns if c.printed]
    cells = [[printed(row.get(c.name), c) for row in sheet.rows] for c in columns]
    widths = [_signs(c, of_column) for c, of_column in zip(columns, cells, strict=True)]
    if sum(widths) > PORTRAIT_SIGNS:
        widths = [_narrowed(c, of_column) for c, of_column in zip(columns, cells, strict=True)]
    across = sum(widths) > PORTRAIT_SIGNS
    head = " & ".join(rf"\textbf{{{escaped(c.heading)}}}" for c in columns) + r" \\"
    body = [_line(row) for row in zip(*cells, strict=True)] or [
        rf"\multicolumn{{{len(columns)}}}{{l}}{{\emph{{no rows}}}} \\"
    ]
    lines = [
        f"% {sheet.title}",
        PREAMBLE,
        *([r"\begin{landscape}"] if across else []),
        r"\begingroup\scriptsize" if across else r"\begingroup\footnotesize",
        r"\setlength{\tabcolsep}{3pt}",
        rf"\begin{{longtable}}{{{''.join(_alignments(columns, widths, across=across))}}}",
        rf"\caption{{{escaped(sheet.title)}.}}\label{{tab:{sheet.name.replace('_', '-')}}}\\",
        r"\toprule",
        head,
        r"\midrule",
        r"\endfirsthead",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *body,
        r"\end{longtable}",
        *([rf"\noindent {escaped(sheet.explanation)}\par"] if sheet.explanation else []),
        r"\endgroup",
        *([r"\end{landscape}"] if across else []),
        "",
    ]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text whose every sign LaTeX prints as it stands; control characters are dropped, lines joined."""
    return seen(text).translate(ESCAPES)


def _line(cells: Sequence[str]) -> str:
    """A row of the table; the break of the row before it must not take an opening * or [ for its own."""
    row = " & ".join(map(escaped, cells))
    return ("{}" if row.startswith(("*", "[")) else "") + row + r" \\"


def _signs(column: Column, cells: Sequence[str]) -> int:
    """How many signs wide the column is, between its cells, cut at LONGEST."""
    return min(LONGEST, max(4, len(column.heading), *map(len, cells))) + 2


def _narrowed(column: Column, cells: Sequence[str]) -> int:
    """How many signs a column needs at least: one of numbers has its heading in lines of whole words."""
    if column.kind == "text":
        return _signs(column, cells)
    word = max(map(len, column.heading.replace("-", " ").split()), default=1)
    return max(4, word + 2, *map(len, cells)) + 2


def _alignments(columns: list[Column], widths: list[int], *, across: bool) -> list[str]:
    """Numbers at the right; where the lines are too long, text columns share what numbers leave.

    A column's part grows with the root of its width, so that codes stay readable beside titles. A heading
    wider than the numbers below it stands in several lines.
    """
    room = LANDSCAPE_SIGNS if across else PORTRAIT_SIGNS
    taken = sum(w for c, w in zip(columns, widths, strict=True) if c.kind != "text") / room
    squeezed = min(1.0, 0.97 / taken) if taken else 1.0
    left = max(0.0, 0.97 - taken)
    roots = sum(math.sqrt(w) for c, w in zip(columns, widths, strict=True) if c.kind == "text")
    is_whole = sum(widths) <= room and max(widths, default=0) < LONGEST
    made = []
    for column, width in zip(columns, widths, strict=True):
        if column.kind != "text":
            wraps = len(column.heading) + 2 > width or squeezed < 1
            part = squeezed * (width - 2) / room
            made.append(_lines(part, side="raggedleft") if wraps else "r")
        elif is_whole:
            made.append("l")
        else:
            made.append(_lines(left * math.sqrt(width) / roots - GAP, side="raggedright"))
    return made


def _lines(part: float, *, side: str) -> str:
    """A column of lines that break, so wide as a part of the line."""
    return rf">{{\{side}\arraybackslash}}p{{{max(LEAST, part):.3f}\linewidth}}"
