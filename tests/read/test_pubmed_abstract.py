"""PubMed's abstract format: blocks of paragraphs; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.errors import ReviewError
from coprod_review.read.content import Held
from coprod_review.read.decode import decode
from coprod_review.read.formats import choose_format

FULL = """
1. J Wards. 2030 Apr;12(4):943-52. doi: 10.5555/ward.1. Epub
2029 Dec 18.

Talking on the ward at night: what nurses hear and what they
say.

Ek A(1), van den Berg LM Jr(2)(3); Ward Group.

Author information:
(1)Ward School, Oslo, Norway. Electronic address: ek@example.org. (2)Night
School, Bergen, Norway.

Comment in
    J Wards. 2030 May;12(5):1.

BACKGROUND: We talked.
2. Then we slept.

Copyright © 2030 Owl House. All rights reserved.

DOI: 10.5555/ward.1
PMCID: PMC9999999
PMID: 99000001  [Indexed for MEDLINE]

Conflict of interest statement: None.


"""
SHORT = """2. Nord Vard. 2029 Nov;118(11):7.

[Quiet hours].

[Article in Swedish]

Berg L.

PMID: 99000002


"""
NOBODY = """3. Ward Notes. 2028;3:e12.

Erratum: Quiet hours.

[No authors listed]

Erratum for
    Nord Vard. 2029 Nov;118(11):7.

