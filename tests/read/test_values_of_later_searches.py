"""Values in exports of still other searches, as their databases and programs write them; all are invented."""

from __future__ import annotations

import html

import pytest

from coprod_review.read.references import split_references


def ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", "TI  - Owls at night", *lines, "ER  - ", ""))


OF_PUBMED = (
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI"
)


def test_people_and_bodies_in_one_cell_of_pubmed_are_parted_by_comma_and_semicolon(read):
    authors = "Berg NI, Ek F, Sönner A; Invented Owl study group; Lund L, van Boer S."
    row = f'"1234567","Owls at night","{authors}","","Berg NI","Owls","2023","2023/07/14","","","10.5555/1"'
    for table in (f"{OF_PUBMED}\n{row}\n", f'Title,Authors,Year\nOwls at night,"{authors}",2023\n'):
        ((record,), _, _) = read(table)
        people = ("Berg, NI", "Ek, F", "Sönner, A", "Invented Owl study group", "Lund, L", "van Boer, S")
        assert record.authors == people


def test_a_body_behind_people_keeps_its_commas(read):
    table = 'Title,Authors,Year\nOwls at night,"Berg NI, Ek F; Owls, Mice, and Voles (OMV) Party.",2023\n'
    ((record,), _, _) = read(table)
    assert record.authors == ("Berg, NI", "Ek, F", "Owls, Mice, and Voles (OMV) Party")


def test_names_between_semicolons_are_turned_by_their_own_commas(read):
    table = 'Title,Authors,Year\nOwls at night,"Berg, NI; Ek, F; Lund, L A",2023\n'
    ((record,), _, _) = read(table)
    assert record.authors == ("Berg, NI", "Ek, F", "Lund, L A")


def test_one_author_of_zotero_may_have_a_family_of_several_words(read):
    header = '"Key","Item Type","Publication Year","Author","Title","Abstract Note"'
    row = '"AB12","journalArticle","2014","Berghout Van Owlinge, Tim","Owls at night",""'
    ((record,), _, summary) = read(f"{header}\n{row}\n")
    assert record.authors == ("Berghout Van Owlinge, Tim",)
    assert summary.dialect == "Zotero"


def test_two_authors_with_one_family_and_initial_are_two(read):
    ((record,), _, _) = read(ris("AU  - Berg, A.", "AU  - Ek, Bo", "AU  - Lund, C.", "AU  - Berg, A."))
    assert record.authors == ("Berg, A.", "Ek, Bo", "Lund, C.", "Berg, A.")


def test_an_author_with_a_whole_name_or_in_a_list_that_stands_twice_is_one(read):
    ((record,), _, _) = read(ris("AU  - Berg, Anna", "AU  - Ek, B.", "AU  - Lund, C.", "AU  - Berg, Anna"))
    assert record.authors == ("Berg, Anna", "Ek, B.", "Lund, C.")
    ((record,), _, _) = read(ris("AU  - Berg, A.", "AU  - Ek, B.", "A1  - Berg, A.", "PY  - 2021"))
    assert record.authors == ("Berg, A.", "Ek, B.")
    ((record,), _, _) = read(ris(*["AU  - Berg, A.", "AU  - Ek, B."] * 2))
    assert record.authors == ("Berg, A.", "Ek, B.")


def test_the_year_behind_the_number_of_an_article_is_no_last_page(read):
    ((record,), _, _) = read(ris("SP  - e00195", "EP  - 16"))
    assert record.pages == "e00195-16"
    ((record,), _, _) = read(ris("SP  - e1195", "EP  - 98"))
    assert record.pages == "e1195-e1198"


def test_the_mark_of_equal_work_is_no_part_of_a_name_of_pubmed(read):
    text = (
        "1. Owls. 2021 Jan;3(2):10-12. doi: 10.5555/1.\n\nOwls at night.\n\n"
        "Berg T(#)(1), Ek M(#)(2), Lund H(3).\n\nAuthor information:\n(1)A wood.\n\nOwls hunt.\n\n"
        "DOI: 10.5555/1\nPMID: 1234567\n\n"
    )
    ((record,), _, _) = read(text)
    assert record.authors == ("Berg, T", "Ek, M", "Lund, H")


OF_WOS = "WE  - Science Citation Index Expanded (SCI-EXPANDED)AN  - WOS:000582418600018"


def test_the_meeting_of_an_article_of_web_of_science_is_no_issue(read):
    ((record,), _, _) = read(ris("CP  - 4th Symposium of the Owl Society", "VL  - 7", OF_WOS))
    assert (record.volume, record.issue) == ("7", "")
    ((record,), _, _) = read(ris("CP  - 4", "VL  - 7"))
    assert (record.volume, record.issue) == ("7", "4")


