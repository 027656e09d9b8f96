"""What the results say, sorted for the text: claims by verdict, leading codes, flow, who coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import Coder
from coprod_review.model.number import Number
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import in_words

VERDICT_SIGNS = {"supported": ("good", "✓"), "not supported": ("bad", "✗"), "undecided": ("unsure", "?")}
"""How a verdict is shown: class and sign of its badge."""

SETTLED_BY_PEOPLE = ("adjudicated", "person")

CHARACTERISTICS = {
    "text_status": "Text that the coders saw",
    "type": "Kind of publication",
    "period": "Period",
    "sample": "How sampled",
    "exports": "In how many exports",
    "language": "Language, where the exports tell it",
    "design": "Design",
    "country": "Country",
    "country_part": "Part of a country",
    "setting": "Setting",
}
"""Titles of the characteristics in the order of the report; others follow under their own names."""

BASES = ("all", "explicit", "implicit")

BASIS_WORDS = {
    "all": "all codes",
    "explicit": "codes whose basis is explicit",
    "implicit": "codes whose basis is implicit",
    "abstract_only": "reports whose abstract was seen",
    "explicit_abstract_only": "explicit codes of reports whose abstract was seen",
    "settled_only": "settled codes alone",
}
"""What a table or a claim counts on a basis; others by their own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """A box of the flow, whether what it counts leaves the flow there, and the counts it is made of."""

    number: Number
    leaves: bool
    parts: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The PRISMA flow by phase; boxes in the order of the ledger."""

    identification: tuple[FlowStep, ...]
    screening: tuple[FlowStep, ...]
    included: tuple[FlowStep, ...]


LEAVING = ("excluded", "exclude", "duplicate", "joined", "set_aside", "removed", "not_retrieved")
"""Words in the ids of boxes whose members leave the flow."""


def flow_of(results: Results) -> Flow:
    """The flow from its numbers: records before they are joined, reports after, the included at the end.

    `flow.identified.x` is a part of `flow.identified` where that is counted, else a box of its own.
    """
    numbers = results.ledger.starting("flow.")
    ids = {n.number_id for n in numbers}
    steps = [
        FlowStep(
            number=n,
            leaves=any(word in n.number_id for word in LEAVING),
            parts=tuple(part for part in numbers if part.number_id.startswith(f"{n.number_id}.")),
        )
        for n in numbers
        if n.number_id.rpartition(".")[0] not in ids
    ]
    included = [s for s in steps if not s.leaves and "included" in s.number.number_id]
    rest = [s for s in steps if s not in included]
    return Flow(
        identification=tuple(s for s in rest if s.number.member_kind in ("record", "set_aside")),
        screening=tuple(s for s in rest if s.number.member_kind not in ("record", "set_aside")),
        included=tuple(included),
    )


def basis_words(basis: str) -> str:
    """What is counted on a basis, in words."""
    return BASIS_WORDS.get(basis, f"{basis.replace('_', ' ')} codes")


def verdicts_in_words(claims: Sequence[Row]) -> str:
    """One sentence on all claims: which are supported, not supported and undecided."""
    if not claims:
        return "No claim could be judged, because there is nothing to judge it by."
    parts = []
    for verdict in VERDICT_SIGNS:
        names = [claim["claim"] for claim in claims if claim["verdict"] == verdict]
        if names:
            verb = "are" if len(names) > 1 else "is"
            parts.append(f"{'claims' if len(names) > 1 else 'claim'} {in_words(names)} {verb} {verdict}")
    text = in_words(parts)
    return f"{text[:1].upper()}{text[1:]} by these data."


def ranked_shares(results: Results, dimension: str, basis: str = "all") -> list[Row]:
    """The codes of a dimension that were found, most frequent first; ties by the codebook's order."""
    rows = [
        row
        for row in results.table("shares")
        if row["dimension"] == dimension and row["basis"] == basis and float(row["n"] or 0) > 0
    ]
    return sorted(rows, key=lambda row: -float(row["n"]))


def characteristics(results: Results) -> list[tuple[str, list[Row]]]:
    """The characteristics of the included reports: title and rows, in the order of the report."""
    rows_by_name: dict[str, list[Row]] = {name: [] for name in CHARACTERISTICS}
    for row in results.table("characteristics"):
        rows_by_name.setdefault(row["characteristic"], []).append(row)
    return [
        (CHARACTERISTICS.get(name, name.replace("_", " ").capitalize()), rows)
        for name, rows in rows_by_name.items()
        if rows
    ]


def settled_by_people(results: Results) -> list[Row]:
    """The rows of the statuses in which people settled codes; empty where nobody has settled any."""
    return [
        row
        for row in results.table("statuses")
        if row["status"] in SETTLED_BY_PEOPLE and float(row["n"] or 0) > 0
    ]


def coders_by_kind(results: Results) -> tuple[list[Coder], list[Coder]]:
    """The people and the language models among the coders."""
    people = [coder for coder in results.coders if coder.kind == "person"]
    return people, [coder for coder in results.coders if coder.kind != "person"]


def best_coders(results: Results, dimension: str) -> list[Row]:
    """Performance against the settled codes over all reports in one dimension, best macro-F1 first."""
    rows = [
        row
        for row in results.table("performance")
        if row["dimension"] == dimension and row["against"] == "settled" and row["subset"] == "all"
    ]
    return sorted(rows, key=lambda row: -float(row["macro_f1"] or -1))
