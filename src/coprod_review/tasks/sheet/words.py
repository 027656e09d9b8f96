"""What coders are told in their sheets and beside them."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.pages.wording import counted

NAMED = 10
"""So many ids are told, of however many."""


def absent_words(lost: Sequence[str]) -> str:
    """What is said, behind a semicolon, of the ids of a list that no report of the run has; none: nothing."""
    verb = "is" if len(lost) == 1 else "are"
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    return f"; {len(lost)} {verb} not in the last run: {', '.join(lost[:NAMED])}{more}" if lost else ""


def practised_words(coder: str, reports: Sequence[str]) -> str:
    """What a coder is told of reports whose settled codes were looked up in exercises."""
    more = f" and {len(reports) - NAMED} more" if len(reports) > NAMED else ""
    return (
        f"Of {counted(len(reports), 'report')} {coder} has looked up in an exercise what is settled: answers "
        "there are marked (shown: suggestions), and do not count as blind in agreement and in the gold "
        f"sample: {', '.join(sorted(reports)[:NAMED])}{more}"
    )
