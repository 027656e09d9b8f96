"""Authors, identifiers, places and abstracts of the records in columns, and what their codes stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coprod_review.dedupe.arrow import (
    Codes,
    Ints,
    Mask,
    codes_of,
    lengths,
    letter_texts,
    matches,
    numbers_of,
    text_array,
)
from coprod_review.dedupe.containers import container_words
from coprod_review.dedupe.dois import doi_work, plain_dois
from coprod_review.dedupe.forms import BETWEEN_AUTHORS, family_of, volume_of
from coprod_review.dedupe.issues import NO_ISSUE, Issue, issue_of
from coprod_review.dedupe.pages import PageSpans
from coprod_review.dedupe.record_tables import RecordTable, text_of
from coprod_review.dedupe.register_numbers import register_numbers

NO_YEAR = -1
ABSTRACT_LETTERS = 180
"""How much of an abstract is compared: its beginning, since databases cut and sign its end."""

JSTOR = r"^10\.(2307/|5555/\d{6,8}(\.\d{6,8})?$)"
"""DOIs that JSTOR gives to articles of others, and what ACM writes in the form of DOIs where it has none."""

SUPPLEMENT = r"(?i)\bsupp?l?(em|\b|\d)|^s\s*\d+$"
"""An issue or volume that is a supplement: "Suppl 2", "88 Supplement", "S1"."""

LETTERED_PAGE = re.compile(r"(?!(?:e|cd)\d)[a-z]{1,3}\d{1,3}")
"""A page of a meeting or a supplement: "s12", "a7", "p123"; "e12" is an electronic article."""

COCHRANE_JOURNAL = "cochrane database"
COCHRANE = r"^10\.1002/14651858\."
COCHRANE_PAGE = re.compile(r"cd\d{3,6}")
"""The number of a review in the place of pages, which its versions share; zeros before it are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorColumns:
    """The lists of authors, joined by BETWEEN_AUTHORS, the families of the first, and how many there are."""

    code: Codes
    texts: list[str]
    family: Codes
    families: list[str]
    n: Ints

    @classmethod
    def of(cls, authors: pa.Array) -> AuthorColumns:
        """The forms of the lists of authors of records."""
        codes, texts = codes_of(pc.binary_join(authors, text_array([BETWEEN_AUTHORS])[0]))
        family_by_code, families = codes_of(
            text_array([text.partition(BETWEEN_AUTHORS)[0] for text in texts]),
            lambda author: family_of((author,)),
        )
        n = numbers_of(pc.list_value_length(authors))
        return cls(code=codes, texts=texts, family=family_by_code[codes], families=families, n=n)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierColumns:
    """The works that DOIs name, PubMed's numbers, and the own numbers of records of registers."""

    doi: Codes
    dois: list[str]
    pmid: Codes
    registration: Codes
    registered: Mask

    @classmethod
    def of(cls, table: RecordTable) -> IdentifierColumns:
        """The identifiers that a table of records tells."""
        doi, dois = codes_of(plain_dois(text_of(table, "doi")), doi_work)
        registration, registered = register_numbers(table)
        pmid = codes_of(pc.utf8_trim_whitespace(text_of(table, "pmid")))[0]
        return cls(doi=doi, dois=dois, pmid=pmid, registration=registration, registered=registered)

    def doi_is_like(self, pattern: str) -> Mask:
        """The records whose DOI matches the pattern."""
        return matches(text_array(self.dois), pattern)[self.doi]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """Where records appeared: container, volume, issue, year, pages; `supplement` are those in one."""

    container: Codes
    containers: list[tuple[str, ...]]
    volume: Codes
    volumes: list[str]
    issue: Codes
    issues: list[Issue]
    year: Ints
    pages: PageSpans
    supplement: Mask

    @classmethod
    def of(cls, table: RecordTable) -> PlaceColumns:
        """The places that a table of records tells."""
        container, containers = codes_of(text_of(table, "container"), container_words, empty=())
        volume, volumes = codes_of(text_of(table, "volume"), volume_of)
        issue, issues = codes_of(text_of(table, "issue"), issue_of, empty=NO_ISSUE)
        pages = PageSpans.of(text_of(table, "pages"))
        said = [matches(text_of(table, name), SUPPLEMENT) for name in ("volume", "issue")]
        return cls(
            container=container,
            containers=containers,
            volume=volume,
            volumes=volumes,
            issue=issue,
            issues=issues,
            year=numbers_of(table.column("year").combine_chunks(), missing=NO_YEAR),
            pages=pages,
            supplement=np.logical_or.reduce([*said, pages.first_is(lambda page: page[:1] == "s")]),
        )

    def lettered(self) -> Mask:
        """The records whose first page has letters before it."""
        return self.pages.first_is(lambda page: bool(LETTERED_PAGE.fullmatch(page)))

    def cochrane(self, identifiers: IdentifierColumns) -> Mask:
        """The records of Cochrane reviews: by DOI, a number in place of pages, or the name of the journal."""
        journal = np.asarray([" ".join(words).startswith(COCHRANE_JOURNAL) for words in self.containers])
        numbered = self.pages.first_is(lambda page: bool(COCHRANE_PAGE.fullmatch(page)))
        return np.asarray(identifiers.doi_is_like(COCHRANE) | numbered | journal[self.container])


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstractColumns:
    """The letters at the beginnings of abstracts, and how many letters each whole one has."""

    code: Codes
    texts: list[str]
    length: Ints

    @classmethod
    def of(cls, chunks: Iterable[pa.Array]) -> AbstractColumns:
        """The forms of the abstracts of records, which come in chunks."""
        read = [(_beginnings(chunk), lengths(chunk)) for chunk in chunks]
        codes, texts = codes_of(pa.concat_arrays([text_array([]), *(begun for begun, _ in read)]))
        length = np.concatenate([np.empty(0, dtype=np.int64), *(letters for _, letters in read)])
        return cls(code=codes, texts=texts, length=length)


def _beginnings(abstracts: pa.Array) -> pa.Array:
    begun = pc.utf8_slice_codeunits(abstracts, 0, ABSTRACT_LETTERS * 3 // 2).cast(pa.string())
    return pc.utf8_slice_codeunits(letter_texts(begun), 0, ABSTRACT_LETTERS)
