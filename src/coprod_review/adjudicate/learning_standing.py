"""How a learner stands: agreement of first answers with what is settled, and which codes are confused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from coprod_review.model.codebook import Codebook
from coprod_review.model.learning import (
    Agreed,
    Confusion,
    DimensionStanding,
    LearnerStanding,
    Level,
    SettledReport,
    Trial,
)
from coprod_review.model.resampling import (
    at_full_agreement,
    chance_of_kappa,
    cohen_kappa,
    interval_with_width,
    resampled_counts,
)


def learner_standing(
    trials: Sequence[Trial],
    reports: Sequence[SettledReport],
    codebook: Codebook,
    *,
    level: Level,
    draws: int,
    seed: int,
    confidence: float,
) -> LearnerStanding:
    """How the learner stands by first answers; `trials` stand in the order in which they were given.

    The level is reached in a dimension once it was answered for as many reports as the level asks, and kappa
    of the latest of them is not below it, or, where kappa is undefined, every answer is right.
    """
    first = [t for t in trials if t.round == 1 and t.is_told]
    order = list(dict.fromkeys(t.report_id for t in first))
    latest = frozenset(order[-level.reports :])
    standings = []
    for name in codebook.dimensions:
        answers = [t for t in first if t.dimension == name]
        if answers:
            so_far = agreed(answers, draws=draws, seed=seed, confidence=confidence)
            of_latest = agreed(
                [t for t in answers if t.report_id in latest], draws=draws, seed=seed, confidence=confidence
            )
            is_reached = so_far.n >= level.reports and _suffices(of_latest, level)
            standings.append(
                DimensionStanding(dimension=name, so_far=so_far, latest=of_latest, is_reached=is_reached)
            )
    return LearnerStanding(
        n_reports=len(order),
        n_left=len({report.report_id for report in reports} - set(order)),
        dimensions=standings,
        confusions=confusions(first),
        level=level,
    )


def agreed(trials: Sequence[Trial], *, draws: int, seed: int, confidence: float) -> Agreed:
    """Right answers and Cohen's kappa of whole answers with the settled ones.

    `cannot tell` is an answer of its own, and never right. The interval of kappa takes the middle of its
    values over `draws` resamples of the answers; with few answers it is wide, and that is the point of it.
    Where all answers are right every resample says so again: then it is Wilson's, corrected for chance.
    None where all resamples have the same kappa.
    """
    pairs = Counter((frozenset(t.settled), frozenset(t.codes)) for t in trials)
    answers = sorted({answer for pair in pairs for answer in pair}, key=sorted)
    place = {answer: k for k, answer in enumerate(answers)}
    observed = np.zeros((len(answers), len(answers)), dtype=np.int64)
    for (settled, given), times in pairs.items():
        observed[place[settled], place[given]] += times
    n = len(trials)
    kappa = float(cohen_kappa(observed)) if n else float("nan")
    interval = None
    if not np.isnan(kappa) and np.trace(observed) == n:
        interval = at_full_agreement(n, chance=float(chance_of_kappa(observed)), confidence=confidence)
    elif not np.isnan(kappa):
        drawn = resampled_counts(observed.ravel(), draws=draws, seed=seed).reshape(draws, *observed.shape)
        interval = interval_with_width(cohen_kappa(drawn), confidence=confidence)
    return Agreed(
        n=n,
        n_right=sum(t.is_right for t in trials),
        kappa=None if np.isnan(kappa) else kappa,
        kappa_interval=interval,
    )


def confusions(trials: Iterable[Trial]) -> list[Confusion]:
    """Which code was given for which, the most frequent first.

    Of several codes, those that both answers have are set aside; what is left of one is paired with what is
    left of the other, and where one has nothing left, a code was left out or added.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for trial in trials:
        missed = sorted({*trial.settled} - {*trial.codes})
        added = sorted({*trial.codes} - {*trial.settled})
        if missed or added:
            found.update((trial.dimension, m, a) for m in missed or [""] for a in added or [""])
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(dimension=d, settled=s, given=g, n=n) for (d, s, g), n in ordered]


def _suffices(answers: Agreed, level: Level) -> bool:
    return answers.n_right == answers.n if answers.kappa is None else answers.kappa >= level.kappa
