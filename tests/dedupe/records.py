"""Invented records for the tests of de-duplication."""

from __future__ import annotations

from typing import Any

from coprod_review.model.record import Record


def record(record_id: str, **facts: Any) -> Record:
    """A record of which only the given facts are known."""
    export, _, entry = record_id.partition(":")
    line = int(entry) if entry.isdigit() else 1
    return Record(record_id=record_id, export=export, line=line, end_line=line, **facts)
