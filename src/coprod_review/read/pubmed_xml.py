"""PubMed and MEDLINE XML: articles, books and chapters, from efetch, baseline files and old exports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.pubmed_xml_parts import (
    LEAVES,
    Part,
    abstract,
    abstracts_apart,
    cited_in_comments,
    identifiers,
    keywords,
    part_of,
    references,
)
from coprod_review.read.xml_entries import Cutter, first_of
from coprod_review.read.xml_fields import NotPlain, read_plain
from coprod_review.read.xml_text import permitted, resolved

_ARTICLE = re.compile(r"<Article[\s>]")
_BOOK = re.compile(r"<Book[\s>]")
_PMID = re.compile(r"<PMID(?:\s[^<>]*)?>\s*(\d+)\s*</PMID>")
_ABBREVIATED = re.compile(r"<MedlineTA(?:\s[^<>]*)?>([^<]*)</MedlineTA>")
_NO_TITLE = frozenset(("", "[not available]", "[not available].", "not available", "not available."))


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one article, book or chapter says."""
    return read_plain(entry.raw, lambda text: _read(text, repairs), names=LEAVES, repairs=repairs)


@dataclass(frozen=True, slots=True)
class _Places:
    """The parts of an entry: what stands before the article, the article or chapter, its book, and so on."""

    before: str
    article: str
    book: str
    after: str
    ids: str
    cited: str


def _read(text: str, repairs: Repairs) -> Draft:
    is_book = text.startswith(("<PubmedBookArticle", "<BookDocument"))
    places = _places_of_book(text) if is_book else _places_of_article(text)
    article = part_of(places.article)
    ids = identifiers(places.ids)
    found = _PMID.search(places.before)
    pmid = found.group(1) if found else ids.get("pubmed", "")
    if not (article.values or places.book or pmid):
        raise EntryFault("this entry is empty", remedy="export it again, or leave it out")
    draft = Draft(
        source_id=pmid or ids.get("bookaccession", ""),
        types=article.all("PublicationType"),
        title=permitted(_title(article), repairs),
        authors=article.authors or article.editors,
        names_are_parted=True,
        dates=article.dates(),
        container=article.first("Title", "ISOAbbreviation") or _abbreviated(places.after),
        volume=article.first("Volume"),
        issue=article.first("Issue"),
        pages=article.first("MedlinePgn"),
        first_page=article.first("StartPage"),
        last_page=article.first("EndPage"),
        article_number=article.number(),
        dois=[*article.dois(), *([ids["doi"]] if "doi" in ids else [])],
        pmid=pmid,
        abstract=permitted(_abstract(article, places.after), repairs),
        keywords=keywords(_from_headings(places.after)),
        references=references(places.cited) if places.cited else cited_in_comments(places.after),
        languages=article.all("Language"),
    )
    return _in_book(draft, part_of(places.book)) if places.book else draft


def _places_of_article(text: str) -> _Places:
    opening = _ARTICLE.search(text)
    start = opening.start() if opening else 0
    end = text.find("</Article>", start)
    if (end < 0) != (opening is None):
        raise NotPlain
    data = text.find("<PubmedData", max(end, 0))
    data = data if data >= 0 else len(text)
    cited = text.find("<ReferenceList", data)
    ids_end = cited if cited >= 0 else len(text)
    ids = text.find("<ArticleIdList", data, ids_end)
    return _Places(
        before=text[:start] if opening else text,
        article=text[start:end] if opening else "",
        book="",
        after=text[max(end, 0) : data],
        ids=text[ids:ids_end] if ids >= 0 else "",
        cited=text[ids_end:],
    )


def _places_of_book(text: str) -> _Places:
    """A chapter or a book: what is said of it stands around what is said of the book that it is in."""
    opening = _BOOK.search(text)
    end = text.find("</Book>")
    if (end < 0) != (opening is None):
        raise NotPlain
    start = opening.start() if opening else 0
    cited, cited_end = text.find("<ReferenceList"), text.rfind("</ReferenceList>")
    if (cited < 0) != (cited_end < 0):
        raise NotPlain
    around = text[:start] + text[max(end, 0) :]
    if cited >= 0:
        around = around.replace(text[cited:cited_end], "")
    return _Places(
        before=text,
        article=around,
        book=text[start:end] if opening else "",
        after=around,
        ids=around,
        cited=text[cited:cited_end] if cited >= 0 else "",
    )


def _title(article: Part) -> str:
    """The title, or the one in the language of the article where PubMed has none."""
    title = article.first("ArticleTitle")
    return article.first("VernacularTitle") if title.strip().lower() in _NO_TITLE else title


def _abbreviated(after: str) -> str:
    """The journal as MEDLINE abbreviates it."""
    found = _ABBREVIATED.search(after)
    return resolved(found.group(1)) if found else ""


def _abstract(article: Part, after: str) -> str:
    """The abstract; where there is none, one that stands apart, the English one before others."""
    written = abstract(article.values.get("AbstractText", []))
    if written or "<OtherAbstract" not in after:
        return written
    return next((text for one in abstracts_apart(after) if (text := abstract(one))), "")


def _from_headings(after: str) -> str:
    """What follows the article from the first list of headings or keywords on."""
    headings = after.find("<MeshHeadingList")
    words = after.find("<KeywordList", 0, headings if headings >= 0 else len(after))
    first = min((at for at in (headings, words) if at >= 0), default=0)
    return after[first:]


def _in_book(draft: Draft, book: Part) -> Draft:
    """The draft of a chapter, or, where it has no title of its own, of the whole book."""
    is_chapter = bool(draft.title)
    draft.types = ["chapter"] if is_chapter else [*draft.types, "book"]
    draft.container = book.first("BookTitle" if is_chapter else "PublisherName")
    draft.title = draft.title or book.first("BookTitle")
    draft.authors = draft.authors or book.authors or book.editors
    draft.dates = book.dates() + draft.dates
    draft.volume = draft.volume or book.first("Volume")
    draft.dois = draft.dois or book.dois()
    return draft


_ARTICLES = Cutter("(?:PubmedArticle|PubmedBookArticle)")
_CITATIONS = Cutter("(?:MedlineCitation|BookDocument)")
_SIGN = re.compile(r"<(?:PubmedArticle|PubmedBookArticle)(?:Set)?[\s/>]")
_OLD_SIGN = re.compile(r"<(?:MedlineCitation|BookDocument)(?:Set)?[\s/>]")

FORMAT = Format(
    name="pubmed-xml",
    label="PubMed XML",
    first_mark=first_of(_SIGN),
    count_marks=_ARTICLES.count_marks,
    cut=_ARTICLES.cut,
    read=read,
    dialect=named_by((), otherwise="PubMed"),
    cuts_in_one_pass=True,
)
OLD_FORMAT = Format(
    name="medline-xml",
    label="MEDLINE XML",
    first_mark=first_of(_OLD_SIGN),
    count_marks=_CITATIONS.count_marks,
    cut=_CITATIONS.cut,
    read=read,
    dialect=named_by((), otherwise="MEDLINE"),
    cuts_in_one_pass=True,
)
