"""Patterns and the data that weigh and decide them, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.decision_steps import undecidable
from coprod_review.io.files import read_text
from coprod_review.io.yamls import line_of, parse_yaml, read_yaml
from coprod_review.model.codebook import Codebook
from coprod_review.model.pattern import Pattern
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.rules import Context, Decision, DecisionStep, Section, Sense, Weighing

Sentences = Annotated[tuple[str, ...], Field(min_length=1)]
NonNegative = Annotated[float, Field(ge=0)]
Scale = Annotated[float, Field(ge=0, le=2)]

WORDS_FILE = "words.yaml"
_NAMED = re.compile(r"\{(\w+)\}")


class PatternEntry(Strict):
    """One pattern as written."""

    id: str
    code: str
    weight: float
    phrases: tuple[str, ...] = ()
    tokens: tuple[tuple[dict[str, Any], ...], ...] = ()
    needs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    matches: Sentences
    misses: Sentences
    note: str = ""

    @model_validator(mode="after")
    def _looks_for_something(self) -> PatternEntry:
        if not self.phrases and not self.tokens:
            raise ValueError("a pattern needs phrases or tokens")
        return self


class PatternFile(Strict):
    """The patterns of one dimension."""

    dimension: str
    patterns: tuple[PatternEntry, ...]


class ContextEntry(Strict):
    """One kind of context as written."""

    weight: Scale
    reach: Annotated[int, Field(ge=0)] = 0
    kinds: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    before_stops: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()
    after_stops: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class SectionEntry(Strict):
    """One section of abstracts as written."""

    weight: Scale
    heads: tuple[str, ...]
    cues: tuple[str, ...] = ()


class SenseEntry(Strict):
    """Another sense of some words as written."""

    words: Sentences
    read_as: str
    where: Sentences
    unless: tuple[str, ...] = ()


class WeighingFile(Strict):
    """The whole of contexts.yaml."""

    fields: dict[str, Scale]
    repeat: Annotated[float, Field(ge=0, le=1)]
    contexts: dict[str, ContextEntry]
    sections: dict[str, SectionEntry]
    senses: dict[str, SenseEntry] = Field(default_factory=dict)


class StepEntry(Strict):
    """One step of a decision as written: exactly one of give, highest and every."""

    give: str = ""
    highest: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    least: NonNegative = 0.0
    share: Annotated[float, Field(ge=0, le=1)] = 0.0
    at_least: dict[str, float] = Field(default_factory=dict)
    below: dict[str, float] = Field(default_factory=dict)
    outweighs: dict[str, NonNegative] = Field(default_factory=dict)
    given: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _gives_one_thing(self) -> StepEntry:
        if sum(map(bool, (self.give, self.highest, self.every))) != 1:
            raise ValueError("a step has exactly one of give, highest and every")
        if self.outweighs and not self.give:
            raise ValueError("outweighs compares the code of give, which is missing")
        return self


class DecisionEntry(Strict):
    """How one dimension is decided, as written."""

    steps: tuple[StepEntry, ...]
    silence: str = ""


def read_patterns(folder: Path, codebook: Codebook | None) -> tuple[Pattern, ...]:
    """All patterns of the YAML files of a folder, sorted by id.

    Words in braces stand for the group of that name in `words.yaml` of the same folder. Raises ReviewErrors
    for misspelt keys, unknown dimensions, codes and groups, and ids that are given twice. Without a codebook,
    dimensions and codes are not checked.
    """
    files = sorted(path for path in folder.glob("*.yaml") if path.name != WORDS_FILE)
    if not files:
        raise ReviewError(
            "there are no pattern files here",
            where=str(folder),
            remedy="name a folder with one YAML file per dimension, such as config/patterns",
        )
    has_words = (folder / WORDS_FILE).exists()
    words = read_yaml(folder / WORDS_FILE, dict[str, str]) if has_words else {}
    patterns: list[Pattern] = []
    faults: list[ReviewError] = []
    for path in files:
        try:
            patterns += _patterns_of(path, words, faults)
        except ReviewError as error:
            faults += getattr(error, "faults", [error])
    faults += _foreign(patterns, codebook) if codebook else []
    faults += _doubled(patterns)
    raise_all(faults)
    return tuple(sorted(patterns, key=lambda p: p.pattern_id))


def read_weighing(path: Path) -> Weighing:
    """The contexts, sections, senses and weights of contexts.yaml.

    Raises ReviewErrors for misspelt keys, and where a field that coders read has no weight.
    """
    written = read_yaml(path, WeighingFile)
    if set(written.fields) != set(TEXT_FIELDS):
        raise ReviewError(
            f"weights are given for {', '.join(sorted(written.fields)) or 'no field'}",
            where=f"{path}, fields",
            remedy=f"give one for each of {', '.join(TEXT_FIELDS)}",
        )
    return Weighing(
        fields=dict(written.fields),
        repeat=written.repeat,
        contexts=tuple(Context(flag=flag, **c.model_dump()) for flag, c in written.contexts.items()),
        sections=tuple(Section(name=name, **s.model_dump()) for name, s in written.sections.items()),
        senses=tuple(Sense(name=name, **s.model_dump()) for name, s in written.senses.items()),
    )


def read_decisions(path: Path, codebook: Codebook | None) -> tuple[Decision, ...]:
    """The decision steps of each dimension, in the order in which dimensions are decided.

    Raises ReviewErrors for misspelt keys, for codes and dimensions that the codebook does not have, for
    dimensions without a decision, and for steps that look at a dimension decided later. Without a codebook,
    misspelt keys alone are told.
    """
    written = read_yaml(path, dict[str, DecisionEntry])
    decisions = tuple(
        Decision(
            dimension=name,
            steps=tuple(DecisionStep(**step.model_dump()) for step in entry.steps),
            silence=entry.silence,
        )
        for name, entry in written.items()
    )
    raise_all(undecidable(path, decisions, codebook) if codebook else ())
    return decisions


def _patterns_of(path: Path, words: Mapping[str, str], faults: list[ReviewError]) -> Iterator[Pattern]:
    written = read_yaml(path, PatternFile)
    node, _ = parse_yaml(read_text(path), where=str(path))
    for number, entry in enumerate(written.patterns):
        line = line_of(node, ("patterns", number))
        named = {
            name
            for phrase in (*entry.phrases, *entry.needs, *entry.beside)
            for name in _NAMED.findall(phrase)
        }
        faults += [
            ReviewError(
                f"{entry.id}: there is no group of words {name!r}",
                where=f"{path}, line {line}",
                remedy=f"use one of {', '.join(words) or 'none'}, or add it to {WORDS_FILE}",
            )
            for name in sorted(named - words.keys())
        ]
        yield Pattern(
            pattern_id=entry.id,
            dimension=written.dimension,
            code=entry.code,
            weight=entry.weight,
            phrases=_in_full(entry.phrases, words),
            tokens=entry.tokens,
            needs=_in_full(entry.needs, words),
            beside=_in_full(entry.beside, words),
            matches=entry.matches,
            misses=entry.misses,
            file=str(path),
            line=line,
            note=entry.note,
        )


def _in_full(phrases: Iterable[str], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_NAMED.sub(lambda m: words.get(m[1], m[1]), phrase) for phrase in phrases)


def _foreign(patterns: Iterable[Pattern], codebook: Codebook) -> Iterator[ReviewError]:
    for pattern in patterns:
        dimension = codebook.dimensions.get(pattern.dimension)
        if dimension is None:
            known, problem = codebook.dimensions.keys(), f"unknown dimension {pattern.dimension!r}"
        elif pattern.code not in dimension.codes:
            known, problem = dimension.codes.keys(), f"unknown code {pattern.code!r} of {dimension.name}"
        else:
            continue
        yield ReviewError(
            f"{pattern.pattern_id}: {problem}",
            where=f"{pattern.file}, line {pattern.line}",
            remedy=f"use one of {', '.join(known)}",
        )


def _doubled(patterns: Iterable[Pattern]) -> Iterator[ReviewError]:
    first: dict[str, Pattern] = {}
    for pattern in patterns:
        earlier = first.setdefault(pattern.pattern_id, pattern)
        if earlier is not pattern:
            yield ReviewError(
                f"the id {pattern.pattern_id!r} is given twice",
                where=f"{pattern.file}, line {pattern.line}",
                remedy=f"choose another; {earlier.file}, line {earlier.line} has it already",
            )
