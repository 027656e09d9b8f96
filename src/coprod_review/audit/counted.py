"""In which counts a report is counted: told on its page by numbers, and by one script what each number is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.audit.list_data import positions
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.names import page_name
from coprod_review.pages.titles import Titles
from coprod_review.pages.wording import sentence

DERIVED = (
    *("crosstab.", "association.", "agreement.", "reconciliation.", "lacking.", "fetched."),
    *("coded.", "judged.", "adjudicated.", "codes.", "others.", "decade.", "given.", "overlap."),
    "network.",
)
"""Numbers that a report's own codes already tell, so that its page does not list them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts that reports are members of, without those of DERIVED: address and title of each.

    `by_report` are the places of a report's counts among them.
    """

    counts: Sequence[tuple[str, str]]
    by_report: Mapping[str, Sequence[int]]

    @classmethod
    def of_ledger(cls, ledger: Ledger, titles: Titles) -> Counted:
        """The counts of a ledger, in its order."""
        counts: list[tuple[str, str]] = []
        by_report: dict[str, list[int]] = {}
        for number in ledger:
            if (
                number.member_kind == "report"
                and number.is_count
                and not number.number_id.startswith(DERIVED)
            ):
                place = len(counts)
                counts.append((f"../lists/{page_name(number.number_id)}.html", sentence(titles.of(number))))
                for member in number.members:
                    by_report.setdefault(member, []).append(place)
        return cls(counts=counts, by_report=by_report)

    def of(self, report_id: str) -> str:
        """The places of a report's counts as its page has them; empty where it is counted nowhere."""
        return positions(self.by_report.get(report_id, ()))

    def script(self) -> str:
        """The script that sets COUNTS: address and title of every count."""
        told = json.dumps(self.counts, separators=(",", ":"), ensure_ascii=False)
        return f"const COUNTS = {told};\n"
