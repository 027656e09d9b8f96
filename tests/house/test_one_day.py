"""The day by which people's answers are dated is the same everywhere in the world."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

TODAY = re.compile(r"\b(now|today|utcnow|localtime|fromtimestamp)\(")
"""How a module may learn what day it is."""


def test_no_other_module_asks_what_day_it_is(project: Path) -> None:
    package = project / "src" / "coprod_review"
    asking = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if TODAY.search(path.read_text("utf-8"))
    }
    assert asking == {"io/utc_day.py"}


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process is set by TZ")
@pytest.mark.parametrize("zone", ["UTC+12", "UTC-14"])
def test_the_day_is_that_in_utc(zone: str) -> None:
    asked = "from coprod_review.io.utc_day import utc_day; print(utc_day())"
    before = datetime.now(tz=UTC).date()
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "TZ": zone},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() in {str(before), str(datetime.now(tz=UTC).date())}
