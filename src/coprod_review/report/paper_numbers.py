"""Numbers of report and paper: marked by their source, so that none without one can stand in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import unescape

from markupsafe import Markup

from coprod_review.errors import ReviewError
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.wording import grouped, tied

MARKED = re.compile(
    r'<span data-number="[^>]*>.*?</span>|<span [^>]*data-fact=[^>]*>.*?</span>'
    r'|<a class="number"[^>]*>.*?</a>',
    re.DOTALL,
)
"""What looks as if a printer had marked it."""

UNREAD = re.compile(
    r"<(a|b)\b[^>]*>\s*(?:Table|Figure)\s[^<]*</\1>"
    r"|<a class=\"cited\"[^>]*>.*?</a>|<figure.*?</figure>|<(code|pre)\b.*?</\2>"
    r"|<li id=\"ref-.*?</li>|The figure “[^”<]*”",
    re.DOTALL,
)
"""Places within the paper, citations, references, commands, figures, and the names of those not drawn.

The captions of figures are printed by the figures' own stage.
"""

NAMES_WITH_FIGURES = ("AC1", "Macro-F1", "macro-F1", "F1", "PRISMA 2020", "SHA-256")

PLACE = "the text of report or paper"


class MarkedNumberPrinter(NumberPrinter):
    """Prints numbers as plain text that names its number of the ledger; a paper has no links to lists."""

    __slots__ = ()

    def _marked(self, number_id: str, text: str, *, titled: bool = True) -> Markup:
        return Markup('<span data-number="{}">{}</span>').format(number_id, grouped(tied(text)))


def refuse_unsourced(html: str, *, names: Iterable[str], printed: Collection[str]) -> None:
    """Raise ReviewError where a figure stands in the HTML that no printer marked, or a mark that none made.

    `printed` are the marks that the printer made. Names of codes, sources and coders may hold figures, and
    so may references to places within the paper.
    """
    text = MARKED.sub(" ", html)
    for mark in MARKED.finditer(html):
        if mark[0] not in printed:
            raise _refused("a number of the text bears a mark that is written by hand", _plain(mark[0]))
    found = re.search(r".{0,60}\d.{0,40}", _without(_plain(UNREAD.sub(" ", text)), names))
    if found:
        raise _refused("a number of the text has no source", found[0].strip())


def sections_of(html: str, names: Collection[str]) -> str:
    """The sections of these names, each from its start to its end."""
    found = []
    for name in names:
        start = html.index(f'<section id="{name}"')
        found.append(html[start : html.index("</section>", start)])
    return "\n".join(found)


def without_cells(html: str) -> str:
    """The HTML without the cells of its tables, whose captions stay."""
    return re.sub(r"<(t[dh])\b.*?</\1>", " ", html, flags=re.DOTALL)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def _without(text: str, names: Iterable[str]) -> str:
    """The text without the names that hold letters and figures, longest first."""
    told = {" ".join(name.split()) for name in names} | set(NAMES_WITH_FIGURES)
    told = {name for name in told if re.search(r"\d", name) and re.search(r"[^\W\d]", name)}
    for name in sorted(told, key=lambda name: (-len(name), name)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _refused(problem: str, words: str) -> ReviewError:
    return ReviewError(
        f"{problem}: “{words}”",
        where=PLACE,
        remedy="print it by its id in the ledger (number, interval, beside), or count it first; "
        "what the configuration states is printed by fact",
    )
