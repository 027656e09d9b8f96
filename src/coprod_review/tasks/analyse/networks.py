"""What `coprod-review analyse` finds of networks: co-citation, coupling and co-words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_review.analyse.analysis import Analysis
    from coprod_review.analyse.coded import CodedReports
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.tasks.analyse.task import Task


def with_networks(
    analysis: Analysis,
    task: Task,
    coded: CodedReports,
    *,
    codebook: Codebook,
    config: Config,
) -> Analysis:
    """The analysis with the tables, numbers and notes of the networks."""
    from coprod_review.analyse.analysis import AnalysisTable
    from coprod_review.analyse.cowords import co_word_network
    from coprod_review.analyse.ledger import ledger, together
    from coprod_review.analyse.networks import citation_networks
    from coprod_review.analyse.networks_build import network_columns, sections_of
    from coprod_review.io import tables
    from coprod_review.io.lineage import read_lineage
    from coprod_review.io.parquet import Only
    from coprod_review.io.terms import read_term_words

    codings = task.coded / "lineage.parquet"
    only = Only(column="report_id", values=set(coded))
    found = (
        *citation_networks(
            coded,
            codebook,
            lineage=tables.read_codings(codings, only=only, without=("note",)) if codings.exists() else (),
            works=read_lineage(task.lineage) if task.lineage.exists() else (),
            settings=config.networks,
            seed=config.seed,
        ),
        co_word_network(
            coded,
            codebook,
            words=read_term_words(task.terms),
            settings=config.networks,
            seed=config.seed,
        ),
    )
    sections = sections_of(found)
    columns = network_columns(codebook)
    whole = together(list(sections.values()))
    made = {name: AnalysisTable(columns=columns[name], rows=sections[name].rows) for name in sections}
    return replace(
        analysis,
        tables={**analysis.tables, **made},
        numbers=tuple(ledger((*analysis.numbers, *whole.numbers))),
        notes=(*analysis.notes, *whole.notes),
    )
