"""What people give, answer by answer: the words that say how it stands and what they had seen before."""

from __future__ import annotations

from dataclasses import dataclass, field

WITHDRAWN = "withdrawn"
"""The state of a row as of which there is no answer."""

SHOWN_NOTHING, SHOWN_SUGGESTIONS = "nothing", "suggestions"
SHOWN = ("", SHOWN_NOTHING, SHOWN_SUGGESTIONS)
"""What had been shown of others' answers before one answered; empty is unknown."""

AGREE, DIFFERS = "agree", "differs"
"""The verdicts of an audit: agreement with the code of record, or an own answer before seeing that code which
turned out to be another; it is no objection: who then looks agrees, or disputes with a reason."""

CONTRADICTED = {"agreement": "dispute", "dispute": "agreement"}
"""The two kinds of answers of which one person gives one at a time, each with the other."""

INSTEAD = {"agreement": "disputed instead", "dispute": "agreed instead"}
"""The reason in the row that takes an answer of a kind back since its person gave the other: it stands again
once that other is taken back."""


@dataclass(slots=True)
class Course:
    """The answers to one question that stand on each other, by their revisions, the lowest first.

    A row that undoes an answer takes it away, and what stood before stands again: it is no new answer, so
    that a dispute of the one before is not settled by it.
    """

    revisions: list[int] = field(default_factory=list)

    def copy(self) -> Course:
        """The same course, which goes on apart from this one."""
        return Course(revisions=[*self.revisions])

    def take(self, revision: int, undoes: int) -> int:
        """The next row, in the order of revisions; the revision since which its content stands.

        `undoes` is the revision of the answer that the row takes back, 0 for a row that answers.
        """
        if not undoes:
            self.revisions.append(revision)
            return revision
        while self.revisions and self.revisions[-1] >= undoes:
            self.revisions.pop()
        return self.revisions[-1] if self.revisions else revision
