"""What names a record beyond this run: its aliases in the registry, and what report ids derive from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from coprod_review.dedupe.columns import LONGEST_GENERIC, NO_YEAR, plain_dois, text_of
from coprod_review.dedupe.forms import family_of, fingerprint, plain_doi, words_of
from coprod_review.dedupe.kinds import is_generic
from coprod_review.model.record import Record

STRENGTH = ("accession", "doi", "pmid", "id", "title")
"""Kinds of alias from the strongest: an accession number names one entry of one export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The naming facts of all records, one place a record; text is empty where there is none.

    `accessions`, `dois`, `pmids` and `titles` are aliases; `works` are plain DOIs, `prints` fingerprints;
    `authored` tells that any author is named.
    """

    record_ids: list[str]
    exports: list[str]
    source_ids: list[str]
    accessions: list[str]
    dois: list[str]
    pmids: list[str]
    titles: list[str]
    works: list[str]
    prints: list[str]
    families: list[str]
    authored: list[bool]
    years: list[int]
    places: list[tuple[str, str, str, str]]

    def aliases(self, place: int) -> tuple[str, ...]:
        """The aliases by which the registry may know a record, strongest first."""
        found = (self.accessions[place], self.dois[place], self.pmids[place], self.titles[place])
        return tuple(alias for alias in found if alias)


def names_in(table: pa.Table, words: pa.Array | None = None) -> Names:
    """The naming facts of a table of records (columns of docs/stages.md, no nulls but in `year`).

    `words` are the words of the titles, where they are known already.
    """
    titles, dois = text_of(table, "title"), text_of(table, "doi")
    works = plain_dois(dois)
    prints = _fingerprints(titles, word_texts(titles) if words is None else words)
    exports, source_ids = text_of(table, "export").to_pylist(), text_of(table, "source_id").to_pylist()
    stems = {export: PurePosixPath(export).name for export in set(exports)}
    named_dois = zip(works.to_pylist(), dois.to_pylist(), strict=True)
    authors = table.column("authors").combine_chunks()
    return Names(
        record_ids=text_of(table, "record_id").to_pylist(),
        exports=exports,
        source_ids=source_ids,
        accessions=[
            f"accession:{stems[export]}:{source_id}" if source_id else ""
            for export, source_id in zip(exports, source_ids, strict=True)
        ],
        dois=[f"doi:{work or doi}" if doi else "" for work, doi in named_dois],
        pmids=[f"pmid:{pmid}" if pmid else "" for pmid in text_of(table, "pmid").to_pylist()],
        titles=[
            f"title:{one}" if one and not shared else ""
            for one, shared in zip(prints, _shared(titles).tolist(), strict=True)
        ],
        works=works.to_pylist(),
        prints=prints,
        families=_first_families(authors),
        authored=(numbers_of(pc.list_value_length(authors)) > 0).tolist(),
        years=numbers_of(table.column("year").combine_chunks(), missing=NO_YEAR).tolist(),
        places=list(
            zip(
                *(text_of(table, name).to_pylist() for name in ("container", "volume", "issue", "pages")),
                strict=True,
            )
        ),
    )


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


def _fingerprints(titles: pa.Array, words: pa.Array) -> list[str]:
    unlike = ~mask_of(pc.string_is_ascii(titles)) | matches(titles, "[<&]")
    found: list[str] = with_forms(
        pc.replace_substring(words, " ", ""), unlike, fingerprint, of=titles
    ).to_pylist()
    return found


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
