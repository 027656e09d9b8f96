"""What a user can cause and how it is told: a problem, its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable


class ReviewError(Exception):
    """A mistake that the user can mend.

    The command line prints it as advice and ends with exit code 2, never with a traceback.
    """

    def __init__(self, problem: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.remedy = remedy
        self.read: object = None

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  remedy: {self.remedy}" if self.remedy else ""
        return f"{place}{self.problem}{advice}"


class NotWrittenError(ReviewError):
    """What the disk did not take: nothing is wrong with it, and it may be tried again as it is."""


class ReviewErrors(ReviewError):  # noqa: N818 - several of them
    """Several mistakes of one file or one corpus, told at once and in order."""

    def __init__(self, faults: Iterable[ReviewError]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults found")

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def raise_all(faults: Iterable[ReviewError], *, read: object = None) -> None:
    """Raise the faults that were collected: none passes, one is raised itself, several at once.

    `read` is what was read in spite of them; it goes with the error for who checks further.
    """
    found = tuple(faults)
    if found:
        error = found[0] if len(found) == 1 else ReviewErrors(found)
        error.read = read
        raise error
