"""Article set XML: what journals hand to PubMed, as their systems offer it."""

from __future__ import annotations

import pytest

HEAD = (
    '<?xml version="1.0"?>\n<!DOCTYPE ArticleSet PUBLIC "-//NLM//DTD PubMed 2.7//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/in/PubMed.dtd">\n<ArticleSet>\n'
)


def article(inside: str = "", *, volume: str = "7", issue: str = "2") -> str:
    return (
        "<Article>\n<Journal><PublisherName>Invented University</PublisherName><JournalTitle>Journal of "
        f"Invented Care</JournalTitle><Issn>0000-0000</Issn><Volume>{volume}</Volume><Issue>{issue}</Issue>"
        '<PubDate PubStatus="ppublish"><Year>2021</Year><Month>06</Month></PubDate></Journal>\n'
        "<ArticleTitle>Asking families <i>before</i> rounds &amp; after</ArticleTitle>\n"
        "<VernacularTitle>Att fråga familjen</VernacularTitle>\n"
        '<FirstPage LZero="save">101</FirstPage><LastPage>110</LastPage>\n'
        f'<ELocationID EIdType="doi">10.5555/jic.2021.7</ELocationID>\n{inside}\n</Article>\n'
    )


def articles(*some: str) -> bytes:
    return f"{HEAD}{''.join(some)}</ArticleSet>\n".encode()


WHOLE = """<Language>EN</Language>
<AuthorList><Author><FirstName>Lena</FirstName><MiddleName>M</MiddleName><LastName>Berg</LastName>
<Affiliation>Ward of Invention</Affiliation></Author>
<Author><CollectiveName>Rounds Group</CollectiveName></Author></AuthorList>
<PublicationType>Review</PublicationType>
<ArticleIdList><ArticleId IdType="pii">778</ArticleId></ArticleIdList>
<History><PubDate PubStatus="received"><Year>2019</Year></PubDate></History>
<Abstract>Families were asked.</Abstract><OtherAbstract Language="SV">De svarade.</OtherAbstract>
<ObjectList><Object Type="keyword"><Param Name="value">ward rounds</Param></Object>
<Object Type="grant"><Param Name="id">77</Param></Object>
<Object Type="keyword"><Param Name="value">families</Param></Object></ObjectList>
<ArchiveCopySource DocType="pdf">https://jic.example.org/7.pdf</ArchiveCopySource>"""


def test_an_article_is_read_field_by_field(read):
    (found,), aside, reading = read(articles(article(WHOLE)), "journal.xml")
    assert not aside
    assert (reading.format, reading.dialect) == ("article-set-xml", "journals for PubMed")
    assert (found.title, found.container, found.year) == (
        "Asking families before rounds & after",
        "Journal of Invented Care",
        2021,
    )
    assert found.authors == ("Berg, Lena M", "Rounds Group")
    assert (found.volume, found.issue, found.pages) == ("7", "2", "101-110")
    assert (found.doi, found.pmid, found.source_id) == ("10.5555/jic.2021.7", "", "778")
    assert (found.type, found.language) == ("review", "en")
    assert found.abstract == "Families were asked."
    assert found.keywords == ("ward rounds", "families")
    assert found.url == "https://jic.example.org/7.pdf"


PARAGRAPHS = "<AbstractText Label='AIM'>Ask.</AbstractText><AbstractText>Hear.</AbstractText>"
SPANISH = "<OtherAbstract Language='spa'>Oír.</OtherAbstract>"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"<Abstract>{PARAGRAPHS}</Abstract>", "AIM: Ask. Hear."),
        (
            f"<OtherAbstract Language='spa'><AbstractText>Oír.</AbstractText></OtherAbstract>"
            f"<Abstract>{PARAGRAPHS}</Abstract>",
            "AIM: Ask. Hear.",
        ),
        (f"<Abstract/>{SPANISH}", "Oír."),
        (f"{SPANISH}<OtherAbstract Language='eng'>Hear.</OtherAbstract>", "Hear."),
        ("<Abstract Language='SV'>Fråga.</Abstract><Abstract>Ask.</Abstract>", "Ask."),
        ("<Abstract>Ask, <b>then</b> hear.</Abstract>", "Ask, then hear."),
        ("<Abstract><![CDATA[Ask, then p<.05.]]></Abstract>", "Ask, then p<.05."),
        ("", ""),
    ],
)
def test_the_abstract_goes_before_those_in_other_languages(read, written, told):
    (found,), _, _ = read(articles(article(written)), "journal.xml")
    assert found.abstract == told


def test_words_before_the_numbers_of_volume_and_issue_are_left_out(read):
    (found,), _, _ = read(articles(article(volume="Volume 12", issue="Issue 3 and 4")), "journal.xml")
    assert (found.volume, found.issue) == ("12", "3 and 4")
    (found,), _, _ = read(articles(article(volume="November", issue="Suppl 1")), "journal.xml")
    assert (found.volume, found.issue) == ("November", "Suppl 1")


def test_one_damaged_article_costs_no_other(read):
    cut = article().replace("</Article>", "")
    found, aside, reading = read(articles(article(), cut, article(WHOLE)), "journal.xml")
    assert (len(found), len(aside), reading.n_entries) == (2, 1, 3)


def test_members_of_groups_are_no_authors_and_numbers_of_works_cited_are_none_of_the_article(read):
    others = """<AuthorList><Author><CollectiveName>Rounds Group</CollectiveName></Author></AuthorList>
<GroupList><Group><GroupName>Rounds Group</GroupName><IndividualName><FirstName>Xin</FirstName>
<LastName>Xu</LastName></IndividualName></Group></GroupList>
<ReferenceList><Reference><Citation>Ek A. Wards. 2019.</Citation><ArticleIdList>
<ArticleId IdType="doi">10.5555/cited</ArticleId><ArticleId IdType="pubmed">777</ArticleId>
</ArticleIdList></Reference></ReferenceList>"""
    ((found,), _, _) = read(articles(article(others)), "journal.xml")
    assert found.authors == ("Rounds Group",)
    assert (found.doi, found.pmid, found.source_id) == ("10.5555/jic.2021.7", "", "")
    assert found.references == ("Ek A. Wards. 2019. doi:10.5555/cited PMID:777",)
