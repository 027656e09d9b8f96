"""What somebody gives in one step: an answer, adjudication, dispute, audit, verdict or judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.model.given import AGREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the decider had been shown of others' answers (model.given.SHOWN), and the seconds it took."""

    shown: str = ""
    seconds: int | None = None

    def cells(self) -> dict[str, str]:
        """The columns that hold this."""
        return {"shown": self.shown, "seconds": "" if self.seconds is None else str(self.seconds)}


UNSEEN = Seen()
"""Nothing is known of what was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """A coder's answer to one question; `absent` are the codes that were looked for and not found."""

    report: str
    dimension: str
    codes: Sequence[str]
    codebook: str
    date: str
    quotes: Sequence[str] = ()
    note: str = ""
    confidence: str = ""
    basis: str = ""
    absent: Sequence[str] = ()
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAdjudication:
    """The settled answer to one question, with its reason."""

    report: str
    dimension: str
    codes: Sequence[str]
    coder: str
    reason: str
    date: str
    codebook: str = ""
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDispute:
    """An objection to `against`, the codes of record; `after` is the latest adjudication that was known."""

    report: str
    dimension: str
    coder: str
    reason: str
    date: str
    codes: Sequence[str] = ()
    quotes: Sequence[str] = ()
    against: Sequence[str] = ()
    after: int = 0
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAudit:
    """What a reviewer says of a code of record; `sample` names the audit sample, if any.

    By default `codes` are of record and agreed with; where the verdict is `differs`, they are the reviewer's
    own answer before seeing the codes `against`.
    """

    report: str
    dimension: str
    codes: Sequence[str]
    coder: str
    date: str
    sample: str = ""
    reason: str = ""
    verdict: str = AGREE
    against: Sequence[str] = ()
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVerdict:
    """A verdict on a pair of records: duplicate or distinct."""

    record_a: str
    record_b: str
    verdict: str
    coder: str
    reason: str
    date: str
    known_as_a: str = ""
    known_as_b: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenJudgement:
    """A screening judgement: include, or exclude by a criterion."""

    report: str
    coder: str
    verdict: str
    date: str
    criterion: str = ""
    reason: str = ""
