"""The Zotero collection holds every report once, with its tags, notes and collections, whatever the texts."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given, settings

from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.read.reading import Reading
from coprod_review.write.coded import CodedReport, as_written
from coprod_review.write.zotero import NAMESPACES, zotero_text

from .nasty import reports

TITLE = "An invented review"


def coded(report_id: str, *codes: tuple[str, str, str], **facts: object) -> CodedReport:
    report = Report(report_id=report_id, record_ids=(f"a:{report_id}",), **facts)  # type: ignore[arg-type]
    found = tuple(
        CodeOfRecord(
            report_id=report_id,
            dimension=dimension,
            codes=(code,) if code else (),
            status=status,
            coders=("AB",),
        )
        for dimension, code, status in codes
    )
    return CodedReport(report=report, codes=found)


def read(*found: CodedReport) -> ET.Element:
    return ET.fromstring(zotero_text(found, title=TITLE))


def items(root: ET.Element) -> list[ET.Element]:
    return [element for element in root if element.find("z:itemType", NAMESPACES) is not None]


def texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, NAMESPACES)]


def collections(root: ET.Element) -> dict[str, list[str]]:
    """The parts of each collection by its title."""
    resource = f"{{{NAMESPACES['rdf']}}}resource"
    return {
        texts(element, "dc:title")[0]: [
            part.get(resource, "") for part in element.findall("dcterms:hasPart", NAMESPACES)
        ]
        for element in root.findall("z:Collection", NAMESPACES)
    }


def identity(element: ET.Element) -> str:
    return element.get(f"{{{NAMESPACES['rdf']}}}about", "")


def test_a_report_comes_back_with_all_that_zotero_shows_of_it() -> None:
    (item,) = items(
        read(
            coded(
                "p1",
                type="article",
                title="Rounds with families",
                authors=("Example, Ann", "Invented Health Board"),
                year=2019,
                container="Journal of Invented Care",
                volume="7",
                issue="2",
                pages="11-20",
                doi="10.1234/invented.7",
                pmid="123",
                abstract="Families joined.",
                url="https://example.org/7?a=1&b=2",
                language="en",
            )
        )
    )
    assert item.tag == f"{{{NAMESPACES['bib']}}}Article"
    assert texts(item, "z:itemType") == ["journalArticle"]
    assert texts(item, "dc:title") == ["Rounds with families"]
    assert texts(item, "bib:authors/rdf:Seq/rdf:li/foaf:Person/foaf:surname") == [
        "Example",
        "Invented Health Board",
    ]
    assert texts(item, "bib:authors/rdf:Seq/rdf:li/foaf:Person/foaf:givenName") == ["Ann"]
    assert texts(item, "dcterms:isPartOf/bib:Journal/dc:title") == ["Journal of Invented Care"]
    assert texts(item, "dcterms:isPartOf/bib:Journal/prism:volume") == ["7"]
    assert texts(item, "dcterms:isPartOf/bib:Journal/prism:number") == ["2"]
    assert texts(item, "bib:pages") == ["11-20"]
    assert texts(item, "dc:date") == ["2019"]
    assert texts(item, "dc:identifier") == ["\n   ", "DOI 10.1234/invented.7"]
    assert texts(item, "dc:identifier/dcterms:URI/rdf:value") == ["https://example.org/7?a=1&b=2"]
    assert texts(item, "dcterms:abstract") == ["Families joined."]
    assert texts(item, "dc:description") == ["report: p1\nPMID: 123"]


def test_what_is_written_is_read_with_its_pmid_and_doi() -> None:
    written = zotero_text(
        [coded("p1", title="Lamps at night", pmid="31234567", doi="10.5555/1")], title=TITLE
    )
    (found,) = Reading(written.encode(), export="included.rdf")
    assert isinstance(found, Record)
    assert (found.title, found.pmid, found.doi) == ("Lamps at night", "31234567", "10.5555/1")


def test_codes_are_tags_and_keywords_are_automatic_tags() -> None:
    (item,) = items(
        read(coded("p1", ("tradition", "service_management", "agreed"), keywords=("falls", "family work")))
    )
    tags = [text for text in texts(item, "dc:subject") if text.strip()]
    assert tags == ["tradition: service management"]
    assert texts(item, "dc:subject/z:AutomaticTag/rdf:value") == ["falls", "family work"]


def test_a_code_that_people_have_not_settled_is_tagged_so() -> None:
    (item,) = items(read(coded("p1", ("tradition", "other", "machine"), ("framing", "", "waiting"))))
    tags = [text for text in texts(item, "dc:subject") if text.strip()]
    assert tags == ["tradition: other", "tradition not settled (machine)", "framing not settled (waiting)"]


def test_the_note_of_a_report_says_how_its_codes_came_about() -> None:
    root = read(coded("p1", ("tradition", "other", "agreed")))
    (item,) = items(root)
    (memo,) = root.findall("bib:Memo", NAMESPACES)
    (referenced,) = item.findall("dcterms:isReferencedBy", NAMESPACES)
    assert referenced.get(f"{{{NAMESPACES['rdf']}}}resource") == identity(memo)
    assert texts(memo, "rdf:value") == ["<p>Codes of record: tradition: other (agreed by AB)</p>"]


def test_every_report_stands_in_a_collection_of_its_tradition_and_of_its_framing() -> None:
    root = read(
        coded("p1", ("tradition", "other", "agreed"), ("framing", "partnership", "agreed")),
        coded("p2", ("tradition", "other", "agreed")),
    )
    one, two = (identity(item) for item in items(root))
    found = collections(root)
    assert found["other"] == [one, two]
    assert found["partnership"] == [one]
    assert found["not decided"] == [two]
    assert found[TITLE] == ["#collection_tradition", "#collection_framing", one, two]
    assert found["Framing"] == ["#collection_framing_1", "#collection_framing_2"]


def test_what_stands_alone_names_its_publisher() -> None:
    (item,) = items(read(coded("p1", type="book", title="A book", container="Invented Press")))
    assert texts(item, "z:itemType") == ["book"]
    assert texts(item, "dc:publisher/foaf:Organization/foaf:name") == ["Invented Press"]


def test_a_report_without_year_and_authors_is_an_item_all_the_same() -> None:
    (item,) = items(read(coded("p1", title="Alone")))
    assert texts(item, "dc:title") == ["Alone"]
    assert item.find("dc:date", NAMESPACES) is None
    assert item.find("bib:authors", NAMESPACES) is None


def test_no_report_gives_an_empty_collection() -> None:
    root = read()
    assert not items(root)
    assert collections(root) == {
        TITLE: ["#collection_tradition", "#collection_framing"],
        "Tradition": [],
        "Framing": [],
    }


@settings(max_examples=150, deadline=None)
@given(reports())
def test_the_nastiest_texts_come_back(nasty: CodedReport) -> None:
    (item,) = items(read(nasty))
    written = as_written(nasty, "ris")
    assert "".join(texts(item, "dc:title")) == written.title
    assert "".join(texts(item, "dcterms:abstract")) == written.abstract
    assert len(item.findall("bib:authors/rdf:Seq/rdf:li", NAMESPACES)) == len(written.authors)
    assert texts(item, "dc:subject/z:AutomaticTag/rdf:value") == [
        word for word in written.keywords if word not in nasty.code_keywords
    ]


def test_the_same_reports_give_the_same_bytes() -> None:
    found = [coded("p1", ("tradition", "other", "agreed"), keywords=("b", "a"))]
    assert zotero_text(found, title=TITLE) == zotero_text(found, title=TITLE)