def test_an_article_of_web_of_science_that_has_no_issue_yet_has_the_year_of_its_early_access(read):
    ((record,), _, _) = read(ris("C6  - JUN 2022", OF_WOS))
    assert record.year == 2022
    ((record,), _, _) = read(ris("PY  - 2023", "C6  - JUN 2022", OF_WOS))
    assert record.year == 2023
    ((record,), _, _) = read(ris("C6  - JUN 2022"))
    assert record.year is None


def test_the_next_tag_on_the_line_of_volume_or_issue_is_no_part_of_them(read):
    ((record,), _, _) = read(ris("VL  - 265 OP  - Owls. 2016, Vol. 265", "IS  - 4 OP - Owls. Issue 4, p2"))
    assert (record.volume, record.issue) == ("265", "4")
    ((record,), _, _) = read(ris("VL  - 12 - 13", "IS  - 4 QQ - 5"))
    assert (record.volume, record.issue) == ("12-13", "4 QQ - 5")


OF_ENDNOTE = """@article{RN12,
   author = {Berg, Anna and Ek, Bo},
   title = {Owls at night},
   journal = {Owls},
   keywords = {WORDS},
   url = {https://www.sciencedirect.com/science/article/pii/S000},
   year = {2021},
   type = {Journal Article}
}
"""


def test_endnote_writes_keywords_of_bibtex_on_lines_of_their_own(read):
    ((record,), _, summary) = read(OF_ENDNOTE.replace("WORDS", "Seasons\n*Owls\nMice, aged 2 and over"))
    assert record.keywords == ("Seasons", "Owls", "Mice, aged 2 and over")
    assert summary.dialect == "EndNote"
    ((record,), _, _) = read(OF_ENDNOTE.replace("RN12", "berg21").replace("WORDS", "owls at\nnight, mice"))
    assert record.keywords == ("owls at night", "mice")
    ((record,), _, _) = read(OF_ENDNOTE.replace("WORDS", "owls at night,\nmice"))
    assert record.keywords == ("owls at night", "mice")


def test_scopus_writes_bibtex_with_tabs_as_zotero_does_but_authors_first(read):
    entry = "@ARTICLE{Berg2021,\n\tauthor = {Berg, Anna},\n\ttitle = {Owls at night},\n\tyear = {2021}\n}\n"
    assert read(entry)[2].dialect == "BibTeX"
    assert read(f"Scopus\nEXPORT DATE: 20 August 2025\n\n{entry}")[2].dialect == "Scopus"
    worded = entry.replace("2021}\n}", "2021},\n\tauthor_keywords = {owls; mice}\n}")
    assert read(worded)[2].dialect == "Scopus"


@pytest.mark.parametrize("name", ["doi_or_id", "DOI/PMID", "DOI or PMID", "PMID or DOI"])
def test_a_column_of_dois_or_other_numbers_fills_both(read, name: str):
    rows = "Owls at night,10.5555/owl.1\nMice by day,PMID 27942116\nVoles,PMID/DOI to verify\n"
    (records, _, _) = read(f"title,{name}\n{rows}")
    assert [record.doi for record in records] == ["10.5555/owl.1", "", ""]
    assert [record.pmid for record in records] == ["", "27942116", ""]


def test_a_column_of_dois_or_addresses_fills_both(read):
    (records, _, _) = read(
        "title,DOI or URL\nOwls at night,10.5555/owl.1\nMice by day,https://mice.example/1\n"
    )
    assert [(record.doi, record.url) for record in records] == [
        ("10.5555/owl.1", ""),
        ("", "https://mice.example/1"),
    ]


EARLY = (
    "<XML><RECORDS><RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><REFNUM>2</REFNUM><YEAR>2022</YEAR>"
    "<TITLE>Owls at night</TITLE><AUTHOR_ADDRESS>ADDRESS</AUTHOR_ADDRESS></RECORD></RECORDS></XML>"
)


def test_the_address_of_authors_in_early_xml_of_endnote_may_be_that_of_the_document(read):
    ((record,), _, _) = read(EARLY.replace("ADDRESS<", "https://owls.example/1<"))
    assert record.url == "https://owls.example/1"
    ((record,), _, _) = read(EARLY.replace("ADDRESS<", "Owl House, 3 Wood Lane<"))
    assert record.url == ""


