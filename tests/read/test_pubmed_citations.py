"""Citations as PubMed writes them: its summaries as text and its older tables; all entries are invented."""

from __future__ import annotations

import pytest

SUMMARIES = """1: Ek A, van den Berg LM Jr; Ward Group. Talking on the ward at night: what do Male-
Female pairs say? J Wards (Oslo). 2030 Apr 26;12(4 Pt 2):943-52. doi:
10.5555/ward.1. Epub 2029 Dec 18. Erratum in: J Wards (Oslo). 2031 May;13(1):7.
doi: 10.5555/ward.other. PMID: 99000001; PMCID:
PMC9999999.

2: Berg L. Quiet hours. Nord Vard. 2029 Nov-Dec;38 Suppl 1:43.e1-43.e8. English,
Swedish. doi: 10.5555/quiet. PMID:
99000002.

3: Ward Safety Group. [Sleep in 2020. A trial]. Night Work. 2028 Winter:1-6.
doi: 10.5555/night. [Epub ahead of print] PubMed PMID: 99000003.

4: Corrections. Ward Notes. 2027;3. pii: e12. Review. PMID: 99000004.
"""

TABLE = (
    "Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,Properties\n"
    'Quiet hours.,/pubmed/99000005,"Ek A, de Berg Neto L.",'
    "J Wards. 2017 May - Jun;85:82-6. doi: 10.5555/q.1. Epub 2017 Jan 2. Review.,J Wards.  2017,PubMed,"
    "citation,PMID:99000005 | PMCID:PMC99,pubmed,99000005,create date:2017/05/01 | first author:Ek A\n"
    'Loud hours.,/pubmed/99000006,[No authors listed],"Nord Vard. 2016 Jan;39(1). pii: e20. English, Dutch. "'
    ",Nord Vard.  2016,PubMed,citation,PMID:99000006,pubmed,99000006,create date:2016/01/01\n"
)

EUROPE_PMC = (
    "SOURCE,EXTERNAL_ID,PMCID,DOI,AUTHORS,PUBLICATION_YEAR,PUBLICATION_MONTH,TITLE,JOURNAL,VOLUME,ISSUE,"
    "PAGE_INFO,TIMES_CITED,EPMC_AUTH_MAN\n"
    'MED,99000007,,10.5555/e.1,"Ek A, Berg L",2020,12,Quiet hours.,J Wards,41,12,5-9,37,N\n'
    'PPR,PPR99,,10.5555/e.2,"Ek A",2021,1,Loud hours.,,,,,0,N\n'
)


def test_a_summary_gives_all_its_fields(read):
    (record, *_), aside, summary = read(SUMMARIES)
    assert (summary.format, summary.dialect, summary.n_entries) == ("pubmed-citations", "PubMed", 4)
    assert not aside
    assert record.title == "Talking on the ward at night: what do Male-Female pairs say?"
    assert record.authors == ("Ek, A", "van den Berg, LM, Jr", "Ward Group")
    assert (record.container, record.year) == ("J Wards (Oslo)", 2030)
    assert (record.volume, record.issue, record.pages) == ("12", "4 Pt 2", "943-952")
    assert (record.doi, record.pmid, record.source_id) == ("10.5555/ward.1", "99000001", "99000001")


def test_a_summary_tells_languages_and_pages_of_all_kinds(read):
    (_, record, *_), _, _ = read(SUMMARIES)
    assert (record.language, record.pages, record.volume) == ("en", "43.e1-43.e8", "38 Suppl 1")
    assert (record.title, record.authors, record.pmid) == ("Quiet hours", ("Berg, L",), "99000002")


def test_a_body_is_the_author_of_a_summary_and_a_title_of_two_sentences_is_none(read):
    (_, _, record, last), _, _ = read(SUMMARIES)
    assert record.authors == ("Ward Safety Group",)
    assert (record.title, record.pages, record.year) == ("Sleep in 2020. A trial", "1-6", 2028)
    assert (last.title, last.authors, last.type) == ("Corrections", (), "review")
    assert (last.container, last.pages, last.pmid) == ("Ward Notes", "e12", "99000004")


def test_a_summary_that_was_cut_short_is_set_aside(read):
    records, aside, _ = read(SUMMARIES.partition("3. pii")[0])
    assert [record.pmid for record in records] == ["99000001", "99000002", "99000003"]
    assert [entry.reason for entry in aside] == ["this entry has no 'PMID:'"]


def test_a_line_of_a_summary_that_begins_with_a_number_opens_no_entry(read):
    records, _, _ = read(SUMMARIES.replace("what do Male-", "what do\n7: Male-"))
    assert [record.pmid for record in records] == ["99000001", "99000002", "99000003", "99000004"]


def test_words_broken_at_hyphens_are_whole_in_abstracts(read):
    abstract = "First-\nhand, pre-\nand post-test."
    (record,), _, _ = read(f"1. J Wards. 2030;1:2.\n\nCo-\nproduction.\n\nEk A.\n\n{abstract}\n\nPMID: 99\n")
    assert record.title == "Co-production"
    assert record.abstract == "First-hand, pre- and post-test."


def test_tables_of_pubmed_before_2020_have_authors_under_description(read):
    (first, second), aside, summary = read(TABLE)
    assert (summary.dialect, aside, summary.repairs) == ("PubMed (to 2020)", [], ())
    assert first.authors == ("Ek, A", "de Berg Neto, L")
    assert (first.abstract, first.title, first.type) == ("", "Quiet hours", "review")
    assert (first.container, first.year, first.volume, first.issue) == ("J Wards", 2017, "85", "")
    assert (first.pages, first.doi) == ("82-86", "10.5555/q.1")
    assert (first.pmid, first.source_id) == ("99000005", "99000005")
    assert (second.authors, second.pages, second.language) == ((), "e20", "en")
    assert (second.volume, second.issue) == ("39", "1")


def test_tables_of_europe_pmc_have_their_ids_and_pages(read):
    (first, second), _, summary = read(EUROPE_PMC)
    assert summary.dialect == "Europe PMC"
    assert (first.source_id, first.pmid, first.pages) == ("99000007", "99000007", "5-9")
    assert (second.source_id, second.pmid) == ("PPR99", "")


@pytest.mark.parametrize("place", ["S0000-000X(30)00001-1", "10.5555/owls.n1", "owlsj-2030-000123"])
def test_a_citation_without_pages_yet_keeps_its_journal_beside_that_of_a_comment(read, place):
    behind = "doi: 10.5555/owls.n1. Comment in: J Wards. 2031 May;12(3):4-9. PMID: 99000009."
    (record,), _, _ = read(f"1: Berg A, Ek B. Owls at night. Owls. 2030 Apr 1:{place}. {behind}\n")
    assert (record.title, record.container, record.year) == ("Owls at night", "Owls", 2030)
    assert (record.volume, record.pages, record.doi) == ("", "", "10.5555/owls.n1")
