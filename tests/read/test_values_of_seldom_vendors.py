"""Values of databases that few searches ask: those at Ovid, ERIC, the portal of BIREME, SciELO, CNKI."""

from __future__ import annotations

import pytest


def ovid(*lines: str, title: str = "Owls on wards.") -> str:
    return "\n".join(("<1>", "VN  - Ovid Technologies", "AN  - 7", f"TI  - {title}", *lines, ""))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Journal of Owls 12, 2030: 7-14.", ("Journal of Owls", "12", "", "7-14")),
        ("Journal of Owls, 2030(1): 3-28.", ("Journal of Owls", "", "1", "3-28")),
        ("Owls 12, 2030: e7.", ("Owls", "12", "", "e7")),
        ("Owls January/February 2030;14(1):56", ("Owls", "14", "1", "56")),
        ("Owls. 2030 15 June; 433-441.", ("Owls", "", "", "433-441")),
        ("Owls 12 2030, 2031: 7-14.", ("Owls", "", "", "7-14")),
        ("Owls.  28(2):103-106, April 2030.", ("Owls", "28", "2", "103-106")),
    ],
)
def test_sources_of_ovid_have_volume_and_pages_on_either_side_of_the_year(read, source, told):
    ((record,), _, _) = read(ovid(f"SO  - {source}", "YR  - 2030"))
    assert (record.container, record.volume, record.issue, record.pages) == told


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (("Berg, Lena M. Ph.D., FACSM",), ("Berg, Lena M.",)),
        (("Berg, Lena 1,2,+", "Ek, Bo 2,*"), ("Berg, Lena", "Ek, Bo")),
        (("Alm, MB",), ("Alm, MB",)),
        (("Alm, BA",), ("Alm, BA",)),
        (("Alm BA. Ek MD. Berg L.",), ("Alm, BA", "Ek, MD", "Berg, L")),
        (("Berg, Lena MD; Ek, Bo RN",), ("Berg, Lena", "Ek, Bo")),
    ],
)
def test_degrees_behind_names_of_ovid_are_left_out_and_initials_are_not(read, written, authors):
    ((record,), _, _) = read(ovid(*(f"AU  - {name}" for name in written), "YR  - 2030"))
    assert record.authors == authors


LINK = (
    "XL  - http://owls.example/sfx/?sid=OVID:owldb&volume={}&issue={}&spage=7&pages={}&date=2030&title=Owls"
)


def test_the_link_to_a_resolver_tells_what_the_source_does_not(read):
    ((record,), _, _) = read(ovid("SO  - Owls. 2030.", "YR  - 2030", LINK.format("12", "3", "7-14")))
    assert (record.volume, record.issue, record.pages) == ("12", "3", "7-14")
    ((record,), _, _) = read(ovid("SO  - Owls. 2030.", "YR  - 2030", LINK.format("2030", "", "Unpaginated")))
    assert (record.volume, record.issue, record.pages) == ("", "", "")
    ((record,), _, _) = read(ovid("SO  - Owls. 5(1):2-3, 2030.", LINK.format("12", "3", "7-14")))
    assert (record.volume, record.issue, record.pages) == ("5", "1", "2-3")


@pytest.mark.parametrize(
    ("book", "title", "container", "pages"),
    [
        (
            "Berg, Lena [Ed.]. Owls of the north. A Press, Oslo. 2030: 1-234. Chapter pagination: 21-28.",
            "Owls on wards.",
            "Owls of the north",
            "21-28",
        ),
        ("Owls on wards. A Press, Oslo. 2030: Unpaginated.", "Owls on wards.", "", ""),
        (
            "[Owls of the north.] [Ugler i nord.] A Press, Oslo. 2030: 1-234. Chapter pagination: 21-28.",
            "Owls on wards.",
            "Owls of the north",
            "21-28",
        ),
    ],
)
def test_the_line_of_a_book_at_ovid_gives_its_name_and_the_pages_of_the_chapter(
    read, book, title, container, pages
):
    lines = ("AU  - Berg, Lena", "PB  - A Press, Oslo", f"BT  - {book}", "YR  - 2030")
    ((record,), _, _) = read(ovid(*lines, title=title))
    assert (record.container, record.pages) == (container, pages)


