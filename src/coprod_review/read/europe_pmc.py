"""Europe PMC results as JSON, "lite" and "core": answers of its interface, lists of results, and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from coprod_review.read import json_entries
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import (
    a_list,
    an_object,
    first_text,
    person,
    text,
    texts,
    work_of,
    written_names,
)  # fmt: skip
from coprod_review.read.name_cells import split_authors

SHAPE = Shape(
    work_keys=frozenset(
        {
            "pubYear",
            "authorString",
            "journalTitle",
            "journalInfo",
            "firstPublicationDate",
            "citedByCount",
            "pubTypeList",
        }
    ),
    frame_keys=frozenset({"resultList", "result", "results"}),
    opening=re.compile(r'\{\s*"id"\s*:\s*"[^"\\]+"\s*,\s*"source"\s*:\s*"[A-Z]{2,4}"'),
)

_MARK = re.compile(r'"citedByCount"\s*:')


def count_marks(text: str) -> int:
    """How many results tell in a text how often they are cited, which each does once."""
    return len(_MARK.findall(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The results of answers, lists or lines."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one result says."""
    work = work_of(entry, repairs, what="result of Europe PMC")
    issue = an_object(work.get("journalInfo"))
    journal = an_object(issue.get("journal"))
    book = an_object(work.get("bookOrReportDetails"))
    headings = a_list(an_object(work.get("meshHeadingList")).get("meshHeading"))
    links = a_list(an_object(work.get("fullTextUrlList")).get("fullTextUrl"))
    source = text(work.get("source"))
    return Draft(
        source_id=first_text(work, "id", "pmid", "pmcid"),
        types=[
            *texts(an_object(work.get("pubTypeList")).get("pubType")), text(work.get("pubType")),
            "preprint" if source == "PPR" else "",
        ],
        title=text(work.get("title")),
        authors=_authors(work),
        names_are_parted=True,
        dates=[
            text(work.get("pubYear")), text(issue.get("yearOfPublication")),
            text(book.get("yearOfPublication")),
            text(work.get("firstPublicationDate")),
        ],
        container=first_text(journal, "title", "medlineAbbreviation", "isoabbreviation")
        or first_text(work, "journalTitle", "bookTitle") or first_text(book, "comprisingTitle", "publisher"),
        volume=text(issue.get("volume")) or text(work.get("journalVolume")),
        issue=text(issue.get("issue")) or text(work.get("issue")),
        pages=text(work.get("pageInfo")),
        dois=[text(work.get("doi"))],
        pmid=text(work.get("pmid")) or (text(work.get("id")) if source == "MED" else ""),
        abstract=text(work.get("abstractText")),
        keywords=[
            *texts(an_object(work.get("keywordList")).get("keyword")), *texts(headings, "descriptorName"),
        ],
        references=[_reference(r) for r in a_list(an_object(work.get("referenceList")).get("reference"))],
        languages=[text(work.get("language"))],
        urls=texts(links, "url"),
    )  # fmt: skip


def _authors(work: dict[str, Any]) -> list[str]:
    """The authors one by one where they are listed, else those of the line that names all."""
    listed = [an_object(a) for a in a_list(an_object(work.get("authorList")).get("author"))]
    names = [_name(a) for a in listed]
    return names or written_names(split_authors(text(work.get("authorString"))))


def _name(author: dict[str, Any]) -> str:
    family, given = text(author.get("lastName")), first_text(author, "firstName", "initials")
    if family and given:
        return person(family, given, text(author.get("suffix")))
    body = text(author.get("collectiveName"))
    return body or "".join(written_names([text(author.get("fullName")) or family]))


def _reference(cited: Any) -> str:
    parts = an_object(cited)
    told = [first_text(parts, "authorString"), text(parts.get("pubYear")), text(parts.get("title")),
            first_text(parts, "journalAbbreviation", "publicationTitle")]  # fmt: skip
    return ", ".join(part for part in told if part) or text(parts.get("id"))


FORMAT = Format(
    name="europe-pmc",
    label="Europe PMC JSON",
    first_mark=partial(sign_of, "europe-pmc"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
