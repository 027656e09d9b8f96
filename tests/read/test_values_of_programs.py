"""Values as programs write them that turn exports into tables, JSON and BibTeX; all entries are invented."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from coprod_review.read import bibtex_names
from coprod_review.read.latex import plain
from coprod_review.read.name_lists import initials_behind
from coprod_review.read.names import family_given
from coprod_review.read.pages import pages
from coprod_review.read.source_line import split_source


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("III, Lena M. Berg", "Berg, Lena M., III"),
        ("Jr., Carl Ek", "Ek, Carl, Jr."),
        ("Ii, Takashi", "Ii, Takashi"),
        ("Ii, Takashi M.", "Ii, Takashi M."),
    ],
)
def test_a_suffix_where_the_family_stands_goes_last(written, name):
    assert family_given(written) == name


def test_et_al_that_a_program_took_for_a_name_is_nobody():
    assert family_given("et, a. l.") == ""
    assert family_given("Et, Anna") == "Et, Anna"


@pytest.mark.parametrize(
    "body", ["Grupo de trabajo de los mochuelos", "Sociedad Española de Búhos", "Instituto de Aves Nocturnas"]
)
def test_bodies_of_other_languages_stay_whole(body):
    assert family_given(body, given_first=True) == body


def test_in_a_list_with_initials_behind_short_and_lettered_names_have_theirs_there_too(read):
    table = (
        "Title,Authors,Year\n"
        "Owls,Berg LM; N Sánchez B; de Vries G; Ek A,2030\n"
        "Mice,EKSTROEM F;YANG WL;SONG XJ,2030\n"
        "Elks,KG Berg; P Ek,2030\n"
    )
    (owls, mice, elks), _, _ = read(table)
    assert owls.authors == ("Berg, LM", "N Sánchez, B", "de Vries, G", "Ek, A")
    assert mice.authors == ("EKSTROEM, F", "YANG, WL", "SONG, XJ")
    assert elks.authors == ("Berg, KG", "Ek, P")


def test_names_that_do_not_show_where_initials_stand_are_left():
    assert initials_behind(["A LI", "B EK"]) == ["A LI", "B EK"]


def test_a_comma_at_the_end_of_authors_in_bibtex_says_that_the_last_has_one_part():
    def names(written: str, *, of_endnote: bool = True) -> list[str]:
        return bibtex_names.authors(written, Counter(), is_of_endnote=of_endnote)

    assert names("Merle Wester,") == ["Merle Wester"]
    assert names("Lena Berg, and Carl Ek") == ["Berg, Lena", "Ek, Carl"]
    assert names("Anna Berg and John Ek,", of_endnote=False) == ["Berg, Anna", "Ek, John"]


def test_endnote_is_told_by_its_keys(read):
    entry = "@article{{{key}, title = {{Owls}}, author = {{Merle Wester,}}, year = {{2030}}}}\n"
    assert read(entry.format(key="RN10"))[0][0].authors == ("Merle Wester",)
    assert read(entry.format(key="wester2030"))[0][0].authors == ("Wester, Merle",)


def test_a_first_column_that_numbers_rows_is_no_issue(read):
    (record,), _, _ = read("No.,Title,Year,DOI / URL\n7,Owls,2030,https://arxiv.org/abs/2030.01234\n")
    assert record.issue == ""
    assert record.url == "https://arxiv.org/abs/2030.01234"
    (record,), _, summary = read("Number,Title,Authors,Year\n3,Owls,Ek B.,2030\n")
    assert record.issue == ""
    assert not any("read as issue" in note for note in summary.repairs)
    (record,), _, _ = read("No,Vol,Title,Year\n3,12,Owls,2030\n")
    assert (record.issue, record.volume) == ("3", "12")
    (record,), _, _ = read("Title,Volume,No.,Year\nOwls,3,7,2030\n")
    assert record.issue == "7"


def test_not_available_is_no_value_of_a_table(read):
    (record,), _, _ = read("Title,Year,Journal,Keywords\nOwls,2030,N/A,N/A\n")
    assert (record.container, record.keywords) == ("", ())


def test_tables_of_bibliometrix_have_na_for_nothing(read):
    table = '"","AU","TI","SO","PY","CR","DB","SR"\n"1","BERG L","OWLS","NIGHT",2030,"NA","PUBMED","B"\n'
    (record,), _, summary = read(table)
    assert (record.references, summary.dialect) == ((), "bibliometrix")


def test_scopus_is_known_without_its_ids_and_consensus_by_its_link(read):
    scopus = (
        'Authors,Title,Year,Link,Authors with affiliations\n"Berg L., Ek A.",Owls,2030,,"Berg, L., Oslo"\n'
    )
    assert read(scopus)[2].dialect == "Scopus"
    consensus = (
        "Title,Takeaway,Authors,Year,Consensus Link\nOwls,They see.,Lena Berg,2030,https://c.example/1\n"
    )
    (record,), _, summary = read(consensus)
    assert (record.url, summary.dialect) == ("https://c.example/1", "Consensus")


def test_an_unspecified_kind_of_number_is_left_out_before_it():
    assert pages("UNSP 88") == "88"
    assert pages("ARTN e123") == "e123"


KEYED = {
    "berg2030": {"title": "Owls", "authors": ["Berg L", "Ek A"], "year": "2030", "pmid": None},
    "dahl2031": {"title": "Mice", "authors": ["Dahl B"], "year": "2031", "pmid": "12345678"},
    "ek2032": {"title": 'Elks, {by} "day"', "authors": [], "year": "2032"},
}


@pytest.mark.parametrize("indent", [None, 1])
def test_works_under_the_keys_that_people_cite_them_by_are_read(read, indent):
    records, aside, summary = read(json.dumps(KEYED, indent=indent))
    assert (len(records), aside, summary.format) == (3, [], "json")
    assert [record.title for record in records] == ["Owls", "Mice", 'Elks, {by} "day"']
    assert [record.source_id for record in records] == ["berg2030", "12345678", "ek2032"]


def test_entries_of_csl_json_may_stand_under_their_keys_too(read):
    entry = {
        "type": "article-journal",
        "title": "Owls",
        "container-title": "Night",
        "issued": {"raw": "2030"},
    }
    records, aside, summary = read(json.dumps({"berg2030": entry, "ek2030": {**entry, "id": "ek"}}))
    assert (summary.format, aside) == ("csl-json", [])
    assert [record.source_id for record in records] == ["berg2030", "ek"]


def test_a_damaged_work_under_its_key_costs_itself_alone(read):
    text = json.dumps(KEYED, indent=1).replace('"Dahl B"', '"Dahl B" oops')
    records, aside, _ = read(text)
    assert [record.title for record in records] == ["Owls", 'Elks, {by} "day"']
    assert len(aside) == 1


def test_one_work_in_objects_of_its_own_stays_one(read):
    work = {"title": "Owls", "year": 2030, "doi": "10.1000/owls"}
    records, _, _ = read(json.dumps({"paper": work}))
    assert len(records) == 1


def test_a_list_of_references_is_a_list_of_works_where_its_frame_is_none(read):
    cited = [{"title": "Owls", "authors": ["L. Berg"], "year": 2030}, {"title": "Mice", "year": 2031}]
    records, _, _ = read(json.dumps({"references": cited}))
    assert [record.title for record in records] == ["Owls", "Mice"]
    work = {"id": 1, "references": cited, "title": "Elks", "authors": ["B. Dahl"], "year": 2032}
    (record,), _, _ = read(json.dumps([work]))
    assert (record.title, len(record.references)) == ("Elks", 2)


def test_a_database_that_stands_as_source_in_json_is_no_container(read):
    (record,), _, _ = read(json.dumps([{"title": "Owls", "year": 2030, "source": "PubMed"}]))
    assert record.container == ""


def test_entries_of_bibtex_as_objects_are_read_as_bibtex(read):
    entry = {
        "ENTRYTYPE": "incollection", "ID": "ek2030", "title": "Owls--by night", "year": "2030",
        "author": 'B{\\"o}rg, Micha{\\l} and {Owl Society}', "booktitle": "Owls \\& Mice", "pages": "1--9",
        "keywords": ["owls", "night"],
    }  # fmt: skip
    (record,), _, summary = read(json.dumps([entry]))
    assert record.authors == ("Börg, Michał", "Owl Society")
    assert (record.title, record.container, record.pages) == ("Owls–by night", "Owls & Mice", "1-9")
    assert (record.type, record.source_id, record.keywords) == ("chapter", "ek2030", ("owls", "night"))
    assert summary.dialect == "bibtexparser, JSON list"


def test_what_web_of_science_writes_for_straight_quotation_marks_opens_and_closes():
    assert plain("({''}owls{''} or ``mice{''})") == "(“owls” or “mice”)"


def test_words_whose_braces_a_program_took_for_text_are_read_without_them(read):
    text = (
        "@article{a, title = {{The {\\{}{\\{}OwlSight{\\}}{\\}} Project of {\\{}Ek{\\}} with \\{a,b\\}}},\n"
        " url = {https://owls.example/\\\\%7Eberg/}, year = {2030}}\n"
    )
    (record,), _, _ = read(text)
    assert record.title == "The OwlSight Project of Ek with {a,b}"
    assert record.url == "https://owls.example/%7Eberg/"


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        ("book", "xvi, 316", ""),
        ("book", "316", "316"),
        ("phdthesis", "414", ""),
        ("techreport", "21 p.", ""),
        ("techreport", "21", "21"),
        ("book", "23--42", "23-42"),
        ("article", "316", "316"),
        ("inbook", "316", "316"),
    ],
)
def test_how_many_pages_a_whole_book_has_is_no_place(read, kind, written, told):
    (record,), _, _ = read(f"@{kind}{{a, title = {{Owls}}, year = {{2030}}, pages = {{{written}}}}}\n")
    assert record.pages == told


def test_a_page_in_a_volume_stays_though_the_type_is_that_of_a_whole(read):
    (record,), _, _ = read("TY  - BOOK\nTI  - Owls\nPY  - 2030\nVL  - 12\nSP  - 82\nER  - \n")
    assert record.pages == "82"


def test_abstracts_of_pubmed_are_read_without_their_numbers(read):
    block = (
        "J Owl Res. 2030 {date}. doi: 10.1000/{doi}. \nEpub 2030 Jan 2.\n\nOwls that {verb} at \nnight.\n\n"
        "Berg L(1), Ek AB(1).\n\nAuthor information:\n(1)Owl House, Oslo.\n\nThey do. In 2029 they did.\n\n"
        "DOI: 10.1000/{doi}\nPMID: {pmid}\n\nConflict of interest statement: None.\n\n\n"
    )
    text = block.format(date="Jan 3;4(1):5-9", doi="a", verb="see", pmid="11111111") + block.format(
        date="Feb", doi="b", verb="hear", pmid="22222222"
    )
    records, aside, summary = read(text)
    assert (summary.format, aside) == ("pubmed-abstract", [])
    assert [record.title for record in records] == ["Owls that see at night", "Owls that hear at night"]
    assert [record.pmid for record in records] == ["11111111", "22222222"]
    assert [record.container for record in records] == ["J Owl Res", "J Owl Res"]
    assert (records[0].pages, records[0].abstract) == ("5-9", "They do. In 2029 they did.")


def test_an_article_ahead_of_its_volume_has_its_number_for_pages():
    line = split_source("J Owl Res. 2030 Jul 2:owls051. doi: 10.1000/owls. Online ahead of print.")
    assert (line.container, line.date, line.volume, line.pages) == ("J Owl Res", "2030", "", "owls051")
    assert split_source("J Owl Res. 2030 Jul 2. doi: 10.1000/owls.").pages == ""


def test_an_address_of_the_publications_office_of_the_union_resolves_a_doi(read):
    address = "https://data.europa.eu/doi/10.2765/000001"
    (record,), _, _ = read(f"@book{{a, title = {{Owls}}, year = {{2030}}, url = {{{address}}}}}\n")
    assert (record.doi, record.url) == ("10.2765/000001", address)
    (record,), _, _ = read(f"Title,Year,URL\nOwls,2030,{address}\n")
    assert record.doi == "10.2765/000001"


def test_the_number_of_scopus_stands_in_its_address_where_its_table_has_no_column_for_it(read):
    head = "Authors,Title,Year,DOI,Link,Authors with affiliations,PubMed ID"
    address = "https://www.scopus.com/inward/record.uri?eid=2-s2.0-850123&partnerID=40"
    ((record,), _, _) = read(f'{head}\n"Ek B.","Owls at night",2019,,"{address}","Ek B., Lund",31\n')
    assert (record.source_id, record.pmid) == ("2-s2.0-850123", "31")


def test_full_names_of_bibliometrix_go_before_initials(read):
    head = "AU,AF,TI,SO,DE,PY,DI,PMID,DB,SR,C1,AU_UN,SR_FULL,PY_IS"
    row = 'EK B;BERG L,"EK, BO;BERG, LENA",OWLS AT NIGHT,OWL STUDIES,,2019,,31,PUBMED,EK B,,,,'
    ((record,), _, _) = read(f"{head}\n{row}\n")
    assert record.authors == ("EK, BO", "BERG, LENA")
    assert record.pmid == "31"


@pytest.mark.parametrize("before", [True, False])
def test_what_is_no_work_beside_works_under_their_keys_is_passed_over(read, before):
    works = {f"ek203{i}": {"title": f"Owls {i}", "authors": ["B. Ek"], "year": 2030 + i} for i in range(3)}
    held = {"version": "1.0", **works} if before else {**works, "version": "1.0"}
    records, aside, _ = read(json.dumps(held, indent=1))
    assert [record.title for record in records] == ["Owls 0", "Owls 1", "Owls 2"]
    assert not aside


def test_parts_of_one_work_under_plain_words_are_no_works_of_their_own(read):
    held = {
        "paper": {"title": "Owls", "year": 2030, "doi": "10.5555/o"},
        "supplement": {"title": "Data", "year": 2030},
    }
    records, _, _ = read(json.dumps(held))
    assert [record.title for record in records] == ["Owls"]
