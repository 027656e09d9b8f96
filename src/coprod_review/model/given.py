"""What people give, answer by answer: the words that say how it stands and what they had seen before."""

from __future__ import annotations

from collections.abc import Mapping

WITHDRAWN = "withdrawn"
"""The state of a row as of which there is no answer."""

SHOWN_NOTHING, SHOWN_SUGGESTIONS = "nothing", "suggestions"
SHOWN = ("", SHOWN_NOTHING, SHOWN_SUGGESTIONS)
"""What had been shown of others' answers before one answered; empty is unknown."""

AGREE, DIFFERS = "agree", "differs"
"""The verdicts of an audit: agreement with the code of record, or an own answer before seeing that code which
turned out to be another; it is no objection: who then looks agrees, or disputes with a reason."""

Ruling = tuple[str, str, str]


def ruling_of(row: Mapping[str, str]) -> Ruling:
    """What makes rows of adjudications the same ruling: codes, who gave it, and the reason.

    Where a later ruling is undone, the one before stands again in a new row; it is no new answer to anybody.
    """
    return (
        ";".join(sorted(code.strip() for code in (row.get("codes") or "").split(";"))),
        (row.get("coder") or "").strip(),
        (row.get("reason") or "").strip(),
    )
