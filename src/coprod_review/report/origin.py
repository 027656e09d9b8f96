"""What the manifest tells of prepared exports: of what they were written, and whose words they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import ExportFile

PREPARED = "prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where prepared exports come from: `made` in words after "were" or "was".

    `summaries` says that the licence of each calls its abstracts summaries in own words; `alone` that no
    other exports stand beside them.
    """

    made: str
    summaries: bool
    alone: bool


def origin_of(exports: Sequence[ExportFile]) -> Origin:
    """What notes and licences of the prepared exports tell, where all of them tell it."""
    prepared = [export for export in exports if export.origin == PREPARED]

    def all_tell(words: str) -> bool:
        told = (f"{export.note or ''} {export.licence or ''}".casefold() for export in prepared)
        return bool(prepared) and all(words in one for one in told)

    return Origin(
        made="invented" if all_tell("invented") else f"written{' from known facts' * all_tell('facts')}",
        summaries=all_tell("own words"),
        alone=len(prepared) == len(exports),
    )
