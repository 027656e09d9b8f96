"""Zotero RDF: the included reports as a collection of Zotero, with tags and collections within it by code.

Zotero opens it with File, Import. Every report stands once and in one collection for each of its codes; codes
are tags ("tradition: service management"), the reports' own keywords are automatic tags, which Zotero can
hide. How each code was settled stands in a note of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape as html_escaped
from xml.etree import ElementTree as ET

from coprod_review.model.coding import SETTLED_STATUSES
from coprod_review.model.report import Report
from coprod_review.write.coded import CodedReport, as_written, parts_of_name

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}

KINDS = {
    "article": ("journalArticle", "Article", "Journal"),
    "review": ("journalArticle", "Article", "Journal"),
    "editorial": ("journalArticle", "Article", "Journal"),
    "letter": ("journalArticle", "Article", "Journal"),
    "erratum": ("journalArticle", "Article", "Journal"),
    "retraction": ("journalArticle", "Article", "Journal"),
    "chapter": ("bookSection", "BookSection", "Book"),
    "book": ("book", "Book", ""),
    "conference": ("conferencePaper", "Document", "Journal"),
    "thesis": ("thesis", "Thesis", ""),
    "report": ("report", "Report", ""),
    "preprint": ("manuscript", "Manuscript", ""),
    "dataset": ("document", "Document", ""),
    "other": ("document", "Document", ""),
    "": ("document", "Document", ""),
}
"""Type -> Zotero's item type, its RDF class, and the class of the work that holds it; else a publisher."""

DIMENSIONS = ("tradition", "framing")
"""The dimensions whose codes have collections of their own."""

UNDECIDED = "not decided"

Element = ET.Element


