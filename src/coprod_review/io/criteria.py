"""The screening criteria as people write them: config/criteria.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from coprod_review.config import Share, Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.files import read_text
from coprod_review.io.yaml_faults import written_as
from coprod_review.io.yamls import line_of, parse_yaml, read_yaml
from coprod_review.model.criteria import Criteria, LanguageWords, TermGroup
from coprod_review.model.screening import Criterion

CRITERIA = ("language", "kind", "subject", "field", "duplicate")
"""The criteria that the rules know how to ask; a file names them in the order in which they are applied."""

RECORD_TYPES = (
    "article", "review", "editorial", "letter", "chapter", "book", "conference", "thesis", "report",
    "preprint", "dataset", "erratum", "retraction", "other",
)  # fmt: skip

Words = Annotated[tuple[str, ...], Field(min_length=1)]


class CriterionEntry(Strict):
    """One criterion as written."""

    id: Literal["language", "kind", "subject", "field", "duplicate"]
    label: str
    definition: str


class GroupEntry(Strict):
    """One group of terms as written."""

    id: Annotated[
        str, written_as(r"[a-z][a-z0-9_]*", "a name of small letters, digits and _ is needed, a letter first")
    ]
    criterion: Literal["kind", "subject", "field"]
    speaks: Literal["for", "against"]
    strength: Literal["full", "weak"] = "full"
    terms: Words
    matches: Words
    misses: Words


class LanguagesEntry(Strict):
    """How the language of a text is told, as written."""

    coded: Words
    least_words: Annotated[int, Field(ge=1)]
    least_share: Share
    function_words: dict[Annotated[str, written_as(r"[a-z]{2}", "a language is named by two letters")], str]


class CriteriaFile(Strict):
    """The whole of criteria.yaml."""

    criteria: tuple[CriterionEntry, ...]
    languages: LanguagesEntry
    excluded_types: tuple[str, ...]
    least_words: Annotated[int, Field(ge=0)]
    groups: tuple[GroupEntry, ...]


def read_criteria(path: Path) -> Criteria:
    """The criteria in the order applied, with their term groups.

    Raises ReviewErrors for misspelt keys, criteria or groups that stand twice, criteria that are missing, and
    coded languages without function words. Whether the terms find what they should is tested by
    `screen.criteria.check_terms`.
    """
    written = read_yaml(path, CriteriaFile)
    node, _ = parse_yaml(read_text(path), where=str(path))
    raise_all(_faults(path, written))
    return Criteria(
        criteria=tuple(
            Criterion(criterion_id=c.id, label=c.label, definition=c.definition) for c in written.criteria
        ),
        languages=LanguageWords(
            coded=written.languages.coded,
            function_words={
                language: frozenset(words.split())
                for language, words in written.languages.function_words.items()
            },
            least_words=written.languages.least_words,
            least_share=written.languages.least_share,
        ),
        excluded_types=written.excluded_types,
        groups=tuple(
            TermGroup(
                group_id=group.id,
                criterion=group.criterion,
                sign=1 if group.speaks == "for" else -1,
                is_weak=group.strength == "weak",
                terms=group.terms,
                matches=group.matches,
                misses=group.misses,
                line=line_of(node, ("groups", place)),
            )
            for place, group in enumerate(written.groups)
        ),
        least_words=written.least_words,
        file=str(path),
    )


def _faults(path: Path, written: CriteriaFile) -> Iterator[ReviewError]:
    for kind, names in (
        ("criterion", [str(c.id) for c in written.criteria]),
        ("group", [g.id for g in written.groups]),
    ):
        for name in sorted({n for n in names if names.count(n) > 1}):
            yield ReviewError(
                f"the {kind} {name!r} stands twice", where=str(path), remedy="keep one of the two"
            )
    for name in written.excluded_types:
        if name not in RECORD_TYPES:
            yield ReviewError(
                f"unknown type {name!r} of records",
                where=f"{path}, excluded_types",
                remedy=f"use types of the record table: {', '.join(RECORD_TYPES)}",
            )
    missing = [name for name in CRITERIA if name not in [c.id for c in written.criteria]]
    if missing:
        yield ReviewError(
            f"the criteria lack {', '.join(missing)}",
            where=str(path),
            remedy="add them; every report is asked each criterion",
        )
    for language in written.languages.coded:
        if language not in written.languages.function_words:
            yield ReviewError(
                f"the coded language {language!r} has no function words",
                where=f"{path}, languages",
                remedy="add a line of its commonest words below function_words",
            )
