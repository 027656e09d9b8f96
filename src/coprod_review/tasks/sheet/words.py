"""What coders are told in their sheets and beside them."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.pages.wording import counted

NAMED = 10
"""So many ids are told, of however many."""


def practised_words(coder: str, reports: Sequence[str]) -> str:
    """What a coder is told of reports whose settled codes were looked up in exercises."""
    more = f" and {len(reports) - NAMED} more" if len(reports) > NAMED else ""
    return (
        f"Of {counted(len(reports), 'report')} {coder} has looked up in an exercise what is settled: answers "
        "there are marked (shown: suggestions), and do not count as blind in agreement and in the gold "
        f"sample: {', '.join(sorted(reports)[:NAMED])}{more}"
    )
