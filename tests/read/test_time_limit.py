"""The limit of time: what reads without end is refused by name, in this process and in further ones."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coprod_review.errors import ReviewError
from coprod_review.model.limits import ReadingLimits
from coprod_review.read.content import Held
from coprod_review.read.entries_read import Tally, read_entries
from coprod_review.read.formats import format_named
from coprod_review.read.reading import Reading
from coprod_review.read.time_limit import too_slow, within
from coprod_review.tasks.read.batches import Batch, BatchRead, Gathered, batches_made, read_batch

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")

SHORT = ReadingLimits(max_seconds=1)
ENTRY = "TY  - JOUR\nTI  - Safety at home\nPY  - 2020\nER  - \n\n"
TOO_LONG = "reading this export takes longer than 1 seconds"


def hang_in_an_expression(*_: Any) -> Any:
    """What a pattern with nested repeats does to a text that nearly fits: 2^40 ways are tried."""
    re.fullmatch(r"(a|a)*b", "a" * 40)


def hang_asleep(*_: Any) -> Any:
    """What a disk does that is gone."""
    time.sleep(60)


def reading_of(text: str, name: str = "slow.ris", **changes: Any) -> Reading:
    """A reading of RIS in which some part of the format hangs."""
    reading = Reading(Held(text.encode(), limits=SHORT), export=name)
    reading.format = replace(reading.format, **changes)
    return reading


@pytest.mark.parametrize("hang", [hang_in_an_expression, hang_asleep])
@pytest.mark.parametrize("part", ["cut", "read", "count_marks"])
def test_an_export_in_whose_reading_something_hangs_is_refused_by_name(
    part: str, hang: Callable[..., Any]
) -> None:
    parts: dict[str, Any] = {part: hang}
    began = time.monotonic()
    with pytest.raises(ReviewError, match=TOO_LONG) as caught:
        list(reading_of(ENTRY, **parts))
    assert time.monotonic() - began < 30
    assert caught.value.where == "slow.ris"
    assert "read.max_seconds in config/config.yaml allows more" in caught.value.remedy
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def slow_batch(batch: Batch) -> BatchRead[Any]:
    """Reads a batch; hangs in one of the export that is slow."""
    if batch.export != "slow.ris":
        return read_batch(batch)
    slow = replace(format_named("ris"), read=hang_in_an_expression)
    found = read_entries(
        batch.entries, first=1, export="slow.ris", file_format=slow, tally=Tally(), limits=batch.limits
    )
    return BatchRead(records=found, set_aside=[], tally=Tally())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_process_that_hangs_gives_up_its_export_and_reads_the_next(workers: int) -> None:
    readings = [Reading(Held(ENTRY.encode(), limits=SHORT), export=name) for name in ("slow.ris", "next.ris")]
    gathered = Gathered(is_lenient=True)
    made = list(batches_made(readings, gathered, make=slow_batch, workers=workers))
    assert [records.num_rows for records in made] == [1]
    assert [fault.where for fault in gathered.faults] == ["slow.ris"]
    assert gathered.set_aside[0].reason == TOO_LONG
    assert [one.n_records for one in gathered.summaries] == [0, 1]


def test_the_seconds_of_all_parts_of_an_export_are_added_up() -> None:
    reading = reading_of(ENTRY * 3)
    reading.tally.seconds = 1.5
    with pytest.raises(ReviewError, match=TOO_LONG):
        next(reading.groups(most=1))


def test_a_block_that_is_no_main_thread_is_refused_behind_it() -> None:
    told: list[ReviewError] = []

    def work() -> None:
        try:
            with within(0.01, fault=too_slow(1, where="x.ris")):
                time.sleep(0.05)
        except ReviewError as fault:
            told.append(fault)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [fault.where for fault in told] == ["x.ris"]


def test_a_block_that_is_quick_leaves_no_alarm_behind(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGALRM)
    with within(60, fault=too_slow(60, where="x.ris")):
        (tmp_path / "quick").touch()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
