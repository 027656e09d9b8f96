"""What `coprod-review analyse` makes of audits: the error of decided codes, and what suggestions do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.analyse.audit_errors import Look
    from coprod_review.analyse.ledger import Section
    from coprod_review.config import Config
    from coprod_review.model.coding import Coding
    from coprod_review.tasks.analyse.task import Task


def audits(
    task: Task,
    names: Mapping[str, str],
    config: Config,
    combination: Iterable[Coding],
) -> dict[str, Section]:
    """The tables audit_errors and suggestions; empty where nobody has audited."""
    from coprod_review.analyse.audit_errors import audit_section, dispute_numbers
    from coprod_review.analyse.suggestions import suggestion_section
    from coprod_review.io.results import read_table
    from coprod_review.io.samples import read_audit_plan

    looks = _looks(task.settled / paths.LOOKS.name)
    samples = {
        path.stem: [
            replace(place, report_id=names[place.report_id])
            for place in read_audit_plan(path)
            if place.report_id in names
        ]
        for path in sorted(task.samples.glob("audit*.csv"))
    }
    machine = {(c.report_id, c.dimension): c.codes for c in combination if c.codes}
    confidence = config.analyse.interval
    errors = audit_section(samples, looks, confidence=confidence)
    disputed = task.settled / paths.DISPUTED.name
    states = [(row["report_id"], row["state"]) for row in (read_table(disputed) if disputed.exists() else ())]
    return {
        "audit_errors": replace(errors, numbers=(*errors.numbers, *dispute_numbers(states))),
        "suggestions": suggestion_section(
            looks, machine, confidence=confidence, min_group=config.analyse.min_group
        ),
    }


def _looks(path: Path) -> list[Look]:
    """What reviewers said, as settle wrote it; an older run has no such table."""
    from coprod_review.analyse.audit_errors import Look
    from coprod_review.io.results import read_table
    from coprod_review.model.answer_rows import split_codes

    return [
        Look(
            report_id=row["report_id"],
            dimension=row["dimension"],
            coder=row["coder"],
            kind=row["kind"],
            codes=split_codes(row["codes"]),
            against=split_codes(row["against"]),
            settled_as=split_codes(row["settled_as"]),
            shown=row["shown"],
            stands=row["stands"] != "no",
        )
        for row in (read_table(path) if path.exists() else ())
    ]
