"""Same inputs, same bytes: whatever the folder, the workers, the hash seed, the time zone, the locale."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .small_reviews import codings_of, digests, entry, review_in, run_stages

KINDS = ("csv", "tex", "xlsx", "docx", "pdf", "svg", "png", "html", "json", "parquet", "md", "ris", "bib")
"""The kinds of files that a run writes and that have to be the same."""

ON_SAFETY = {number: number % 2 == 0 for number in range(8)}
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C", "COLUMNS": "40"},
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """The hashes of two runs of one review, on one worker and on two, side by side."""
    folders = [tmp_path_factory.mktemp("one") / "a", tmp_path_factory.mktemp("two") / "Übersicht of nights"]
    for folder in folders:
        exports = {
            "a.ris": "".join(entry(n, on_safety=safe) for n, safe in ON_SAFETY.items()),
            "b.ris": "".join(entry(n, on_safety=ON_SAFETY[n]) for n in (1, 2)),
        }
        review_in(folder, exports, codings=codings_of(ON_SAFETY))

    def run(place: int) -> None:
        run_stages(folders[place], workers=place + 1, environment=SURROUNDINGS[place])

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(run, (0, 1)))
    return digests(folders[0] / "results"), digests(folders[1] / "results")


def test_two_runs_write_the_same_files(runs: tuple[dict[str, str], dict[str, str]]) -> None:
    first, second = runs
    assert sorted(first) == sorted(second)


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_two_runs_are_the_same_byte_for_byte(
    runs: tuple[dict[str, str], dict[str, str]], kind: str
) -> None:
    first, second = runs
    of_kind = [name for name in first if Path(name).suffix == f".{kind}"]
    assert of_kind
    assert [name for name in of_kind if first[name] != second.get(name)] == []


def test_no_file_of_two_runs_differs_whatever_its_kind(runs: tuple[dict[str, str], dict[str, str]]) -> None:
    first, second = runs
    assert [name for name in first if first[name] != second.get(name)] == []
