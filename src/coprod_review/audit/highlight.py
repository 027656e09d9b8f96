"""Evidence within text, as marks that show their coder by line, letter and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

MOST_TOLD = 3
"""So many rules or terms are named when hovering over one mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text that one coder quotes.

    `label` is printed raised behind the passage ("R1"); `anchor` is the id on the page that explains it,
    empty for none; `about` is told on hovering.
    """

    start: int
    end: int
    coder: str
    label: str
    anchor: str = ""
    about: str = ""


def highlighted(text: str, passages: Sequence[Passage]) -> Markup:
    """The text, escaped, with its passages marked.

    Where passages overlap, the text is cut at every start and end, and each piece is marked once for each
    coder who quotes it, one mark inside the other. Text without its marks and labels is the text itself.
    """
    held = sorted(
        (p for p in passages if 0 <= p.start < p.end <= len(text)),
        key=lambda p: (p.start, p.end, p.coder, p.label),
    )
    cuts = sorted({0, len(text), *(p.start for p in held), *(p.end for p in held)})
    pieces = []
    for start, end in pairwise(cuts):
        covering = [p for p in held if p.start <= start and end <= p.end]
        pieces.append(_marked(text[start:end], covering))
        pieces.append(_labels([p for p in held if p.end == end]))
    return Markup("".join(pieces))


def _marked(text: str, covering: Sequence[Passage]) -> str:
    """The text, escaped, in one mark for each coder who quotes it."""
    marked = str(escape(text))
    for coder in sorted({p.coder for p in covering}, reverse=True):
        about = _told([p.about for p in covering if p.coder == coder and p.about])
        title = f' title="{escape(about)}"' if about else ""
        marked = f'<mark class="by {kind_of(coder)}"{title}>{marked}</mark>'
    return marked


def _told(abouts: Sequence[str]) -> str:
    """What is told on hovering: the first few, and how many more there are."""
    different = list(dict.fromkeys(abouts))
    more = len(different) - MOST_TOLD
    return "; ".join(different[:MOST_TOLD]) + (f"; and {more} more" if more > 0 else "")


def kind_of(coder: str) -> str:
    """The class of a coder's marks: each machine has its own, readers and people share one."""
    return f"by-{coder}" if coder in ("rules", "lineage", "classifier", "screening") else "by-reader"


def _labels(ending: Sequence[Passage]) -> str:
    """The raised labels behind a passage, each once, links where there is something to lead to."""
    labels = [
        f'<a href="#{escape(anchor)}">{escape(label)}</a>' if anchor else str(escape(label))
        for label, anchor in dict.fromkeys((p.label, p.anchor) for p in ending if p.label)
    ]
    return f'<sup class="whose">{" ".join(labels)}</sup>' if labels else ""
