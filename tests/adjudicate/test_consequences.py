"""What a ruling overturns beside by the codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.adjudicate.consequences import overturned
from coprod_review.io.codebook import read_codebook
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import FOLLOWS, CodeOfRecord


@pytest.fixture(scope="module")
def codebook(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def record(
    dimension: str, *codes: str, status: str = "person", reason: str = "ann and ben agree"
) -> CodeOfRecord:
    return CodeOfRecord(
        report_id="r1", dimension=dimension, codes=codes, status=status, coders=("ann", "ben"), reason=reason
    )


def ruling(dimension: str, *codes: str) -> CodeOfRecord:
    return record(dimension, *codes, status="adjudicated", reason="")


def told(
    records: list[CodeOfRecord], ruled: CodeOfRecord, codebook: Codebook
) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.before.dimension, one.after.codes) for one in overturned(records, ruled, codebook)]


def test_codes_that_leave_no_room_beside_a_ruling_become_others(codebook: Codebook) -> None:
    records = [
        record("framing", "protective"),
        record("safety_perspective", "safety_1"),
        record("safety_strategy", "none"),
        record("issue_character", status="waiting"),
        record("tradition", "other"),
    ]
    assert told(records, ruling("framing", "none"), codebook) == [("safety_perspective", ("none",))]
    assert told(records, ruling("framing", "consultative"), codebook) == []


def test_a_code_with_less_authority_waits_where_a_ruling_contradicts_what_it_asks_for(
    codebook: Codebook,
) -> None:
    records = [record("framing", "none"), record("safety_strategy", "none")]
    assert told(records, ruling("safety_strategy", "mitigation"), codebook) == [("framing", ())]


def test_two_rulings_that_break_the_codebook_wait_both(codebook: Codebook) -> None:
    records = [ruling("safety_strategy", "mitigation")]
    found = told(records, ruling("framing", "none"), codebook)
    assert found == [("framing", ()), ("safety_strategy", ())]


def test_what_follows_from_another_code_and_what_machines_decided_is_not_overturned(
    codebook: Codebook,
) -> None:
    follows = f"{FOLLOWS}: when framing is none, then safety_strategy none"
    records = [
        record("safety_strategy", "none", status="adjudicated", reason=follows),
        record("issue_character", "technical", status="machine"),
    ]
    assert told(records, ruling("framing", "none"), codebook) == []
