"""Values in exports of further searches, as their databases and programs write them; all are invented."""

from __future__ import annotations

import json

import pytest

from coprod_review.read.latex import plain


def ris(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join((f"TY  - {kind}", "TI  - Owls at night", *lines, "ER  - ", ""))


def test_a_name_of_proquest_without_a_comma_has_its_given_name_last(read):
    address = "UR  - https://search.proquest.com/docview/123?accountid=1"
    names = ("AU  - van Berg Lind Anna", "AU  - Ek, Bo", "AU  - Owl Research Council", "AU  - Anonymous")
    ((record,), _, _) = read(ris(*names, address))
    assert record.authors == ("van Berg Lind, Anna", "Ek, Bo", "Owl Research Council")


def test_a_name_without_a_comma_has_its_family_name_last_where_proquest_did_not_write_it(read):
    ((record,), _, _) = read(ris("AU  - Anna Berg", "UR  - https://example.org/1"))
    assert record.authors == ("Berg, Anna",)


@pytest.mark.parametrize("grant", ["基盤研究(B)", "基盤研究(C)(2)"])
def test_a_letter_in_words_of_another_script_names_no_type(read, grant: str):
    ((record,), _, _) = read(ris(f"M3  - {grant}", kind="RPRT"))
    assert record.type == "report"


def test_an_electronic_record_of_ovid_with_volume_and_pages_is_an_article(read):
    ((record,), _, _) = read(ris("JA  - Owl Studies", "VL  - 3", "SP  - 8", kind="ELEC"))
    assert (record.type, record.container) == ("article", "Owl Studies")
    ((record,), _, _) = read(ris("JA  - Owls of the north", kind="ELEC"))
    assert record.type == "other"


def test_the_address_of_a_trial_in_a_register_goes_before_that_of_ovid(read):
    register, ovid = (
        "https://clinicaltrials.gov/show/NCT01234567",
        "http://ovidsp.ovid.com/ovidweb.cgi?AN=CN-1",
    )
    ((record,), _, _) = read(ris(f"JA  - {register}", f"L2  - {ovid}", kind="ELEC"))
    assert record.url == register


@pytest.mark.parametrize("odd", ["", "A line of nothing\n"])
def test_a_doi_under_a_tag_of_three_letters_is_read(read, odd: str):
    ((record,), _, _) = read(ris("IS  - 2", "DOI  - 10.5555/owl.1", f"{odd}SP  - 8"))
    assert (record.issue, record.pages, record.doi) == ("2", "8", "10.5555/owl.1")


def test_a_line_like_a_doi_stays_in_a_text_where_the_entry_has_its_own(read):
    ((record,), _, _) = read(
        ris("AB  - We read", "DOI  - 10.5555/other", "and more of it.", "DO  - 10.5555/owl.1")
    )
    assert (record.doi, record.abstract) == (
        "10.5555/owl.1",
        "We read DOI - 10.5555/other and more of it.",
    )


def test_signs_alone_are_no_keyword(read):
    ((record,), _, _) = read(ris("KW  - ]", "KW  - owls", "KW  - --", "KW  - C++", "KW  - 夜"))
    assert record.keywords == ("owls", "C++", "夜")


def test_an_ellipsis_is_no_container(read):
    ((record,), _, _) = read(ris("JF  - …", "JO  - Owl Studies"))
    assert record.container == ""


def test_the_number_of_an_article_in_rows_of_embase_stands_in_its_source(read):
    rows = (
        '"TITLE","Owls at night"\n"SOURCE","Owl Studies (2024) 7:2 Article Number: 2041. Date of '
        'Publication: 1 May 2024"\n"VOLUME","7"\n"ISSUE","2"\n"DOI","10.5555/1"\n{}'
    )
    ((record,), _, _) = read(rows.format(""))
    assert (record.volume, record.issue, record.pages) == ("7", "2", "2041")
    ((record,), _, _) = read(rows.format('"FIRST PAGE","11"\n"LAST PAGE","19"\n'))
    assert record.pages == "11-19"


def test_initials_of_google_scholar_stand_before_the_family_in_tables_too(read):
    table = (
        "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,CitesURL,GSRank\n"
        '3,"{}",Owls at night,2020,Owl Studies,,https://example.org/1,,1\n'
    )
    ((record,), _, summary) = read(table.format("A Berg-Lind, JMG Ek, WHO Committee"))
    assert summary.dialect == "Publish or Perish"
    assert record.authors == ("Berg-Lind, A", "Ek, JMG", "WHO Committee")
    ((record,), _, _) = read(table.format("CDC Atlanta"))
    assert record.authors == ("CDC Atlanta",)


def test_columns_made_of_answers_of_scopus_are_known_without_their_prefixes(read):
    header = (
        "dc:title,dc:creator,prism:publicationName,prism:volume,prism:issueIdentifier,prism:pageRange,"
        "prism:coverDate,prism:doi,subtypeDescription,article-number,pubmed-id,eid"
    )
    row = "Owls at night,Berg A.,Owl Studies,5,2,,2020-08-01,10.5555/1,Review,104,1234567,2-s2.0-1"
    ((record,), _, _) = read(f"{header}\n{row}\n")
    assert (record.title, record.authors, record.year) == ("Owls at night", ("Berg, A",), 2020)
    assert (record.container, record.volume, record.issue) == ("Owl Studies", "5", "2")
    assert (record.pages, record.doi, record.pmid) == ("104", "10.5555/1", "1234567")
    assert (record.type, record.source_id) == ("review", "2-s2.0-1")


def test_an_address_in_a_written_dictionary_ends_before_its_quotation_mark(read):
    ((record,), _, _) = read(
        "title,doi,link\nOwls at night,10.5555/1,\"{'self': 'https://example.org/1', 'ref': 2}\"\n"
    )
    assert record.url == "https://example.org/1"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("TI Owls at night", "SO BIRDS OF THE NORTH", "BP 8"), "chapter"),
        (("TI Owls at night", "SO OWLS AT NIGHT", "BP 8"), "book"),
        (("TI Owls at night", "SO BIRDS OF THE NORTH"), "book"),
        (("TI Owls at night", "SO BIRDS OF THE NORTH", "DT Review", "BP 8"), "review"),
    ],
)
def test_what_has_pages_in_a_book_of_another_title_is_a_chapter_of_web_of_science(read, lines, kind):
    ((record,), _, _) = read("\n".join(("FN Clarivate", "PT B", *lines, "PY 2020", "ER", "EF")))
    assert record.type == kind


