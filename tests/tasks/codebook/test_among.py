"""Which settled reports the tasks of `codebook` compare with."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.codebook.among import ALL, read_among


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a list of the reports that patterns were written with."""
    monkeypatch.chdir(tmp_path)
    paths.RULE_DEVELOPMENT.parent.mkdir(parents=True)
    paths.RULE_DEVELOPMENT.write_text("report\n r1 \nr3\n", encoding="utf-8")
    return tmp_path


def test_by_default_the_development_half_is_compared_with(review: Path) -> None:
    among = read_among(None)
    assert among.told == f"the reports of {paths.RULE_DEVELOPMENT}"
    assert [name for name in ("r1", "r2", "r3") if among.has(name)] == ["r1", "r3"]


def test_without_a_development_half_all_are(review: Path) -> None:
    paths.RULE_DEVELOPMENT.unlink()
    assert (read_among(None).told, read_among(None).has("r2")) == ("all reports", True)


def test_all_are_where_that_is_asked_for(review: Path) -> None:
    assert (read_among(ALL).told, read_among(ALL).has("r2")) == ("all reports", True)


def test_a_list_that_is_named_stands_in_its_place(review: Path) -> None:
    (review / "own.csv").write_text("report\nr2\n", encoding="utf-8")
    among = read_among("own.csv")
    assert (among.told, among.has("r2"), among.has("r1")) == ("the reports of own.csv", True, False)


def test_a_named_list_that_is_not_there_is_refused_by_name(review: Path) -> None:
    with pytest.raises(ReviewError) as refused:
        read_among("gone.csv")
    assert "gone.csv" in refused.value.where
