"""The shapes of what pages send, and how a decision is refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from coprod_review.errors import ReviewError
from coprod_review.model.typed_text import without_controls

Name = Annotated[str, Field(max_length=300)]
Passage = Annotated[str, Field(max_length=5_000)]
"""Words of a report, as they stand there."""
Words = Annotated[str, Field(max_length=5_000), AfterValidator(without_controls)]
"""What a person writes."""
Names = Annotated[list[Name], Field(max_length=60)]
Quotes = Annotated[list[Passage], Field(max_length=40)]
Seconds = Annotated[int, Field(ge=0, le=86_400)]


class Body(BaseModel):
    """What every decision may say; `queue` is the one whose progress is told."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    queue: Name = ""


class PlaceBody(Body):
    """A question of a report; `kind` says which answer of this person is meant, by default what counts."""

    report: Name
    dimension: Name
    kind: Name = ""


class UndoBody(PlaceBody):
    """The answer that is to be undone: `revision` as the page knows it, 0 for whatever is the last."""

    revision: int = Field(default=0, ge=0)


class AnswerBody(PlaceBody):
    """An answer; for agreements, disputes and adjudications too. No codes: cannot tell.

    `seen` are the codes of record that the page showed, where it showed any or that there are none.
    """

    codes: Names = Field(default_factory=list)
    seen: Names | None = None
    quotes: Quotes = Field(default_factory=list)
    note: Words = ""
    confidence: Name = ""
    reason: Words = ""
    seconds: Seconds | None = None


class PairBody(Body):
    """A verdict on two records; an empty one takes back the verdict that stands."""

    record_a: Name
    record_b: Name
    verdict: Name
    reason: Words = ""


class ScreenBody(Body):
    """A screening judgement; an empty verdict takes back the one that stands."""

    report: Name
    verdict: Name
    criterion: Name = ""
    reason: Words = ""


class Refused(ReviewError):  # noqa: N818 - it is an answer to the page
    """A decision that cannot be taken, with the status by which HTTP says so."""

    def __init__(self, problem: str, *, where: str, remedy: str, status: int = 422) -> None:
        super().__init__(problem, where=where, remedy=remedy)
        self.status = status
