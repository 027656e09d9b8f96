"""DOIs that stand for one document, and DOIs that do not."""

from __future__ import annotations

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.join import join_records


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
    ],
)
def test_known_variants_of_a_doi_do_not_keep_records_apart(one: str, other: str) -> None:
    assert n_reports(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.5555/jwl.1", "10.5555/jwl.12"),
        ("10.5555/jwl.1", "10.5555/jwl.1.v2"),
        ("10.1002/14651858.CD000001", "10.1002/14651858.CD000001.pub2"),
    ],
)
def test_other_dois_keep_records_apart_though_all_else_agrees(one: str, other: str) -> None:
    assert n_reports(one, other) == 2
