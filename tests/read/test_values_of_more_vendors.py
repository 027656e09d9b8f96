"""Values in places of single vendors, and dialects by their signs; all entries are invented."""

from __future__ import annotations


def _ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", *lines, "ER  - ", ""))


def test_embase_tables_without_accession_number_are_known_and_give_article_numbers(read):
    text = (
        "Title,Author Names,Full Record Entry Date,Source,Source title,Publication Year,Volume,Issue,"
        "First Page,Last Page,Abstract\n"
        'Owls,"Berg L., Ek A.B.",6/24/30,J Wards (2030) 13:1 Article Number: 31. Date of Publication: '
        "1 Dec 2030,J Wards,2030,13,1,,,Text\n"
    )
    (record,), _, summary = read(text)
    assert summary.dialect == "Embase"
    assert (record.pages, record.volume, record.issue) == ("31", "13", "1")


def test_the_copyright_line_of_embase_in_ovid_text_is_no_reference(read):
    text = "<1. >\nVN  - Ovid Technologies\nDB  - Embase\nTI  - Owls.\nCR  - Copyright 2030 Owl B.V.\n"
    (record,), _, _ = read(text)
    assert record.references == ()


def test_patents_of_ovid_text_have_a_type(read):
    text = "<1. >\nVN  - Ovid Technologies\nDB  - BIOSIS\nAN  - 1\nTI  - Owl box.\nPT  - Patent\n"
    (record,), _, _ = read(text)
    assert record.type == "other"


def test_line_breaks_of_ovid_in_abstracts_go(read):
    (record,), _, _ = read(_ris("T1  - Owls", "N2  - One. <ovid:br/>Two."))
    assert record.abstract == "One. Two."


def test_a_number_too_long_for_pubmed_is_none(read):
    text = "@article{a,\n title={Owls}, pmid={1000000221}, year={2030}\n}\n"
    (record,), _, _ = read(text)
    assert record.pmid == ""


def test_article_numbers_lose_the_word_before_them(read):
    text = "@article{a,\n title={Owls}, articleno = {Article 21}, year={2030}\n}\n"
    (record,), _, _ = read(text)
    assert record.pages == "21"


def test_scielo_mendeley_and_acm_are_known_by_their_signs(read):
    _, _, scielo = read(_ris("TI  - Owls", "DB  - SciELO Brazil"))
    _, _, mendeley = read(
        "@article{a,\nfile = {:C:/Mendeley Desktop/B.pdf:pdf},\nurl = {www.scopus.com/1},\ntitle = {O}\n}\n"
    )
    _, _, acm = read("@inproceedings{a,\ntitle = {Owls},\nnumpages = {9}\n}\n")
    assert [one.dialect for one in (scielo, mendeley, acm)] == ["SciELO", "Mendeley", "ACM"]


def test_ovid_ris_tells_preprints_and_reviews_but_not_sections_of_its_journals(read):
    kinds = []
    for told in ("Preprint", "Review", "Report", "Miscellaneous Article"):
        (record,), _, _ = read(_ris("T1  - Owls", "JF  - Owl Wards", f"PT  - {told}"))
        kinds.append(record.type)
    assert kinds == ["preprint", "review", "article", "article"]


def test_a_doi_may_stand_in_the_link_of_eric(read):
    (record,), _, _ = read(_ris("T1  - Owls", "L1  - http://dx.doi.org/10.5555/13603116.1"))
    assert record.doi == "10.5555/13603116.1"


def test_notes_of_ebsco_give_language_and_subjects(read):
    note = (
        "N1  - Cover Date: 2030/01/01.Journal Source Info: 17(4), 2-3. Language: German. Journal "
        "Announcement: 55-1. Subject: OWLS; NIGHT WARDS. Subject Person: BERG, L. Update Code: 1.; "
        "Publication Type: JOUR"
    )
    (record,), _, _ = read(_ris("TI  - Owls", note, "DP  - EBSCOhost"))
    assert record.language == "de"
    assert record.keywords == ("OWLS", "NIGHT WARDS")


def test_an_abstract_that_only_says_who_holds_the_rights_is_none(read):
    (record,), _, summary = read(_ris("TI  - Owls", "N2  - (C) 2030 by the Owl Association"))
    assert record.abstract == ""
    assert any("copyright notices left out" in one for one in summary.repairs)


def test_the_notice_of_ebsco_behind_an_abstract_goes_and_a_sentence_on_copyright_stays(read):
    notice = (
        "AB  - Copyright of Owl Wards is the property of Owl B.V. and its content may not be copied. "
        "(Copyright applies to all Abstracts.)"
    )
    (record,), _, _ = read(_ris("TI  - Owls", "AB  - Copyright law for owls. We asked ten wards.", notice))
    assert record.abstract == "Copyright law for owls. We asked ten wards."


def test_endnote_xml_takes_number_and_language_from_notes_and_parts_keywords_between_commas(read):
    text = (
        '<xml><records><record><rec-number>12</rec-number><ref-type name="Report">27</ref-type><titles>'
        "<title>Owls</title></titles><keywords><keyword>night ward,owls,shared choice</keyword></keywords>"
        "<notes>University&#xD;Accession Number: ED1; Language: English; Publication Type: Report</notes>"
        "</record></records></xml>"
    )
    (record,), _, _ = read(text)
    assert (record.source_id, record.language) == ("ED1", "en")
    assert record.keywords == ("night ward", "owls", "shared choice")


def test_comments_within_authors_of_bibtex_are_left_out_and_counted(read):
    text = "@article{a,\n author = {Berg, Ann and %Ek, Jo and\n Lund, Eva},\n title={Owls}, year=2030\n}\n"
    (record,), _, summary = read(text)
    assert record.authors == ("Berg, Ann", "Lund, Eva")
    assert any("comments within lists of authors left out: 1" in one for one in summary.repairs)


def test_a_percentage_within_authors_of_bibtex_is_no_comment(read):
    text = "@article{a,\n author = {Berg, L. and The 5% Group and Ek, B.},\n title={Owls}, year=2030\n}\n"
    (record,), _, _ = read(text)
    assert (record.authors[0], record.authors[-1], len(record.authors)) == ("Berg, L.", "Ek, B.", 3)


def test_a_number_in_the_database_ends_at_a_full_stop(read):
    note = "N1  - Accession Number: 107978763. Language: English. Entry Date: 20080118."
    (record,), _, _ = read(_ris("TI  - Owls", note))
    assert record.source_id == "107978763"


def test_a_sentence_on_copyright_alone_is_an_abstract(read):
    told = "Copyright and the user: a short look at the law of co-production"
    (record,), _, _ = read(_ris("TI  - Owls", f"AB  - {told}"))
    assert record.abstract == told
