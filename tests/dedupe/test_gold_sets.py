"""Known duplicate groups of published sets; the figures are development figures, see benchmarks/."""

from __future__ import annotations

from pathlib import Path

import dedupe_accuracy as benchmark
import pytest

from coprod_review.dedupe.join import join_records


@pytest.mark.parametrize(
    ("name", "least_f1", "false_merges"), [("cytology_screening", 0.99, 0), ("respiratory", 0.98, 1)]
)
def test_gold_sets_are_joined_almost_without_fault(
    shared_data: Path, name: str, least_f1: float, false_merges: int
) -> None:
    records, gold = benchmark.read_gold(shared_data / "duplicates", f"bib-dedupe__{name}")
    measured = benchmark.measure(join_records(records), gold)
    assert measured["f1"] >= least_f1
    assert measured["false_merges"] <= false_merges
