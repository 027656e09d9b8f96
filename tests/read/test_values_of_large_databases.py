"""Values as the large databases and programs of today write them; all entries are invented."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ann Ek and Eva Hol&#225;", ("Ek, Ann", "Holá, Eva")),
        ("Ek, Ann; Hol&aacute;, Eva", ("Ek, Ann", "Holá, Eva")),
        ("Ek, Ann; Berg &amp; Lind Group", ("Ek, Ann", "Berg & Lind Group")),
        ("Ek, Ann; R&D Group; Berg, Bo", ("Ek, Ann", "R&D Group", "Berg, Bo")),
    ],
)
def test_the_semicolon_of_a_character_by_its_number_ends_no_name(read, cell: str, names: tuple[str, ...]):
    ((record,), _, _) = read(f'title,author,doi\nOwls at night,"{cell}",10.5555/1\n')
    assert record.authors == names


@pytest.mark.parametrize(
    ("kind", "told", "known_as"),
    [("J", "", "article"), ("C", "", "conference"), ("B", "", "book"), ("J", "Review", "review")],
)
def test_web_of_science_tells_the_type_of_the_publication_where_it_leaves_out_that_of_the_document(
    read, kind: str, told: str, known_as: str
):
    tagged = "PT\tAU\tTI\tSO\tDT\tPY\tDI\tDL\tUT\n"
    row = f"{kind}\tEk, A\tOwls at night\tOWLS\t{told}\t2020\t\thttp://dx.doi.org/10.5555/ab.1\tWOS:1\n"
    ((record,), _, _) = read(tagged + row)
    assert record.type == known_as
    assert (record.doi, record.url) == ("10.5555/ab.1", "http://dx.doi.org/10.5555/ab.1")
    named = "Publication Type,Authors,Article Title,Source Title,Document Type,UT (Unique WOS ID)\n"
    ((record,), _, _) = read(f'{named}{kind},"Ek, A",Owls at night,OWLS,{told},WOS:1\n')
    assert record.type == known_as


ZOTERO = "Key,Item Type,Publication Year,Author,Title,Publication Title,Abstract Note,Publisher\n"


@pytest.mark.parametrize(
    ("kind", "journal", "publisher", "container"),
    [
        ("book", "", "Night Press", "Night Press"),
        ("thesis", "", "Owl University", "Owl University"),
        ("report", "", "Ministry of Owls", "Ministry of Owls"),
        ("journalArticle", "", "Night Press", ""),
        ("bookSection", "", "Night Press", ""),
        ("webpage", "", "Night Press", ""),
        ("book", "Owl Studies", "Night Press", "Owl Studies"),
    ],
)
def test_what_stands_alone_in_a_table_has_who_issued_it_as_container(
    read, kind: str, journal: str, publisher: str, container: str
):
    ((record,), _, _) = read(f'{ZOTERO}AB12,{kind},2020,"Ek, Ada",Owls at night,{journal},,{publisher}\n')
    assert record.container == container


@pytest.mark.parametrize(
    ("kind", "n_read"), [("proceeding", 1), ("book", 1), ("article", 0), ("proceedings paper", 0)]
)
def test_a_row_without_a_title_has_that_of_the_whole_book_where_it_is_one(read, kind: str, n_read: int):
    table = f"type,id,author,title,booktitle,year\n{kind},7,,,Proceedings of the Owls,2013\n"
    records, aside, _ = read(f'{table}article,8,"Ek, Ada",Owls at night,Proceedings of the Owls,2013\n')
    titles = [record.title for record in records]
    assert titles == [*["Proceedings of the Owls"][:n_read], "Owls at night"]
    assert len(aside) == 1 - n_read


def test_a_title_that_says_that_there_is_none_is_none(read):
    record = "TY  - JOUR\nTI  - {}\nDO  - 10.5555/1\nER  - \n"
    ((untitled,), _, _) = read(record.format("No Title"))
    ((titled,), _, _) = read(record.format("No title, no book: owls at night"))
    assert (untitled.title, titled.title) == ("", "No title, no book: owls at night")


def test_the_last_initial_of_one_author_alone_keeps_its_point_in_tables_of_embase(read):
    header = "Title,Author Names,Full Record Entry Date,Source title,DOI\n"
    for cell, names in (
        ("Ek A.", ("Ek, A.",)),
        ("Ek A., Berg B.", ("Ek, A.", "Berg, B.")),
        ("Owl Study Group", ("Owl Study Group",)),
    ):
        ((record,), _, _) = read(f'{header}Owls at night,"{cell}",2020,Owls,10.5555/1\n')
        assert record.authors == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("A.B., Ek, Ada B.; C., van Berg, Cy", ("Ek, Ada B.", "van Berg, Cy")),
        ("J.-P., Ek, Jan-Per", ("Ek, Jan-Per",)),
        ("Ek, A.B.; Berg, C.", ("Ek, A.B.", "Berg, C.")),
        ("Ek, A., Berg, B., Lind, C.", ("Ek, A.", "Berg, B.", "Lind, C.")),
    ],
)
def test_initials_before_a_name_of_scopus_are_said_twice(read, cell: str, names: tuple[str, ...]):
    header = "Authors,Author(s) ID,Title,Year,Source title,Authors with affiliations,Link,EID\n"
    ((record,), _, _) = read(f'{header}"{cell}",1; 2,Owls at night,2025,Owls,,,2-s2.0-1\n')
    assert [name.rstrip(".") for name in record.authors] == [name.rstrip(".") for name in names]


def test_the_id_of_scopus_is_that_of_the_record(read):
    table = '"","Scopus_ID","Title","Author","DOI"\n"1","SCOPUS_ID:85139156421","Owls at night","Ek A.",""\n'
    ((record,), _, _) = read(table)
    assert record.source_id == "SCOPUS_ID:85139156421"


@pytest.mark.parametrize(
    ("kind", "beside", "container"),
    [
        ("paper-conference", {}, "Proceedings of the Owls"),
        ("chapter", {}, "Proceedings of the Owls"),
        ("chapter", {"container-title": "A Book"}, "A Book"),
        ("paper-conference", {"event-title": "A Meeting"}, "A Meeting"),
        ("book", {}, ""),
        ("article-journal", {}, ""),
    ],
)
def test_a_paper_without_any_other_container_has_its_collection(
    read, kind: str, beside: dict[str, str], container: str
):
    work = {"id": "ek", "type": kind, "title": "Owls at night", "issued": {"date-parts": [[2020]]}}
    ((record,), _, _) = read(json.dumps([{**work, "collection-title": "Proceedings of the Owls", **beside}]))
    assert record.container == container


def lines(*works: dict[str, object]) -> str:
    return "".join(f"{json.dumps(work)}\n" for work in works)


def owl(title: str) -> dict[str, object]:
    return {"title": title, "authors": ["Ada Ek"], "year": 2020}


def test_json_lines_may_have_each_work_under_its_own_key(read):
    records, aside, summary = read(lines({"W1": owl("Owls")}, {"W2": owl("Bats")}, {"W3": owl("Mice")}))
    assert [(r.source_id, r.title, r.line) for r in records] == [
        ("W1", "Owls", 1),
        ("W2", "Bats", 2),
        ("W3", "Mice", 3),
    ]
    assert (aside, summary.n_entries) == ([], 3)


def test_json_lines_may_have_several_works_each_under_their_keys(read):
    records, aside, _ = read(lines({"W1": owl("Owls"), "W2": owl("Bats")}, {"W3": owl("Mice")}))
    assert [(r.source_id, r.title) for r in records] == [("W1", "Owls"), ("W2", "Bats"), ("W3", "Mice")]
    assert aside == []


def test_a_work_among_json_lines_with_keys_is_read_as_it_stands(read):
    text = lines({"W1": owl("Owls")}, {"W2": owl("Bats")}, owl("Hens"), {"W3": owl("Mice")})
    records, aside, _ = read(text)
    assert [(r.source_id, r.title) for r in records] == [
        ("W1", "Owls"),
        ("W2", "Bats"),
        ("", "Hens"),
        ("W3", "Mice"),
    ]
    assert aside == []


def test_objects_under_the_same_key_in_each_line_are_no_works_with_keys(read):
    text = lines(
        {"_id": "1", "_source": owl("Owls")},
        {"_id": "2", "_source": owl("Bats")},
    )
    records, _, _ = read(text)
    assert [(r.source_id, r.title) for r in records] == [("1", "Owls"), ("2", "Bats")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("S., Kumar, Jr.; Ek, B.", ("S., Kumar, Jr.", "Ek, B.")),
        ("S., Ramesh; V., Kumar", ("S., Ramesh", "V., Kumar")),
        ("Md., Islam, R.; Ek, B.", ("Md., Islam, R.", "Ek, B.")),
        ("É., Ek, Émile (57190000000)", ("Ek, Émile",)),
    ],
)
def test_what_stands_before_a_name_of_scopus_and_does_not_begin_its_given_name_stays(
    read, cell: str, names: tuple[str, ...]
):
    header = "Authors,Author(s) ID,Title,Year,Source title,Authors with affiliations,Link,EID\n"
    ((record,), _, _) = read(f'{header}"{cell}",1; 2,Owls at night,2025,Owls,,,2-s2.0-1\n')
    assert record.authors == names


@pytest.mark.parametrize("header", ["Title,EID,Authors\n", "Title,Embase Accession ID,Author Names\n"])
@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ('[{""name"": ""Ada Ek""}, {""name"": ""Bo Berg""}]', ("Ek, Ada", "Berg, Bo")),
        ("Owl Study Group. Electronic address: owls@example.org", ("Owl Study Group",)),
    ],
)
def test_tables_of_scopus_and_embase_may_have_objects_and_addresses_among_authors(
    read, header: str, cell: str, names: tuple[str, ...]
):
    ((record,), _, _) = read(f'{header}Owls at night,2-s2.0-1,"{cell}"\n')
    assert record.authors == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("['O&#39;Brien, Ann', 'Berg, Bo']", ("O'Brien, Ann", "Berg, Bo")),
        ('[{""name"": ""Ann &quot;Bo&quot; Ek""}, {""name"": ""Cy Lind""}]', ('Ek, Ann "Bo"', "Lind, Cy")),
    ],
)
def test_written_characters_are_no_quotation_marks_of_a_list_of_names(
    read, cell: str, names: tuple[str, ...]
):
    ((record,), _, _) = read(f'title,author,doi\nOwls at night,"{cell}",10.5555/1\n')
    assert record.authors == names


@pytest.mark.parametrize(("cell", "name"), [("Ek AB.", "Ek, AB"), ("Owl Study NHS.", "Owl Study, NHS")])
def test_the_stop_behind_initials_without_points_ends_a_list_in_tables_of_embase(read, cell: str, name: str):
    header = "Title,Author Names,Full Record Entry Date,Source title,DOI\n"
    ((record,), _, _) = read(f'{header}Owls at night,"{cell}",2020,Owls,10.5555/1\n')
    assert record.authors == (name,)


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("Reference Type,Author,Year,Title,Secondary Title,DOI", "Book,Ek A,2020,,Owl Series,10.5555/1"),
        ("type,author,year,title,journal,doi", "book,Ek A,2020,,Owl Series,10.5555/1"),
    ],
)
def test_a_book_without_a_title_does_not_take_that_of_its_series(read, columns: str, cells: str):
    ((record,), _, _) = read(f"{columns}\n{cells}\n")
    assert (record.title, record.container) == ("", "Owl Series")


def test_whole_proceedings_with_the_title_of_the_book_keep_their_series(read):
    table = "Publication ID,Dimensions URL,Publication Type,Title,Anthology title,Source title\n"
    ((record,), _, _) = read(f"{table}pub.1,,Proceeding,,Owls 2020,Owl Series\n")
    assert (record.title, record.container) == ("Owls 2020", "Owl Series")


@pytest.mark.parametrize("own", ["ID", "Covidence #", "Lens ID", "Key", "EID", "OpenAlex ID"])
def test_the_number_of_scopus_comes_after_that_of_who_wrote_the_table(read, own: str):
    ((record,), _, _) = read(f"Scopus ID,{own},Title,Author,Year\n85139156421,17,Owls at night,Ek A.,2020\n")
    assert record.source_id == "17"


def test_a_number_of_an_article_that_pubmed_holds_for_wrong_is_none(read):
    wrong = '<ELocationID EIdType="pii" ValidYN="N">152</ELocationID>'
    text = (
        "<PubmedArticle><MedlineCitation><PMID>1234</PMID><Article><ArticleTitle>Owls.</ArticleTitle>"
        f"{wrong}{{}}</Article></MedlineCitation></PubmedArticle>"
    )
    ((record,), _, _) = read(text.format(""))
    assert record.pages == ""
    ((record,), _, _) = read(text.format('<ELocationID EIdType="pii" ValidYN="Y">e9</ELocationID>'))
    assert record.pages == "e9"


def test_a_work_among_json_lines_with_keys_is_not_its_host(read):
    hosted = {"_id": "7", "hostVenue": {"title": "J Owls", "year": 2000}, **owl("Hens")}
    records, aside, _ = read(lines({"W1": owl("Owls")}, {"W2": owl("Bats")}, hosted))
    assert [record.title for record in records] == ["Owls", "Bats", "Hens"]
    assert aside == []


@pytest.mark.parametrize(
    ("broken", "titles", "n_aside"),
    [
        (json.dumps({"W3": owl("Mice")})[:-1], ["Owls", "Bats", "Mice", "Hens", "Rats"], 0),
        (json.dumps({"W3": owl("Mice")})[:-6], ["Owls", "Bats", "Hens", "Rats"], 1),
        ('{"W3": {"title": "Mi', ["Owls", "Bats", "Hens", "Rats"], 1),
    ],
)
def test_a_line_with_a_key_that_is_cut_short_costs_itself_alone(
    read, broken: str, titles: list[str], n_aside: int
):
    whole = lines({"W1": owl("Owls")}, {"W2": owl("Bats")})
    records, aside, summary = read(f"{whole}{broken}\n{lines({'W4': owl('Hens')}, {'W5': owl('Rats')})}")
    assert [record.title for record in records] == titles
    assert (len(aside), summary.n_entries) == (n_aside, 5)
