"""Whether the order of the queue is useful: how soon people who follow it meet the machine's errors.

    python benchmarks/queue_order.py [--results results] [--config config] [--seeds 200]

The settled, included reports of a finished run are played through as if nobody had coded them: the
machine's answers, which are out of fold on these, decide or stay open as in a run, and what is open makes a
queue. People read reports in one of these orders, and a report that is not in the queue comes after all that
are, by chance:

- queue: as `code combine` writes it;
- queue, rare codes as others: the same without `queue_rare`;
- queue, one weight: every dimension and rare codes alike;
- doubt in tradition and framing: the sum over these two alone, nothing else counts;
- single uncertainty: by the most doubtful open question of the report, of any dimension;
- random: by chance among all reports;
- best possible: by the number of errors, which nobody knows beforehand.

Printed is the share of the machine's errors in tradition and framing that stand in the reports read after 10,
25 and 50 % of them, mean over seeds with the range of the middle 95 %. A seed draws half of the reports. The
machine is not trained again from the answers. Nothing is written.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from closed_pipe import quietly

from coprod_review.coding.queue import Question, Usefulness, questions
from coprod_review.coding.record_codes import codes_of_record, settled_counts
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import SETTLED_STATUSES
from coprod_review.tasks.coding.combine import usefulness_of

MEASURED = ("tradition", "framing")
READ = (0.10, 0.25, 0.50)

Order = Callable[[Sequence[str], random.Random], list[str]]


def main() -> int:
    """Play the orders through and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--seeds", type=int, default=200)
    arguments = parser.parse_args()
    config = read_yaml(arguments.config / "config.yaml", Config)
    codebook = read_codebook(arguments.config / "codebook.yaml")
    decisions = tables.read_screening(arguments.results / "screen" / "decisions.parquet")
    included = {d.report_id for d in decisions if d.included}
    settled = [
        c
        for c in tables.read_codes(arguments.results / "settle" / "settled.parquet")
        if c.status in SETTLED_STATUSES and c.report_id in included
    ]
    combination = tables.read_codings(arguments.results / "code" / "combination.parquet")
    truth = {(c.report_id, c.dimension): frozenset(c.codes) for c in settled if c.dimension in MEASURED}
    pool = sorted({r for r, _ in truth if all((r, d) in truth for d in MEASURED)})
    errors = Counter(
        c.report_id
        for c in combination
        if truth.get((c.report_id, c.dimension), frozenset(c.codes)) != frozenset(c.codes)
    )
    counts = settled_counts(settled)
    codes = codes_of_record(
        pool,
        settled=[],
        combination=[c for c in combination if c.report_id in set(pool)],
        codebook=codebook,
        min_settled_per_code=config.decide.min_settled_per_code,
        counts=counts,
    )

    def queue_of(usefulness: Usefulness) -> list[Question]:
        return questions(codes, combination=combination, people=[], titles={}, usefulness=usefulness)

    usefulness = usefulness_of(config.decide, codebook)
    usual, flat = queue_of(usefulness), queue_of(Usefulness())
    of_two = Usefulness(weights=dict.fromkeys(MEASURED, 1.0), other_weight=0.0)
    orders: dict[str, Order] = {
        "queue": as_queued(usual),
        "queue, rare codes as others": as_queued(queue_of(replace(usefulness, rare=1.0))),
        "queue, one weight": as_queued(flat),
        "doubt in tradition and framing": as_queued(queue_of(of_two)),
        "single uncertainty": ranked_by(most_doubtful(flat)),
        "random": ranked_by({}),
        "best possible": ranked_by(errors),
    }
    queued = {question.report_id for question in usual}
    print(
        f"{len(pool)} reports with settled tradition and framing, {len(queued)} of them in the queue; "
        f"{sum(errors[r] for r in pool)} errors of the machine in tradition and framing, "
        f"{sum(errors[r] for r in queued)} of them on reports in the queue"
    )
    print_shares(orders, pool, errors, seeds=arguments.seeds)
    return 0


def as_queued(asked: Sequence[Question]) -> Order:
    """Reports in the order in which the queue names them."""
    places: dict[str, float] = {}
    for question in asked:
        places.setdefault(question.report_id, -float(len(places)))
    return ranked_by(places)


def ranked_by(worth: Mapping[str, float]) -> Order:
    """Reports of greater worth first; ties, and after all others those that have none, by chance."""

    def ordered(reports: Sequence[str], chance: random.Random) -> list[str]:
        shuffled = chance.sample(reports, len(reports))
        return sorted(shuffled, key=lambda report: -worth.get(report, float("-inf")))

    return ordered


def most_doubtful(asked: Sequence[Question]) -> dict[str, float]:
    """The greatest chance of a change among the questions on each report."""
    found: defaultdict[str, float] = defaultdict(float)
    for question in asked:
        found[question.report_id] = max(found[question.report_id], question.priority)
    return found


def print_shares(
    orders: Mapping[str, Order], pool: Sequence[str], errors: Mapping[str, int], *, seeds: int
) -> None:
    """A row of shares for each order; all orders see the same draws."""
    print("\n| order | " + " | ".join(f"{read:.0%} read" for read in READ) + " |\n|---|" + "---|" * len(READ))
    for name, order in orders.items():
        shares: dict[float, list[float]] = {read: [] for read in READ}
        for seed in range(seeds):
            chance = random.Random(seed)
            drawn = chance.sample(pool, len(pool) // 2)
            there = sum(errors.get(r, 0) for r in drawn)
            reading = order(drawn, chance)
            for read, values in shares.items():
                met = sum(errors.get(r, 0) for r in reading[: round(read * len(drawn))])
                values.append(met / there)
        print(f"| {name} | " + " | ".join(map(_mean_and_range, shares.values())) + " |")


def _mean_and_range(values: Sequence[float]) -> str:
    ranked = sorted(values)
    low, high = (ranked[round(q * (len(ranked) - 1))] for q in (0.025, 0.975))
    return f"{statistics.fmean(values):.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
