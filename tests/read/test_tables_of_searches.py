"""Tables of databases and programs that searches of reviews keep; all rows are invented."""

from __future__ import annotations

import pytest

TEXT = (
    "Owls rest by day and hunt by night in all woods of the north. "
    + "They hear mice beneath the snow. " * 2
    + "Yes."
)

WOS_MEDLINE = (
    "Publication Type,Article Number,Document Type,Article Title,Authors,Source Title,Volume,"
    "Publication Year,Abstract,MeSH Heading,Keyword List,Date of Export,Accession Number\n"
    'J,41540253,Journal Article,Owls at night.,"Berg, L; Ek, A",Journal of Owls,4,2021,'
    f"Copyright © 2021 Elsevier Ltd. All rights reserved.{TEXT},"
    '"Owls, Northern / growth & development. *Night.",owls; dark woods,2025-05-29,MEDLINE:41540253\n'
)


def test_a_table_of_medline_at_web_of_science_is_read_as_its_tags_are(read):
    ((record,), _, summary) = read(WOS_MEDLINE)
    assert summary.dialect == "Web of Science"
    assert record.keywords == ("Owls, Northern/growth & development", "Night", "owls", "dark woods")
    assert (record.pmid, record.pages, record.abstract) == ("41540253", "", TEXT)


BDTD = """Título,Autor(a),Orientador(a),Ano de defesa,Tipo de documento,Idioma,Instituição de defesa,\
Assuntos em português,Resumo em Português,Resumo em inglês,Link de acesso
Corujas à noite,"Souza, Ana Maria","Lima, Rui",2017,Dissertação,por,Universidade do Norte,corujas; noite,\
Corujas caçam.,Owls hunt.,https://example.org/1
Corujas de dia,"Lima, Bia",,2015,Tese,por,Universidade do Sul,,,Owls rest.,
"""


def test_theses_of_the_brazilian_library_have_year_place_and_words(read):
    (records, _, _) = read(BDTD)
    assert [(r.type, r.year, r.container) for r in records] == [
        ("thesis", 2017, "Universidade do Norte"), ("thesis", 2015, "Universidade do Sul"),
    ]  # fmt: skip
    assert [r.abstract for r in records] == ["Corujas caçam.", "Owls rest."]
    assert (records[0].keywords, records[0].url) == (("corujas", "noite"), "https://example.org/1")


CAPES = """AN_BASE;NM_ENTIDADE_ENSINO;ID_ADD_PRODUCAO_INTELECTUAL;NM_PRODUCAO;NM_SUBTIPO_PRODUCAO;\
NM_DISCENTE;NM_IDIOMA;DS_PALAVRA_CHAVE;DS_RESUMO;DS_URL_TEXTO_COMPLETO
2019;"UNIVERSIDADE DO NORTE";900;"CORUJAS À NOITE";"DISSERTAÇÃO";"RUI PEDRO NEVES";"PORTUGUES";\
"CORUJA; NOITE";"Corujas caçam.";"https://example.org/900"
"""


def test_the_catalogue_of_theses_of_capes_is_a_table_of_references(read):
    ((record,), _, summary) = read(CAPES)
    assert (record.source_id, record.type, record.title, record.year) == (
        "900", "thesis", "CORUJAS À NOITE", 2019,
    )  # fmt: skip
    assert (record.authors, record.container) == (("NEVES, RUI PEDRO",), "UNIVERSIDADE DO NORTE")
    assert (record.language, record.keywords, summary.dialect) == ("pt", ("CORUJA", "NOITE"), "CAPES")


SCIELO = """ID,Title,Author(s),Source,Journal,Language(s),Publication year,Fulltext URL
 "S1-spa","Corujas","Souza, Ana, Lima, Rui Pedro, Ek, Bia","Saúde; 48(141); -","Saúde","Inglês, Espanhol","2024","http://e.org/1"
"S2-bra","Owls","Instituto do Norte","Revista; 5(); 100-120","Revista","Espanhol","2020",""
"""


def test_the_table_of_the_portal_of_scielo_has_its_source_in_one_line_and_commas_between_names(read):
    ((first, second), _, summary) = read(SCIELO)
    assert summary.dialect == "SciELO"
    assert first.authors == ("Souza, Ana", "Lima, Rui Pedro", "Ek, Bia")
    assert (first.source_id, first.volume, first.issue, first.pages, first.language) == (
        "S1-spa", "48", "141", "", "en",
    )  # fmt: skip
    assert (second.authors, second.language) == (("Instituto do Norte",), "es")
    assert (second.volume, second.issue, second.pages) == ("5", "", "100-120")


