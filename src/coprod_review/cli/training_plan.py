"""How to train, as the configuration says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_review.coding.material import Plan
    from coprod_review.config import Config


def plan_of(config: Config) -> Plan:
    """The plan that the settings of the classifier make."""
    from coprod_review.coding.material import Plan

    settings = config.classifier
    return Plan(
        n_folds=settings.folds,
        n_inner=settings.inner_folds,
        grid=settings.regularisation,
        inputs=settings.inputs,
        min_settled=settings.min_settled,
        seed=config.seed,
        hidden=settings.hidden,
    )
