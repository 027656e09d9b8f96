"""What happened to each report: its records, its screening, what each coder said, what counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.codebook import Dimension
from coprod_review.model.coding import MACHINE_CODERS, CodeOfRecord, Coding, Evidence
from coprod_review.model.record import TEXT_FIELDS, Record
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import letter

MACHINE_LETTERS = {"rules": "R", "lineage": "L", "classifier": "C", "combination": "M"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionTrail:
    """One dimension of one report: every coder's answer, people first, and the code that counts."""

    dimension: Dimension
    code: CodeOfRecord | None
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One report from its entries in the exports to its codes. `pairs` are rows of dedupe/pairs.csv."""

    report: Report
    records: tuple[Record, ...]
    pairs: tuple[Row, ...]
    decision: ScreeningDecision | None
    dimensions: tuple[DimensionTrail, ...]

    @property
    def is_included(self) -> bool:
        """Whether screening included the report; undecided reports are not included."""
        return self.decision is not None and self.decision.included


@dataclass(slots=True, kw_only=True)
class Trails:
    """What is known of every report but its codings, so that trails of a few are made at a time."""

    results: Results
    report_ids: tuple[str, ...] = field(init=False)
    report_by_id: dict[str, Report] = field(init=False)
    record_by_id: dict[str, Record] = field(init=False)
    _codes: dict[str, dict[str, CodeOfRecord]] = field(init=False)
    _decisions: dict[str, ScreeningDecision] = field(init=False)
    _pairs: Mapping[str, list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        results = self.results
        self.report_by_id = {r.report_id: r for r in sorted(results.reports, key=lambda r: r.report_id)}
        self.report_ids = tuple(self.report_by_id)
        self.record_by_id = {record.record_id: record for record in results.records}
        self._codes = {}
        for code in results.codes:
            self._codes.setdefault(code.report_id, {})[code.dimension] = code
        self._decisions = {decision.report_id: decision for decision in results.decisions}
        self._pairs = _pairs_by_record(results.table("pairs"))

    def decision(self, report_id: str) -> ScreeningDecision | None:
        """What screening decided on a report, if it has."""
        return self._decisions.get(report_id)

    def of(self, report_ids: Iterable[str], codings: Iterable[Coding]) -> list[Trail]:
        """The trails of these reports, included or not, in this order, faults included.

        `codings` are theirs, and may be of others too.
        """
        by_place = _codings_by_place(codings)
        return [self._trail(self.report_by_id[report_id], by_place) for report_id in report_ids]

    def _trail(self, report: Report, codings: Mapping[tuple[str, str], Sequence[Coding]]) -> Trail:
        codes = self._codes.get(report.report_id, {})
        return Trail(
            report=report,
            records=tuple(self.record_by_id[i] for i in report.record_ids if i in self.record_by_id),
            pairs=_pairs_of(report, self._pairs),
            decision=self._decisions.get(report.report_id),
            dimensions=tuple(
                DimensionTrail(
                    dimension=dimension,
                    code=codes.get(name),
                    codings=tuple(codings.get((report.report_id, name), ())),
                )
                for name, dimension in self.results.codebook.dimensions.items()
            ),
        )


def checked(trails: Sequence[Trail], known_records: Collection[str]) -> Sequence[Trail]:
    """The same trails.

    Raises ReviewErrors where evidence does not read as quoted or a report names a record that does not exist.
    """
    raise_all(fault for trail in trails for fault in _faults(trail, known_records))
    return trails


def gathered_trails(results: Results) -> list[Trail]:
    """The trails of all reports by report id as the results have them, faults included."""
    trails = Trails(results=results)
    return trails.of(trails.report_ids, results.codings)


def letters_of(results: Results) -> dict[str, str]:
    """A short mark for each coder: capital letters for machines, small ones for readers and people."""
    people = sorted({c.coder for c in results.codings} - set(MACHINE_CODERS))
    letters = {coder: letter(index) for index, coder in enumerate(people)}
    return letters | MACHINE_LETTERS


def kinds_of_coders(results: Results) -> dict[str, str]:
    """Who each coder is, in a few words."""
    people = {
        coder.name: f"{coder.kind.replace('_', ' ')}, {coder.role}{', blind' if coder.blind else ''}"
        for coder in results.coders
    }
    return people | dict.fromkeys(MACHINE_CODERS, "machine")


def _codings_by_place(codings: Iterable[Coding]) -> dict[tuple[str, str], list[Coding]]:
    by_place: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        by_place[coding.report_id, coding.dimension].append(coding)
    for found in by_place.values():
        found.sort(key=_reading_order)
    return by_place


def _reading_order(coding: Coding) -> tuple[int, str]:
    """People and readers by name, then machines in the order in which they build on each other."""
    if coding.coder in MACHINE_CODERS:
        return MACHINE_CODERS.index(coding.coder) + 1, coding.coder
    return 0, coding.coder


def _pairs_by_record(pairs: Sequence[Row]) -> Mapping[str, list[Row]]:
    by_record: dict[str, list[Row]] = defaultdict(list)
    for pair in pairs:
        by_record[pair["record_a"]].append(pair)
        by_record[pair["record_b"]].append(pair)
    return by_record


def _pairs_of(report: Report, pairs_by_record: Mapping[str, list[Row]]) -> tuple[Row, ...]:
    """The compared pairs of a report's records, each once."""
    found = {
        (pair["record_a"], pair["record_b"]): pair
        for record_id in report.record_ids
        for pair in pairs_by_record.get(record_id, ())
    }
    return tuple(pair for _, pair in sorted(found.items()))


def _faults(trail: Trail, known: Collection[str]) -> Iterable[ReviewError]:
    report = trail.report
    for record_id in report.record_ids:
        if record_id not in known:
            yield ReviewError(
                f"the record {record_id} is not in the record table",
                where=f"report {report.report_id}",
                remedy="run the stages read and dedupe again",
            )
    quoted = [
        (f"coder {c.coder}, {d.dimension.name}", e)
        for d in trail.dimensions
        for c in d.codings
        for e in c.evidence
    ]
    if trail.decision is not None:
        quoted += [("screening", evidence) for evidence in trail.decision.evidence]
    texts = texts_of(report)
    for whose, evidence in quoted:
        if not evidence_holds(report, texts, evidence):
            yield ReviewError(
                f"the evidence “{evidence.quote}” no longer reads so in the {evidence.field}",
                where=f"report {report.report_id}, {whose}",
                remedy="the text has changed since it was coded: run the stages screen and code again",
            )


def texts_of(report: Report) -> dict[str, str]:
    """The text fields of a report by name."""
    return {name: report.text_of(name) for name in TEXT_FIELDS}


def evidence_holds(report: Report, texts: Mapping[str, str], evidence: Evidence) -> bool:
    """Whether quote and offsets agree with the report; what quotes no text field cannot disagree.

    `texts` are those of the report, by field.
    """
    text = texts.get(evidence.field)
    if text is not None:
        return evidence.holds_in(text)
    if evidence.field == "references":
        return report.references[evidence.start : evidence.end] == (evidence.quote,)
    return True