PMID: 99000003
"""


def test_a_block_gives_all_its_fields(read):
    (record, *_), _, summary = read(FULL + SHORT + NOBODY)
    assert summary.format == "pubmed-abstract"
    assert (record.source_id, record.pmid, record.doi) == ("99000001", "99000001", "10.5555/ward.1")
    assert record.title == "Talking on the ward at night: what nurses hear and what they say"
    assert record.authors == ("Ek, A", "van den Berg, LM, Jr", "Ward Group")
    assert (record.year, record.container) == (2030, "J Wards")
    assert (record.volume, record.issue, record.pages) == ("12", "4", "943-952")
    assert record.abstract == "BACKGROUND: We talked. 2. Then we slept."


def test_language_stands_in_a_paragraph_of_its_own(read):
    (_, record, _), _, _ = read(FULL + SHORT + NOBODY)
    assert (record.title, record.language, record.authors) == ("Quiet hours", "sv", ("Berg, L",))
    assert record.abstract == ""


def test_a_link_to_another_document_tells_the_type(read):
    (_, _, record), _, _ = read(FULL + SHORT + NOBODY)
    assert (record.type, record.authors, record.pages) == ("erratum", (), "e12")


def test_a_block_without_its_pmid_is_set_aside_alone(read):
    records, aside, _ = read(FULL + SHORT.replace("PMID: 99000002", "") + NOBODY)
    assert [record.pmid for record in records] == ["99000001", "99000003"]
    assert "PMID" in aside[0].reason


def test_the_last_block_that_is_cut_short_is_set_aside(read):
    records, aside, _ = read(FULL + SHORT + NOBODY[:60])
    assert len(records) == 2
    assert len(aside) == 1


def test_numbered_paragraphs_of_an_abstract_open_no_entry(read):
    text = FULL.replace("BACKGROUND: We talked.\n", "We talked.\n\n2. We slept in two wards. We woke.\n\n")
    records, aside, _ = read(text + SHORT)
    assert (len(records), len(aside)) == (2, 0)
    assert "We slept in two wards" in records[0].abstract


def test_text_above_the_first_block_is_set_aside(read):
    records, aside, _ = read("Here is what I found for you\n\n" + FULL.lstrip("\n"))
    assert (len(records), len(aside)) == (1, 1)


@pytest.mark.parametrize("above", ["", "PMID: 1\n\n"])
def test_notes_with_numbers_are_no_such_export(above):
    with pytest.raises(ReviewError, match="no entry of a known format"):
        choose_format(decode(Held(f"{above}1. Owls. 2030.\n\nThey sleep.\n".encode())), where="x.txt")


@pytest.mark.parametrize("names", ["Nagy Á.", "García-López MÁ, Öberg Å.", "World Health Organization."])
def test_names_alone_below_a_title_are_authors_and_no_abstract(read, names):
    text = f"1. J Wards. 2030 Apr;12(4):9-12.\n\nTalking on wards.\n\n{names}\n\nPMID: 99000001\n\n\n"
    record = read(text + SHORT)[0][0]
    assert len(record.authors) == names.count(",") + 1
    assert record.abstract == ""


def test_a_block_without_its_pmid_stays_apart_though_the_next_number_is_missing(read):
    citation = "2. J Wards. 2030 Apr;12(4):9-12. doi: 10.5555/ward.2.\n\nOn owls.\n\nBerg L.\n\n\n"
    records, aside, _ = read(FULL + citation + SHORT.replace("2. Nord", "4. Nord"))
    assert [record.pmid for record in records] == ["99000001", "99000002"]
    assert len(aside) == 1


def test_numbered_sentences_with_a_year_open_no_entry(read):
    abstract = (
        "1. Aim: we asked.\n\n2. Data came from the census of Norway. 2011 was chosen.\n\n3. Few talked."
    )
    text = f"1. J Wards. 2030 Apr;12(4):9-12.\n\nTalking.\n\nBerg A.\n\n{abstract}\n\nPMID: 99000001\n\n\n"
    records, aside, _ = read(text + SHORT)
    assert (len(records), aside) == (2, [])
    assert "2011 was chosen" in records[0].abstract


def test_an_abstract_on_copyright_stays_and_a_notice_goes(read):
    text = FULL.replace("BACKGROUND: We talked.", "Copyright law limits what patients may share. We talked.")
    abstract = read(text + SHORT)[0][0].abstract
    assert abstract.startswith("Copyright law limits")
    assert "Owl House" not in abstract


def test_a_list_of_references_with_their_pmids_is_no_such_export():
    text = "1. Berg A. On wards. J Wards. 2030;1:2.\nPMID: 99000001\n\n2. Ek B. Owls. 2031;3:4.\nPMID: 9\n"
    with pytest.raises(ReviewError):
        choose_format(decode(Held(text.encode())), where="x.txt")


def test_a_first_block_longer_than_the_head_is_read_too(read):
    records, aside, summary = read(FULL.replace("We talked.", "We talked. " * 40_000) + SHORT)
    assert summary.format == "pubmed-abstract"
    assert [record.pmid for record in records] == ["99000001", "99000002"]
    assert aside == []


def test_a_long_text_that_opens_with_a_citation_alone_is_no_such_export(read):
    with pytest.raises(ReviewError, match="no entry"):
        read("1. Berg, A. Owls on wards. 2030.\n\nWe talked.\n\n" + "We slept. " * 40_000)


RETRACTED = """1. RETRACTED ARTICLE

J Wards. 2030 Apr;12(4):943-52. doi: 10.5555/ward.1.

Talking on the ward at night.

Ek A(1), Berg L(1).

Retraction in
    J Wards. 2031 May;13(5):1.

BACKGROUND: We talked.

PMID: 99000001


"""


@pytest.mark.parametrize("number", ["2", "7"])
def test_the_banner_of_retracted_articles_stands_before_the_citation(read, number):
    records, set_aside, _ = read(
        RETRACTED + RETRACTED.replace("1. R", f"{number}. R").replace("0001", "0002")
    )
    assert not set_aside
    for record in records:
        assert (record.title, record.container) == ("Talking on the ward at night", "J Wards")
        assert (record.volume, record.issue, record.pages, record.year) == ("12", "4", "943-952", 2030)
        assert record.abstract == "BACKGROUND: We talked."
    assert [record.pmid for record in records] == ["99000001", "99000002"]
