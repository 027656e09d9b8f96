"""`benchmarks/cluster.py`: each row tells the jobs of its own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import cluster
from coprod_review.io.new_review import new_review

SNAKEFILE = """
rule all:
    input: "results/a.txt"
rule a:
    output: "results/a.txt"
    shell: "echo a > {output}"
"""


@pytest.fixture
def review(project: Path, tmp_path: Path) -> Path:
    """A review without faults, whose workflow has one rule."""
    folder = tmp_path / "bundled"
    new_review(project, folder)
    (folder / "Snakefile").write_text(SNAKEFILE)
    return folder


def test_jobs_results_and_seconds_of_the_bundled_corpus_are_told_for_this_machine_alone(
    tmp_path: Path, review: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = [str(tmp_path / "out"), "--bundled", "--here", "--review", str(review)]
    assert cluster.main(words) == 0
    told = capfd.readouterr().out
    assert "| bundled | here | 2 |" in told and "1 results" in told
    assert not (tmp_path / "out" / "there").exists()


def test_the_jobs_of_a_folder_are_those_of_its_last_run(tmp_path: Path) -> None:
    for folder, n in (("here", 2), ("there", 3)):
        logs = tmp_path / folder / ".snakemake" / "log"
        logs.mkdir(parents=True)
        (logs / "2026-01-01.snakemake.log").write_text("Finished jobid: 1\n" * 9)
        (logs / "2026-01-02.snakemake.log").write_text("Finished jobid: 1\n" * n)
    assert [cluster.n_jobs(tmp_path / folder) for folder in ("here", "there")] == [2, 3]
    assert cluster.n_jobs(tmp_path) == 0


def test_a_corpus_of_no_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        cluster.main([str(tmp_path), "--records", "0"])
    assert ended.value.code == 2
    assert not list(tmp_path.iterdir())
