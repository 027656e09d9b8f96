"""The specifications as figures and tables take them."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.model.specification import CODED_BY_WORDS, KINDS, Departure, departure_of
from coprod_review.render.results import Results
from coprod_review.render.sheet import Column, Sheet, hidden, real, share, text, whole
from coprod_review.render.specification_shapes import SpecificationClaim

BETWEEN = " | "
NO_DEPARTURE = "as the run was made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A specification of a claim with an estimate, and its departures."""

    row: SpecificationClaim
    estimate: float
    departures: frozenset[Departure]


def departures_of(row: SpecificationClaim) -> tuple[Departure, ...]:
    """The departures of a specification, in order."""
    return tuple(departure_of(slug) for slug in row.departures.split(BETWEEN) if slug)


def drawn_of(results: Results, claim: str, coded_by: str) -> list[Drawn]:
    """The specifications that differ and have an estimate, by estimate from the least."""
    found = [
        Drawn(row=row, estimate=row.estimate, departures=frozenset(departures_of(row)))
        for row in results.specification_claims
        if row.claim == claim and row.coded_by == coded_by and not row.same_as and row.estimate is not None
    ]
    return sorted(found, key=lambda d: (d.estimate, d.row.specification))


def choices_of(drawn: list[Drawn]) -> list[Departure]:
    """The departures that any of them makes, in the order of their kinds."""
    return sorted({d for each in drawn for d in each.departures}, key=lambda d: (KINDS.index(d.kind), d.name))


def left_out_words(results: Results, claim: str) -> str:
    """How many specifications are not drawn, and why."""
    rows = [row for row in results.specification_claims if row.claim == claim]
    same = sum(bool(row.same_as) for row in rows)
    empty = sum(not row.same_as and row.estimate is None for row in rows)
    parts = [f"{same} that find the same codes as another"] if same else []
    parts += [f"{empty} that leave too few codes for an estimate"] if empty else []
    return f" Not drawn: {' and '.join(parts)}." if parts else ""


def data_specifications(results: Results, claim: str) -> Sheet:
    """Every specification of a claim, those that are not drawn too."""
    words_of = {row.specification: _words(row) for row in results.specification_claims}
    return Sheet(
        name=f"specifications_claim_{claim}",
        title=f"Specifications of claim {claim}",
        columns=(
            text("coded_by", "Coded by"),
            text("departures"),
            text("verdict"),
            text("kept", "Verdict kept"),
            real("estimate"),
            real("low"),
            real("high"),
            whole("n_a", "Reports on one side"),
            whole("n_b", "Reports on the other side"),
            text("same_codes_as", "Same codes as"),
            hidden("same_as"),
            hidden("specification"),
            text("number_id"),
        ),
        rows=[
            {
                "coded_by": CODED_BY_WORDS.get(row.coded_by, row.coded_by),
                "departures": _words(row),
                "verdict": row.verdict,
                "kept": row.kept,
                "estimate": row.estimate,
                "low": row.low,
                "high": row.high,
                "n_a": row.n_a,
                "n_b": row.n_b,
                "same_codes_as": words_of.get(row.same_as, ""),
                "same_as": row.same_as,
                "specification": row.specification,
                "number_id": row.number_id,
            }
            for row in results.specification_claims
            if row.claim == claim
        ],
        note="Estimate: a difference of shares, as the claim states it. Where codes are the same as those of "
        "another specification, that one alone is counted and drawn.",
    )


def data_summary(results: Results) -> Sheet:
    """How many specifications keep each verdict, and which choice moves the estimate most."""
    return Sheet(
        name="specification_summary",
        title="The claims under all specifications",
        columns=(
            text("claim"),
            text("coded_by", "Coded by"),
            text("verdict", "Verdict of the run"),
            whole("tried"),
            whole("kept"),
            whole("supported"),
            whole("not_supported"),
            whole("undecided"),
            whole("no_estimate"),
            whole("same", "Same codes as another"),
            real("estimate", "Without departure"),
            real("lowest"),
            real("highest"),
            text("moved_most_by"),
            real("moved_to"),
            text("moved_verdict"),
            text("number_id"),
        ),
        rows=[
            {
                "claim": row.claim,
                "coded_by": CODED_BY_WORDS.get(row.coded_by, row.coded_by),
                "verdict": row.verdict,
                "tried": row.tried,
                "kept": row.kept,
                "supported": row.supported,
                "not_supported": row.not_supported,
                "undecided": row.undecided,
                "no_estimate": row.no_estimate,
                "same": row.same,
                "estimate": row.estimate,
                "lowest": row.lowest,
                "highest": row.highest,
                "moved_most_by": departure_of(row.moved_most_by).words if row.moved_most_by else "",
                "moved_to": row.moved_to,
                "moved_verdict": row.moved_verdict,
                "number_id": row.number_id,
            }
            for row in results.specification_summary
        ],
        note="Tried: specifications that find different codes. Kept: those with an estimate and the run's "
        "verdict. Moved most: by the one choice that changes the estimate most.",
    )


def sheet_of_all(results: Results) -> Sheet:
    """Every specification with everything that it finds, as the analysis wrote it."""
    rows = results.tables.get("specifications", ())
    names = tuple(rows[0]) if rows else ("specification", "coded_by", "departures", "same_as")
    return Sheet(
        name="specifications",
        title="Everything that each specification finds",
        columns=tuple(_column(name) for name in names),
        rows=[{name: _cell(row.get(name, "")) for name in names} for row in rows],
        note="v: bias-corrected Cramér's V of tradition and framing, with implicit traditions (all) and "
        "without (explicit). untapped: the untapped share by character of the issue. top: the most untapped "
        "cells; top_kept: how many of the run's are among them. n_changed: reports with other codes.",
    )


def _words(row: SpecificationClaim) -> str:
    return ", ".join(d.words for d in departures_of(row)) or NO_DEPARTURE


def _column(name: str) -> Column:
    if name.startswith("untapped_"):
        return share(name)
    if name.startswith("n_") or name.endswith(("_n", "_n_a", "_n_b")) or name == "top_kept":
        return whole(name)
    if name.startswith(("v_", "claim_")) and not name.endswith("verdict"):
        return real(name)
    return text(name)


def _cell(cell: str) -> str | float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell
