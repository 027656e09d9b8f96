"""Values in exports of still other searches, as their databases and programs write them; all are invented."""

from __future__ import annotations


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