def test_what_dblp_has_from_corr_is_a_preprint(read):
    ((record,), _, _) = read(
        "@article{x,\n title = {Owls at night},\n journal = {CoRR},\n volume = {abs/2001.00001}\n}\n"
    )
    assert record.type == "preprint"


def test_a_journal_in_capitals_with_the_letters_of_a_preprint_server_is_a_journal(read):
    ((record,), _, _) = read("@article{x, title = {Owls at night}, journal = {CORR}, volume = {478}}\n")
    assert record.type == "article"


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ("adsurl = {http://adsabs.example/abs/1}", "http://adsabs.example/abs/1"),
        ("url = {https://example.org/1}, adsurl = {http://adsabs.example/abs/1}", "https://example.org/1"),
    ],
)
def test_the_address_in_ads_stands_for_one_that_lacks(read, fields: str, address: str):
    ((record,), _, _) = read(f"@article{{x, title = {{Owls at night}}, {fields}}}\n")
    assert record.url == address


def test_a_call_number_is_no_keyword_of_zotero(read):
    ((record,), _, _) = read(
        '<rdf:RDF xmlns:rdf="r" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="d" '
        'xmlns:bib="b" xmlns:dcterms="t">\n<bib:Book rdf:about="urn:1">\n<z:itemType>book</z:itemType>\n'
        "<dc:title>Owls at night</dc:title>\n"
        "<dc:subject><dcterms:LCC><rdf:value>QL696</rdf:value></dcterms:LCC></dc:subject>\n"
        "<dc:subject>owls</dc:subject>\n"
        "<dc:subject><z:AutomaticTag><rdf:value>birds</rdf:value></z:AutomaticTag></dc:subject>\n"
        "</bib:Book>\n</rdf:RDF>\n"
    )
    assert record.keywords == ("owls", "birds")


