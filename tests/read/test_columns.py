"""Columns of tables by name: known, like known ones, in other languages, or told; invented entries."""

from __future__ import annotations

import pytest

from coprod_review.cli.named_columns import named_columns
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.read.columns import all_columns, columns_by_field
from coprod_review.read.reading import Reading

VENDORS = {
    "Web of Science, full headings": (
        "Publication Type,Authors,Author Full Names,Article Title,Source Title,Document Type,Author Keywords,"
        "Keywords Plus,Abstract,Cited References,Publication Year,Volume,Issue,Start Page,End Page,"
        "Article Number,DOI,Pubmed Id,Language,UT (Unique WOS ID)",
        {"types": [5], "authors": [2, 1], "title": [3], "container": [4], "keywords": [6, 7], "dates": [10],
         "first_page": [13], "last_page": [14], "pmid": [17], "source_id": [19], "references": [9]},
    ),
    "Dimensions": (
        "Rank,Publication ID,DOI,PMID,Title,Abstract,Source title,Anthology title,MeSH terms,"
        "Publication Date,PubYear,Volume,Issue,Pagination,Publication Type,Authors,Cited references,"
        "Source Linkout,Dimensions URL",
        {"source_id": [1], "dois": [2], "pmid": [3], "title": [4], "container": [6, 7], "dates": [10, 9],
         "pages": [13], "urls": [18, 17], "references": [16]},
    ),
    "ProQuest": (
        "Title,Abstract,StoreId,Authors,documentType,language,pubtitle,pubdate,year,DocumentURL,"
        "identifierKeywords,subjectTerms,startPage,volume,issue,digitalObjectIdentifier",
        {"title": [0], "source_id": [2], "types": [4], "container": [6], "dates": [8, 7], "urls": [9],
         "keywords": [11, 10], "first_page": [12], "dois": [15]},
    ),
    "EBSCO": (
        "Article Title,Author,Journal Title,ISSN,Publication Date,Volume,Issue,First Page,Page Count,"
        "Accession Number,DOI,Publisher,Doctype,Subjects,Keywords,Abstract,PLink",
        {"title": [0], "authors": [1], "container": [2], "dates": [4], "first_page": [7], "source_id": [9],
         "types": [12], "keywords": [14, 13], "urls": [16]},
    ),
    "Publish or Perish": (
        "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,GSRank,Type,DOI,Volume,Issue,StartPage,EndPage,"
        "Abstract",
        {"authors": [1], "title": [2], "dates": [3], "container": [4], "urls": [6], "types": [8],
         "first_page": [12], "last_page": [13]},
    ),
    "OpenAlex": (
        "id,doi,display_name,publication_year,primary_location.source.display_name,"
        "authorships.author.display_name,biblio.volume,biblio.first_page,ids.pmid,referenced_works",
        {"source_id": [0], "dois": [1], "title": [2], "dates": [3], "container": [4], "authors": [5],
         "volume": [6], "first_page": [7], "pmid": [8], "references": [9]},
    ),
    "CNKI": (
        "Title-题名,Author-作者,Source-文献来源,Keyword-关键词,Summary-摘要,PubTime-发表时间,Period-期",
        {"title": [0], "authors": [1], "container": [2], "keywords": [3], "abstract": [4], "dates": [5],
         "issue": [6]},
    ),
    "German": ("Titel,Autoren,Jahr,Zeitschrift,Zusammenfassung,Schlagwörter,Heft,Seiten",
               {"title": [0], "authors": [1], "dates": [2], "container": [3], "abstract": [4],
                "keywords": [5], "issue": [6], "pages": [7]}),
    "Spanish": ("Título del artículo,Autores,Año,Revista,Resumen,Palabras clave,Volumen,Número",
                {"title": [0], "authors": [1], "dates": [2], "container": [3], "abstract": [4],
                 "keywords": [5], "volume": [6], "issue": [7]}),
    "French": ("Titre,Auteur(s),Année,Revue,Résumé,Mots-clés", {
        "title": [0], "authors": [1], "dates": [2], "container": [3], "abstract": [4], "keywords": [5]}),
    "Swedish": ("Titel,Författare,Utgivningsår,Tidskrift,Sammanfattning,Nyckelord,Språk", {
        "title": [0], "authors": [1], "dates": [2], "container": [3], "abstract": [4], "keywords": [5],
        "languages": [6]}),
}  # fmt: skip


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_columns_of_vendors_and_languages_are_known(vendor):
    header, expected = VENDORS[vendor]
    found = columns_by_field(header.split(","))
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "written", ["Publication Year", "publication_year", "PublicationYear", " PUBLICATION-YEARS"]
)
def test_case_punctuation_blanks_and_plurals_make_no_difference(written):
    assert columns_by_field(["Title", written])["dates"] == [1]


