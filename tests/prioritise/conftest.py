"""Invented texts on two subjects, of which one is relevant."""

from __future__ import annotations

import numpy as np
import pytest

RELEVANT = ("patients", "partners", "safety", "together", "ward", "families", "round", "voice")
OTHER = ("pumps", "steel", "pressure", "valve", "flow", "boiler", "pipes", "heat")
BOTH = ("we", "report", "results", "study", "year", "methods", "of", "the", "small", "large")


@pytest.fixture(scope="session")
def invented() -> tuple[list[str], np.ndarray]:
    """300 texts, 30 of them relevant: words of their subject among words that all use."""
    generator = np.random.default_rng(7)
    relevant = np.zeros(300, dtype=bool)
    relevant[generator.choice(300, 30, replace=False)] = True
    texts = []
    for is_relevant in relevant:
        own = RELEVANT if is_relevant else OTHER
        words = [*generator.choice(own, 4), *generator.choice(BOTH, 12), *generator.choice(OTHER, 1)]
        texts.append(" ".join(generator.permutation(words)))
    return texts, relevant
