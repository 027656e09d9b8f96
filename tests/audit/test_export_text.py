"""The audit pages show the text of an export that the reading saw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def test_single_bytes_of_another_encoding_are_shown_as_they_were_read(
    write_review, run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    export = review / "corpus" / "exports" / "a.ris"
    export.write_bytes(
        export.read_bytes() + "\nN1  - Ärende på åtta öar och ".encode() + b"\x93caf\xe9\x94\n"
    )
    assert run(review, "site") == 0
    page = (review / "results" / "audit" / "exports" / "a.ris.html").read_text(encoding="utf-8")
    assert "Ärende på åtta öar och “café”" in page


def test_signs_that_mislead_are_on_no_page_and_controls_are_shown_by_their_pictures(
    write_review, run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    export = review / "corpus" / "exports" / "a.ris"
    export.write_bytes(export.read_bytes() + "\nN1  - a\x00b \u202egnp.exe\u202c\n".encode())
    assert run(review, "site") == 0
    page = (review / "results" / "audit" / "exports" / "a.ris.html").read_bytes()
    assert "a\u2400b gnp.exe" in page.decode("utf-8")
    assert b"\x00" not in page
