"""Values as large databases and reference managers write them today, and what must not be taken for them."""

from __future__ import annotations

import pytest


def _ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", *lines, "PY  - 2030", "ER  - ", ""))


LABELS_OF_PSYCINFO = (
    "N1  - Accession Number: 2030-14060-001. PMID: 37796581 Partial author list: Berg, Lena; Owl University. "
    "Document Type: Journal Article. Language: EnglishMajor Descriptor: Owls; Night Wards. Page Count: 15."
)


def test_labels_that_ebsco_runs_on_in_psycinfo_give_language_and_pmid(read):
    (record,), _, _ = read(_ris("TI  - Owls", LABELS_OF_PSYCINFO, "DP  - EBSCOhost"))
    assert (record.language, record.pmid, record.source_id) == ("en", "37796581", "2030-14060-001")


@pytest.mark.parametrize(
    ("note", "pmid"),
    [
        ("Supported by the Owl Fund. NLM UID: 0401060. PMID: NLM34520387.", "34520387"),
        ("Comment on Ek, B. Owls. PMID: 34520387. Night wards 2029.", ""),
        ("Accession Number: 7. PMID: 34520387-2 was withdrawn", ""),
        ("NLM UID: 0401060. Accession Number: 107978763. Language: English.", ""),
    ],
)
def test_a_pmid_within_a_note_is_that_of_the_record_only_where_ebsco_says_so(read, note, pmid):
    (record,), _, _ = read(_ris("TI  - Owls", f"N1  - {note}"))
    assert record.pmid == pmid


def test_endnote_xml_takes_the_pmid_from_the_note_of_cinahl(read):
    text = (
        '<xml><records><record><rec-number>12</rec-number><ref-type name="Journal Article">17</ref-type>'
        "<titles><title>Owls</title></titles><notes>Europe. NLM UID: 101500072. PMID: NLM36380025.</notes>"
        "</record></records></xml>"
    )
    (record,), _, _ = read(text)
    assert record.pmid == "36380025"


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("Language: German. Journal Announcement: 55-1.", "de"),
        ("Language: Serbo-Croatian; Document Type: Article", ""),
        ("Language: SpanishGrant Sponsorship: Owl Fund.", "es"),
        ("Language: English, Spanish.", "en"),
    ],
)
def test_a_language_in_a_note_ends_where_the_next_label_begins(read, told, language):
    (record,), _, _ = read(_ris("TI  - Owls", f"N1  - Accession Number: 7. {told}", "DP  - EBSCOhost"))
    assert record.language == language


def test_words_of_vendors_go_behind_each_abstract_of_several(read):
    (record,), _, summary = read(
        _ris(
            "TI  - Owls",
            "AB  - Owls ward by night. (English) [ABSTRACT FROM AUTHOR]",
            "AB  - Los búhos velan. (Spanish) [ABSTRACT FROM AUTHOR]",
            "AB  - Corujas. (PsycInfo Database Record (c) 2030 APA, all rights reserved)",
        )
    )
    assert record.abstract == "Owls ward by night. Los búhos velan. Corujas."
    assert any("copyright notices left out" in one for one in summary.repairs)


@pytest.mark.parametrize("language", ["Hebrew", "Bulgarian", "Latvian"])
def test_a_language_before_the_words_of_vendors_goes_with_them(read, language):
    (record,), _, _ = read(
        _ris("TI  - Owls", f"AB  - Owls ward by night. ({language}) [ABSTRACT FROM AUTHOR]")
    )
    assert record.abstract == "Owls ward by night."


@pytest.mark.parametrize(
    "abstract",
    [
        "We read the label [ABSTRACT FROM AUTHOR] in ten exports. It ends some.",
        "Owls were asked in their language (English)",
        "We compared PsycInfo (a Database Record of psychology) with owls.",
    ],
)
def test_words_like_those_of_vendors_stay_within_an_abstract(read, abstract):
    (record,), _, _ = read(_ris("TI  - Owls", f"AB  - {abstract}", "AB  - Second."))
    assert record.abstract == f"{abstract} Second."


def test_works_cited_behind_a_bar_in_a_note_of_eppi_reviewer_are_references(read):
    note = (
        "N1  - Conference code: 169330 | Export Date: 27 July 2030 | References: Berg, L., Owls (2029) "
        "Night, 3 (1), pp. 6-7; Ek, B., Wards of owls (2028) Night, 2 (4)"
    )
    (record,), _, _ = read(_ris("T1  - Owls", "KW  - eppi-reviewer", note))
    assert record.references == (
        "Berg, L., Owls (2029) Night, 3 (1), pp. 6-7",
        "Ek, B., Wards of owls (2028) Night, 2 (4)",
    )


