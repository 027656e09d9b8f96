"""Guards and the rule on records of registers: one number is one registration, and no report of the study."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.of_one_study import have_one_identifier, is_close
from coprod_review.dedupe.rulings import Ruling, Sides, distinct_as, duplicate_as
from coprod_review.dedupe.title_columns import SHARED


def registrations(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Two records of registers, and one beside an article; they ask before the titles do, which change."""
    yield (
        (c.registration > 0) & (c.doi >= 0) & (c.pmid >= 0),
        duplicate_as("same registration", "both are the record of a register, under one number"),
    )
    yield (
        (c.registration < 0) & is_close(c),
        distinct_as("related: different registrations", "both are records of registers, under two numbers"),
    )
    registered = sides.columns.registered
    said = sides.both(registered | (sides.columns.container > 0))
    about = sides.either(np.isin(sides.columns.kind, SHARED))
    yield (
        sides.one(registered) & said & ~about & is_close(c) & ~have_one_identifier(c) & ~c.same_place,
        distinct_as("related: registration and report", "one is the record of a register"),
    )
