"""Ovid's text: records under marks such as <1>, values under full labels or after tags of two letters.

Under full labels values are indented; tags stand before a dash ("TI  - "). Records without marks open where
the first label of the file stands again, or with "VN  - Ovid Technologies".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.keywords import parted_by_form
from coprod_review.read.labelled import (
    alternatives,
    draft_of,
    entries_at,
    value_lines,
    without_footnotes,
)
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.name_cells import split_authors
from coprod_review.read.source_line import fill_from_book, fill_from_source, without_editors
from coprod_review.read.title_notes import without_notes

_LABELS = alternatives(
    """
    Score|Accession Number|Unique Identifier|Record Owner|Status|Author|Authors|Author e-mail|
    Author E-mail|Authors Full Name|Author NameID|Author Full Name|Institution|Title|Original Title|
    Chapter Title|Book Title|Source|Journal Name|NLM Journal Name|Abbreviated Source|
    Journal Abbreviation|Publisher|Abstract|Abstract (English)|Publication Type|Language|
    Document Type|Journal Subset|ISSN|ISSN Print|ISSN Electronic|ISSN Linking|ISBN|NLM Journal Code|
    DOI Number|DOI|Digital Object Identifier|Link to the Ovid Full Text or citation|
    Link to the External Link Resolver|Author Keywords|
    Keyword Heading|Keywords|Key Concepts|Key Phrase Identifiers|Subject Headings|
    MeSH Subject Headings|MeSH Headings|MeSH Date|Subject Heading|Heading Words|References|
    Cited References|Date of Publication|Year of Publication|Publication Date|Publication Year|Volume|
    Issue/Part|Issue|Page|Pages|Page Range|Country of Publication|Database|Copyright|Update Date|
    Entry Date|Create Date|PMID|Publication History Status|Publication Status|Publication History|
    Comments|Electronic Date of Publication|Version ID|Clinical Trial Number|Grant Number|
    Grant Information|Registry Number/Name of Substance|Name of Substance|Correspondence Address|
    Secondary Source ID|Other ID|Other Abstract|Entrez Date|Revision Date|Population Group|Age Group|
    Population|Methodology|Classification Code|PsycInfo Classification|Correction Date|Release Date|
    Format Covered|Format Availability|Target Audience|Publication Format|
    Number of Citations Displayed|Emtree Heading|Candidate Terms|Drug Index Terms|Other Index Terms|
    CAS Registry Number|Conference Information|Conference Proceedings|Location|Grant/Sponsorship|
    Sponsor
    """
)

FIELD_BY_LABEL: Mapping[str, str] = {
    "unique identifier": "source_id", "accession number": "source_id", "title": "title",
    "chapter title": "title", "original title": "title", "book title": "container",
    "authors full name": "authors", "author full name": "authors", "authors": "authors", "author": "authors",
    "source": "source", "journal name": "container", "nlm journal name": "container",
    "abbreviated source": "container", "journal abbreviation": "container", "abstract": "abstract",
    "abstract (english)": "abstract", "publication type": "types", "document type": "types",
    "language": "languages", "doi number": "dois", "doi": "dois", "digital object identifier": "dois",
    "author keywords": "keywords", "keyword heading": "keywords", "keywords": "keywords",
    "key concepts": "keywords", "key phrase identifiers": "keywords", "subject headings": "keywords",
    "subject heading": "keywords", "mesh subject headings": "keywords", "mesh headings": "keywords",
    "emtree heading": "keywords", "references": "references", "cited references": "references",
    "year of publication": "dates", "publication year": "dates", "date of publication": "dates",
    "publication date": "dates", "volume": "volume", "issue/part": "issue", "issue": "issue",
    "page": "pages", "pages": "pages", "page range": "pages", "pmid": "pmid", "database": "database",
    "link to the ovid full text or citation": "urls", "link to the external link resolver": "links",
}  # fmt: skip

FIELD_BY_TAG: Mapping[str, str] = {
    "UI": "source_id", "AN": "source_id", "TI": "title", "OT": "title", "FA": "authors", "AU": "authors",
    "SO": "source", "JN": "container", "JT": "container", "TJ": "container", "NJ": "container",
    "JA": "container", "TA": "container", "BT": "container", "AB": "abstract", "PT": "types",
    "DT": "types", "LG": "languages", "LA": "languages", "DO": "dois", "DI": "dois", "KW": "keywords",
    "KP": "keywords", "MH": "keywords", "SH": "keywords", "ID": "keywords", "HW": "keywords",
    "DE": "keywords", "MC": "keywords", "RF": "references", "CR": "references", "YR": "dates",
    "DP": "dates", "DG": "dates", "VO": "volume", "VI": "volume", "IP": "issue", "PG": "pages",
    "PM": "pmid", "DB": "database", "XL": "urls", "UR": "urls", "PB": "publisher",
}  # fmt: skip
"""Tags of several databases; where one has two names for authors or keywords, see `read`."""

LONGEST_LIST, LONGEST_NAME, LONGEST_TYPE = 20_000, 200, 80
"""Longer text is no list of names, no name and no type in brackets."""

_MARK = r"<\d+(?:\.\s?)?>[ \t]*"
_START = re.compile(rf"^\ufeff?{_MARK}$", re.MULTILINE)
_TAGGED = re.compile(r"^\ufeff?VN {1,2}- Ovid", re.MULTILINE)
_FIRST_MARK = re.compile(
    rf"^\ufeff?{_MARK}\n(?:[ \t]*\n)?(?:[A-Z][A-Z0-9] {{0,2}}- |(?:{_LABELS})[ \t]*\n[ \t]+\S)"
    rf"|^\ufeff?VN {{1,2}}- Ovid"
    rf"|^\ufeff?(?:{_LABELS})[ \t]*\n[ \t]+\S.*\n(?:[ \t]+\S.*\n)*(?:[ \t]*\n)?(?:{_LABELS})[ \t]*\n[ \t]+\S",
    re.MULTILINE,
)
_LABEL = re.compile(rf"^({_LABELS})[ \t]*$", re.MULTILINE)
_ANY_LABEL = re.compile(
    rf"^({_LABELS}(?=[ \t]*$)|[A-Z][^\s.,;:][^\n.,;:]{{0,58}}?(?=[ \t]*\n[ \t]+\S))[ \t]*$", re.MULTILINE
)
"""A label, or a line at the left margin whose value stands indented below it, as those of labels do."""

_VALUE_BELOW = re.compile(rf"^(?:{_LABELS})[ \t]*\n[ \t]+\S", re.MULTILINE)
_AT_MARGIN = re.compile(r"^[A-Z]", re.MULTILINE)
_TAG = re.compile(r"^([A-Z][A-Z0-9])[ \t]{0,2}-(?: |$)", re.MULTILINE)
_TAG_OR_LABEL = re.compile(rf"{_TAG.pattern}|{_LABEL.pattern}", re.MULTILINE)
_TITLE_TYPE = re.compile(r"\.?\s*\[([A-Z][A-Za-z ,:/-]{2,60})\]\.?\s*$")
_ROLE = re.compile(r"(?<!\s)\s*\[[^\[\]]*\]")
_COPYRIGHT = re.compile(r"copyright\b", re.IGNORECASE)
"""What Embase writes under the tag CR, under which others have references."""

_BEFORE_PAGES = re.compile(r"\.:(?=\d)")
LONGEST_SOURCE = 3_000
_DEGREES = re.compile(
    r"(?:[;,]{0,2}\s+(?:M\.?D|Ph\.?D|R\.?N|M\.?P\.?H|M\.?Sc?|B\.?Sc?|B\.?A|M\.?A|MBBS|MBA|DO|DrPH|PharmD|FAAN|DNP|MHS|MSN|"
    r"MPhil|EdD|PsyD|ScD|DPhil|LLM|JD|MB|ChB|CNM|APRN|FAC[A-Z]{1,2}|FRC[A-Z]{1,3}|EdM|MEd)\b\.?)+[;,]?$"
)
_MEDLINE_NAMES = re.compile(r"\s*(?:[^.,;\s][^.,;]* [A-Z]{1,4}(?: (?:Jr|Sr|[23][nr]d))?\.\s*)+")
_FAMILY_FIRST = re.compile(r"[^,;]*[^\W\d_A-ZÀ-Þ],\s")
_FAMILY_AND_INITIALS = re.compile(r"[^\s,]+,? (?:[A-Z]\.?){1,4}(?![\w.])")
_FULL_NAME = re.compile(r"(?<=\w)\.\s+(?=[^.,;]{1,80},\s)")
_BOOK = re.compile(
    r"^[^()]{0,200}\((?:1[89]|20)\d\d\)\.\s*(.+?)(?:\.\s|\s\(|\s[\dxivXIV]+,?\s?[\dxiv]*\s?pp\b)"
)
_DATABASE_ABOVE = re.compile(r"\A\ufeff?\s*Database(?:\(s\))?: *(.+)")
_NUMBERS_IN_LINK = (
    ("dois", re.compile(r"[?&](?:id=doi:|DO=)(10\.[^&\s]+)")),
    ("pmid", re.compile(r"[?&]id=pmid:(\d{1,9})(?=&|\s|$)")),
    ("source_id", re.compile(r"%3CAN%3E([\w.-]{4,40})%3C(?:%2F|/)AN%3E", re.IGNORECASE)),
    ("volume", re.compile(r"&volume=([1-9]\d{0,3})(?=&)")),
    ("issue", re.compile(r"&issue=([1-9]\d{0,2})(?=&)")),
    ("pages", re.compile(r"&pages=([1-9]\d{0,5}-\d{1,6})(?=&)")),
)
"""What links of Ovid and to resolvers say of a record that was exported without these fields."""

_OTHERS = re.compile(
    r"embase|psyc|cinahl|global health|\bcab|econlit|hmic|allied|\bamed|cochrane|ebm|social|matern|journals",
    re.IGNORECASE,
)
"""Databases beside which a number need not be one of MEDLINE."""

HEAD_CHARS = 4_096
_MEDLINE = re.compile(r"medline|pubmed|premedline", re.IGNORECASE)


def first_mark(head: str) -> int | None:
    """Where the first record mark stands before a label or tag, or the first label before another."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The record marks such as <1>; records without one are found by `cut` alone."""
    return len(_START.findall(text)) if "<" in text else 0