@pytest.mark.parametrize(
    ("note", "references"),
    [
        (
            "Wards | References: Ek, B., Owls (2028) Night | Export Date: 27 July 2030",
            ("Ek, B., Owls (2028) Night",),
        ),
        ("Wards | References: Ek, B., Beds | Home | Oslo (2028)", ("Ek, B., Beds | Home | Oslo (2028)",)),
        (
            "References: Ek, B., Owls (2028) | References: Alm, C. (2027) | Funding text 1: Thanks",
            ("Ek, B., Owls (2028)", "Alm, C. (2027)"),
        ),
        ("Tables: 3 | References: 45 | Figures: 2", ()),
        ("Wards | References: see below | Cited By :12", ()),
    ],
)
def test_works_cited_in_a_note_of_eppi_reviewer_end_where_the_next_note_begins(read, note, references):
    (record,), _, _ = read(_ris("T1  - Owls", "KW  - eppi-reviewer", f"N1  - {note}"))
    assert record.references == references


@pytest.mark.parametrize(
    ("written", "container"),
    [
        ("Comment in: Owl Ward. 2031 Jun;157:105361 PMID: 33838455 [https://owls.example.org/33838455]", ""),
        ("Erratum in: Night Ward. 2031;12(3):4", ""),
        ("Comment", "Comment"),
        ("Comments on Night Care", "Comments on Night Care"),
        ("Retraction of Owls: Proceedings 2030", "Retraction of Owls: Proceedings 2030"),
    ],
)
def test_a_note_on_another_document_is_no_container(read, written, container):
    (record,), _, _ = read(_ris("T1  - Owls", f"JF  - {written}", "VL  - 3"))
    assert record.container == container


@pytest.mark.parametrize("tag", ["T2", "JO", "J2", "SO"])
def test_a_journal_is_told_beside_a_note_on_another_document(read, tag):
    (record,), _, _ = read(_ris("T1  - Owls", "JF  - Comment in: Owl Ward. 2031;157", f"{tag}  - Night Ward"))
    assert record.container == "Night Ward"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Brasil, Ministério da Saúde", "Brasil, Ministério da Saúde"),
        ("Perú, Universidad Católica del", "Universidad Católica del Perú"),
        ("Brasil, Instituto do Sono do", "Instituto do Sono do Brasil"),
        ("Catarina, Universidade Federal de Santa", "Universidade Federal de Santa Catarina"),
        ("Portugal, Ana", "Portugal, Ana"),
        ("Argentina, Universidad Católica", "Universidad Católica Argentina"),
        ("Uruguay, Ministerio de Salud -", "Ministerio de Salud - Uruguay"),
    ],
)
def test_a_country_before_its_ministry_stays_there(read, written, name):
    (record,), _, _ = read(_ris("TI  - Owls", f"AU  - {written}"))
    assert record.authors == (name,)


@pytest.mark.parametrize(("written", "code"), [("العربية", "ar"), ("Hrvatski", "hr"), ("ελληνικά", "el")])
def test_languages_are_known_by_their_own_names(read, written, code):
    (record,), _, _ = read(_ris("TI  - Owls", f"LA  - {written}"))
    assert record.language == code


def _wos(*lines: str, kind: str = "J") -> str:
    return "\n".join((f"PT {kind}", *lines, "SO OWL WARDS", "PY 2030", "UT WOS:1", "ER", "", "EF", ""))


def test_full_names_without_a_comma_are_parted_as_the_short_names_tell(read):
    (record,), _, _ = read(
        _wos(
            "AU Qi, L", "   Van der Berg, LM", "   Li, L", "   Ek, B", "   Owl Grp", "   Yu, ZJ",
            "AF Qi Lin", "   Van der Berg Lena M.", "   Li Li", "   Bo Ek", "   Owl Ward Group",
            "   Yu, Zhi-Jian",
            "TI Owls",
        )
    )  # fmt: skip
    assert record.authors[:4] == ("Qi, Lin", "Van der Berg, Lena M.", "Li, Li", "Ek, Bo")
    assert record.authors[4:] == ("Owl Ward Group", "Yu, Zhi-Jian")


@pytest.mark.parametrize(
    ("short", "full", "name"),
    [
        ("Li, W", "Lena Berg", "Berg, Lena"),
        ("Li", "Wei Li", "Li, Wei"),
        ("Berg, LVD", "Lena Van der Berg", "Van der Berg, Lena"),
        ("Haan, Jd", "Jan de Haan", "de Haan, Jan"),
    ],
)
def test_short_names_of_others_part_nothing(read, short, full, name):
    (record,), _, _ = read(_wos(f"AU {short}", f"AF {full}", "TI Owls"))
    assert record.authors == (name,)


