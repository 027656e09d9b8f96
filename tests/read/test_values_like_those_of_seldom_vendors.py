"""What only looks like the values of databases that few searches ask, and is read as it stands."""

from __future__ import annotations

import pytest


def ovid(*lines: str, title: str = "Owls on wards.") -> str:
    return "\n".join(("<1>", "VN  - Ovid Technologies", "AN  - 7", f"TI  - {title}", *lines, ""))


@pytest.mark.parametrize(
    ("source", "container", "pages"),
    [
        ("Journal of Marketing 2030;14(1):56-60", "Journal of Marketing", "56-60"),
        ("Patient Falls 2030;14(1):56-60", "Patient Falls", "56-60"),
        ("Owls Janvier 2030;14(1):56-60", "Owls", "56-60"),
        ("Owls Dez 2030;14(1):56-60", "Owls", "56-60"),
        ("Owls Autumn/Winter 2030;14(1):56-60", "Owls", "56-60"),
        ("Owls; 2030-06", "Owls", ""),
        ("Owls; 2029-2030", "Owls", ""),
    ],
)
def test_words_that_begin_like_months_and_ranges_of_years_are_none_in_a_source(
    read, source, container, pages
):
    ((record,), _, _) = read(ovid(f"SO  - {source}"))
    assert (record.container, record.pages) == (container, pages)


@pytest.mark.parametrize(
    ("publisher", "named", "container"),
    [
        ("Science", "The Journal of Owl Science. Part B.", "The Journal of Owl Science. Part B."),
        ("Nursing", "Nordic Journal of Nursing. Supplement.", "Nordic Journal of Nursing. Supplement."),
        ("Owls", "Owls. A reader. Owls. 2030: 1-234.", "Owls. A reader"),
        ("A Press", "Owls of the Press. A Press. i-xii, 2030: 1-9.", "Owls of the Press"),
        ("", "Acta Strigis [English Ed.]. Series B.", "Acta Strigis [English Ed.]. Series B."),
        ("A Press", "Nordic Owls [Oslo Ed.]. Series B.", "Nordic Owls [Oslo Ed.]. Series B."),
    ],
)
def test_the_name_of_a_journal_with_the_word_of_a_publisher_or_an_edition_is_kept_whole(
    read, publisher, named, container
):
    ((record,), _, _) = read(ovid(f"PB  - {publisher}", f"JN  - {named}", "SO  - 3(2):1-2, 2030"))
    assert record.container == container


LINK = "XL  - http://owls.example/sfx/?sid=OVID:x&volume={}&issue={}&spage=7&pages={}&date=2030&title=Owls"


def test_noughts_and_years_in_the_link_to_a_resolver_are_no_volumes_and_issues(read):
    ((record,), _, _) = read(ovid("SO  - Owls. 2030.", LINK.format("0", "0", "0-0")))
    assert (record.volume, record.issue, record.pages) == ("", "", "")
    ((record,), _, _) = read(ovid("DP  - 2030 Jul", LINK.format("2030", "3", "7-14")))
    assert (record.volume, record.issue, record.pages) == ("", "3", "7-14")


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Berg, MA FRCP", "Berg, MA"),
        ("Berg, M.A.", "Berg, M.A."),
        ("Lee, MS, RN", "Lee, MS"),
        ("Berg, MSc", "Berg"),
        ("Horáč, Lena M.D., Ph.D.", "Horáč, Lena"),
        ("Берг, Лена M.D., Ph.D.", "Берг, Лена"),
        (f"Berg, Lena{' ' * 100_000}M [Ed.]", "Berg, Lena M"),
    ],
)
def test_degrees_behind_initials_and_behind_names_of_any_language_are_left_out(read, written, author):
    ((record,), _, _) = read(ovid(f"AU  - {written}"))
    assert record.authors == (author,)


@pytest.mark.parametrize(
    "phrase",
    [
        "effects of age, sex, class, on care",
        "owls, wards, beds, and nights",
        "wounds, gunshot, in owls, at night",
    ],
)
def test_phrases_with_commas_at_ovid_are_no_lists(read, phrase):
    ((record,), _, _) = read(ovid(f"ID  - {phrase}"))
    assert record.keywords == (phrase,)


@pytest.mark.parametrize(
    "abstract",
    [
        "Owls were counted in (a) 2028 (n = 3), (b) 2029 (n = 4), (c) 2030 (n = 5).",
        "Owls were seen by night (b), (c) 2030 in all.",
        "Groups were of (a) 2028, (b) 2029 etc., (C) 2030 owls",
    ],
)
def test_a_year_behind_the_letter_of_a_list_is_no_notice_of_rights(read, abstract):
    ((record,), _, _) = read(ovid(f"AB  - {abstract}"))
    assert record.abstract == abstract


