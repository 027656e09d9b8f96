"""What databases write in brackets behind a title: "[Review] [45 refs]", "[Erratum appears in ...]"."""

from __future__ import annotations

import re

from coprod_review.read.languages import language_code

LONGEST, MOST = 300, 8
"""Longer text in brackets is no note, and no title has more of them."""

_NOTE = re.compile(r"\s*\[([^\[\]]*)\][.\s]*$")
_TYPE = re.compile(
    r"(?:[a-z-]+ )?review(?: article)?|review[;,] (?:tutorial|academic|multicase|literature)|meta-analysis"
    r"|letter(?: to the editor)?|editorial|comment|commentary|note|news|(?:journal |original )?article"
    r"|abstract|erratum|corrigendum|correction|retraction|case reports?|short survey|historical article"
    r"|(?:conference|meeting) abstract|proceedings paper|conference paper|guideline|clinical trial|interview",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"\d+ ref(?:erence)?s?"
    r"|see comments?(?: in)?.*"
    r"|(?:published )?(?:erratum|corrections?|corrigendum) (?:appears|published|to|in|for)\b.*"
    r"|(?:comment|retraction|retracted|updated?|summary for patients|reprint|reprinted|original report) "
    r"(?:in|on|of|from)\b.*"
    r"|(?:corrected and )?republished (?:in|from|as)\b.*"
    r"|corrected\b.*|retracted|retracted (?:article|publication)|in process citation",
    re.IGNORECASE,
)
"""Notes that point to another document, or count the references, and say no type of this one."""


def without_notes(title: str) -> tuple[str, list[str]]:
    """A title without the notes behind it, and the types and languages that they tell.

    What stands in brackets and is no such note belongs to the title, and so does a note that is all of it.
    """
    told: list[str] = []
    for _ in range(MOST):
        if not title[-3:].rstrip(". \n").endswith("]"):
            break
        found = _NOTE.search(title, max(0, len(title) - LONGEST))
        if not found or not found.start():
            break
        note = " ".join(found.group(1).split())
        if _TYPE.fullmatch(note) or (
            _is_language(note) and title[: found.start()].endswith((".", "?", "!", "]"))
        ):
            told.insert(0, note)
        elif not _SEE.fullmatch(note):
            break
        title = title[: found.start()]
    return title, told


def _is_language(note: str) -> bool:
    return note.isalpha() and note[:1].isupper() and len(note) > 3 and bool(language_code((note,)))
