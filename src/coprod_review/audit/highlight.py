"""Evidence within text, as marks that show their coder by line, letter and colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape

KINDS = {"rules": "R", "lineage": "L", "classifier": "C", "screening": "S"}
"""The class of a machine's marks; those of readers and people are P."""


APOSTROPHES = "'’"

IN_WORD = re.compile(r"\w*(?:['’]\w*)?")
"""The rest of a word, its apostrophe and what follows it."""

WORDS = re.compile(r"(\W*)(\w(?:.*\w)?['’]?)(\W*)", re.DOTALL)
"""A piece of text from its first word to its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text that one coder quotes.

    `label` is printed raised behind it ("R1"), as a link to `anchor`, the place on the page that explains it.
    `views` are the classes of the views of the text in which the mark is seen.
    """

    start: int
    end: int
    coder: str
    label: str
    anchor: str
    views: tuple[str, ...] = ()


def highlighted(text: str, passages: Sequence[Passage]) -> Markup:
    """The text, escaped, with its passages marked.

    Where passages overlap, the text is cut at every start and end, and each piece is marked once for each
    kind of coder who quotes it, one mark inside the other. Text without its marks and labels is the text
    itself. Marks begin and end at words: an apostrophe stays with its word, and what stands between the words
    of two pieces is not marked.
    """
    held = sorted(
        (
            replace(p, start=_word_start(text, p.start), end=_word_end(text, p.end))
            for p in passages
            if 0 <= p.start < p.end <= len(text)
        ),
        key=lambda p: (p.start, p.end, p.coder, p.label),
    )
    cuts = sorted({0, len(text), *(p.start for p in held), *(p.end for p in held)})
    starting, ending = _by_place(held, "start"), _by_place(held, "end")
    pieces = []
    covering: list[Passage] = []
    for start, end in pairwise(cuts):
        covering = [p for p in covering if p.end > start] + starting.get(start, [])
        pieces.append(_marked(text[start:end], covering))
        pieces.append(_labels(ending.get(end, ())))
    return Markup("".join(pieces))


def _word_end(text: str, end: int) -> int:
    """Where a word ends of which a part is quoted, or all but its apostrophe ("patients' views")."""
    if not text[end - 1].isalnum():
        return end
    found = IN_WORD.match(text, end)
    return found.end() if found else end


def _word_start(text: str, start: int) -> int:
    """Where the word begins of which only the end is quoted: "' views" of "patients' views"."""
    if start and (text[start] in APOSTROPHES or text[start].isalnum()):
        while start and text[start - 1].isalnum():
            start -= 1
    return start


def kind_of(coder: str) -> str:
    """The class of a coder's marks: each machine has its own, readers and people share one."""
    return KINDS.get(coder, "P")


def _by_place(passages: Iterable[Passage], which: str) -> dict[int, list[Passage]]:
    """The passages by where they start or end, in their order."""
    found: dict[int, list[Passage]] = {}
    for passage in passages:
        found.setdefault(getattr(passage, which), []).append(passage)
    return found


def _marked(text: str, covering: Sequence[Passage]) -> str:
    """The text, escaped, its words in one mark for each kind of coder who quotes them."""
    found = WORDS.fullmatch(text) if covering else None
    if found is None:
        return str(escape(text))
    before, words, behind = (str(escape(part)) for part in found.groups())
    return f"{before}{_in_marks(words, covering)}{behind}"


def _in_marks(marked: str, covering: Sequence[Passage]) -> str:
    views_by_kind: dict[str, set[str]] = {}
    for passage in covering:
        views_by_kind.setdefault(kind_of(passage.coder), set()).update(passage.views)
    for kind, views in sorted(views_by_kind.items(), reverse=True):
        marked = f'<mark class="{_classes(kind, views)}">{marked}</mark>'
    return marked


def _labels(ending: Sequence[Passage]) -> str:
    """The raised labels behind a passage, each once."""
    by_label: dict[tuple[str, str], list[Passage]] = {}
    for passage in ending:
        by_label.setdefault((passage.label, passage.anchor), []).append(passage)
    labels = [
        f'<a class="{_classes(kind_of(same[0].coder), {view for p in same for view in p.views})}"'
        f' href="#{escape(anchor)}">{escape(label)}</a>'
        for (label, anchor), same in sorted(by_label.items(), key=lambda item: _natural(item[0][0]))
    ]
    return f"<sup>{''.join(labels)}</sup>" if labels else ""


def _natural(label: str) -> tuple[str, int]:
    """R2 before R10."""
    letter = label.rstrip("0123456789")
    return letter, int(label.removeprefix(letter) or 0)


def _classes(kind: str, views: Iterable[str]) -> str:
    return " ".join((kind, *sorted(views, key=lambda v: (len(v), v))))
