"""Work beside other work: done when the block is left, its mistakes told as those of this process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.tasks.beside import beside


def fail(*faults: ReviewError) -> None:
    raise ReviewErrors(faults)


def test_what_is_done_beside_is_done_when_the_block_is_left(tmp_path: Path):
    with beside((tmp_path / "made").mkdir):
        (tmp_path / "meanwhile").mkdir()
    assert {path.name for path in tmp_path.iterdir()} == {"made", "meanwhile"}


def test_mistakes_found_beside_come_with_places_and_remedies():
    one = ReviewError("a figure is missing", where="figures/a.svg", remedy="draw it")
    two = ReviewError("a table is damaged", where="tables/b.csv", remedy="write it")
    with pytest.raises(ReviewErrors) as raised, beside(partial(fail, one, two)):
        pass
    assert str(raised.value) == f"{one}\n{two}"


def test_a_mistake_in_the_block_is_the_one_that_is_told(tmp_path: Path):
    with pytest.raises(ReviewError, match="in the block"), beside((tmp_path / "made").mkdir):
        raise ReviewError("in the block", where="here", remedy="none")


def test_the_result_is_there_once_both_are_done() -> None:
    with beside(lambda: sum(range(10))) as found:
        pass
    assert found.result() == 45
