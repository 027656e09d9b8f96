"""Values in exports of the searches of reviews, as their databases write them; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.names import family_given
from coprod_review.read.pmids import pmid


def ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", "TI  - Owls at night", *lines, "ER  - ", ""))


@pytest.mark.parametrize(
    "written",
    ["CN-02824486", "PMC123456", "L2042795101", "2-s2.0-85141914988",
     "0.12345678", "xid12345678", "unlm12345678", "CN12345678",
     "10.1000/12345678"],
)  # fmt: skip
def test_the_number_of_another_register_is_no_pmid(written: str):
    assert pmid(written) == ""


@pytest.mark.parametrize(
    "written",
    ["41540253", " 041540253", "PMID: 41540253", "PMID41540253", "PMID-41540253", "MEDLINE:41540253",
     "NLM41540253", "MED41540253", "id41540253", "MED:41540253", "pmid41540253.", "41540253, 2021",
     "41540253.0", "41540253 [pmid]", "https://pubmed.ncbi.nlm.nih.gov/41540253/", "info:pmid/41540253"],
)  # fmt: skip
def test_a_pmid_is_one_in_all_its_forms(written: str):
    assert pmid(written) == "41540253"


def test_a_column_of_ids_that_holds_those_of_trials_fills_no_pmid(read):
    table = "pmid,title,year\n41540253,Owls at night,2026\nCN-02824486,Wards by day,2025\n"
    (records, _, _) = read(table)
    assert [record.pmid for record in records] == ["41540253", ""]
    assert records[1].source_id == "CN-02824486"


def test_the_number_of_a_record_of_medline_at_web_of_science_is_that_of_pubmed(read):
    ((record,), _, summary) = read(ris("T2  - Journal of Owls", "PY  - 2021", "AN  - MEDLINE:33981990"))
    assert (record.pmid, record.source_id) == ("33981990", "MEDLINE:33981990")
    assert summary.dialect == "Web of Science"


TEXT = (
    "Owls rest by day and hunt by night in all woods of the north. "
    + "They hear mice beneath the snow. " * 2
    + "Yes."
)


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright © 2021 Elsevier Ltd. All rights reserved.",
        "Copyright © 2021 Berg, van de Boer-Ek and Lund.",
        "© 2021 The Owl Society. All rights reserved.",
    ],
)
def test_a_notice_that_an_abstract_follows_without_a_blank_is_left_out(read, notice: str):
    ((record,), _, _) = read(ris(f"AB  - {notice}{TEXT}"))
    assert record.abstract == TEXT


def test_a_notice_alone_is_no_abstract_and_a_sentence_of_a_text_no_notice(read):
    ((record,), _, _) = read(ris("AB  - Copyright © 2021 Elsevier Ltd. All rights reserved."))
    assert record.abstract == ""
    ((record,), _, _) = read(ris(f"AB  - © 2021 was the mark that we studied.{TEXT}"))
    assert record.abstract.startswith("© 2021 was")


PUBMED_TEXT = """1. Medicina (B Aires). 2019;79 Suppl 3:54-59.

[Owls at night].

[Article in Spanish; Abstract available in Spanish from the publisher]

Berg R(1).

Author information:
(1)Ward, Oslo. berg@example.org.

Owls hunt at night.

