"""Ranking beside ASReview's default, the stopping rule beside buscarpy, and its real coverage.

    python benchmarks/ranking.py asreview PYTHON SET.csv ... [--seeds 3]  WSS and time, in turn, one thread
    python benchmarks/ranking.py buscarpy PYTHON                          chances of made-up readings by both
    python benchmarks/ranking.py coverage SET.csv ... [--seeds 20]        was the recall reached at the stop?
    python benchmarks/ranking.py urns made-up                             the same on made-up readings
    python benchmarks/ranking.py large SET.csv [--texts 100000]           the time to rank many reports

PYTHON is the interpreter of an environment with asreview and buscarpy, which the project does not need. Each
reading is a process of its own, so that times hold imports, and both sides get the same drawn start: one
relevant and one irrelevant text.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from closed_pipe import quietly

from coprod_review.io.labelled import read_labelled
from coprod_review.model.report import Report
from coprod_review.prioritise.measures import Discoveries
from coprod_review.prioritise.ranking import rank_unread
from coprod_review.prioritise.simulate import recall_at, simulate
from coprod_review.prioritise.stopping import Goal, chance_missed
from coprod_review.prioritise.terms import weigh_terms

PEER = """
import json, sys, numpy as np, pandas as pd
from asreview.learner import ActiveLearningCycle
from asreview.models.models import get_ai_config
from asreview.models.queriers import TopDown
from asreview.models.stoppers import IsFittable
from asreview.simulation.simulate import Simulate
path, label, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
table = pd.read_csv(path)
labels = (table[label] == 1).astype(int)
np.random.seed(seed)
cycles = [ActiveLearningCycle(querier=TopDown(), stopper=IsFittable()),
          ActiveLearningCycle.from_meta(get_ai_config()["value"])]
simulation = Simulate(table[["title", "abstract"]].fillna(""), labels, cycles, print_progress=False)
for kind in (1, 0):
    simulation.label(np.random.RandomState(seed).choice(np.flatnonzero(labels == kind), 1))
simulation.review()
read = simulation._results["label"].to_numpy()[2:]
print(json.dumps([int(i) + 1 for i in np.flatnonzero(read == 1)]))
"""

OURS = """
import json, sys, numpy as np
from pathlib import Path
from coprod_review.io.labelled import read_labelled
from coprod_review.prioritise.simulate import discoveries, simulate
from coprod_review.prioritise.terms import weigh_terms
found = read_labelled(Path(sys.argv[1]), label=sys.argv[2])
relevant = np.array(found.relevant)
run = simulate(weigh_terms(found.texts), relevant, seed=int(sys.argv[3]))
print(json.dumps(discoveries(run, relevant).found_at.tolist()))
"""

PEER_CHANCES = """
import json, sys, numpy as np
from buscarpy import calculate_h0
for line in sys.stdin:
    read, n_total, recall = json.loads(line)
    print(json.dumps(float(calculate_h0(np.array(read), N=n_total, recall_target=recall))))
