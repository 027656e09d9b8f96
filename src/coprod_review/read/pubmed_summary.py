"""PubMed summaries as JSON, as the interface of NCBI answers: {"result": {"uids": [...], "<uid>": {...}}}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from coprod_review.read import json_entries
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import a_list, an_object, first_text, text, texts, work_of, written_names

SHAPE = Shape(
    work_keys=frozenset(
        {"uid", "pubdate", "sortpubdate", "fulljournalname", "pubtype", "articleids", "sortfirstauthor"}
    ),
    frame_keys=frozenset({"result", "results"}),
    opening=re.compile(r'\{\s*"uid"\s*:\s*"\d+"'),
    is_numbered=True,
)

_MARK = re.compile(r'"uid"\s*:\s*"?\d')


def count_marks(text: str) -> int:
    """How many ids of summaries stand in a text."""
    return len(_MARK.findall(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The summaries under their ids, or in a list."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one summary says."""
    work = work_of(entry, repairs, what="summary of PubMed")
    if text(work.get("error")):
        raise EntryFault(
            f"PubMed has no summary of {text(work.get('uid'))} ({text(work.get('error'))})",
            remedy="look the id up in PubMed and export its record, or leave it out",
        )
    ids = {
        text(i.get("idtype")): text(i.get("value")) for i in map(an_object, a_list(work.get("articleids")))
    }
    return Draft(
        source_id=text(work.get("uid")),
        types=[";".join(texts(work.get("pubtype")))],
        title=first_text(work, "title", "vernaculartitle", "booktitle"),
        authors=_authors(work),
        names_are_parted=True,
        dates=[first_text(work, "pubdate"), first_text(work, "epubdate", "sortpubdate")],
        container=first_text(work, "fulljournalname", "source")
        or (text(work.get("booktitle")) if work.get("title") else ""),
        volume=text(work.get("volume")),
        issue=text(work.get("issue")),
        pages=text(work.get("pages")),
        dois=[ids.get("doi", ""), text(work.get("elocationid"))],
        pmid=ids.get("pubmed", "") or text(work.get("uid")),
        abstract=text(work.get("abstract")),
        languages=texts(work.get("lang")),
        urls=[text(work.get("availablefromurl"))],
    )


def _authors(work: dict[str, Any]) -> list[str]:
    """Persons in their normal form, bodies as they are written."""
    found = []
    for author in a_list(work.get("authors")):
        name = text(an_object(author).get("name")) or text(author)
        is_body = text(an_object(author).get("authtype")) == "CollectiveName"
        found += [name] if is_body else written_names([name])
    return found


FORMAT = Format(
    name="pubmed-summary",
    label="PubMed summaries (JSON)",
    first_mark=partial(sign_of, "pubmed-summary"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
