"""The conformal set of a coding: the answers that its dimension leaves possible by itself.

The note of a combination begins with it. The prediction set of the coding is made of it: it holds the answer
given too, never that alone where it was ruled out, and agrees with the sets of other dimensions.
"""

from __future__ import annotations

from collections.abc import Sequence

BEGINNING = "possible: "

NONE_FITS = "no answer fits"


def told(answers: Sequence[Sequence[str]]) -> str:
    """A conformal set as a note begins with it, the most probable answer first."""
    return BEGINNING + (" | ".join(" + ".join(answer) for answer in answers) or NONE_FITS)


def conformal_set(note: str) -> tuple[tuple[str, ...], ...] | None:
    """The answers with which a note begins; empty where none fits, None where the note tells no set."""
    if not note.startswith(BEGINNING):
        return None
    answers = note.removeprefix(BEGINNING).partition("; ")[0]
    if answers == NONE_FITS:
        return ()
    return tuple(tuple(sorted(answer.split(" + "))) for answer in answers.split(" | "))
