"""What growth.csv and growth_checks.csv have, as Markdown: commits, stages, growth and checks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Row = dict[str, str]
ORDER = (
    "read",
    "read --join",
    "dedupe",
    "screen",
    "settle",
    "code train",
    "rehearse",
    "code shard",
    "code combine",
    "specify",
    "analyse",
    "render",
    "write",
    "report",
    "site",
    "crate",
)
"""Stages as their files follow from each other; some run side by side. The whole workflow stands last."""

WHOLE = "workflow"
LEAST_S = 5.0
"""Seconds of processors from which growth is told: below, starting a process is most of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How many times as much a stage takes at `large` records as at `small`."""

    stage: str
    small: int
    large: int
    of_processors: float
    of_clock: float
    of_memory: float

    @property
    def n_log_n(self) -> float:
        """How many times n log n grows."""
        return n_log_n(self.large) / n_log_n(self.small)

    @property
    def exponent(self) -> float:
        """The power of n that would grow as the seconds of processors do; 1 is linear."""
        return math.log(self.of_processors) / math.log(self.large / self.small)


def n_log_n(n: float) -> float:
    """What sorting n things takes, but for a factor."""
    return n * math.log(n)


def sizes_of(rows: Sequence[Row]) -> list[int]:
    """The numbers of records, from the least."""
    return sorted({int(row["records"]) for row in rows})


def stages_of(rows: Sequence[Row]) -> list[str]:
    """The stages that were measured, in the order of the workflow, which itself stands last."""
    found = dict.fromkeys(row["stage"] for row in rows)
    known = [stage for stage in ORDER if stage in found]
    others = [stage for stage in found if stage not in ORDER and stage != WHOLE]
    return [*known, *others, *(WHOLE for _ in found.keys() & {WHOLE})]


def growths(rows: Sequence[Row], *, small: int, large: int) -> list[Growth]:
    """Of each stage that has both sizes and takes LEAST_S at the larger one, the steepest first."""
    at = {(row["stage"], int(row["records"])): row for row in rows}
    found = []
    for stage in stages_of(rows):
        less, more = at.get((stage, small)), at.get((stage, large))
        if less and more and float(more["processor_seconds"]) >= LEAST_S:
            processors, clock, memory = (
                float(more[name]) / max(float(less[name]), 0.1)
                for name in ("processor_seconds", "seconds", "peak_mb")
            )
            found.append(
                Growth(
                    stage=stage,
                    small=small,
                    large=large,
                    of_processors=processors,
                    of_clock=clock,
                    of_memory=memory,
                )
            )
    return sorted(found, key=lambda growth: -growth.of_processors)


def stage_lines(rows: Sequence[Row]) -> list[str]:
    """A row a stage, and for each size seconds of processors, on the clock, and memory."""

    def cell(row: Row) -> str:
        told = (
            f"{float(row['processor_seconds']):,.0f} s ({float(row['seconds']):,.0f} s), "
            f"{float(row['peak_mb']):,.0f} MB"
        )
        return told + (f", {row['jobs']} jobs" if row["jobs"] not in ("", "1") else "")

    return _by_size(rows, "stage", stages_of(rows), cell)


def check_lines(rows: Sequence[Row]) -> list[str]:
    """A row a check, and for each size what came out."""

    def cell(row: Row) -> str:
        value = float(row["value"])
        return f"{value:,.0f}" if value.is_integer() else f"{value:.6g}"

    return _by_size(rows, "check", list(dict.fromkeys(row["check"] for row in rows)), cell)


def growth_lines(rows: Sequence[Row]) -> list[str]:
    """How stages grow from the last size but one to the last, beside n log n; nothing with one size."""
    sizes = sizes_of(rows)
    if len(sizes) < 2:
        return []
    found = growths(rows, small=sizes[-2], large=sizes[-1])
    if not found:
        return []
    lines = [
        f"From {sizes[-2]:,} to {sizes[-1]:,} records n log n grows {found[0].n_log_n:.1f} times; "
        f"stages of {LEAST_S:g} s of processors or more:",
        "",
        "| stage | of processors | on the clock | memory | power of n | above n log n |",
        "|---|---|---|---|---|---|",
    ]
    return lines + [
        f"| {g.stage} | {g.of_processors:.1f} | {g.of_clock:.1f} | {g.of_memory:.1f} | {g.exponent:.2f} | "
        f"{'yes' if g.of_processors > g.n_log_n else 'no'} |"
        for g in found
    ]


def about_lines(rows: Sequence[Row]) -> list[str]:
    """On which commit, when and with what each size was measured."""
    lines = []
    for size in sizes_of(rows):
        row = next(r for r in rows if int(r["records"]) == size)
        told = [
            f"commit {row.get('commit') or 'unknown'}",
            row.get("date", ""),
            *(
                f"{name} {row[column]}"
                for name, column in (("cores", "cores"), ("Python", "python"), ("Snakemake", "snakemake"))
                if row.get(column)
            ),
            f"load at the start {row['load']}" if row.get("load") else "",
        ]
        lines.append(f"{size:,} records: {', '.join(word for word in told if word)}")
    return lines


def printed(stages: Sequence[Row], checks: Sequence[Row]) -> Iterator[str]:
    """All that is told of the rows, with blank lines between the tables."""
    for lines in (about_lines(stages), stage_lines(stages), growth_lines(stages), check_lines(checks)):
        if lines:
            yield from (*lines, "")


def _by_size(rows: Sequence[Row], column: str, names: Sequence[str], cell: Callable[[Row], str]) -> list[str]:
    """A table with a row for each name and a column for each size; nothing without rows."""
    sizes = sizes_of(rows)
    if not sizes:
        return []
    cells = {(row[column], int(row["records"])): cell(row) for row in rows}
    return [
        f"| {column} | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---" * (len(sizes) + 1) + "|",
        *(
            f"| {name} | " + " | ".join(cells.get((name, size), "") for size in sizes) + " |"
            for name in names
        ),
    ]
