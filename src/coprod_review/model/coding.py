"""Codings: what a coder answered, and what the answer rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from coprod_review.model.joined_answers import Replaced
from coprod_review.model.quickly_made import quickly_made

MACHINE_CODERS = ("rules", "lineage", "classifier", "combination")

CONFIDENCE_WORDS = ("low", "medium", "high")

CODE_STATUSES = ("adjudicated", "person", "agreed", "waiting", "machine", "open")
"""How the code of record came about: settled by adjudication, by a person, by agreement of the
readers; waiting because the coders differ; decided by machine; open because nobody decided."""

REOPENED = "re-opened"
"""How the note of a coding begins that does not count any more, since its definitions have changed."""

FOLLOWS = "follows by the codebook"
"""How the reason of a code of record begins that a constraint has settled with the one that it rests on."""

SETTLED_STATUSES = ("adjudicated", "person", "agreed")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage of a report, by offsets and by its words, so each can check the other.

    `field` is title, abstract, keywords or references; for references, `start` is the index of the
    reference, `end` is `start` + 1 and `quote` is the whole reference. `rule` is the pattern, the lineage
    key or the model term; `weight` its signed contribution to the score of `code`. `context` holds
    flags such as negated, hedged, future, background.
    """

    field: str
    start: int
    end: int
    quote: str
    code: str = ""
    rule: str = ""
    weight: float = 0.0
    context: tuple[str, ...] = ()

    def holds_in(self, text: str) -> bool:
        """Whether the passage still reads as quoted."""
        return text[self.start : self.end] == self.quote


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One coder's answer to one dimension for one report.

    `codes` is empty where the coder examined the report and gives no answer (abstains). `scores`
    are per code: summed weights for rules and lineage, probabilities for classifier and combination.
    `prediction_set` are the codes that cannot be ruled out at the level of the configuration.
    `confidence` is a probability for machines and None where unknown; people's words
    (low, medium, high) stand in `confidence_word`. `basis` names what an imported coding rests on.
    `examined` says which fields were read: silence in a field that was read is an answer. `shown` says what
    of others' answers a person had seen before (model.given.SHOWN), `seconds` how long the answer took,
    `revision` how many answers this question has with it, and `instead_of` what it replaces
    (model.joined_answers); these stand in the files of people alone.
    """

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    coder: str
    codebook: str = ""
    confidence: float | None = None
    confidence_word: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    prediction_set: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    basis: str = ""
    examined: tuple[str, ...] = ()
    date: str = ""
    note: str = ""
    shown: str = ""
    seconds: int | None = None
    revision: int = 1
    instead_of: Replaced = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOfRecord:
    """The code that counts for a report and a dimension, how it came about, and from whom.

    `codes` is empty exactly where `status` is waiting or open.
    """

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    status: str
    coders: tuple[str, ...]
    reason: str = ""
    confidence: float | None = None
