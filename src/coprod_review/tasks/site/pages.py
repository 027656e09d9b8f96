"""The audit site: drawn from a run, written, rid of the pages of a former run."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from coprod_review import paths
from coprod_review.tasks.site.lines import lines_of_exports, shown_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The folders of the review, that of the site, and how many processes draw it."""

    corpus: Path
    config: Path
    results: Path
    output: Path | None
    workers: int


def draw_site(task: Task) -> None:
    """Write the site and remove pages of a former run that it no longer has."""
    from coprod_review.audit.pages import Surroundings, draw_rest, site_of
    from coprod_review.io.listed_results import list_files
    from coprod_review.io.page_trees import begin_tree, end_tree, write_pages
    from coprod_review.tasks.plan import plans_of_characters
    from coprod_review.tasks.site.jobs import (
        answers_compared,
        histories_of,
        results_without_answers,
        write_jobs,
    )

    output = task.output or task.results / paths.AUDIT.name
    exports = task.corpus / paths.EXPORTS.name
    results = results_without_answers(results=task.results, config=task.config, corpus=task.corpus)
    wanted = shown_lines(results) if results.n_left_out else None
    lines = lines_of_exports(exports, [row["export"] for row in results.table("exports")], wanted=wanted)
    around = Surroundings(
        report=_way(output, task.results / paths.REPORT.name),
        results=_way(output, task.results) + "/",
        exports=_way(output, exports) + "/",
    )
    plans = plans_of_characters(results, task.config)
    histories = histories_of(results, folder=task.results, corpus=task.corpus)
    site = site_of(
        results,
        lines,
        around,
        plans=plans,
        histories=histories,
        said=answers_compared(task.results, results),
    )
    former = begin_tree(output)
    written, rows = write_jobs(site, output, task.results, workers=task.workers)
    written |= write_pages(output, draw_rest(site, rows, plans))
    end_tree(output, former, written)
    list_files(output, written)
    logging.getLogger("coprod_review").info(
        "site: %d pages for %d reports%s and %d numbers in %s",
        len(written),
        len(results.reports),
        f" of {len(results.reports) + results.n_left_out:,}" if results.n_left_out else "",
        len(results.ledger),
        output,
    )


def _way(start: Path, goal: Path) -> str:
    """The relative address from a folder to a file or folder."""
    return Path(os.path.relpath(goal, start)).as_posix()
