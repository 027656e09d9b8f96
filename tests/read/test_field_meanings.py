"""What the fields of tagged formats mean, where databases put several things into one or one into several."""

from __future__ import annotations

import pytest

RIS = """TY  - {kind}
{lines}
ER  -
"""


def ris(read, *lines, kind="JOUR"):
    return read(RIS.format(kind=kind, lines="\n".join(lines)))[0][0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Rounds on wards. [Review] [45 refs]", ("Rounds on wards", "review", "")),
        ("Rounds on wards? [Letter]", ("Rounds on wards?", "letter", "")),
        ("Rounds on wards [Erratum appears in J Wards. 2011 May;2(3):4]", ("Rounds on wards", "article", "")),
        ("Rounds on wards. [Review] [12 refs] [French]", ("Rounds on wards", "review", "fr")),
        ("[Rounds on wards]. [German]", ("Rounds on wards", "article", "de")),
        ("Rounds on wards [comment]", ("Rounds on wards", "letter", "")),
        ("Rounds on wards. [see comments].", ("Rounds on wards", "article", "")),
        ("Rounds on wards [a pilot]", ("Rounds on wards [a pilot]", "article", "")),
        ("A grammar of [French]", ("A grammar of [French]", "article", "")),
        ("[Review]", ("Review", "article", "")),
    ],
)
@pytest.mark.parametrize("form", ["TY  - JOUR\nT1  - {}\nER  -\n", "%0 Journal Article\n%T {}\n%D 2011\n"])
def test_notes_behind_a_title_tell_its_type_and_language_and_are_no_part_of_it(read, written, told, form):
    record = read(form.format(written))[0][0]
    assert (record.title, record.type, record.language) == told


@pytest.mark.parametrize(
    ("lines", "kind", "container"),
    [
        (
            ("C3  - Proceedings of Wards 2012", "J2  - Proc. Wards", "DB  - Scopus"),
            "CONF",
            "Proceedings of Wards 2012",
        ),
        (("C3  - Proceedings of Wards 2012", "C7  - 12", "C1  - 3"), "CONF", "Proceedings of Wards 2012"),
        (("T2  - Lectures", "C3  - Proceedings of Wards 2012", "DB  - Scopus"), "CONF", "Lectures"),
        (("C3  - University of Wards", "J9  - WARDS", "WE  - Index"), "CONF", "WARDS"),
        (("C3  - University of Wards", "J2  - Wards"), "JOUR", "Wards"),
        (("C3  - PUBMED 20000001", "JA  - Wards"), "JOUR", "Wards"),
        (("C3  - PUBMED 20000001",), "CONF", ""),
    ],
)
def test_the_name_of_proceedings_goes_before_its_abbreviation(read, lines, kind, container):
    assert ris(read, "TI  - Rounds", *lines, kind=kind).container == container


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Berg, Lena; Ek, Anna", ("Berg, Lena", "Ek, Anna")),
        ("Berg L, Ek AB", ("Berg, L", "Ek, AB")),
        ("Berg, L., van Ek, A.B.", ("Berg, L.", "van Ek, A.B.")),
        ("Lena Berg, Anna Ek and Olof van der Alm", ("Berg, Lena", "Ek, Anna", "van der Alm, Olof")),
        ("Berg, Lena and Ek, Anna", ("Berg, Lena", "Ek, Anna")),
        ("Lena Berg, Anna Ek, Olof Alm", ("Berg, Lena", "Ek, Anna", "Alm, Olof")),
        ("Berg Lund, Lena Maria", ("Berg Lund, Lena Maria",)),
        ("Berg, Lena M., Jr.", ("Berg, Lena M., Jr.",)),
        ("Ministry of Wards and Rounds", ("Ministry of Wards and Rounds",)),
        ("Care Rounds and Quiet Wards,", ("Care Rounds and Quiet Wards",)),
        ("Berg &amp; Ek Institute", ("Berg & Ek Institute",)),
    ],
)
def test_several_authors_in_one_line_are_parted_where_they_plainly_are(read, written, authors):
    assert ris(read, "TI  - Rounds", f"AU  - {written}").authors == authors


