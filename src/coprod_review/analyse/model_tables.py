"""The partnership model as tables: its nine cells, its three rows, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.intervals import at_most, percentile_interval, upper_bound_of_none
from coprod_review.analyse.ledger import Row, Section, count, estimate, known, number_id, percent
from coprod_review.analyse.model import (
    Attention,
    Placement,
    Reals,
    chance_distances,
    effective_n,
    over_served,
    potential_draws,
    potential_shares,
    row_shares,
    top_shares,
    total_variation,
    untapped,
)
from coprod_review.model.number import Number
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel


def cell_table(
    coded: CodedReports,
    placed: Sequence[Placement],
    attended: Attention,
    model: PartnershipModel,
    *,
    traditions: Sequence[str],
    seed: int,
    confidence: float,
) -> Section:
    """The nine cells with potential, attention, what is untapped and over-served, and the traditions.

    The share of a tradition is of all attention to the cell, so that what is missing to 1 is of reports whose
    tradition waits or is open. Where a cell has none or all of its row, the bootstrap would claim certainty:
    there the bound is the exact one for none seen in the row's effective number of reports.
    """
    matrices = _matrices(placed, attended, model, seed=seed, confidence=confidence)
    rows: list[dict[str, object]] = []
    numbers: list[Number] = []
    for i, character in enumerate(CHARACTERS):
        in_row = [p for p in placed if character in p.characters]
        for j, position in enumerate(POSITIONS):
            in_cell = [p for p in in_row if p.position == position]
            empty = in_row and not in_cell
            identity = number_id("model", character, position)
            cell = {
                **{name: known(matrix[i, j]) for name, matrix in matrices.items()},
                "n": float(attended.counts[i, j]),
                "n_reports": len(in_cell),
                "at_most": at_most(len(in_row), confidence=confidence) if empty else None,
                **_tradition_shares(coded, in_cell, traditions),
            }
            rows.append({"character": character, "position": position, **cell, "number_id": identity})
            members = [p.report_id for p in in_cell]
            numbers.extend(_cell_numbers(f"{character}, {position}", cell, members, identity))
    return Section(rows=tuple(rows), numbers=tuple(numbers), notes=_notes(placed))


def row_table(
    placed: Sequence[Placement],
    attended: Attention,
    model: PartnershipModel,
    *,
    seed: int,
    confidence: float,
) -> Section:
    """The untapped share of each character, its bootstrap interval and its sensitivity to the potential.

    The untapped share is the total variation distance of potential and attention. It has no interval where
    all reports of the character are in one position, since resampling them finds nothing else.
    `sensitivity_low` and `sensitivity_high` bound the middle of the random potential matrices, at the same
    confidence. `chance_share` is the mean of what chance alone would give, were attention as potential, and
    `chance_high` what it exceeds in no more than the rest of `confidence`.
    """
    potential = potential_shares(model)
    distance = total_variation(potential, attended.shares)
    resampled = total_variation(potential, attended.drawn_shares)
    varied = total_variation(potential_draws(model, seed=seed), attended.shares)
    chance = chance_distances(placed, potential, draws=len(attended.draws), seed=seed)
    rows: list[Row] = []
    numbers: list[Number] = []
    for i, character in enumerate(CHARACTERS):
        members = [p.report_id for p in placed if character in p.characters]
        is_alike = np.count_nonzero(attended.counts[i]) < 2
        bounds = (not is_alike and percentile_interval(resampled[:, i], confidence=confidence)) or (
            None,
            None,
        )
        band = percentile_interval(varied[:, i], confidence=confidence) or (None, None)
        row = {
            "character": character,
            "n": float(attended.counts[i].sum()),
            "n_reports": len(members),
            "untapped_share": known(distance[i]),
            "low": bounds[0],
            "high": bounds[1],
            "sensitivity_low": band[0],
            "sensitivity_high": band[1],
            "chance_share": known(chance[:, i].mean()),
            "chance_high": known(np.quantile(chance[:, i], confidence)),
            "number_id": number_id("model", character, "untapped"),
        }
        rows.append(row)
        numbers.extend(_row_numbers(row, members, bounds, confidence=confidence))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _row_numbers(
    row: Row, members: Sequence[str], bounds: tuple[float | None, float | None], *, confidence: float
) -> Iterator[Number]:
    """The untapped share of a character with its interval, what chance would give, and the reports."""
    character, value = row["character"], row["untapped_share"]
    label = f"untapped share of {character} issues"
    yield estimate(
        row["number_id"], value, members, label, text=percent(value), low=bounds[0], high=bounds[1]
    )
    for name, found, words in (
        ("chance", row["chance_share"], "that chance alone would give on average"),
        ("chance_high", row["chance_high"], f"that chance alone exceeds in {1 - confidence:.0%} of draws"),
    ):
        identity = number_id("model", character, name)
        yield estimate(identity, found, members, f"{label}, {words}", text=percent(found))
    yield count(number_id("model", character, "n"), members, f"reports on {character} issues")


def _matrices(
    placed: Sequence[Placement],
    attended: Attention,
    model: PartnershipModel,
    *,
    seed: int,
    confidence: float,
) -> dict[str, Reals]:
    """The columns of the cells that are matrices of shares; NaN in rows without reports."""
    potential = potential_shares(model)
    low, high = _attention_bounds(placed, attended, confidence=confidence)
    shares = attended.shares
    top3 = top_shares(untapped(potential_draws(model, seed=seed), shares))
    return {
        "potential": potential,
        "attention": shares,
        "attention_low": low,
        "attention_high": high,
        "untapped": untapped(potential, shares),
        "untapped_low": untapped(potential, high),
        "untapped_high": untapped(potential, low),
        "over_served": over_served(potential, shares),
        "over_served_low": over_served(potential, low),
        "over_served_high": over_served(potential, high),
        "top3_share": np.where(np.isnan(shares), np.nan, top3),
    }


def _attention_bounds(
    placed: Sequence[Placement], attended: Attention, *, confidence: float
) -> tuple[Reals, Reals]:
    """Percentile bounds of each cell's attention, widened to the exact ones in cells of none or all."""
    low = np.full(attended.counts.shape, np.nan)
    high = np.full(attended.counts.shape, np.nan)
    for i, n in enumerate(effective_n(placed)):
        if n == 0:
            continue
        bound = upper_bound_of_none(n, confidence=confidence)
        for j in range(len(POSITIONS)):
            drawn = percentile_interval(attended.drawn_shares[:, i, j], confidence=confidence)
            if drawn:
                low[i, j], high[i, j] = drawn
            if attended.shares[i, j] == 0:
                high[i, j] = bound
            if attended.shares[i, j] == 1:
                low[i, j] = 1 - bound
    return low, high


