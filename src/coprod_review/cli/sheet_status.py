"""`coprod-review sheet status`: who has coded how much of which sample, and how far coders agree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.tasks.sheet.corpus import SheetCorpus, add_corpus_options, read_sheet_corpus

if TYPE_CHECKING:
    from coprod_review.adjudicate.coding_status import PairStatus
    from coprod_review.model.coding import Coding

ALL = "all reports"

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
    from coprod_review.adjudicate.coding_status import coder_statuses, pair_statuses
    from coprod_review.io.corpus import read_adjudications
    from coprod_review.pages.terminal import grid

    corpus = read_sheet_corpus(arguments)
    samples = _samples(arguments, corpus)
    codings = _codings(corpus)
    ruled = read_adjudications(
        arguments.corpus / paths.ADJUDICATIONS.parent.name / paths.ADJUDICATIONS.name,
        codebook=corpus.codebook,
        older=corpus.older,
    )
    settled = {
        (corpus.reports[a.report_id].report_id, a.dimension) for a in ruled if a.report_id in corpus.reports
    }
    coders = coder_statuses(samples, codings, corpus.codebook, reopened=corpus.reopened)
    if not coders:
        print("Nobody has coded anything yet: coprod-review sheet export --coder NAME")
        return
    head = ("sample", "coder", "coded whole", "in part", "of", "to look at again")
    rows = [(s.sample, s.coder, *map(str, (s.n_whole, s.n_part, s.n, s.n_reopened))) for s in coders]
    print("\n".join(grid([head, *rows], right=(2, 3, 4, 5))))
    pairs = pair_statuses(samples, codings, adjudicated=settled, reopened=corpus.reopened)
    for pair in (pair for pair in pairs if pair.sample == next(iter(samples))):
        print("\n".join(["", *_pair_lines(pair, corpus, codings, samples, arguments.settings)]))
    if pairs:
        print(f"\n{ADJUDICATE}")


def _samples(arguments: argparse.Namespace, corpus: SheetCorpus) -> dict[str, frozenset[str]]:
    """The present reports of each sample by its name; all reports stand as a sample of their own."""
    from coprod_review.cli.sheet_export import sample_path
    from coprod_review.io.samples import read_drawn

    if arguments.sample:
        found = [sample_path(arguments.corpus, arguments.sample)]
    else:
        gold = arguments.corpus / paths.GOLD_PLAN.parent.name / paths.GOLD_PLAN.name
        found = [gold] if gold.exists() else []
    samples = {
        path.stem: frozenset(corpus.reports[i].report_id for i in read_drawn(path) if i in corpus.reports)
        for path in found
    }
    everything = {} if arguments.sample else {ALL: frozenset(r.report_id for r in corpus.reports.values())}
    return samples | everything


def _codings(corpus: SheetCorpus) -> list[Coding]:
    """What every coder has answered, under the present ids."""
    from coprod_review.io.codings import codings_files

    return [
        replace(coding, report_id=report_id)
        for path in codings_files(corpus.codings_folder)
        for (report_id, _), coding in corpus.by_place(corpus.codings(path.stem)).items()
    ]


def _pair_lines(
    pair: PairStatus,
    corpus: SheetCorpus,
    codings: Sequence[Coding],
    samples: Mapping[str, frozenset[str]],
    settings: Path,
) -> Iterator[str]:
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
    if pair.n_differing is None:
        yield f"{told}; agreement is told from {LEAST_TOLD} on"
        return
    yield f"{told}; they differ on {pair.n_differing}, of which {pair.n_settled} are adjudicated"
    config = read_yaml(settings, Config)
    of_pair = [c for c in codings if c.coder in (pair.coder_a, pair.coder_b)]
    of_sample = codings_of_sample(of_pair, samples[pair.sample], corpus.reopened)
    seen = [c for c in of_sample if (of := corpus.described(c.coder)) is not None and had_seen(c, of)]
    if seen:
        n_reports = counted(len({coding.report_id for coding in seen}), "report")
        yield f"  left out: {len(seen)} answers on {n_reports}, given after looking up what others said"
    table = agreement_table(
        [coding for coding in of_sample if coding not in seen],
        corpus.codebook,
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
