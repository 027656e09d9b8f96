"""Who excluded: people, language models or rules alone, as PRISMA 2020 asks of reviews with automation."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.corpus import Coder
from coprod_review.model.number import Number
from coprod_review.screen.counted import Fate

PREFIX = "screened.excluded_by_"

LABELS = {
    "people": "by people",
    "models": "by language models",
    "others": "by coders whom nobody describes",
    "rules": "by rules alone",
}
"""The kinds in the order in which they are told, in words."""


def count_excluders(decisions: Sequence[Fate], coders: Sequence[Coder]) -> tuple[Number, ...]:
    """The excluded reports by who decided: people where any took part, else language models, else rules.

    People and language models are told of whether they excluded any or not, the others where they did;
    none where no report is excluded. Together they are all excluded reports.
    """
    kind_by_name = {coder.name: coder.kind for coder in coders}
    found: dict[str, list[str]] = {kind: [] for kind in LABELS}
    for decision in decisions:
        if not decision.included:
            found[_kind(decision.decided_by, kind_by_name)].append(decision.report_id)
    if not any(found.values()):
        return ()
    return tuple(
        Number(
            number_id=f"{PREFIX}{kind}",
            value=float(len(members)),
            text=str(len(members)),
            label=f"reports excluded {LABELS[kind]}",
            member_kind="report",
            members=tuple(members),
            is_count=True,
        )
        for kind, members in found.items()
        if members or kind in ("people", "models")
    )


def _kind(names: Sequence[str], kind_by_name: dict[str, str]) -> str:
    kinds = {kind_by_name.get(name, "") for name in names if name not in MACHINE_CODERS}
    if not kinds:
        return "rules"
    if "person" in kinds:
        return "people"
    return "models" if kinds == {"language_model"} else "others"
