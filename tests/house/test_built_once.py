"""What tests share is built by the first that asks for it, and by the next where that failed."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.built_once import built_once


def test_a_folder_that_two_ask_for_at_once_is_built_by_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp_path_factory.getbasetemp()  # made at the first call, which is to be one
    made: list[Path] = []
    both_ask = threading.Barrier(2, timeout=60)

    def make(folder: Path) -> None:
        made.append(folder)
        time.sleep(0.5)  # so that the other asks meanwhile
        (folder / "told.txt").write_text("built\n", encoding="utf-8")

    def ask(_: int) -> str:
        both_ask.wait()
        folder = built_once("asked twice", make, tmp_path_factory=tmp_path_factory)
        return (folder / "told.txt").read_text(encoding="utf-8")

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ask, range(2))) == ["built\n", "built\n"]
    assert len(made) == 1


def test_a_folder_whose_building_failed_is_built_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    def fails(folder: Path) -> None:
        (folder / "half.txt").touch()
        raise RuntimeError("the tide is out")

    with pytest.raises(RuntimeError, match="the tide is out"):
        built_once("failed", fails, tmp_path_factory=tmp_path_factory)
    whole = built_once("failed", lambda place: (place / "whole").touch(), tmp_path_factory=tmp_path_factory)
    assert [path.name for path in whole.iterdir()] == ["whole"]
