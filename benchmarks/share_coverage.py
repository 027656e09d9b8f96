"""How often the intervals of corrected shares hold the truth, beside those of machine and sample alone.

    python benchmarks/share_coverage.py [--populations 400] [--draws 10] [--peer PEER/bin/python]

Corpora of 500 reports are invented with five exclusive codes, of which one has the stated prevalence, and
machine answers that are wrong in several ways. From each corpus samples are drawn, at random or stratified by
the machine's answers with a floor (unequal probabilities), and 95 % intervals are computed three ways: the
corrected ones (for this corpus, and beyond it for the literature that it was drawn from), those of the sample
alone, and the naive Wilson interval of the machine's answers. With --peer, the estimates are compared with
those of ppi-python (benchmarks/peers-shares.txt). share_rehearsals.py does the like with the errors of real
machine coders.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from closed_pipe import quietly
from numpy.typing import NDArray

from coprod_review.analyse.corrected_estimates import Estimate, Sample, corrected_means
from coprod_review.analyse.corrected_intervals import Ranges, difference_range, share_ranges
from coprod_review.analyse.intervals import wilson
from coprod_review.analyse.sampling import allocation

CORPUS = 500
FLOOR = 3
SIZES = (80, 150, 300)
PREVALENCES = (0.03, 0.1, 0.3, 0.6)
DESIGNS = ("random", "stratified")
OTHERS = np.array([0.35, 0.30, 0.10, 0.25])
"""How the codes beside the one in question share what it leaves."""
FRAMINGS = np.array([0.15, 0.25, 0.25, 0.35])


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """How the machine errs: how well its scores part the codes, and what it adds to those of the first."""

    separation: float
    shift: float = 0.0
    is_certain: bool = False


MACHINES = {
    "good and calibrated": Machine(separation=5.0),
    "fair and calibrated": Machine(separation=3.0),
    "gives the code too often": Machine(separation=3.0, shift=2.0),
    "gives the code too seldom": Machine(separation=3.0, shift=-2.5),
    "certain of itself (0 or 1)": Machine(separation=3.0, is_certain=True),
    "knows nothing": Machine(separation=0.0),
    "worse than nothing": Machine(separation=-1.5),
}

Reals = NDArray[np.float64]
Scores = defaultdict[str, list[Reals]]


def main() -> int:
    """Simulate, and print tables in Markdown."""
    arguments = _arguments()
    begun = time.perf_counter()
    found: dict[tuple[str, int, float, str], dict[str, float]] = {}
    for design in DESIGNS:
        for n in SIZES:
            for prevalence in PREVALENCES:
                for name, machine in MACHINES.items():
                    found[design, n, prevalence, name] = simulate(
                        machine,
                        design=design,
                        n=n,
                        prevalence=prevalence,
                        populations=arguments.populations,
                        draws=arguments.draws,
                    )
    _print_by_size(found)
    _print_by_machine(found)
    print(
        f"\n{len(found)} settings with {arguments.populations * arguments.draws} samples each in "
        f"{time.perf_counter() - begun:.0f} s."
    )
    if arguments.peer:
        print_beside_peer(arguments.peer)
    return 0


def simulate(
    machine: Machine, *, design: str, n: int, prevalence: float, populations: int, draws: int
) -> dict[str, float]:
    """Mean coverage and width by method, over all samples from all corpora."""
    rng = np.random.default_rng([n, int(1000 * prevalence), DESIGNS.index(design)])
    scores: Scores = defaultdict(list)
    for _ in range(populations):
        settled, predicted, answers = corpus(rng, machine, prevalence)
        strata = answers if design == "stratified" else np.zeros(CORPUS, int)
        _score_draws(rng, scores, settled, predicted, strata, n=n, prevalence=prevalence, draws=draws)
    return {name: float(np.mean(np.concatenate(values))) for name, values in scores.items()}


def corpus(rng: np.random.Generator, machine: Machine, prevalence: float) -> tuple[Reals, Reals, Reals]:
    """Settled codes and machine probabilities (codes x reports), and the machine's answer as a stratum."""
    shares = np.r_[prevalence, (1 - prevalence) * OTHERS]
    code = rng.choice(len(shares), size=CORPUS, p=shares)
    settled = (np.arange(len(shares))[:, None] == code).astype(float)
    spread = np.sqrt(max(abs(machine.separation), 0.5))
    evidence = machine.separation * settled + spread * rng.normal(size=settled.shape)
    logits = np.log(shares)[:, None] + evidence
    logits[0] += machine.shift
    odds = np.exp(logits - logits.max(0))
    predicted = odds / odds.sum(0)
    best = predicted.argmax(0)
    if machine.is_certain:
        predicted = (np.arange(len(shares))[:, None] == best).astype(float)
    framing = rng.choice(len(FRAMINGS), size=CORPUS, p=FRAMINGS)
    read = np.where(rng.random(CORPUS) < 0.8, framing, rng.integers(0, len(FRAMINGS), CORPUS))
    return settled, predicted, best * len(FRAMINGS) + read


def _score_draws(
    rng: np.random.Generator,
    scores: Scores,
    settled: Reals,
    predicted: Reals,
    strata: Reals,
    *,
    n: int,
    prevalence: float,
    draws: int,
) -> None:
    names, places = np.unique(strata, return_inverse=True)
    sizes = np.bincount(places)
    by_name = {f"{i:03}": int(size) for i, size in enumerate(sizes)}
    wanted = np.array(list(allocation(by_name, {}, size=n, floor=FLOOR).values()))
    taken = np.concatenate(
        [
            np.flatnonzero(places == h)[rng.random((draws, sizes[h])).argsort(1)[:, : wanted[h]]]
            for h in range(len(names))
        ],
        axis=1,
    )
    strata_of_sample = np.repeat(np.arange(len(names)), wanted)
    sample = Sample(
        strata=strata_of_sample, weights=(sizes / wanted)[strata_of_sample], sizes=sizes.astype(float)
    )
    means = np.stack([np.bincount(places, weights=row) for row in predicted]) / sizes
    seen, said = settled[:, taken].swapaxes(0, 1), predicted[:, taken].swapaxes(0, 1)
    truth = settled.mean(1)
    whole = np.r_[prevalence, (1 - prevalence) * OTHERS]
    corrected = corrected_means(seen, said, means, sample)
    alone = corrected_means(seen, said, means, sample, trust=0.0)
    for name, estimate, beyond in (
        ("corpus", corrected, False),
        ("beyond", corrected, True),
        ("sample", alone, False),
    ):
        goal = whole if beyond else truth
        _score(scores, name, estimate, sample=sample, seen=seen, truth=goal, beyond=beyond)
    naive = predicted.argmax(0) == 0
    low, high = wilson(int(naive.sum()), CORPUS, confidence=0.95)
    scores["naive"].append(np.array([low <= prevalence <= high], float))
    scores["bias"].append(corrected.value[:, 0] - truth[0])


def _score(
    scores: Scores,
    name: str,
    estimate: Estimate,
    *,
    sample: Sample,
    seen: Reals,
    truth: Reals,
    beyond: bool,
) -> None:
    shares = share_ranges(estimate, sample, settled=seen, beyond=beyond, confidence=0.95)
    apart = difference_range(shares, 0, 1, estimate=estimate, sample=sample, beyond=beyond)
    scores[name].append(_holds(shares, truth)[:, 0])
    scores[f"{name} width"].append((shares.highs - shares.lows)[:, 0])
    scores[f"{name} difference"].append(_holds(apart, truth[0] - truth[1]))


def _holds(ranges: Ranges, truth: Reals) -> Reals:
    slack = 1e-9
    return ((ranges.lows <= truth + slack) & (truth <= ranges.highs + slack)).astype(float)


def _print_by_size(found: dict[tuple[str, int, float, str], dict[str, float]]) -> None:
    print("Coverage of 95 % intervals in per cent, least to most over the kinds of machine:\n")
    print(
        "| sample | n | prevalence | corrected, this corpus | corrected, beyond | difference | "
        "sample alone | machine alone | width: corrected | sample alone |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for design, n, prevalence in dict.fromkeys(key[:3] for key in found):
        rows = [found[design, n, prevalence, name] for name in MACHINES]
        cells = [_span(rows, name) for name in ("corpus", "beyond", "corpus difference", "sample", "naive")]
        widths = [
            f"{100 * np.mean([row[f'{name} width'] for row in rows]):.1f}" for name in ("corpus", "sample")
        ]
        print(f"| {design} | {n} | {prevalence:g} | {' | '.join(cells + widths)} |")


def _span(rows: list[dict[str, float]], name: str) -> str:
    values = [100 * row[name] for row in rows]
    return f"{min(values):.1f} to {max(values):.1f}"


def _print_by_machine(found: dict[tuple[str, int, float, str], dict[str, float]]) -> None:
    print("\nBy kind of machine, over all sizes and prevalences (stratified samples; width in points):\n")
    print(
        "| machine | corrected, this corpus | corrected, beyond | difference | sample alone | "
        "machine alone | largest bias | width: corrected | sample alone |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name in MACHINES:
        rows = [row for key, row in found.items() if key[0] == "stratified" and key[3] == name]
        cells = [
            f"{100 * np.mean([row[what] for row in rows]):.1f}"
            for what in ("corpus", "beyond", "corpus difference", "sample", "naive")
        ]
        bias = f"{100 * max(abs(row['bias']) for row in rows):.2f}"
        widths = [
            f"{100 * np.mean([row[f'{what} width'] for row in rows]):.1f}" for what in ("corpus", "sample")
        ]
        print(f"| {name} | {' | '.join([*cells, bias, *widths])} |")


PEER = """
import json, sys
import numpy as np
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
found = []
for case in json.load(sys.stdin):
    y, f, g = (np.array(case[k]).T for k in ("y", "f", "g"))
    fixed = [np.atleast_1d(ppi_mean_pointestimate(y, f, g, lam=l)).tolist() for l in case["trust"]]
    tuned = np.atleast_1d(ppi_mean_pointestimate(y, f, g))
    low, high = ppi_mean_ci(y, f, g, alpha=0.05)
    found.append({"fixed": fixed, "tuned": tuned.tolist(), "low": np.atleast_1d(low).tolist(),
                  "high": np.atleast_1d(high).tolist()})
json.dump(found, sys.stdout)
"""

TRUSTS = (0.0, 0.3, 0.7, 1.0)


def print_beside_peer(python: Path, *, cases: int = 1000, n: int = 150) -> None:
    """Equal probabilities: our estimates beside those of ppi-python for the same lambda, and its intervals.

    The peer compares with the reports outside the sample, we with all: its lambda times all over outside is
    ours.
    """
    print("\nBeside ppi-python, random samples of 150 from 500:\n")
    print("| prevalence | largest difference, same lambda | tuned lambda | coverage: ours, beyond | peer |")
    print("|---:|---:|---:|---:|---:|")
    for prevalence in PREVALENCES:
        rng = np.random.default_rng(int(1000 * prevalence))
        given, ours = [], []
        for _ in range(cases):
            settled, predicted, _ = corpus(rng, MACHINES["fair and calibrated"], prevalence)
            order = rng.permutation(CORPUS)
            taken, left = order[:n], order[n:]
            sample = Sample(
                strata=np.zeros(n, np.int64), weights=np.full(n, CORPUS / n), sizes=np.array([float(CORPUS)])
            )
            means = predicted.mean(1, keepdims=True)
            y, f = settled[:, taken], predicted[:, taken]
            tuned = corrected_means(y, f, means, sample)
            beyond = share_ranges(tuned, sample, settled=y, beyond=True, confidence=0.95)
            fixed = [
                corrected_means(y, f, means, sample, trust=trust * CORPUS / (CORPUS - n)).value
                for trust in TRUSTS
            ]
            given.append(
                {"y": y.tolist(), "f": f.tolist(), "g": predicted[:, left].tolist(), "trust": TRUSTS}
            )
            ours.append((fixed, tuned.value, beyond.lows[0] <= prevalence <= beyond.highs[0]))
        run = subprocess.run(
            [str(python), "-c", PEER], input=json.dumps(given), capture_output=True, text=True, check=True
        )
        theirs = json.loads(run.stdout)
        same = max(
            float(np.abs(np.array(own[0]) - np.array(peer["fixed"])).max())
            for own, peer in zip(ours, theirs, strict=True)
        )
        tuned_apart = max(
            float(np.abs(own[1] - np.array(peer["tuned"])).max())
            for own, peer in zip(ours, theirs, strict=True)
        )
        held = [float(own[2]) for own in ours]
        peer_held = [float(p["low"][0] <= prevalence <= p["high"][0]) for p in theirs]
        print(
            f"| {prevalence:g} | {same:.1e} | {tuned_apart:.1e} | {100 * np.mean(held):.1f} | "
            f"{100 * np.mean(peer_held):.1f} |"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--populations", type=int, default=400)
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--peer", type=Path, help="a Python that has ppi-python")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(quietly(main))