PMID: 31603845 [Indexed for MEDLINE]
"""


def test_pubmed_names_the_language_of_an_abstract_that_the_publisher_has(read):
    ((record,), _, _) = read(PUBMED_TEXT)
    assert (record.language, record.authors, record.abstract) == ("es", ("Berg, R",), "Owls hunt at night.")
    assert (record.volume, record.issue, record.pages) == ("79 Suppl 3", "", "54-59")


def test_the_number_of_a_trial_is_no_author_with_a_comma_behind_it_either(read):
    ((record,), _, _) = read(ris("AU  - NCT06882096,", "AU  - Berg, L"))
    assert record.authors == ("Berg, L",)


def test_a_hyphen_before_proceedings_is_none_of_their_name(read):
    ((record,), _, _) = read(ris("T2  - - 2013 Ninth Conference on Owls"))
    assert record.container == "2013 Ninth Conference on Owls"


def test_the_mark_of_a_special_issue_is_no_part_of_its_number(read):
    ((record,), _, _) = read(ris("IS  - 5, SI"))
    assert record.issue == "5"


@pytest.mark.parametrize("kind", ["CHAP", "CPAPER", "JOUR"])
def test_a_notice_is_one_in_a_book_and_in_proceedings_too(read, kind: str):
    text = f"TY  - {kind}\nTI  - Correction to: Owls at night\nPY  - 2020\nER  - \n"
    ((record,), _, _) = read(text)
    assert record.type == "erratum"


def test_a_comment_in_proceedings_is_a_paper(read):
    ((record,), _, _) = read("TY  - CPAPER\nTI  - Comments on: Owls\nPY  - 2020\nER  - \n")
    assert record.type == "conference"


def test_accents_of_tables_are_accents(read):
    entry = r"@article{a, title = {Owls}, author = {Mu{\~n}oz, Andr{\a'e}s and L\a`eb, Ida and \aa s, Per}}"
    ((record,), _, _) = read(entry)
    assert record.authors == ("Muñoz, Andrés", "Lèb, Ida", "ås, Per")


EBSCO = """<?xml version="1.0" encoding="UTF-8"?><records>
<rec resultID="1"><header shortDbName="psyh" longDbName="APA PsycInfo" uiTerm="2024-1">
<displayInfo><pLink><url>https://search.ebscohost.com/login.aspx?AN=2024-1</url></pLink></displayInfo>
<controlInfo><jinfo><jtl>Journal of Owls</jtl></jinfo><pubinfo><dt year="2024">2024</dt></pubinfo>
<artinfo><tig><atl>Owls at night</atl></tig><aug><au>Berg, L</au></aug>
<sug><subj type="thes">No terms assigned</subj></sug><sug><subj>Owls</subj></sug></artinfo>
</controlInfo></header></rec></records>
"""


def test_the_address_of_a_record_of_ebsco_stands_within_its_link(read):
    ((record,), _, _) = read(EBSCO)
    assert record.url == "https://search.ebscohost.com/login.aspx?AN=2024-1"
    assert record.keywords == ("Owls",)


def test_groups_of_keywords_in_older_bibtex_of_scopus_are_parted_at_their_commas(read):
    entry = (
        "@ARTICLE{Berg2010,\ntitle={Owls at night},\nauthor={Berg, L.},\nyear={2010},\n"
        "keywords={Birds;  Owls;  Woods, Deep snow;  Mice, Night vision},\n"
        "author_keywords={Dark;  Microscopy, Atomic Force;  Owls}\n}\n"
    )
    ((record,), _, _) = read(entry)
    assert record.keywords == (
        "Dark", "Microscopy, Atomic Force", "Owls",
        "Birds", "Woods", "Deep snow", "Mice", "Night vision",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("Nanostructures", "Wounds, Penetrating"),
        ("alpha", "zeta", "Microscopy, Atomic Force", "health, public"),
        ("Wounds, Penetrating", "Adult"),
        ("Owls", "Wounds, Penetrating", "Adult"),
        ("Animals", "Microscopy, Atomic Force", "Owls"),
    ],
)
def test_commas_of_headings_beside_two_blanks_part_no_groups(read, words: tuple[str, ...]):
    entry = f"@ARTICLE{{a,\ntitle={{Owls}},\nyear={{2010}},\nkeywords={{{';  '.join(words)}}}\n}}\n"
    ((record,), _, _) = read(entry)
    assert record.keywords == words


def test_headings_stay_whole_beside_groups_and_in_the_words_of_authors(read):
    entry = (
        "@ARTICLE{a,\ntitle={Owls},\nyear={2010},\n"
        "keywords={article;  human;  wound, Adult;  Humans;  Wounds, Penetrating},\n"
        "author_keywords={Dark;  Owls;  Woods, Deep snow;  Mice}\n}\n"
    )
    ((record,), _, _) = read(entry)
    assert record.keywords == (
        "Dark", "Owls", "Woods, Deep snow", "Mice",
        "article", "human", "wound", "Adult", "Humans", "Wounds, Penetrating",
    )  # fmt: skip


def test_commas_between_single_blanks_are_those_of_headings(read):
    entry = "@ARTICLE{a,\ntitle={Owls},\nyear={2010},\nkeywords={Humans; Aged, 80 and over; Aged}\n}\n"
    ((record,), _, _) = read(entry)
    assert record.keywords == ("Humans", "Aged, 80 and over", "Aged")


STRAY = """@ARTICLE{a,
title={Owls at night},
abstract={Owls of ∼}7× 106 grams hunt mice at 400°C (2013).},
year={2010},
source={Scopus},
}
"""


def test_a_brace_too_many_within_a_value_of_one_line_ends_no_entry(read):
    (records, set_aside, _) = read(f"{STRAY}\n@ARTICLE{{b,\ntitle={{Owls by day}},\nyear={{2011}},\n}}\n")
    assert [(record.title, record.year) for record in records] == [
        ("Owls at night", 2010),
        ("Owls by day", 2011),
    ]
    assert records[0].abstract == "Owls of ∼7× 106 grams hunt mice at 400°C (2013)."
    assert not set_aside


def test_a_brace_too_many_within_a_value_of_several_lines_is_told_still(read):
    (_, set_aside, _) = read(STRAY.replace("106 grams", "106\ngrams"))
    assert len(set_aside) == 1


def test_publish_or_perish_is_known_by_the_date_of_its_query(read):
    entry = (
        "@article{pop00001,\n\tauthor = {L Berg and AB Ek},\n\ttitle = {Owls},\n\tyear = {2013},\n"
        "\tnote = {390 cites: https://scholar.google.com/scholar?cites=1},\n"
        "\tnote = {Query date: 2021-02-25 16:57:21},\n}\n"
    )
    ((record,), _, summary) = read(entry)
    assert (summary.dialect, record.authors) == ("Publish or Perish", ("Berg, L", "Ek, AB"))


@pytest.mark.parametrize(("break_", "name"), [("\n      ", "Paperpile"), (" ", "Mendeley")])
def test_paperpile_wraps_its_lines_and_mendeley_does_not(read, break_: str, name: str):
    tags = f"AB  - Owls hunt{break_}at night.\nAU  - Berg, L\nIS  - 2\nPY  - 2017\nSP  - 1\nEP  - 9"
    ((record,), _, summary) = read(f"TY  - JOUR\n{tags}\nTI  - Owls\nT2  - Journal of Owls\nVL  - 2\nER  -\n")
    assert (summary.dialect, record.abstract) == (name, "Owls hunt at night.")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("João da Silva Filho", "da Silva Filho, João"),
        ("Ana Lima Neto", "Lima Neto, Ana"),
        ("Rui Neto", "Neto, Rui"),
        ("Rui P. G. Filho", "Filho, Rui P. G."),
        ("Bia Dal Molin", "Dal Molin, Bia"),
        ("Bia dalla Costa", "dalla Costa, Bia"),
    ],
)
def test_names_of_brazil_and_italy_keep_the_parts_of_their_families_together(written: str, meant: str):
    assert family_given(written, given_first=True) == meant
