"""BibTeX in the flavours of databases and reference managers.

Entries are cut by their braces; escaped braces do not count. A line that opens an entry inside a value of
another is text of that value if the braces close around it; else the outer entry lacks a brace, is set aside,
and the inner one is read. The values of an entry are read in `bibtex_values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from coprod_review.read.bibtex_blocks import MAX_INDENT, Block, blocks_of
from coprod_review.read.bibtex_dialects import as_scielo_means, dialect, number_of_article
from coprod_review.read.bibtex_macros import Macros
from coprod_review.read.bibtex_names import authors
from coprod_review.read.bibtex_values import BIBTEX_MONTHS, read_values
from coprod_review.read.decode import DecodedText
from coprod_review.read.dois import dois_of
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.journal_macros import journal_named
from coprod_review.read.keywords import GROUPED, in_groups, in_lines, of_bibtex, without_mark
from coprod_review.read.latex import signs_of, with_dashes, without_latex
from coprod_review.read.references import split_references
from coprod_review.read.registers import is_preprint_server

_MARK = re.compile(r"@[ \t]*(?!(?:comment|string|preamble)\b)[A-Za-z]\w*[ \t]*[{(]", re.IGNORECASE)
_FIRST_MARK = re.compile(
    r"^[ \t\ufeff]*@[ \t]*(?:(?:comment|string|preamble)[ \t]*[{(]|[A-Za-z]\w*[ \t]*[{(][^={}]{0,300}?[,}])",
    re.MULTILINE | re.IGNORECASE,
)
_SKIPPED = ("comment", "string", "preamble")
_PMID = re.compile(r"\bPMID:?\s*(\d+)")
_WORD_IN_BRACES = re.compile(r"\{\{?([A-Z][\w/+-]+)\}?\}")
_KEY_OF_ENDNOTE = re.compile(r"RN\d+")
_PMID_KEY = re.compile(r"(?:pmid|PMID)[:_-]?(\d{1,9})")
_PMID_ADDRESS = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|nlm\.nih\.gov/(?:m/)?pubmed)/(\d{1,9})(?!\d)")
_REFERENCES = re.compile(r"^\s*(?:cited\s+)?references:\s*", re.IGNORECASE)

_ADDRESS = re.compile(r"\s*(?:available (?:at|from|online)\W*)?(?:https?://|www\.)", re.IGNORECASE)

_WRITTEN_ADDRESS = re.compile(r"https?://(?:\\[&%#_~]|[^\s{}\\])+")
_NOTED_ADDRESS = re.compile(r"\s*(?:\\url\s*)?\{*\s*(?=https?://)[^\s{}]+[\s}]*")
_ESCAPED = re.compile(r"\\(?=[&%#_~])")
_FURTHER_ADDRESS = re.compile(r"(?:\\n){1,4}(?=(?:https?|papers\d?)://)")
"""The ends of lines that Mendeley writes between two addresses."""

_PREPRINT_AT = re.compile(r"Preprint, (\w+):\S.*")
"""How zbMATH tells where a preprint stands: "Preprint, arXiv:2030.01234 [math.GT] (2030)"."""

_TEXTS = frozenset({"title", "subtitle", "booktitle", "journal", "abstract", "keywords"})
_DASHED = _TEXTS | {"author_keywords", "keyword", "keywords-plus"}
_WHOLE = ("book", "mvbook", "proceedings", "mvproceedings", "collection", "mvcollection")
_PART = ("booktitle", "maintitle", "series", "publisher", "organization", "institution")
_MEETING = ("booktitle", "eventtitle", "maintitle", "series", "organization", "publisher", "howpublished")
_BOOK = ("booktitle", "publisher", "organization", "institution", "howpublished")
_THESIS = ("school", "institution", "publisher", "organization", "howpublished")
_REPORT = ("institution", "organization", "school", "publisher", "series", "howpublished")
_OTHER_CONTAINER = (
    "booktitle", "series", "howpublished", "organization", "institution", "publisher", "school",
)  # fmt: skip
_CONTAINER_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "article": ("booktitle", "series"),
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "suppbook", "inreference"), _PART),
    **dict.fromkeys(("inproceedings", "conference"), _MEETING),
    **dict.fromkeys((*_WHOLE, "booklet", "mvreference", "reference"), _BOOK),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), _THESIS),
    **dict.fromkeys(("techreport", "report", "manual"), _REPORT),
}
"""Where no journal is named: the fields that fill the container, by kind of entry and in order."""

_READ_NAMES = """
abstract annotation annote archiveprefix art_number article-number articleno author_keywords cited-references
date document_type doi earlyaccessdate eid eprint eprinttype fjournal issue journal journalfull journaltitle
keyword keywords keywords-plus langid language link note number pages pmid pubmed-id pubmed_id references
subtitle title type unique-id url volume year adsurl
"""
_READ = frozenset((*_READ_NAMES.split(), *(name for names in _CONTAINER_BY_KIND.values() for name in names)))
_READ |= frozenset(_OTHER_CONTAINER)
"""The fields that are asked for; authors are taken apart before their LaTeX is read."""


def first_mark(head: str) -> int | None:
    """Where the first block stands."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """How many entries open in a text, at the beginning of a line or after a closing brace."""
    n, at = 0, text.find("@")
    while at >= 0:
        before = text[max(0, at - MAX_INDENT) : at].rstrip(" \t\ufeff")
        n += (not before or before[-1] in "\n})") and _MARK.match(text, at) is not None
        at = text.find("@", at + 1)
    return n


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each with the macros defined before it; comments are passed over."""
    macros = Macros(text.content.limits)
    for block in blocks_of(text, repairs):
        kind, raw = block.kind, "\n".join(block.lines)
        if kind == "string":
            macros.define(block, repairs)
        if kind in _SKIPPED:
            reason = f"in @{kind}"
            if block.fault:
                repairs[f"@{kind} without its closing brace passed over"] += 1
            yield Entry(line=block.line, end_line=block.end_line, raw=raw, passed_over=reason)
        else:
            yield _entry(block, raw, macros)


