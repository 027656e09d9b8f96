"""Of the tests, the files that take longest come first."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from tests.longest_first import LONGEST, longest_first


def test_the_files_that_are_named_are_there(project: Path) -> None:
    assert [name for name in LONGEST if not (project / name).is_file()] == []


def test_tests_of_long_files_come_first_and_all_others_keep_their_order() -> None:
    names = ["tests/b.py::two", "tests/b.py::one", f"{LONGEST[1]}::z", f"{LONGEST[0]}::y", f"{LONGEST[1]}::x"]
    ordered = longest_first([SimpleNamespace(nodeid=name) for name in names])  # type: ignore[misc]
    assert [item.nodeid for item in ordered] == [
        f"{LONGEST[0]}::y",
        f"{LONGEST[1]}::z",
        f"{LONGEST[1]}::x",
        "tests/b.py::two",
        "tests/b.py::one",
    ]


def test_processes_take_files_in_the_order_of_the_tests(pytestconfig) -> None:
    assert not getattr(pytestconfig.option, "loadscopereorder", False)
