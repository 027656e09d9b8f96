"""`coprod-review site`: everything -> static audit pages."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths

if TYPE_CHECKING:
    from coprod_review.audit.exports import Lines
    from coprod_review.pages.results import Results


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review, and the site's own."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument("--output", type=Path, help="folder of the site (audit/ in the results)")
    parser.add_argument(
        "--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes that draw pages (2)"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the site and remove pages of a former run that it no longer has."""
    from coprod_review.audit.pages import Surroundings, draw_rest, site_of
    from coprod_review.cli.plan_files import plans_of_characters
    from coprod_review.cli.site_jobs import histories_of, results_without_answers, write_jobs
    from coprod_review.io.page_trees import begin_tree, end_tree, write_pages

    output = arguments.output or arguments.results / paths.AUDIT.name
    exports = arguments.corpus / paths.EXPORTS.name
    results = results_without_answers(arguments)
    wanted = shown_lines(results) if results.n_left_out else None
    lines = lines_of_exports(exports, [row["export"] for row in results.table("exports")], wanted=wanted)
    around = Surroundings(
        report=_way(output, arguments.results / paths.REPORT.name),
        results=_way(output, arguments.results) + "/",
        exports=_way(output, exports) + "/",
    )
    plans = plans_of_characters(results, arguments.config)
    histories = histories_of(results, arguments)
    site = site_of(results, lines, around, plans=plans, histories=histories)
    former = begin_tree(output)
    written, rows = write_jobs(site, output, arguments.results, workers=arguments.workers)
    written |= write_pages(output, draw_rest(site, rows, plans))
    end_tree(output, former, written)
    logging.getLogger("coprod_review").info(
        "site: %d pages for %d reports%s and %d numbers in %s",
        len(written),
        len(results.reports),
        f" of {len(results.reports) + results.n_left_out:,}" if results.n_left_out else "",
        len(results.ledger),
        output,
    )


def lines_of_exports(
    folder: Path, names: Sequence[str], *, wanted: Mapping[str, set[int]] | None = None
) -> dict[str, Lines]:
    """The lines of each export as the reading saw them; a file that is gone has none.

    Where some are `wanted`, by export and number, those alone are kept.
    """
    from coprod_review.audit.exports import KeptLines
    from coprod_review.io.corpus import read_manifest
    from coprod_review.io.exports import FileContent
    from coprod_review.read.decode import decode
    from coprod_review.read.wrapping import unwrap

    manifest = folder.parent / paths.MANIFEST.name
    log = {e.file: e for e in read_manifest(manifest)} if manifest.is_file() else {}

    def lines(name: str, path: Path) -> Lines:
        entry = log.get(name)
        columns, encoding = (entry.columns, entry.encoding) if entry else (None, None)
        content = unwrap(FileContent(path=path), where=str(path), columns=columns).content
        found = decode(content, told=encoding).lines()
        if wanted is None:
            return list(found)
        numbers, kept, n = wanted.get(name, set()), {}, 0
        for n, line in enumerate(found, start=1):
            if n in numbers:
                kept[n] = line
        return KeptLines(n=n, by_number=kept)

    found = {name: folder / name for name in names}
    return {name: lines(name, path) if path.is_file() else [] for name, path in found.items()}


def shown_lines(results: Results) -> dict[str, set[int]]:
    """The numbers of the lines that pages show of each export: of kept records and of what was set aside."""
    wanted: dict[str, set[int]] = {}
    for record in results.records:
        wanted.setdefault(record.export, set()).update(range(record.line, record.end_line + 1))
    for row in results.table("set_aside"):
        first = int(row["line"] or 1)
        wanted.setdefault(row["export"], set()).update(range(first, first + 1 + row["raw"].count("\n")))
    return wanted


def _way(start: Path, goal: Path) -> str:
    """The relative address from a folder to a file or folder."""
    return Path(os.path.relpath(goal, start)).as_posix()
