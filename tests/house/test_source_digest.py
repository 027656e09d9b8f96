"""The digest of the package follows its code."""

from __future__ import annotations

from pathlib import Path

from coprod_review.source_digest import source_digest


def test_the_digest_changes_with_any_file_and_not_with_compiled_code_or_line_ends(tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "ris.py").write_text("# ris\n", "utf-8")
    (tmp_path / "names.csv").write_text("a\n", "utf-8")
    before = source_digest(tmp_path)
    (tmp_path / "read" / "ris.pyc").write_bytes(b"compiled")
    (tmp_path / "read" / "ris.py").write_bytes(b"# ris\r\n")
    assert source_digest(tmp_path) == before
    (tmp_path / "names.csv").write_text("b\n", "utf-8")
    assert source_digest(tmp_path) != before