@pytest.mark.parametrize("notice", ["(C) 2030 Owls & Wards, Inc.", "Copyright (C) 2030 Owls Press"])
def test_the_comma_behind_a_sentence_goes_with_the_notice_of_rights_behind_it(read, notice):
    ((record,), _, _) = read(ovid(f"AB  - Owls were seen on wards., {notice}"))
    assert record.abstract == "Owls were seen on wards."


PUBMED = "PMID- 3{}\nOWN - NLM\nTI  - Owls {}\nDP  - 2030\nSO  - Owls. 2030.\nUR  - http://owls.example/7\n"


def test_a_last_entry_cut_short_behind_others_that_go_on_behind_their_source_is_set_aside(read):
    cut = "PMID- 39\nOWN - NLM\nDP  - 2030\n"
    records, aside, _ = read(f"{PUBMED.format(1, 1)}\n{PUBMED.format(2, 2)}\n{cut}", "owls.nbib")
    assert (len(records), len(aside)) == (2, 1)


@pytest.mark.parametrize(
    ("journal", "source", "container"),
    [
        ("Thesis", "Thesis, Eleven v7 n1 p1-3", "Thesis"),
        ("ProQuest LLC", "Master's Thesis, University of Owls", "University of Owls"),
        ("ProQuest LLC", "Ed.D. Dissertation, University of Owls, Oslo", "University of Owls, Oslo"),
    ],
)
def test_theses_of_eric_stand_at_universities_and_journals_named_like_them_do_not(
    read, journal, source, container
):
    entry = f"OWN - ERIC\nTI  - Owls\nJT  - {journal}\nSO  - {source}\nOID - ED7\nDP  - 2030\nAB  - Owls.\n"
    ((record,), _, _) = read(entry, "owls.nbib")
    assert record.container == container


@pytest.mark.parametrize(
    ("written", "keywords"),
    [
        ("Owls [Beds / day; night / ]; wards", ("Owls [Beds / day; night / ]", "wards")),
        ("[owls; wards; beds]", ("[owls", "wards", "beds]")),
        ("[owls]; wards [beds]", ("[owls]", "wards [beds]")),
        ("[Ca2+]i; owls; K[a", ("[Ca2+]i", "owls", "K[a")),
    ],
)
def test_semicolons_within_brackets_part_no_words_of_web_of_science_in_tables_and_text(
    read, written, keywords
):
    table = f"PT\tAU\tTI\tSO\tDE\tPY\tUT\nJ\tBerg, L\tOwls\tWARDS\t{written}\t2030\tZOOREC:1\n"
    text = f"FN Clarivate Analytics Web of Science\nPT J\nTI Owls\nDE {written}\nPY 2030\nER\n\nEF\n"
    for export in (table, text):
        ((record,), _, _) = read(export)
        assert record.keywords == keywords


@pytest.mark.parametrize(
    ("lines", "keywords"),
    [
        (("KW  - owls, wards, beds, nights", "MH  - Owls"), ("owls", "wards", "beds", "nights")),
        (
            ("KW  - owls, wards, beds, nights", "MH  - Beds, Wet"),
            ("owls", "wards", "beds", "nights", "Beds, Wet"),
        ),
        (("MH  - Beds, Wet, Cold, Old",), ("Beds, Wet, Cold, Old",)),
    ],
)
def test_headings_beside_a_list_of_keywords_in_ris_keep_it_a_list(read, lines, keywords):
    ((record,), _, _) = read("\n".join(("TY  - JOUR", "TI  - Owls", *lines, "PY  - 2030", "ER  - ", "")))
    assert record.keywords == keywords


HEADER_OF_BVS = (
    "ID,Title,Authors,Source,Journal,Type,Publication year,Descriptor(s),Keyword(s),Fulltext URL\n"
)


