"""Values that stand beside others of their kind: bodies, numbers, supplements and names of two kinds."""

from __future__ import annotations

import pytest


def test_tables_of_web_of_science_have_bodies_among_the_authors_as_its_text_has(read):
    tagged = "PT\tAU\tAF\tCA\tTI\tSO\tPY\n"
    tagged += "J\tBerg, L\tBerg, Lena\tOwl Study Grp; Night Network\tOwls\tWards\t2030\n"
    tagged += "J\t\t\tOwl Study Grp\tMice\tWards\t2030\n"
    headed = (
        "Article Title,Source Title,Authors,Author Full Names,Group Authors,UT (Unique WOS ID)\n"
        'Owls,Wards,"Berg, L","Berg, Lena",Owl Study Grp; Night Network,WOS:1\n'
    )
    assert [record.authors for record in read(tagged)[0]] == [
        ("Berg, Lena", "Owl Study Grp", "Night Network"),
        ("Owl Study Grp",),
    ]
    assert read(headed)[0][0].authors == ("Berg, Lena", "Owl Study Grp", "Night Network")


def test_a_group_of_another_table_is_no_author(read):
    table = "Title,Authors,Group Authors\nOwls,Lena Berg,Ward 7\n"
    assert read(table)[0][0].authors == ("Berg, Lena",)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("van der Berg, Lena J. and OWL Study Grp", ("van der Berg, Lena J.", "OWL Study Grp")),
        ("De la Ek, Maria T. and Night Collaborative", ("De la Ek, Maria T.", "Night Collaborative")),
        ("dos Lunds, Ana Luiza and OWL Study Grp", ("dos Lunds, Ana Luiza", "OWL Study Grp")),
        ("Lund Ek, Maria T. and Cy Berg", ("Lund Ek, Maria T.", "Berg, Cy")),
        ("Ada Ek, Bo Alm and Cy Berg", ("Ek, Ada", "Alm, Bo", "Berg, Cy")),
        ("Ek L., Alm B. and Berg C.", ("Ek, L.", "Alm, B.", "Berg, C.")),
        ("Ek LM, Alm BA and Berg C", ("Ek, LM", "Alm, BA", "Berg, C")),
        ("Ek, Ada and Owl Collaborative", ("Ek, Ada", "Owl Collaborative")),
    ],
)
def test_of_two_authors_of_bibtex_the_first_is_one_name_where_its_form_or_a_body_tells(read, written, names):
    assert read(f"@article{{a, title={{Owls}}, year={{2030}}, author={{{written}}}}}")[0][0].authors == names


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("PM  - 30123456 [https://www.ncbi.nlm.nih.gov/pubmed/?term=30123456]", "30123456"),
        ("DB  - Ovid MEDLINE(R) ALL <1946 to May 1, 2030>\nID  - 30123456", "30123456"),
        ("DB  - Ovid MEDLINE(R) ALL <1946 to May 1, 2030>\nID  - 417", ""),
        ("DB  - Embase <1974 to May 1, 2030>\nID  - 30123456", ""),
        ("DB  - APA PsycInfo <2030>\nID  - 2030-12345-001", ""),
    ],
)
def test_ovid_tells_numbers_of_pubmed_in_ris(read, lines, pmid):
    assert read(f"TY  - JOUR\nTI  - Owls\n{lines}\nER  - \n")[0][0].pmid == pmid


EMBASE = "Owls (2030) {}. Date of Publication: 1 Mar 2030"


@pytest.mark.parametrize(
    ("place", "issue"),
    [
        ("32 Supplement 1 (A57-A58)", "Supplement 1"),
        ("32:4 (57-58)", "4"),
        ("32 (57-58)", ""),
        ("33 Supplement 1 (A57-A58)", ""),
    ],
)
def test_a_supplement_in_the_source_line_of_embase_stands_beside_a_volume_of_its_own_field(
    read, place, issue
):
    line = EMBASE.format(place)
    text = f"RECORD 1\nTITLE\nOwls\nSOURCE\n{line}\nVOLUME\n32\nFIRST PAGE\nA57\nLAST PAGE\nA58\nPUI\nL1\n"
    table = f'Title,Author Names,Source,Volume,Issue,First page,PUI\nOwls,Berg L.,"{line}",32,,A57,1\n'
    for export in (text, table):
        record = read(export)[0][0]
        assert (record.volume, record.issue) == ("32", issue)


def test_a_table_of_bireme_without_keywords_has_its_own_numbers(read):
    table = (
        "ID,Title,Author(s),Source,Journal,Descriptor(s),Fulltext URL,Entry Date,Accession number\n"
        'biblio-417,Owls,"Berg, L","J Owls;78(2): e20240999, 2030. tab",J Owls,Night,http://x.org,2030,\n'
    )
    record = read(table)[0][0]
    assert (record.source_id, record.pages) == ("biblio-417", "e20240999")
