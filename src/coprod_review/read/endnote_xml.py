"""EndNote XML: as EndNote writes it, all on one line, and as Zotero, Mendeley, Bookends and others do."""

from __future__ import annotations

import re

from coprod_review.read.document_types import types_among
from coprod_review.read.ebsco_notes import accession_noted, languages_noted, pmid_noted
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.references import split_references
from coprod_review.read.registers import pmid_in
from coprod_review.read.xml_entries import Cutter
from coprod_review.read.xml_fields import Fields, fields_of, leaves, read_plain
from coprod_review.read.xml_text import attribute, permitted, resolved

_NAMES = (
    "ref-type|reference-type|rec-number|refnum|author|title|secondary-title|tertiary-title|alt-title|"
    "short-title|translated-title|full-title|abbr-[123]|year|date|pages|volume|number|issue|edition|keyword|"
    "abstract|accession-num|accession-number|electronic-resource-num|doi|language|url|remote-database-name|"
    "remote-database-provider|work-type|publisher|notes|section|author-address|custom[1-7]"
)
_PARTS = (
    "authors|secondary-authors|tertiary-authors|subsidiary-authors|translated-authors|periodical|"
    "alt-periodical|web-urls|related-urls|text-urls|pdf-urls|image-urls"
)
_PATTERN = leaves(_NAMES, parts=_PARTS, with_ends=True)

_STYLE = re.compile(r"</?style(?:\s[^<>]*)?>")
_OF_EARLY_VERSIONS = re.compile(r"</?[A-Z][A-Z0-9_]*(?=[\s/>])")
_LINE_END = re.compile(r"&#(?:x0*[aAdD]|0*1[03]);")
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_IS_DOI = re.compile(r"10\.\d{4,9}/\S+$|https?://(?:[\w-]+\.)*doi\.org/")
_SHORT_NUMBER = re.compile(r"\d{1,8}")
_PAGE = re.compile(r"[A-Za-z]{0,4}\d[\w.-]{0,14}")
_EARLY_VIEW = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d?[/-]\d\d?|\d{4})")
_CLOSE_COMMA = re.compile(r"(?<!\d),(?=\S)|,(?=[^\s\d])")
_REFERENCES = re.compile(r"\s*(?:cited\s+)?references:\s*", re.IGNORECASE)

_WHOLE = frozenset(
    ("book", "edited book", "electronic book", "thesis", "report", "government document", "standard")
)
"""Types that appear in nothing else: their place is who published them."""

_TYPE_BY_NUMBER = {
    "2": "artwork", "3": "video", "5": "book section", "6": "book", "7": "case", "9": "computer program",
    "10": "conference proceedings", "12": "web page", "13": "generic", "17": "journal article",
    "19": "magazine article", "23": "newspaper article", "25": "patent", "27": "report", "28": "edited book",
    "32": "thesis", "36": "unpublished work", "43": "electronic article", "44": "electronic book",
    "45": "online database", "46": "government document", "47": "conference paper", "57": "serial",
    "58": "standard", "59": "dataset", "60": "electronic book section",
}  # fmt: skip
_TYPE_BY_EARLY_NUMBER = {
    "0": "journal article", "1": "book", "2": "thesis", "3": "conference proceedings", "7": "book section",
    "8": "magazine article", "9": "edited book", "10": "report",
}  # fmt: skip
_KNOWN_AS = {
    "government document": "report", "unpublished work": "unpublished", "web page": "web", "blog": "blog",
    "newspaper article": "news", "online database": "other", "patent": "pat", "artwork": "other",
    "audiovisual material": "video", "film or broadcast": "video", "video": "video", "case": "other",
    "computer program": "comp", "serial": "book", "encyclopedia": "chapter", "dictionary": "chapter",
    "standard": "stand", "legal rule or regulation": "other", "statute": "other", "grant": "other",
    "online multimedia": "video", "personal communication": "icomm", "pamphlet": "report",
    "electronic article": "article", "manuscript": "unpublished", "classical work": "book",
}  # fmt: skip
"""Types of EndNote by the words that the list of document types knows."""


