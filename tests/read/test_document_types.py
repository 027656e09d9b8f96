"""Types as databases write them: told by whole words and what they mean, not by letters within."""

from __future__ import annotations

import pytest

from coprod_review.read.document_types import document_type, is_called_retracted

PSYCINFO = """TY  - JOUR
ID  - 2019-11111-001
TI  - Talking on rounds
JF  - Ward Talk
M3  - {kind}
ER  -
"""


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Journal, Peer Reviewed Journal", "article"),
        ("Peer-reviewed article", "article"),
        ("Non-peer reviewed", "article"),
        ("Review, Peer Reviewed Journal", "review"),
        ("Newsletter", "article"),
        ("Research Report", "article"),
        ("Journal Articles; Reports - Research", "article"),
        ("Technical Report", "report"),
    ],
)
def test_ovid_and_ebsco_tell_how_an_article_was_judged_beside_what_it_is(read, kind, told):
    assert read(PSYCINFO.format(kind=kind))[0][0].type == told


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Scholarly Journals; Peer reviewed article", "article"),
        ("Scholarly Journals; Review", "review"),
        ("Dissertations & Theses", "thesis"),
        ("Newsletters", "other"),
        ("Newspaper Article", "other"),
        ("Letters", "letter"),
        ("Brief Report", "article"),
        ("Research Report", "report"),
        ("Reports - Evaluative", "report"),
        ("Journal Articles, Information Analyses", "review"),
        ("Speeches/Meeting Papers", "conference"),
        ("Review-Book", "other"),
        ("Software Review", "other"),
        ("Comment/Reply", "letter"),
        ("Erratum/Correction", "erratum"),
        ("Published Errata", "erratum"),
        ("Conference Proceedings", "conference"),
        ("journalArticle", "article"),
        ("newspaperArticle", "other"),
        ("bookSection", "chapter"),
        ("conferencepaper", "conference"),
        ("LettersAndComments", "letter"),
        ("MetaAnalysis", "review"),
        ("Case Reports Review", "review"),
        ("Case Report", "article"),
        ("Handbook", "book"),
        ("Article in review", "article"),
        ("Peer Review Report", "other"),
    ],
)
def test_a_table_tells_the_type_by_whole_words(read, kind, told):
    assert read(f'Title,Year,Document Type\n"Talking on rounds",2019,"{kind}"\n')[0][0].type == told


def test_peer_review_is_no_type() -> None:
    assert document_type(("Peer-reviewed",)) == ""
    assert document_type(("peer review",)) == "other"


def test_a_report_that_stands_on_its_own_stays_one() -> None:
    assert document_type(("RPRT", "Research Report")) == "report"
    assert document_type(("techreport", "Article")) == "report"


@pytest.mark.parametrize(
    ("written", "is_called"),
    [
        (("Journal Article", "Retracted Publication"), True),
        (("Article; Retracted Publication",), True),
        (("Retracted Article",), True),
        (("Retraction of Publication",), False),
        (("Journal Article",), False),
    ],
)
def test_what_a_database_calls_retracted_is_known_beside_its_type(
    written: tuple[str, ...], is_called: bool
) -> None:
    assert is_called_retracted(written) is is_called
    assert not is_called or document_type(written) == "article"
