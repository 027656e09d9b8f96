"""Codes that no answer could have given have no share, and are not said to be found in none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.io.codebook import read_codebook
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Adjudication
from coprod_review.model.unasked import unasked_codes

NEW = ("framing", "network")


@pytest.fixture(scope="module")
def older(project: Path) -> Codebook:
    return replace(read_codebook(project / "config" / "codebook.yaml"), version="0.2")


@pytest.fixture(scope="module")
def codebook(older: Codebook) -> Codebook:
    """The codebook with one more code, under a new version."""
    framing = older.dimensions["framing"]
    codes = {**framing.codes, "network": replace(framing.codes["protective"], label="Network")}
    return replace(
        older, version="0.3", dimensions={**older.dimensions, "framing": replace(framing, codes=codes)}
    )


def coding(codes: tuple[str, ...], version: str, coder: str = "ann") -> Coding:
    return Coding(report_id="r1", dimension="framing", codes=codes, coder=coder, codebook=version)


def test_a_code_that_no_codebook_of_the_codings_holds_is_unasked(older: Codebook, codebook: Codebook) -> None:
    said = [coding(("protective",), "0.2"), coding(("network",), "0.3", coder="rules")]
    assert unasked_codes(codebook, said, (), {"0.2": older}) == {NEW}
    assert unasked_codes(older, said, (), {}) == frozenset()


def test_a_code_is_asked_for_once_somebody_coded_by_the_present_codebook_or_gave_it(
    older: Codebook, codebook: Codebook
) -> None:
    old = coding(("protective",), "0.2")
    record = CodeOfRecord(
        report_id="r1", dimension="framing", codes=("network",), status="adjudicated", coders=("cd",)
    )
    for said, records in (
        ([old, coding(("none",), "0.3")], ()),
        ([old, coding(("none",), "")], ()),
        ([old, coding(("network",), "0.25")], ()),
        ([old], (record,)),
        ([coding(("none",), "0.3", coder="combination")], ()),
    ):
        assert NEW not in unasked_codes(codebook, said, records, {"0.2": older})


@pytest.mark.parametrize(("version", "is_unasked"), [("0.3", False), ("", False), ("0.2", True)])
def test_who_adjudicated_was_asked_for_every_code_of_the_codebook_that_the_adjudication_follows(
    older: Codebook, codebook: Codebook, version: str, is_unasked: bool
) -> None:
    ruled = Adjudication(
        report_id="r1",
        dimension="framing",
        codes=("none",),
        coder="cd",
        date="2026-01-01",
        reason="no part",
        codebook=version,
    )
    said = [coding(("protective",), "0.2")]
    found = unasked_codes(codebook, said, (), {"0.2": older}, adjudications=[ruled])
    assert (NEW in found) is is_unasked
    assert not unasked_codes(codebook, (), (), {"0.2": older}, adjudications=[ruled])


def test_nothing_is_unasked_where_a_codebook_that_was_followed_is_not_at_hand(
    older: Codebook, codebook: Codebook
) -> None:
    lost = [coding(("protective",), "0.1")]
    assert unasked_codes(codebook, lost, (), {}) == frozenset()
    assert unasked_codes(codebook, [*lost, coding(("none",), "0.2")], (), {"0.2": older}) == frozenset()