def first_mark(head: str) -> int | None:
    """Where the records open, if they have fields that only EndNote's have."""
    found = _SIGN.search(head)
    return found.start() if found and _OWN_FIELD.search(head, found.start()) else None


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one record says."""
    raw = _STYLE.sub("", entry.raw)
    if entry.raw.startswith("<RECORD"):
        raw = _OF_EARLY_VERSIONS.sub(lambda tag: tag.group().lower().replace("_", "-"), raw)
    return read_plain(raw, lambda text: _read(text, repairs), names=_NAMES, repairs=repairs)


def _read(text: str, repairs: Repairs) -> Draft:
    said = fields_of(_PATTERN, text)
    if not said.values:
        raise EntryFault("this entry is empty", remedy="export it again, or leave it out")
    kind = _kind(said)
    notes = _split(said, "notes")
    return Draft(
        source_id=said.first("accession-num", "accession-number")
        or accession_noted(notes)
        or said.first("rec-number", "refnum"),
        types=[_KNOWN_AS.get(kind, kind), said.first("work-type"), *types_among(notes)],
        title=permitted(said.first("title", "translated-title", "short-title"), repairs),
        authors=_authors(said),
        given_first=True,
        dates=[*said.all("year", "date"), *filter(_EARLY_VIEW.fullmatch, said.all("edition"))],
        container=_container(said, kind),
        volume=said.first("volume"),
        issue=said.first("number", "issue"),
        pages=said.first("pages"),
        article_number=said.first("custom7") or _start_page(said, kind),
        dois=[*said.all("electronic-resource-num", "doi"), *filter(_IS_DOI.match, _links(said))],
        pmid=_pmid(said) or pmid_noted(notes) or pmid_in(_urls(said)),
        abstract=permitted(said.first("abstract"), repairs),
        keywords=_keywords(said),
        references=_references(notes),
        languages=[*said.all("language"), *languages_noted(notes)],
        urls=_urls(said),
    )


def _start_page(said: Fields, kind: str) -> str:
    """What EndNote calls the start page of an article and writes as its section, where no pages are told."""
    section = said.first("section")
    return section if kind == "journal article" and _PAGE.fullmatch(section) else ""


def _keywords(said: Fields) -> list[str]:
    """The keywords; one that stands alone may list several between commas without blanks."""
    written = _split(said, "keyword")
    if len(written) == 1 and ";" not in written[0] and len(_CLOSE_COMMA.findall(written[0])) > 1:
        written = _CLOSE_COMMA.split(written[0]) if ", " not in written[0] else written
    return [k.strip().replace("/*", "/").lstrip("*") for ks in written for k in ks.split(";")]


def _kind(said: Fields) -> str:
    """The type of the record, in EndNote's words, lower case."""
    for attributes, number in said.values.get("ref-type", ()):
        name = attribute(attributes, "name").lower()
        return name or _TYPE_BY_NUMBER.get(number.strip(), number.strip().lower())
    number = said.first("reference-type")
    return _TYPE_BY_EARLY_NUMBER.get(number) or _TYPE_BY_NUMBER.get(number, "")


def _authors(said: Fields) -> list[str]:
    """The authors; where there are none, the editors."""
    for part in ("authors/", "", "secondary-authors/", "tertiary-authors/"):
        names = _split(said, f"{part}author")
        if names:
            return names
    return []


def _container(said: Fields, kind: str) -> str:
    places = (
        "secondary-title",
        "periodical/full-title",
        "full-title",
        "alt-title",
        "alt-periodical/full-title",
    )
    shortened = ("periodical/abbr-1", "abbr-1", "periodical/abbr-2")
    return said.first(*places, *shortened, *(["publisher"] if kind in _WHOLE else []))


def _urls(said: Fields) -> list[str]:
    """The addresses on the web, those of files on somebody's machine left out."""
    return [url for url in _links(said) if url.lower().startswith(("http:", "https:", "ftp:"))]


def _links(said: Fields) -> list[str]:
    """All that stands for an address, a DOI alone too; early versions had but a field for that of authors."""
    places = ("web-urls/url", "related-urls/url", "url", "text-urls/url", "pdf-urls/url", "author-address")
    return _split(said, *places)


def _pmid(said: Fields) -> str:
    """The accession number where PubMed gave it; else where Embase names it."""
    sources = " ".join(said.all("remote-database-name", "remote-database-provider"))
    accession = said.first("accession-num", "accession-number")
    if _SHORT_NUMBER.fullmatch(accession) and (
        _PUBMED.search(sources) or said.first("custom2").startswith("PMC")
    ):
        return accession
    if "embase" in sources.lower() and _SHORT_NUMBER.fullmatch(said.first("custom5")):
        return said.first("custom5")
    return ""


def _references(notes: list[str]) -> list[str]:
    listed = (_REFERENCES.sub("", note, count=1) for note in notes if _REFERENCES.match(note))
    return [reference for one in listed for reference in split_references(one)]


def _split(said: Fields, *names: str) -> list[str]:
    """The values parted where EndNote wrote a line end, which it does as a character reference."""
    texts = (text for name in names for _, text in said.values.get(name, ()))
    values = (resolved(part).strip() for text in texts for part in _LINE_END.split(text))
    return [value for value in values if value]


_WRITERS = ("EndNote", "Zotero", "Mendeley", "Bookends", "Papers", "Citavi", "Covidence")
_CLUES = tuple((name, f'source-app name="{name}') for name in _WRITERS)
_CUTTER = Cutter("(?:record|RECORD)")
_SIGN = re.compile(r"<(?:record|RECORD)[\s>]")
_OWN_FIELD = re.compile(
    r"<(?:ref-type|rec-number|source-app|foreign-keys|contributors|secondary-title|electronic-resource-num|"
    r"accession-num|pub-dates|REFERENCE_TYPE|REFNUM)[\s>]"
)

FORMAT = Format(
    name="endnote-xml",
    label="EndNote XML",
    first_mark=first_mark,
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by(_CLUES, otherwise="EndNote XML"),
    cuts_in_one_pass=True,
)
