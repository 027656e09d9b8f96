"""Which version of the codebook an answer follows: the one that it names, else what tells of its coder."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coprod_review.model.coding import Coding
from coprod_review.model.corpus import Adjudication, Coder


def followed(answer: Coding | Adjudication, coder: Coder | None, versions: Iterable[str]) -> str:
    """The version that an answer names, else the oldest of `versions` by which its coder codes, or "".

    It is the oldest since an answer that is looked at again in vain costs less than one that is never.
    """
    return answer.codebook or next(iter(named_for(coder, versions)), "")


def named_for(coder: Coder | None, versions: Iterable[str]) -> list[str]:
    """Those of the versions by which a coder is said to code, the oldest first."""
    return sorted((v for v in versions if coder is not None and coder.codes_by(v)), key=_place)


def _place(version: str) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", version)], version
