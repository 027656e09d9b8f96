"""Codings read without their evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coprod_review.io.tables import read_answers, write_codings
from coprod_review.model.coding import Coding, Evidence


def test_answers_are_the_codings_with_codes_coder_and_codebook_alone(tmp_path: Path) -> None:
    passage = Evidence(field="title", start=0, end=5, quote="Wards")
    told: dict[str, Any] = {"report_id": "r1", "dimension": "framing", "coder": "reader_1", "codebook": "0.2"}
    coding = Coding(**told, codes=("none", "protective"), evidence=(passage,), note="read twice")
    write_codings(
        tmp_path / "codings.parquet", [coding, Coding(**told | {"dimension": "tradition"}, codes=())]
    )
    assert read_answers(tmp_path / "codings.parquet") == [
        Coding(**told, codes=("none", "protective")),
        Coding(**told | {"dimension": "tradition"}, codes=()),
    ]
