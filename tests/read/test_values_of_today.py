"""Values as databases and programs of today write them in tables and BibTeX; all entries are invented."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("place", "volume", "issue", "pages"),
    [
        ("(2030) 117:2 Supplement (e651-e652)", "117", "2", "e651-e652"),
        ("(2030) 28 SUPPL. 1 (S12)", "28", "SUPPL. 1", "S12"),
        ("(2030) 33:Supplement 1 (i345-i346)", "33", "Supplement 1", "i345-i346"),
        ("(2030) 75 (100-108)", "75", "", "100-108"),
        ("(2030) 24:1", "24", "1", ""),
        ("(2030) (1-9)", "", "", "1-9"),
        ("(2030)", "", "", ""),
        ("(2030) 12:3-4 (101-109)", "12", "3-4", "101-109"),
        ("(2030) 21 Article Number: 100172", "21", "", "100172"),
        ("(2030) 117:2 Supplement Article Number: e6", "117", "2", "e6"),
        ("(2030) 92:SUPPL.2 (45-7)", "92", "SUPPL.2", "45-47"),
        ("(2030) 17:10 PART 2 (3-5, 9)", "17", "10", "3-5, 9"),
        ("(2030-2031) 17:A (3-5)", "17", "A", "3-5"),
        ("(2030) 28:2 (no pagination)", "28", "2", ""),
        ("(2030) 28 (no pagination)", "28", "", ""),
        ("(2030) XII:2 (103)", "XII", "2", "103"),
        ("(2030) 28:2 (iii-iv)", "28", "2", "iii-iv"),
        ("(2030) 28:2 Special Issue (103)", "28", "2", "103"),
        ("(2030) 28:2 SUPPL. 2 PART 1 (S103)", "28", "2", "S103"),
        ("(2030) 28 Special Issue (103)", "28", "Special Issue", "103"),
    ],
)
def test_the_source_of_embase_tells_volume_issue_and_pages(
    read, place: str, volume: str, issue: str, pages: str
):
    source = f"Owls (Oslo, Norway) {place}. Date of Publication: 1 Oct 2030"
    rows = (("TITLE", "Owls on wards"), ("AUTHOR NAMES", "Berg L."), ("SOURCE", source), ("PUI", "L2"))
    ((record,), _, _) = read("\n".join(f'"{name}","{value}"' for name, value in rows) + "\n")
    assert (record.volume, record.issue, record.pages) == (volume, issue, pages)
    assert (record.container, record.year) == ("Owls (Oslo, Norway)", 2030)


def bib(*lines: str, kind: str = "article") -> str:
    return "\n".join((f"@{kind}{{owl2030,", "title = {Owls on wards},", *lines, "}", ""))


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("family=Vries, given=Andrie, prefix=de, useprefix=true", ("de Vries, Andrie",)),
        (
            "Berg, Lena and family=Ek, given=Ann B., suffix=Jr. and Alm, Per",
            ("Berg, Lena", "Ek, Ann B., Jr.", "Alm, Per"),
        ),
        ('given=Lena, family="Berg, von der"', ("Berg, von der, Lena",)),
        ("family=Berg, given=Lena, given-i=L and family=Ek", ("Berg, Lena", "Ek")),
        ("family={Berg, Jr}, given=Lena", ("Berg, Jr, Lena",)),
        ("given-i=L, useprefix=true", ("given-i=L, useprefix=true",)),
        ("Lena Berg and Ek=Alm, Per", ("Berg, Lena", "Ek=Alm, Per")),
        ("family=Haas, given={J.-P.}, given-i={JP}, prefix=d', useprefix=true", ("d'Haas, J.-P.",)),
    ],
)
def test_names_in_the_extended_form_of_biblatex_are_put_together(
    read, written: str, authors: tuple[str, ...]
):
    ((record,), _, _) = read(bib(f"author = {{{written}}},"))
    assert record.authors == authors


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Araujo Lde J", "Araujo, Lde J"),
        ("Oliveira-Filho Jda C", "Oliveira-Filho, Jda C"),
        ("Lima Ados S", "Lima, Ados S"),
        ("Oda K", "Oda, K"),
        ("Garcia Oda K", "Garcia Oda, K"),
        ("Van de Berg L", "Van de Berg, L"),
        ("Silva LM", "Silva, LM"),
    ],
)
def test_initials_of_medline_may_keep_a_particle(read, written: str, author: str):
    table = f'PMID,Title,Authors\n"31","Owls on wards","Ek A, {written}, Berg LM."\n'
    ((record,), _, _) = read(table)
    assert record.authors == ("Ek, A", author, "Berg, LM")


def test_a_preprint_of_zbmath_stands_on_its_server(read):
    ((record,), _, _) = read(
        bib("HowPublished = {Preprint, {arXiv}:2030.01234 [math.{GT}] (2030)},", kind="misc")
    )
    assert (record.container, record.type) == ("arXiv", "preprint")
    for told in ("Preprint, to appear", "Preprint, doi:10.9999/owl.1"):
        ((record,), _, _) = read(bib(f"HowPublished = {{{told}}},", kind="misc"))
        assert (record.container, record.type) == (told, "")


@pytest.mark.parametrize(
    ("written", "keywords"),
    [
        (
            "Animals,DNA, Intergenic,Genes, Homeobox,Owls",
            ("Animals", "DNA, Intergenic", "Genes, Homeobox", "Owls"),
        ),
        ("owls,wards,beds, night", ("owls", "wards", "beds", "night")),
        ("owls, wards, beds,night, quiet", ("owls", "wards", "beds", "night", "quiet")),
        ("Animals,Beds,Night, Owls,Wards", ("Animals", "Beds", "Night", "Owls", "Wards")),
        ("Animals, Owls", ("Animals", "Owls")),
    ],
)
def test_commas_with_blanks_part_no_keywords_of_mendeley(read, written: str, keywords: tuple[str, ...]):
    ((record,), _, _) = read(bib(f"keywords = {{{written}}},"))
    assert record.keywords == keywords


def test_a_volume_that_is_not_yet_known_is_none(read):
    ((record,), _, _) = read(bib("journal = {Journal of Wards},", "volume = {accepted},"))
    assert record.volume == ""
    ((record,), _, _) = read(bib("journal = {Journal of Wards},", "volume = {XVIII},", "number = {Spring},"))
    assert (record.volume, record.issue) == ("XVIII", "Spring")


def test_numbers_that_stand_for_works_cited_are_one_each(read):
    ((record,), _, _) = read(bib("source = {Scopus},", "references = {34567890; 34567891; 34567892},"))
    assert record.references == ("34567890", "34567891", "34567892")


def test_a_number_alone_is_no_work_cited(read):
    cited = "Ek, A., Owls (2020) Wards, 3, p. 4. Oslo; 2020; Alm, B., Beds (2021) Wards, 5"
    ((record,), _, _) = read(bib("source = {Scopus},", f"references = {{{cited}}},"))
    assert record.references == (
        "Ek, A., Owls (2020) Wards, 3, p. 4. Oslo; 2020",
        "Alm, B., Beds (2021) Wards, 5",
    )


@pytest.mark.parametrize(
    ("extra", "pmid", "doi"),
    [
        ("PMID: 34567890", "34567890", ""),
        ("Citation Key: ek2030\nPMID: 34567890\nPMCID: PMC123456", "34567890", ""),
        ("DOI: 10.9999/owl.1", "", "10.9999/owl.1"),
        ("ZSCC: 0000123\nPublisher: Nature", "", ""),
        ("1234567", "", ""),
        ("  pmid : 34567890 [Indexed]", "34567890", ""),
        ("DOI:\n10.9999/owl.1", "", ""),
    ],
)
def test_the_field_extra_of_zotero_tells_pmid_and_doi(read, extra: str, pmid: str, doi: str):
    table = f'Item Type,Title,Abstract Note,Extra\njournalArticle,Owls on wards,Beds.,"{extra}"\n'
    ((record,), _, _) = read(table)
    assert (record.pmid, record.doi) == (pmid, doi)


def test_whole_numbers_have_no_decimal(read):
    header = "Id,Title,Year,Volume,Issue,First page,Last page,PMID\n"
    ((one, two), _, _) = read(
        f"{header}7.0,Owls 2.0,2030.0,53.0,1.0,25.0,40.0,34567890.0\n8.01,Beds,2031,2.05,S1.0,e1,,\n"
    )
    assert (one.title, one.year, one.volume, one.issue) == ("Owls 2.0", 2030, "53", "1")
    assert (one.pages, one.pmid) == ("25-40", "34567890")
    assert (one.source_id, two.source_id) == ("7", "8.01")
    assert (two.volume, two.issue, two.pages) == ("2.05", "S1.0", "e1")


def test_a_title_of_pubmed_that_begins_with_a_quotation_mark_keeps_it(read):
    rows = (
        '"31",""Owls who watch"" on wards and beds","Ek A."',
        '"32","Beds and ""owls""","Ek A."',
        '"33","""Owls"" and ""beds""","Ek A."',
    )
    records, _, _ = read("\n".join(("PMID,Title,Authors", *rows, "")))
    titles = [record.title for record in records]
    assert titles == ['"Owls who watch" on wards and beds', 'Beds and "owls"', '"Owls" and "beds"']


@pytest.mark.parametrize("mark", ["PUI", "Embase Link", "Medline PMID"])
def test_a_short_table_of_embase_has_volume_and_pages_in_its_source(read, mark: str):
    rows = (
        f'"Title","Author Names","Source","{mark}"',
        '"Owls","Berg L., Ek A.B.","J Wards (2030) 28 Supplement 1 (S1-S8). Date of Publication: 2030",""',
        '"Beds","Berg L.","J Wards. Date of Publication: 2030",""',
    )
    (one, two), _, reading = read("\n".join((*rows, "")))
    assert reading.dialect == "Embase"
    assert (one.container, one.volume, one.issue, one.pages) == ("J Wards", "28", "Supplement 1", "S1-S8")
    assert one.authors == ("Berg, L.", "Ek, A.B.")
    assert (one.year, two.year, two.container) == (2030, 2030, "J Wards")


@pytest.mark.parametrize(
    ("above", "line", "dialect"),
    [
        ("Automatically generated by Mendeley Desktop 1.19.8\n\n", "volume = {5}", "Mendeley"),
        ("", " acmid = {2030}", "ACM"),
        ("", "  bibsource    = {dblp computer science bibliography, https://dblp.org}", "DBLP"),
        ("", "volume = {5}", "BibTeX"),
    ],
)
def test_who_wrote_bibtex_is_told_by_lines_that_others_lack(read, above: str, line: str, dialect: str):
    ((record,), _, reading) = read(above + bib(f"{line},"))
    assert (record.title, reading.dialect) == ("Owls on wards", dialect)


@pytest.mark.parametrize(
    "header",
    [
        "PT\tAU\tAF\tTI\tSO\tUT",
        "Publication Type\tAuthors\tAuthor Full Names\tArticle Title\tSource Title\tUT (Unique WOS ID)",
    ],
)
@pytest.mark.parametrize(
    ("short", "full", "authors"),
    [
        ("Qi, L; Zhang, J", "Qi Lin; Zhang Jian", ("Qi, Lin", "Zhang, Jian")),
        ("Lin, Q; Zhang, J", "Qi Lin; Zhang, Jian", ("Lin, Qi", "Zhang, Jian")),
        ("Berg, L", "Berg Lena", ("Berg, Lena",)),
        ("Van der Berg, L", "Van der Berg Lena", ("Van der Berg, Lena",)),
        ("Ek, B; Owl Grp", "Ek Bo; Owl Ward Group", ("Ek, Bo", "Owl Ward Group")),
        ("Ek, B", "Ek Bo; Lena Berg", ("Bo, Ek", "Berg, Lena")),
        ("Ek, B", "", ("Ek, B",)),
        ("", "Bo Ek", ("Ek, Bo",)),
    ],
)
def test_full_names_in_tables_of_web_of_science_are_parted_by_the_short_ones(
    read, header: str, short: str, full: str, authors: tuple[str, ...]
):
    ((record,), _, reading) = read(f"{header}\nJ\t{short}\t{full}\tOwls\tWARDS\tWOS:1\n")
    assert reading.dialect == "Web of Science"
    assert record.authors == authors
