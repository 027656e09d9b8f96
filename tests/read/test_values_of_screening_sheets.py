"""Values as sheets of screenings, joined tables and scraped searches have them; all entries are invented."""

from __future__ import annotations

import pytest

PUBLISHER = "https://www.owlpress.example"


def bib(*lines: str, kind: str = "article") -> str:
    return "\n".join((f"@{kind}{{owl2030,", "title = {Owls on wards},", *lines, "}", ""))


def table(*columns: tuple[str, str]) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in zip(*columns, strict=True)) + "\n"


def ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", "TI  - Owls on wards", *lines, "ER  - ", ""))


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        (f"{PUBLISHER}/doi/10.5555/owl.2030.7", "10.5555/owl.2030.7"),
        (f"{PUBLISHER}/doi/abs/10.5555/Owl.7", "10.5555/owl.7"),
        (f"{PUBLISHER}/doi/full/10.5555/owl.7?casa_token=ab:cd", "10.5555/owl.7"),
        (f"{PUBLISHER}/doi/pdf/10.5555/owl.7", "10.5555/owl.7"),
        (f"{PUBLISHER}/doi/epdf/10.5555/owl.7", "10.5555/owl.7"),
        (f"{PUBLISHER}/doi/10.5555/owl.7/full", "10.5555/owl.7"),
        (f"{PUBLISHER}/doi/10.5555/owl.7/full/html", "10.5555/owl.7"),
        (f"{PUBLISHER}/content/doi/10.5555/owl.7", "10.5555/owl.7"),
        (f"{PUBLISHER}/doi/book/10.5555/owl.7", ""),
        (f"{PUBLISHER}/document/doi/10.5555/9780000000000/html", ""),
        (f"{PUBLISHER}/document/doi/10.5555/9780000000000-007/html", "10.5555/9780000000000-007"),
        (f"{PUBLISHER}/doi/10.5555/9780000000000.ch7", "10.5555/9780000000000.ch7"),
        (f"{PUBLISHER}/doi/10.5555/owl.7/suppl_file/owl.7.pdf", ""),
        (f"{PUBLISHER}/toc/owls/7", ""),
        (f"https://proxy.example/login?url={PUBLISHER}/doi/10.5555/owl.7", ""),
    ],
)
def test_the_address_of_a_document_at_its_publisher_tells_its_doi(read, address: str, doi: str):
    for text in (
        bib(f"url = {{{address}}},"),
        ris(f"UR  - {address}"),
        table(("Title", "Owls on wards"), ("Authors", "Berg, L."), ("Year", "2030"), ("URL", address)),
    ):
        ((record,), _, _) = read(text)
        assert (record.doi, record.url) == (doi, address)


def test_a_doi_is_told_by_its_own_field_before_an_address(read):
    ((record,), _, _) = read(bib("doi = {10.5555/own},", f"url = {{{PUBLISHER}/doi/10.5555/other}},"))
    assert record.doi == "10.5555/own"


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.5555/xxxx", ""),
        ("10.5555/nnnnnnn.nnnnnnn", ""),
        ("https://doi.org/10.5555/XXXXXXX.XXXXXXX", ""),
        ("10.5555/xx-2030-7", "10.5555/xx-2030-7"),
        ("10.5555/owl.x", "10.5555/owl.x"),
        ("10.5555/n100", "10.5555/n100"),
        ("10.5555/x", "10.5555/x"),
        ("10.5555/9780000000000-55/owls-on-wards-lena-berg", "10.5555/9780000000000-55"),
        ("10.5555/9780000000000-55", "10.5555/9780000000000-55"),
        ("10.5555/9780000000000/7", "10.5555/9780000000000/7"),
        ("10.5555/978000/owls", "10.5555/978000/owls"),
        ("10.5555/9780000000000/ch05", "10.5555/9780000000000/ch05"),
        ("10.5555/9780000000000/part-2", "10.5555/9780000000000/part-2"),
        ("10.5555/9780000000000/chapter/5", "10.5555/9780000000000/chapter/5"),
        ("10.5555/9780000000000/html", "10.5555/9780000000000"),
        ("http://dx.doi.org/10.5555/owl.7http://a.example/7", "10.5555/owl.7"),
        (r"http://dx.doi.org/10.5555/owl.7%5Cnhttp://a.example/7", "10.5555/owl.7"),
    ],
)
def test_what_templates_have_for_a_doi_is_none_and_words_behind_that_of_a_book_are_cut(
    read, written: str, doi: str
):
    ((record,), _, told) = read(bib(f"doi = {{{written}}},"))
    assert record.doi == doi
    assert bool(told.repairs) == (not doi)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://a.example/owl%5Cnhttp://b.example/owl", "http://a.example/owl"),
        ("http://a.example/owl%5Cn%5Cnhttp://b.example/owl", "http://a.example/owl"),
        ("http://a.example/owl?id=777papers2://publication/uuid/9", "http://a.example/owl?id=777"),
        ("https://a.example/view?from=exporthttp://dx.doi.org/10.5555/7", "https://a.example/view?from=export"),
        ("https://proxy.example/login?url=http://a.example/owl", "https://proxy.example/login?url=http://a.example/owl"),
        ("http://archive.example/web/2030/http://a.example/", "http://archive.example/web/2030/http://a.example/"),
        ("http://a.example/owl_https", "http://a.example/owl_https"),
        ("https://doi.org/%5Cnhttp://a.example/owl", ""),
    ],
)  # fmt: skip
def test_of_two_addresses_joined_to_one_the_first_stands(read, written: str, url: str):
    cells = (("Title", "Owls on wards"), ("Authors", "Berg, L."), ("Year", "2030"), ("URL", written))
    ((record,), _, _) = read(table(*cells))
    assert record.url == url


