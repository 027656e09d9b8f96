"""The codebook as people write it, and as the stages use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.codebook_names import faults_of_names
from coprod_review.io.files import read_text
from coprod_review.io.yamls import line_of, parse_yaml, read_yaml
from coprod_review.model.codebook import Code, Codebook, Constraint, Dimension, Examples
from coprod_review.model.fixed_codes import ALWAYS, FIXED_CODES, codes_of, fault_of_fixed_codes

CodesOfRule = dict[str, str]


ONE_MORE = 'docs/codebook.md of the project, "One dimension more"'
"""Where it stands what a further dimension needs."""


class ExamplesEntry(Strict):
    """Invented texts that must get a code, and near misses that must not."""

    gets: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class CodeEntry(Strict):
    """One code as written in codebook.yaml."""

    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()
    example_terms: tuple[str, ...] = ()
    examples: ExamplesEntry = ExamplesEntry()


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

    coproduction_form: dict[str, FormEntry] = Field(default_factory=dict)


class CodebookFile(Strict):
    """The whole file. A constraint that is a sentence is for people: the program knows it anyway."""

    version: str
    dimensions: dict[str, DimensionEntry]
    constraints: tuple[ConstraintEntry | str, ...] = ()
    derived: DerivedEntry = DerivedEntry()
    sources: dict[str, str]


def read_codebook(path: Path) -> Codebook:
    """The codebook of a file.

    Raises ReviewErrors for misspelt keys, for constraints, forms and sources that name what does not exist,
    for examples that no coding could satisfy, for names that files and tables cannot
    carry, and where it lacks a dimension without which nothing works.
    """
    try:
        written = read_yaml(path, CodebookFile)
    except ReviewError as error:
        faults = (*getattr(error, "faults", (error,)), *faults_of_names(path))
        raise_all([*faults, *_lacking(path, _names_in(path))])
        raise
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
    astray = _astray(written, codebook)
    lacking = _lacking(path, codes_of(codebook), named={dimension for dimension, _ in astray})
    named = (*faults_of_names(path), *lacking, *_dangling(path, codebook, astray))
    raise_all([*named, *_impossible_examples(path, codebook)])
    return codebook


def _dimension(name: str, entry: DimensionEntry) -> Dimension:
    return Dimension(
        name=name,
        label=entry.label,
        question=entry.question,
        multiple=entry.type == "multiple",
        source=entry.source,
        decide=entry.decide,
        codes={code: _code(code, body) for code, body in entry.codes.items()},
    )


def _code(name: str, body: CodeEntry) -> Code:
    written = body.model_dump(exclude={"examples"})
    return Code(name=name, **written, examples=Examples(**body.examples.model_dump()))


def _lacking(
    path: Path, codes: Mapping[str, Collection[str]], *, named: Collection[str] = ()
) -> list[ReviewError]:
    """All that is fixed and lacking, as one fault, where it has to be told here.

    That is where a dimension is lacking that all stages need, or one that constraints name.
    """
    fault = fault_of_fixed_codes(codes, where=str(path))
    needed = {*ALWAYS, *(FIXED_CODES.keys() & named)}
    return [fault] if fault and codes and not needed <= {*codes} else []


def _names_in(path: Path) -> dict[str, Collection[str]]:
    """The names of codes by dimension in a file with other faults; none where they cannot be told."""
    try:
        _, data = parse_yaml(read_text(path), where=str(path))
    except ReviewError:
        return {}
    dimensions = data.get("dimensions") if isinstance(data, dict) else None
    if not isinstance(dimensions, dict):
        return {}
    entries = {str(name): entry for name, entry in dimensions.items() if isinstance(entry, dict)}
    written = {name: entry.get("codes") for name, entry in entries.items()}
    return {name: tuple(codes) if isinstance(codes, dict) else () for name, codes in written.items()}


Place = tuple[str | int, ...]


def _astray(written: CodebookFile, codebook: Codebook) -> dict[tuple[str, str], list[Place]]:
    """Dimension and code that constraints name and the codebook does not have, each with its places."""
    found: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for at, constraint in enumerate(written.constraints):
        if isinstance(constraint, ConstraintEntry):
            for side, pairs in (("when", constraint.when), ("then", constraint.then)):
                for dimension, code in pairs.items():
                    known = codebook.dimensions.get(dimension)
                    if known is None or code not in known.codes:
                        found[dimension, code].append(("constraints", at, side, dimension))
    return dict(found)


def _dangling(
    path: Path, codebook: Codebook, astray: Mapping[tuple[str, str], Sequence[Place]]
) -> list[ReviewError]:
    """References inside the codebook that lead nowhere."""
    faults, lines = [], _Lines(path)
    for (dimension, code), places in astray.items():
        first, *others = (lines.at(place) for place in places)
        also = f" (named in line {', '.join(map(str, others))} too)" if others else ""
        faults.append(
            ReviewError(
                f"a constraint names {dimension}: {code}, which the codebook does not have{also}",
                where=f"{path}, line {first}",
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


def _impossible_examples(path: Path, codebook: Codebook) -> Iterator[ReviewError]:
    """Examples that contradict each other: no coding of such a text could satisfy them all."""
    claims: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    lines = _Lines(path)
    for dimension in codebook.dimensions.values():
        for code in dimension.codes.values():
            for text in code.examples.gets:
                claims[_plain(text)][dimension.name].append(code.name)
            denied = {_plain(text) for text in code.examples.near_misses}
            for text in code.examples.gets:
                if _plain(text) in denied:
                    yield ReviewError(
                        f"an example both must and must not get {code.name}: {text!r}",
                        where=lines.of(dimension.name, code.name),
                        remedy="keep it under gets or under near_misses",
                    )
    for text, given in claims.items():
        codes = {name: tuple(sorted(codes)) for name, codes in given.items()}
        for broken in codebook.violations(codes):
            name = next(iter(codes))
            yield ReviewError(
                f"an example is given codes that the codebook forbids together ({broken}): {text!r}",
                where=lines.of(name, codes[name][0]),
                remedy="take the example away from one of the codes",
            )


class _Lines:
    """Where parts stand in the file; it is parsed again only where something is to be told."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._node: yaml.Node | None = None

    def of(self, dimension: str, code: str) -> str:
        return f"{self._path}, line {self.at(('dimensions', dimension, 'codes', code, 'examples'))}"

    def at(self, place: Place) -> int:
        if self._node is None:
            self._node, _ = parse_yaml(read_text(self._path), where=str(self._path))
        return line_of(self._node, place)


def _plain(text: str) -> str:
    return " ".join(text.split())
