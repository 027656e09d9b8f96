"""Where single vendors write values that others write elsewhere; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.name_cells import split_authors
from coprod_review.read.names import family_given
from coprod_review.read.source_line import split_source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ward Proc. 2030 May 18;2029:369-378. eCollection 2030.", ("Ward Proc", "2029", "", "369-378")),
        ("Ward Open. 2030 Oct 12;5(4):ooac077. doi: 10.5555/1.", ("Ward Open", "5", "4", "ooac077")),
        ("J Ward. 2030 Jul-Aug;10(4 Suppl 1):S1-9.", ("J Ward", "10", "4 Suppl 1", "S1-9")),
        ("J Ward. 2030;2:32.", ("J Ward", "2", "", "32")),
    ],
)
def test_source_lines_of_nlm_give_volumes_that_are_years_and_long_numbers(line, expected):
    found = split_source(line)
    assert (found.container, found.volume, found.issue, found.pages) == expected
    assert found.date == "2030"


def test_pubmed_tables_give_bodies_without_addresses_and_names_behind_a_suffix(read):
    text = (
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,"
        "DOI\n"
        '"1","Owls","oWARD Consortium. Electronic address: a@example.org; oWARD Consortium.",'
        '"J Ward. 2030;2:32.","x","J Ward","2030","","","",""\n'
        '"2","Talk","Ek AB Jr, Berg L.","J Ward. 2030;2:33.","x","J Ward","2030","","","",""\n'
    )
    (one, two), _, _ = read(text)
    assert one.authors == ("oWARD Consortium",)
    assert two.authors == ("Ek, AB, Jr", "Berg, L")


def test_a_body_of_two_words_stays_whole():
    assert family_given("oWARD Consortium", given_first=True) == "oWARD Consortium"
    assert split_authors("Ek A, Berg LM III.") == ["Ek A", "Berg LM III"]


def test_an_address_of_pubmed_in_a_table_gives_its_number(read):
    text = "key,title,year,url\n1,Owls on the ward,2030,https://pubmed.ncbi.nlm.nih.gov/30123456/\n"
    (record,), _, _ = read(text)
    assert record.pmid == "30123456"


def test_macros_of_ads_name_their_journals(read):
    text = (
        "@article{a, title={Owls}, journal={\\aap}, year=2030}\n@article{b, title={Talk}, journal=\\mnras}\n"
    )
    (one, *_), _, summary = read(text.replace("journal=\\mnras", "journal={\\mnras}"))
    assert one.container == "Astronomy and Astrophysics"
    assert not any("macros" in note for note in summary.repairs)


RIS = "TY  - JOUR\nTI  - Owls\nPY  - 2030\n{lines}\nER  - \n"


def test_a_number_that_web_of_science_runs_on_is_that_of_the_record(read):
    (record,), _, _ = read(RIS.format(lines="WE  - Owl Citation Index (OCI)AN  - WOS:000000000000001"))
    assert record.source_id == "WOS:000000000000001"


def test_references_are_known_by_their_chinese_heading(read):
    note = "N1  - 参考文献: Ek A., Talk (2029) J Wards, 1, pp. 2-3; \nBerg L., Rest (2028) J Wards, 2"
    (record,), _, _ = read(RIS.format(lines=f"DB  - Scopus\n{note}"))
    assert record.references == ("Ek A., Talk (2029) J Wards, 1, pp. 2-3", "Berg L., Rest (2028) J Wards, 2")


def test_a_language_in_a_note_of_ebsco_is_read(read):
    (record,), _, _ = read(
        RIS.format(lines="N1  - Accession Number: 7; Number of Pages: 7p; Language: Portuguese")
    )
    assert (record.source_id, record.language) == ("7", "pt")


def test_a_location_without_a_kind_is_the_number_of_an_article_in_pubmed(read):
    text = (
        "PMID- 1\nOWN - NLM\nTI  - Owls.\nLID - 10.5555/1 [doi]\nLID - 943\nSO  - J Ward. 2030;17(7):943.\n"
    )
    (record,), _, _ = read(text)
    assert record.pages == "943"


def test_an_old_number_above_the_first_entry_of_medline_is_passed_over(read):
    text = "UI  - 22521069\nPMID- 1\nOWN - NLM\nTI  - Owls.\nSO  - J Ward. 2030;17(7):943.\n"
    records, aside, _ = read(text)
    assert (len(records), aside) == (1, [])


def test_an_abstract_does_not_begin_with_a_separator_left_of_markup(read):
    text = 'Lens ID,Title,Abstract\n1,Owls,"<title>Abstract</title>;   <p>We saw owls.</p>"\n'
    (record,), _, _ = read(text)
    assert record.abstract == "We saw owls."


def test_lines_that_end_with_two_returns_are_not_parted_by_blank_lines(read):
    one = "%0 Journal Article\n%A Ek, Anna\n%D 2030\n%T Owls\n%J J Ward\n"
    text = f"{one}\n%0 Journal Article\n%T Talk\n%A Ek, A\n"
    records, aside, summary = read(text.replace("\n", "\r\r\n").encode())
    assert [(r.title, r.authors) for r in records] == [("Owls", ("Ek, Anna",)), ("Talk", ("Ek, A",))]
    assert not aside
    assert any("CR, CR and LF" in note for note in summary.repairs)