def test_lines_with_several_authors_beside_others_are_parted_at_semicolons(read):
    assert ris(read, "TI  - Rounds", "AU  - Berg, L.; Ek, A.", "AU  - Alm, O.").authors == (
        "Berg, L.",
        "Ek, A.",
        "Alm, O.",
    )


@pytest.mark.parametrize(
    ("lines", "keywords"),
    [
        (("wards; rounds",), ("wards", "rounds")),
        (("wards | rounds",), ("wards", "rounds")),
        (("wards, rounds, trust, quiet care",), ("wards", "rounds", "trust", "quiet care")),
        (("Diabetes Mellitus, Type 2",), ("Diabetes Mellitus, Type 2",)),
        (("a, b, c, d", "wards"), ("a, b, c, d", "wards")),
        (("*Wards/*organisation", "Rounds*", "C*-algebras"), ("Wards/organisation", "Rounds", "C*-algebras")),
    ],
)
def test_keywords_of_ris_are_parted_where_they_plainly_are_a_list(read, lines, keywords):
    assert ris(read, "TI  - Rounds", *(f"KW  - {line}" for line in lines)).keywords == keywords


def test_asterisks_of_main_headings_are_left_out_in_bibtex_json_and_tables(read):
    bibtex = "@article{a, title = {Rounds}, keywords = {*Wards/*methods; Trust*; Care [*methods]}}\n"
    json = '[{"title": "Rounds", "year": 2011, "keywords": ["*Wards/*methods", "Trust*", "Care [*methods]"]}]'
    table = "Title,Year,Keywords\nRounds,2011,*Wards/*methods; Trust*; Care [*methods]\n"
    for written in (bibtex, json, table):
        assert read(written)[0][0].keywords == ("Wards/methods", "Trust", "Care [methods]")


def test_a_pubmed_number_behind_its_name_under_an_is_one(read):
    assert ris(read, "TI  - Rounds", "AN  - PUBMED 20000001").pmid == "20000001"


@pytest.mark.parametrize(
    ("pt", "dt", "kind"),
    [
        ("J", "Article; Proceedings Paper", "article"),
        ("C", "Proceedings Paper", "conference"),
        ("J", "Review", "review"),
        ("J", "Meeting Abstract", "conference"),
    ],
)
def test_a_proceedings_paper_that_is_an_article_too_is_one_of_a_journal(read, pt, dt, kind):
    record = read(f"FN Clarivate Analytics Web of Science\nPT {pt}\nTI Rounds\nDT {dt}\nPY 2011\nER\n\nEF\n")[
        0
    ][0]
    assert record.type == kind


def test_the_year_of_early_access_fills_in_for_that_of_publication(read):
    text = "PT J\nTI Rounds\nSO WARDS\nEA MAY 2021\nER\n\nEF\n"
    columns = "PT\tAU\tTI\tSO\tPY\tEA\tUT\nJ\tBerg, L\tRounds\tWARDS\t\tMAY 2021\tWOS:1\n"
    both = columns.replace("\t\tMAY", "\t2020\tMAY")
    assert [read(written)[0][0].year for written in (text, columns, both)] == [2021, 2021, 2020]


PROQUEST = """Document 1 of 2

Rounds on wards: a pilot

Author: Berg, Lena

Publication info: Journal of Wards; London  28.2 (2015): 103-106.

ProQuest document ID: 123456
____________________________________________________________
Document 2 of 2

Title: Quiet wards

Author: Ek, Anna

Publication title: Journal of Wards; London
"""


def test_a_bare_title_under_the_mark_of_a_proquest_document_is_its_title(read):
    records, aside, summary = read(PROQUEST)
    assert (summary.format, aside) == ("proquest", [])
    assert [r.title for r in records] == ["Rounds on wards: a pilot", "Quiet wards"]
    assert [r.container for r in records] == ["Journal of Wards", "Journal of Wards"]
    assert (records[0].authors, records[0].year, records[0].volume) == (("Berg, Lena",), 2015, "28")


