"""Records of registers of trials and reviews: one number is one record, and no article."""

from __future__ import annotations

from typing import Any

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.join import Joining, join_records
from coprod_review.dedupe.register_numbers import number_in

REGISTER = {"container": "ClinicalTrials.gov", "year": 2012}


def joining(first: dict[str, Any], second: dict[str, Any]) -> Joining:
    return join_records([record("a.ris:1", **first), record("b.ris:1", **second)])


@pytest.mark.parametrize(
    "other",
    [
        {"source_id": "NCT01234567"},
        {"container": "https://clinicaltrials.gov/show/NCT01234567", "year": 2015},
        {"title": f"{TITLE} (NCT01234567)"},
        {"title": "Relatives at handovers", "source_id": "nct01234567"},
        {"title": f"NCT01234567: {TITLE}", "container": ""},
        {"container": "ICTRP", "url": "https://trialsearch.who.int/Trial2.aspx?TrialID=NCT01234567"},
    ],
)
def test_records_of_one_registration_are_one_whatever_else_they_say(other: dict[str, Any]) -> None:
    found = joining(
        REGISTER | {"title": TITLE, "source_id": "NCT01234567"}, REGISTER | {"title": TITLE} | other
    )
    assert [(v.verdict, v.rule) for v in found.verdicts] == [("duplicate", "same registration")]
    assert "agree: registration" in found.verdicts[0].why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISRCTN12345678", "ISRCTN 12345678"),
        ("ACTRN12612000123456", "actrn12612000123456"),
        ("EudraCT number: 2012-001234-12", "EUCTR2012-001234-12-DE"),
        ("CRD42012001234", "PROSPERO CRD42012001234."),
        ("https://doi.org/10.1186/ISRCTN12345678", "ISRCTN12345678"),
        ("JPRN-UMIN000012345", "UMIN000012345"),
        ("CTRI/2020/01/022345", "ctri/2020/01/022345"),
        ("ChiCTR-TRC-12002345", "chictr-trc-12002345"),
        ("IRCT20120215009014N123", "irct20120215009014n123"),
        ("jRCTs031180123", "JPRN-jRCTs031180123"),
        ("RBR-5r8w2k", "rbr-5r8w2k"),
        ("CTIS2022-500123-12-00", "ctis 2022-500123-12-00"),
    ],
)
def test_a_number_is_one_however_it_is_written(one: str, other: str) -> None:
    assert number_in(one) == number_in(other) != ""


@pytest.mark.parametrize(
    "number",
    [
        "NCT01234567", "ISRCTN12345678", "ACTRN12612000123456", "DRKS00012345", "PACTR201501234567890",
        "CRD42012001234", "ChiCTR2000012345", "CTRI/2020/01/022345", "IRCT20120215009014N123",
        "UMIN000012345", "jRCTs031180123", "KCT0001234", "TCTR20200101001", "RPCEC00000123", "RBR-5r8w2k",
        "SLCTR/2020/012", "CTIS2022-500123-12-00", "EUCTR2012-001234-12",
    ],
)  # fmt: skip
def test_the_number_of_every_register_is_known_in_the_place_of_the_journal(number: str) -> None:
    one = REGISTER | {"title": TITLE, "container": number}
    other = one | {"container": number[:-1] + ("3" if number[-1] != "3" else "4")}
    found = joining(one, other)
    assert [(v.verdict, v.rule) for v in found.verdicts] == [("distinct", "related: different registrations")]


@pytest.mark.parametrize(
    "text",
    ["NCT0123456", "CRD42", "2012-001234-12", "NCT012345678", "INCT01234567", "UMIN00001", "RBR-reviews"],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert number_in(text) == ""


def test_two_registrations_of_one_title_are_two() -> None:
    one = REGISTER | {"title": TITLE, "source_id": "NCT01234567"}
    found = joining(one, one | {"source_id": "NCT07654321"})
    assert [(v.verdict, v.rule) for v in found.verdicts] == [("distinct", "related: different registrations")]


def test_a_registration_and_the_article_of_the_trial_are_linked() -> None:
    one = REGISTER | {"title": TITLE, "source_id": "NCT01234567", "authors": LINDEN["authors"]}
    found = joining(one, LINDEN | PLACE | {"title": TITLE})
    assert [(v.verdict, v.rule) for v in found.verdicts] == [("distinct", "related: registration and report")]


def test_articles_that_name_the_number_of_their_trial_are_no_registrations() -> None:
    one = LINDEN | PLACE | {"title": f"{TITLE} (NCT01234567)"}
    found = joining(one, LINDEN | {"title": "Costs of relatives at handovers (NCT01234567)", "pages": "9-12"})
    assert not [v for v in found.verdicts if "registration" in v.rule]
