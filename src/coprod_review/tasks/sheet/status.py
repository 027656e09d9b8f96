"""Who has coded how much of which sample, and how far coders agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.tasks.sheet.corpus import SheetCorpus, read_sheet_corpus
from coprod_review.tasks.sheet.samples import sample_path

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from coprod_review.adjudicate.coding_status import CoderStatus, PairStatus
    from coprod_review.model.coding import Coding

ALL = "all reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Of which sample, by which settings, and where the review stands."""

    sample: str | None
    settings: Path
    corpus: Path
    codebook: Path
    results: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What coders have done of each sample, and each two of them of those that both have coded.

    `reach` says for how many of the included reports the sample could be drawn; None where it is not known.
    """

    corpus: SheetCorpus
    samples: Mapping[str, frozenset[str]]
    codings: Sequence[Coding]
    coders: Sequence[CoderStatus]
    pairs: Sequence[PairStatus]
    reach: tuple[int, int] | None


def read_status(task: Task) -> Status:
    """How the coding of samples stands; nothing of it says how anybody coded a single report."""
    from coprod_review.adjudicate.coding_status import coder_statuses, pair_statuses
    from coprod_review.io.corpus import read_adjudications

    corpus = read_sheet_corpus(corpus=task.corpus, codebook=task.codebook, results=task.results)
    samples, codings = _samples(task, corpus), _codings(corpus)
    ruled = read_adjudications(
        paths.within(task.corpus, paths.ADJUDICATIONS),
        codebook=corpus.codebook,
        older=corpus.older,
    )
    settled = {
        (corpus.reports[a.report_id].report_id, a.dimension) for a in ruled if a.report_id in corpus.reports
    }
    return Status(
        corpus=corpus,
        samples=samples,
        codings=codings,
        coders=coder_statuses(samples, codings, corpus.codebook, reopened=corpus.reopened),
        pairs=pair_statuses(
            samples,
            codings,
            corpus.codebook,
            parts={name: _parts(name, reports, task, corpus) for name, reports in samples.items()},
            blind={c.coder for c in codings if _codes_blind(c.coder, corpus)},
            adjudicated=settled,
            reopened=corpus.reopened,
        ),
        reach=_reach(task, corpus),
    )


def _reach(task: Task, corpus: SheetCorpus) -> tuple[int, int] | None:
    from coprod_review.io.check_reach import reach_of_sample

    plan, decisions = (
        paths.within(task.corpus, paths.GOLD_PLAN),
        paths.within(task.results, paths.DECISIONS),
    )
    if task.sample not in (None, plan.stem) or not (plan.exists() and decisions.exists()):
        return None
    return reach_of_sample(plan, decisions, {n: r.report_id for n, r in corpus.reports.items()})


def _codes_blind(name: str, corpus: SheetCorpus) -> bool:
    """Whether this is a person who is not to see what others say; one who is not described is."""
    coder = corpus.described(name)
    return coder is None or (coder.kind == "person" and coder.blind)


def _parts(name: str, reports: frozenset[str], task: Task, corpus: SheetCorpus) -> Collection[frozenset[str]]:
    """What is coded as a whole: a sample itself, or of all reports every sample that was drawn to be coded.

    The reports from which rules are developed are drawn for looking at patterns, and nobody codes them all.
    """
    if name != ALL:
        return [reports]
    drawn = sorted(paths.within(task.corpus, paths.SAMPLES).glob("*.csv"))
    return [_present(path, corpus) for path in drawn if path.name != paths.RULE_DEVELOPMENT.name]


def _present(path: Path, corpus: SheetCorpus) -> frozenset[str]:
    """The reports of a sample that the run has, under their present ids."""
    from coprod_review.io.samples import read_drawn

    return frozenset(corpus.reports[name].report_id for name in read_drawn(path) if name in corpus.reports)


def _samples(task: Task, corpus: SheetCorpus) -> dict[str, frozenset[str]]:
    """The present reports of each sample by its name; all reports stand as a sample of their own."""
    if task.sample:
        found = [sample_path(task.corpus, task.sample)]
    else:
        gold = paths.within(task.corpus, paths.GOLD_PLAN)
        found = [gold] if gold.exists() else []
    samples = {path.stem: _present(path, corpus) for path in found}
    everything = {} if task.sample else {ALL: frozenset(r.report_id for r in corpus.reports.values())}
    return samples | everything


def _codings(corpus: SheetCorpus) -> list[Coding]:
    """What every coder has answered, under the present ids."""
    from coprod_review.io.codings import codings_files

    return [
        replace(coding, report_id=report_id)
        for path in codings_files(corpus.codings_folder)
        for (report_id, _), coding in corpus.by_place(corpus.codings(path.stem)).items()
    ]
