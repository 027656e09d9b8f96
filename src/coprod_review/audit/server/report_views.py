"""What the template of the deciding page is given: texts, questions with their codes, and what was said.

What only a reviewer may see stands in fields that are None or empty for coders and learners.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coprod_review.audit.server.views import Frame, Link, Place, TextField


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """One answer of a question: with the key that gives it (empty: only by pointing)."""

    name: str
    label: str
    key: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    example_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer that this person has given: no codes mean cannot tell. `revision` counts from 1.

    `kind` says what it is: coding, adjudication, agreement, dispute, or look: a first look that differs.
    """

    codes: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    note: str = ""
    confidence: str = ""
    reason: str = ""
    revision: int = 1
    date: str = ""
    kind: str = "coding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Evidence in the text: field, offsets, words, which coder's it is, and the signed weight (0: none)."""

    field: str
    start: int
    end: int
    quote: str
    code: str = ""
    rule: str = ""
    weight: float = 0.0
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAnswer:
    """What a coder, person or machine, said on a question. No codes: examined and no answer.

    `probabilities` (machines that give them) are (code, probability), the largest first; `signs` tells of the
    codes in the prediction set whether they can be ruled out; `letter` marks this coder's evidence in the
    text.
    """

    coder: str
    kind: str
    letter: str
    codes: tuple[str, ...]
    confidence: str = ""
    probabilities: tuple[tuple[str, float], ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    terms: tuple[Passage, ...] = ()
    basis: str = ""
    note: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """A dispute: who holds what against which codes, and why; open until settled or withdrawn."""

    coder: str
    against: tuple[str, ...]
    codes: tuple[str, ...]
    reason: str
    quotes: tuple[str, ...]
    date: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """What an adjudicator settled, and why."""

    coder: str
    codes: tuple[str, ...]
    reason: str
    date: str
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a reviewer sees of a question beside its own answer.

    `status` is one of the statuses of codes (adjudicated, person, agreed, waiting, machine, open), or empty
    where the run has no code of record; `agreed_by` are reviewers who agreed with these very codes;
    `first_look` is this reviewer's own answer before seeing them, where it differs and nothing followed.
    """

    status: str
    status_words: str
    codes: tuple[str, ...]
    why: str
    answers: tuple[CoderAnswer, ...]
    adjudicated: Adjudicated | None = None
    disputes: tuple[DisputeView, ...] = ()
    agreed_by: tuple[str, ...] = ()
    first_look: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """One question on the deciding page.

    `mark` is the letter of its evidence. `given` is this person's answer, None where there is none.
    `seen` is None for coders and learners, and for reviewers while `is_hidden`: this report is one of those
    that are shown without suggestions until the reviewer has given an answer of their own.
    `is_focus` tells that the queue led here because of this question.
    """

    name: str
    label: str
    question: str
    mark: str
    multiple: bool
    decide: tuple[str, ...]
    codes: tuple[CodeView, ...]
    given: Given | None = None
    seen: Seen | None = None
    is_hidden: bool = False
    is_focus: bool = False
    is_reopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The deciding page: the report's text, the questions, and what stands already.

    `facts` are (name, value) of the bibliographic record. `broken` are the rules of the codebook that this
    person's answers break together, in words; `text_note` says that only a part of the text is there.
    `audit_href` leads to the page of the audit site (reviewers only); `has_practised` tells that this person
    has looked up in an exercise what is settled here.
    """

    frame: Frame
    report_id: str
    title: str
    authors: str
    year: str
    venue: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    fields: tuple[TextField, ...]
    text_note: str
    dimensions: tuple[DimensionView, ...]
    place: Place
    confidence_words: tuple[str, ...]
    broken: tuple[str, ...] = ()
    audit_href: str = ""
    is_hidden_first: bool = False
    has_practised: bool = False

    @property
    def state(self) -> Mapping[str, object]:
        """What the script of the page starts from, as plain values for JSON."""
        return {
            "report": self.report_id,
            "role": self.frame.role,
            "may": sorted(self.frame.may),
            "store": self.frame.store,
            "confidence_words": list(self.confidence_words),
            "next": self.place.next_href,
            "back": self.place.back_href,
            "queue": self.place.queue_href,
            "dimensions": {d.name: _dimension_state(d) for d in self.dimensions},
        }


def _dimension_state(dimension: DimensionView) -> dict[str, object]:
    given = dimension.given
    return {
        "multiple": dimension.multiple,
        "hidden": dimension.is_hidden,
        "mark": dimension.mark,
        "keys": {code.key: code.name for code in dimension.codes if code.key},
        "given": None
        if given is None
        else {
            "codes": list(given.codes),
            "quotes": list(given.quotes),
            "note": given.note,
            "confidence": given.confidence,
            "reason": given.reason,
            "revision": given.revision,
            "kind": given.kind,
        },
    }