@pytest.mark.parametrize(
    ("line", "keywords"),
    [
        ("DE  - Owl studies , Night wards , Oslo", ("Owl studies", "Night wards", "Oslo")),
        (
            "ID  - Meta-analysis, owls, night wards, therapy (ABC)",
            ("Meta-analysis", "owls", "night wards", "therapy (ABC)"),
        ),
        ("DE  - Bone and Bones, Injuries, Owls", ("Bone and Bones, Injuries, Owls",)),
        ("DE  - owls, night", ("owls, night",)),
        ("DE  - 2,4-D owls , Wards", ("2,4-D owls", "Wards")),
        ("KW  - Owls;  wards, at night;  beds", ("Owls", "wards, at night", "beds")),
    ],
)
def test_lists_of_keywords_at_ovid_are_parted_where_their_form_tells_it(read, line, keywords):
    ((record,), _, _) = read(ovid(line, "YR  - 2030"))
    assert record.keywords == keywords


@pytest.mark.parametrize(
    "notice",
    [
        ", Copyright (C) 2030 Owls Press",
        " ( PsycINFO Database Record ( c) 2030 APA, all rights reserved)",
        " (PsycINFO Database Record (c) 2030 APA, all rights reserved) (journal abstract).",
        " [The dissertation citations contained here are published with the permission of ProQuest LLC."
        " Further reproduction is prohibited without permission. Web page: http://www.example.com/individuals.shtml.]",
    ],
)
def test_notices_behind_an_abstract_are_left_out_in_the_forms_of_ovid_and_eric(read, notice):
    ((record,), _, _) = read(ovid(f"AB  - Owls were seen on wards.{notice}", "YR  - 2030"))
    assert record.abstract == "Owls were seen on wards."


@pytest.mark.parametrize(
    "abstract",
    [
        "Owls, Copyright (C) 2030 in hand, were asked whether they own the wards.",
        "Owls were seen (journal abstract).",
        "We ask [The dissertation citations contained here are few] and count owls.",
    ],
)
def test_what_only_looks_like_such_a_notice_stays(read, abstract):
    ((record,), _, _) = read(ovid(f"AB  - {abstract}", "YR  - 2030"))
    assert record.abstract == abstract


THESIS_OF_ERIC = """OWN - ERIC
TI  - Owls on Wards
AU  - Berg, Lena
JT  - ProQuest LLC
SO  - Ph.D. Dissertation, University of Owls
OID - ED7
DP  - 2030
AB  - Owls.
PT  - Dissertations/Theses - Doctoral Dissertations
"""
BOOK_OF_ERIC = """OWN - ERIC
TI  - Night Wards
AU  - Ek, Bo
JT  - Owls Publishing Company
OID - ED8
DP  - 2030
AB  - Wards.
PT  - Books
"""


def test_a_last_entry_of_eric_without_source_is_whole_and_a_thesis_stands_at_its_university(read):
    (thesis, book), aside, _ = read(f"{THESIS_OF_ERIC}\n\n\n{BOOK_OF_ERIC}", "owls.nbib")
    assert not aside
    assert (thesis.container, thesis.type) == ("University of Owls", "thesis")
    assert (book.title, book.container, book.source_id) == ("Night Wards", "Owls Publishing Company", "ED8")
    article = THESIS_OF_ERIC.replace("ProQuest LLC", "Owls").replace("Ph.D. Dissertation, ", "Owls, v7 n1 ")
    ((record,), _, _) = read(article, "owls.nbib")
    assert record.container == "Owls"


def test_a_last_entry_of_pubmed_without_source_and_title_is_still_cut_short(read):
    whole = "PMID- 31\nOWN - NLM\nTI  - Owls\nDP  - 2030\nSO  - Owls. 2030.\n"
    records, aside, _ = read(f"{whole}\n{whole.replace('31', '32')}\nOWN - NLM\nDP  - 2030\n", "owls.nbib")
    assert (len(records), len(aside)) == (2, 1)


def refworks(*lines: str, kind: str = "Journal Article") -> str:
    return "\n".join((f"RT {kind}", "SR Electronic(1)", *lines, "T1 Owls on wards", "YR 2030", "", ""))


