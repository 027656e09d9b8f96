"""What names a record beyond this run: its aliases in the registry, and what report ids derive from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coprod_review.dedupe.arrow import (
    Mask,
    int_array,
    lengths,
    mask_of,
    matches,
    numbers_of,
    text_array,
    with_forms,
    word_texts,
)
from coprod_review.dedupe.dois import plain_doi, plain_dois
from coprod_review.dedupe.forms import family_of, fingerprint, words_of
from coprod_review.dedupe.kinds import is_generic
from coprod_review.dedupe.record_columns import NO_YEAR
from coprod_review.dedupe.record_tables import RecordTable, text_of
from coprod_review.dedupe.title_columns import LONGEST_GENERIC
from coprod_review.model.record import Record

STRENGTH = ("accession", "doi", "pmid", "id", "title")
"""Kinds of alias from the strongest: an accession number names one entry of one export."""


class Names:
    """The naming facts of all records, one place a record, each found when it is first asked for.

    Text is empty where there is none.
    """

    def __init__(self, table: RecordTable, words: pa.Array, families: list[str]) -> None:
        self._table, self._words = table, words
        self.record_ids: list[str] = text_of(table, "record_id").to_pylist()
        self.families = families

    @cached_property
    def works(self) -> list[str]:
        """Plain DOIs."""
        found: list[str] = plain_dois(text_of(self._table, "doi")).to_pylist()
        return found

    @cached_property
    def prints(self) -> list[str]:
        """Fingerprints of the titles."""
        titles = text_of(self._table, "title")
        unlike = ~mask_of(pc.string_is_ascii(titles)) | matches(titles, "[<&]")
        letters = pc.replace_substring(self._words, " ", "")
        found: list[str] = with_forms(letters, unlike, fingerprint, of=titles).to_pylist()
        return found

    @cached_property
    def authored(self) -> list[bool]:
        """Whether any author is named."""
        authors = self._table.column("authors").combine_chunks()
        found: list[bool] = (numbers_of(pc.list_value_length(authors)) > 0).tolist()
        return found

    @cached_property
    def years(self) -> list[int]:
        """The years, NO_YEAR where it is unknown."""
        years = self._table.column("year").combine_chunks()
        found: list[int] = numbers_of(years, missing=NO_YEAR).tolist()
        return found

    @cached_property
    def places(self) -> list[tuple[str, str, str, str]]:
        """Container, volume, issue and pages as the records have them."""
        columns = (self._texts(name) for name in ("container", "volume", "issue", "pages"))
        return list(zip(*columns, strict=True))

    @cached_property
    def exports(self) -> list[str]:
        """The exports that the records come from."""
        return self._texts("export")

    @cached_property
    def source_ids(self) -> list[str]:
        """The records' own identifiers in their exports."""
        return self._texts("source_id")

    @cached_property
    def accessions(self) -> list[str]:
        """Aliases by accession number."""
        stems = {export: PurePosixPath(export).name for export in set(self.exports)}
        pairs = zip(self.exports, self.source_ids, strict=True)
        return [f"accession:{stems[export]}:{own}" if own else "" for export, own in pairs]

    def aliases(self, place: int) -> tuple[str, ...]:
        """The aliases by which the registry may know a record, strongest first."""
        found = (self.accessions[place], *(column[place] for column in self.other_aliases))
        return tuple(alias for alias in found if alias)

    @cached_property
    def other_aliases(self) -> tuple[list[str], ...]:
        """Aliases by DOI, by PMID and by title, in a column each."""
        pairs = zip(self.works, self._texts("doi"), strict=True)
        dois = [f"doi:{work or doi}" if doi else "" for work, doi in pairs]
        pmids = [f"pmid:{pmid}" if pmid else "" for pmid in self._texts("pmid")]
        named = zip(self.prints, _shared(text_of(self._table, "title")).tolist(), strict=True)
        titles = [f"title:{one}" if one and not is_shared else "" for one, is_shared in named]
        return dois, pmids, titles

    def _texts(self, name: str) -> list[str]:
        found: list[str] = text_of(self._table, name).to_pylist()
        return found


def names_in(table: RecordTable) -> Names:
    """The naming facts of a table of records."""
    authors = table.column("authors").combine_chunks()
    return Names(table, word_texts(text_of(table, "title")), _first_families(authors))


def aliases_of(record: Record) -> tuple[str, ...]:
    """The aliases by which the registry may know a record, strongest first."""
    found = []
    if record.source_id:
        found.append(f"accession:{PurePosixPath(record.export).name}:{record.source_id}")
    if record.doi:
        found.append(f"doi:{plain_doi(record.doi) or record.doi}")
    if record.pmid:
        found.append(f"pmid:{record.pmid}")
    title = fingerprint(record.title)
    if title and not is_generic(words_of(record.title)):
        found.append(f"title:{title}")
    return tuple(found)


def _shared(titles: pa.Array) -> Mask:
    """Which titles are such as many documents bear, and name none."""
    shared = np.zeros(len(titles), dtype=np.bool_)
    short = np.flatnonzero(lengths(titles) < LONGEST_GENERIC)
    shared[short] = [is_generic(words_of(t)) for t in titles.take(int_array(short)).to_pylist()]
    return shared


def _first_families(authors: pa.Array) -> list[str]:
    family_by_author: dict[str, str] = {"": ""}
    joined = pc.binary_join(authors, text_array(["\n"])[0]).to_pylist()
    firsts: Sequence[str] = [text.partition("\n")[0] for text in joined]
    for author in firsts:
        if author not in family_by_author:
            family_by_author[author] = family_of((author,))
    return [family_by_author[author] for author in firsts]