def test_bibtex_fields_whose_names_have_blanks_are_known_as_columns_of_tables_are(read):
    written = """@article{a,
  Article Title = {Rounds on wards},
  author name = {Berg, Lena and Ek, Anna},
  Publication Year = {2011},
  source title = {Journal of Wards},
  Author Keywords = {trust; care},
  Art. Number = {77},
  volume = {3},
  Journal Volume = {4},
  Ward Colour = {blue},
}
"""
    record = read(written)[0][0]
    assert record.title == "Rounds on wards"
    assert record.authors == ("Berg, Lena", "Ek, Anna")
    assert (record.year, record.container, record.volume) == (2011, "Journal of Wards", "3")
    assert record.keywords == ("trust", "care")


@pytest.mark.parametrize(
    "field",
    [
        "url = {https://pubmed.ncbi.nlm.nih.gov/20000001/}",
        "url = {http://www.ncbi.nlm.nih.gov/pubmed/20000001}",
        "note = {Accessed 2015. PMID: 20000001}",
        "annote = {PMID 20000001}",
        "eprint = {20000001}, eprinttype = {pubmed}",
    ],
)
def test_the_pubmed_number_of_bibtex_stands_in_notes_and_addresses_too(read, field):
    assert read(f"@article{{a, title = {{Rounds}}, year = 2011, {field}}}\n")[0][0].pmid == "20000001"


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Lena Berg, Anna Ek and Olof Alm", ("Berg, Lena", "Ek, Anna", "Alm, Olof")),
        ("Berg, Lena and Anna Ek", ("Berg, Lena", "Ek, Anna")),
        (
            "Berg, Lena M. and {Quiet Wards, Rounds and Care}",
            ("Berg, Lena M.", "Quiet Wards, Rounds and Care"),
        ),
        ("Berg, Lena, Ed. and Ek, Jr, Ed", ("Berg, Lena", "Ek, Ed, Jr")),
    ],
)
def test_authors_of_bibtex_that_are_listed_as_in_a_sentence_are_parted(read, written, authors):
    assert read(f"@article{{a, title = {{Rounds}}, author = {{{written}}}}}\n")[0][0].authors == authors


@pytest.mark.parametrize("role", [", Ed", ", Eds.", " (Ed.)", ", Comp."])
def test_a_role_behind_a_name_is_no_part_of_it(read, role):
    assert ris(read, "TI  - Rounds", f"AU  - Berg, Lena{role}", "AU  - Ek, Ed").authors == (
        "Berg, Lena",
        "Ek, Ed",
    )


@pytest.mark.parametrize(
    ("written", "kind"), [("News Item", "other"), ("Expression of Concern", "erratum"), ("Note", "other")]
)
def test_rare_types_of_web_of_science_are_known(read, written, kind):
    assert read(f"PT J\nTI Rounds\nDT {written}\nPY 2011\nER\n\nEF\n")[0][0].type == kind


@pytest.mark.parametrize(
    ("written", "dialect"),
    [
        ("@article{a,\n  title = {Rounds},\n}\n\n@Comment{jabref-meta: databaseType:bibtex;}\n", "JabRef"),
        ("@article{a,\n  title = {Rounds with jabref-meta},\n}\n", "BibTeX"),
        ("@article{a,\n\ttitle = {Rounds},\n\turl = {https://www.scopus.com/x},\n}\n", "Zotero"),
        ("@ARTICLE{a,\n\tauthor = {A, B},\n\ttitle = {Rounds},\n\tsource = {Scopus},\n}\n", "Scopus"),
        ("@article{a,\n  title = {R},\n  publisher = {Association for Computing Machinery},\n}\n", "BibTeX"),
    ],
)
def test_the_dialect_of_bibtex_is_who_wrote_the_file(read, written, dialect):
    assert read(written)[2].dialect == dialect


def test_the_types_that_endnote_writes_among_its_notes_are_those_of_the_record(read):
    record = ris(
        read,
        "TI  - Rounds",
        "N1  - 1234-5678",
        "Berg, Lena",
        "Journal Article",
        "Systematic Review",
        "Sweden",
    )
    assert record.type == "review"
    assert ris(read, "TI  - Rounds", "N1  - Review").type == "article"


