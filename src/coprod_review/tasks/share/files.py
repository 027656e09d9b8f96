"""The files of a shared copy, made of those of a review: `share` writes, `share --verify` compares them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all
from coprod_review.tasks.share.folders import EXPORTS, RESULTS
from coprod_review.tasks.share.leaks import Leak, leak_of, rows_with_passages

if TYPE_CHECKING:
    from coprod_review.pages.results import Results
    from coprod_review.share.ledger import Withheld
    from coprod_review.share.rows import Redactor

File = tuple[str, bytes]

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

    `strangers` are files in the folder of results that the run does not list: no copy has them.
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
            results=self.folders.results,
            config=self.folders.config,
            corpus=self.folders.corpus,
            with_codings=False,
        )
        redactor = _redactor(results, self.folders)
        self.withheld[:] = withheld_texts(redactor.withholding)
        leaks: list[Leak] = []
        n_files = 0
        for name, content in self._made(results, redactor):
            n_files += 1
            leaks += filter(None, (leak_of(name, content, redactor),))
            yield name, content
        rows = list(rows_with_passages(self.folders.corpus, redactor)) if leaks else []
        raise_all(leak.fault(rows if leak.name.startswith(RESULTS) else []) for leak in leaks)
        yield LEDGER_NAME, csv_text(COLUMNS, map(asdict, self.withheld)).encode("utf-8")
        review = results.config.review
        text = readme(
            review.title, review.question, exports=results.exports, withheld=self.withheld, n_files=n_files
        )
        yield README_NAME, text.encode("utf-8")

    def _made(self, results: Results, redactor: Redactor) -> Iterator[File]:
        from coprod_review.io.files import read_bytes
        from coprod_review.share.ledger import CHANGED, DRAWN_ANEW, LEFT_OUT
        from coprod_review.tasks.share.drawn import bibliography_anew, is_drawn_anew, site_anew
        from coprod_review.tasks.share.pictures import Pictures

        folders = self.folders
        pictures = Pictures(partial(_made_file, redactor=redactor))
        listed = _sums_of_run(folders.results)
        former: dict[str, str] = {}
        found: dict[str, str] = {}
        for name, path in self._files_of_review(listed):
            content = read_bytes(path)
            found[name] = sha256(content)
            if is_drawn_anew(name):
                former[name] = found[name]
                continue
            if pictures.is_picture(name):
                made = content if pictures.may_go(name, path) else None
            else:
                made = _made_file(name, content, redactor)
            if made != content:
                self._note(LEFT_OUT if made is None else CHANGED, name, found[name])
            if made is not None:
                yield name, made
        raise_all(_changed_since(listed or {}, found))
        anew = site_anew(redactor, corpus=folders.corpus, config=folders.config, made=folders.results)
        for name, made in chain(bibliography_anew(results, redactor), anew):
            theirs = former.pop(name, "")
            if theirs != sha256(made):
                self._note(DRAWN_ANEW, name, theirs)
            yield name, made
        for name, theirs in former.items():
            self._note(LEFT_OUT, name, theirs)

    def _files_of_review(self, listed: Collection[str] | None) -> Iterator[tuple[str, Path]]:
        """The files that a copy may have, by their names there; which of the results are none is kept."""
        from coprod_review.io.shared_copy import files_below

        self.strangers.clear()
        for base, folder in self.folders.named():
            for path in files_below(folder):
                within = path.relative_to(folder)
                name = f"{base}/{within.as_posix()}"
                if base == paths.RESULTS.name and not _is_of_run(within.as_posix(), listed):
                    self.strangers.append(name)
                elif within.parts[0] != paths.TRAINING.name:
                    yield name, path

    def _note(self, kind: str, name: str, digest: str) -> None:
        from coprod_review.share.ledger import Withheld

        self.withheld.append(Withheld(kind=kind, name=name, sha256=digest))


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _redactor(results: Results, folders: ReviewFolders) -> Redactor:
    from coprod_review.audit.exports import lines_between
    from coprod_review.io.enriched import read_enriched
    from coprod_review.io.registry import read_registry
    from coprod_review.model.record import KEYWORD_SEPARATOR
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.share.passages import Passages
    from coprod_review.share.rows import Redactor
    from coprod_review.share.withheld import WITHHELD_FIELDS, withholding_of
    from coprod_review.tasks.share.drawn import open_lines

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
    lines = open_lines(results, withholding.open_exports, folders.corpus)
    whole = ("\n".join(line for _, line in lines_between(found, 1, len(found))) for found in lines.values())
    names = report_id_by_name(results.reports, read_registry(folders.corpus / paths.REGISTRY.name))
    fetched = [
        f.value for f in read_enriched(folders.corpus / paths.ENRICHED.name) if f.field in WITHHELD_FIELDS
    ]
    closed = [*(text for found in texts for text in found.values()), *entries, *fetched]
    return Redactor(withholding, Passages(closed, chain(public, whole)), report_by_name=names)


def _sums_of_run(results: Path) -> dict[str, str] | None:
    """The sums of the results that the run lists; None where it lists none."""
    from coprod_review.io.sums import SUMS_NAME, read_sums

    sums = results / SUMS_NAME
    return read_sums(sums, remedy="run `make review`, then share") if sums.is_file() else None


def _changed_since(listed: Mapping[str, str], found: Mapping[str, str]) -> Iterator[ReviewError]:
    """A fault for each result that is not as the run lists it: no copy of it would agree with itself."""
    for name, digest in sorted(listed.items()):
        if found.get(f"{RESULTS}{name}") != digest:
            yield ReviewError(
                "this result is not as the run wrote it",
                where=f"{RESULTS}{name}",
                remedy="see what `coprod-review verify` says; run `make review`, then share",
            )


def _is_of_run(name: str, listed: Collection[str] | None) -> bool:
    """Whether a file, by its path from the results, is listed, or has no sum by its nature."""
    from coprod_review.io.listed_results import BESIDE, ON_REQUEST, UNSUMMED

    if listed is None:
        return not name.startswith((*ON_REQUEST, *(f"{folder}/" for folder in BESIDE)))
    folder, _, file = name.rpartition("/")
    return name in listed or name in UNSUMMED or (folder in UNSUMMED and file.endswith(".log"))


def _made_file(name: str, content: bytes, redactor: Redactor) -> bytes | None:
    """A file as it may be shared; None where it is left out: closed exports, and what nobody can search."""
    from coprod_review.io import shared_tables as tables

    suffix = PurePosixPath(name).suffix.lower()
    if name.startswith(EXPORTS):
        return content if name.removeprefix(EXPORTS) in redactor.withholding.open_exports else None
    if suffix in tables.CHANGERS:
        change = redactor.value if suffix == ".json" else redactor.row
        return tables.changed(suffix, content, change)
    if suffix in tables.OFFICE_SUFFIXES:
        return None if leak_of(name, content, redactor) else content
    if name in PACKED or (suffix in tables.TEXT_SUFFIXES and not tables.is_text(content)):
        return None
    if suffix in REWORDED and name.startswith(RESULTS):
        return redactor.passages.marked(content.decode("utf-8")).encode("utf-8")
    return content if suffix in tables.TEXT_SUFFIXES else None
