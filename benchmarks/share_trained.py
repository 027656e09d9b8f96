"""Coverage of corrected shares where the machine learned from the very sample that corrects it.

    python benchmarks/share_trained.py [--corpora 300]

As in the rehearsal: of an invented corpus of 480 reports a random sample of 150 is settled; logistic
regression learns from it alone, codes the sampled reports out of five folds, all others by the whole sample.
The features part the codes more or less well.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

import numpy as np
from closed_pipe import quietly
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from coprod_review.analyse.corrected_estimates import Sample, corrected_means
from coprod_review.analyse.corrected_intervals import share_ranges

CORPUS, SETTLED, FEATURES, FOLDS = 480, 150, 150, 5
SHARES = np.array([0.43, 0.31, 0.04, 0.11, 0.11])
SEPARATIONS = (0.0, 0.12, 0.18, 0.3)

Reals = NDArray[np.float64]
Places = NDArray[np.intp]


def main() -> int:
    """Simulate, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=int, default=300)
    corpora = parser.parse_args().corpora
    print(
        "| right out of fold | coverage: corrected | least of a code | sample alone | machine alone | ",
        end="",
    )
    print("width: corrected | sample alone |\n|---:|---:|---:|---:|---:|---:|---:|")
    for separation in SEPARATIONS:
        rng = np.random.default_rng(11)
        found: defaultdict[str, list[Reals]] = defaultdict(list)
        for _ in range(corpora):
            score(rng, found, separation)
        held = np.mean(found["corrected"], axis=0)
        cells = [
            np.mean(found["right"]),
            held.mean(),
            held.min(),
            *(np.mean(found[name]) for name in ("sample", "naive", "corrected width", "sample width")),
        ]
        print("| " + " | ".join(f"{100 * cell:.1f}" for cell in cells) + " |", flush=True)
    return 0


def score(rng: np.random.Generator, found: defaultdict[str, list[Reals]], separation: float) -> None:
    """One corpus and one sample: whether each interval holds the true shares, and how long it is."""
    code = rng.choice(len(SHARES), size=CORPUS, p=SHARES)
    centres = separation * rng.normal(size=(len(SHARES), FEATURES))
    texts = centres[code] + rng.normal(size=(CORPUS, FEATURES))
    settled = (np.arange(len(SHARES))[:, None] == code).astype(float)
    taken = rng.permutation(CORPUS)[:SETTLED]
    predicted = probabilities(texts, code, taken, texts)
    for fold in np.array_split(taken, FOLDS):
        predicted[:, fold] = probabilities(texts, code, np.setdiff1d(taken, fold), texts[fold])
    sample = Sample(
        strata=np.zeros(SETTLED, np.int64),
        weights=np.full(SETTLED, CORPUS / SETTLED),
        sizes=np.array([float(CORPUS)]),
    )
    truth, seen = settled.mean(1), settled[:, taken]
    for name, trust in (("corrected", None), ("sample", 0.0)):
        estimate = corrected_means(
            seen, predicted[:, taken], predicted.mean(1, keepdims=True), sample, trust=trust
        )
        shares = share_ranges(estimate, sample, settled=seen, beyond=False, confidence=0.95)
        found[name].append(((shares.lows <= truth + 1e-9) & (truth <= shares.highs + 1e-9)).astype(float))
        found[f"{name} width"].append(shares.highs - shares.lows)
    given = (predicted.argmax(0) == np.arange(len(SHARES))[:, None]).mean(1)
    spread = 1.96 * np.sqrt(given * (1 - given) / CORPUS)
    found["naive"].append((np.abs(given - truth) <= spread).astype(float))
    found["right"].append(np.array((predicted[:, taken].argmax(0) == code[taken]).mean()))


def probabilities(texts: Reals, code: Places, learned: Places, asked: Reals) -> Reals:
    """The probability of every code (rows) for the texts asked, by a model of the reports learned from."""
    model = LogisticRegression(C=0.1, max_iter=200).fit(texts[learned], code[learned])
    found = np.zeros((len(SHARES), len(asked)))
    found[model.classes_] = model.predict_proba(asked).T
    return found


if __name__ == "__main__":
    raise SystemExit(quietly(main))