def _entry(block: Block, raw: str, macros: Macros) -> Entry:
    """The entry that a block is, with the macros that it names."""
    context, fault = {}, block.fault
    try:
        context = macros.named_in(raw)
    except EntryFault as beyond:
        fault = fault or EntryFault(beyond.reason, remedy=beyond.remedy)
    return Entry(
        line=block.line,
        end_line=block.end_line,
        raw=raw,
        fault=fault,
        context=context,
        n_marks=block.n_marks,
    )


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one BibTeX entry says."""
    macros = BIBTEX_MONTHS | (entry.context or {})
    return draft_of(*read_values(entry.raw, entry.line, macros=macros, repairs=repairs), repairs)


def draft_of(kind: str, key: str, values: dict[str, str], repairs: Repairs) -> Draft:
    """What the values of an entry of a kind say, their names in small letters and LaTeX as written."""
    signs = signs_of("".join(values.values()))
    if " " in "".join(values):
        from coprod_review.read.bibtex_field_names import with_known_names  # noqa: PLC0415 - rare, and slow

        values = with_known_names(values)
    if values.get("publisher") == "scielo":
        values = as_scielo_means(values)
    if any("--" in values[name] for name in _DASHED & values.keys()):
        values = {name: with_dashes(text) if name in _DASHED else text for name, text in values.items()}
    if "\\" in values.get("url", ""):
        values = {**values, "url": _FURTHER_ADDRESS.sub(" ", values["url"].replace("\\\\", "\\"))}
    if "\\" in values.get("journal", "")[:2]:
        values = {**values, "journal": journal_named(values["journal"])}
    value = {
        name: without_latex(text, repairs if name in _TEXTS else None)
        if any(map(text.__contains__, signs))
        else text
        for name, text in values.items()
        if name in _READ
    }
    is_of_endnote = _KEY_OF_ENDNOTE.fullmatch(key) is not None
    address = _address(values)
    note = value.get("note", "")
    title = _first(value, "title") or (_first(value, "booktitle") if kind in _WHOLE else "")
    if _first(value, "subtitle") and _first(value, "subtitle").lower() not in title.lower():
        title = f"{title}: {_first(value, 'subtitle')}"
    container = _container(kind, value, title)
    return Draft(
        source_id=key or _first(value, "unique-id", "pmid", "eid"),
        types=[
            kind,
            *([_first(value, "document_type", "type")] if kind != "techreport" else []),
            *(["preprint"] if not container and is_preprint_server(_archive(value)) else []),
        ],
        title=_unbraced(title),
        authors=authors(values.get("author", ""), repairs, is_of_endnote=is_of_endnote),
        names_are_parted=True,
        dates=[_first(value, "year"), _first(value, "date"), _first(value, "earlyaccessdate")],
        container=container,
        volume=value.get("volume", ""),
        issue=_first(value, "number", "issue"),
        pages=number_of_article(value.get("pages", "")) if "mrnumber" in values else value.get("pages", ""),
        article_number=_first(value, "article-number", "art_number", "articleno", "eid"),
        dois=[*filter(None, (_first(value, "doi"), *_links(value, address), key * key.startswith("10.")))],
        pmid=_pmid(value, key),
        abstract=_unbraced(value.get("abstract", "")),
        keywords=_keywords(value, is_of_endnote=is_of_endnote),
        references=_references(value, note),
        languages=[_first(value, "language", "langid")],
        urls=[_first(value, "url"), _first(value, "link"), address, _first(value, "adsurl")],
    )


def _unbraced(text: str) -> str:
    """A text without the braces, written with backslashes, by which programs keep the capitals of words.

    So do ScienceDirect, and Mendeley with those that it took for text when it read an entry.
    """
    return _WORD_IN_BRACES.sub(r"\1", text) if "{" in text else text


def _pmid(value: Mapping[str, str], key: str) -> str:
    """The PubMed number: under its own name, of an e-print, in a key, a note, or an address of PubMed."""
    if own := _first(value, "pmid", "pubmed_id", "pubmed-id"):
        return own
    if _archive(value).lower() in ("pubmed", "pmid"):
        return _first(value, "eprint")
    if found := _PMID_KEY.fullmatch(key):
        return found.group(1)
    for name in ("note", "annote", "annotation", "url", "link", "howpublished"):
        text = value.get(name, "")
        found = (_PMID.search(text) if "PMID" in text else None) or (
            _PMID_ADDRESS.search(text) if "/" in text else None
        )
        if found:
            return found.group(1)
    return ""


def _archive(value: Mapping[str, str]) -> str:
    """Where the e-print of an entry stands."""
    return value.get("eprinttype", value.get("archiveprefix", "")) if value.get("eprint") else ""


def _container(kind: str, value: Mapping[str, str], title: str) -> str:
    """The journal, else what holds or issued a document of this kind, if it is no address on the web.

    zbMATH and MathSciNet write the full name of a journal under a name of its own.
    """
    names = _CONTAINER_BY_KIND.get(kind, _OTHER_CONTAINER)
    others = (value[name] for name in names if value.get(name))
    return _first(value, "fjournal", "journal", "journaltitle", "journalfull") or next(
        (
            _server_of(other)
            for other in others
            if other.lower() != title.lower() and not _ADDRESS.match(other)
        ),
        "",
    )


def _server_of(told: str) -> str:
    """The server of a preprint of zbMATH; what stands behind other words, such as an address, is none."""
    at = _PREPRINT_AT.fullmatch(told)
    return at[1] if at and is_preprint_server(at[1]) else told


def _first(value: Mapping[str, str], *names: str) -> str:
    for name in names:
        if found := value.get(name):
            return found
    return ""


def _links(value: Mapping[str, str], address: str) -> list[str]:
    return dois_of((_first(value, "url"), _first(value, "link"), address))


def _address(values: Mapping[str, str]) -> str:
    """The address on the web that tells how a document was published, or that a note is."""
    written = values.get("howpublished", "")
    if not written and _NOTED_ADDRESS.fullmatch(values.get("note", "")):
        written = values["note"]
    found = _WRITTEN_ADDRESS.search(written) if "://" in written else None
    return _ESCAPED.sub("", found.group()).rstrip(".,;)") if found else ""


def _keywords(value: Mapping[str, str], *, is_of_endnote: bool) -> list[str]:
    words: list[str] = []
    for name in ("author_keywords", "keywords", "keyword", "keywords-plus"):
        listed = value.get(name, "")
        if name == "keywords" and GROUPED in listed:
            words += in_groups(listed)
        elif "\n" in listed and (lines := in_lines(listed, may_hold_commas=is_of_endnote)):
            words += lines
        elif listed:
            words += of_bibtex(listed)
    return [without_mark(word) if "*" in word else word for word in words]


def _references(value: Mapping[str, str], note: str) -> list[str]:
    if value.get("references"):
        return split_references(value["references"])
    if note and _REFERENCES.match(note):
        return split_references(_REFERENCES.sub("", note))
    cited = value.get("cited-references", "")
    return [line for written in cited.split("\n") if (line := written.strip(" ."))] if cited else []


FORMAT = Format(
    name="bibtex",
    label="BibTeX",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
    cuts_in_one_pass=True,
)
