"""What a planner learns from and says: signs, told issues, and the reading of one short text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coprod_review.model.coding import Evidence

HARM, CARE, ELSEWHERE = "harm", "care", "elsewhere"
"""What a sign can speak for beside a character: by these, a text is or is not on safety in care."""

DANGER, NO_DANGER = "danger", "no_danger"
"""Known words of what can go wrong, without which a plan is told as a guess, and passages that deny it.
Nothing is learned of them."""

ISSUE_FIELD = "issue"
"""The field that the evidence of a reading names: the text as it was given."""

ON_SAFETY = "on_safety"
NO_ISSUE = "no_safety_issue"
UNSURE = "could_not_tell"
NOT_ENGLISH = "not_english"
NOTHING_KNOWN = "nothing_known"
CHOSEN = "chosen"
VERDICTS = (ON_SAFETY, NO_ISSUE, UNSURE, NOT_ENGLISH, NOTHING_KNOWN, CHOSEN)
"""How a reading can end. `chosen`: a person named the characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A group of words on one thing; `of` is a character of the issue, or harm, care, elsewhere."""

    sign_id: str
    of: str
    says: str
    phrases: tuple[str, ...]
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A short text with the characters that its writer gave it; none where it is on no safety issue."""

    issue_id: str
    text: str
    codes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The score of a code taken apart: `score` = `intercept` + the weights of `evidence`.

    The rule of a passage is `sign:<id>` or `word:<word>`.
    """

    code: str
    score: float
    intercept: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a short text is about.

    `codes` are the characters that the plan is made for, empty where the verdict names none. `probabilities`
    are calibrated, by code (`none`: no safety issue); `confidence` is that of the whole answer, None where no
    machine answered. `because` tells the verdict in a sentence. `signs` are the passages found, each once.
    """

    text: str
    verdict: str
    codes: tuple[str, ...]
    because: str
    confidence: float | None = None
    probabilities: Mapping[str, float] = field(default_factory=dict)
    grounds: Mapping[str, Grounds] = field(default_factory=dict)
    signs: tuple[Evidence, ...] = ()
