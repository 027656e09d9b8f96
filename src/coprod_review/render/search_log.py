"""The search log: every export with the search that it came from, in the terms of PRISMA-S."""

from __future__ import annotations

from coprod_review.render.results import Results
from coprod_review.render.sheet import Column, Sheet, text, whole

COLUMNS = (
    text("file"),
    text("label"),
    text("origin"),
    text("database"),
    text("platform"),
    text("query"),
    text("searched", "Date searched"),
    whole("hits"),
    text("limits"),
    Column(name="sha256", heading="SHA-256", printed=False),
    text("note"),
)


def search_log(results: Results) -> Sheet:
    """One row an export, in the order of the manifest; empty is unknown."""
    return Sheet(
        name="search_log",
        title="Search log",
        columns=COLUMNS,
        rows=[{c.name: getattr(export, c.name) for c in COLUMNS} for export in results.exports],
        note="Origin prepared: the file was written as if exported; no search made it, so hits and date "
        "are empty.",
    )
