"""The examples of the codebook that rules are known to fail, as people keep them in known_failures.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import GETS, NEAR_MISS, Codebook
from coprod_review.model.known_failure import KnownFailure

Text = Annotated[str, Field(min_length=1)]
MUST = {"gets": GETS, "near_misses": NEAR_MISS}


class FailureEntry(Strict):
    """One example, under the key of the codebook that holds it, and the reason of its failure."""

    dimension: str
    code: str
    must: Literal["gets", "near_misses"]
    text: Text
    reason: Text


class FailuresFile(Strict):
    """The whole file."""

    failures: tuple[FailureEntry, ...] = ()


def read_known_failures(path: Path, codebook: Codebook) -> tuple[KnownFailure, ...]:
    """The known failures of a file; none where it is not there.

    Raises ReviewErrors for misspelt keys and for examples that the codebook does not have.
    """
    if not path.exists():
        return ()
    written = read_yaml(path, FailuresFile).failures
    known = tuple(KnownFailure(**entry.model_dump() | {"must": MUST[entry.must]}) for entry in written)
    raise_all(_not_there(known, codebook, where=str(path)))
    return known


def _not_there(known: tuple[KnownFailure, ...], codebook: Codebook, *, where: str) -> Iterator[ReviewError]:
    examples = {
        (dimension.name, code.name, must, text)
        for dimension in codebook.dimensions.values()
        for code in dimension.codes.values()
        for must, texts in ((GETS, code.examples.gets), (NEAR_MISS, code.examples.near_misses))
        for text in texts
    }
    for failure in known:
        if failure.example not in examples:
            yield ReviewError(
                f"the codebook has no such example of {failure.code} ({failure.dimension}): {failure.text!r}",
                where=where,
                remedy="take over its words as codebook.yaml has them now, or delete the entry",
            )
