"""The alluvial table: from the tradition by the position of the patient to the character of the issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section, count, estimate, number_id
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.number import Number

STAGES = ("tradition", "framing", "issue_character")
"""The dimensions that a report flows through, in order."""
UNSETTLED = "unsettled"
"""The basis of a report whose tradition has no decided basis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A part of a report on its way: `weight` is 1/k where it is on k characters of the issue."""

    report_id: str
    tradition: str
    basis: str
    framing: str
    character: str
    weight: float


def alluvial_place(coded: CodedReports, report: str) -> str:
    """Whether the alluvial table counts a report, or why it does not: not on safety, waiting, or open."""
    if coded.code(report, "framing") == NONE_CODE:
        return "not_on_safety"
    return coded.unsettled_as(report, STAGES) or "counted"


def alluvial_sections(coded: CodedReports, codebook: Codebook) -> dict[str, Section]:
    """The tables `alluvial` (each way with its reports) and `alluvial_nodes` (each code of each stage).

    Only reports on safety flow. `n` counts fractionally: a report on k characters of the issue counts 1/k
    in each of its k ways, so that every stage adds up to the reports; `n_reports` counts it whole in each.
    Ways that no report takes have no row, nodes have one for every code, none of the framing excepted.
    """
    flows = _flows(coded)
    total = len({flow.report_id for flow in flows})
    missing = () if flows else ("alluvial: no report on safety has tradition, position and issue character",)
    rows, numbers = _ways(flows, codebook, total)
    nodes, node_numbers = _nodes(flows, codebook, total)
    return {
        "alluvial": Section(rows=rows, numbers=numbers, notes=missing),
        "alluvial_nodes": Section(rows=nodes, numbers=node_numbers),
    }


def _flows(coded: CodedReports) -> list[Flow]:
    flows = []
    for report in coded:
        if alluvial_place(coded, report) != "counted":
            continue
        characters = coded.codes(report, "issue_character")
        flows += [
            Flow(
                report_id=report,
                tradition=coded.code(report, "tradition"),
                basis=coded.code(report, "tradition_basis") or UNSETTLED,
                framing=coded.code(report, "framing"),
                character=character,
                weight=1 / len(characters),
            )
            for character in characters
        ]
    return flows


def _ways(
    flows: Iterable[Flow], codebook: Codebook, total: int
) -> tuple[tuple[Mapping[str, object], ...], tuple[Number, ...]]:
    """A row and a number for each way that is taken, in the order of the codebook."""
    order = {d: tuple(codebook.dimensions[d].codes) for d in (*STAGES, "tradition_basis")}
    by_way: dict[tuple[str, str, str, str], list[Flow]] = {}
    for flow in flows:
        by_way.setdefault((flow.tradition, flow.basis, flow.framing, flow.character), []).append(flow)

    def place(way: tuple[str, str, str, str]) -> tuple[int, ...]:
        names = ("tradition", "tradition_basis", "framing", "issue_character")
        return tuple(
            order[name].index(code) if code in order[name] else len(order[name])
            for name, code in zip(names, way, strict=True)
        )

    rows, numbers = [], []
    for way in sorted(by_way, key=place):
        tradition, basis, framing, character = way
        identity = number_id("alluvial", *way)
        its = by_way[way]
        rows.append(
            {
                "tradition": tradition,
                "basis": basis,
                "framing": framing,
                "character": character,
                **_counted(its, total, identity),
            }
        )
        label = f"{tradition} ({basis}), {framing}, {character} issues, a report on k of these counting 1/k"
        numbers.append(_number(identity, its, label))
    return tuple(rows), tuple(numbers)


def _nodes(
    flows: Sequence[Flow], codebook: Codebook, total: int
) -> tuple[tuple[Mapping[str, object], ...], tuple[Number, ...]]:
    code_of: dict[str, Callable[[Flow], str]] = {
        "tradition": lambda flow: flow.tradition,
        "framing": lambda flow: flow.framing,
        "issue_character": lambda flow: flow.character,
    }
    rows, numbers = [], []
    for dimension in STAGES:
        for code in codebook.dimensions[dimension].codes:
            if (dimension, code) == ("framing", NONE_CODE):
                continue
            its = [flow for flow in flows if code_of[dimension](flow) == code]
            identity = number_id("alluvial", dimension, code)
            rows.append({"dimension": dimension, "code": code, **_counted(its, total, identity)})
            label = f"reports on safety whose {dimension} is {code}"
            if dimension == "issue_character":
                numbers.append(_number(identity, its, f"{label}, a report on k of these counting 1/k"))
            else:
                numbers.append(count(identity, (flow.report_id for flow in its), label))
    return tuple(rows), tuple(numbers)


def _counted(flows: Sequence[Flow], total: int, identity: str) -> dict[str, object]:
    n = sum(flow.weight for flow in flows)
    return {
        "n": round(n, 6),
        "n_reports": len({flow.report_id for flow in flows}),
        "total": total,
        "share": n / total if total else None,
        "number_id": identity,
    }


def _number(identity: str, flows: Sequence[Flow], label: str) -> Number:
    n = sum(flow.weight for flow in flows)
    whole = abs(n - round(n)) < 0.05
    return estimate(
        identity,
        round(n, 6),
        (flow.report_id for flow in flows),
        label,
        text=f"{n:.0f}" if whole else f"{n:.1f}",
    )
