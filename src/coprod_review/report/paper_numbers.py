"""Numbers of the paper: marked by their source, so that none without one can stand in its results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from markupsafe import Markup

from coprod_review.errors import ReviewError
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.wording import tied

SOURCED = re.compile(r"<span [^>]*data-(?:number|fact)=[^>]*>.*?</span>", re.DOTALL)
"""What a printer marked."""

NAMED = re.compile(
    r"<(?:a|b)\b[^>]*>\s*(?:Table|Figure)\s[^<]*</(?:a|b)>"
    r"|<a class=\"cited\"[^>]*>.*?</a>|<figure.*?</figure>",
    re.DOTALL,
)
"""Places within the paper, citations, and figures, whose captions the figures' own stage prints."""

NAMES_WITH_FIGURES = ("AC1", "Macro-F1", "macro-F1", "F1")


class MarkedNumberPrinter(NumberPrinter):
    """Prints numbers as plain text that names its number of the ledger; a paper has no links to lists."""

    __slots__ = ()

    def _linked(self, number_id: str, text: str) -> Markup:
        if not text:
            return Markup("")
        return Markup('<span data-number="{}">{}</span>').format(number_id, tied(text))


def refuse_unsourced(html: str, *, names: Iterable[str]) -> None:
    """Raise ReviewError where a figure stands in the HTML that no printer marked.

    Names of codes, sources and coders may hold figures, and so may headings of tables and references to
    places within the paper.
    """
    text = NAMED.sub(" ", SOURCED.sub(" ", html))
    text = re.sub(r"<caption>.*?</caption>|<thead>.*?</thead>", " ", text, flags=re.DOTALL)
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
    told = {" ".join(name.split()) for name in names} | set(NAMES_WITH_FIGURES)
    for name in sorted(
        (name for name in told if re.search(r"\d", name) and re.search(r"[^\W\d]", name)),
        key=len,
        reverse=True,
    ):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    found = re.search(r".{0,60}\d.{0,40}", text)
    if found:
        raise ReviewError(
            f"a number of the text has no source: “{found[0].strip()}”",
            where="the results of the paper",
            remedy="print it by its id in the ledger (number, interval, beside), or count it first",
        )