def test_a_name_one_letter_away_is_read_and_told(read):
    records, _, summary = read("Titlle,Authors,Year\nTalk,Ek A,2001\n")
    assert (records[0].title, records[0].year) == ("Talk", 2001)
    assert "column 'Titlle' read as title: 1" in summary.repairs


def test_the_names_of_our_own_tables_are_known(read):
    records, _, _ = read("record_id,source_id,title,container\nx.csv:1,WOS:7,Care at home,Nurse Today\n")
    assert [(record.source_id, record.container) for record in records] == [("WOS:7", "Nurse Today")]


def test_a_name_like_one_that_another_column_has_fills_nothing():
    assert all_columns(["Title", "Titel2", "Tittle"]).places["title"] == [0]


@pytest.mark.parametrize("name", ["Issues", "Notes", "Title2", "Data", "Score"])
def test_short_names_and_other_digits_are_not_taken_for_others(name):
    assert all_columns(["Title", name]).likened == {}


def test_columns_that_fill_no_field_are_named(read):
    assert "columns that fill no field (Ward): 1" in read("Title,Year,Ward\nT,2001,3\n")[2].repairs


def test_a_table_without_known_columns_is_refused_with_its_columns_and_the_key_to_write():
    with pytest.raises(ReviewError, match="'Rubrik', 'Wer'") as told:
        Reading(b"Rubrik,Wer\nTalk,Ek A\n", export="x")
    assert "columns: {title:" in told.value.remedy


def read_told(text: str, **columns: list[str]):
    reading = Reading(text.encode(), export="x", columns=columns)
    return list(reading), reading.summary()


def test_told_columns_go_before_known_names():
    records, summary = read_told("Titel,Artikel,Wer\nNo,Talk,Ek A\n", title=["Artikel"], authors=["Wer"])
    assert (records[0].title, records[0].authors) == ("Talk", ("Ek, A",))
    assert summary.format == "csv"


def test_told_columns_make_a_header_of_any_line():
    records, _ = read_told("Exported by hand\n\nRubrik;Kennung\nTalk;10.5555/1\n", title=["Rubrik"])
    assert (records[0].title, records[0].line) == ("Talk", 4)


def test_several_columns_told_for_one_field_are_all_read():
    records, _ = read_told("T,K1,K2\nTalk,a;b,c\n", title=["T"], keywords=["K1", "K2"])
    assert records[0].keywords == ("a", "b", "c")


def test_a_told_column_that_the_table_lacks_is_an_error_with_the_one_meant():
    with pytest.raises(ReviewError, match="lacks the column 'Artikle'") as told:
        read_told("Artikel,Wer\nTalk,Ek A\n", title=["Artikle"])
    assert "'Artikel' is meant" in told.value.remedy


def test_columns_told_for_what_is_no_table_are_an_error():
    with pytest.raises(ReviewError, match="it is RIS") as told:
        read_told("TY  - JOUR\nTI  - T\nER  - \n", title=["Artikel"])
    assert "remove `columns`" in told.value.remedy


