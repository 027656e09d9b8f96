"""Semantic Scholar papers: answers of its interface, lists of papers, and the lines of its data sets."""

from __future__ import annotations

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
    apart,
    first_text,
    text,
    texts,
    work_of,
    written_names,
)  # fmt: skip

SHAPE = Shape(
    work_keys=frozenset(
        {
            "title", "abstract", "year", "externalIds", "externalids", "venue", "publicationVenue",
            "publicationTypes",
            "citationCount", "citationcount", "citingPaper", "citedPaper",
        }
    ),
    frame_keys=frozenset({"data", "papers", "recommendedPapers", "results"}),
)  # fmt: skip

_PAPER_WITHIN = ("citingPaper", "citedPaper", "paper")
_CITED_KEYS = ("paperId", "corpusId", "title")


def count_marks(text: str) -> int:
    """0: the papers that a paper cites have the same keys."""
    return 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The papers of answers, lists or lines."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one paper says; the keys of data sets are in small letters, and count as the others."""
    work = work_of(entry, repairs, what="paper of Semantic Scholar")
    for key in _PAPER_WITHIN:
        work = an_object(work.get(key)) or work
    paper = {key.lower(): value for key, value in work.items()}
    ids = {key.lower(): text(value) for key, value in an_object(paper.get("externalids")).items()}
    journal = an_object(paper.get("journal"))
    volume, issue = _volume_and_issue(text(journal.get("volume")).strip())
    return Draft(
        source_id=first_text(paper, "paperid", "corpusid") or ids.get("corpusid", ""),
        types=[";".join(apart(kind) for kind in texts(paper.get("publicationtypes")))],
        title=text(paper.get("title")),
        authors=written_names(texts(paper.get("authors"), "name")),
        names_are_parted=True,
        dates=[text(paper.get("year")), text(paper.get("publicationdate"))],
        container=text(journal.get("name"))
        or text(an_object(paper.get("publicationvenue")).get("name")) or first_text(paper, "venue",
        "journal"),
        volume=volume,
        issue=issue,
        pages=text(journal.get("pages")),
        dois=[ids.get("doi", ""), text(paper.get("doi"))],
        pmid=ids.get("pubmed", "") or text(paper.get("pmid")),
        abstract=text(paper.get("abstract")),
        keywords=_fields(paper),
        references=[_reference(cited) for cited in a_list(paper.get("references"))],
        urls=[text(paper.get("url")), text(an_object(paper.get("openaccesspdf")).get("url"))],
    )  # fmt: skip


def _volume_and_issue(written: str) -> tuple[str, str]:
    """The volume, and the issue where it stands behind a blank, as this source writes both."""
    parts = written.split()
    return (parts[0], parts[1]) if len(parts) == 2 and parts[1].isdigit() else (written, "")


def _fields(paper: dict[str, Any]) -> list[str]:
    return (
        texts(paper.get("keywords"))
        or texts(paper.get("s2fieldsofstudy"), "category")
        or texts(paper.get("fieldsofstudy"))
    )


def _reference(cited: Any) -> str:
    """A cited paper by its authors, year, title and DOI, as far as these are told, else by its id."""
    if not isinstance(cited, dict):
        return text(cited)
    cited = an_object(cited.get("citedPaper")) or cited
    names = ", ".join(texts(cited.get("authors"), "name")[:3])
    doi = text(an_object(cited.get("externalIds")).get("DOI"))
    told = [names, text(cited.get("year")), text(cited.get("title")), doi and f"doi:{doi}"]
    return ", ".join(part for part in told if part) or first_text(cited, *_CITED_KEYS)


FORMAT = Format(
    name="semantic-scholar",
    label="Semantic Scholar JSON",
    first_mark=partial(sign_of, "semantic-scholar"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
