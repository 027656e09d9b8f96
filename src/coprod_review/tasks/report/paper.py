"""The paper as Word and PDF, and the reporting checklists."""

from __future__ import annotations

import logging
from importlib.resources import files as files_of_package
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coprod_review.report.checklists import Filled
    from coprod_review.report.paper import Paper
    from coprod_review.tasks.report.finished import FinishedRun

CHECKLISTS = ("prisma_2020", "prisma_s")
SUBTITLE = "A literature review, computed and open to audit"

LEFT_OPEN = "the authors have still to write what only they can, such as rationale and discussion"


def write_papers(finished: FinishedRun, results: Path) -> None:
    """Write report.docx, report.pdf and the checklists of a finished run into its results."""
    from concurrent.futures import ThreadPoolExecutor

    from coprod_review.io.files import write_bytes, write_text
    from coprod_review.io.pandoc import docx_of
    from coprod_review.io.typesetting import typeset
    from coprod_review.report.checklists import checklist_html

    paper, subtitle = _paper(finished), _subtitle(finished)
    with ThreadPoolExecutor(max_workers=2) as pool:
        printed = pool.submit(lambda: typeset(_markup(paper), **_settings(paper, results, subtitle)))
        word = pool.submit(_word, paper, results, subtitle, lambda: printed.result()[1])
        pdf, pages = printed.result()
        folder = results / paths.CHECKLISTS.name
        for filled in paper.checklists:
            write_bytes(
                folder / f"{filled.name}.docx", docx_of(checklist_html(filled, pages), title=filled.title)
            )
            write_text(folder / f"{filled.name}.csv", filled.as_csv(pages))
        write_bytes(results / paths.PAPER_WORD.name, word.result())
        write_bytes(results / paths.PAPER_PDF.name, pdf)
    logging.getLogger("coprod_review").info("paper: report.docx, report.pdf; %s", _told(paper.checklists))


def _paper(finished: FinishedRun) -> Paper:
    from coprod_review.io.checklists import read_checklist
    from coprod_review.io.pandoc import bibliography_of, style_path
    from coprod_review.report.paper import write_paper

    style = style_path("apa")
    data = Path(str(files_of_package("coprod_review.report"))) / "data"
    return write_paper(
        finished.results,
        figures=finished.figures,
        provenance=finished.provenance,
        facts=finished.facts,
        checklists=[read_checklist(data / f"{name}.yaml") for name in CHECKLISTS],
        print_references=lambda csl: bibliography_of(csl, style=style, form="html").decode("utf-8"),
    )


def _word(paper: Paper, results: Path, subtitle: str, pages: Callable[[], Mapping[str, int]]) -> bytes:
    """The paper as Word; `pages` waits for those of the PDF, which are filled in at the end."""
    from coprod_review.io.files import read_bytes
    from coprod_review.io.pandoc import docx_of
    from coprod_review.report.paper import for_word, pictures_of, with_pages

    names = [f"{paths.FIGURES.name}/{name}.png" for name in pictures_of(paper.html)]
    pictures = {name: read_bytes(results / name) for name in names}
    text = for_word(paper.html, title=paper.title, subtitle=subtitle)
    return docx_of(
        text, title=paper.title, pictures=pictures, filled=lambda open_: with_pages(open_, pages())
    )


def _markup(paper: Paper) -> str:
    from coprod_review.io.pandoc import typst_of
    from coprod_review.report.paper import pictures_of, with_own_pages, with_pictures

    addresses = {name: f"/{paths.FIGURES.name}/{name}.pdf" for name in pictures_of(paper.html)}
    return with_own_pages(typst_of(with_pictures(paper.html, addresses)))


def _settings(paper: Paper, results: Path, subtitle: str) -> dict[str, Any]:
    """By what the PDF is set, and its pages are told."""
    from coprod_review.report.paper import long_tables_of

    return {
        "root": results,
        "title": paper.title,
        "subtitle": subtitle,
        "breaking": long_tables_of(paper.html),
    }


def _subtitle(finished: FinishedRun) -> str:
    """Who wrote the paper, where they are named, and what it is: a draft where nobody has discussed it."""
    from coprod_review.pages.wording import in_words
    from coprod_review.report.statements import statements_of

    authors = [author.name for author in finished.results.config.statements.authors]
    written = f"{in_words(authors)}. {SUBTITLE}" if authors else SUBTITLE
    is_discussed = authors and "23a" in statements_of(finished.results)
    return written if is_discussed else f"{written}. A draft: {LEFT_OPEN}"


def _told(checklists: tuple[Filled, ...]) -> str:
    return ", ".join(f"{c.title}: {len(c.filled)} of {len(c.rows)} items answered" for c in checklists)
