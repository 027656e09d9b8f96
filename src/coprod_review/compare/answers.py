"""Answers that changed: codes of record and those of the machine coders, each with what it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coprod_review.compare.changes import RECORD, CodeChange
from coprod_review.compare.grounds import NONE, Causes, Grounds, first_known, ordered, united
from coprod_review.compare.matching import Matched
from coprod_review.compare.run import Answer, Question, Run
from coprod_review.model.codebook import Constraint
from coprod_review.model.coding import FOLLOWS, CodeOfRecord

CODES = "; "
OPEN = "open"


class Answers:
    """The answers of two runs to the questions that both have."""

    def __init__(self, before: Run, after: Run, matched: Matched, grounds: Grounds) -> None:
        self.before, self.after, self.matched, self.grounds = before, after, matched, grounds
        self._made_of_several = frozenset(matched.joined.values())
        self._became_several = frozenset(matched.parted.values())
        self._text_by_report: dict[str, Causes] = {}
        given = [answers for run in (before, after) for answers in run.answers.values()]
        asked = [question for table in (before.codes, after.codes, *given) for question in table]
        self._dimensions = sorted({dimension for _, dimension in asked})
        self._rules_moved = {
            coder: self._moved(coder) for coder in ("rules", "lineage") if coder in before.answers
        }
        self._moved_by_report: dict[str, dict[str, Causes]] = {
            coder: _by_report(moved) for coder, moved in self._rules_moved.items()
        }

    def changed_codes(self) -> Iterator[CodeChange]:
        """The codes of record that changed, of reports that both runs include."""
        for old_question, question in self._questions():
            old, new = self.before.codes.get(old_question), self.after.codes.get(question)
            if old and new and _codes_or_status(old) != _codes_or_status(new):
                causes = self._of_record(old_question, question, old, new)
                yield self._change(question, RECORD, _codes_or_status(old), _codes_or_status(new), causes)

    def changed_answers(self) -> Iterator[CodeChange]:
        """The answers of machine coders whose codes changed, coder by coder."""
        for coder in self.before.answers.keys() & self.after.answers.keys():
            for old_question, question in self._questions():
                old = self.before.answers[coder].get(old_question)
                new = self.after.answers[coder].get(question)
                if old and new and old.codes != new.codes:
                    causes = self._of_machine(coder, old_question, question)
                    yield self._change(
                        question, coder, CODES.join(old.codes) or OPEN, CODES.join(new.codes) or OPEN, causes
                    )

    def _questions(self) -> Iterator[tuple[Question, Question]]:
        for old_id, new_id in sorted(self.matched.same.items(), key=lambda pair: pair[1]):
            for dimension in self._dimensions:
                yield (old_id, dimension), (new_id, dimension)

    def _change(self, question: Question, coder: str, before: str, after: str, causes: Causes) -> CodeChange:
        report_id, dimension = question
        return CodeChange(
            report_id=report_id,
            title=self.after.reports[report_id].title,
            dimension=dimension,
            coder=coder,
            before=before,
            after=after,
            causes=ordered(causes, self.grounds),
        )

    def _of_record(
        self, old_question: Question, question: Question, old: CodeOfRecord, new: CodeOfRecord
    ) -> Causes:
        """People before machines: who changed their answer is the cause, whatever the machine says."""
        own = self.grounds.of_people(question) | self.grounds.of_people(old_question)
        forced = self._of_what_forces(self.before, old_question) | self._of_what_forces(self.after, question)
        follows = new.reason.startswith(FOLLOWS)
        if people := (forced if follows else own | forced) or own:
            return people
        machine = NONE
        if "machine" in (old.status, new.status) or OPEN in (old.status, new.status):
            machine = self._of_machine("combination", old_question, question, otherwise=NONE)
        records = self._of_records(old_question[0], question[0])
        return first_known(
            machine,
            records if self._is_joined_or_parted(old_question[0], question[0]) else NONE,
            self.grounds.of("codebook", "coder"),
            records,
            self.grounds.of("registry"),
            self.grounds.of("software"),
        )

    def _is_joined_or_parted(self, old_id: str, new_id: str) -> bool:
        """Whether a report is made of several of the other run, and so may have the answers of each."""
        return new_id in self._made_of_several or old_id in self._became_several

    def _of_records(self, old_id: str, new_id: str) -> Causes:
        """The verdicts, else the exports, by which a report has other records."""
        before, after = self.before.reports[old_id], self.after.reports[new_id]
        moved = set(before.record_ids) ^ set(after.record_ids)
        if not moved:
            return NONE
        return self.grounds.of_joins(before) | self.grounds.of_joins(after) or self.grounds.of_records(moved)

    def _of_what_forces(self, run: Run, question: Question) -> Causes:
        """The changed answers of people to the questions from which a code follows by the codebook."""
        report_id, dimension = question
        found, waits = NONE, [dimension]
        seen = {dimension}
        while waits:
            asked = (report_id, waits.pop())
            code = run.codes.get(asked)
            if code is not None and code.reason.startswith(FOLLOWS):
                forcing = set(Constraint.conditions_in(code.reason)) - seen
                seen |= forcing
                waits += forcing
            elif asked != question:
                found |= self.grounds.of_people(asked)
        return found

    def _of_machine(
        self, coder: str, old_question: Question, question: Question, *, otherwise: Causes | None = None
    ) -> Causes:
        text = self._of_text(old_question[0], question[0])
        last = self.grounds.of("software") if otherwise is None else otherwise
        if coder in self._rules_moved:
            own = self._rules_moved[coder].get(question, NONE)
            others = self._moved_by_report[coder].get(question[0], NONE)
            steps = self.grounds.of("rule step", "context") if coder == "rules" else NONE
            return first_known(own | text, others | steps, self.grounds.of("lineage", "codebook"), last)
        settings = self.grounds.settings("decide.")
        if settings and self._same_scores(coder, old_question, question):
            return settings
        direct = united(moved.get(question[0], NONE) for moved in self._moved_by_report.values())
        return first_known(direct | text, self.grounds.of_model(), settings, last)

    def _same_scores(self, coder: str, old_question: Question, question: Question) -> bool:
        old = self.before.answers.get(coder, {}).get(old_question)
        new = self.after.answers.get(coder, {}).get(question)
        return old is not None and new is not None and old.scores == new.scores

    def _of_text(self, old_id: str, new_id: str) -> Causes:
        if new_id not in self._text_by_report:
            before, after = self.before.reports[old_id], self.after.reports[new_id]
            self._text_by_report[new_id] = self.grounds.of_text(before, after)
        return self._text_by_report[new_id]

    def _moved(self, coder: str) -> dict[Question, Causes]:
        """The patterns or works that changed, for each question where what a coder names has changed."""
        moved: dict[Question, Causes] = defaultdict(frozenset)
        for old_question, question in self._questions():
            old = self.before.answers[coder].get(old_question)
            new = self.after.answers.get(coder, {}).get(question)
            if old and new and old.hits != new.hits:
                found = self.grounds.of_rules(_differing(old, new))
                moved[question] = found or self.grounds.of("context") or NONE
        return moved


def _differing(old: Answer, new: Answer) -> set[str]:
    """Rules that one of the answers names and the other does not, or names with another weight."""
    return {rule for rule, _, _ in old.hits ^ new.hits}


def _by_report(moved: dict[Question, Causes]) -> dict[str, Causes]:
    """What moved in any dimension of a report."""
    found: dict[str, Causes] = defaultdict(frozenset)
    for (report_id, _), causes in moved.items():
        found[report_id] |= causes
    return found


def _codes_or_status(code: CodeOfRecord) -> str:
    """The codes, or why there are none."""
    return CODES.join(code.codes) or code.status
