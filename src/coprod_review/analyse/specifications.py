"""What the run would have found under a specification: claims, map, association, model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.association import Strength, v_with_interval
from coprod_review.analyse.claims import Claim, partnership_claim, tradition_claim
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.crosstabs import CrossTable, PlannedTable, cross_table
from coprod_review.analyse.ledger import known
from coprod_review.analyse.model import (
    RANKED_TO,
    Reals,
    attention,
    leading,
    placements,
    potential_shares,
    total_variation,
    untapped,
)
from coprod_review.analyse.shares import MAP_COLUMNS, MAP_ROWS
from coprod_review.analyse.specification_plan import JUDGED
from coprod_review.analyse.untapped_claim import untapped_claim
from coprod_review.config import AnalyseSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import SETTLED_STATUSES
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel
from coprod_review.model.specification import IMPLICIT, Specification

V_BASES = ("all", "explicit")
"""With implicit traditions and without."""

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one specification finds.

    `answers` are the codes that count in the judged dimensions, so that outcomes can be compared; `cells` the
    reports of each cell of the map on each of V_BASES; `counts`, `shares` and `short` are the reports
    (fractional), the attention and what is untapped in the cells of the model; `top` the cells of most
    untapped share, at most LEAD.
    """

    specification: Specification
    answers: Mapping[tuple[str, str], tuple[str, ...]]
    n_coded: int
    n_machine: int
    claims: tuple[Claim, ...]
    cells: Mapping[str, Mapping[Cell, int]]
    associations: Mapping[str, Strength]
    untapped_by_character: Mapping[str, float | None]
    counts: Reals
    shares: Reals
    short: Reals
    top: tuple[Cell, ...]

    @property
    def found(self) -> tuple[object, ...]:
        """What tells two outcomes apart: the codes, and whether implicit traditions count in the claims."""
        return self.codes_found, self.claims[0].basis

    @property
    def codes_found(self) -> object:
        """The codes in the judged dimensions, to be compared as a whole."""
        return frozenset(self.answers.items())


def outcome_of(
    specification: Specification,
    coded: CodedReports,
    codebook: Codebook,
    model: PartnershipModel,
    *,
    settings: AnalyseSettings,
    seed: int,
) -> Outcome:
    """What the codes under the specification say.

    Claims 1 and 2 are judged on explicit traditions, or on all where implicit ones count; claim 3 on issue
    and position alone. Intervals are those of the claims of the run, with its draws and its seed.
    """
    basis = "all" if specification.has(IMPLICIT) else "explicit"
    placed = placements(coded)
    attended = attention(placed, draws=settings.bootstrap_draws, seed=seed)
    potential = potential_shares(model)
    short = untapped(potential, attended.shares)
    distances = total_variation(potential, attended.shares)
    tables = {
        name: cross_table(coded, codebook, PlannedTable(rows=MAP_ROWS, columns=MAP_COLUMNS, basis=name))
        for name in V_BASES
    }
    confidence, least = settings.interval, settings.min_group
    return Outcome(
        specification=specification,
        answers={(r, d): codes for r in coded for d in JUDGED if (codes := coded.codes(r, d))},
        n_coded=len(tables["all"].reports),
        n_machine=sum(_is_by_machine(coded, report) for report in coded),
        claims=(
            tradition_claim(coded, basis=basis, confidence=confidence, min_group=least),
            partnership_claim(coded, basis=basis, confidence=confidence, min_group=least),
            untapped_claim(placed, attended, model, seed=seed, confidence=confidence, min_group=least),
        ),
        cells={name: _cells(table) for name, table in tables.items()},
        associations={
            name: v_with_interval(
                table.counts, draws=settings.bootstrap_draws, seed=seed, confidence=settings.interval
            )
            for name, table in tables.items()
        },
        untapped_by_character=dict(zip(CHARACTERS, map(known, distances), strict=True)),
        counts=attended.counts,
        shares=attended.shares,
        short=short,
        top=_top(short),
    )


def _is_by_machine(coded: CodedReports, report: str) -> bool:
    """Whether a machine decided a judged dimension of the report."""
    return any(coded.status(report, d) not in (*SETTLED_STATUSES, "waiting", "open") for d in JUDGED)


def _cells(table: CrossTable) -> dict[Cell, int]:
    return {
        (row, column): int(table.counts[i, j])
        for i, row in enumerate(table.row_codes)
        for j, column in enumerate(table.column_codes)
    }


def _top(short: Reals) -> tuple[Cell, ...]:
    """The cells with most untapped, largest first; only cells with something untapped."""
    found = sorted(
        np.argwhere(leading(short)).tolist(), key=lambda place: -short[tuple(place)].round(RANKED_TO)
    )
    return tuple((CHARACTERS[i], POSITIONS[j]) for i, j in found)
