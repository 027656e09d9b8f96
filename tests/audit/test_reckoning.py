"""How the pages of estimates tell what these are reckoned from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.audit.lists import bearers
from coprod_review.audit.reckoning import reckoning
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger

Counts = dict[str, int]


def ledger_of(counts: Counts, estimates: dict[str, float]) -> Ledger:
    numbers = [
        Number(
            number_id=name,
            value=float(n),
            text=str(n),
            label="",
            member_kind="report",
            members=tuple(f"r{i}" for i in range(n)),
            is_count=True,
        )
        for name, n in counts.items()
    ]
    shares = [
        Number(number_id=name, value=value, text=f"{100 * value:+.0f} %", label="", member_kind="report")
        for name, value in estimates.items()
    ]
    return Ledger.of([*numbers, *shares])


CLAIM_1 = {"claim.1.public_administration": 28, "claim.1.service_management": 2}

CLAIM_2 = {
    "claim.2.service_management": 4,
    "claim.2.public_administration": 10,
    "map.explicit.service_management.partnership": 3,
    "map.explicit.public_administration.partnership": 5,
}


def test_claim_1_is_told_by_its_two_counts_and_the_reports_on_safety() -> None:
    found = ledger_of(CLAIM_1, {"claim.1": 26 / 34})
    told = reckoning(found["claim.1"], found, basis="explicit", n_members=34).striptags()
    assert told.startswith("28/34 − 2/34 = 82 % − 5.9 % = +76 %. The interval is Newcombe’s")


def test_each_count_of_a_claim_leads_to_its_list() -> None:
    found = ledger_of(CLAIM_1, {"claim.1": 26 / 34})
    told = reckoning(found["claim.1"], found, basis="explicit", n_members=34)
    assert '<a href="claim.1.public_administration.html">28</a>/34' in told


def test_claim_2_takes_the_partners_from_the_map_of_its_basis() -> None:
    found = ledger_of(CLAIM_2, {"claim.2": 0.25})
    told = reckoning(found["claim.2"], found, basis="explicit", n_members=14).striptags()
    assert told.startswith("3/4 − 5/10 = 75 % − 50 % = +25 %. ")


def test_claim_3_is_the_smaller_of_two_differences() -> None:
    shares = {
        "model.technical.untapped": 0.15,
        "model.procedural.untapped": 0.1,
        "model.social_interaction.untapped": 0.07,
        "claim.3": 0.07 - 0.15,
    }
    found = ledger_of({}, shares)
    told = reckoning(found["claim.3"], found, basis="all", n_members=9).striptags()
    assert "+7 % − +15 % = -8 % (the other: +10 %)" in told


def test_counts_that_do_not_give_the_value_are_not_shown_as_its_reckoning() -> None:
    found = ledger_of(CLAIM_1, {"claim.1": 0.5})
    told = reckoning(found["claim.1"], found, basis="explicit", n_members=34)
    assert "28" not in told
    assert told.startswith("The share of public administration among reports on safety, minus")


@pytest.mark.parametrize(
    "name",
    [
        "share.all.framing.none",
        "agreement.framing.a.b.percent",
        "model.technical.partnership.untapped",
        "model.technical.chance",
        "corrected.rehearsal.framing.none.naive",
        "specification.people_first.claim_1.run",
    ],
)
def test_other_estimates_are_told_in_words(name: str) -> None:
    found = ledger_of({}, {name: 0.5})
    assert reckoning(found[name], found, basis="", n_members=3).endswith(".")


def test_claims_and_short_lists_are_listed_on_their_own_pages(project: Path) -> None:
    def resting(name: str, n: int, *, is_count: bool = False) -> Number:
        members = tuple(f"r{i:03}" for i in range(n))
        return Number(
            number_id=name,
            value=float(n),
            text=str(n),
            label="",
            member_kind="report",
            members=members,
            is_count=is_count,
        )

    few = [resting("flow.few", 34, is_count=True), resting("share.few", 34)]
    many = [resting("flow.many", 90, is_count=True), resting("share.many", 90), resting("claim.3", 90)]
    found = coded_review(project, n=3).results
    assert list(bearers(replace(found, ledger=Ledger.of([*few, *many])))) == ["share.many"]


def test_the_list_of_a_number_stands_with_one_that_asks_the_same_question_of_the_same_coders(
    project: Path,
) -> None:
    names = [
        f"agreement.{question}.{coders}{end}"
        for question in ("tradition", "framing")
        for coders in ("ann.bo", "ann.cy")
        for end in ("", ".alpha")
    ]
    members = tuple(f"r{i:03}" for i in range(90))
    ledger = Ledger.of(
        Number(number_id=name, value=0.5, text="0.50", label="", member_kind="report", members=members)
        for name in names
    )
    found = bearers(replace(coded_review(project, n=3).results, ledger=ledger))
    assert {name: other.number_id for name, other in found.items()} == {
        name: name.removesuffix(".alpha") for name in names if name.endswith(".alpha")
    }