@pytest.mark.parametrize(
    ("source", "pages"),
    [
        ("J Owls;12(3): 179-184, 2030 07. ", "179-184"),
        ("J Owls;12(3): 179-84, jul.-set. 2030. tab, graf", "179-184"),
        ("J Owls;12(3): eOA179, 20300701. ", "eOA179"),
        ("J Owls (Oslo);12(Suppl 1): [S179-S184], Julio 2030. ", "S179-S184"),
        ("J Owls;12: 179-184; discussion 185, 2030 07. ", "179-184"),
        ("J Owls;12(3)jul. 2030. ", ""),
        ("Oslo; A Press; 2030. 120 p. (Owls: 3: 4, 2029).", ""),
        ("Oslo; s.n; 2030. 120 p. tab", ""),
    ],
)
def test_pages_of_lilacs_stand_before_months_of_its_languages(read, source, pages):
    row = f'lil-7,Owls,"Berg, Lena","{source}",J Owls,article,2030,Lechuzas,Owls,https://owls.example/7\n'
    ((record,), _, _) = read(HEADER_OF_BVS + row, "owls.csv")
    assert record.pages == pages


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Ministerio de Salud,  Berg, Lena", ("Ministerio de Salud", "Berg, Lena")),
        ("Berg, Lena,  Ministerio de Salud", ("Berg, Lena", "Ministerio de Salud")),
        ("Berg, Lena,\n    Ek, Bo", ("Berg, Lena", "Ek, Bo")),
        ("Berg,  Lena", ("Berg, Lena",)),
        ("Berg, Lena and Ek, Bo", ("Berg, Lena", "Ek, Bo")),
    ],
)
def test_bodies_stand_between_the_names_of_scielo_and_one_language_may_have_a_comma_behind_it(
    read, written, authors
):
    lines = (" title = {Owls},", f" author = {{{written}}},", " language = {es,},", " publisher = {scielo},")
    ((record,), _, _) = read("\n".join(("@article{B30,", *lines, "}")), "owls.bib")
    assert (record.authors, record.language) == (authors, "es")


def refworks(*lines: str) -> str:
    return "\n".join(
        ("RT Journal Article", "SR Electronic(1)", *lines, "T1 Owls on wards", "YR 2030", "", "")
    )


@pytest.mark.parametrize(
    ("note", "doi"),
    [
        ("Erratum in: Owls. 2030;3:1; doi: 10.9999/owl.8", ""),
        ("Comment on: Owls. 2029; doi:10.9999/owl.8", ""),
        ("Correction to doi: 10.9999/owl.8", ""),
        ("doi:10.9999/owl.7; Erratum in: Owls; doi:10.9999/owl.8", "10.9999/owl.7"),
        ("doi:10.9999/owl.7;PMID:31", "10.9999/owl.7"),
        ("Owls; doi: 10.9999/3.0.CO;2-7; Update Code: 7", "10.9999/3.0.co;2-7"),
    ],
)
def test_a_note_of_refworks_that_speaks_of_another_document_tells_no_doi(read, note, doi):
    ((record,), _, _) = read(refworks("A1 Berg,Lena", f"NO {note}"))
    assert record.doi == doi


def test_a_sentence_of_an_abstract_that_opens_with_an_address_is_no_tag_of_refworks(read):
    text = "URL https://owls.example/7 was asked."
    ((record,), _, _) = read(refworks("A1 Berg,Lena", "AB Owls.", text))
    assert (record.abstract, record.url) == (f"Owls. {text}", "")


@pytest.mark.parametrize(
    ("kind", "volume", "pages", "told"),
    [
        ("Journal Article", "3", ("269", "e5"), ("3", "269")),
        ("Journal Article", "3", ("1234567", "1-8"), ("3", "1234567")),
        ("Journal Article", "3", ("5", "269-273"), ("3", "269-273")),
        ("Journal Article", "3", ("269-273", "5"), ("3", "269-273")),
        ("Legal Rule or Regulation", "45", ("123-140",), ("45", "123-140")),
        ("Legal Rule or Regulation", "WS 7-2030", ("12",), ("", "")),
    ],
)
def test_only_a_count_gives_way_to_a_range_of_pages_and_only_a_rule_without_journal_has_none(
    read, kind, volume, pages, told
):
    lines = (f"%0 {kind}", "%A Berg, Lena", "%T Owls", "%D 2030", f"%V {volume}", *(f"%P {p}" for p in pages))
    ((record,), _, _) = read("\n".join((*lines, "", "")))
    assert (record.volume, record.pages) == told


@pytest.mark.parametrize(
    ("title", "container"),
    [("Owls on wards.", "Handbook of owls, 2nd ed"), ("Handbook of owls, 2nd ed.", "")],
)
def test_the_year_before_the_name_of_a_book_in_psycinfo_is_no_container(read, title, container):
    source = "SO  - Berg, L [Ed]. (2030). Handbook of owls, 2nd ed. (pp. 11-22). xx, 234 pp. Oslo: A Press."
    ((record,), _, _) = read(ovid(source, title=title))
    assert (record.container, record.year, record.pages) == (container, 2030, "11-22")


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("山田,太郎,鈴木,花子", ("山田, 太郎", "鈴木, 花子")),
        ("山田, 太郎, 鈴木, 花子", ("山田, 太郎", "鈴木, 花子")),
        ("林小明,王红,赵伟,李四", ("林小明", "王红", "赵伟", "李四")),
        ("王红,赵伟,李四", ("王红", "赵伟", "李四")),
    ],
)
def test_families_and_given_names_of_two_letters_stand_in_turn_in_east_asian_lists(read, written, authors):
    ((record,), _, _) = read(refworks(f"A1 {written}"))
    assert record.authors == authors
