"""The works whose citation signals a tradition, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.files import read_text
from coprod_review.io.yamls import line_of, parse_yaml, read_yaml
from coprod_review.model.pattern import LineageWork

Authors = tuple[str, ...]


class WorkEntry(Strict):
    """One work as written; what was not seen is empty, and `verified` says what was."""

    key: str
    tradition: Literal["public_administration", "service_management", "integrative", "other", "safety"]
    authors: Authors
    year: Annotated[int, Field(ge=1800, le=2100)]
    title: str
    container: str
    volume: str
    issue: str
    pages: str
    doi: str
    kind: Literal["article", "book", "chapter", "report"]
    verified: str
    seen_at: str
    surnames_and_years: tuple[str, ...]
    cited_as: tuple[str, ...]
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    short: str


def read_lineage(path: Path) -> tuple[LineageWork, ...]:
    """The works of a lineage file, in its order.

    `cited_as` of a work holds its forms of citation and also the names and years by which texts call it.
    Raises ReviewErrors for misspelt keys, for keys, DOIs or forms of citation that two works claim, and for
    citations under `matches` or `misses` that are listed and so would test nothing.
    """
    entries = read_yaml(path, tuple[WorkEntry, ...])
    node, _ = parse_yaml(read_text(path), where=str(path))
    places = [f"{path}, line {line_of(node, (number,))}" for number in range(len(entries))]
    raise_all([*_claimed_twice(entries, places), *_listed_tests(entries, places)])
    return tuple(_work(entry, place) for entry, place in zip(entries, places, strict=True))


def _work(entry: WorkEntry, place: str) -> LineageWork:
    return LineageWork(
        key=entry.key,
        tradition=entry.tradition,
        authors=entry.authors,
        year=entry.year,
        title=entry.title,
        container=entry.container,
        volume=entry.volume,
        pages=entry.pages,
        doi=entry.doi.lower(),
        cited_as=tuple(dict.fromkeys((*entry.cited_as, *entry.surnames_and_years))),
        short=entry.short,
        matches=entry.matches,
        misses=entry.misses,
        where=place,
    )


def _claimed_twice(entries: Iterable[WorkEntry], places: Iterable[str]) -> Iterator[ReviewError]:
    owners: dict[str, str] = {}
    for entry, place in zip(entries, places, strict=True):
        forms = {form.casefold(): form for form in entry.cited_as}
        claims = {f"the key {entry.key}", *(f"the citation {form}" for form in forms)}
        if entry.doi:
            claims.add(f"the DOI {entry.doi.lower()}")
        for claim in sorted(claims):
            owner = owners.setdefault(claim, entry.key)
            if owner != entry.key or (claim.startswith("the key") and owners.get(f"seen {claim}")):
                yield ReviewError(
                    f"{claim} stands for two works ({owner} and {entry.key})",
                    where=place,
                    remedy="leave it with the one that it belongs to",
                )
        owners[f"seen the key {entry.key}"] = entry.key


def _listed_tests(entries: Iterable[WorkEntry], places: Iterable[str]) -> Iterator[ReviewError]:
    for entry, place in zip(entries, places, strict=True):
        listed = {form.casefold() for form in (*entry.cited_as, *entry.surnames_and_years)}
        for form in (*entry.matches, *entry.misses):
            if form.casefold() in listed:
                yield ReviewError(
                    f"the citation {form!r} of {entry.key} is to be tested and listed under cited_as too",
                    where=place,
                    remedy="leave it in one of the two: what is listed is always known",
                )
