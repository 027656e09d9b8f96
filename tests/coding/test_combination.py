"""What the combination learns on one side: thresholds from answers that its weights have not seen."""

from __future__ import annotations

import numpy as np
import pytest
from tests.coding.classifier_examples import example_codebook

from coprod_review.coding.combination import learn_combination
from coprod_review.coding.score_columns import ScoreColumns
from coprod_review.coding.settled_sides import ALL_SETTLED

PLACES = ("garden", "harbour", "none")
N = 60


def columns_that_say_nothing() -> ScoreColumns:
    """Sixty reports in three folds by turns, of which no coder says anything."""
    reports = tuple(f"r{i:02}" for i in range(N))
    return ScoreColumns(
        codes=PLACES,
        reports=reports,
        place={name: i for i, name in enumerate(reports)},
        folds=np.arange(N) % 3,
        odds={ALL_SETTLED: np.zeros((len(PLACES), N))},
        said={},
    )


def test_an_answer_of_one_fold_alone_is_as_unforeseen_there_as_the_other_folds_make_it() -> None:
    columns = columns_that_say_nothing()
    answers = {
        name: ("harbour",) if fold == 0 else (PLACES[2 * (i % 2)],)
        for i, (name, fold) in enumerate(zip(columns.reports, columns.folds.tolist(), strict=True))
    }
    learned = learn_combination(
        {"place": columns},
        answers={"place": answers},
        without=ALL_SETTLED,
        codebook=example_codebook(),
        coverage=0.9,
        per_code_from=10,
    )["place"]
    share = sum(answer == ("harbour",) for answer in answers.values()) / N
    model = np.exp(learned.model.log_probabilities(np.zeros((1, len(PLACES), len(learned.model.names)))))[0]
    assert model[learned.model.space.answers.index(("harbour",))] == pytest.approx(share, abs=0.05)
    assert learned.limits.of(("harbour",)) > 0.75, "weights that had seen its harbours would give it 0.67"
