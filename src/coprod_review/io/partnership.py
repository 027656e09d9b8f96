"""The potential matrix of the partnership model as people argue for it in model.yaml."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.yamls import read_yaml
from coprod_review.model.partnership import (
    CHARACTERS,
    POSITIONS,
    PartnershipModel,
    PotentialCell,
)

FEWEST_WORDS = 20
"""An argument shorter than this is a label, and nobody could challenge it."""


class CellEntry(Strict):
    """One cell as written: its weight, the argument for it, and what the argument rests on."""

    weight: Annotated[float, Field(ge=0, le=4)]
    because: str
    sources: Annotated[tuple[str, ...], Field(min_length=1)]


class SensitivityEntry(Strict):
    """How random matrices are drawn around the stated one."""

    concentration: Annotated[float, Field(gt=0, le=1_000_000)]
    draws: Annotated[int, Field(ge=100, le=100_000)]


class ModelFile(Strict):
    """The whole file."""

    potential: dict[str, dict[str, CellEntry]]
    sensitivity: SensitivityEntry


def read_partnership_model(path: Path, *, known_sources: Collection[str] | None = None) -> PartnershipModel:
    """The partnership model of a file.

    Raises ReviewErrors for misspelt keys, for cells that are missing or unknown, for rows without weight,
    for arguments too short to be challenged and, where `known_sources` are given, for sources that are none.
    """
    written = read_yaml(path, ModelFile)
    raise_all([*_misplaced(path, written), *_unargued(path, written, known_sources)])
    return PartnershipModel(
        cells={
            character: {
                position: PotentialCell(
                    weight=(cell := written.potential[character][position]).weight,
                    because=cell.because.strip(),
                    sources=cell.sources,
                )
                for position in POSITIONS
            }
            for character in CHARACTERS
        },
        concentration=written.sensitivity.concentration,
        n_draws=written.sensitivity.draws,
    )


def source_keys(path: Path) -> frozenset[str]:
    """The keys of the works in lineage.yaml, whatever else is written of them."""
    works = read_yaml(path, list[dict[str, object]])
    return frozenset(str(work["key"]) for work in works if "key" in work)


def _misplaced(path: Path, written: ModelFile) -> list[ReviewError]:
    """Rows and cells that the model does not know or lacks, and rows of zeros."""
    faults = []
    given = {(c, p) for c, row in written.potential.items() for p in row}
    wanted = {(c, p) for c in CHARACTERS for p in POSITIONS}
    for character, position in sorted(given - wanted):
        faults.append(
            _fault(
                path, f"the model has no cell {character}, {position}", "correct the spelling, or remove it"
            )
        )
    for character, position in sorted(wanted - given):
        faults.append(
            _fault(
                path,
                f"the cell {character}, {position} is missing",
                "give it a weight, an argument and sources",
            )
        )
    faults.extend(
        _fault(path, f"all weights of {character} are 0", "give at least one position a weight")
        for character, row in written.potential.items()
        if row and not any(cell.weight for cell in row.values())
    )
    return faults


def _unargued(path: Path, written: ModelFile, known: Collection[str] | None) -> list[ReviewError]:
    faults = []
    for character, row in written.potential.items():
        for position, cell in row.items():
            place = f"{character}, {position}"
            if len(cell.because.split()) < FEWEST_WORDS:
                faults.append(
                    _fault(
                        path,
                        f"the argument for {place} has fewer than {FEWEST_WORDS} words",
                        "write why this position has that much to give, so that others can answer",
                    )
                )
            faults.extend(
                _fault(
                    path,
                    f"the source {source!r} of {place} is not known",
                    "use a key of lineage.yaml or of the sources of codebook.yaml",
                )
                for source in cell.sources
                if known is not None and source not in known
            )
    return faults


def _fault(path: Path, problem: str, remedy: str) -> ReviewError:
    return ReviewError(problem, where=str(path), remedy=remedy)
