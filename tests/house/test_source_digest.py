"""A stage's digest follows its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review import source_digest as module


def test_the_digest_changes_with_the_code_of_the_stage_and_not_with_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (*module.SHARED, "read/ris.py", "screen/flow.py"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        if place.endswith(".py"):
            (tmp_path / place).write_text(f"# {place}\n")
        else:
            (tmp_path / place).mkdir()
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    before = module.source_digest("read")
    (tmp_path / "screen/flow.py").write_text("# another stage\n")
    assert module.source_digest("read") == before
    (tmp_path / "read/ris.py").write_text("# edited\n")
    assert module.source_digest("read") != before
    (tmp_path / "read/server").mkdir()
    before = module.source_digest("read", without="read/server")
    (tmp_path / "read/server/pages.py").write_text("# what the stage does not run\n")
    assert module.source_digest("read", without="read/server") == before
    assert module.source_digest("read") != before


def test_a_misspelt_place_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="no such place"):
        module.source_digest("raed")
    with pytest.raises(FileNotFoundError, match="no such place"):
        module.source_digest("read", without="read/severs")