def dialect(head: str) -> str:
    """The database, where the records name it."""
    found = re.search(r"^DB {1,2}- (.+)$|^Database[ \t]*\n[ \t]+(.+)$", head, re.MULTILINE)
    return f"Ovid {next(filter(None, found.groups())).strip()}"[:60] if found else "Ovid"


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its mark up to the next; the lines above them may name their database."""
    named = _DATABASE_ABOVE.search(text.head(HEAD_CHARS))
    database = named.group(1) if named else ""
    for entry in entries_at(text, _start_of(text), repairs, label=_TAG_OR_LABEL):
        entry.context = database
        yield entry


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one record says."""
    tagged = len(_TAG.findall(entry.raw)) >= len(_LABEL.findall(entry.raw))
    by_name: dict[str, list[str]] = {}
    fields_of = FIELD_BY_TAG if tagged else FIELD_BY_LABEL
    label = _TAG if tagged else _labels_of(entry.raw)
    for name, value in values_by_label(
        entry.raw, label, field_by_label=fields_of, line=entry.line, repairs=repairs
    ):
        if value and value != "-":
            by_name.setdefault(name if tagged else name.lower(), []).append(value)
    if not by_name:
        raise EntryFault(
            "no label or tag of Ovid stands under this mark",
            remedy="export the record again, with all fields",
        )
    fields = _fields(by_name, fields_of)
    if entry.context and not fields.get("database") and not _OTHERS.search(entry.context):
        fields["database"] = [entry.context]
    return _draft(fields)