PROQUEST = """Title,Author,Publication,SourceType,PubDate,AlphaDate,DocumentUrl
Owls,"Berg, Lina",Journal of Owls,{kind},2021,Apr 2021,https://www.proquest.com/docview/1
"""


@pytest.mark.parametrize(
    ("kind", "told"), [("Scholarly Journals", "article"), ("Dissertations & Theses", "thesis")]
)
def test_a_table_of_proquest_tells_the_type_by_the_source(read, kind: str, told: str):
    ((record,), _, summary) = read(PROQUEST.format(kind=kind))
    assert (record.type, summary.dialect) == (told, "ProQuest")


def test_tags_of_ris_that_head_columns_fill_the_year_too(read):
    ((record,), _, _) = read("T1\tA1\tY1\nOwls at night\tBerg, L;Ek, A\t2018///\n")
    assert (record.authors, record.year) == (("Berg, L", "Ek, A"), 2018)


def test_a_database_in_the_column_of_the_source_is_no_journal(read):
    (records, _, _) = read("title,Source,year\nOwls,Scopus,2021\nOwls by day,Journal of Owls,2020\n")
    assert [record.container for record in records] == ["", "Journal of Owls"]


@pytest.mark.parametrize(
    "cell",
    [
        "[{'given': 'Lina M.', 'orcid': None, 'family': 'Berg', 'x': None}, {'family': 'Owl Group'}]",
        '[{""given"": ""Lina M."", ""orcid"": null, ""family"": ""Berg""}, {""literal"": ""Owl Group""}]',
    ],
)
def test_authors_that_programs_write_as_objects_are_names(read, cell: str):
    ((record,), _, _) = read(f'doi,title,year,authors\n10.1000/x1,Owls,2020,"{cell}"\n')
    assert record.authors == ("Berg, Lina M.", "Owl Group")


def test_what_begins_like_objects_and_is_none_stays_text(read):
    ((record,), _, _) = read("title,year,authors\nOwls,2020,[{Berg L}]\n")
    assert record.authors


def test_the_type_above_a_table_that_endnote_imports_is_that_of_its_rows(read):
    text = "*Journal Article\nTitle\tYear\tAuthor\tJournal\nOwls\t2023\tBerg, L;Ek, A\tJournal of Owls\n"
    ((record,), _, _) = read(text)
    assert (record.type, record.authors) == ("article", ("Berg, L", "Ek, A"))


@pytest.mark.parametrize(
    "above",
    [
        "* Search of 12 May: reviews of books",
        "*Search of 12 May: reviews of books",
        "*Reviews of books and journals",
        "*Owls",
        "**Review",
    ],
)
def test_another_line_with_an_asterisk_above_a_table_tells_no_type(read, above: str):
    text = f"{above}\nTitle\tYear\tAuthor\tJournal\nOwls\t2023\tBerg, L;Ek, A\tJournal of Owls\n"
    ((record,), _, _) = read(text)
    assert (record.title, record.type) == ("Owls", "")


def test_the_type_above_a_table_stands_behind_an_asterisk_whatever_other_lines_do(read):
    text = "* Search of 12 May\n*Conference Proceedings\nTitle\tYear\tAuthor\nOwls\t2023\tBerg, L\n"
    ((record,), _, _) = read(text)
    assert record.type == "conference"


def test_a_journal_in_another_column_stands_where_the_first_names_a_database(read):
    table = (
        "Title,Year,Journal,Source,Series Title\n"
        "Owls,2020,,PubMed,Owl Series\nMice,2020,,Journal of Mice,Mice Series\n"
        "Elks,2020,Scopus,Journal of Elks,Elk Series\nBats,2020,Embase,MEDLINE,\n"
    )
    (records, _, _) = read(table)
    assert [record.container for record in records][2:] == ["Journal of Elks", ""]
    (records, _, _) = read(table.replace("Journal,", "Note,"))
    assert [record.container for record in records][:2] == ["Owl Series", "Journal of Mice"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Silva, Ana, Souza", ("Silva, Ana", "Souza")),
        ("Silva, Ana, Lima, Rui, Instituto do Norte", ("Silva, Ana", "Lima, Rui", "Instituto do Norte")),
    ],
)
def test_an_odd_number_of_parts_in_the_authors_of_scielo_leaves_the_last_as_it_is(read, cell: str, names):
    ((_, record), _, _) = read(SCIELO.replace("Instituto do Norte", cell))
    assert record.authors == names
