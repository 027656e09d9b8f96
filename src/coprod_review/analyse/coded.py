"""The included reports with their codes of record, and the bases on which they are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from coprod_review.model.asked import is_asked
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

BASES = ("all", "explicit", "implicit", "abstract_only", "explicit_abstract_only", "settled_only")
"""On which reports a number is counted: all included ones; those whose tradition is named or is inferred;
those whose whole abstract was at hand, of these the explicit ones; those coded without a machine."""

NATURAL_BASES = ("natural_sample", "explicit_natural_sample")
"""Further bases of claims, where some reports and not all are of a natural sample: these, and of these the
explicit ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReports:
    """Included reports in the order of their ids. A code of record that is missing counts as open.

    `natural` are those of them that nobody chose for what they say; empty where the extraction sheet does
    not tell how reports came in.
    """

    report_by_id: Mapping[str, Report]
    record_by_place: Mapping[tuple[str, str], CodeOfRecord]
    natural: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[str]:
        return iter(self.report_by_id)

    def __len__(self) -> int:
        return len(self.report_by_id)

    def codes(self, report_id: str, dimension: str) -> tuple[str, ...]:
        """The codes that count; empty where the report waits or is open in this dimension."""
        record = self.record_by_place.get((report_id, dimension))
        return record.codes if record else ()

    def code(self, report_id: str, dimension: str) -> str:
        """The code of a dimension that takes one; empty where there is none."""
        codes = self.codes(report_id, dimension)
        return codes[0] if len(codes) == 1 else ""

    def status(self, report_id: str, dimension: str) -> str:
        """How the code of record came about; open where there is none."""
        record = self.record_by_place.get((report_id, dimension))
        return record.status if record else "open"

    def counted_on(self, report_id: str, basis: str, dimensions: Iterable[str]) -> bool:
        """Whether the report counts on this basis in a table of the dimensions."""
        named = self.code(report_id, "tradition_basis")
        whole = self.report_by_id[report_id].text_status == "abstract"
        if basis == "settled_only":
            return all(self.status(report_id, name) in SETTLED_STATUSES for name in dimensions)
        return {
            "all": True,
            "explicit": named == "explicit",
            "implicit": named == "implicit",
            "abstract_only": whole,
            "explicit_abstract_only": whole and named == "explicit",
            "natural_sample": report_id in self.natural,
            "explicit_natural_sample": report_id in self.natural and named == "explicit",
        }[basis]

    @property
    def is_partly_natural(self) -> bool:
        """Whether some reports are of a natural sample and others are not, so that it can be told apart."""
        return 0 < len(self.natural) < len(self)

    def natural_alone(self) -> CodedReports:
        """The reports of the natural sample, with their codes."""
        return replace(
            self, report_by_id={name: r for name, r in self.report_by_id.items() if name in self.natural}
        )

    def unsettled_as(self, report_id: str, dimensions: Iterable[str]) -> str:
        """Empty where the report has codes in all dimensions, else open or waiting, open before waiting."""
        statuses = [self.status(report_id, name) for name in dimensions if not self.codes(report_id, name)]
        if not statuses:
            return ""
        return "waiting" if all(status == "waiting" for status in statuses) else "open"


def coded_reports(
    reports: Iterable[Report], decisions: Iterable[ScreeningDecision], codes: Iterable[CodeOfRecord]
) -> CodedReports:
    """The reports that were included, with their codes of record; codes of other reports are not counted."""
    included = {decision.report_id for decision in decisions if decision.included}
    kept = sorted((r for r in reports if r.report_id in included), key=lambda r: r.report_id)
    return CodedReports(
        report_by_id={report.report_id: report for report in kept},
        record_by_place={(c.report_id, c.dimension): c for c in codes if c.report_id in included},
    )


def ruled_out(codebook: Codebook, dimension: str, excluded: Collection[tuple[str, str]]) -> frozenset[str]:
    """Codes of `dimension` that no report can have where the answers `excluded` are out.

    Answers are given as (dimension, code). These are the excluded codes themselves, and those that by a
    constraint ask for an excluded answer.
    """
    return frozenset(
        code
        for code in codebook.dimensions[dimension].codes
        if (dimension, code) in excluded
        or any(
            constraint.when == {dimension: code} and not set(constraint.then.items()).isdisjoint(excluded)
            for constraint in codebook.constraints
        )
    )


def asked_of(coded: CodedReports, codebook: Codebook, report_id: str, dimension: str) -> bool:
    """Whether the dimension is a question for this report, by its codes of record."""
    return is_asked(codebook, dimension, lambda name: coded.codes(report_id, name))


def not_none(answers: Iterable[tuple[str, str]]) -> str:
    """The answers that are out, as (dimension, code), in words: "framing is not none"."""
    return " and ".join(f"{dimension} is not {code}" for dimension, code in answers)