@pytest.mark.parametrize("ends", [r"\n", r"\n\n"])
def test_the_end_of_a_line_between_two_addresses_is_none_of_the_first(read, ends: str):
    ((record,), _, _) = read(bib(f"url = {{http://a.example/owl{ends}http://b.example/owl}},"))
    assert record.url == "http://a.example/owl"


def test_an_address_in_the_column_of_dois_is_the_address_where_there_is_no_other(read):
    cells = (("Title", "Owls on wards"), ("Author", "Berg, L."), ("Publication Year", "2030"))
    (first, _, _) = read(table(*cells, ("DOI", "https://a.example/owl.pdf")))
    (second, _, _) = read(
        table(*cells, ("DOI", "https://a.example/owl.pdf"), ("Url", "https://b.example/owl"))
    )
    (third, _, _) = read(table(*cells, ("DOI", "https://doi.org/10.5555/7")))
    assert [r.url for r in (*first, *second)] == ["https://a.example/owl.pdf", "https://b.example/owl"]
    assert [(r.doi, r.url) for r in third] == [("10.5555/7", "")]


@pytest.mark.parametrize(
    ("doi", "kind"),
    [
        ("10.26434/chemrxiv-2030-abc", "preprint"),
        ("10.21203/rs.3.rs-700/v1", "preprint"),
        ("10.20944/preprints203001.0007.v1", "preprint"),
        ("10.31234/osf.io/abcde", "preprint"),
        ("10.1101/2030.01.07.123456", "preprint"),
        ("10.1101/123456v2", "preprint"),
        ("10.1101/gad.123456.130", ""),
        ("10.1101/gr.1234567", ""),
        ("10.31234/other.7", ""),
    ],
)
def test_a_doi_of_a_server_tells_a_preprint_where_nothing_else_tells_a_type_or_place(
    read, doi: str, kind: str
):
    cells = (("Title", "Owls on wards"), ("Authors", "Berg, L."), ("Year", "2030"), ("DOI", doi))
    (bare, _, _) = read(table(*cells))
    (placed, _, _) = read(table(*cells, ("Journal", "Journal of Owls")))
    assert [r.type for r in (*bare, *placed)] == [kind, ""]


@pytest.mark.parametrize(
    ("container", "kind"),
    [("Available at SSRN 700700", "preprint"), ("Available at Owl House", "article")],
)
def test_the_place_at_ssrn_tells_a_preprint(read, container: str, kind: str):
    ((record,), _, _) = read(bib(f"journal = {{{container}}},"))
    assert record.type == kind


def test_entries_of_reference_works_are_chapters(read):
    cells = (("Title", "Owls"), ("Authors", "Berg, L."), ("Year", "2030"))
    for written in ("Reference Work Entry", "Living Reference Work Entry"):
        ((record,), _, _) = read(table(*cells, ("Content Type", written)))
        assert record.type == "chapter"


@pytest.mark.parametrize(
    ("written", "references"),
    [
        (
            "Berg, L., Owls, (2030); Owl Press: Oslo; Ek, A., Wards, (2029)",
            ["Berg, L., Owls, (2030); Owl Press: Oslo", "Ek, A., Wards, (2029)"],
        ),
        (
            "Berg, L., Owls, (2030); Press coverage of owls: a review; Ek, A., Wards, (2029)",
            ["Berg, L., Owls, (2030)", "Press coverage of owls: a review", "Ek, A., Wards, (2029)"],
        ),
        (
            "Berg, L., Owls, (2030); Owl & Wiley: Bad Invent am Main, NJ; pp. 1-9; Ek, A., Wards, (2029)",
            ["Berg, L., Owls, (2030); Owl & Wiley: Bad Invent am Main, NJ; pp. 1-9", "Ek, A., Wards, (2029)"],
        ),
        (
            "Berg, L., Eds., (2030); Owl/Jay Publishers: New Invent, chap 1; Ek, A., Wards, (2029)",
            ["Berg, L., Eds., (2030); Owl/Jay Publishers: New Invent, chap 1", "Ek, A., Wards, (2029)"],
        ),
        (
            "Berg, L., Owls, (2030); Open Books: Stories of patients; Ek, A., Wards, (2029)",
            ["Berg, L., Owls, (2030)", "Open Books: Stories of patients", "Ek, A., Wards, (2029)"],
        ),
    ],
)
def test_a_publisher_and_its_town_stay_with_their_reference(read, written: str, references: list[str]):
    cells = (
        ("Authors", "Berg L."), ("Title", "Owls on wards"), ("Year", "2031"), ("Source title", "Owls"),
        ("Cited by", "3"), ("References", written), ("EID", "2-s2.0-7"),
    )  # fmt: skip
    ((record,), _, _) = read(table(*cells))
    assert list(record.references) == references


