"""How to train, as the configuration and the kept settings say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_review.coding.material import Plan
    from coprod_review.config import Config


def plan_of(config: Config, *, tuned: Path | None = None) -> Plan:
    """The plan that the settings of the classifier make, with the penalties that the file `tuned` keeps."""
    from coprod_review.coding.material import Plan
    from coprod_review.io.tuned import read_penalties

    settings = config.classifier
    return Plan(
        n_folds=settings.folds,
        n_inner=settings.inner_folds,
        grid=settings.regularisation,
        inputs=settings.inputs,
        min_settled=settings.min_settled,
        seed=config.seed,
        hidden=settings.hidden,
        penalties=read_penalties(tuned) if tuned else {},
    )