def test_references_of_scopus_behind_which_no_new_line_begins_are_parted(read):
    lines = (
        "N1  - References: Berg, A., Owls (2012) Owls, 33, pp. 491-505; ",
        "Owl Council: Names of Owls (2020), https://owls.example/names/; Ek, B., Mice (2015) Mice, 10; ",
        "Lund, C., Of voles; and of mice (2001) Voles, 3",
    )
    ((record,), _, _) = read(ris(*lines))
    assert record.references == (
        "Berg, A., Owls (2012) Owls, 33, pp. 491-505",
        "Owl Council: Names of Owls (2020), https://owls.example/names/",
        "Ek, B., Mice (2015) Mice, 10",
        "Lund, C., Of voles; and of mice (2001) Voles, 3",
    )


def test_the_semicolon_of_an_entity_parts_no_references():
    one, other = (
        "Berg, A., Islands at &gt; 140 owls (2001) Owls, 3",
        "Ek, B., Mice (1999), Lund &amp; Sons, 2nd",
    )
    assert split_references(f"{one}; {other}") == list(map(html.unescape, (one, other)))


def test_authors_of_rayyan_that_stand_with_initials_and_then_in_full_stand_once(read):
    header = "key,title,year,authors,pubmed_id,pmc_id"
    doubled = '"Berg, AL and Ek, B and Berg, Anna Lena and Ek, Bo"'
    other = '"Berg, AL and Ek, B and Berg, Otto and Lund, C"'
    (records, _, _) = read(f"{header}\nrayyan-1,Owls,2021,{doubled},,\nrayyan-2,Mice,2021,{other},,\n")
    assert records[0].authors == ("Berg, Anna Lena", "Ek, Bo")
    assert records[1].authors == ("Berg, AL", "Ek, B", "Berg, Otto", "Lund, C")


def test_signs_that_a_program_named_in_latex_are_signs_in_ris(read):
    ((record,), _, _) = read(
        ris("AU  - Berg, V\\textquoterightlena", "AB  - Owls\\textemdash{}and mice\\textendash of 1863")
    )
    assert record.authors == ("Berg, V’lena",)
    assert record.abstract == "Owls—and mice–of 1863"


def test_addresses_for_issue_and_publisher_are_those_of_the_document(read):
    ((record,), _, _) = read(ris("VL  - 3", "IS  - http://doi.org/10.5555/owl.1"))
    assert (record.volume, record.issue, record.doi) == ("3", "", "10.5555/owl.1")
    ((record,), _, _) = read(ris("PB  - Owl House https://dx.doi.org/10.5555/owl.2"))
    assert record.doi == "10.5555/owl.2"


@pytest.mark.parametrize(
    ("doi", "kind"),
    [("10.2139/ssrn.3713917", "preprint"), ("10.48550/arXiv.2101.1", "preprint"), ("10.5555/1", "")],
)
def test_a_document_with_nothing_but_the_doi_of_a_server_is_a_preprint(read, doi: str, kind: str):
    ((record,), _, _) = read(f"TY  - GEN\nTI  - Owls at night\nDO  - {doi}\nER  - \n")
    assert record.type == kind


def test_particles_with_a_capital_are_part_of_the_family_in_bibtex_too(read):
    written = (
        "Dario Di Berg and A. J. Van Ek and Kevin Mc Lund and Di Wang and Ek, Anna Di and {Owl Di Group}"
    )
    ((record,), _, _) = read(f"@article{{a,\n  title = {{Owls}},\n  author = {{{written}}},\n}}\n")
    people = ("Di Berg, Dario", "Van Ek, A. J.", "Mc Lund, Kevin", "Wang, Di", "Ek, Anna Di")
    assert record.authors == (*people, "Owl Di Group")


@pytest.mark.parametrize(
    ("kind", "body", "is_author"),
    [("CPAPER", "IEEE", False), ("CPAPER", "Owl Collaboration", True), ("JOUR", "IEEE", True)],
)
def test_who_held_a_meeting_is_no_author(read, kind: str, body: str, is_author: bool):
    text = ris("AU  - Berg, A", "AU  - Ek, B", f"A1  - {body}", OF_WOS).replace("JOUR", kind)
    ((record,), _, _) = read(text)
    assert record.authors == ("Berg, A", "Ek, B", *([body] if is_author else []))


def test_our_own_exports_hold_each_number_as_it_is(read):
    own = ris(
        "VL  - 12(3)", "IS  - TY - TY - 3", "PB  - https://doi.org/10.5555/owl.2", "DB  - coprod-review"
    )
    ((record,), _, _) = read(own)
    assert (record.volume, record.issue, record.doi) == ("12(3)", "TY - TY - 3", "")
