"""Invented reports with invented settled codes, for the tests of classifier and combination."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coprod_review.coding.material import Plan
from coprod_review.coding.settled_sides import settled_answers
from coprod_review.coding.telling import Told
from coprod_review.model.codebook import Code, Codebook, Constraint, Dimension
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.report import Report

WORDS_BY_CODE = {
    "garden": ("compost", "seedlings", "the orchard", "pruning shears"),
    "harbour": ("cargo cranes", "mooring", "the quay", "tide tables"),
    "none": ("quarterly ledgers", "filing", "office stationery", "invoices"),
}
COMMON = (
    "a study of",
    "with attention to",
    "and of",
    "among neighbours",
    "over two winters",
    "in a small town",
)

PLAN = Plan(n_folds=3, n_inner=2, grid=(1.0, 10.0), inputs=("text", "rules", "venue"), min_settled=10, seed=7)


def dimension(name: str, codes: tuple[str, ...], *, multiple: bool = False) -> Dimension:
    """A dimension with bare codes."""
    return Dimension(
        name=name,
        label=name,
        question="Which?",
        multiple=multiple,
        source="review",
        codes={c: Code(name=c, label=c, definition=c) for c in codes},
    )


def example_codebook() -> Codebook:
    """Place takes one code, tools may be several; where place is none, tools must be."""
    return Codebook(
        version="test",
        dimensions={
            "place": dimension("place", ("garden", "harbour", "none")),
            "tools": dimension("tools", ("crane", "none", "shears"), multiple=True),
        },
        constraints=(Constraint(when={"place": "none"}, then={"tools": "none"}),),
        coproduction_form={},
        sources={"review": "This review."},
    )


def example_reports(n: int = 48) -> tuple[list[Report], list[CodeOfRecord]]:
    """Reports whose words tell their code mostly, and their settled codes; the last two are not settled."""
    dice = random.Random(3)
    reports, settled = [], []
    for i in range(n):
        code = sorted(WORDS_BY_CODE)[i % 3]
        said = [dice.choice(COMMON), *dice.sample(WORDS_BY_CODE[code], 2), dice.choice(COMMON)]
        if i % 7 == 0:
            said.append(dice.choice(WORDS_BY_CODE[sorted(WORDS_BY_CODE)[(i + 1) % 3]]))
        report_id = f"r{i:03}"
        reports.append(
            Report(
                report_id=report_id,
                record_ids=(f"invented:{i}",),
                title=f"{said[0].capitalize()} {said[1]}, number {i}",
                abstract=f"{' '.join(said[1:])}. {dice.choice(COMMON)} people.",
                keywords=(said[1],),
                container=f"Journal of {code} life" if i % 2 else "Annals",
            )
        )
        if i < n - 2:
            tools: tuple[str, ...] = {"garden": ("shears",), "harbour": ("crane",), "none": ("none",)}[code]
            if i % 5 == 0 and code != "none":
                tools = ("crane", "shears")
            settled += [agreed(report_id, "place", code), agreed(report_id, "tools", *tools)]
    return reports, settled


def agreed(report_id: str, name: str, *codes: str) -> CodeOfRecord:
    """A settled code."""
    return CodeOfRecord(
        report_id=report_id, dimension=name, codes=codes, status="agreed", coders=("ann", "bo")
    )


def flipped(settled: list[CodeOfRecord], report_id: str) -> list[CodeOfRecord]:
    """The same settled codes, but those of one report turned into others."""
    other = {"place": ("garden",), "tools": ("crane",)}
    again = {"place": ("harbour",), "tools": ("none",)}
    return [
        replace(s, codes=(other if s.codes != other[s.dimension] else again)[s.dimension])
        if s.report_id == report_id
        else s
        for s in settled
    ]


def rule_codings(reports: list[Report]) -> list[Coding]:
    """A rule coder that knows one word of each code."""
    codings = []
    for report in reports:
        evidence = []
        for code, word in (("garden", "compost"), ("harbour", "mooring")):
            start = report.abstract.find(word)
            if start >= 0:
                evidence.append(
                    Evidence(
                        field="abstract",
                        start=start,
                        end=start + len(word),
                        quote=word,
                        code=code,
                        rule=f"{word}-rule",
                        weight=1.0,
                    )
                )
        codings.append(
            Coding(
                report_id=report.report_id,
                dimension="place",
                codes=tuple(sorted({e.code for e in evidence}))[:1],
                coder="rules",
                scores={e.code: e.weight for e in evidence},
                evidence=tuple(evidence),
            )
        )
    return codings


def told_by(reports: Sequence[Report], settled: Sequence[CodeOfRecord]) -> Told:
    """What the settled codes tell of the reports, each weighing one."""
    ids = [report.report_id for report in reports]
    return Told.of(settled_answers(settled).values(), ids, weights=np.ones(len(ids)))
