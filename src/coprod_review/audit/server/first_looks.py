"""First looks: reports that a reviewer answers before seeing what others say, and what was seen anyway."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from coprod_review.audit.server.bodies import Refused
from coprod_review.audit.server.desk import Desk, Run
from coprod_review.audit.server.standing import Standing
from coprod_review.pages.names import page_name

REPORTS, EXPORTS, CELLS = ("audit", "reports"), ("audit", "exports"), ("audit", "reports.js")
"""Where pages of reports are among the results, entries of exports, and the cells of lists."""

LISTS = (".html", ".csv", ".json", ".pdf")
"""What of the results tells the codes of many reports."""


def is_hidden_at(desk: Desk, standing: Standing, place: tuple[str, str]) -> bool:
    """Whether suggestions are kept back here until this reviewer has given an answer of their own."""
    if desk.role != "reviewer" or not desk.is_hidden_first(place[0]):
        return False
    return not standing.has_answered(place)


def is_hidden_on(desk: Desk, standing: Standing, report_id: str, asked: Iterable[str] = ()) -> bool:
    """Whether suggestions are kept back on any of the questions asked of a report, by default on any."""
    if desk.role != "reviewer" or not desk.is_hidden_first(report_id):
        return False
    names = tuple(asked) or desk.codebook.dimensions
    return any(is_hidden_at(desk, standing, (report_id, name)) for name in names)


class FirstLooks:
    """What this reviewer may see of the results while first looks are left, and whether lists were seen.

    Pages of reports wait until every question of the report is answered. Lists tell the codes of all reports;
    they open once the reviewer has said that they should, and what is answered from then on of the reports
    that the run has is no first look, whenever the server is started again.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids: tuple[Run, Mapping[str, str]] | None = None
        self._seen = set(desk.seen_in_lists())

    def is_bare(self, place: tuple[str, str]) -> bool:
        """Whether an answer at this place is given without having been shown what others say."""
        if self._desk.has_practised(place[0]):
            return False
        if self._desk.role != "reviewer":
            return True
        return place[0] not in self._seen and is_hidden_at(self._desk, self._desk.standing(), place)

    def opens_lists(self) -> None:
        """From now on, and after a restart, the codes of the present reports count as seen."""
        reports = self._desk.run().reports.ids
        self._desk.note_seen_in_lists(reports)
        self._seen.update(reports)

    def refuse_page(self, path: str) -> None:
        """Raises Refused where a path below the results is the page of a report that is hidden still."""
        parts = tuple(part.casefold() for part in PurePosixPath(path).parts)
        if parts[:2] != REPORTS:
            return
        report_id = self._id_by_page().get(PurePosixPath(parts[-1]).stem)
        if report_id is not None and is_hidden_on(self._desk, self._desk.standing(), report_id):
            raise Refused(
                f"you answer the questions of {report_id} before seeing what others say",
                where=f"Report {report_id}",
                remedy=f"open /report/{report_id} from the desk and answer every question of it; "
                "then its page in the audit site is shown",
                status=409,
            )

    def asks_before(self, path: str) -> bool:
        """Whether a file tells codes of reports of which first looks are left and no such file was seen."""
        if self._desk.role != "reviewer":
            return False
        path = path.casefold()
        parts = PurePosixPath(path).parts
        if parts[:2] in (REPORTS, EXPORTS) or not (path.endswith(LISTS) or parts == CELLS):
            return False
        standing, reports = self._desk.standing(), self._desk.run().reports
        return any(
            is_hidden_on(self._desk, standing, report_id)
            for report_id in reports.ids
            if report_id in reports.included and report_id not in self._seen
        )

    def _id_by_page(self) -> Mapping[str, str]:
        """The report of each page, by its name in small letters: some file systems do not tell them apart."""
        run, known = self._desk.run(), self._ids
        if known is None or known[0] is not run:
            known = self._ids = (run, {page_name(i).casefold(): i for i in run.reports.ids})
        return known[1]
