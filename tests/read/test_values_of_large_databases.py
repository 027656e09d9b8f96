"""Values as the large databases and programs of today write them; all entries are invented."""

from __future__ import annotations

import pytest

PUBMED = "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,NIHMS ID,DOI\n"


@pytest.mark.parametrize(
    "number",
    ["S2451-9022(24)00137-X", "10.5555/OWL.0000000000011800", "jnnp-2022-330167", "thoraxjnl-2020-215081"],
)
@pytest.mark.parametrize(("behind", "volume"), [("", ""), (";24(3)", "24")])
def test_a_number_of_the_publisher_behind_the_date_is_no_volume_and_no_pages(
    read, number: str, behind: str, volume: str
):
    cited = f"J Owls. 2024 Jun 3{behind}:{number}. doi: 10.5555/ab.1. Online ahead of print."
    ((record,), _, _) = read(f'{PUBMED}1234,Owls at night,Ek A.,"{cited}",Ek A,J Owls,2024,,10.5555/ab.1\n')
    assert (record.volume, record.issue, record.pages) == (volume, "3" if volume else "", "")
    assert (record.year, record.container) == (2024, "J Owls")


@pytest.mark.parametrize("pages", ["103-6", "e14572", "110294", "JCO2301978", "S12-5", "2024.03.08.584152"])
def test_pages_and_numbers_of_articles_behind_the_date_stay(read, pages: str):
    cited = f"J Owls. 2024 Jun 3;24(3):{pages}. doi: 10.5555/ab.1."
    ((record,), _, _) = read(f'{PUBMED}1234,Owls at night,Ek A.,"{cited}",Ek A,J Owls,2024,,\n')
    assert record.volume == "24"
    assert record.pages.replace("106", "6").replace("S15", "5") == pages


@pytest.mark.parametrize(
    ("number", "pages"), [("152", "152"), ("e152", "e152"), ("S1697-2600(25)00061-4", ""), ("bmj.2020", "")]
)
@pytest.mark.parametrize("kind", ["pii", "doi"])
def test_pubmed_xml_tells_the_number_of_an_article_as_one_of_the_publisher(
    read, number: str, pages: str, kind: str
):
    text = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1234</PMID><Article><Journal><JournalIssue>"
        "<Volume>11</Volume><PubDate><Year>2023</Year></PubDate></JournalIssue><Title>Owls</Title></Journal>"
        "<ArticleTitle>Owls at night.</ArticleTitle>{}"
        f'<ELocationID EIdType="{kind}" ValidYN="Y">{number}</ELocationID></Article></MedlineCitation>'
        "</PubmedArticle></PubmedArticleSet>"
    )
    ((record,), _, _) = read(text.format(""))
    assert record.pages == (pages if kind == "pii" else "")
    paged = "<Pagination><MedlinePgn>7-9</MedlinePgn></Pagination>"
    ((record,), _, _) = read(text.format(paged))
    assert record.pages == "7-9"
