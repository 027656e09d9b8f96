"""What people decided on a report, answer by answer, with every revision of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

JUDGED, ADJUDICATED, DISPUTED, AGREED, DIFFERED, ANSWERED, COMPARED = (
    "judged",
    "adjudicated",
    "disputed",
    "agreed",
    "answered otherwise before seeing the code",
    "answered again",
    "compared",
)
"""What an event is: the table of people's decisions that its row stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A row of a table of people's decisions, told as it stands there.

    `codes` are those answered, proposed or agreed with; a judgement and a verdict on a pair have a `verdict`
    instead. `after` is the revision of the latest adjudication that a disputer knew, 0 for none. `is_open` is
    a dispute that neither its reviewer nor a later adjudication has ended, `is_past` an answer that a later
    revision replaces; `is_withdrawn` says that there is none any more. `undoes` is the revision of the answer
    that this row takes back (0: none), so that what stood before stands again, and `undone_by` who did it.
    """

    what: str
    coder: str
    date: str
    dimension: str = ""
    codes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    verdict: str = ""
    quote: str = ""
    reason: str = ""
    revision: int = 1
    after: int = 0
    undoes: int = 0
    undone_by: str = ""
    is_past: bool = False
    is_withdrawn: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """The events of each report by its id, in the order of their dates."""

    by_report: Mapping[str, Sequence[Event]] = field(default_factory=dict)

    def of(self, report_id: str) -> Sequence[Event]:
        """The events of one report; none where nobody has decided anything on it."""
        return self.by_report.get(report_id, ())