def test_a_blank_before_the_first_line_of_web_of_science_sets_nothing_aside(read):
    text = f" FN Thomson Reuters Web of Science \nVR 1.0\n{_wos('AU Berg, L', 'TI Owls')}"
    records, set_aside, _ = read(text)
    assert (len(records), len(set_aside)) == (1, 0)


def test_text_behind_an_entry_of_web_of_science_is_set_aside_whatever_word_it_begins_with(read):
    text = f"{_wos('AU Berg, L', 'TI Owls')}\n   VR glasses help owls\n ER\n"
    records, (aside,), _ = read(text)
    assert len(records) == 1
    assert aside.raw == "   VR glasses help owls"


@pytest.mark.parametrize(
    ("kind", "lines", "told"),
    [
        ("S", ("CT 42nd Symposium on Owls", "BP 3"), "conference"),
        ("B", ("CT 42nd Symposium on Owls", "BP 3"), "conference"),
        ("J", ("CT 42nd Symposium on Owls", "BP 3"), "article"),
        ("S", ("DT Editorial Material", "CT 42nd Symposium on Owls", "BP 3"), "editorial"),
        ("B", ("BP 3",), "chapter"),
        ("B", ("CT 42nd Symposium on Owls",), "book"),
    ],
)
def test_a_part_of_proceedings_is_told_by_its_conference_where_it_has_no_type(read, kind, lines, told):
    (record,), _, _ = read(_wos("AU Berg, L", "TI Owls", *lines, kind=kind))
    assert record.type == told


OF_PUBMED = "N1  - Berg, Lena\neng\nOwl Land\n2030/04/01\nOwl Ward. 2030 Apr;45(2):89-92."


def test_endnote_notes_the_language_of_pubmed_on_a_line_of_its_own(read):
    (record,), _, _ = read(_ris("TI  - Owls", OF_PUBMED, "DP  - NLM"))
    assert record.language == "en"


@pytest.mark.parametrize(
    "note",
    [
        "Berg, Lena\nfin\nread it again",
        "Received 2030/04/01\nmay\nread it again",
        "2030/04/01\nEng and others",
    ],
)
def test_short_words_in_other_notes_are_no_languages(read, note):
    (record,), _, _ = read(_ris("TI  - Owls", f"N1  - {note}"))
    assert record.language == ""


def _endnote(kind: str, fields: str) -> str:
    return (
        f'<xml><records><record><rec-number>12</rec-number><ref-type name="{kind}">17</ref-type><titles>'
        f"<title>Owls</title></titles>{fields}</record></records></xml>"
    )


@pytest.mark.parametrize(
    ("kind", "fields", "pages"),
    [
        ("Journal Article", "<pages/><volume>147</volume><section>103777</section>", "103777"),
        ("Journal Article", "<section>e0118</section>", "e0118"),
        ("Journal Article", "<pages>12-19</pages><section>12</section>", "12-19"),
        ("Journal Article", "<section>103777</section><custom7>e7</custom7>", "e7"),
        ("Journal Article", "<section>Night Wards</section>", ""),
        ("Newspaper Article", "<section>4</section>", ""),
        ("Book", "<section>103777</section>", ""),
    ],
)
def test_the_start_page_of_an_article_is_its_section_in_endnote_xml(read, kind, fields, pages):
    (record,), _, _ = read(_endnote(kind, fields))
    assert record.pages == pages


def test_endnote_xml_notes_the_language_of_pubmed_too(read):
    note = "<notes>Berg, Lena&#xD;ger&#xD;Owl Land&#xD;2030/04/01 06:00&#xD;Owl Ward. 2030 Apr.</notes>"
    (record,), _, _ = read(_endnote("Journal Article", note))
    assert record.language == "de"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("KW  - eppi-reviewer", "KW  - owls", "U1  - 74144660", "U2  - 631036075"), "74144660"),
        (("KW  - eppi-reviewer", "AN  - 4711", "U1  - 74144660"), "4711"),
        (("KW  - eppi-reviewer", "U1  - 31036075 [pmid]"), ""),
        (
            (
                "KW  - eppi-reviewer",
                "U1  - 7",
                "UR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-8510",
            ),
            "2-s2.0-8510",
        ),
        (("KW  - owls", "U1  - 74144660"), ""),
    ],
)
def test_the_number_of_an_item_of_eppi_reviewer_is_that_of_the_record(read, lines, number):
    (record,), _, _ = read(_ris("T1  - Owls", *lines))
    assert record.source_id == number