@pytest.mark.parametrize("label", ["<正>", "<正> ", "Abstract ", "Abstract: "])
def test_labels_before_an_abstract_are_left_out_before_names_with_an_apostrophe_too(read, label: str):
    ((record,), _, _) = read(ris(f"AB  - {label}Tengmalm's owls hunt at night."))
    assert record.abstract == "Tengmalm's owls hunt at night."


def test_an_entity_in_capitals_is_the_sign_that_it_names(read):
    ((record,), _, _) = read(ris().replace("Owls at", "Owlgame&Reg; &Aacute;lva &AMP; Bo &Nothing; at"))
    assert record.title == "Owlgame® Álva & Bo &Nothing; at night"


def test_words_in_boxes_of_formulas_stand_in_the_text():
    assert plain(r"A theorem for AC\({}^{\mbox{0}}\) and \hbox{owls}") == "A theorem for AC0 and owls"


def test_who_published_a_standard_of_endnote_is_its_container(read):
    ((record,), _, _) = read(
        '<xml><records><record><rec-number>1</rec-number><ref-type name="Standard">58</ref-type>'
        "<titles><title>Owls at night</title></titles><publisher>Owl Board</publisher>"
        "</record></records></xml>"
    )
    assert (record.type, record.container) == ("report", "Owl Board")


WORK = {
    "uid": "WOS:000000000000001",
    "title": "<i>Strix</i> at night",
    "types": ["Review", "Early Access"],
    "sourceTypes": ["Review"],
    "source": {
        "sourceTitle": "OWL STUDIES", "publishYear": 2024, "publishMonth": "MAY", "volume": "7",
        "issue": "2", "pages": {"range": "8-19", "begin": "8", "end": "19", "count": 12},
    },
    "names": {"authors": [{"displayName": "Berg, Anna", "wosStandard": "Berg, A"}, {"wosStandard": "Ek, B"}]},
    "links": {"record": "https://example.org/record"},
    "citations": [{"db": "WOS", "count": 3}],
    "identifiers": {"doi": "10.5555/1", "issn": "1234-5678", "pmid": "1234567"},
    "keywords": {"authorKeywords": ["owls", "night"]},
}  # fmt: skip


def test_answers_of_web_of_science_are_read_with_every_field(read):
    answer = {"metadata": {"total": 1, "page": 1, "limit": 50}, "hits": [WORK]}
    ((record,), _, summary) = read(json.dumps(answer, indent=1))
    assert (summary.format, summary.n_records) == ("wos-json", 1)
    assert (record.source_id, record.type, record.title) == (
        "WOS:000000000000001",
        "review",
        "Strix at night",
    )
    assert (record.authors, record.year) == (("Berg, Anna", "Ek, B"), 2024)
    assert (record.container, record.volume, record.issue) == ("OWL STUDIES", "7", "2")
    assert (record.pages, record.doi, record.pmid) == ("8-19", "10.5555/1", "1234567")
    assert (record.keywords, record.url) == (("owls", "night"), "https://example.org/record")


def test_documents_of_web_of_science_are_read_from_lists_and_lines_too(read):
    numbered = {
        **WORK,
        "source": {"sourceTitle": "OWL STUDIES", "articleNumber": "104", "pages": {"count": 3}},
    }
    books = {**WORK, "names": {"authors": [], "bookEditors": [{"displayName": "Lind, Cleo"}]}}
    for text in (json.dumps([numbered, books]), f"{json.dumps(numbered)}\n{json.dumps(books)}\n"):
        ((first, second), aside, summary) = read(text)
        assert (summary.format, first.pages, second.authors) == ("wos-json", "104", ("Lind, Cleo",))
        assert not aside


def test_a_document_of_web_of_science_that_is_cut_short_costs_no_other(read):
    text = json.dumps({"hits": [WORK, WORK]})
    records, aside, _ = read(text[: text.rindex("identifiers")])
    assert (len(records), len(aside)) == (1, 1)
