"""What is compared of the records, in columns: one place a record, computed once for all of them.

Fields that are equal or not are codes: whole numbers that are equal where the plain forms are, 0 where the
record does not say. Text is kept where similarities are computed.
"""

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
from coprod_review.dedupe.forms import (
    BETWEEN_AUTHORS,
    family_of,
    volume_of,
)
from coprod_review.dedupe.genres import genres_of
from coprod_review.dedupe.issues import NO_ISSUE, Issue, issue_of
from coprod_review.dedupe.pages import PageNumbers, PageSpans
from coprod_review.dedupe.record_tables import RecordTable, chunks_of, text_of
from coprod_review.dedupe.recurring import recur, recur_in_an_export
from coprod_review.dedupe.register_numbers import register_numbers
from coprod_review.dedupe.title_columns import TitleColumns

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
class Columns:
    """The comparable forms of all records.

    `titles` and `title_words` are the words of each title without marks of kind, `whole_titles` with them;
    `title` codes the titles, `letters` the titles without spaces. `families` and `containers` are what the
    codes of first authors and containers stand for; `authors` codes the whole list of authors, which
    `author_texts` holds joined by BETWEEN_AUTHORS. `kind` numbers KINDS; `genre` is MEETING, PREPRINT or 0;
    `abstracts` hold the letters at the beginning, `abstract_length` counts all. `jstor` and `cochrane` are
    records with such DOIs, or numbers of Cochrane reviews for pages, `from_one` those with pages from 1,
    `recurring` those whose title recurs in their container, `unplaced` those without place, identifier and
    abstract, `supplement` those in one, `registered` those of registers, `lettered` those whose page has
    letters before it; `registration` (its own number in a register), `language` and `export` are coded.
    """

    n: int
    export: Codes
    titles: list[str]
    title_length: Ints
    title: Codes
    letters: Codes
    title_words: pa.Array
    whole_titles: pa.Array
    title_rank: Ints
    generic: Mask
    translated: Mask
    kind: Codes
    genre: Codes
    type: Codes
    types: list[str]
    jstor: Mask
    cochrane: Mask
    from_one: Mask
    supplement: Mask
    lettered: Mask
    language: Codes
    doi: Codes
    dois: list[str]
    pmid: Codes
    registration: Codes
    registered: Mask
    family: Codes
    families: list[str]
    authors: Codes
    author_texts: list[str]
    n_authors: Ints
    year: Ints
    container: Codes
    containers: list[tuple[str, ...]]
    volume: Codes
    volumes: list[str]
    issue: Codes
    issues: list[Issue]
    recurring: Mask
    unplaced: Mask
    first_page: Codes
    firsts: PageNumbers
    last_page: Codes
    lasts: PageNumbers
    abstract: Codes
    abstracts: list[str]
    abstract_length: Ints

    def first_families(self) -> list[str]:
        """The family of each first author, empty where no author is named."""
        return [self.families[code] for code in self.family.tolist()]