def zotero_text(reports: Sequence[CodedReport], *, title: str, dimensions: Iterable[str] = DIMENSIONS) -> str:
    """The reports as Zotero RDF, in their order, in a collection `title`; the same bytes every time."""
    for prefix, address in NAMESPACES.items():
        ET.register_namespace(prefix, address)
    root = ET.Element(_name("rdf:RDF"))
    ids = {coded.report.report_id: f"#item_{number}" for number, coded in enumerate(reports, start=1)}
    for coded in reports:
        _add_item(root, coded, ids[coded.report.report_id])
    _add_collections(root, reports, ids, title=title, dimensions=tuple(dimensions))
    ET.indent(root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_item(root: Element, coded: CodedReport, identity: str) -> None:
    report = as_written(coded, "ris")
    kind, named, holder = KINDS[report.type]
    item = ET.SubElement(root, _name(f"bib:{named}"), {_name("rdf:about"): identity})
    _add(item, "z:itemType", kind)
    _add_container(item, report, holder)
    _add_authors(item, report.authors)
    if coded.code_note:
        ET.SubElement(item, _name("dcterms:isReferencedBy"), {_name("rdf:resource"): f"{identity}_note"})
    for tag in _tags(coded):
        _add(item, "dc:subject", tag)
    for word in dict.fromkeys(report.keywords):
        if word not in coded.code_keywords:
            automatic = ET.SubElement(ET.SubElement(item, _name("dc:subject")), _name("z:AutomaticTag"))
            _add(automatic, "rdf:value", word)
    _add(item, "dc:title", report.title)
    _add(item, "dcterms:abstract", report.abstract)
    _add(item, "dc:date", "" if report.year is None else f"{report.year:04d}")
    _add(item, "z:language", report.language)
    _add(item, "bib:pages", report.pages)
    _add(item, "z:libraryCatalog", "coprod-review")
    _add(item, "dc:description", _extra(report))
    if report.url:
        address = ET.SubElement(ET.SubElement(item, _name("dc:identifier")), _name("dcterms:URI"))
        _add(address, "rdf:value", report.url)
    if report.doi:
        _add(item, "dc:identifier", f"DOI {report.doi}")
    if coded.code_note:
        note = ET.SubElement(root, _name("bib:Memo"), {_name("rdf:about"): f"{identity}_note"})
        _add(note, "rdf:value", f"<p>Codes of record: {html_escaped(coded.code_note)}</p>")


def _add_container(item: Element, report: Report, holder: str) -> None:
    """The journal or book with volume and issue, or the publisher of what stands alone."""
    if not holder:
        if report.container:
            publisher = ET.SubElement(ET.SubElement(item, _name("dc:publisher")), _name("foaf:Organization"))
            _add(publisher, "foaf:name", report.container)
        _add(item, "prism:volume", report.volume)
        _add(item, "prism:number", report.issue)
        return
    if report.container or report.volume or report.issue:
        container = ET.SubElement(ET.SubElement(item, _name("dcterms:isPartOf")), _name(f"bib:{holder}"))
        _add(container, "dc:title", report.container)
        _add(container, "prism:volume", report.volume)
        _add(container, "prism:number", report.issue)


def _add_authors(item: Element, authors: Sequence[str]) -> None:
    """Persons with family and given names; bodies, and persons of one name, with a family name alone."""
    if not authors:
        return
    listed = ET.SubElement(ET.SubElement(item, _name("bib:authors")), _name("rdf:Seq"))
    for author in authors:
        person = ET.SubElement(ET.SubElement(listed, _name("rdf:li")), _name("foaf:Person"))
        family, given, suffix = parts_of_name(author) or (author, "", "")
        _add(person, "foaf:surname", family)
        _add(person, "foaf:givenName", ", ".join(part for part in (given, suffix) if part))


def _tags(coded: CodedReport) -> Iterable[str]:
    """The codes; where people have not settled them, a tag more says how they came about."""
    for found in coded.codes:
        for code in found.codes:
            yield f"{_words(found.dimension)}: {_words(code)}"
        if found.status not in SETTLED_STATUSES:
            yield f"{_words(found.dimension)} not settled ({found.status})"


def _extra(report: Report) -> str:
    """What Zotero keeps in its field Extra, which its RDF calls a description."""
    lines = [f"report: {report.report_id}"]
    if report.pmid:
        lines.append(f"PMID: {report.pmid}")
    return "\n".join(lines)


def _add_collections(
    root: Element,
    reports: Sequence[CodedReport],
    ids: Mapping[str, str],
    *,
    title: str,
    dimensions: Sequence[str],
) -> None:
    """One collection of all, with one for each dimension in it, and in these one for each code."""
    everything = _collection(root, "all", title)
    for dimension in dimensions:
        _part(everything, f"#collection_{dimension}")
    for report in ids.values():
        _part(everything, report)
    for dimension in dimensions:
        by_code = _by_code(reports, dimension)
        whole = _collection(root, dimension, _words(dimension).capitalize())
        for number, _ in enumerate(by_code, start=1):
            _part(whole, f"#collection_{dimension}_{number}")
        for number, (code, members) in enumerate(by_code.items(), start=1):
            collection = _collection(root, f"{dimension}_{number}", _words(code))
            for report in members:
                _part(collection, ids[report])


def _by_code(reports: Sequence[CodedReport], dimension: str) -> dict[str, list[str]]:
    """The reports of each code that was given, sorted by code, and last those without one."""
    found: dict[str, list[str]] = {}
    for coded in reports:
        codes = next((c.codes for c in coded.codes if c.dimension == dimension), ())
        for code in codes or (UNDECIDED,):
            found.setdefault(code, []).append(coded.report.report_id)
    return {code: found[code] for code in sorted(found, key=lambda code: (code == UNDECIDED, code))}


def _collection(root: Element, identity: str, title: str) -> Element:
    made = ET.SubElement(root, _name("z:Collection"), {_name("rdf:about"): f"#collection_{identity}"})
    _add(made, "dc:title", title)
    return made


def _part(collection: Element, identity: str) -> None:
    ET.SubElement(collection, _name("dcterms:hasPart"), {_name("rdf:resource"): identity})


def _add(parent: Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, _name(name)).text = text


def _name(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _words(code: str) -> str:
    return code.replace("_", " ")