@pytest.mark.parametrize(
    ("source", "container"),
    [
        ("IEEE", ""),
        ("ACM", ""),
        ("Springer Link", ""),
        ("Wiley Online Library", ""),
        ("IEEE Access", "IEEE Access"),
        ("ACM Computing Surveys", "ACM Computing Surveys"),
    ],
)
def test_a_column_of_sources_with_names_of_databases_tells_no_journal(read, source: str, container: str):
    cells = (("Title", "Owls on wards"), ("Authors", "Berg, L."), ("Year", "2030"), ("Source", source))
    ((record,), _, _) = read(table(*cells))
    assert record.container == container


@pytest.mark.parametrize(
    ("source", "container"),
    [
        ("owlgate.example", "owlgate.example"),
        ("owlgate.net", ""),
        ("arxiv.org", "arxiv.org"),
        ("medrxiv.org", "medrxiv.org"),
        ("psyarxiv.com", "psyarxiv.com"),
        ("preprints.org", "preprints.org"),
        ("Owls", "Owls"),
    ],
)
def test_publish_or_perish_names_a_site_where_there_is_no_journal(read, source: str, container: str):
    cells = (
        ("Cites", "7"), ("Authors", "L Berg"), ("Title", "Owls on wards"), ("Year", "2030"),
        ("Source", source), ("Publisher", "Owl House"), ("ArticleURL", "https://a.example/owl"),
        ("CitesURL", ""), ("GSRank", "1"), ("QueryDate", "2030-01-07 10:00:00"), ("Type", ""),
    )  # fmt: skip
    ((record,), _, _) = read(table(*cells))
    assert record.container == container


def test_columns_with_an_origin_set_to_their_names_are_read_where_no_other_fills_the_field(read):
    cells = (
        ("title_local", "Owls on wards"), ("oa_title", "Owls"), ("authors_local", "Berg, L."),
        ("year", "2030"), ("oa_year", "2029"), ("oa_type", "article"), ("doi", "10.5555/7"),
        ("cited_y", "9"), ("abstract_en", "All owls."),
    )  # fmt: skip
    ((record,), _, told) = read(table(*cells))
    assert (record.title, record.year, record.type) == ("Owls on wards", 2030, "article")
    assert (*record.authors, record.abstract) == ("Berg, L.", "All owls.")
    assert "'title_local' read as title" in str(told.repairs)
    assert "'oa_year' read as" not in str(told.repairs)


@pytest.mark.parametrize(
    ("kind", "container"), [("Book", "IEEE"), ("Standard", "IEEE"), ("Article", ""), ("Chapter", "")]
)
def test_a_publisher_called_as_its_database_issues_what_stands_alone(read, kind: str, container: str):
    cells = (("Title", "Owls on wards"), ("Authors", "Berg, L."), ("Year", "2030"), ("Source", "IEEE"))
    ((record,), _, _) = read(table(*cells, ("Type", kind)))
    assert record.container == container


@pytest.mark.parametrize(
    "name",
    ["is_pubmed", "is_scopus", "no_final", "source_scopus", "number_final", "final_date", "oa_journal",
     "description_final", "quelle_scopus"],
)  # fmt: skip
def test_marks_and_counts_beside_an_origin_fill_no_field(read, name: str):
    cells = (("Title", "Owls on wards"), ("Authors", "Berg, L."), ("DOI", "10.5555/7"))
    ((bare,), _, _) = read(table(*cells))
    ((record,), _, told) = read(table(*cells, (name, "2031")))
    assert record == bare
    assert name in str(told.repairs)


@pytest.mark.parametrize("mark", ["_", "."])
def test_columns_of_several_origins_fill_in_for_each_other(read, mark: str):
    text = (
        "title_x,title_y,authors_x,authors_y,year_x,year_y,journal,volume,abstract_en,abstract_local,doi_x,doi_y\n"
        ',Owls on wards,,"Berg, L.",,2030,Owls,7,,Alla.,,10.5555/7\n'
        'Owls at home,Owls,"Ek, A.",,2031,2029,Owls,7,All.,,10.5555/8,\n'
    )
    (records, aside, _) = read(text.replace("_", mark))
    assert not aside
    assert [(r.title, r.authors, r.year, r.abstract, r.doi) for r in records] == [
        ("Owls on wards", ("Berg, L.",), 2030, "Alla.", "10.5555/7"),
        ("Owls at home", ("Ek, A.",), 2031, "All.", "10.5555/8"),
    ]
