"""A large run is parted by the sizes of its exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.shards import MEGABYTE, export_groups, shard_places


def _exports(folder: Path, *megabytes: float) -> list[str]:
    paths = [folder / f"{n}.ris" for n in range(len(megabytes))]
    for path, size in zip(paths, megabytes, strict=True):
        with path.open("wb") as file:
            file.truncate(int(size * MEGABYTE))
    return list(map(str, paths))


def test_exports_that_are_small_together_are_one_group(tmp_path: Path) -> None:
    exports = _exports(tmp_path, 1, 2, 3)
    assert export_groups(exports, mb=6) == [exports]


def test_groups_keep_the_order_and_end_before_they_are_too_large(tmp_path: Path) -> None:
    a, b, c, d, e = exports = _exports(tmp_path, 3, 3, 9, 1, 4)
    assert export_groups(exports, mb=6) == [[a, b], [c], [d, e]]


def test_a_review_without_exports_has_one_group_of_none() -> None:
    assert export_groups([], mb=6) == [[]]


def test_an_export_that_is_missing_is_left_to_its_reader(tmp_path: Path) -> None:
    exports = [*_exports(tmp_path, 2), str(tmp_path / "gone.ris")]
    assert export_groups(exports, mb=2) == [exports]


@pytest.mark.parametrize("shards", [1, 2, 7, 30])
def test_shards_hold_every_place_once_and_differ_by_one_at_most(shards: int) -> None:
    parts = [shard_places(23, shard=k, shards=shards) for k in range(shards)]
    assert [place for part in parts for place in part] == list(range(23))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
