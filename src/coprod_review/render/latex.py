"""Tables for LaTeX documents: booktabs rules, long tables that break over pages, every sign escaped."""

from __future__ import annotations

import math
import re
import unicodedata

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
SIGNS = re.compile("|".join(re.escape(sign) for sign in SPECIAL))

PORTRAIT_SIGNS = 100
LANDSCAPE_SIGNS = 165
LONGEST = 60
"""Signs that a line holds in small letters, upright and across; a longer cell than LONGEST is broken."""

PREAMBLE = "% needs the packages booktabs, longtable, array and pdflscape; other alphabets need LuaLaTeX"


def latex_table(sheet: Sheet) -> str:
    """The table as a `longtable` with a caption, a label and its note, across the page where it is wide."""
    columns = [c for c in sheet.columns if c.printed]
    widths = [_signs(sheet, c) for c in columns]
    across = sum(widths) > PORTRAIT_SIGNS
    head = " & ".join(rf"\textbf{{{escaped(c.heading)}}}" for c in columns) + r" \\"
    body = [
        " & ".join(escaped(printed(row.get(c.name), c)) for c in columns) + r" \\" for row in sheet.rows
    ] or [rf"\multicolumn{{{len(columns)}}}{{l}}{{\emph{{no rows}}}} \\"]
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
        *([rf"\noindent {escaped(sheet.note)}\par"] if sheet.note else []),
        r"\endgroup",
        *([r"\end{landscape}"] if across else []),
        "",
    ]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text whose every sign LaTeX prints as it stands; control characters are dropped, lines joined."""
    plain = "".join(
        " " if sign in "\n\r\t" else sign
        for sign in text
        if sign in "\n\r\t" or unicodedata.category(sign) != "Cc"
    )
    return SIGNS.sub(lambda match: SPECIAL[match[0]], plain)


def _signs(sheet: Sheet, column: Column) -> int:
    """How many signs wide the column is, between its cells, cut at LONGEST."""
    cells = max((len(printed(row.get(column.name), column)) for row in sheet.rows), default=0)
    return min(LONGEST, max(4, cells, len(column.heading))) + 2


def _alignments(columns: list[Column], widths: list[int], *, across: bool) -> list[str]:
    """Numbers at the right; where the lines are too long, text columns share what numbers leave.

    A column's part grows with the root of its width, so that codes stay readable beside titles.
    """
    room = LANDSCAPE_SIGNS if across else PORTRAIT_SIGNS
    if sum(widths) <= room and max(widths, default=0) < LONGEST:
        return ["l" if c.kind == "text" else "r" for c in columns]
    taken = sum(w for c, w in zip(columns, widths, strict=True) if c.kind != "text") / room
    left = max(0.4, 0.97 - taken)
    roots = sum(math.sqrt(w) for c, w in zip(columns, widths, strict=True) if c.kind == "text")
    gap = 0.006
    return [
        rf">{{\raggedright\arraybackslash}}p{{{left * math.sqrt(w) / roots - gap:.3f}\linewidth}}"
        if c.kind == "text"
        else "r"
        for c, w in zip(columns, widths, strict=True)
    ]
