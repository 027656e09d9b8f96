"""References of any form are joined to the works that they cite, and to no others."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

from coprod_review.analyse.networks_references import reference_of
from coprod_review.analyse.networks_works import CitedWork, cited_works, lineage_by_reference
from coprod_review.model.bibliographic import Bibliographic
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.pattern import LineageWork
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.read.reading import Reading

SHARED = Path(os.environ.get("COPROD_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"

WOS = "Example AB, 2010, J INVENT CARE, V12, P345, DOI 10.1234/jic.2010.345"
WOS_OLD = "EXAMPLE AB, 2010, J INVENTED CARE, V12, P345"
SCOPUS = (
    "Example, A.B., Sample, C., On invented care at home (2010) Journal of Invented Care, 12 (3), pp. 345-360"
)
SCOPUS_NEW = (
    "Example A.B., Sample C., On invented care at home, Journal of Invented Care, 12, 3, pp. 345-360, (2010)"
)
VANCOUVER = "Example AB, Sample C. On invented care at home. J Invent Care. 2010;12(3):345-60."
APA = (
    "Example, A. B., & Sample, C. (2010). On invented care at home. Journal of Invented Care, 12(3), 345–360."
)


def works(*references: str, **known: str) -> list[CitedWork]:
    """The works of one report for each reference; `known` names lineage keys by reference place, `r0`."""
    reports = [report(n, reference) for n, reference in enumerate(references)]
    lineage = {references[int(place[1:])]: key for place, key in known.items()}
    return cited_works(reports, lineage=lineage, works={key: work(key) for key in known.values()})


def report(n: int, *references: str) -> Report:
    return Report(report_id=f"p{n}", record_ids=(f"a:{n}",), references=references)


def work(key: str) -> LineageWork:
    return LineageWork(
        key=key,
        tradition="service_management",
        authors=("Of Lineage, Ann",),
        year=2004,
        title="",
        container="",
        volume="",
        pages="",
        doi="10.1234/lineage",
        cited_as=(),
        short="",
    )


@pytest.mark.parametrize("other", [WOS_OLD, SCOPUS, SCOPUS_NEW, VANCOUVER, APA])
def test_one_work_in_the_forms_of_two_databases_is_one(other: str) -> None:
    (found,) = works(WOS, other)
    assert found.reports == ("p0", "p1")
    assert found.n_forms == 2
    assert found.label == "Example 2010"
    assert found.doi == "10.1234/jic.2010.345"


@pytest.mark.parametrize(
    "other",
    [
        "Example AB, 2010, J INVENT CARE, V12, P99",
        "Example AB, 2011, J INVENT CARE, V13, P345",
        "Other AB, 2010, J INVENT CARE, V12, P345",
        "Example, A.B., On invented care elsewhere (2010) Other Journal, 7 (3), pp. 1-6",
    ],
)
def test_another_page_year_author_or_title_is_another_work(other: str) -> None:
    assert len(works(WOS, other)) == 2


def test_two_issues_of_one_title_in_two_journals_stay_two_works() -> None:
    title = "A statement on reporting invented studies of patients"
    assert (
        len(
            works(
                f"Example, A., {title} (2009) J One, 6 (7), pp. 10-12",
                f"Example, A., {title} (2009) J Two, 339 (1), pp. 27-30",
            )
        )
        == 2
    )


def test_a_doi_joins_references_of_one_author_whatever_else_they_tell() -> None:
    assert (
        len(
            works(
                "Example A, 2014, J CARE, DOI 10.1234/x1", "Example A, 2016, J CARE, V18, P9, DOI 10.1234/X1"
            )
        )
        == 1
    )


def test_a_doi_that_two_authors_are_given_joins_nothing() -> None:
    assert (
        len(
            works(
                "Example A, 2006, J CARE, V99, P1, DOI 10.1234/x1",
                "Sample B, 2008, J CARE, V3, P7, DOI 10.1234/x1",
            )
        )
        == 2
    )


def test_a_broken_doi_and_the_signs_of_old_ones_do_not_join_works() -> None:
    one = "Example A, 2001, ADV CARE, V13, P1152, DOI 10.1002/1521(200108)13:15<1152::AID-ADMA1152>3.0.CO;2-5"
    other = (
        "Example A, 2001, ADV CARE, V13, P1174, DOI 10.1002/1521(200108)13:15<1174::AID-ADMA1174>3.0.CO;2-Q"
    )
    assert len(works(one, other)) == 2
    assert reference_of("Example C, 2014, J CARE, V10, P17, DOI 10.1504/JOURNAL .2014.05").dois == ()


def test_several_works_run_together_lend_their_dois_to_none() -> None:
    together = (
        "Example, A., First (1999) J One, 75, p. 24. , 10.1234/one1; Sample, B., (2000) J Two, 10.1234/two2"
    )
    assert reference_of(together).dois == ()
    assert reference_of("Example A, 2004, J CARE, V2, P1, DOI [10.1234/one1, 10.1234/two2]").dois == (
        *("10.1234/one1", "10.1234/two2"),
    )


def test_a_book_is_one_also_where_its_title_is_cut_short() -> None:
    (found,) = works("Example A., 1998, INVENTED DOMAINS ANA", "EXAMPLE A, 1998, INVENTED DOMAINS")
    assert found.n_forms == 2


def test_articles_with_a_page_are_not_joined_by_the_beginning_of_their_journal() -> None:
    assert (
        len(
            works("Example A, 1998, INVENTED CARE RES, V1, P5", "Example A, 1998, INVENTED CARE RES, V1, P50")
        )
        == 2
    )


@pytest.mark.parametrize(
    ("reference", "volume", "page"),
    [
        ("Example A, 2005, J PHYS D, V38, pR199", "38", ""),
        ("Example A, 2013, BRIT J CARE, V24, PS31", "24", "s31"),
        ("Example A, 1950, PHYSIOTHERAPY, V16, P391", "16", "391"),
        ("Example, A., Title words (2009) J. Appl. Care, 105, pp. 07B909", "105", "7b909"),
        ("Example, A., Title words (2018) Care, 20 (2), art. no. e1234", "20", "e1234"),
    ],
)
def test_volume_and_page_are_read_from_their_marks(reference: str, volume: str, page: str) -> None:
    found = reference_of(reference)
    assert (found.volume, found.page) == (volume, page)


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("VAN DEN EXAMPLE JR, 1999, J CARE, V1, P2", "Van Den Example 1999"),
        ("Noted R. F., 1994, SAVING INVENTED LEGACIES", "Noted 1994"),
        ("*INVENTED HLTH BOARD, 2002, GUIDE", "Invented Hlth Board 2002"),
        ("[Anonymous], 2013, LANCET", "[Anonymous], 2013, LANCET"),
        ("https://doi.org/10.1234/bare.7", "https://doi.org/10.1234/bare.7"),
    ],
)
def test_a_work_is_called_by_its_author_and_year(reference: str, label: str) -> None:
    assert [found.label for found in works(reference)] == [label]


def test_a_reference_without_year_and_doi_is_no_work() -> None:
    assert works("2", "In preparation", "Example A, J CARE IN PRESS") == []


def test_works_of_the_lineage_are_those_that_its_coder_resolved() -> None:
    (found,) = works(WOS, WOS_OLD, r0="lineage2004")
    assert (found.work, found.tradition, found.label) == (
        "lineage2004",
        "service_management",
        "Of Lineage 2004",
    )
    assert found.reports == ("p0", "p1")


def test_two_works_of_the_lineage_are_never_joined() -> None:
    assert [found.work for found in works(WOS, WOS_OLD, r0="one", r1="two")] == ["one", "two"]


def test_the_lineage_is_read_from_the_passages_of_its_codings() -> None:
    cited = Evidence(field="references", start=0, end=1, quote=WOS, rule="one")
    named = Evidence(field="abstract", start=0, end=3, quote="One", rule="two")
    coding = Coding(report_id="p", dimension="tradition", codes=(), coder="lineage", evidence=(cited, named))
    assert lineage_by_reference([coding]) == {WOS: "one"}


def test_a_report_that_cites_a_work_twice_counts_once() -> None:
    (found,) = cited_works([report(1, WOS, WOS_OLD)], lineage={}, works={})
    assert found.reports == ("p1",)


def test_the_order_of_reports_and_references_changes_nothing() -> None:
    references = [WOS, SCOPUS, VANCOUVER, "Sample C, 2001, J CARE, V3, P4", "Sample C., 2001, J CARE, V3, P4"]
    found = cited_works([report(n, r) for n, r in enumerate(references)], lineage={}, works={})
    turned = [report(n, r) for n, r in reversed(list(enumerate(references)))]
    assert cited_works(turned, lineage={}, works={}) == found


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data are not there")
def test_on_a_real_pair_of_exports_variants_join_and_no_two_works_of_other_authors_do() -> None:
    names = ("Umbrella-Review__scopus.csv", "Umbrella-Review__savedrecs.txt")
    reports = [r for name in names for r in reports_of(SHARED / "exports" / name)]
    forms = {reference for r in reports for reference in r.references}
    found = cited_works(reports, lineage={}, works={})
    assert sum(w.n_forms for w in found) > 0.95 * len(forms)
    assert len(found) < 0.75 * len(forms)
    assert found[0].reports == tuple(sorted(set(found[0].reports)))


def reports_of(path: Path) -> Iterable[Report]:
    for item in Reading(path.read_bytes(), export=path.name):
        if isinstance(item, Record):
            facts = {field.name: getattr(item, field.name) for field in fields(Bibliographic)}
            yield Report(report_id=item.record_id, record_ids=(item.record_id,), **facts)
