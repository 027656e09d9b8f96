"""The tables of the specifications, and the numbers that the report takes from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from coprod_review.analyse.claims import Claim, claim_cells, points
from coprod_review.analyse.ledger import Row, Section, estimate, number_id
from coprod_review.analyse.model import LEAD
from coprod_review.analyse.model_sensitivity import MODEL_COLUMNS, model_sections
from coprod_review.analyse.specification_counts import CLAIMS, cell_section, summary_section
from coprod_review.analyse.specifications import V_BASES, Outcome
from coprod_review.model.number import Number
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.specification import CODED_BY_WORDS, Specification

BETWEEN = " | "

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "specifications": (
        *("specification", "coded_by", "departures", "same_as", "n_coded", "n_machine", "n_changed"),
        *(
            f"claim_{claim}_{part}"
            for claim in CLAIMS
            for part in ("estimate", "low", "high", "verdict", "n_a", "n_b")
        ),
        *(f"v_{basis}{part}" for basis in V_BASES for part in ("", "_low", "_high", "_n")),
        *(f"untapped_{character}" for character in CHARACTERS),
        *(f"top_{place + 1}" for place in range(LEAD)),
        "top_kept",
    ),
    "specification_claims": (
        *("specification", "coded_by", "departures", "same_as", "claim", "verdict", "kept"),
        *("estimate", "low", "high", "n_a", "n_b", "number_id"),
    ),
    "specification_summary": (
        *("claim", "coded_by", "verdict", "tried", "kept", "supported", "not_supported", "undecided"),
        *("no_estimate", "same", "estimate", "lowest", "highest"),
        *("moved_most_by", "moved_to", "moved_verdict", "number_id"),
    ),
    "specification_map": (
        *("specification", "coded_by", "departures", "basis", "tradition", "framing", "n", "total", "share"),
    ),
    "specification_cells": ("coded_by", "character", "position", "tried", "unknown", "kept", "number_id"),
    **MODEL_COLUMNS,
}


def columns_of(name: str, tested: Collection[str]) -> tuple[str, ...]:
    """The columns of a table, without those of claims that the review does not test."""
    left_out = tuple(f"claim_{claim}_" for claim in CLAIMS if claim not in tested)
    return tuple(column for column in COLUMNS[name] if not column.startswith(left_out))


def specification_sections(
    outcomes: Sequence[Outcome], *, tested: Collection[str] = CLAIMS
) -> dict[str, Section]:
    """The tables by name; the first outcome is the run, which the others are held against.

    Of the claims only those that the review tests have rows and numbers.
    A specification that finds the same codes as an earlier one stands in the tables and names it in
    `same_as`; it is not counted among those tried. Claim 3 does not ask for traditions, so that for it fewer
    are different.
    """
    codes = {id(o.answers): o.codes_found for o in outcomes}
    repeats = {claim: _repeats(outcomes, claim, codes) for claim in CLAIMS}
    return {
        "specifications": Section(rows=tuple(_row(o, outcomes[0], repeats["1"], tested) for o in outcomes)),
        "specification_claims": _claim_section(outcomes, repeats, tested),
        "specification_summary": summary_section(outcomes, repeats, tested=tested),
        "specification_map": Section(rows=tuple(row for o in outcomes for row in _map_rows(o))),
        "specification_cells": cell_section(outcomes, repeats["3"]),
        **model_sections(outcomes, repeats["3"]),
    }


def _repeats(outcomes: Sequence[Outcome], claim: str, codes: Mapping[int, object]) -> dict[str, str]:
    """The earlier specification that finds the same, by slug; empty where there is none.

    `codes` are those that an outcome found, by the identity of its answers, which outcomes may share.
    """
    first: dict[object, str] = {}
    found = {}
    for outcome in outcomes:
        basis = outcome.claims[0].basis if claim != "3" else ""
        key = (outcome.specification.coded_by, codes[id(outcome.answers)], basis)
        slug = outcome.specification.slug
        earlier = first.setdefault(key, slug)
        found[slug] = "" if earlier == slug else earlier
    return found


def _about(specification: Specification) -> dict[str, str]:
    return {
        "specification": specification.slug,
        "coded_by": specification.coded_by,
        "departures": BETWEEN.join(d.slug for d in specification.departures),
    }


def _row(outcome: Outcome, run: Outcome, repeats: Mapping[str, str], tested: Collection[str]) -> Row:
    row: dict[str, object] = {
        **_about(outcome.specification),
        "same_as": repeats[outcome.specification.slug],
        "n_coded": outcome.n_coded,
        "n_machine": outcome.n_machine,
        "n_changed": _n_changed(outcome, run),
    }
    for claim in _tested(outcome, tested):
        row |= {f"claim_{claim.claim}_{name}": value for name, value in claim_cells(claim).items()}
    for basis, found in outcome.associations.items():
        row |= {
            f"v_{basis}": found.v,
            f"v_{basis}_low": found.low,
            f"v_{basis}_high": found.high,
            f"v_{basis}_n": found.n,
        }
    row |= {f"untapped_{name}": value for name, value in outcome.untapped_by_character.items()}
    row |= {f"top_{place}": f"{c}: {p}" for place, (c, p) in enumerate(outcome.top, start=1)}
    row["top_kept"] = len(set(run.top) & set(outcome.top))
    return row


def _n_changed(outcome: Outcome, run: Outcome) -> int:
    """The reports with other codes than in the run."""
    places = {*outcome.answers, *run.answers}
    return len({p[0] for p in places if outcome.answers.get(p) != run.answers.get(p)})


def _tested(outcome: Outcome, tested: Collection[str]) -> list[Claim]:
    return [claim for claim in outcome.claims if claim.claim in tested]


def _claim_section(
    outcomes: Sequence[Outcome], repeats: Mapping[str, Mapping[str, str]], tested: Collection[str]
) -> Section:
    verdict_by_claim = {claim.claim: claim.verdict for claim in outcomes[0].claims}
    rows, numbers = [], []
    for outcome in outcomes:
        specification = outcome.specification
        for claim in _tested(outcome, tested):
            same_as = repeats[claim.claim][specification.slug]
            identity = "" if same_as else _claim_id(specification, claim.claim)
            rows.append(
                {
                    **_about(specification),
                    "same_as": same_as,
                    "claim": claim.claim,
                    "kept": _kept(claim, verdict_by_claim[claim.claim]),
                    **claim_cells(claim),
                    "number_id": identity,
                }
            )
            if identity:
                numbers.append(_claim_number(identity, specification, claim))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _kept(claim: Claim, verdict: str) -> str:
    """Whether the verdict is that of the run; empty without an estimate, which leaves nothing to judge."""
    return "" if claim.estimate is None else "yes" if claim.verdict == verdict else "no"


def _claim_id(specification: Specification, claim: str) -> str:
    departures = "-".join(d.slug for d in specification.departures) or "run"
    return number_id("specification", specification.coded_by, f"claim_{claim}", departures)


def _claim_number(identity: str, specification: Specification, claim: Claim) -> Number:
    departures = ", ".join(d.words for d in specification.departures) or "no departure"
    label = f"claim {claim.claim}, {CODED_BY_WORDS[specification.coded_by]}: {departures}"
    return estimate(
        identity,
        claim.estimate,
        claim.members,
        label,
        text=points(claim.estimate),
        low=claim.low,
        high=claim.high,
    )


def _map_rows(outcome: Outcome) -> list[Row]:
    return [
        {
            **_about(outcome.specification),
            "basis": basis,
            "tradition": tradition,
            "framing": framing,
            "n": n,
            "total": total,
            "share": n / total if total else None,
        }
        for basis, cells in outcome.cells.items()
        for total in [sum(cells.values())]
        for (tradition, framing), n in cells.items()
    ]
