"""What single changes come from: differences of the inputs by report, question, rule and export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from coprod_review.compare.causes import UNEXPLAINED, Cause, of_kinds
from coprod_review.compare.run import Question, Run
from coprod_review.model.record import export_of
from coprod_review.model.report import Report
from coprod_review.model.resolve import report_id_by_name
from coprod_review.model.screening import ScreeningDecision

Causes = frozenset[Cause]

NONE: Causes = frozenset()

TRAINS = (
    "export", "duplicates", "criterion", "screening", "pattern", "rule step", "context", "lineage",
    "teaching", "codebook", "coding", "adjudication", "coder", "software",
)  # fmt: skip
"""Kinds of inputs from which the model learns."""

TRAINING_SETTINGS = ("classifier.", "seed")

CRITERIA = "config/criteria.yaml"

ASKED_BY = (("languages", "language"), ("excluded_types", "kind"), ("least_words", "subject"))
"""How settings of the criteria begin, and the criterion that asks for them; groups of terms name theirs."""
NAMED_ROOTS = 3


class Grounds:
    """The differences of the inputs of two runs, by what they bear on."""

    def __init__(self, before: Run, after: Run, causes: Iterable[Cause]) -> None:
        self.all = tuple(causes)
        self.place = {cause: index for index, cause in enumerate(self.all)}
        self._kinds = {kind: of_kinds(self.all, kind) for kind in {cause.kind for cause in self.all}}
        names = report_id_by_name(after.reports.values(), after.registrations)
        earlier = report_id_by_name(before.reports.values(), before.registrations)
        self._by_question: dict[Question, set[Cause]] = defaultdict(set)
        self._by_report: dict[tuple[str, str], set[Cause]] = defaultdict(set)
        for cause in self.all:
            name, _, dimension = cause.item.partition(" #")[0].partition(", ")
            report_id = names.get(name) or earlier.get(name) or name
            if cause.kind in ("coding", "adjudication"):
                self._by_question[report_id, dimension].add(cause)
            elif cause.kind in ("screening", "registry"):
                self._by_report[cause.kind, report_id].add(cause)
        self._by_name = {(cause.kind, cause.name): cause for cause in self.all}
        self._names = names
        self._criterion_by_item = {
            item: content["criterion"]
            for run in (before, after)
            for item, content in run.items.get(CRITERIA, {}).items()
            if "criterion" in content
        }
        self._model = self._trained_anew()

    def of(self, *kinds: str) -> Causes:
        """All differences of these kinds."""
        return frozenset().union(*(self._kinds.get(kind, NONE) for kind in kinds))

    def settings(self, *begins: str) -> Causes:
        """The changed settings whose names begin so."""
        return frozenset(cause for cause in self.of("setting") if cause.name.startswith(begins))

    def of_people(self, question: Question) -> Causes:
        """The changed codings and adjudications of a question."""
        return frozenset(self._by_question.get(question, ()))

    def of_screening(self, report_id: str) -> Causes:
        """The changed judgements on a report."""
        return frozenset(self._by_report.get(("screening", report_id), ()))

    def of_criteria(self, decision: ScreeningDecision | None) -> Causes:
        """The changed criteria that bear on what the rules decided on a report.

        An inclusion passes all criteria. An exclusion fails one, and what speaks in it may be of others.
        """
        if decision is None or decision.decided_by != ("rules",):
            return NONE
        if decision.included:
            return self.of("criterion")
        found = {passage.rule for passage in decision.evidence}
        return frozenset(
            cause
            for cause in self.of("criterion")
            if not cause.item or cause.name in found or self._criterion_of(cause) == decision.reason
        )

    def _criterion_of(self, cause: Cause) -> str:
        """The criterion that a changed item is, or whose terms or setting it is."""
        settings = (criterion for begin, criterion in ASKED_BY if cause.item.startswith(begin))
        return self._criterion_by_item.get(cause.item) or next(settings, cause.name)

    def of_rules(self, rules: Iterable[str]) -> Causes:
        """Those of the named patterns or cited works that changed."""
        found = (self._by_name.get((kind, rule)) for rule in rules for kind in ("pattern", "lineage"))
        return frozenset(cause for cause in found if cause)

    def of_records(self, record_ids: Iterable[str]) -> Causes:
        """The exports of these records that are new, removed or changed."""
        exports = {export_of(record_id) for record_id in record_ids}
        found = (self._by_name.get(("export", export)) for export in exports)
        return frozenset(cause for cause in found if cause)

    def of_joins(self, report: Report) -> Causes:
        """The changed verdicts on duplicates that name a record of the report, or the report."""
        own = {*report.record_ids, report.report_id}
        return frozenset(
            cause
            for cause in self.of("duplicates")
            if own
            & {
                part
                for name in cause.item.partition(" #")[0].split(", ")
                for part in (name, self._names.get(name))
            }
        )

    def of_text(self, before: Report, after: Report) -> Causes:
        """What a change of the text that coders read comes from; nothing where it reads the same."""
        fields = ("title", "abstract", "keywords", "references")
        if all(getattr(before, name) == getattr(after, name) for name in fields):
            return NONE
        records = set(before.record_ids) ^ set(after.record_ids) or {*before.record_ids, *after.record_ids}
        found = self.of_records(records) | self.of_joins(before) | self.of_joins(after)
        return found or self.of("export", "software")

    def of_model(self) -> Causes:
        """That the model was trained anew, and since what; nothing where it learnt from the same."""
        return self._model

    def _trained_anew(self) -> Causes:
        roots = sorted(self.of(*TRAINS) | self.settings(*TRAINING_SETTINGS), key=self.place.__getitem__)
        if not roots:
            return NONE
        more = f" and {len(roots) - NAMED_ROOTS} more" if len(roots) > NAMED_ROOTS else ""
        detail = "since " + ", ".join(root.short for root in roots[:NAMED_ROOTS]) + more
        return frozenset({Cause(kind="model", name="", detail=detail)})


def first_known(*ways: Causes) -> Causes:
    """The first that is not empty; UNEXPLAINED where all are."""
    return next((found for found in ways if found), frozenset({UNEXPLAINED}))


def united(found: Iterable[Causes]) -> Causes:
    """All together."""
    return frozenset().union(*found)


def ordered(found: Causes, grounds: Grounds) -> tuple[Cause, ...]:
    """Causes in the order of the inputs, those that are no input last."""
    last = len(grounds.place)
    return tuple(sorted(found, key=lambda cause: (grounds.place.get(cause, last), cause)))


def by_report(found: Mapping[str, set[Cause]], report_ids: Iterable[str]) -> Causes:
    """The causes of all changes of these reports."""
    return frozenset().union(*(found.get(report_id, ()) for report_id in report_ids))
