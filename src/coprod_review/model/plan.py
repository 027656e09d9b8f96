"""A plan for one safety issue: where it sits in the partnership model, what was tried there, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coprod_review.model.planning import Reading

OPEN, PERHAPS, MET, UNKNOWN = "open", "perhaps_open", "met", "unknown"
"""How attention to a position stands to its potential: below it beyond chance; within chance of being below;
not below; not known, since no report is there."""

FORM = "form"
"""The dimension of plans.csv that counts forms of co-production."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argued:
    """Something that is held and argued for, with the keys of its sources."""

    says: str
    because: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingForm:
    """A form of co-production that fits a character, with its reason."""

    form: str
    because: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What is argued beside the model, by character: traditions, forms that fit, questions by position."""

    traditions: Mapping[str, Mapping[str, Argued]]
    forms: Mapping[str, tuple[FittingForm, ...]]
    questions: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A share with its interval; None where there is nothing to measure."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position of the patient for a character: what it could give, what it is given, a question to ask.

    `counted_as` is what its reports come to in attention: one on k characters counts 1/k in each of them.
    `label` is that of the codebook; plans say `name`, and tell once which label that is.
    """

    position: str
    label: str
    weight: float
    because: str
    sources: tuple[str, ...]
    potential: float | None
    attention: Measured
    untapped: Measured
    standing: str
    n_reports: int
    counted_as: float | None
    at_most: float | None
    number_id: str
    question: str

    @property
    def name(self) -> str:
        """The position in a word that begins a line: "Protective"."""
        return position_name(self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many reports of a row, of those coded, have a code; `at_most` bounds the count where none has.

    `gloss` says what a form of co-production is by: its nature and its locus.
    """

    code: str
    label: str
    n: int
    total: int
    share: Measured
    at_most: float | None
    number_id: str
    gloss: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedDimension:
    """What was tried by one dimension: the codes in its order, `none` last."""

    dimension: str
    label: str
    codes: tuple[Tried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRead:
    """A form that fits, as the plan tells it: its words, its reason, how often it was found there."""

    form: str
    label: str
    nature: str
    locus: str
    because: str
    sources: tuple[str, ...]
    found: Tried | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraditionRead:
    """How a tradition reads the issue, and how many reports on the character are of it."""

    tradition: str
    label: str
    says: str
    because: str
    sources: tuple[str, ...]
    found: Tried | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """The row of the model for one character; positions by potential, the greatest first.

    `chance` is the untapped share that so many reports would give by chance alone: its mean, and as `high`
    what it exceeds in few draws only. `counted_as` is what the reports come to, each counted in parts.
    """

    character: str
    label: str
    definition: str
    n_reports: int
    untapped_share: Measured
    chance: Measured
    counted_as: float | None
    sensitivity: Measured
    number_id: str
    positions: tuple[Position, ...]
    tried: tuple[TriedDimension, ...]
    tried_in_first: tuple[TriedDimension, ...]
    forms: tuple[FormRead, ...]
    traditions: tuple[TraditionRead, ...]

    @property
    def not_found(self) -> tuple[tuple[str, Tried], ...]:
        """Strategies, phases and forms that no report on the character has, each with its dimension."""
        return tuple(
            (dimension.label, code)
            for dimension in self.tried
            if dimension.dimension != "tradition"
            for code in dimension.codes
            if not code.n and code.total and code.code not in ("none", "no_single_form")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NearReport:
    """An included report on patient safety near to the issue, and the words and topics that make it near.

    `coded` says in words what characters, position and strategies it has; `container` and `doi` lead to it
    without the review. A `weak` one is the best that there is, and no good one.
    """

    report_id: str
    title: str
    authors: str
    year: str
    nearness: float
    words: tuple[str, ...]
    topics: tuple[str, ...]
    same_character: bool
    characters: tuple[str, ...]
    position: str
    strategies: tuple[str, ...]
    coded: tuple[str, ...] = ()
    container: str = ""
    doi: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole plan: `lacks` says what is missing in the run, `n_on_safety` counts its reports on safety.

    `sign_words` says in words what each sign of the reading speaks of, by its id; `origins` where the corpus
    is from, as the search log has it, empty where that is not known; `source_words` has short citations of
    works by their keys; `coded_by` says how many codes people settled, and who settled the others.
    """

    reading: Reading
    rows: tuple[PlanRow, ...]
    nearest: tuple[NearReport, ...] = ()
    n_on_safety: int = 0
    n_included: int = 0
    sign_words: Mapping[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    source_words: Mapping[str, str] = field(default_factory=dict)
    coded_by: str = ""


def position_name(position: str) -> str:
    """What plans call a position of the patient: "Protective"."""
    return position.replace("_", " ").capitalize()
