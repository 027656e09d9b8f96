"""What reading the exports gave, as tables for people: one row an export, one row a set-aside entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from coprod_review.io.sheets import write_csv
from coprod_review.model.record import ExportReading, SetAside

SET_ASIDE_COLUMNS = ("export", "line", "reason", "remedy", "raw")
READING_COLUMNS = (
    "export",
    "format",
    "dialect",
    "encoding",
    "sha256",
    "n_entries",
    "n_records",
    "n_set_aside",
    "with_title",
    "with_abstract",
    "with_doi",
    "with_year",
    "with_references",
    "repairs",
)


def write_set_aside(path: Path, entries: Iterable[SetAside]) -> None:
    """Write the entries that could not be read, whole, with their places."""
    write_csv(path, SET_ASIDE_COLUMNS, (asdict(entry) for entry in entries))


def write_readings(path: Path, readings: Iterable[ExportReading]) -> None:
    """Write what reading each export gave; several repairs are joined by "; "."""
    write_csv(path, READING_COLUMNS, (asdict(reading) for reading in readings))
