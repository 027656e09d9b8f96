"""The files of tests that take longest come first, so that no process runs one alone in the end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

LONGEST = (
    "tests/workflow/test_review.py",
    "tests/faults/test_disturbed_runs.py",
    "tests/cluster/test_faults.py",
    "tests/cluster/test_same_bytes.py",
    "tests/laws/test_ugly_reviews.py",
    "tests/faults/test_hostile_runs.py",
    "tests/render/test_command.py",
    "tests/laws/test_same_bytes.py",
    "tests/faults/test_declared_inputs.py",
    "tests/browser/test_serve_coding.py",
    "tests/coding/test_code_command.py",
    "tests/browser/test_serve_reviewing.py",
    "tests/render/test_latex.py",
)
"""By the seconds that they take, each more than twenty; all others follow in their own order."""

PLACES = {name: place for place, name in enumerate(LONGEST)}


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests with those of the longest files in front, each file together and in its order."""
    return sorted(items, key=lambda item: PLACES.get(file_of(item.nodeid), len(LONGEST)))


def file_of(node_id: str) -> str:
    """The file of a test by the name that pytest gives the test."""
    return node_id.partition("::")[0]
