"""Tables for LaTeX documents: booktabs rules, long tables that break over pages, every sign escaped."""

from __future__ import annotations

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
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "−": "$-$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "×": r"$\times$",
    "\u00a0": "~",
}
SIGNS = re.compile("|".join(re.escape(sign) for sign in SPECIAL))
HIDDEN = ("number_id",)
WIDE_FROM = 8
LONG_TEXT = 28


def latex_table(sheet: Sheet) -> str:
    """The table as a `longtable` with a caption, a label and its note.

    The document needs the packages booktabs, longtable, array and pdflscape (for wide tables). Ids of
    numbers are left out: they are for machines.
    """
    columns = [c for c in sheet.columns if c.name not in HIDDEN]
    wide = len(columns) >= WIDE_FROM
    head = " & ".join(rf"\textbf{{{escaped(c.heading)}}}" for c in columns) + r" \\"
    lines = [
        f"% {sheet.title}",
        "% \\usepackage{booktabs,longtable,array,pdflscape}",
        *([r"\begin{landscape}"] if wide else []),
        r"\begingroup\footnotesize" if not wide else r"\begingroup\scriptsize",
        r"\setlength{\tabcolsep}{3pt}",
        rf"\begin{{longtable}}{{{''.join(_alignments(sheet, columns))}}}",
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
        *(" & ".join(escaped(printed(row.get(c.name), c)) for c in columns) + r" \\" for row in sheet.rows),
        *([] if sheet.rows else [rf"\multicolumn{{{len(columns)}}}{{l}}{{\emph{{no rows}}}} \\"]),
        r"\end{longtable}",
        *([rf"\noindent {escaped(sheet.note)}\par"] if sheet.note else []),
        r"\endgroup",
        *([r"\end{landscape}"] if wide else []),
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


def _alignments(sheet: Sheet, columns: list[Column]) -> list[str]:
    """Numbers at the right; long text in paragraphs that share the line's width."""
    longest = {
        c.name: max((len(printed(row.get(c.name), c)) for row in sheet.rows), default=0) for c in columns
    }
    long_columns = [c for c in columns if c.kind == "text" and longest[c.name] > LONG_TEXT]
    room = 0.6 if len(columns) > len(long_columns) else 0.95
    part = room / max(1, len(long_columns))
    return [
        "r"
        if c.kind != "text"
        else rf">{{\raggedright\arraybackslash}}p{{{part:.2f}\linewidth}}"
        if c in long_columns
        else "l"
        for c in columns
    ]