def test_the_keyword_of_eppi_reviewer_is_none_of_the_record(read):
    assert ris(read, "TI  - Rounds", "KW  - eppi-reviewer", "KW  - trust").keywords == ("trust",)


@pytest.mark.parametrize(
    "lines",
    [
        "N1  - PMID: 4711042",
        "N1  - A line of mine\nPMID: 4711042",
        "C2  - 4711042\nUR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1",
        "U2  - L622000001\nC5  - 4711042",
    ],
)
def test_the_pubmed_number_of_ris_stands_where_its_database_writes_it(read, lines):
    assert read(f"TY  - JOUR\nTI  - Rounds\n{lines}\nER  - \n")[0][0].pmid == "4711042"


@pytest.mark.parametrize(
    "line", ["N1  - Comment on PMID: 4711042 by others", "C2  - 4711042", "C5  - 4711042"]
)
def test_other_numbers_of_ris_are_no_pubmed_number(read, line):
    assert read(f"TY  - JOUR\nTI  - Rounds\n{line}\nER  - \n")[0][0].pmid == ""


@pytest.mark.parametrize(
    "written",
    [
        "TY  - GEN\nTI  - Rounds\nPB  - bioRxiv\nER  - \n",
        "@misc{a,\n title = {Rounds},\n publisher = {bioRxiv},\n}\n",
    ],
)
def test_what_a_server_of_preprints_issued_is_a_preprint_in_it(read, written):
    record = read(written)[0][0]
    assert (record.type, record.container) == ("preprint", "bioRxiv")


def test_other_general_entries_have_no_type_and_no_container_of_their_publisher(read):
    record = read("TY  - GEN\nTI  - Rounds\nPB  - Wards Press\nER  - \n")[0][0]
    assert (record.type, record.container) == ("", "")


@pytest.mark.parametrize(
    "written",
    [
        "TY  - JOUR\nAU  - NCT00000042\nTI  - Rounds\nJA  - https://register.example/NCT00000042\n"
        "M3  - Trial registry record\nER  - \n",
        "Record #1 of 1\nID: CN-1\nAU: NCT00000042\nTI: Rounds\nSO: https://register.example/NCT00000042\n"
        "PT: Trial registry record\n",
    ],
)
def test_a_registered_trial_is_no_article_and_its_number_no_author(read, written):
    record = read(written)[0][0]
    assert (record.type, record.container, record.authors) == ("other", "", ())
    assert record.url == "https://register.example/NCT00000042"


def test_the_address_of_cochrane_is_kept(read):
    text = "TY  - JOUR\nTI  - Rounds\nUS  - https://library.example/CN-1/full\nER  - \n"
    assert read(text)[0][0].url == "https://library.example/CN-1/full"


def test_keywords_of_authors_go_before_those_of_the_index_in_bibtex(read):
    text = "@article{a,\n title = {R},\n keywords = {Humans},\n author_keywords = {bells; rounds},\n}\n"
    assert read(text)[0][0].keywords == ("bells", "rounds", "Humans")


def test_the_full_name_of_a_journal_goes_before_its_abbreviation_in_bibtex(read):
    text = "@article{a,\n title = {R},\n Journal = {J. Ward.},\n FJournal = {Journal of Wards},\n}\n"
    assert read(text)[0][0].container == "Journal of Wards"


def test_of_several_numbers_of_a_record_the_first_is_its_own(read):
    text = "TY  - JOUR\nTI  - Rounds\nAN  - 2000000001; 4711042\nER  - \n"
    assert read(text)[0][0].source_id == "2000000001"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Erratum to: Ward bells at night", "erratum"),
        ("Corrigendum: Ward bells at night", "erratum"),
        ("Correction to: Ward bells at night", "erratum"),
        ("Retraction notice to: Ward bells at night", "retraction"),
        ("Comment on: Ward bells at night", "letter"),
        ("Correction of errors by ward staff", "article"),
        ("Comments on ward bells", "article"),
        ("Retraction of muscles and ward bells", "article"),
    ],
)
def test_the_title_of_a_notice_or_a_comment_tells_its_type(read, title, kind):
    assert read(f"TY  - JOUR\nTI  - {title}\nER  - \n")[0][0].type == kind
