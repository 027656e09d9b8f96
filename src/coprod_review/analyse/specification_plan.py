"""Which specifications are tried: every choice alone, and the pairs that a reader would ask about.

Not the full grid, which has thousands and says no more: most choices touch different codes and add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from coprod_review.model.specification import (
    ALL,
    CODER,
    CONFIDENCE,
    IMPLICIT,
    LEVEL,
    MACHINE,
    MACHINES_ALONE,
    NATURAL,
    PATTERNS,
    PEOPLE_FIRST,
    READER,
    SHARED_WORDS,
    Departure,
    Specification,
)

LEVELS = (0.80, 0.90, 0.95)
"""Abstention levels that are tried beside that of the run and beside deciding everything."""

JUDGED = ("tradition", "tradition_basis", "framing", "issue_character")
"""The dimensions that the claims, the map and the model rest on."""


def planned_specifications(
    *,
    patterns: Sequence[str],
    coders: Sequence[str],
    readers: Sequence[str],
    level: float,
    natural: bool = False,
) -> list[Specification]:
    """The specifications in the order of the table, the run itself first.

    `patterns` are the pattern files by name, `coders` the machine coders that the combination joins,
    `readers` those whose answers settle codes, `level` is the coverage of the run; `natural` says that some
    reports, and not all, are of a natural sample. Pairs, and why: implicit traditions with each choice on
    people's codes, with each machine coder and with the natural sample, since claims 1 and 2 rest on few
    explicit reports; a reader with low confidence, since both are choices on the same codes; deciding
    everything with every choice on the machine, since abstention may hide what a choice does; lineage with
    another machine coder, which leaves rules alone or the classifier alone (lineage alone codes no framing).
    """
    implicit, low, shared = (Departure(kind=kind) for kind in (IMPLICIT, CONFIDENCE, SHARED_WORDS))
    all_decided = Departure(kind=LEVEL, name=ALL)
    sample = [Departure(kind=NATURAL)] if natural else []
    levels = [*(Departure(kind=LEVEL, name=f"{x:.2f}") for x in LEVELS if x != level), all_decided]
    without_reader = [Departure(kind=READER, name=name) for name in readers] if len(readers) > 1 else []
    on_people = [*without_reader, low, Departure(kind=MACHINE)]
    without_coder = [Departure(kind=CODER, name=name) for name in coders]
    without_file = [Departure(kind=PATTERNS, name=name) for name in patterns]
    judged_files = [d for d in without_file if d.name in JUDGED]
    one_coder = [
        pair for pair in combinations(without_coder, 2) if {d.name for d in pair} != {"rules", "classifier"}
    ]
    machine = [*levels, *without_coder, *without_file, shared]
    people_first: list[tuple[Departure, ...]] = [
        (),
        *((d,) for d in (*sample, implicit, *on_people, *machine)),
        *((implicit, d) for d in (*sample, *on_people, all_decided)),
        *((d, low) for d in without_reader),
        *((all_decided, d) for d in without_coder),
    ]
    machines_alone: list[tuple[Departure, ...]] = [
        (),
        *((d,) for d in (*sample, implicit, low, *machine)),
        *one_coder,
        *((implicit, d) for d in (*sample, low, *levels, *without_coder, shared)),
        *((all_decided, d) for d in (*without_coder, *judged_files, shared)),
        *((all_decided, *pair) for pair in one_coder),
    ]
    return [
        Specification(coded_by=coded_by, departures=departures)
        for coded_by, plan in ((PEOPLE_FIRST, people_first), (MACHINES_ALONE, machines_alone))
        for departures in plan
    ]
