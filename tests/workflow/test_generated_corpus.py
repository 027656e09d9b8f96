"""The generated corpus is what it says; a run of it loses nothing, joins what is one, finds the topic."""

from __future__ import annotations

import importlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coprod_review.cli import main

RECORDS = 1_500


@pytest.fixture(scope="module")
def generated(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with the generated exports alone, so that every record has its truth."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(project / "benchmarks"))
        million = importlib.import_module("million")
        folder = tmp_path_factory.mktemp("generated")
        exports = folder / "corpus" / "exports"
        exports.mkdir(parents=True)
        plans = million.plan_exports(million.plan_entries(RECORDS, seed=3))
        manifest = "exports:\n"
        for plan in plans:
            manifest += million.manifest_entry(plan, million.write_export(plan, exports / plan.file))
        (folder / "corpus" / "manifest.yaml").write_text(manifest, encoding="utf-8")
        million.write_truth(folder / million.TRUTH, plans)
    return folder


def test_the_truth_has_the_shares_that_are_promised(generated: Path) -> None:
    truth = pq.read_table(generated / "truth.parquet")
    assert truth.num_rows == RECORDS
    shares = {name: sum(truth.column(name).to_pylist()) / RECORDS for name in ("is_copy", "is_on_topic")}
    assert 0.12 < shares["is_copy"] < 0.18
    assert 0.005 < shares["is_on_topic"] < 0.02
    assert 0.01 < sum(damage != "" for damage in truth.column("damage").to_pylist()) / RECORDS < 0.03


def test_the_same_records_and_seed_give_the_same_bytes_and_another_seed_does_not(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(project / "benchmarks"))
    million = importlib.import_module("million")

    def sums(seed: int) -> list[str]:
        plans = million.plan_exports(million.plan_entries(60, seed))
        return [million.write_export(plan, tmp_path / plan.file) for plan in plans]

    assert sums(1) == sums(1)
    assert not set(sums(1)) & set(sums(2))


def test_a_run_of_it_loses_nothing_joins_what_is_one_document_and_finds_the_topic(
    generated: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(generated)
    monkeypatch.syspath_prepend(str(project / "benchmarks"))
    assert main(["read", "--workers", "1"]) == 0
    assert main(["dedupe"]) == 0
    assert main(["screen", "--workers", "1", "--criteria", str(project / "config" / "criteria.yaml")]) == 0
    told = dict(importlib.import_module("growth_truth").checks(generated))
    assert told["entries that reading counts beyond those"] == 0
    assert told["entries neither read nor set aside"] == 0
    assert told["undamaged entries that were set aside"] == 0
    assert told["sums that do not hold"] == 0
    assert told["precision of joining"] > 0.99
    assert told["recall of joining"] > 0.97
    assert told["recall of screening"] > 0.95
    assert told["reports off topic that are included all the same"] < 0.02 * RECORDS
