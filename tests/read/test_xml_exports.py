"""XML exports: every field from its own element, whoever wrote the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError

EXPORTS = Path(__file__).parent / "exports"


@pytest.fixture
def records(read):
    """The records of one of the invented exports, none set aside."""

    def of(name):
        found, aside, _ = read((EXPORTS / name).read_bytes(), name)
        assert not aside
        return found

    return of


def article(inside="", *, after="", data="", pmid="900001"):
    """One article of PubMed with these elements in it, after it and in its data."""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><Title>J</Title></Journal>"
        f"{inside or '<ArticleTitle>A title</ArticleTitle>'}</Article>{after}</MedlineCitation>"
        f"<PubmedData>{data}</PubmedData></PubmedArticle>"
    )


def pubmed(*articles):
    """A set of articles."""
    return "<PubmedArticleSet>\n" + "\n".join(articles) + "\n</PubmedArticleSet>\n"


def endnote(*inside):
    """A library of EndNote with one record for each."""
    records = (f'<record><ref-type name="Journal Article">17</ref-type>{one}</record>' for one in inside)
    return f"<xml><records>{''.join(records)}</records></xml>"


def test_a_pubmed_article_is_read_field_by_field(records):
    first, second, _ = records("pubmed.xml")
    assert (first.title, first.container, first.year) == (
        "Families in the round: H2O & handovers",
        "Invented nursing",
        2021,
    )
    assert first.authors == ("Berg, Lena M, Jr", "Rounds Group")
    assert (first.volume, first.issue, first.pages) == ("4", "2", "454-481")
    assert (first.doi, first.pmid, first.type, first.language) == ("10.5555/fam.1", "900001", "review", "en")
    assert first.abstract == "AIM: They asked <often>. RESULTS: p < 0.05 for all."
    assert first.keywords == ("handover", "Family/psychology")
    assert first.references == ("Ek A. Rounds. 2001. doi:10.5555/ek PMID:900055",)
    assert (second.title, second.abstract) == ("Ett kort brev", "Short é.")


def test_a_chapter_of_pubmed_stands_in_its_book(records):
    chapter = records("pubmed.xml")[2]
    assert (chapter.type, chapter.title, chapter.container) == (
        "chapter",
        "A chapter on asking",
        "The Book of Rounds",
    )
    assert (chapter.authors, chapter.year) == (("Lind, Bo",), 2009)


def test_a_citation_of_old_medline_is_read(records):
    (citation,) = records("medline.xml")
    assert (citation.title, citation.authors, citation.type) == (
        "An old citation of a visit",
        ("Holm, Ida B",),
        "letter",
    )
    assert (citation.container, citation.year, citation.references) == (
        "Inv Visits",
        2000,
        ("Inv Visits. 1998;1:2",),
    )


def test_endnote_joins_the_runs_of_a_field_and_parts_its_lines(records):
    paper, book = records("endnote.xml")
    assert (paper.title, paper.container, paper.year) == ("Listening rounds & tea", "Inv Nurs", 2019)
    assert paper.keywords == ("Family/psychology", "Tea")
    assert (paper.doi, paper.pmid, paper.type) == ("10.5555/abc.1", "900021", "review")
    assert (paper.url, paper.source_id) == ("https://example.org/a", "900021")
    assert (book.type, book.authors, book.container) == ("book", ("Ask, Eva",), "Invented Press")


def test_an_early_version_of_endnote_is_read(records):
    (visit,) = records("endnote_early.xml")
    assert (visit.title, visit.authors, visit.year, visit.type) == (
        "A visit at night",
        ("Holm, I.",),
        1999,
        "article",
    )


@pytest.mark.parametrize(
    ("fields", "pmid"),
    [
        ("<accession-num>123</accession-num><remote-database-name>Medline</remote-database-name>", "123"),
        ("<accession-num>123</accession-num><remote-database-provider>NLM</remote-database-provider>", "123"),
        ("<accession-num>123</accession-num><remote-database-name>CINAHL</remote-database-name>", ""),
        ("<accession-num>123</accession-num>", ""),
        ("<accession-num>L123</accession-num><remote-database-name>Medline</remote-database-name>", ""),
        ("<custom5>77</custom5><remote-database-name>Embase</remote-database-name>", "77"),
        ("<urls><url>https://www.ncbi.nlm.nih.gov/pubmed/88</url></urls>", "88"),
        ("<urls><url>https://pubmed.ncbi.nlm.nih.gov/89/</url></urls>", "89"),
    ],
)
def test_an_accession_number_is_a_pmid_only_where_pubmed_gave_it(read, fields, pmid):
    (record,), _, _ = read(endnote(f"<titles><title>T</title></titles>{fields}"))
    assert record.pmid == pmid


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ('<ref-type name="Book Section">5</ref-type>', "chapter"),
        ("<ref-type>5</ref-type>", "chapter"),
        ("<ref-type>32</ref-type>", "thesis"),
        ('<ref-type name="Government Document">46</ref-type>', "report"),
        ('<ref-type name="Unpublished Work">36</ref-type>', "preprint"),
        ('<ref-type name="Conference Proceedings">10</ref-type>', "conference"),
    ],
)
def test_the_type_of_endnote_is_known_by_name_or_number(read, written, kind):
    record = f"<record><rec-number>1</rec-number>{written}<titles><title>T</title></titles></record>"
    assert read(f"<xml><records>{record}</records></xml>")[0][0].type == kind


def test_fields_of_zotero_without_styles_are_read(read):
    text = endnote(
        "<contributors><authors><author>Lind, Bo</author></authors></contributors>"
        "<titles><title>Asking</title><secondary-title>Invented Care</secondary-title></titles>"
        "<periodical><full-title>Invented Care</full-title></periodical><issue>4</issue>"
        "<dates><year>2017</year></dates><electronic-resource-num>10.5555/z</electronic-resource-num>"
        "<urls><web-urls><url>http://example.org/z</url></web-urls></urls><keywords/>"
    )
    (record,), _, _ = read(text)
    assert (record.authors, record.container, record.issue, record.url) == (
        ("Lind, Bo",),
        "Invented Care",
        "4",
        "http://example.org/z",
    )


def test_europe_pmc_is_read_in_full_and_in_short(records):
    full, short = records("europe_pmc.xml")
    assert (full.title, full.authors, full.container) == (
        "Asking at the bedside",
        ("Berg, Lena M", "Rounds Group"),
        "Invented Care",
    )
    assert (full.volume, full.issue, full.pages, full.pmid) == ("12", "3", "1-9", "900031")
    assert (full.keywords, full.abstract) == (("asking", "Family/psychology"), "Aim To ask.")
    assert (short.type, short.authors, short.year) == ("preprint", ("Ek, A", "Holm, I"), 2021)


def test_a_chapter_in_mods_has_its_pages_from_its_book(records):
    (chapter,) = records("mods.xml")
    assert (chapter.type, chapter.title, chapter.container) == (
        "chapter",
        "The evening round: a diary",
        "Invented Handbook",
    )
    assert (chapter.authors, chapter.year, chapter.volume, chapter.pages) == (
        ("Berg, Lena M.",),
        2015,
        "2",
        "33-48",
    )


def test_mods_with_a_prefix_is_the_same(records, read):
    plain = (EXPORTS / "mods.xml").read_text(encoding="utf-8")
    prefixed = (
        plain.replace("</", "\0").replace("<", "<mods:").replace("\0", "</mods:").replace("<mods:?", "<?")
    )
    (record,), _, _ = read(prefixed, "mods.xml")
    assert record == records("mods.xml")[0]


def test_an_entry_of_arxiv_is_a_preprint_with_its_number(records):
    (preprint,) = records("arxiv.xml")
    assert (preprint.type, preprint.source_id, preprint.doi) == ("preprint", "9901.00001", "10.5555/arx.1")
    assert preprint.authors == ("van Berg, Lena", "Olsson, Per")


def test_pages_of_ebsco_are_counted_from_the_first(records):
    (citation,) = records("ebsco.xml")
    assert (citation.pages, citation.pmid, citation.source_id) == ("17-20", "900041", "100000001")
    assert (citation.container, citation.year) == ("Invented Ward", 2018)


def test_numbers_of_cited_works_and_comments_are_not_the_article_s_own(read):
    cited = (
        "<ReferenceList><Reference><Citation>C</Citation><ArticleIdList>"
        "<ArticleId IdType='doi'>10.5555/cited</ArticleId></ArticleIdList></Reference></ReferenceList>"
    )
    comment = (
        "<CommentsCorrectionsList><CommentsCorrections RefType='CommentOn'>"
        "<RefSource>S</RefSource><PMID>5</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    (record,), _, _ = read(pubmed(article(after=comment, data=cited)))
    assert (record.doi, record.pmid, record.references) == ("", "900001", ("C doi:10.5555/cited",))


def test_answers_of_several_fetches_may_follow_each_other(read):
    one = '<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet SYSTEM "x.dtd">\n' + pubmed(article())
    records, aside, _ = read(one + one.replace("900001", "900002"))
    assert [r.pmid for r in records] == ["900001", "900002"]
    assert not aside


@pytest.mark.parametrize("wrap", ["{}", "<PubmedArticleSet>{}</PubmedArticleSet>", "\n\n  {}\n\n"])
def test_neither_declaration_nor_set_is_needed(read, wrap):
    records, _, _ = read(wrap.format(article()))
    assert [r.title for r in records] == ["A title"]


@pytest.mark.parametrize(
    ("text", "told", "remedy"),
    [
        ("<?xml version='1.0'?><eSearchResult><IdList/></eSearchResult>", "<eSearchResult>", "efetch"),
        ("<!DOCTYPE article SYSTEM 'x'><article><front/></article>", "full text", "RIS or nbib"),
        ("<!-- made by hand --><menu><dish/></menu>", "<menu>", "export it as RIS"),
        ("<records><record><leader>x</leader></record></records>", "<records>", "export it as RIS"),
        ("<rdf:RDF><x/></rdf:RDF>", "RDF", "RIS or EndNote XML"),
    ],
)
def test_other_xml_is_refused_with_its_root_and_a_remedy(read, text, told, remedy):
    with pytest.raises(ReviewError) as refused:
        read(text)
    assert told in refused.value.problem
    assert remedy in (refused.value.remedy or "")