def test_refworks_has_the_number_of_the_database_before_its_own(read):
    ((record,), _, _) = read(refworks("ID 206", "A1 Berg,Lena", "AN 2030-714-006"))
    assert record.source_id == "2030-714-006"
    ((record,), _, _) = read(refworks("ID 206", "A1 Berg,Lena"))
    assert record.source_id == "206"


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        ("NO doi: 10.9999/owl.7", "10.9999/owl.7"),
        ("NO Owls; doi:10.9999/owl.7; Update Code: 7", "10.9999/owl.7"),
        ("LK http://owls.example/doi/abs/10.9999/owl.7", "10.9999/owl.7"),
        ("NO Comment on 10.9999/owl.8", ""),
    ],
)
def test_notes_and_addresses_of_refworks_tell_a_doi(read, line, doi):
    ((record,), _, _) = read(refworks("A1 Berg,Lena", line))
    assert record.doi == doi


def test_a_section_of_a_book_in_refworks_is_a_chapter(read):
    for kind, meant in (("Book, Section", "chapter"), ("Book, Whole", "book"), ("Book, Edited", "book")):
        ((record,), _, _) = read(refworks("A1 Berg,Lena", "T2 Night owls", kind=kind))
        assert record.type == meant


def test_names_that_cnki_writes_right_behind_their_tag_and_its_addresses_are_read(read):
    ((record,), _, _) = read(refworks("A1林小明", "K1 夜间", "URL https://owls.example/abstract?v=1&amp;w=2"))
    assert (record.authors, record.keywords) == (("林小明",), ("夜间",))
    assert record.url == "https://owls.example/abstract?v=1&w=2"
    ((record,), _, _) = read(refworks("A1 Berg,Lena", "AB 夜间", "IP网络"))
    assert record.abstract == "夜间 IP网络"


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("林小明,王小红,赵伟", ("林小明", "王小红", "赵伟")),
        ("林, 小明", ("林, 小明",)),
        ("林小明;王小红", ("林小明", "王小红")),
    ],
)
def test_three_chinese_names_between_commas_are_three(read, written, authors):
    ((record,), _, _) = read(refworks(f"A1 {written}"))
    assert record.authors == authors


def test_the_range_of_pages_goes_before_their_count_in_cnki(read):
    text = "%0 {}\n%A 林小明\n%T 夜间\n%D 2030\n%P 5\n%P 269-273\n%V GB/T 7-2030\n"
    ((record,), _, _) = read(text.format("Conference Proceedings"))
    assert (record.pages, record.volume) == ("269-273", "GB/T 7-2030")
    ((record,), _, _) = read(text.format("Legal Rule or Regulation"))
    assert (record.pages, record.volume, record.type) == ("", "", "other")
    ((record,), _, _) = read(text.format("Journal Article").replace("%P 5\n", "").replace("269-273", "5"))
    assert record.pages == "5"


HEADER_OF_BVS = (
    "ID,Title,Authors,Source,Journal,Database,Type,Language,Publication year,Descriptor(s),Keyword(s),"
    "Publication Country,Fulltext URL, Abstract,Entry Date,Volume number,Issue number,DOI,ISSN,"
    "Accession number,PMCID\n"
)


def test_the_table_of_the_portal_of_bireme_has_pages_in_its_source_and_pmids_in_its_numbers(read):
    rows = (
        'mdl-34567890,Owls,"Berg, Lena; Ek, Bo","J Owls;12(3): 179-184, 2030 07. ",J Owls,'
        "MEDLINE,article,en,2030,Lechuzas; Noche,Owls; Night,GB,https://owls.example/7,Owls.,20300603,12,3,10.9999/owl.7,,,\n"
        'lil-792750,Wards,"Ek, Bo","São Paulo; s.n; 2030. 120 p.",,LILACS,'
        "thesis,pt,2030,Noche,,BR,,Wards.,,,,,,,\n"
    )
    (one, two), _, reading = read(HEADER_OF_BVS + "".join(rows), "owls.csv")
    assert reading.dialect == "BVS"
    assert (one.source_id, one.pmid, one.pages) == ("mdl-34567890", "34567890", "179-184")
    assert (one.container, one.volume, one.issue) == ("J Owls", "12", "3")
    assert (two.source_id, two.pmid, two.pages, two.volume) == ("lil-792750", "", "", "")


def test_headings_and_words_of_bireme_in_ris_are_keywords_both(read):
    lines = ("TY  - JOUR", "TI  - Owls", "ID  - mdl-34567890", "MH  - Lechuzas/estadística &amp; datos")
    ((record,), _, _) = read("\n".join((*lines, "KW  - Owls", "PY  - 2030", "ER  - ", "")))
    assert record.keywords == ("Owls", "Lechuzas/estadística & datos")
    assert record.pmid == "34567890"


