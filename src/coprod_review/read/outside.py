"""Text between and before the entries of tagged formats: frames that exports write, and what nobody expects.

Frames (who provided the file, numbers of records) are counted alone. All other text is given out as a passage
that is set aside, so that nothing of an export is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_review.read.entries import Entry, EntryFault, Repairs

PASSED_OVER = "lines outside entries passed over"

_FRAME = re.compile(
    r"(?:provider|database|content|source|platform|export(?:ed)?(?: date| on)?|search(?: date)?|query)\s*:.*"
    r"|record #?\d+(?: of \d+)?\W*|link to the .{0,40}full text or citation:.*|(?:NL|UI) {1,2}- .*"
    r"|</?(?:html|body|pre|p|br)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[^\W\d_][\w #()'/-]{0,60}:(?:\s.*)?")
"""What stands above the first entry: a label and what it says, of the search or the database."""

_BLANKS = " \t\ufeff\u00a0"
LONGEST_FRAME = 2_000
"""Longer lines are no frame."""


def passage(
    lines: Sequence[str], line: int, repairs: Repairs, *, mark: str, is_above: bool = False
) -> Entry | None:
    """The text of lines outside of entries as an entry that is set aside; None where they are frames alone.

    `line` is the number of the first. `mark` tells people what opens an entry. `is_above` says that no
    entry stands before the lines.
    """
    told = [at for at, text in enumerate(lines) if not _is_frame(text, is_above=is_above)]
    first, end = (told[0], told[-1] + 1) if told else (0, 0)
    n_frames = sum(1 for text in (*lines[:first], *lines[end:]) if text.strip(_BLANKS))
    if n_frames:
        repairs[PASSED_OVER] += n_frames
    if not told:
        return None
    return Entry(
        raw="\n".join(lines[first:end]),
        line=line + first,
        end_line=line + end - 1,
        fault=EntryFault(
            "this text stands outside of all entries",
            remedy=f"if it is an entry, open it with {mark} as the others are; if not, leave it out",
        ),
    )


def _is_frame(text: str, *, is_above: bool) -> bool:
    """Whether a line is blank, has no letters, or is what exports are known to write around entries."""
    text = text.strip(_BLANKS)
    if not any(map(str.isalpha, text)):
        return True
    if len(text) > LONGEST_FRAME:
        return False
    return bool(_FRAME.fullmatch(text) or (is_above and _HEADING.fullmatch(text)))
