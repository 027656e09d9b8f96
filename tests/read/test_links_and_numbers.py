"""Numbers of records out of links, and numbers in source lines and pages; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.errors import ReviewError
from coprod_review.read.ris_cutter import is_untyped


def _ris(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join((f"TY  - {kind}", *lines, "ER  - ", ""))


OVID = """<7>
Title
  {title}
Source
  J Wards. Conference: Owls 2030. Oslo Norway. {volume} (pp S2-S3), 2030. Date of Publication: May 2030.
Author
  Berg L.; Ek A.
Publication Type
  {kind}
Link to the Ovid Full Text or citation
 https://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=fulltext&D=emed25&DO=10.5555%2fward.1
Link to the External Link Resolver
 http://sfx.example.org/sfx?sid=OVID:embase&id=pmid:{pmid}&id=doi:10.5555%2Fward.1&issn=&pid=%3CAN%3E20301%3C%2FAN%3E
"""


@pytest.mark.parametrize("pmid", ["", "99000001"])
def test_links_of_ovid_tell_the_numbers_that_were_not_exported(read, pmid):
    text = OVID.format(title="Owls.", volume="28(2)", kind="Article", pmid=pmid)
    (record,), _, _ = read(text)
    assert (record.doi, record.pmid, record.source_id) == ("10.5555/ward.1", pmid, "20301")
    assert record.url.startswith("https://ovidsp.ovid.com/")


@pytest.mark.parametrize(
    ("written", "issue"),
    [("28(Supplement 1)", "Supplement 1"), ("28(6 Supplement)", "6 Supplement"), ("28(2 SUPPL)", "2 SUPPL")],
)
def test_a_supplement_in_a_source_line_is_an_issue(read, written, issue):
    text = OVID.format(title="Owls.", volume=written, kind="Conference Abstract", pmid="")
    (record,), _, _ = read(text)
    assert (record.volume, record.issue, record.pages) == ("28", issue, "S2-S3")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Retraction: Owls at night (J Wards (2029) 28 (1)).", "retraction"),
        ("Correction to: Owls at night.", "erratum"),
        ("Retraction of eyelids in owls.", "erratum"),
    ],
)
def test_retractions_that_embase_has_among_the_errata_are_retractions(read, title, kind):
    (record,), _, _ = read(OVID.format(title=title, volume="28(2)", kind="Erratum", pmid=""))
    assert record.type == kind


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://www.scopus.com/pages/publications/105099999999?origin=resultslist", "2-s2.0-105099999999"),
        ("https://www-scopus-com.owl.example.org/pages/publications/85099999999", "2-s2.0-85099999999"),
        ("https://www.scopus.com/inward/record.uri?eid=2-s2.0-85099999999&doi=10", "2-s2.0-85099999999"),
        ("https://www.owl.example.org/pages/publications/105099999999", ""),
    ],
)
def test_the_number_of_a_record_stands_in_the_addresses_of_scopus(read, address, number):
    (record,), _, _ = read(_ris("TI  - Owls", f"UR  - {address}"))
    assert record.source_id == number


def test_plain_text_of_scopus_with_its_addresses_of_since_2025(read):
    text = (
        "Scopus\nEXPORT DATE: 01 May 2030\n\nBerg, L.\nOwls at night\n(2030) J Wards, 28 (2), pp. 103-106. \n"
        "https://www.scopus.com/pages/publications/105099999999\n\nDOCUMENT TYPE: Article\nSOURCE: Scopus\n"
    )
    (record,), aside, _ = read(text)
    assert not aside
    assert (record.title, record.source_id) == ("Owls at night", "2-s2.0-105099999999")


@pytest.mark.parametrize(("written", "pages"), [("103-106. e3", "103-106.e3"), ("14.21. 1", "14.21.1")])
def test_blanks_of_google_scholar_in_pages_go(read, written, pages):
    (record,), _, _ = read(f"%0 Journal Article\n%T Owls\n%A Berg, Lena\n%J J Wards\n%P {written}\n%D 2030\n")
    assert record.pages == pages


def test_a_meeting_is_no_issue_and_a_group_no_person_in_web_of_science(read):
    text = _ris(
        "AU  - Berg, L", "A1  - Ad Hoc Owl Comm", "TI  - Owls", "CP  - Symposium of Owls", "VL  - 13",
        "AN  - WOS:000999999900001",
    )  # fmt: skip
    (record,), _, _ = read(text)
    assert record.authors == ("Berg, L", "Ad Hoc Owl Comm")
    assert (record.volume, record.issue) == ("13", "")


@pytest.mark.parametrize(
    ("lines", "container"),
    [
        (("T2  - OWL '30: Conference on Owls", "C3  - Proceedings of the 3rd Conference on Owls"), "P"),
        (("T2  - International Owl Congress 2030", "C3  - IOC 2030"), "I"),
        (("T2  - Jay Congress", "C3  - Proceedings University of Owls", "WE  - SCI", "AN  - WOS:1"), "J"),
        (("T2  - Night Flight Systems 2030", "C3  - Advances in Night Flight Systems 17"), "A"),
        (("T2  - OWLS 2030", "C3  - Proceedings of the 3rd Conference on Owls"), "P"),
        (("T2  - Owls 2030", "C3  - The 3rd Symposium on Advances in Owls"), "O"),
        (("T2  - Lectures in Owls", "C3  - Advances in Night Flight Systems 17"), "L"),
        (("T2  - Proceedings of OWLS 2030", "C3  - Advances in Night Flight Systems 17"), "P"),
        (("T2  - OWLS 2030", "C3  - University of Owls"), "O"),
    ],
)
def test_proceedings_are_the_container_beside_the_name_of_a_meeting(read, lines, container):
    (record,), _, _ = read(_ris("TI  - Owls", "AU  - Berg, L", *lines, kind="CONF"))
    assert record.container[0] == container


def _untyped(n: int, *, last: str = "ER  - ") -> str:
    address = "https://www.scopus.com/inward/record.uri?eid=2-s2.0-8509999999{}&doi=10.5555%2fward.{}&md5=0"
    lines = [
        f"TI  - Owls {at}\nPY  - 2030\nAU  - Berg, L.\nUR  - {address.format(at, at)}\nER  - \n"
        for at in range(n)
    ]
    return "\n".join(lines).removesuffix("ER  - \n") + f"{last}\n"


def test_entries_of_scopus_without_types_are_read(read):
    records, aside, summary = read(_untyped(3))
    assert not aside and (summary.format, summary.dialect) == ("ris", "Scopus")
    assert [record.title for record in records] == ["Owls 0", "Owls 1", "Owls 2"]
    assert [record.doi for record in records] == ["10.5555/ward.0", "10.5555/ward.1", "10.5555/ward.2"]
    assert [record.type for record in records] == ["", "", ""]


def test_an_entry_without_type_that_lost_its_end_is_set_aside(read):
    texts = _untyped(4).split("\n\n")
    texts[1] = texts[1].removesuffix("\nER  - ")
    records, aside, _ = read("\n\n".join(texts))
    assert [record.title for record in records] == ["Owls 0", "Owls 3"]
    assert [fault.reason for fault in aside] == [
        "this entry has two titles, as where the end of one entry was lost"
    ]
    records, aside, _ = read(_untyped(3, last=""))
    assert [record.title for record in records] == ["Owls 0", "Owls 1"]
    assert [fault.reason for fault in aside] == ["this entry never reaches ER"]


def test_an_entry_far_below_keeps_its_type_and_long_first_ones_are_read(read):
    long = f"TI  - Jays\nAB  - {'word ' * 20_000}\nER  - \n\n"
    records, aside, _ = read(f"{long * 2}{_untyped(1000)}\nTY  - BOOK\nTI  - Wards\nER  - \n")
    assert (len(records), aside) == (1003, [])
    assert [record.type for record in records[-2:]] == ["", "book"]


@pytest.mark.parametrize("n_behind", range(9))
def test_a_head_that_ends_within_a_tag_is_one_of_entries_without_types(n_behind):
    text = _untyped(3)
    behind = text.rindex("ER  - \n", 0, -5) + len("ER  - \n")
    assert is_untyped(text[: behind + n_behind])


@pytest.mark.parametrize(
    ("lines", "authors", "issue"),
    [
        (("A1  - Owl Group; Ward Group",), ("Berg, L", "Owl Group", "Ward Group"), ""),
        (("AU  - OWL", "A1  - OWL", "CP  - 4"), ("Berg, L", "OWL"), "4"),
        (("A1  - Owl, Group", "CP  - 45th Owl Meeting"), ("Berg, L", "Owl, Group"), ""),
    ],
)
def test_groups_and_numbers_beside_numbers_of_web_of_science(read, lines, authors, issue):
    (record,), _, _ = read(_ris("TI  - Owls", "AN  - WOS:1", "AU  - Berg, L", *lines))
    assert (record.authors, record.issue) == (authors, issue)


@pytest.mark.parametrize(
    "text",
    ["TI  - Owls\nAU  - Berg, L.\nER  - \n", "TI  - Owls\nER  - \nWords.\nTI  - Owls\nER  - \n"],
)
def test_a_single_entry_without_its_type_is_none_and_so_are_words_between(read, text):
    with pytest.raises(ReviewError):
        read(text)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("J Wards. 2030 (no pagination), 2030. Article Number: 31.", ("2030", "", "31", 2030)),
        ("J Wards. 2030(3) (no pagination), 2030.", ("2030", "3", "", 2030)),
        ("J Wards. 2030 (no pagination).", ("", "", "", 2030)),
        ("J Wards. 2029 (Oslo), 2030.", ("", "", "", 2029)),
        ("J Wards. 28(2) (pp 2-3), 2030.", ("28", "2", "2-3", 2030)),
        ("J Wards. 2030 (2030), 2-3.", ("", "", "2-3", 2030)),
        ("J Wards. 28(240pp.), 2030.", ("28", "", "", 2030)),
        ("J Wards. 28(Suppl 1), 2030.", ("28", "Suppl 1", "", 2030)),
    ],
)
def test_a_year_that_stands_for_the_volume_is_one_where_it_is_told_twice(read, source, place):
    (record,), _, _ = read(f"<1>\nTitle\n  Owls.\nSource\n  {source}\nPublication Type\n  Article\n")
    assert (record.volume, record.issue, record.pages, record.year) == place


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://owls.example.org/a.pdf%5Cnhttp://wards.example.org/b.pdf", "http://owls.example.org/a.pdf"),
        ("https://owls.example.org/a\\nhttps://wards.example.org/b", "https://owls.example.org/a"),
        ("http://owls.example.org/a%5Cnight", "http://owls.example.org/a%5Cnight"),
        (
            "http://old.example.org/2030/http://owls.example.org",
            "http://old.example.org/2030/http://owls.example.org",
        ),
        (
            "http://owls.example.org/?to=nhttp://a.example.org",
            "http://owls.example.org/?to=nhttp://a.example.org",
        ),
    ],
)
def test_of_addresses_that_mendeley_runs_on_the_first_is_that_of_the_record(read, written, url):
    (record,), _, _ = read(_ris("TI  - Owls", f"UR  - {written}"))
    assert record.url == url


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("VL  - 12", "IS  - 663376", "SP  - 663376", "EP  - 663376"), ("12", "", "663376")),
        (("VL  - 6", "IS  - 1201", "SP  - 1201"), ("6", "", "1201")),
        (("VL  - 12", "IS  - 663", "SP  - 663"), ("12", "663", "663")),
        (("VL  - 12", "IS  - 7553", "SP  - 436", "EP  - 444"), ("12", "7553", "436-444")),
        (("VL  - 12", "IS  - 2030", "SP  - 2030", "EP  - 2034"), ("12", "2030", "2030-2034")),
        (("IS  - 52345", "SP  - 52345"), ("", "52345", "52345")),
    ],
)
def test_the_number_of_an_article_is_no_issue_though_it_stands_there_too(read, lines, place):
    (record,), _, _ = read(_ris("TI  - Owls", *lines))
    assert (record.volume, record.issue, record.pages) == place