def test_scielo_writes_blanks_between_names_and_a_doi_as_a_reference_in_bibtex(read):
    entry = (
        "@article{{BERG2030,\n  title = {{{{Owls}}}},\n  author = {{{}}},\n  year = {{2030}},\n"
        "  publisher = {{{}}},\n  language = {{{}}},\n  crossref = {{10.9999/owl.7}},\n}}\n"
    )
    ((record,), _, _) = read(entry.format("Berg, Lena,  Ek Alm, Bo", "scielo", "en,  es"), "owls.bib")
    assert (record.authors, record.doi, record.language) == (
        ("Berg, Lena", "Ek Alm, Bo"),
        "10.9999/owl.7",
        "",
    )
    ((record,), _, _) = read(entry.format("Berg,  Lena", "scielo", "es"), "owls.bib")
    assert (record.authors, record.language) == (("Berg, Lena",), "es")
    ((record,), _, _) = read(entry.format("Berg, Lena", "Owls Press", "en"), "owls.bib")
    assert record.doi == ""


def test_the_abstract_of_scielo_at_web_of_science_may_stand_in_another_language(read):
    header = "PT\tAU\tTI\tSO\tAB\tX4\tY4\tZ4\tPY\tUT\n"
    rows = (
        "J\tBerg, L\tOwls\tWARDS\tOwls.\t\t\tUgler.\t2030\tSCIELO:1\n",
        "J\tEk, B\tBeds\tWARDS\t\t\tCamas.\t\t2030\tSCIELO:2\n",
    )
    (one, two), _, _ = read(header + "".join(rows))
    assert (one.abstract, two.abstract) == ("Owls.", "Camas.")
    text = "FN Clarivate Analytics Web of Science\nPT J\nAU Ek, B\nTI Beds\nY4 Camas.\nPY 2030\nER\n\nEF\n"
    ((record,), _, _) = read(text)
    assert record.abstract == "Camas."


def bib(kind: str, *lines: str) -> str:
    return "\n".join((f"@{kind}{{berg:owl-7,", "  TITLE = {{Owls}},", "  YEAR = {2030},", *lines, "}", ""))


def test_counts_of_pages_numbers_of_theses_and_dois_to_be_assigned_are_none(read):
    for written, pages in (("8p.", ""), ("pp.8", "8"), ("8-9", "8-9"), ("p8", "8")):
        ((record,), _, _) = read(bib("inproceedings", f"  PAGES = {{{written}}},"))
        assert record.pages == pages
    ((record,), _, _) = read(bib("article", "  JOURNAL = {Owls},", "  VOLUME = {3},", "  PAGES = {8p.},"))
    assert record.pages == "8p"
    for kind, issue in (("phdthesis", ""), ("article", "2030TOU30177")):
        ((record,), _, _) = read(bib(kind, "  NUMBER = {2030TOU30177},"))
        assert record.issue == issue
    for written, doi in (("10.9999/ToBeAssigned", ""), ("10.9999/assigned", "10.9999/assigned")):
        ((record,), _, _) = read(bib("article", f"  DOI = {{{written}}},"))
        assert record.doi == doi


def test_what_a_program_left_of_bibtex_in_the_cells_of_a_table_is_left_out(read):
    table = (
        'Reference Type,"Authors, Primary",Title Primary,Periodical Full,Pub Year,Abstract\n'
        'Journal Article,"Berg,Lena",Owls,OWLS \\& WARDS},2030,"Owls {on} wards}"\n'
        'Journal Article,"Ek,Bo",Beds,Beds & wards,2030,Beds {and} owls {too}\n'
    )
    (one, two), _, _ = read(table, "owls.csv")
    assert (one.container, one.abstract) == ("OWLS & WARDS", "Owls {on} wards}")
    assert (two.container, two.abstract) == ("Beds & wards", "Beds {and} owls {too}")


def test_semicolons_within_brackets_part_no_keywords_of_web_of_science(read):
    header = "PT\tAU\tTI\tSO\tDE\tPY\tUT\n"
    row = "J\tBerg, L\tOwls\tWARDS\tOwls [Beds / day; night / ] [Oslo / ].; wards; [beds\t2030\tZOOREC:1\n"
    ((record,), _, _) = read(header + row)
    assert record.keywords == ("Owls [Beds / day; night / ] [Oslo / ].", "wards", "[beds")
