"""`coprod-review sheet status`: who has coded how much of which sample, and how far coders agree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.sheet_options import add_corpus_options

if TYPE_CHECKING:
    from coprod_review.adjudicate.coding_status import PairStatus
    from coprod_review.tasks.sheet.status import Status

MEASURES = ("percent", "kappa", "alpha", "ac1")

ADJUDICATE = (
    "Where two differ, results/settle/disagreements.csv names report and answers after the next `make "
    "review`: an adjudicator settles them in corpus/decisions/adjudications.csv, with a reason. Who still "
    "codes leaves it shut."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which samples are told of."""
    parser.add_argument("--sample", metavar="NAME", help="one of corpus/samples/ (default: gold)")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    add_corpus_options(parser)


def run(arguments: argparse.Namespace) -> None:
    """Print counts and agreement; nothing of it says how anybody coded a single report."""
    from coprod_review.model.sample import reach_words
    from coprod_review.pages.terminal import grid
    from coprod_review.tasks.sheet.status import Task, read_status

    status = read_status(Task(**vars(arguments)))
    if not status.coders:
        print("Nobody has coded anything yet: coprod-review sheet export --coder NAME")
        return
    head = ("sample", "coder", "coded whole", "in part", "of", "to look at again")
    rows = [(s.sample, s.coder, *map(str, (s.n_whole, s.n_part, s.n, s.n_reopened))) for s in status.coders]
    print("\n".join(grid([head, *rows], right=(2, 3, 4, 5))))
    if status.reach and status.reach[0] < status.reach[1]:
        print(f"\ngold: {reach_words(*status.reach)}")
    for pair in (pair for pair in status.pairs if pair.sample == next(iter(status.samples))):
        print("\n".join(["", *_pair_lines(pair, status, arguments.settings)]))
    if status.pairs:
        print(f"\n{ADJUDICATE}")


def _pair_lines(pair: PairStatus, status: Status, settings: Path) -> Iterator[str]:
    from coprod_review.adjudicate.agreement import agreement_table
    from coprod_review.adjudicate.coding_status import LEAST_TOLD, codings_of_sample
    from coprod_review.adjudicate.seen import had_seen
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml
    from coprod_review.pages.terminal import grid
    from coprod_review.pages.wording import counted

    told = (
        f"{pair.sample}: {pair.coder_a} and {pair.coder_b} have both coded {counted(pair.n_both, 'report')}"
    )
    if pair.n_to_go:
        waits = " and ".join(f"{name} ({counted(n, 'report')} to go)" for name, n in pair.n_to_go.items())
        yield f"{told}; agreement is told when blind coders have finished: {waits}"
        return
    if pair.n_differing is None:
        yield f"{told}; agreement is told from {LEAST_TOLD} on"
        return
    verb = "is" if pair.n_settled == 1 else "are"
    yield f"{told}; they differ on {pair.n_differing}, of which {pair.n_settled} {verb} adjudicated"
    config = read_yaml(settings, Config)
    of_pair = [c for c in status.codings if c.coder in (pair.coder_a, pair.coder_b)]
    of_sample = codings_of_sample(of_pair, status.samples[pair.sample], status.corpus.reopened)
    seen = [c for c in of_sample if (of := status.corpus.described(c.coder)) is not None and had_seen(c, of)]
    if seen:
        n_reports = counted(len({coding.report_id for coding in seen}), "report")
        n_answers = counted(len(seen), "answer")
        yield f"  left out: {n_answers} on {n_reports}, given after looking up what others said"
    table = agreement_table(
        [coding for coding in of_sample if coding not in seen],
        status.corpus.codebook,
        draws=config.analyse.bootstrap_draws,
        seed=config.seed,
        confidence=config.analyse.interval,
    )
    rows = [
        (row["dimension"], str(row["n"]), *(_measure(row, name) for name in MEASURES))
        for row in table
        if row["n"] >= LEAST_TOLD
    ]
    head = ("dimension", "n", "same answer", "kappa", "alpha", "AC1")
    yield from (f"  {line}" for line in grid([head, *rows], right=(1,)))


def _measure(row: Mapping[str, object], name: str) -> str:
    """A coefficient with its interval."""
    value, low, high = (row.get(key) for key in (name, f"{name}_low", f"{name}_high"))
    if not isinstance(value, float):
        return "undefined"
    has_interval = isinstance(low, float) and isinstance(high, float)
    return f"{value:.2f} [{low:.2f}, {high:.2f}]" if has_interval else f"{value:.2f}"