"""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SOURCE = str(Path(__file__).resolve().parents[1] / "src")


def beside_asreview(python: str, sets: list[Path], seeds: int, label: str) -> None:
    """WSS@95, WSS@100 and seconds of each reading by both, in turn; then the means of each set."""
    print("set\tseed\tby\twss_95\twss_100\trecall_at_10\tuser_s\twall_s")
    for path in sets:
        n_total = _size(path, label) - 2
        sums: dict[str, list[tuple[float, ...]]] = {"asreview": [], "ours": []}
        for seed in range(seeds):
            for by, (program, script) in {"asreview": (python, PEER), "ours": (sys.executable, OURS)}.items():
                found_at, user, wall = _timed([program, "-c", script, str(path), label, str(seed)])
                found = Discoveries(found_at=np.array(found_at), n_total=n_total)
                row = (found.work_saved(0.95), found.work_saved(1.0), found.recall_after(0.1), user, wall)
                sums[by].append(row)
                print(path.stem[-18:], seed, by, *(f"{value:.4f}" for value in row), sep="\t", flush=True)
        for by, rows in sums.items():
            means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
            print(path.stem[-18:], "mean", by, *(f"{value:.4f}" for value in means), sep="\t", flush=True)


def beside_buscarpy(python: str) -> None:
    """The greatest difference from buscarpy over made-up readings of good, poor and random rankings."""
    generator = np.random.default_rng(1)
    cases, ours = [], []
    for n_total in (60, 500, 3000):
        for pull in (1.0, 5.0, 20.0):
            for recall in (0.8, 0.95):
                weight = np.where(np.arange(n_total) < n_total // 20, pull, 1.0)
                order = generator.choice(n_total, n_total, replace=False, p=weight / weight.sum())
                for share in (0.2, 0.5, 0.9):
                    read = order[: int(share * n_total)] < n_total // 20
                    cases.append(json.dumps([read.astype(int).tolist(), n_total, recall]))
                    ours.append(chance_missed(read, n_total=n_total, recall=recall))
    told = subprocess.run(
        [python, "-W", "ignore", "-c", PEER_CHANCES],
        input="\n".join(cases),
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    peer = np.array([json.loads(line) for line in told.split()])
    greatest = np.nanmax(np.abs(peer - np.array(ours)))
    print(f"{len(cases)} readings, greatest difference {greatest:.2g}; {np.isnan(peer).sum()} are none there")


def coverage(sets: list[Path], seeds: int, label: str) -> None:
    """For several goals, how often the recall was reached where the rule said stop, and how much was read."""
    print("set\trecall\tconfidence\treadings\treached\tleast_recall\tmean_recall\tmean_share_read")
    for path in sets:
        found = read_labelled(path, label=label)
        relevant, terms = np.array(found.relevant), weigh_terms(found.texts)
        for recall, confidence in ((0.8, 0.8), (0.9, 0.9), (0.95, 0.95)):
            goal = Goal(recall=recall, confidence=confidence)
            stops = []
            for seed in range(seeds):
                run = simulate(terms, relevant, seed=seed, goal=goal, growth=0.05)
                at = run.stopped_at or len(relevant)
                stops.append((recall_at(run, relevant, at), at / len(relevant)))
            recalls = np.array([r for r, _ in stops])
            row = (f"{(recalls >= recall).mean():.2f}", f"{recalls.min():.3f}", f"{recalls.mean():.3f}")
            share = f"{np.mean([s for _, s in stops]):.2f}"
            print(path.stem[-18:], recall, confidence, seeds, *row, share, sep="\t", flush=True)


def urns(n_readings: int = 60, n_total: int = 2000, n_relevant: int = 100, every: int = 50) -> None:
    """How often 95 % were found at the stop, where a relevant text is `pull` times as likely to come next."""
    goal = Goal()
    print("pull\tfrom\treadings\tstopped_early\treached\tmean_share_read")
    for pull in (10.0, 1.0, 0.5):
        for drawn_from in (None, 0):
            generator = np.random.default_rng(1)
            weight = np.where(np.arange(n_total) < n_relevant, pull, 1.0)
            stops = []
            for _ in range(n_readings):
                order = (
                    generator.choice(n_total, n_total, replace=False, p=weight / weight.sum()) < n_relevant
                )
                at = next(
                    n
                    for n in (*range(every, n_total, every), n_total)
                    if goal.is_met(
                        chance_missed(order[:n], n_total=n_total, recall=goal.recall, drawn_from=drawn_from)
                    )
                )
                stops.append((order[:at].sum() / n_relevant, at / n_total))
            recalls, shares = (np.array(column) for column in zip(*stops, strict=True))
            tail = "any" if drawn_from is None else "first"
            row = (
                f"{(shares < 1).mean():.2f}",
                f"{(recalls >= goal.recall).mean():.3f}",
                f"{shares.mean():.2f}",
            )
            print(pull, tail, n_readings, *row, sep="\t", flush=True)


def large(path: Path, n_texts: int, label: str) -> None:
    """Seconds to rank many reports, each made from half of one text of a set and half of another."""
    found = read_labelled(path, label=label)
    generator = np.random.default_rng(1)
    words = [text.split() for text in found.texts]
    drawn = generator.integers(0, len(words), (n_texts, 2))
    reports = [
        Report(
            report_id=f"r{i:06}",
            record_ids=(),
            title=" ".join(words[a][:12]),
            abstract=" ".join(words[a][: len(words[a]) // 2] + words[b][len(words[b]) // 2 :]),
        )
        for i, (a, b) in enumerate(drawn.tolist())
    ]
    known = {f"r{i:06}": bool(found.relevant[a]) for i, (a, _) in enumerate(drawn[:2000].tolist())}
    start, user = time.perf_counter(), _user()
    ranked = rank_unread(reports, known, question="")
    print(
        f"{len(ranked)} ranked: {_user() - user:.1f} s user, {time.perf_counter() - start:.1f} s wall, ",
        end="",
    )
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB at most")


def _timed(command: list[str]) -> tuple[list[int], float, float]:
    """What the program prints, and its user and wall seconds."""
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": SOURCE if command[0] == sys.executable else ""}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.perf_counter()
    told = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, cwd=tempfile.gettempdir()
    ).stdout
    wall = time.perf_counter() - start
    return (
        json.loads(told.splitlines()[-1]),
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before,
        wall,
    )


def _size(path: Path, label: str) -> int:
    return len(read_labelled(path, label=label).texts)


def _user() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main() -> None:
    """Run the comparison that is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("asreview", "buscarpy", "coverage", "urns", "large"))
    parser.add_argument("names", nargs="+")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--label", default="label_included")
    parser.add_argument("--texts", type=int, default=100_000)
    given = parser.parse_args()
    if given.what == "asreview":
        beside_asreview(
            given.names[0], [Path(name).resolve() for name in given.names[1:]], given.seeds, given.label
        )
    elif given.what == "buscarpy":
        beside_buscarpy(given.names[0])
    elif given.what == "coverage":
        coverage([Path(name) for name in given.names], given.seeds, given.label)
    elif given.what == "urns":
        urns()
    else:
        large(Path(given.names[0]), given.texts, given.label)


if __name__ == "__main__":
    raise SystemExit(quietly(main))
