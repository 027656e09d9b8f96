"""DOIs that stand for one document, and DOIs that do not."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.dois import plain_doi
from coprod_review.dedupe.join import join_records
from coprod_review.read.dois import doi as read_doi

PAGES = (
    *(".full", ".full.pdf", ".full-text", ".abstract", ".extract", ".short", ".long", ".pdf"),
    *("/full", "/full/html", "/fulltext", "/abstract", "/pdf", "/epdf", "/meta"),
    *("#abstract", "#sec-2", "/full#citeas", ";jsessionid=1A.b2", ".full;jsessionid=1A?via%3Dihub"),
    *("?via%3Dihub", "?via=ihub&rss=1", "?utm_source=a&utm_medium=b#top", "&domain=pdf", "?domain=pdf"),
    *("%20", "\u200b", "\ufeff", ")", ").", ".", ",", ">", "&gt;", "].", ".\u200b"),
)
"""What sites, programs and people write behind a DOI."""

OF_OLD_DAYS = "10.5555/(SICI)1099-1(1999)1:2<1::AID-X3>3.0.CO;2-#"


def n_reports(one: str, other: str) -> int:
    facts = LINDEN | PLACE | {"title": TITLE}
    records = [record("a.ris:1", doi=one, **facts), record("b.ris:1", doi=other, **facts)]
    return len(join_records(records).reports)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.5555/jwl.1", "https://doi.org/10.5555/JWL.1"),
        ("10.5555/jwl.1", "http://dx.doi.org/10.5555/jwl.1."),
        ("10.5555/jwl.1", "10.5555/jwl.1/full"),
        ("10.5555/jwl.1", "doi:10.5555/jwl.1.pdf"),
        ("10.1046/j.1365-2648.2003.02537.x", "10.1111/j.1365-2648.2003.02537.x"),
        (
            "10.5555/(SICI)1099-1(1999)1<1::AID-X>3.0.CO;2-A",
            "10.5555/(sici)1099-1(1999)1%3C1::aid-x%3E3.0.co;2-a",
        ),
        ("10.5555/jwl.1", "10.2307/41234567"),
        ("10.1109/jwl.2017.6", "10.5555/3103196.3103213"),
        *(("10.5555/jwl.2018-01", f"10.5555/jwl.2018-01{page}") for page in PAGES),
        *((OF_OLD_DAYS, f"{OF_OLD_DAYS}{page}") for page in PAGES),
    ],
)
def test_known_variants_of_a_doi_do_not_keep_records_apart(one: str, other: str) -> None:
    assert n_reports(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.5555/jwl.1", "10.5555/jwl.12"),
        ("10.5555/jwl.1", "10.5555/jwl.1.v2"),
        ("10.5555/jwl.1?id=7", "10.5555/jwl.1?id=8"),
        ("10.5555/jwl(05)", "10.5555/jwl(05"),
        ("10.5555/jwl.5(1)", "10.5555/jwl.5(1"),
        ("10.5555/jwl.full", "10.5555/jwl.fuller"),
        (OF_OLD_DAYS, OF_OLD_DAYS.removesuffix("#") + "X"),
        (OF_OLD_DAYS, OF_OLD_DAYS.replace("X3", "X4")),
        ("10.1002/14651858.CD000001", "10.1002/14651858.CD000001.pub2"),
    ],
)
def test_other_dois_keep_records_apart_though_all_else_agrees(one: str, other: str) -> None:
    assert n_reports(one, other) == 2


@pytest.mark.parametrize(
    "real",
    [
        OF_OLD_DAYS,
        "10.5555/0013(90)018<0099:tmd>2.3.co;2",
        "10.5555/s0140-6736(05)",
        "10.5555/0045(2000)000[0001:x]2.0.co;2",
        "10.5555/fullerton.shorter",
        "10.5555/jwl/full.1",
    ],
)
@pytest.mark.parametrize("behind", ["", ".", ",", ").", "&domain=pdf", "\u200b", "#abstract"])
def test_what_belongs_to_a_doi_stays_whatever_stands_behind_it(real: str, behind: str) -> None:
    assert plain_doi(real + behind) == real.casefold()
    assert read_doi([real + behind], Counter()) == real.casefold()


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith("/") and page != ".pdf"])
def test_reading_keeps_no_page_of_a_site_and_no_stop_behind_a_doi(page: str) -> None:
    assert read_doi([f"https://doi.org/10.5555/jwl.2018-01{page}"], Counter()) == "10.5555/jwl.2018-01"