def read_tags(by_tag: Mapping[str, Sequence[str]]) -> Draft:
    """What the cells of a row say whose columns are headed by tags."""
    return _draft(_fields(by_tag, FIELD_BY_TAG))


def _fields(by_name: Mapping[str, Sequence[str]], field_by_name: Mapping[str, str]) -> dict[str, list[str]]:
    """The values by the field that they fill; of several names for authors, the first that has any."""
    fields: dict[str, list[str]] = {}
    for name, field in field_by_name.items():
        if field == "authors" and fields.get("authors"):
            continue
        fields.setdefault(field, []).extend(by_name.get(name, ()))
    fields["references"] = [text for text in fields["references"] if not _COPYRIGHT.match(text)]
    return fields


def _labels_of(raw: str) -> re.Pattern[str]:
    """What labels are in a record: where all values are indented, other words at the margin too."""
    known = _LABEL.findall(raw)
    n_indented = sum(1 for _ in _VALUE_BELOW.finditer(raw))
    return _ANY_LABEL if n_indented == len(known) < len(_AT_MARGIN.findall(raw)) else _LABEL


def _draft(fields: dict[str, list[str]]) -> Draft:
    source = without_editors((fields.get("source") or [""])[0][:LONGEST_SOURCE])
    fill_from_source(fields, _BEFORE_PAGES.sub(". :", source))
    fill_from_book(fields)
    links = "\n".join([*fields.get("links", ()), *fields.get("urls", ())])
    years = re.findall(r"\d{4}", " ".join(fields.get("dates", ())))
    for name, form in _NUMBERS_IN_LINK if links else ():
        if not fields.get(name) and (found := form.search(links)) and found[1] not in years:
            fields[name] = [found[1]]
    if fields.get("title"):
        title, told = without_notes(fields["title"][0])
        fields["title"][0] = title
        fields.setdefault("types", []).extend(told)
        fields.setdefault("languages", []).extend(told)
        named = _TITLE_TYPE.search(title, max(0, len(title) - LONGEST_TYPE))
        if named:
            fields["title"][0] = title[: named.start()]
            fields.setdefault("types", []).append(named.group(1))
    elif book := _BOOK.match((fields.get("source") or [""])[0][:LONGEST_LIST]):
        fields["title"] = [book.group(1)]
        fields["container"] = []
    identifier = (fields.get("source_id") or [""])[0].rpartition(": ")[2].strip().rstrip(".")
    fields["source_id"] = [identifier] if identifier else []
    if identifier.isdecimal() and _MEDLINE.search(" ".join(fields.get("database", []))):
        fields["pmid"] = [identifier]
    fields["references"] = value_lines(fields.get("references", []))
    return draft_of(fields, authors=_authors, keywords=_words)


