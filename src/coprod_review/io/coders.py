"""Who coded: coders.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.yaml_faults import written_as
from coprod_review.io.yaml_text import Text, line_at
from coprod_review.io.yamls import read_yaml
from coprod_review.model.corpus import Coder

CODER_NAME = r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z)[A-Za-z][A-Za-z0-9_-]*"
"""Every system has a file of this name: on Windows some are those of devices."""
CoderName = Annotated[
    str,
    written_as(
        CODER_NAME,
        "a name of letters (a to z), digits, - and _ is needed that begins with a letter and is none that "
        "Windows keeps for a device (con, prn, aux, nul, com1, lpt1)",
    ),
]


class CoderEntry(Strict):
    """One coder as written in coders.yaml."""

    name: CoderName
    kind: Literal["person", "language_model"]
    role: Literal["reader", "collector", "adjudicator"]
    how: str
    codebook: Text
    blind: bool
    model: Text | None = None
    version: Text | None = None
    dates: Text | None = None
    instructions: Text | None = None


class CodersFile(Strict):
    """The whole of coders.yaml."""

    coders: tuple[CoderEntry, ...]


def read_coders(path: Path) -> tuple[Coder, ...]:
    """The coders, in the order of the file; none where nobody has coded and there is no file.

    Raises ReviewError for a name that stands twice, be it once in small and once in capital letters: some
    systems would hold the files of both for one.
    """
    if not path.exists():
        return ()
    written = read_yaml(path, CodersFile)
    first: dict[str, str] = {}
    faults = []
    for position, coder in enumerate(written.coders):
        before = first.get(coder.name.lower())
        first.setdefault(coder.name.lower(), coder.name)
        if before is not None:
            differs = before != coder.name
            faults.append(
                ReviewError(
                    f"the coders {before!r} and {coder.name!r} differ in capital letters alone"
                    if differs
                    else f"the coder {coder.name!r} stands twice",
                    where=f"{path}, line {line_at(path, 'coders', position)}",
                    remedy="some systems cannot tell their files apart: give one of them another name"
                    if differs
                    else "give each coder one entry and a name of its own",
                )
            )
    raise_all(faults)
    return tuple(Coder(**entry.model_dump()) for entry in written.coders)
