"""The day by which people's answers are dated is the same everywhere in the world."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process is set by TZ")
@pytest.mark.parametrize("zone", ["UTC+12", "UTC-14"])
def test_answers_in_exercises_and_in_sheets_bear_the_day_in_utc(zone: str) -> None:
    asked = "from coprod_review.tasks.train.room import utc_day; print(utc_day())"
    before = datetime.now(tz=UTC).date()
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "TZ": zone},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() in {str(before), str(datetime.now(tz=UTC).date())}
