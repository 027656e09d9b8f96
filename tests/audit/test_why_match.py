"""A name means the record that somebody has in mind, whichever way it is written."""

from __future__ import annotations

import pytest

from coprod_review.audit.why_match import entry_and_line, export_named, find, folded, is_number, reach_of
from coprod_review.audit.why_near import near_titles
from coprod_review.pages.catalogue import Catalogue

TITLES = (
    "Falls in the ward: Part I",
    "Falls in the ward: Part II",
    "Co-production of safe care",
    "Coproduction in the home",
    "Sécurité des patients à l’hôpital",
    "患者安全的研究",
    "Falls",
)
ASIDE = {
    "export": "b.ris",
    "line": "40",
    "reason": "never ends",
    "remedy": "export again",
    "raw": "TY  - JOUR\nTI  - A lost report on restraints\nDO  - 10.9999/LOST.1",
}


@pytest.fixture
def catalogue() -> Catalogue:
    n = len(TITLES)
    record_ids = [f"a.ris:{i}" for i in range(1, n + 1)]
    reports = {
        "p1": ["a.ris:1"],
        "p2": ["a.ris:2"],
        "p3": ["a.ris:3", "a.ris:4"],
        **{f"p{i}": [f"a.ris:{i}"] for i in (5, 6, 7)},
    }
    return Catalogue(
        record_ids=record_ids,
        exports=["a.ris"] * n,
        lines=[10 * i + 1 for i in range(n)],
        end_lines=[10 * i + 9 for i in range(n)],
        source_ids=["WOS:0001", "2-s2.0-85", "", "", "", "", "30220881"],
        dois=["10.1234/falls.1", "10.1234/falls.2", "10.1234/safe(care)", "10.1234/safe(care)", "", "", ""],
        pmids=["", "30220881", "", "", "", "", ""],
        titles=TITLES,
        report_id_by_record={record: i for i, records in reports.items() for record in records},
        records_by_report=reports,
        registered=lambda: {"old7": "p7", "id:old7": "p7", "title:falls": "p7", "gone": "p99"},
        set_aside=[ASIDE],
    )


def _reports(name: str, catalogue: Catalogue, doi: str = "") -> list[str]:
    return [match.report_id for match in find(name, catalogue, doi=doi)]


@pytest.mark.parametrize(
    ("name", "doi", "reports"),
    [
        ("p2", "", ["p2"]),
        ("P2", "", ["p2"]),
        ("  a.ris:4 ", "", ["p3"]),
        ("A.RIS:4", "", ["p3"]),
        ("https://doi.org/10.1234/FALLS.2", "10.1234/falls.2", ["p2"]),
        ("wos:0001", "", ["p1"]),
        ("PMID: 30220881", "", ["p2"]),
        ("https://pubmed.ncbi.nlm.nih.gov/30220881/", "", ["p2"]),
        ("a.ris, line 25", "", ["p3"]),
        ("a.ris:L25", "", ["p3"]),
        ("corpus/exports/a.ris:25", "", ["p3"]),
        ("old7", "", ["p7"]),
        ("title:falls", "", ["p7"]),
        ("FALLS", "", ["p7"]),
        ("falls ward", "", ["p1", "p2"]),
        ("Falls in the ward - part ii", "", ["p2"]),
        ("securite hopital", "", ["p5"]),
        ("安全", "", ["p6"]),
        ("coproduction", "", ["p3"]),
        ("co-production home", "", ["p3"]),
    ],
)
def test_each_way_of_naming_finds_its_report(
    name: str, doi: str, reports: list[str], catalogue: Catalogue
) -> None:
    assert _reports(name, catalogue, doi) == reports


def test_records_of_one_report_are_one_match_that_names_them_all(catalogue: Catalogue) -> None:
    (match,) = find("x", catalogue, doi="10.1234/safe(care)")
    assert (match.how, match.record_ids) == ("DOI", ("a.ris:3", "a.ris:4"))


def test_a_number_that_is_a_pmid_of_one_and_an_accession_number_of_another_names_both(
    catalogue: Catalogue,
) -> None:
    assert _reports("30220881", catalogue) == ["p2", "p7"]


def test_an_entry_number_is_no_line_where_the_export_has_such_an_entry(catalogue: Catalogue) -> None:
    assert _reports("a.ris:5", catalogue) == ["p5"]
    assert _reports("a.ris:L5", catalogue) == ["p1"]


