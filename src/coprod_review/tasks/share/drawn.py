"""What of a shared copy is made anew, of what may go alone: the audit pages and the bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.audit.exports import Lines
    from coprod_review.model.coding import Coding
    from coprod_review.pages.results import Results
    from coprod_review.share.rows import Redactor

File = tuple[str, bytes]

_PAGES = f"{paths.AUDIT.as_posix()}/"
_BIBLIOGRAPHY = f"{paths.BIBLIOGRAPHY.as_posix()}/"


def is_drawn_anew(name: str) -> bool:
    """Whether a file has texts of reports: references for print have none and are copied as they are."""
    from coprod_review.tasks.write.bibliography import NAME

    return name.startswith((_PAGES, f"{_BIBLIOGRAPHY}{NAME}."))


def bibliography_anew(results: Results, redactor: Redactor) -> Iterator[File]:
    """The included reports for other programs."""
    from coprod_review.tasks.write.bibliography import bibliography_texts

    texts = bibliography_texts(
        [redactor.withholding.without(report, marked=False) for report in results.reports],
        decisions=results.decisions,
        codes=results.codes,
        dimensions=tuple(results.codebook.dimensions),
    )
    for name, text in texts.items():
        yield f"{_BIBLIOGRAPHY}{name}", text.encode("utf-8")


def site_anew(redactor: Redactor, *, corpus: Path, config: Path, made: Path) -> Iterator[File]:
    """The audit pages as the run in the folder `made` has them; a closed export has no lines.

    Where nothing is withheld they have the same bytes.
    """
    from coprod_review.audit.pages import Surroundings, draw_site
    from coprod_review.io.listed_results import FILES, list_text
    from coprod_review.io.results import read_codings_of
    from coprod_review.share.results import redacted_coding, redacted_histories, redacted_results
    from coprod_review.tasks.plan import plans_of_characters
    from coprod_review.tasks.site.jobs import answers_compared, histories_of, results_without_answers

    found = results_without_answers(results=made, config=config, corpus=corpus)
    shared = redacted_results(found, redactor)

    def codings_of(names: Sequence[str]) -> list[Coding]:
        return [redacted_coding(coding, redactor) for coding in read_codings_of(made, names)]

    pages = draw_site(
        shared,
        open_lines(found, redactor.withholding.open_exports, corpus),
        Surroundings(
            report=f"../{paths.REPORT.name}", results="../", exports=f"../../{paths.EXPORTS.as_posix()}/"
        ),
        plans=plans_of_characters(shared, config),
        histories=redacted_histories(histories_of(found, folder=made, corpus=corpus), redactor),
        said=answers_compared(made, found),
        codings_of=codings_of,
    )
    names = []
    for name, text in pages:
        names.append(name)
        yield f"{_PAGES}{name}", text.encode("utf-8")
    yield f"{_PAGES}{FILES}", list_text(names).encode("utf-8")


def open_lines(results: Results, known_open: frozenset[str], corpus: Path) -> dict[str, Lines]:
    """The lines of the exports that may go, as far as pages show them."""
    from coprod_review.tasks.site.lines import lines_of_exports, shown_lines

    names = [row["export"] for row in results.table("exports") if row["export"] in known_open]
    wanted = shown_lines(results) if results.n_left_out else None
    return lines_of_exports(corpus / paths.EXPORTS.name, names, wanted=wanted)
