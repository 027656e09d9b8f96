"""Numbers and claims that changed, each with the causes of the changed reports and answers that it counts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coprod_review.compare.causes import Cause
from coprod_review.compare.changes import ClaimChange, CodeChange, NumberChange, ReportChange
from coprod_review.compare.grounds import NONE, Causes, Grounds, by_report, first_known, ordered, united
from coprod_review.compare.matching import Matched
from coprod_review.compare.run import Question, Run
from coprod_review.model.number import Number

RESTS_ON = {
    "map": ("tradition", "framing"),
    "trend": ("tradition",),
    "decade": ("tradition",),
    "model": ("issue_character", "framing", "tradition"),
    "claim": ("tradition", "tradition_basis", "framing", "issue_character"),
    "form": ("involvement_nature", "involvement_locus"),
    "strategy": ("tradition", "safety_strategy", "framing"),
}
"""The dimensions that a family of numbers rests on, where its ids do not name them."""

NAMING = ("association", "crosstab", "share", "status")
"""Families whose ids name the dimensions that they rest on."""

MAY_MOVE = ("partnership", "criterion", "search log", "coder", "codebook", "export", "duplicates")
"""Kinds of inputs that a number may rest on in ways that are not followed here."""

COUNTING = ("analyse.", "estimate.", "seed", "decide.", "classifier.")
"""Settings that numbers may rest on in such ways."""

CELLS = ("map.", "model.")
"""Numbers that are cells of the map or of the partnership model."""

ON_SCORES = ("corrected.", "coverage.", "calibration.", "operating.")
"""Numbers that rest on the probabilities of the combination, in reports whose answer stays the same too."""

ON_MACHINES = ("performance.", "specification.", *ON_SCORES)
"""Numbers that rest on what the machine coders say, whatever counts."""

COMBINATION = "combination"
"""The coder that such a number rests on where its id names none."""

DRAWN = ("agreement.", "association.", "corrected.", "performance.", "crosstab.", "model.")
"""Numbers that rest on random draws or fits of a setting."""


class Numbers:
    """The ledgers of two runs, and what their changes come from."""

    def __init__(
        self,
        before: Run,
        after: Run,
        matched: Matched,
        grounds: Grounds,
        *,
        reports: Sequence[ReportChange],
        codes: Sequence[CodeChange],
        answers: Sequence[CodeChange],
    ) -> None:
        self.before, self.after, self.grounds = before, after, grounds
        self._of_reports = _causes_by_report(reports)
        self._of_codes = _causes_by_question(codes)
        self._dimensions = {dimension for _, dimension in self._of_codes}
        self._by_dimension = {
            name: united_causes(code for code in codes if code.dimension == name) for name in self._dimensions
        }
        self._all_of_reports = united_causes(reports)
        self._of_answers = _causes_by_coder(answers)
        self._all_dimensions = {dimension for run in (before, after) for _, dimension in _questions(run)}
        self._coders = {*before.answers, *after.answers}
        self._machine = united_causes(answers) | (grounds.of_model() if answers else NONE)
        self._changed_by_member = self._changed_members(matched, {change.report_id for change in answers})

    def changed(self) -> list[NumberChange]:
        """The numbers whose value is another, or that only one of the ledgers has, by id."""
        made = []
        for number_id in sorted(self.before.numbers.keys() | self.after.numbers.keys()):
            old, new = self.before.numbers.get(number_id), self.after.numbers.get(number_id)
            if old is None or new is None or not _same_value(old, new):
                known = new or old
                made.append(
                    NumberChange(
                        number_id=number_id,
                        label=known.label if known else "",
                        before=old.text if old else "",
                        after=new.text if new else "",
                        value_before=old.value if old else None,
                        value_after=new.value if new else None,
                        causes=ordered(self._causes(number_id, old, new), self.grounds),
                    )
                )
        return made

    def changed_claims(self) -> list[ClaimChange]:
        """The claims whose verdict or estimate is another."""
        old_rows = {row["claim"]: row for row in self.before.claims}
        new_rows = {row["claim"]: row for row in self.after.claims}
        made = []
        for claim in sorted(old_rows.keys() | new_rows.keys()):
            old, new = old_rows.get(claim, {}), new_rows.get(claim, {})
            if any(old.get(key) != new.get(key) for key in ("verdict", "estimate", "low", "high")):
                number_id = f"claim.{claim}"
                numbers = self.before.numbers.get(number_id), self.after.numbers.get(number_id)
                made.append(
                    ClaimChange(
                        claim=claim,
                        statement=new.get("statement", old.get("statement", "")),
                        verdict_before=old.get("verdict", ""),
                        verdict_after=new.get("verdict", ""),
                        estimate_before=old.get("estimate", ""),
                        estimate_after=new.get("estimate", ""),
                        causes=ordered(self._causes(number_id, *numbers), self.grounds),
                    )
                )
        return made

    def _causes(self, number_id: str, old: Number | None, new: Number | None) -> Causes:
        """The changes of what it counts; what it rests on beside; else whatever else it may follow from."""
        members = self._members(old, new)
        dimensions = self._dimensions_of(number_id)
        of_codes = (self._of_codes.get((one, dimension), NONE) for one in members for dimension in dimensions)
        counted = by_report(self._of_reports, members) | united(of_codes) | self._settings(number_id)
        programs = self.grounds.of("software", "workflow")
        machine = self._of_machines(number_id, members) if number_id.startswith(ON_MACHINES) else NONE
        return first_known(
            counted | machine,
            programs if old is None or new is None else NONE,
            self._all_of_reports | united(self._by_dimension.get(one, NONE) for one in dimensions),
            self._machine,
            self.grounds.of(*MAY_MOVE) | self.grounds.settings(*COUNTING),
            programs,
        )

    def _of_machines(self, number_id: str, members: set[str]) -> Causes:
        """What moved the answers that it rests on: of the coders and dimensions of its id, in its reports.

        Where no answer in its reports changed, those of other reports count, since the model learns from
        all; where none changed at all, the model trained anew.
        """
        parts = set(number_id.split("."))
        coders = parts & self._coders or {COMBINATION}
        named = parts & {dimension for _, dimension in self._of_answers}
        moved = [
            found
            for (coder, dimension), found in self._of_answers.items()
            if coder in coders and (dimension in named or not self._names_dimension(parts))
        ]
        own = united(by_report(found, members) for found in moved)
        model = self.grounds.of_model()
        if number_id.startswith(ON_SCORES):
            own |= model
        if any(part.startswith("baseline_") for part in parts):
            own = model
        return next(filter(None, (own, united(by_report(found, found) for found in moved), model)), NONE)

    def _names_dimension(self, parts: set[str]) -> bool:
        """Whether an id names one of the dimensions that the coders answer."""
        return not parts.isdisjoint(self._all_dimensions)

    def _dimensions_of(self, number_id: str) -> Iterable[str]:
        """The dimensions with changed codes that a number rests on: by its id, by its family, else all."""
        parts = number_id.split(".")
        named = {*RESTS_ON.get(parts[0], ()), *parts} & self._dimensions
        if not {"explicit", "implicit"}.isdisjoint(parts):
            named |= {"tradition_basis"}
        return named if named or parts[0] in (*RESTS_ON, *NAMING) else self._dimensions

    def _settings(self, number_id: str) -> Causes:
        family = number_id.partition(".")[0]
        found = self.grounds.settings(f"{family}.", f"{family}s.")
        if number_id.startswith(DRAWN):
            found |= self.grounds.settings("analyse.", "estimate.", "seed")
        return found | (self.grounds.of("partnership") if number_id.startswith("model.") else NONE)

    def _members(self, old: Number | None, new: Number | None) -> set[str]:
        """The reports with changes that one of them counts, by their ids in the second run."""
        changed = self._changed_by_member
        members = [member for number in (old, new) if number for member in changed.keys() & number.members]
        return {changed[member] for member in members}

    def _changed_members(self, matched: Matched, answered: set[str]) -> dict[str, str]:
        """What a number may name of a report with changes: its ids in both runs and those of its records."""
        changed = self._of_reports.keys() | {report_id for report_id, _ in self._of_codes} | answered
        names: dict[str, str] = {}
        for run, same in ((self.before, matched.same), (self.after, {})):
            for report in run.reports.values():
                report_id = same.get(report.report_id, report.report_id)
                if report_id in changed:
                    names.update(dict.fromkeys((report.report_id, *report.record_ids), report_id))
        return names


def is_cell(change: NumberChange) -> bool:
    """Whether a number is a cell of the map or of the partnership model."""
    return change.number_id.startswith(CELLS)


def united_causes(changes: Iterable[ReportChange | CodeChange]) -> Causes:
    """The causes of all changes together."""
    return frozenset(cause for change in changes for cause in change.causes)


def _causes_by_report(changes: Iterable[ReportChange | CodeChange]) -> Mapping[str, set[Cause]]:
    found: dict[str, set[Cause]] = defaultdict(set)
    for change in changes:
        found[change.report_id].update(change.causes)
    return found


def _causes_by_question(changes: Iterable[CodeChange]) -> Mapping[Question, Causes]:
    return {(change.report_id, change.dimension): frozenset(change.causes) for change in changes}


def _causes_by_coder(changes: Iterable[CodeChange]) -> Mapping[tuple[str, str], Mapping[str, set[Cause]]]:
    """By coder and dimension: the causes of changed answers by report."""
    found: dict[tuple[str, str], dict[str, set[Cause]]] = defaultdict(lambda: defaultdict(set))
    for change in changes:
        found[change.coder, change.dimension][change.report_id].update(change.causes)
    return found


def _questions(run: Run) -> Iterable[Question]:
    """Every question that a machine coder or the codes of record answer."""
    return (question for table in (run.codes, *run.answers.values()) for question in table)


def _same_value(old: Number, new: Number) -> bool:
    """Whether both are one number, bounds included, but for the last bits of floating point."""
    pairs = ((old.value, new.value), (old.low, new.low), (old.high, new.high))
    return all(_is_close(one, other) for one, other in pairs)


def _is_close(one: float | None, other: float | None) -> bool:
    """Whether two values are the same; undefined ones (NaN) are."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9) or (math.isnan(one) and math.isnan(other))
