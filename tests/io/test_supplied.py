"""Digests of what people supplied, whatever time their files have."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coprod_review.io import supplied
from coprod_review.io.files import write_text


@pytest.fixture(autouse=True)
def in_a_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_text(Path("config/model.yaml"), "a: 1\n")


def digest(*paths: str) -> str:
    """The digest as another process would reckon it."""
    supplied._digest_of.cache_clear()
    supplied._known.cache_clear()
    return supplied.supplied_digest(paths)


def test_an_edit_with_the_time_of_before_changes_the_digest() -> None:
    path = Path("config/model.yaml")
    before, time = digest(str(path)), path.stat().st_mtime
    path.write_text("a: 2\n", "utf-8")
    os.utime(path, (time, time))
    assert digest(str(path)) != before


def test_another_time_alone_does_not_change_the_digest() -> None:
    before = digest("config/model.yaml")
    os.utime("config/model.yaml", (1, 1))
    assert digest("config/model.yaml") == before


def test_results_and_missing_files_do_not_count() -> None:
    write_text(Path("results/x.csv"), "x\n")
    assert digest("config/model.yaml", "results/x.csv", "corpus/none.csv") == digest("config/model.yaml")


def test_the_digest_of_a_large_file_is_kept_until_it_is_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supplied, "LARGE", 4)
    path = Path("config/model.yaml")
    before, time = digest(str(path)), path.stat().st_mtime
    assert supplied.KNOWN.exists()
    assert digest(str(path)) == before
    path.write_text("a: 3\n", "utf-8")
    os.utime(path, (time, time))
    assert digest(str(path)) != before


@pytest.mark.parametrize(
    ("text", "is_edit"),
    [
        ("# said of it\n\na:   1   # and more\nb: [x, y]\n", False),
        ("a: 1\nb:\n  - x\n  - y\n", False),
        ("a: '1'\nb: [x, y]\n", True),
        ("a: 1\nb: [y, x]\n", True),
        ("b: [x, y]\na: 1\n", True),
        ("a: 1\nb: [x, y\n", True),
    ],
    ids=["comments", "layout", "text for a number", "order", "order of keys", "broken"],
)
def test_comments_and_layout_of_yaml_change_no_digest_of_what_it_says_but_that_of_its_bytes(
    text: str, is_edit: bool
) -> None:
    path = Path("config/model.yaml")
    write_text(path, "a: 1\nb: [x, y]\n")
    before, bytes_before = supplied.content_digest(path), digest(str(path))
    write_text(path, text)
    assert (supplied.content_digest(path) != before) == is_edit
    assert digest(str(path)) != bytes_before
