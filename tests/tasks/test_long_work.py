"""Work that takes long says so now and then."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from coprod_review.tasks.long_work import told_while_long


def test_work_that_takes_long_says_that_it_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "coprod_review"), told_while_long("add: comparing", seconds=0.01):
        until = time.monotonic() + 10
        while len(caplog.messages) < 2 and time.monotonic() < until:
            time.sleep(0.01)
    assert caplog.messages[:2] == ["add: comparing (1 minute so far)", "add: comparing (2 minutes so far)"]


def test_short_work_says_nothing_and_leaves_nobody_behind(caplog: pytest.LogCaptureFixture) -> None:
    before = threading.active_count()
    with (
        caplog.at_level(logging.INFO, "coprod_review"),
        pytest.raises(ZeroDivisionError),
        told_while_long("add: comparing"),
    ):
        _ = 1 / 0
    assert caplog.messages == []
    assert threading.active_count() == before
