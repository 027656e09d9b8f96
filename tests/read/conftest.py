"""Invented exports, and a short way to read text as if it were a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coprod_review.model.record import ExportReading, Record, SetAside
from coprod_review.read.reading import Reading

Outcome = tuple[list[Record], list[SetAside], ExportReading]


@pytest.fixture
def read() -> Callable[..., Outcome]:
    """Read text or bytes as one export: records, set-aside entries and the summary."""

    def read_text(content: str | bytes, name: str = "export.txt") -> Outcome:
        raw = content.encode() if isinstance(content, str) else content
        reading = Reading(raw, export=name)
        items = list(reading)
        records = [item for item in items if isinstance(item, Record)]
        aside = [item for item in items if isinstance(item, SetAside)]
        return records, aside, reading.summary()

    return read_text
