"""The files of a shared copy, made of those of a review: `share` writes, `share --verify` compares them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from coprod_review.audit.exports import Lines
    from coprod_review.pages.results import Results
    from coprod_review.share.ledger import Withheld
    from coprod_review.share.rows import Redactor

File = tuple[str, bytes]

PAGES = f"{paths.AUDIT.as_posix()}/"
BIBLIOGRAPHY = f"{paths.BIBLIOGRAPHY.as_posix()}/"
EXPORTS = f"{paths.EXPORTS.as_posix()}/"
RESULTS = f"{paths.RESULTS.name}/"
PACKED = (paths.WORKFLOW_REPORT.as_posix(),)
"""Results that hold others in a form that is not searched."""

REWORDED = (".log", ".tex", ".txt", ".html", ".svg", ".md")
"""Results that are searched as text and marked; what people wrote as text is searched and never changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFolders:
    """The three folders of a review, wherever they stand; a copy has them under their usual names."""

    corpus: Path
    config: Path
    results: Path

    @classmethod
    def below(cls, root: Path) -> ReviewFolders:
        """The folders of a review that has them in their usual places."""
        return cls(corpus=root / paths.CORPUS, config=root / paths.CONFIG, results=root / paths.RESULTS)

    def named(self) -> tuple[tuple[str, Path], ...]:
        """The name of each folder in a copy, and where it is."""
        return (
            (paths.CORPUS.name, self.corpus),
            (paths.CONFIG.name, self.config),
            (paths.RESULTS.name, self.results),
        )


@dataclass(slots=True, kw_only=True)
class SharedFiles:
    """The files of the copy of a review. Both lists are complete when `files` has come to its end.

    `strangers` are files in the folder of results that are no results of the run: no copy has them.
    """

    folders: ReviewFolders
    withheld: list[Withheld] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def files(self) -> Iterator[File]:
        """Each file with its path and bytes, the same for the same review.

        Raises ReviewErrors at the end where a passage of a withheld text would have gone out after all.
        """
        from coprod_review.io.results import read_results
        from coprod_review.model.sheet_text import csv_text
        from coprod_review.share.ledger import COLUMNS, LEDGER_NAME, README_NAME, withheld_texts
        from coprod_review.share.readme import readme

        results = read_results(
            results=self.folders.results, config=self.folders.config, corpus=self.folders.corpus
        )
        redactor = _redactor(results, self.folders)
        self.withheld[:] = withheld_texts(redactor.withholding)
        faults: list[ReviewError] = []
        n_files = 0
        for name, content in self._made(results, redactor):
            n_files += 1
            faults += _leaks(name, content, redactor)
            yield name, content
        raise_all(faults)
        yield LEDGER_NAME, csv_text(COLUMNS, map(asdict, self.withheld)).encode("utf-8")
        review = results.config.review
        text = readme(
            review.title, review.question, exports=results.exports, withheld=self.withheld, n_files=n_files
        )
        yield README_NAME, text.encode("utf-8")

    def _made(self, results: Results, redactor: Redactor) -> Iterator[File]:
        from coprod_review.io.files import read_bytes
        from coprod_review.io.shared_copy import files_below

        listed = _listed_in_sums(self.folders.results)
        self.strangers.clear()
        for base, folder in self.folders.named():
            for path in files_below(folder):
                name = f"{base}/{path.relative_to(folder).as_posix()}"
                if base == paths.RESULTS.name and _is_stranger(name.removeprefix(RESULTS), listed):
                    self.strangers.append(name)
                    continue
                if _is_drawn_anew(name) or path.relative_to(folder).parts[0] == paths.TRAINING.name:
                    continue
                content = read_bytes(path)
                made = _made_file(name, content, redactor)
                if made != content:
                    self._note("left out" if made is None else "changed", name, content)
                if made is not None:
                    yield name, made
        yield from _bibliography(results, redactor)
        yield from _site(results, redactor, self.folders)

    def _note(self, kind: str, name: str, content: bytes) -> None:
        from coprod_review.share.ledger import Withheld

        self.withheld.append(Withheld(kind=kind, name=name, sha256=hashlib.sha256(content).hexdigest()))


def _redactor(results: Results, folders: ReviewFolders) -> Redactor:
    from coprod_review.audit.exports import lines_between
    from coprod_review.io.enriched import read_enriched
    from coprod_review.io.registry import read_registry
    from coprod_review.io.shared_tables import texts_in
    from coprod_review.model.record import KEYWORD_SEPARATOR
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.share.passages import Passages
    from coprod_review.share.rows import Redactor
    from coprod_review.share.withheld import WITHHELD_FIELDS, withholding_of

    withholding = withholding_of(results.records, results.reports, results.exports)
    texts = [*withholding.by_record.values(), *withholding.by_report.values()]
    entries = [
        row["raw"] for row in results.table("set_aside") if row["export"] not in withholding.open_exports
    ]
    shared = [
        *(withholding.without(record, marked=False) for record in results.records),
        *(withholding.without(report, marked=False) for report in results.reports),
    ]
    public = (
        text
        for found in shared
        for text in (
            *(found.title, found.container, " ".join(found.authors), *found.references, found.abstract),
            KEYWORD_SEPARATOR.join(found.keywords),
        )
    )
    lines = _open_lines(results, withholding.open_exports, folders)
    whole = ("\n".join(line for _, line in lines_between(found, 1, len(found))) for found in lines.values())
    exported = (text for export in whole for text in texts_in("", export.encode("utf-8")))
    names = report_id_by_name(results.reports, read_registry(folders.corpus / paths.REGISTRY.name))
    fetched = [
        f.value for f in read_enriched(folders.corpus / paths.ENRICHED.name) if f.field in WITHHELD_FIELDS
    ]
    closed = [*(text for found in texts for text in found.values()), *entries, *fetched]
    return Redactor(withholding, Passages(closed, chain(public, exported)), report_by_name=names)


