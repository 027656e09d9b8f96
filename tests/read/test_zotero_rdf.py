"""Zotero RDF: items with journals beside or within them; all entries are invented."""

from __future__ import annotations

HEAD = """<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#">
"""
END = "</rdf:RDF>\n"


def _person(family: str, given: str = "") -> str:
    told = f"<foaf:givenName>{given}</foaf:givenName>" if given else ""
    return f"<rdf:li><foaf:Person><foaf:surname>{family}</foaf:surname>{told}</foaf:Person></rdf:li>"


LINKED = f"""    <bib:Article rdf:about="http://example.org/1">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:1"/>
        <bib:authors><rdf:Seq>{_person("van den Berg", "Lena")}{_person("Ward Group")}</rdf:Seq></bib:authors>
        <link:link rdf:resource="#item_2"/>
        <dc:subject>ward</dc:subject>
        <dc:subject>
            <z:AutomaticTag><rdf:value>owls &amp; talk</rdf:value></z:AutomaticTag>
        </dc:subject>
        <dc:title>Owls &amp; wards</dc:title>
        <dcterms:abstract>We &lt;i&gt;talked&lt;/i&gt;.</dcterms:abstract>
        <dc:date>07/2030</dc:date>
        <z:language>sv</z:language>
        <dc:identifier>
            <dcterms:URI><rdf:value>http://example.org/1</rdf:value></dcterms:URI>
        </dc:identifier>
        <dc:description>PMID: 99000001</dc:description>
        <bib:pages>448-452</bib:pages>
    </bib:Article>
    <bib:Journal rdf:about="urn:issn:1">
        <prism:volume>44</prism:volume>
        <dc:title>Journal of Wards</dc:title>
        <dc:identifier>DOI 10.5555/ward.1</dc:identifier>
        <prism:number>5</prism:number>
    </bib:Journal>
    <z:Attachment rdf:about="#item_2">
        <z:itemType>attachment</z:itemType>
        <dc:title>Full text</dc:title>
    </z:Attachment>
"""
SECTION = f"""    <bib:BookSection rdf:about="#item_3">
        <z:itemType>bookSection</z:itemType>
        <dcterms:isPartOf>
            <bib:Book><dc:title>Handbook of Owls</dc:title></bib:Book>
        </dcterms:isPartOf>
        <bib:editors><rdf:Seq>{_person("Ek", "Anna")}</rdf:Seq></bib:editors>
        <bib:authors><rdf:Seq>{_person("Lund", "Bo")}</rdf:Seq></bib:authors>
        <dc:title>Quiet hours</dc:title>
        <dc:date>2029</dc:date>
    </bib:BookSection>
    <bib:Memo rdf:about="#item_4">
        <rdf:value>&lt;p&gt;A note&lt;/p&gt;</rdf:value>
    </bib:Memo>
"""


def test_an_item_gives_its_fields_and_those_of_the_journal_beside_it(read):
    (record,), _, summary = read(HEAD + LINKED + END)
    assert (summary.format, summary.dialect) == ("zotero-rdf", "Zotero")
    assert (record.type, record.title, record.year) == ("article", "Owls & wards", 2030)
    assert record.authors == ("van den Berg, Lena", "Ward Group")
    assert (record.container, record.volume, record.issue) == ("Journal of Wards", "44", "5")
    assert (record.pages, record.doi, record.pmid) == ("448-452", "10.5555/ward.1", "99000001")
    assert (record.abstract, record.language) == ("We talked.", "sv")
    assert record.keywords == ("ward", "owls & talk")
    assert record.url == "http://example.org/1"


def test_a_chapter_has_its_authors_and_the_book_within_it(read):
    records, aside, _ = read(HEAD + LINKED + SECTION + END)
    assert (len(records), aside) == (2, [])
    assert (records[1].type, records[1].container) == ("chapter", "Handbook of Owls")
    assert records[1].authors == ("Lund, Bo",)


def test_an_item_without_its_end_is_set_aside_alone(read):
    records, aside, _ = read(HEAD + SECTION + LINKED[:700])
    assert [record.title for record in records] == ["Quiet hours"]
    assert "end tag" in aside[0].reason


