"""Reads once what the report is made from, as a page and as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.model.coding import Coding
    from coprod_review.pages.results import Figure, Results
    from coprod_review.provenance import Provenance
    from coprod_review.report.method_facts import MethodFacts

COMMANDS = ("make review",)
"""What a reader types to make the review again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedRun:
    """What a run has found, with the answers of people as its codings, and how it was made."""

    results: Results
    answers_of_machines: Sequence[Coding]
    figures: Sequence[Figure]
    provenance: Provenance
    facts: MethodFacts


def read_finished_run(
    *, results: Path, config: Path, corpus: Path, with_machines: bool = True
) -> FinishedRun:
    """The finished run of a folder; without machines it has none of their answers, which are many.

    Raises ReviewError naming the file that is missing and the stage that writes it, or the inputs that are
    not those with which the run began.
    """
    from dataclasses import replace

    from coprod_review.io.results import digests_below, read_figures, read_results
    from coprod_review.io.tables import read_answers
    from coprod_review.model.coding import MACHINE_CODERS
    from coprod_review.provenance import describe_run
    from coprod_review.tasks.report.methods import read_method_facts
    from coprod_review.tasks.run.freshness import refuse_changed

    found = read_results(
        results=results,
        config=config,
        corpus=corpus,
        with_codings=False,
        with_records=False,
        for_pages=True,
    )
    inputs = digests_below([corpus, config])
    refuse_changed(inputs)
    people = read_answers(paths.within(results, paths.PEOPLES_CODINGS))
    machines = [paths.CODED / f"{coder}.parquet" for coder in MACHINE_CODERS if with_machines]
    return FinishedRun(
        results=replace(found, codings=people),
        answers_of_machines=[
            answer for path in machines for answer in read_answers(paths.within(results, path))
        ],
        figures=read_figures(results / paths.FIGURES.name),
        provenance=describe_run(
            inputs,
            seed=found.config.seed,
            codebook=found.codebook.version,
            commands=COMMANDS,
        ),
        facts=read_method_facts(config=config, corpus=corpus, results=found, made=results),
    )
