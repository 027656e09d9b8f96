"""What is compared of the records, in columns: one place a record, computed once for all of them.

Fields that are equal or not are codes: whole numbers that are equal where the plain forms are, 0 where the
record does not say. Text is kept where similarities are computed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coprod_review.dedupe.arrow import Codes, Ints, Mask, codes_of
from coprod_review.dedupe.genres import genres_of
from coprod_review.dedupe.issues import Issue
from coprod_review.dedupe.main_titles import main_titles
from coprod_review.dedupe.pages import PageNumbers
from coprod_review.dedupe.record_columns import (
    JSTOR,
    AbstractColumns,
    AuthorColumns,
    IdentifierColumns,
    PlaceColumns,
)
from coprod_review.dedupe.record_tables import RecordTable, chunks_of, text_of
from coprod_review.dedupe.recurring import recur, recur_in_an_export
from coprod_review.dedupe.title_columns import TitleColumns
from coprod_review.dedupe.volume_dois import bear_a_volumes_doi


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The comparable forms of all records.

    `titles` and `title_words` are the words of each title without marks of kind, `whole_titles` with them;
    `title` codes the titles, `letters` the titles without spaces, `main` short titles before their subtitle
    (`mere_main`: there is none). `families` and `containers` are what the codes of first authors and
    containers stand for; `authors` codes the whole list of authors, which `author_texts` holds joined by
    BETWEEN_AUTHORS. `kind` numbers KINDS; `genre` is MEETING, PREPRINT or 0; `abstracts` hold the letters at
    the beginning, `abstract_length` counts all. `doi` codes the DOIs that stand for a document, `volume_doi`
    those that stand for a volume; `jstor` and `cochrane` are records with their DOIs, or numbers of Cochrane
    reviews for pages, `from_one` those with pages from 1, `recurring` those whose title recurs in their
    container, `unplaced` those without place, identifier and abstract, `supplement` those in one,
    `registered` those of registers, `lettered` those whose page has letters before it; `registration` (its
    own number in a register), `language` and `export` are coded.
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
    main: Codes
    mere_main: Mask
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
    volume_doi: Codes
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
    export = codes_of(text_of(table, "export"))[0]
    title = TitleColumns.of(text_of(table, "title"), type_codes, types)
    authors = AuthorColumns.of(table.column("authors").combine_chunks())
    found, place = IdentifierColumns.of(table), PlaceColumns.of(table)
    abstract = AbstractColumns.of(chunks_of(table, "abstract"))
    titles = title.words.to_pylist()
    of_volumes = bear_a_volumes_doi(found.doi, title.letters, titles)
    doi, volume_doi = np.where(of_volumes, 0, found.doi), np.where(of_volumes, found.doi, 0)
    main, mere_main = main_titles(text_of(table, "title"), title.words)
    unplaced = _unplaced(doi, found.pmid, place, abstract)
    return Columns(
        n=len(title.words),
        export=export,
        titles=titles,
        title_length=title.length,
        title=title.code,
        letters=title.letters,
        title_words=title.words,
        whole_titles=title.whole,
        title_rank=title.rank(place.pages.first),
        main=main,
        mere_main=mere_main,
        generic=title.generic,
        translated=title.translated,
        kind=title.kind,
        genre=genres_of((type_codes, types), (place.container, place.containers), (found.doi, found.dois)),
        type=type_codes,
        types=types,
        jstor=found.doi_is_like(JSTOR),
        cochrane=place.cochrane(found),
        from_one=place.pages.first_is(lambda page: page == "1"),
        supplement=place.supplement,
        lettered=place.lettered(),
        language=codes_of(text_of(table, "language"))[0],
        doi=doi,
        volume_doi=volume_doi,
        dois=found.dois,
        pmid=found.pmid,
        registration=found.registration,
        registered=found.registered,
        family=authors.family,
        families=authors.families,
        authors=authors.code,
        author_texts=authors.texts,
        n_authors=authors.n,
        year=place.year,
        container=place.container,
        containers=place.containers,
        volume=place.volume,
        volumes=place.volumes,
        issue=place.issue,
        issues=place.issues,
        recurring=_recurring(title, place, export, bare=unplaced & (authors.n <= 1)),
        unplaced=unplaced,
        first_page=place.pages.first,
        firsts=PageNumbers.of(place.pages.firsts),
        last_page=place.pages.last,
        lasts=PageNumbers.of(place.pages.lasts),
        abstract=abstract.code,
        abstracts=abstract.texts,
        abstract_length=abstract.length,
    )


def _unplaced(doi: Codes, pmid: Codes, place: PlaceColumns, abstract: AbstractColumns) -> Mask:
    """The records without place, identifier and abstract."""
    said = [place.volume, place.issue, place.pages.first, doi, pmid]
    return np.asarray((abstract.length == 0) & ~np.logical_or.reduce(said))


def _recurring(title: TitleColumns, place: PlaceColumns, export: Codes, *, bare: Mask) -> Mask:
    """The records whose title recurs in their container, of `bare` ones also within an export."""
    named = (title.letters, place.container)
    over_places = recur(named, (place.volume, place.issue, place.year), place.issues)
    return over_places | recur_in_an_export(named, export, bare)
