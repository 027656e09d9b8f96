"""Values in RIS, MEDLINE, Refer and Cochrane text as many hands write them; all are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.body_names import turned_back
from coprod_review.read.formulas import with_comparisons
from coprod_review.read.names import family_given
from coprod_review.read.pages import pages


def ris(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join((f"TY  - {kind}", "TI  - Owls at night", *lines, "ER  - ", ""))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Team, Owl Core", "Owl Core Team"),
        ("COLLABORATION, NIGHT", "NIGHT COLLABORATION"),
        ("University, of Lund", "University of Lund"),
        ("Catarina, Universidade Federal de Santa", "Universidade Federal de Santa Catarina"),
        ("Lund, Anna Maria", "Lund, Anna Maria"),
        ("Study, Eduard", "Study, Eduard"),
        ("Study, Eduard A.", "Study, Eduard A."),
        ("Group, Thomas M", "Group, Thomas M"),
        ("Team, Anna", "Team, Anna"),
        ("Team, A. B.", "Team, A. B."),
        ("Owl Group", "Owl Group"),
    ],
)
def test_a_body_whose_last_word_stands_for_a_family_name_is_turned_back(written: str, name: str):
    assert turned_back(written) == name


def test_the_turned_name_of_a_body_is_one_in_a_record(read):
    ((record,), _, _) = read(ris("AU  - Ek, Bo", "AU  - Study, Owls of Lund Cohort"))
    assert record.authors == ("Ek, Bo", "Owls of Lund Cohort Study")


def test_a_registry_is_a_body(read):
    ((record,), _, _) = read(ris("AU  - Swedish Owl Registry"))
    assert record.authors == ("Swedish Owl Registry",)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("José Berg y Lind", "Berg y Lind, José"),
        ("Ana María de la Cal y Ek", "de la Cal y Ek, Ana María"),
        ("Ana y Bo", "Bo, Ana y"),
    ],
)
def test_the_two_words_of_a_spanish_family_name_stay_together(written: str, name: str):
    assert family_given(written, given_first=True) == name


def test_a_body_among_names_before_initials_is_one_of_the_list(read):
    ((record,), _, _) = read(ris("AU  - Swedish College of Owl Studies, Berg LM, Ek B"))
    assert record.authors == ("Swedish College of Owl Studies", "Berg, LM", "Ek, B")


@pytest.mark.parametrize("names", ["Owl Department of Health, Lund", "Berg LM, Owls"])
def test_a_value_that_is_no_such_list_stays_one(read, names: str):
    ((record,), _, _) = read(ris(f"AU  - {names}"))
    assert len(record.authors) == 1


def test_two_names_around_a_sign_behind_semicolons_are_two(read):
    ((record,), _, _) = read(
        ris("AU  - Lena Berg; Anna Lind & Bo Ek; and Eva Alm; Institute of Owls & Mice Research")
    )
    assert record.authors == (
        "Berg, Lena",
        "Lind, Anna",
        "Ek, Bo",
        "Alm, Eva",
        "Institute of Owls & Mice Research",
    )


def test_an_address_behind_the_name_of_a_container_is_the_address(read):
    ((record,), _, _) = read(ris("JO  - Owl Studies https://example.org/owls/1"))
    assert (record.container, record.url) == ("Owl Studies", "https://example.org/owls/1")


def test_a_container_of_several_addresses_is_none_and_gives_the_doi(read):
    addresses = "https://doi.org/10.5555/owl.1 https://example.org/owls?find=1"
    ((record,), _, _) = read(ris(f"JO  - {addresses}"))
    assert (record.container, record.doi, record.url) == (
        "",
        "10.5555/owl.1",
        "https://doi.org/10.5555/owl.1",
    )


def test_an_address_with_the_publisher_counts_where_no_other_stands(read):
    ((record,), _, _) = read(ris("PB  - Owl Press https://example.org/owls/1"))
    assert record.url == "https://example.org/owls/1"


def test_the_site_of_a_publisher_alone_is_no_address_of_a_document(read):
    ((record,), _, _) = read(ris("PB  - Owl Press https://www.owls.example.org"))
    assert record.url == ""


def test_the_site_of_a_publisher_behind_its_postal_address_is_not_that_of_the_document(read):
    ((record,), _, _) = read(ris("PB  - Owl Press. 1 Wood Road, Lund. Web site: https://example.org/press"))
    assert record.url == ""


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("owls.night.example.net", "owls.night.example.net"),
        ("example.org/owls/1", "example.org/owls/1"),
        ("Berg.2019.owls.pdf", ""),
        ("10.5555/owl.one", ""),
        ("owls.final.v2.xlsx", ""),
        ("Berg.et.al", ""),
        ("See the owls of Lund", ""),
    ],
)
def test_an_address_without_its_scheme_is_one_where_its_host_is_plain(read, written: str, url: str):
    ((record,), _, _) = read(ris(f"UR  - {written}"))
    assert record.url == url


def test_an_address_with_its_scheme_goes_before_one_without(read):
    ((record,), _, _) = read(ris("UR  - owls.night.example.org", "UR  - https://example.org/owls/1"))
    assert record.url == "https://example.org/owls/1"


@pytest.mark.parametrize(("kind", "extent"), [("THES", "230"), ("THES", "xvi, 414"), ("BOOK", "327 p.")])
def test_the_number_of_pages_of_a_whole_document_is_no_place(read, kind: str, extent: str):
    ((record,), _, _) = read(ris(f"SP  - {extent}", kind=kind))
    assert record.pages == ""


def test_the_first_page_of_a_book_that_has_a_volume_stays(read):
    ((record,), _, _) = read(ris("VL  - 12 LNCS", "SP  - 82", kind="BOOK"))
    assert record.pages == "82"


@pytest.mark.parametrize(("kind", "written"), [("BOOK", "3-9"), ("CHAP", "230"), ("JOUR", "230")])
def test_pages_of_parts_and_ranges_stay(read, kind: str, written: str):
    ((record,), _, _) = read(ris(f"SP  - {written}", kind=kind))
    assert record.pages == written


def test_the_number_of_a_thesis_is_no_issue(read):
    ((record,), _, summary) = read(ris("IS  - 3489660", kind="THES"))
    assert record.issue == ""
    assert "numbers of theses left out, which are no issues: 1" in summary.repairs


def test_the_abstract_of_a_thesis_in_a_journal_keeps_its_place(read):
    place = (
        "T2  - Dissertation Abstracts International: Section B",
        "VL  - 75",
        "IS  - 9-B(E)",
        "SP  - 1234",
    )
    ((record,), _, _) = read(ris(*place, "PB  - ProQuest Information & Learning", kind="THES"))
    assert (record.issue, record.volume, record.pages) == ("9-B(E)", "75", "1234")
    assert record.container.startswith("Dissertation Abstracts International")


def test_a_thesis_appears_where_it_was_defended_and_not_in_its_kind(read):
    ((record,), _, _) = read(
        ris("T2  - Master's Thesis in Owl Science", "PB  - Lund University", kind="THES")
    )
    assert record.container == "Lund University"


def test_a_paper_of_a_government_names_who_issued_it(read):
    ((record,), _, _) = read(ris("PB  - Ministry of Owls", kind="GOVDOC"))
    assert (record.type, record.container) == ("report", "Ministry of Owls")


@pytest.mark.parametrize(
    "lines",
    [
        ("OP  - Owl Studies. Jan 2016, Vol. 102, p214, 11 p.",),
        ("VL  - 102 OP  - Owl Studies. Jan 2016, Vol. 102, p214, 11 p.",),
        ("IS  - 4 OP - In Owl Studies July 2016 60:1185-1205",),
        ("OP  - Owl Studies Owl Studies Lund. 21(3):78-81 Jun, 2017",),
    ],
)
def test_the_original_source_of_ebsco_names_the_container(read, lines: tuple[str, ...]):
    address = "UR  - http://search.ebscohost.com/login.aspx?direct=true&db=edselp&AN=1"
    ((record,), _, _) = read(ris(*lines, address))
    assert record.container == "Owl Studies"


def test_an_original_source_that_is_the_title_or_has_no_date_names_no_container(read):
    address = "UR  - http://search.ebscohost.com/login.aspx?direct=true&db=edselp&AN=1"
    for source in ("Owls at night. Jan 2016", "Owl Studies"):
        ((record,), _, _) = read(ris(f"OP  - {source}", address))
        assert record.container == ""


def test_who_held_a_meeting_is_no_author_in_older_files_of_web_of_science(read):
    lines = ("AU  - Berg, L", "A1  - OWLS", "A1  - Owl Study Group", "A1  - Ek, B")
    ((record,), _, _) = read(ris(*lines, "AN  - WOS:000000000000001", kind="CPAPER"))
    assert record.authors == ("Berg, L", "Owl Study Group", "Ek, B")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("longer (P ¡ 0.001) and not (P ¿ 0.05)", "longer (P < 0.001) and not (P > 0.05)"),
        ("p¡0.01", "p<0.01"),
        ("Dicen: ¡3 búhos! ¿2 o 3?", "Dicen: ¡3 búhos! ¿2 o 3?"),
        ("¿ 3 o 4?", "¿ 3 o 4?"),
        ("Edad media ¿ 65 años? Sí.", "Edad media ¿ 65 años? Sí."),
        ("dijeron ¡ 100 veces!", "dijeron ¡ 100 veces!"),
    ],
)
def test_signs_that_tex_made_of_comparisons_are_those(written: str, meant: str):
    assert with_comparisons(written) == meant


def test_pages_with_blanks_behind_their_points_have_none():
    assert pages("14.21. 1-14.21. 23") == "14.21.1-14.21.23"


def test_words_of_medline_broken_at_hyphens_are_whole_again(read):
    lines = (
        "PMID- 1", "TI  - Owls", "AB  - Night-", "      time owls, their delta-", "      to-theta ratio,",
        "      pre-", "      and post-test values, low-", "      middle- and high-income owls, pre-",
        "      versus post, intra-", "      und inter, and one - ", "      thing.", "FAU - Berg-",
        "AU  - Berg L", "SO  - O.", "",
    )  # fmt: skip
    ((record,), _, _) = read("\n".join(lines))
    assert (
        record.abstract
        == "Night-time owls, their delta-to-theta ratio, pre- and post-test values, low- middle- and "
        "high-income owls, pre- versus post, intra- und inter, and one - thing."
    )


def test_the_mark_of_the_cochrane_library_behind_a_term_is_no_part_of_it(read):
    text = (
        "Record #1 of 1\nID: CD1\nTI: Owls\nSO: Owl Studies\nKY: Owls;Female[checkword];Humans[checkword]\n\n"
    )
    ((record,), _, _) = read(text)
    assert record.keywords == ("Owls", "Female", "Humans")