def _listed_in_sums(results: Path) -> frozenset[str] | None:
    """The results that the run lists; None where it lists none."""
    from coprod_review.io.sums import SUMS_NAME, read_sums

    sums = results / SUMS_NAME
    return frozenset(read_sums(sums, remedy="run `make review`, then share")) if sums.is_file() else None


def _is_stranger(name: str, listed: frozenset[str] | None) -> bool:
    """Whether a file, by its path from the results, is neither listed nor what has no sum by its nature."""
    from coprod_review.io.listed_results import UNLISTED, is_on_request

    return not (listed is None or name in listed or name.partition("/")[0] in UNLISTED or is_on_request(name))


def _is_drawn_anew(name: str) -> bool:
    """Whether a file has texts of reports: references for print have none and are copied as they are."""
    from coprod_review.tasks.write.bibliography import NAME

    return name.startswith((PAGES, f"{BIBLIOGRAPHY}{NAME}."))


def _made_file(name: str, content: bytes, redactor: Redactor) -> bytes | None:
    """A file as it may be shared; None where it is left out: closed exports, and what nobody can search."""
    from coprod_review.io import shared_tables as tables

    suffix = PurePosixPath(name).suffix.lower()
    if name in PACKED:
        return None
    if name.startswith(EXPORTS):
        return content if name.removeprefix(EXPORTS) in redactor.withholding.open_exports else None
    if suffix in tables.CHANGERS:
        change = redactor.value if suffix == ".json" else redactor.row
        return tables.changed(suffix, content, change)
    if suffix in tables.OFFICE_SUFFIXES:
        return None if _leaks(name, content, redactor) else content
    if suffix in REWORDED and name.startswith(RESULTS):
        return redactor.passages.marked(content.decode("utf-8", errors="surrogateescape")).encode(
            "utf-8", errors="surrogateescape"
        )
    return content if suffix in (*tables.TEXT_SUFFIXES, *tables.PICTURE_SUFFIXES) else None


def _bibliography(results: Results, redactor: Redactor) -> Iterator[File]:
    from coprod_review.tasks.write.bibliography import bibliography_texts

    texts = bibliography_texts(
        [redactor.withholding.without(report, marked=False) for report in results.reports],
        decisions=results.decisions,
        codes=results.codes,
        dimensions=tuple(results.codebook.dimensions),
    )
    for name, text in texts.items():
        yield f"{BIBLIOGRAPHY}{name}", text.encode("utf-8")


def _site(results: Results, redactor: Redactor, folders: ReviewFolders) -> Iterator[File]:
    """The audit pages, drawn of what may be shared alone; a closed export has no lines."""
    from coprod_review.audit.pages import Surroundings, draw_site
    from coprod_review.share.results import redacted_results

    lines = _open_lines(results, redactor.withholding.open_exports, folders)
    around = Surroundings(report="../report.html", results="../", exports=f"../../{EXPORTS}")
    for name, text in draw_site(redacted_results(results, redactor), lines, around):
        yield f"{PAGES}{name}", text.encode("utf-8")


def _open_lines(results: Results, known_open: frozenset[str], folders: ReviewFolders) -> dict[str, Lines]:
    from coprod_review.tasks.site.lines import lines_of_exports

    names = [row["export"] for row in results.table("exports") if row["export"] in known_open]
    return lines_of_exports(folders.corpus / paths.EXPORTS.name, names)


def _leaks(name: str, content: bytes, redactor: Redactor) -> list[ReviewError]:
    """A fault where a file holds a passage of a withheld text, whatever hides it there."""
    from coprod_review.io.shared_tables import texts_in
    from coprod_review.share.passages import LONG

    if name.startswith(EXPORTS):
        return []
    for text in texts_in(PurePosixPath(name).suffix.lower(), content):
        for span in redactor.passages.spans(text):
            if span.n_closed < LONG and name.startswith(RESULTS):
                continue  # a report's own reference, which its abstract or another's cites: cells are marked
            begin = text[span.start : span.end][:60]
            return [
                ReviewError(
                    f"{span.n_words} words in a row here are of a withheld text: “{begin}…”",
                    where=name,
                    remedy="reword it, or, if a licence lets the texts of its export be shared, say so "
                    "in corpus/manifest.yaml (licence, share_abstracts: true); then run `make review` again",
                )
            ]
    return []