@pytest.mark.parametrize(
    "folder", ["", "corpus/exports/", "exports/", "./", "/home/x/r/corpus/exports/", "corpus\\exports\\"]
)
def test_an_entry_is_meant_whatever_folder_stands_before_its_export(
    folder: str, catalogue: Catalogue
) -> None:
    assert _reports(f"{folder}a.ris:5", catalogue) == ["p5"]
    assert _reports(f"{folder}A.ris:L5", catalogue) == ["p1"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("exports/a.ris:5", "This is entry 5 of a.ris. Its line 5 lies in entry 1: a.ris:L5"),
        ("a.ris:25", "a.ris has no entry 25; its line 25 lies in entry 3."),
        ("b.ris:41", "b.ris has no entry 41; its line 41 lies in what was set aside."),
        ("a.ris:1", ""),
        ("a.ris:L5", ""),
        ("a.ris:900", ""),
        ("falls", ""),
    ],
)
def test_where_entry_and_line_of_a_number_differ_both_are_told(
    name: str, told: str, catalogue: Catalogue
) -> None:
    assert entry_and_line(name, catalogue) == told


def test_the_export_that_a_name_speaks_of_is_known_without_its_folder() -> None:
    names = ("corpus/exports/c.ris:3", "c.ris, line 3", "c.ris", "https://doi.org/10.1/c")
    assert [export_named(name) for name in names] == ["c.ris", "c.ris", "", ""]


@pytest.mark.parametrize("name", ["b.ris:40", "b.ris, line 41", "lost restraints"])
def test_a_set_aside_entry_is_found_by_its_lines_and_its_words(name: str, catalogue: Catalogue) -> None:
    (match,) = find(name, catalogue, doi="")
    assert match.set_aside == ASIDE


def test_a_set_aside_entry_is_found_by_its_doi(catalogue: Catalogue) -> None:
    (match,) = find("10.9999/lost.1", catalogue, doi="10.9999/lost.1")
    assert match.set_aside == ASIDE


@pytest.mark.parametrize("name", ["", "...", "p99", "gone", "alls ward", "a.ris:900", "10.1/none"])
def test_what_nothing_bears_finds_nothing(name: str, catalogue: Catalogue) -> None:
    assert find(name, catalogue, doi="") == []


def test_before_records_are_joined_each_is_a_match_of_its_own(catalogue: Catalogue) -> None:
    alone = Catalogue(
        record_ids=catalogue.record_ids,
        exports=catalogue.exports,
        lines=catalogue.lines,
        end_lines=catalogue.end_lines,
        source_ids=catalogue.source_ids,
        dois=catalogue.dois,
        pmids=catalogue.pmids,
        titles=catalogue.titles,
    )
    found = find("x", alone, doi="10.1234/safe(care)")
    assert [(match.report_id, match.record_ids) for match in found] == [
        ("", ("a.ris:3",)),
        ("", ("a.ris:4",)),
    ]


@pytest.mark.parametrize(
    ("typed", "place"),
    [("fals in teh ward: part 1", 0), ("copoduction of save care", 2), ("securite de patient", 4)],
)
def test_misspelt_titles_find_the_title_that_is_meant(typed: str, place: int) -> None:
    assert near_titles(typed, TITLES)[0] == place


def test_nothing_is_near_to_words_of_another_matter() -> None:
    assert near_titles("quantum chromodynamics", TITLES) == []


def test_how_far_an_export_goes_is_told_for_a_line_beyond_it(catalogue: Catalogue) -> None:
    assert reach_of("a.ris:900", catalogue) == "a.ris has 7 records, the last of which ends in line 69"
    assert reach_of("c.ris:1", catalogue) == "no export that was read is called c.ris"
    assert reach_of("corpus/exports/A.ris", catalogue).startswith("A.ris has 7 records, the last of")
    assert reach_of("words alone", catalogue) == ""
    assert reach_of("pmid:30000000", catalogue) == "" and is_number("pmid:30000000")
    assert reach_of("doi:10.1000/part:7", catalogue) == ""


def test_folded_words_are_the_same_however_they_are_written() -> None:
    assert (
        folded("The PATIENT’S “Co-Design”") == folded("the patient's co design") == "the patients co design"
    )
