"""What befalls jobs on a cluster: the run ends by itself or goes on, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.cluster.virtual import (
    PROJECT,
    Ended,
    asked,
    end_of,
    hang,
    running_job,
    start,
    tool,
    virtual_cluster,
)
from tests.laws.small_reviews import digests, entry, review_in

from coprod_review.io.workflow_files import copy_workflow

READ, JOINED = "results/read/records.parquet", "results/dedupe/reports.csv"
"""What the runs are to make: the records, by one job, or the reports, by one more."""
FORMER = "read: what the run before this one said"


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    with virtual_cluster():
        yield


def small_review(folder: Path) -> Path:
    """Some entries in one export, with the workflow of the project."""
    review = review_in(folder, {"invented.ris": "".join(entry(n) for n in range(5))})
    copy_workflow(PROJECT, review)
    return review


def results_of(review: Path) -> dict[str, str]:
    found = digests(review / "results")
    return {path: digest for path, digest in found.items() if not path.startswith("logs/")}


def cancelled(review: Path) -> list[Ended]:
    run = start(review, JOINED)
    asked("scancel", running_job(review).number)
    return [end_of(run, review)]


def short_of_memory(review: Path) -> list[Ended]:
    return [end_of(start(review, "--set-resources", "read:mem_mb=40*16**(attempt-1)", "--", READ), review)]


def hanging(review: Path) -> list[Ended]:
    run = start(review, "--retries", "0", READ)
    job = running_job(review)
    hang(job)
    asked("scontrol", "update", f"jobid={job.number}", "EndTime=now+1seconds")
    return [end_of(run, review), end_of(start(review, READ), review)]


def too_large_for_any_node(review: Path) -> list[Ended]:
    log = review / "results" / "logs" / "01_read.log"
    log.parent.mkdir(parents=True)
    log.write_text(f"{FORMER}\n", "utf-8")
    return [end_of(start(review, "--default-resources", "mem_mb=900000", "--", READ), review)]


def without_head(review: Path) -> list[Ended]:
    run = start(review, READ)
    running_job(review)
    run.kill()
    return [end_of(run, review), end_of(start(review, READ), review)]


FAULTS: tuple[Callable[[Path], list[Ended]], ...] = (
    cancelled,
    short_of_memory,
    hanging,
    too_large_for_any_node,
    without_head,
)


@pytest.fixture(scope="module")
def happened(cluster: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[Ended]]]:
    """What came of each fault, and where. The runs wait most of their time: they do so side by side."""
    folder = tmp_path_factory.mktemp("faults")
    reviews = [small_review(folder / fault.__name__) for fault in FAULTS]
    with ThreadPoolExecutor(len(FAULTS)) as at_once:
        ends = list(at_once.map(lambda fault, review: fault(review), FAULTS, reviews))
    return {fault.__name__: (review, end) for fault, review, end in zip(FAULTS, reviews, ends, strict=True)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The digests of the same results made without a cluster."""
    review = small_review(tmp_path_factory.mktemp("here") / "review")
    end = end_of(start(review, JOINED, profile=None), review)
    assert end.code == 0, end.told
    return results_of(review)


@pytest.fixture(scope="module")
def expected_of_reading(expected: dict[str, str]) -> dict[str, str]:
    return {path: digest for path, digest in expected.items() if path.startswith("read/")}


def test_a_job_that_is_cancelled_is_tried_again(happened, expected) -> None:
    review, [end] = happened["cancelled"]
    assert "CANCELLED" in end.told
    assert end.code == 0, end.told
    assert results_of(review) == expected


def test_a_job_that_runs_out_of_memory_is_tried_again_with_more(happened, expected_of_reading) -> None:
    review, [end] = happened["short_of_memory"]
    assert "mem_mb=40," in end.told
    assert "mem_mb=640," in end.told
    assert end.code == 0, end.told
    assert results_of(review) == expected_of_reading


def test_a_job_that_hangs_is_ended_at_its_time_limit_and_the_next_run_completes_it(
    happened, expected_of_reading
) -> None:
    review, [stopped, completed] = happened["hanging"]
    assert "TIMEOUT" in stopped.told
    assert "Error in rule read" in stopped.told
    assert stopped.code == 1
    assert completed.code == 0, completed.told
    assert results_of(review) == expected_of_reading


def test_a_job_that_no_node_can_hold_ends_the_run_with_the_words_of_the_scheduler(happened) -> None:
    review, [end] = happened["too_large_for_any_node"]
    assert end.code == 1
    assert "Memory specification can not be satisfied" in end.told
    assert FORMER not in end.told
    assert not results_of(review)


def test_a_run_whose_head_is_killed_is_taken_up_by_the_next(happened, expected_of_reading) -> None:
    review, [_, completed] = happened["without_head"]
    assert "cancelling 1 jobs that the run before has left" in completed.told
    assert completed.code == 0, completed.told
    assert results_of(review) == expected_of_reading


def test_jobs_on_a_node_that_loses_power_begin_anew_on_another(
    cluster: None, tmp_path: Path, expected
) -> None:
    review = small_review(tmp_path / "review")
    run = start(review, JOINED)
    lost = running_job(review).node
    tool("kill", lost)
    try:
        end = end_of(run, review)
    finally:
        tool("start", lost)
    assert end.code == 0, end.told
    assert results_of(review) == expected
