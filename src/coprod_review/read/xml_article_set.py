"""Article set XML: what journals and their systems hand to PubMed and offer for each article."""

from __future__ import annotations

import re

from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.pubmed_xml_parts import LEAVES, abstract, identifiers, part_of, references
from coprod_review.read.xml_entries import Cutter
from coprod_review.read.xml_fields import fields_of, leaves, leaves_of, read_plain
from coprod_review.read.xml_text import attribute, permitted, resolved

_OWN = "JournalTitle|FirstPage|LastPage|ArchiveCopySource|Param"
_ABSTRACTS = "Abstract|OtherAbstract"
_PATTERN = leaves(_OWN)
_WORDS = leaves("Param|Keyword", parts="Object", with_ends=True)
_WHOLE_ABSTRACTS = leaves(_ABSTRACTS)
_PARAGRAPHS = leaves("AbstractText", parts=_ABSTRACTS)
_KEYWORD_OBJECT = re.compile(r"Object\s[^<>]*\bType\s*=\s*[\"']keywords?[\"']", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:volume|issue|number|vol|no)\b\.?\s*(?=\d)", re.IGNORECASE)
"""The word that journals set before the number of a volume or an issue."""

Text = tuple[str, str]
"""The attributes and the words of a paragraph."""


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one article says."""
    has_paragraphs = "<AbstractText" in entry.raw
    names = f"{LEAVES}|{_OWN}" if has_paragraphs else f"{LEAVES}|{_OWN}|{_ABSTRACTS}"
    return read_plain(entry.raw, lambda text: _read(text, repairs), names=names, repairs=repairs)


def _read(text: str, repairs: Repairs) -> Draft:
    text, cited = _apart(text, "ReferenceList")
    text, _ = _apart(text, "GroupList")
    article, said = part_of(text), fields_of(_PATTERN, text)
    if not article.values:
        raise EntryFault("this entry is empty", remedy="export it again, or leave it out")
    ids = identifiers(text)
    pmid = ids.get("pubmed", "")
    return Draft(
        source_id=pmid or ids.get("pii", ""),
        types=article.all("PublicationType"),
        title=permitted(article.first("ArticleTitle", "VernacularTitle"), repairs),
        authors=article.authors or article.editors,
        names_are_parted=True,
        dates=article.dates(),
        container=said.first("JournalTitle"),
        volume=_number(article.first("Volume")),
        issue=_number(article.first("Issue")),
        first_page=said.first("FirstPage"),
        last_page=said.first("LastPage"),
        article_number=article.number(),
        dois=[*article.dois(), *([ids["doi"]] if "doi" in ids else [])],
        pmid=pmid,
        abstract=permitted(_abstract(text), repairs),
        keywords=_keywords(text),
        references=references(cited),
        languages=article.all("Language"),
        urls=said.all("ArchiveCopySource"),
    )


def _apart(text: str, name: str) -> tuple[str, str]:
    """A text without the list of this name, and the list, whose names and numbers are of others."""
    start, end = text.find(f"<{name}"), text.rfind(f"</{name}>")
    return (text[:start] + text[end:], text[start:end]) if 0 <= start < end else (text, "")


def _number(written: str) -> str:
    found = _NUMBERED.match(written)
    return written[found.end() :] if found else written


def _abstract(text: str) -> str:
    """The abstract, else one in another language, the English one first."""
    found: list[tuple[tuple[bool, bool], list[Text]]] = []
    if "<AbstractText" in text:
        for _, attributes, value, opened in leaves_of(_PARAGRAPHS, text):
            if opened:
                found.append((_rank(*opened.partition(" ")[::2]), []))
            elif found:
                found[-1][1].append((attributes, value))
    else:
        found = [
            (_rank(name, own), [(own, value)]) for name, own, value, _ in leaves_of(_WHOLE_ABSTRACTS, text)
        ]
    ordered = sorted(found, key=lambda one: one[0])
    return next((words for _, paragraphs in ordered if (words := abstract(paragraphs).strip())), "")


def _rank(name: str, attributes: str) -> tuple[bool, bool]:
    """The place of an abstract in the order in which they are taken."""
    return name != "Abstract", attribute(attributes, "Language").lower() not in ("", "en", "eng")


def _keywords(text: str) -> list[str]:
    words: list[str] = []
    is_keyword = False
    for name, _, value, opened in leaves_of(_WORDS, text):
        if opened:
            is_keyword = _KEYWORD_OBJECT.match(opened) is not None
        elif is_keyword or name == "Keyword":
            words.append(resolved(value).strip())
    return words


_CUTTER = Cutter("Article")
_SET = re.compile(r"<ArticleSet(?:\s[^<>]*)?>")
_FIRST = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<Article[\s>]", re.DOTALL)
_OWN_FIELD = re.compile(r"<(?:JournalTitle|PublisherName)[\s>]")


def first_mark(head: str) -> int | None:
    """Where a set of articles opens whose journals are told as PubMed asks publishers to."""
    found = _SET.search(head)
    first = _FIRST.match(head, found.end()) if found else None
    return found.start() if found and first and _OWN_FIELD.search(head, first.end()) else None


FORMAT = Format(
    name="article-set-xml",
    label="article set XML",
    first_mark=first_mark,
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by((), otherwise="journals for PubMed"),
    cuts_in_one_pass=True,
)