def columns_of(table: RecordTable) -> Columns:
    """The comparable forms of a table of records."""
    type_codes, types = codes_of(text_of(table, "type"))
    containers, container_forms = codes_of(text_of(table, "container"), container_words, empty=())
    work, works = codes_of(plain_dois(text_of(table, "doi")), doi_work)
    pmid = codes_of(pc.utf8_trim_whitespace(text_of(table, "pmid")))[0]
    title = TitleColumns.of(text_of(table, "title"), type_codes, types)
    author_lists = table.column("authors").combine_chunks()
    authors, author_texts, family, families = _authors(author_lists)
    n_authors = numbers_of(pc.list_value_length(author_lists))
    pages = PageSpans.of(text_of(table, "pages"))
    volume, volumes = codes_of(text_of(table, "volume"), volume_of)
    issue, issues = codes_of(text_of(table, "issue"), issue_of, empty=NO_ISSUE)
    year = numbers_of(table.column("year").combine_chunks(), missing=NO_YEAR)
    abstract, abstracts, abstract_length = _abstracts(chunks_of(table, "abstract"))
    export = codes_of(text_of(table, "export"))[0]
    unplaced = (abstract_length == 0) & ~np.logical_or.reduce([volume, issue, pages.first, work, pmid])
    registration, registered = register_numbers(table)
    return Columns(
        n=len(title.words),
        export=export,
        titles=title.words.to_pylist(),
        title_length=title.length,
        title=title.code,
        letters=title.letters,
        title_words=title.words,
        whole_titles=title.whole,
        title_rank=title.rank(pages.first),
        generic=title.generic,
        translated=title.translated,
        kind=title.kind,
        genre=genres_of((type_codes, types), (containers, container_forms), (work, works)),
        type=type_codes,
        types=types,
        jstor=matches(text_array(works), JSTOR)[work],
        cochrane=_cochrane((work, works), pages, (containers, container_forms)),
        supplement=_supplements(table, pages.first_is(lambda page: page[:1] == "s")),
        lettered=pages.first_is(lambda page: bool(LETTERED_PAGE.fullmatch(page))),
        language=codes_of(text_of(table, "language"))[0],
        from_one=pages.first_is(lambda page: page == "1"),
        doi=work,
        dois=works,
        pmid=pmid,
        registration=registration,
        registered=registered,
        year=year,
        container=containers,
        containers=container_forms,
        volume=volume,
        volumes=volumes,
        issue=issue,
        issues=issues,
        recurring=recur((title.letters, containers), (volume, issue, year), issues)
        | recur_in_an_export((title.letters, containers), export, unplaced & (n_authors <= 1)),
        unplaced=unplaced,
        first_page=pages.first,
        firsts=PageNumbers.of(pages.firsts),
        last_page=pages.last,
        lasts=PageNumbers.of(pages.lasts),
        abstract=abstract,
        abstracts=abstracts,
        abstract_length=abstract_length,
        authors=authors,
        author_texts=author_texts,
        n_authors=n_authors,
        family=family,
        families=families,
    )


def _cochrane(
    identified: tuple[Codes, list[str]], pages: PageSpans, contained: tuple[Codes, list[tuple[str, ...]]]
) -> Mask:
    """The records of Cochrane reviews: by DOI, a number in place of pages, or the name of the journal."""
    (work, works), (container_codes, containers) = identified, contained
    journal = np.asarray([" ".join(words).startswith(COCHRANE_JOURNAL) for words in containers])
    numbered = pages.first_is(lambda page: bool(COCHRANE_PAGE.fullmatch(page)))
    return np.asarray(matches(text_array(works), COCHRANE)[work] | numbered | journal[container_codes])


def _supplements(table: RecordTable, paged: Mask) -> Mask:
    volume, issue = (matches(text_of(table, name), SUPPLEMENT) for name in ("volume", "issue"))
    return np.asarray(volume | issue | paged)


def _authors(authors: pa.Array) -> tuple[Codes, list[str], Codes, list[str]]:
    """The codes of the lists of authors and what they stand for, those of the first families and theirs."""
    codes, texts = codes_of(pc.binary_join(authors, text_array([BETWEEN_AUTHORS])[0]))
    family_by_code, families = codes_of(
        text_array([text.partition(BETWEEN_AUTHORS)[0] for text in texts]),
        lambda author: family_of((author,)),
    )
    return codes, texts, family_by_code[codes], families


def _abstracts(chunks: Iterable[pa.Array]) -> tuple[Codes, list[str], Ints]:
    """The codes of the beginnings of abstracts, what they stand for, and the letters of each whole one."""
    read = [(_beginnings(chunk), lengths(chunk)) for chunk in chunks]
    codes, texts = codes_of(pa.concat_arrays([text_array([]), *(begun for begun, _ in read)]))
    return codes, texts, np.concatenate([np.empty(0, dtype=np.int64), *(letters for _, letters in read)])


def _beginnings(abstracts: pa.Array) -> pa.Array:
    begun = pc.utf8_slice_codeunits(abstracts, 0, ABSTRACT_LETTERS * 3 // 2).cast(pa.string())
    return pc.utf8_slice_codeunits(letter_texts(begun), 0, ABSTRACT_LETTERS)
