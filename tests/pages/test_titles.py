"""What numbers are called: the codebook's words in place of ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.io.codebook import read_codebook
from coprod_review.model.number import Number
from coprod_review.pages.titles import Titles


@pytest.fixture(scope="module")
def titles(project: Path) -> Titles:
    return Titles(codebook=read_codebook(project / "config" / "codebook.yaml"))


def number(number_id: str, label: str) -> Number:
    return Number(number_id=number_id, value=1.0, text="1", label=label, member_kind="report")


@pytest.mark.parametrize(
    ("number_id", "label", "reads"),
    [
        (
            "map.all.service_management.partnership",
            "reports of tradition service_management and framing consultative (all)",
            "reports of co-production tradition “Service management” and patient-safety framing “Safety with "
            "patients as informants” (all codes)",
        ),
        (
            "share.explicit.issue_character.technical",
            "share of technical in issue_character, of 9 reports (explicit)",
            "share of “Technical” in character of the safety issue, of 9 reports (codes "
            "whose basis is explicit)",
        ),
        (
            "status.framing.agreed",
            "reports whose framing is agreed",
            "reports by how the code of patient-safety framing came about: readers agree",
        ),
        (
            "characteristic.text_status.part",
            "reports whose text_status is part",
            "reports by text at hand: a part of the abstract",
        ),
        (
            "model.technical.partnership.untapped",
            "untapped: technical, consultative",
            "untapped: “Technical”, “Safety with patients as informants”",
        ),
        (
            "claim.1.service_management",
            "claim 1 (all): reports, service_management",
            "claim 1 (all codes): reports, “Service management”",
        ),
        (
            "performance.baseline_unigram.framing",
            "Macro-F1 of baseline unigram in framing against settled",
            "Macro-F1 of the unigram baseline in patient-safety framing against settled codes",
        ),
        ("new.kind", "something not_foreseen", "something not foreseen"),
    ],
)
def test_a_number_is_called_in_the_words_of_the_codebook(
    titles: Titles, number_id: str, label: str, reads: str
) -> None:
    assert titles.of(number(number_id, label)) == reads


def test_codes_that_are_out_are_told_in_words(titles: Titles) -> None:
    told = titles.in_words("tradition is not none and framing is not none")
    assert told == (
        "co-production tradition is not “No co-production” and patient-safety framing is not “No "
        "patient safety”"
    )