def test_the_option_parts_fields_and_keeps_commas_of_names():
    assert named_columns(["title=Title, original,doi=Kennung", "keywords=A", "keywords=B"]) == {
        "title": ["Title, original"],
        "doi": ["Kennung"],
        "keywords": ["A", "B"],
    }


def test_all_faults_of_the_option_are_told_with_the_field_meant():
    with pytest.raises(ReviewErrors) as told:
        named_columns(["titel=A,journal=B", "doi"])
    remedies = [fault.remedy for fault in told.value.faults]
    assert len(remedies) == 3
    assert remedies[0].startswith("write title=")
    assert remedies[1].startswith("write container=")


def test_columns_that_exports_of_a_vendor_lack_are_told(read):
    scopus = "Authors,Title,Titre de la source,Année,EID\nEk A.,Talk,Wards,2011,2-s2.0-1\n"
    assert read(scopus)[2].dialect == "Scopus"
    lacking = "no column for container, which exports of Scopus have: 1"
    assert lacking not in read(scopus)[2].repairs
    assert lacking in read(scopus.replace("Titre de la source", "Place"))[2].repairs
    year = "no column for year, which exports of Scopus have: 1"
    assert year in read(scopus.replace("Année", "Season"))[2].repairs


def test_columns_that_a_table_by_nobody_in_particular_lacks_are_not_told(read):
    assert not any("no column for" in note for note in read("Title,DOI\nTalk,10.5555/a\n")[2].repairs)


@pytest.mark.parametrize(
    ("header", "field", "value"),
    [
        ("Title,Journal / Source,EID", "container", "Wards"),
        ("Title,Iss.,EID", "issue", "Wards"),
        ("Title,Language of Article,EID", "language", "sv"),
    ],
)
def test_changed_columns_of_vendors_are_known(read, header, field, value):
    cell = "Swedish" if field == "language" else "Wards"
    assert getattr(read(f"{header}\nTalk,{cell},2-s2.0-1\n")[0][0], field) == value


def test_of_very_many_columns_those_far_on_are_known_by_their_own_names_alone():
    many = [f"ward {n}" for n in range(100_000)]
    columns = all_columns(["Titlle", *many, "Abstracct", "Year"])
    assert columns.places == {"title": [0], "dates": [100_001 + 1]}
    assert columns.likened == {"Titlle": "title"}


@pytest.mark.parametrize(("delimiter", "form"), [(",", "csv"), (";", "csv"), ("\t", "tsv")])
def test_a_table_is_called_by_the_sign_between_its_cells(read, delimiter, form):
    written = "Title,Year,DOI\nTalk,2011,10.5555/a\n".replace(",", delimiter)
    assert read(written)[2].format == form


@pytest.mark.parametrize("delimiter", [";", "; "])
def test_references_in_brackets_are_parted_by_them_alone(read, delimiter):
    cited = delimiter.join(
        ["[Lund, Kim; Alm, Siv|10.5555/a|Bells [and rounds]|pub.1||2016|1||1-9]", "[Ek, Bo||Wards|2013||5]"]
    )
    text = f'Publication ID,Title,PubYear,Cited references\npub.9,Ward bells,2017,"{cited}"\n'
    assert read(text, "a.csv")[0][0].references == (
        "Lund, Kim; Alm, Siv, 10.5555/a, Bells [and rounds], pub.1, 2016, 1, 1-9",
        "Ek, Bo, Wards, 2013, 5",
    )


@pytest.mark.parametrize(("count", "pages"), [("11", "300-310"), ("1", "300"), ("", "300"), ("n/a", "300")])
def test_the_number_of_pages_tells_the_last_where_no_column_does(read, count, pages):
    text = f"Title,Author,Publication Date,Start Page,Page Count\nWard bells,Alm S,2011,300,{count}\n"
    assert read(text, "a.csv")[0][0].pages == pages
