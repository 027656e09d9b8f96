"""What is compared of a record, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coprod_review.dedupe.forms import (
    container_words,
    content_words,
    doi_work,
    family_of,
    names_of,
    page_span,
    plain_doi,
    volume_of,
    words_of,
)
from coprod_review.dedupe.kinds import core_of, is_generic, kind_of
from coprod_review.model.record import Record

_PREPRINT_SERVER = re.compile(r"arxiv|biorxiv|medrxiv|ssrn|psyarxiv|socarxiv|preprints|research square|osf")
_MEETING = re.compile(r"\bproceedings?\b|\bconference\b|\bcongress\b|\bsymposi|\bmeeting\b|\babstracts\b")
_PREPRINT_DOI = re.compile(r"10\.(?:1101/(?:\d{4}\.|\d{6})|2139/|31219/|31234/|31235/|21203/|48550/|20944/)")
SHARING_KINDS = ("notice", "comment", "reply")
"""Kinds of document of which one article may have several under one title."""

_TRANSLATED = re.compile(r"^\W*\[.*\]\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """A record in comparable forms. `core` is its title as a string of words, without marks of kind.

    `doi` is the plain DOI and `work` what it stands for; `kind` is as `kind_of` says;
    `genre` is preprint, meeting or empty; `names` are the parts of each author's name;
    `abstract` holds the words with which the abstract begins.
    """

    record_id: str
    title: str
    words: tuple[str, ...]
    core: str
    generic: bool
    kind: str
    genre: str
    type: str
    translated: bool
    doi: str
    work: str
    pmid: str
    family: str
    names: tuple[frozenset[str], ...]
    year: int | None
    container: tuple[str, ...]
    volume: str
    issue: str
    first_page: str
    last_page: str
    abstract: frozenset[str]
    abstract_begins: str


def features_of(record: Record) -> Features:
    """The comparable forms of one record."""
    core = words_of(core_of(record.title))
    doi = plain_doi(record.doi) if record.doi else ""
    container = container_words(record.container)
    kind = kind_of(record.title, record.type)
    abstract = words_of(record.abstract[:1000])
    first_page, last_page = page_span(record.pages)
    return Features(
        record_id=record.record_id,
        title=record.title,
        words=core,
        core=" ".join(core),
        generic=kind in SHARING_KINDS or is_generic(words_of(record.title)) or is_generic(core),
        kind=kind,
        genre=_genre(record, " ".join(container), doi),
        type=record.type,
        translated=bool(_TRANSLATED.match(record.title)),
        doi=doi,
        work=doi_work(doi),
        pmid=record.pmid.strip(),
        family=family_of(record.authors),
        names=names_of(record.authors),
        year=record.year,
        container=container,
        volume=volume_of(record.volume),
        issue=volume_of(record.issue),
        first_page=first_page,
        last_page=last_page,
        abstract=frozenset(content_words(abstract[:80])),
        abstract_begins=" ".join(abstract[:25]),
    )


def _genre(record: Record, container: str, doi: str) -> str:
    if record.type == "preprint" or _PREPRINT_SERVER.search(container) or _PREPRINT_DOI.match(doi):
        return "preprint"
    return "meeting" if record.type == "conference" or _MEETING.search(container) else ""