def test_an_item_without_its_type_is_no_less_an_item(read):
    untyped = LINKED.replace("        <z:itemType>journalArticle</z:itemType>\n", "")
    records, aside, _ = read(HEAD + untyped + SECTION + END)
    assert [record.title for record in records] == ["Owls & wards", "Quiet hours"]
    assert aside == []


SERIES = """    <bib:BookSection rdf:about='#item_5' xml:lang="en">
        <z:itemType>bookSection</z:itemType>
        <dcterms:isPartOf>
    <bib:Book rdf:about="urn:isbn:1">
            <dcterms:isPartOf><bib:Series><dc:title>Lecture Notes</dc:title></bib:Series></dcterms:isPartOf>
            <dc:title>Handbook of Owls</dc:title></bib:Book></dcterms:isPartOf>
        <dc:title xml:lang="en">Quiet <i>hours</i></dc:title>
        <dcterms:abstract><![CDATA[We talked & slept.]]><!-- aside --></dcterms:abstract>
    </bib:BookSection>
"""


def test_a_book_within_a_series_gives_its_title_and_not_that_of_the_chapter_away(read):
    (record,), aside, _ = read(HEAD + SERIES.replace("    <bib:Book rdf", "            <bib:Book rdf") + END)
    assert (record.title, record.container) == ("Quiet hours", "Handbook of Owls")
    assert (record.source_id, record.abstract, aside) == ("#item_5", "We talked & slept.", [])


def test_makers_of_other_works_are_authors(read):
    (record,), _, _ = read(
        HEAD + LINKED.replace("bib:authors", "z:inventors").replace("article", "patent") + END
    )
    assert record.authors[0] == "van den Berg, Lena"


def test_many_tags_that_never_close_are_set_aside_at_once(read):
    raw = HEAD + LINKED.replace("<dc:title>Owls", "<dcterms:isPartOf>" * 20_000 + "<dc:title>Owls") + END
    _, aside, _ = read(raw)
    assert len(aside) == 1


SPACES = """<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
"""


def _on_one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n"))


def _fields(records) -> list[tuple]:
    return [
        (r.source_id, r.type, r.title, r.authors, r.container, r.volume, r.doi, r.keywords) for r in records
    ]


def test_items_on_one_line_are_no_others(read):
    whole = SPACES + LINKED + SECTION + SERIES.replace("    <bib:Book rdf", "            <bib:Book rdf") + END
    records, aside, _ = read(whole)
    on_one_line, aside_too, summary = read(_on_one_line(whole))
    assert (len(records), aside, aside_too) == (3, [], [])
    assert _fields(on_one_line) == _fields(records)
    assert summary.format == "zotero-rdf"


def test_an_item_on_one_line_without_its_end_costs_no_other(read):
    other = LINKED.replace("example.org/1", "example.org/9").replace("Owls & wards", "Quiet wards")
    whole = SPACES + LINKED.replace("</bib:Article>", "") + other + SECTION + END
    records, aside, _ = read(_on_one_line(whole))
    assert [record.title for record in records] == ["Owls & wards", "Quiet hours"]
    assert "end tag" in aside[0].reason


def test_other_prefixes_of_the_same_spaces_are_read(read):
    usual = SPACES + LINKED + SECTION + END
    other = usual.replace("bib:", "b:").replace(":bib=", ":b=").replace("rdf:", "r:").replace(":rdf=", ":r=")
    other = other.replace("dc:", "").replace(" xmlns:dc=", " xmlns=").replace("z:", "zotero:")
    other = other.replace(":z=", ":zotero=")
    expected, _, _ = read(usual)
    for text in (other, _on_one_line(other)):
        records, aside, _ = read(text)
        assert _fields(records) == _fields(expected)
        assert aside == []


def test_untyped_items_that_are_part_of_each_other_are_items(read):
    item = """    <bib:Article rdf:about="#item_{}">
        <dcterms:isPartOf rdf:resource="#item_{}"/>
        <dc:title>{}</dc:title>
    </bib:Article>
"""
    text = HEAD + item.format(1, 2, "Owls & wards") + item.format(2, 1, "Quiet wards") + END
    records, aside, _ = read(text)
    assert [record.title for record in records] == ["Owls & wards", "Quiet wards"]
    assert aside == []
    assert records[0].container == ""