def _start_of(text: DecodedText) -> re.Pattern[str]:
    """What opens records in this text: marks, else the line VN, else the label that opens the first."""
    head = text.head(1 << 18)
    if _START.search(head):
        return _START
    if _TAGGED.search(head):
        return _TAGGED
    first = _LABEL.search(head)
    return re.compile(rf"^{re.escape(first.group(1))}[ \t]*$", re.MULTILINE) if first else _START


def _authors(values: Sequence[str]) -> list[str]:
    """Names without roles, degrees and marks of footnotes."""
    names: list[str] = []
    for line in value_lines(values):
        line = _ROLE.sub("", line)
        line = _bare(line) if _FAMILY_FIRST.match(line) else line
        if ";" in line:
            found = line.split(";")
        elif len(line) < LONGEST_LIST and _MEDLINE_NAMES.fullmatch(f"{line.rstrip('.')}."):
            found = [name for name in line.split(".") if name.strip()]
        elif _FULL_NAME.search(line):
            found = [name.strip() for name in _FULL_NAME.split(line.rstrip("."))]
        else:
            found = split_authors(line)
        names += map(_bare, found)
    return [name for name in names if not _DEGREES.fullmatch(f" {name}")]


def _bare(name: str) -> str:
    """A name without marks of footnotes and degrees; capitals alone behind a family name are its initials."""
    name = without_footnotes(name)
    bare = _DEGREES.sub("", name) if len(name) < LONGEST_NAME else name
    initials = None if " " in bare else _FAMILY_AND_INITIALS.match(name)
    return initials[0] if initials else bare or name


def _words(values: Sequence[str]) -> list[str]:
    return parted_by_form(value_lines(values))


FORMAT = Format(
    name="ovid",
    label="Ovid text (labels or tags)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
    cuts_in_one_pass=True,
)
