"""What an export may hold at most, so that nobody's file takes a run's memory or time without end."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """The limits of one export, of its lines, and of each of its entries.

    A file beyond its limits, of size or of the seconds that reading it takes, is refused; an entry beyond
    its own is set aside, and its neighbours are read.
    """

    max_file_mb: int | None = None
    max_unpacked_mb: int = 2000
    max_line_mb: int = 200
    max_seconds: int = 3600
    max_abstract_chars: int = 500_000
    max_title_chars: int = 2000
    max_field_chars: int = 20_000
    max_items: int = 20_000


DEFAULT_LIMITS = ReadingLimits()
"""What holds where no configuration says otherwise."""
