"""The codebook as people write it, and as the stages use it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import Code, Codebook, Constraint, Dimension

CodesOfRule = dict[str, str]


class CodeEntry(Strict):
    """One code as written in codebook.yaml."""

    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()
    example_terms: tuple[str, ...] = ()


class DimensionEntry(Strict):
    """One dimension as written in codebook.yaml."""

    label: str
    type: Literal["single", "multiple"]
    question: str
    source: str
    codes: dict[str, CodeEntry]
    decide: tuple[str, ...] = ()


class ConstraintEntry(Strict):
    """One constraint between dimensions."""

    when: CodesOfRule
    then: CodesOfRule


class FormEntry(Strict):
    """A form of co-production, derived from nature and locus."""

    nature: str
    locus: str


class DerivedEntry(Strict):
    """What is derived from codes and never coded by hand."""

    coproduction_form: dict[str, FormEntry]


class CodebookFile(Strict):
    """The whole file. A constraint that is a sentence is for people: the program knows it anyway."""

    version: str
    dimensions: dict[str, DimensionEntry]
    constraints: tuple[ConstraintEntry | str, ...]
    derived: DerivedEntry
    sources: dict[str, str]


def read_codebook(path: Path) -> Codebook:
    """The codebook of a file.

    Raises ReviewErrors for misspelt keys, and for constraints, forms and sources that name what does not
    exist.
    """
    written = read_yaml(path, CodebookFile)
    codebook = Codebook(
        version=written.version,
        dimensions={name: _dimension(name, entry) for name, entry in written.dimensions.items()},
        constraints=tuple(
            Constraint(when=c.when, then=c.then)
            for c in written.constraints
            if isinstance(c, ConstraintEntry)
        ),
        coproduction_form={
            name: {"nature": form.nature, "locus": form.locus}
            for name, form in written.derived.coproduction_form.items()
        },
        sources=dict(written.sources),
    )
    raise_all(_dangling(path, codebook))
    return codebook


def _dimension(name: str, entry: DimensionEntry) -> Dimension:
    return Dimension(
        name=name,
        label=entry.label,
        question=entry.question,
        multiple=entry.type == "multiple",
        source=entry.source,
        decide=entry.decide,
        codes={code: Code(name=code, **body.model_dump()) for code, body in entry.codes.items()},
    )


def _dangling(path: Path, codebook: Codebook) -> list[ReviewError]:
    """References inside the codebook that lead nowhere."""
    faults = []
    pairs = [pair for c in codebook.constraints for side in (c.when, c.then) for pair in side.items()]
    for dimension, code in pairs:
        known = codebook.dimensions.get(dimension)
        if known is None or code not in known.codes:
            faults.append(
                ReviewError(
                    f"a constraint names {dimension}: {code}, which the codebook does not have",
                    where=str(path),
                    remedy="correct the dimension or the code under constraints",
                )
            )
    faults.extend(
        ReviewError(
            f"the source {dimension.source!r} of {dimension.name} is not listed",
            where=str(path),
            remedy="add it under sources, or correct the key",
        )
        for dimension in codebook.dimensions.values()
        if dimension.source not in codebook.sources
    )
    return faults