def _tradition_shares(
    coded: CodedReports, in_cell: Sequence[Placement], traditions: Sequence[str]
) -> dict[str, float | None]:
    weights = np.zeros((1, len(traditions) + 1))
    for p in in_cell:
        code = coded.code(p.report_id, "tradition")
        place = traditions.index(code) if code else len(traditions)
        weights[0, place] += 1 / len(p.characters)
    shares = row_shares(weights)[0]
    return {f"share_{name}": known(shares[k]) for k, name in enumerate(traditions)}


def _cell_numbers(
    place: str, cell: Mapping[str, float | None], members: Sequence[str], identity: str
) -> list[Number]:
    """Attention, potential and what is untapped or over-served, and the reports as a count of their own."""
    shares = [
        estimate(
            f"{identity}{suffix}",
            cell[name],
            members,
            f"{label}: {place}",
            text=percent(cell[name]),
            low=cell.get(f"{name}_low"),
            high=cell.get(f"{name}_high"),
        )
        for suffix, name, label in (
            ("", "attention", "share of attention"),
            (".potential", "potential", "share of potential"),
            (".untapped", "untapped", "untapped"),
            (".over_served", "over_served", "over-served"),
            (".top3", "top3_share", "share of random potentials that keep the cell among the top three"),
        )
    ]
    return [*shares, count(f"{identity}.n", members, f"reports: {place}")]


def _notes(placed: Sequence[Placement]) -> tuple[str, ...]:
    if not placed:
        return ("model: no included report on safety has both a position and a character of the issue",)
    return tuple(
        f"model: no included report is on {character} issues"
        for character in CHARACTERS
        if not any(character in p.characters for p in placed)
    )
