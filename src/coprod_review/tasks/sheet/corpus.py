"""What the tasks of `sheet` read of a review: reports by every name, coders, and codings that count now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.model.joined_answers import not_replaced

if TYPE_CHECKING:
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import Coding
    from coprod_review.model.corpus import Coder
    from coprod_review.model.report import Report

EXAMPLE_OF_HOW = "reads title and abstract, blind to others, by the codebook alone"
"""What a coder may say of how the coding is done."""

T = TypeVar("T")

Place = tuple[str, str]
"""A report, by its present id, and a dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCorpus:
    """The codebook, the reports by every name, and those that the last run says coders should look at again.

    `reopened` holds report, dimension and coder; it is empty before a run. `own_ids` leads from each id of
    the registry, former ones too, to the one that it has now.
    """

    corpus: Path
    codebook: Codebook
    older: Mapping[str, Codebook]
    reports: Mapping[str, Report]
    own_ids: Mapping[str, str]
    coders: Mapping[str, Coder]
    reopened: frozenset[tuple[str, str, str]]

    @property
    def codings_folder(self) -> Path:
        """Where the files of the coders lie."""
        return self.corpus / paths.CODINGS.name

    def described(self, name: str) -> Coder | None:
        """The coder of a name; None where nobody is described by it yet."""
        return self.coders.get(name)

    def coder_name(self, name: str, *, where: str) -> str:
        """The name without blanks around it; raises ReviewError where nobody can be called so.

        That is so of names that no file can have, of those of somebody else in other letters, and of those of
        adjudicators, who do not code.
        """
        from coprod_review.io.coder_entries import coder_called, refuse_adjudicator, refuse_unfit

        coder = coder_called(name.strip(), self.coders.values(), where=where)
        if coder is None:
            refuse_unfit(name.strip(), where=where)
        else:
            refuse_adjudicator(coder, where=str(self.corpus / paths.CODERS.name))
        return name.strip()

    def codings(self, coder: str) -> list[Coding]:
        """The answers of a coder that count now, under ids as written; without those on absent reports."""
        from coprod_review.io.codings import read_coder_codings

        path = self.codings_folder / f"{coder}.csv"
        if not path.exists():
            return []
        found = read_coder_codings(path, codebook=self.codebook, reports=self.reports, older=self.older)
        return [coding for coding in found if coding.report_id in self.reports]

    def practised(self, coder: str) -> frozenset[str]:
        """The present reports of which the coder has looked up settled codes in an exercise."""
        from coprod_review.io.training import looked_up, training_path

        names = looked_up(training_path(self.corpus, coder))
        return frozenset(self.reports[name].report_id for name in names if name in self.reports)

    def by_place(self, codings: Iterable[Coding]) -> dict[Place, Coding]:
        """The answers of one coder that stand, by the present id of their report and by dimension.

        There is none where documents are joined that were coded differently, and no answer since.
        """
        by_place: dict[Place, list[Coding]] = {}
        for coding in codings:
            by_place.setdefault((self.reports[coding.report_id].report_id, coding.dimension), []).append(
                coding
            )
        standing = {place: not_replaced(found) for place, found in by_place.items()}
        return {place: found[-1] for place, found in standing.items() if len({c.codes for c in found}) == 1}

    def ids_by_place(self, names: Iterable[Place]) -> dict[Place, list[str]]:
        """The ids under which questions were answered, by the present id of the report and the dimension."""
        ids: dict[Place, list[str]] = {}
        for name, dimension in names:
            if name in self.reports:
                ids.setdefault((self.reports[name].report_id, dimension), []).append(name)
        return ids

    def by_present_id(self, found: Mapping[Place, list[T]]) -> dict[Place, list[T]]:
        """What is known by the ids as written, by the present ids; without absent reports."""
        by_place: dict[Place, list[T]] = {}
        for (name, dimension), values in found.items():
            if name in self.reports:
                by_place.setdefault((self.reports[name].report_id, dimension), []).extend(values)
        return by_place

    def other_codebook(self, name: str) -> ReviewError | None:
        """That a coder is said not to code by the present codebook; None where they do, or nobody said."""
        coder, version = self.described(name), self.codebook.version
        if coder is None or coder.codes_by(version):
            return None
        return ReviewError(
            f"{coder.name} is said to code by codebook {coder.codebook}, and this sheet follows {version}",
            where=str(self.corpus / paths.CODERS.name),
            remedy=f'name both there: codebook: "{coder.codebook} and {version}"; or only {version}, if no '
            "answer follows the other",
        )

    def reopened_of(self, coder: str) -> frozenset[Place]:
        """Where the coder should look again."""
        return frozenset((report, dimension) for report, dimension, name in self.reopened if name == coder)


def read_sheet_corpus(*, corpus: Path, codebook: Path, results: Path) -> SheetCorpus:
    """What stands in these places; raises ReviewError where no run has reports to code."""
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.corpus import read_coders, read_registry, registered_ids
    from coprod_review.io.older_codebooks import read_older_codebooks
    from coprod_review.model.resolve import report_id_by_name

    book = read_codebook(codebook)
    present = tables.read_reports(paths.within(results, paths.REPORTS))
    reports = {report.report_id: report for report in present}
    registry = read_registry(corpus / paths.REGISTRY.name)
    names = report_id_by_name(present, registry)
    return SheetCorpus(
        corpus=corpus,
        codebook=book,
        older=read_older_codebooks(corpus / paths.OLDER_CODEBOOKS.name),
        reports={name: reports[report_id] for name, report_id in names.items()},
        own_ids=registered_ids(registry),
        coders={coder.name: coder for coder in read_coders(corpus / paths.CODERS.name)},
        reopened=_reopened(paths.within(results, paths.REOPENED)),
    )


def _reopened(path: Path) -> frozenset[tuple[str, str, str]]:
    from coprod_review.coding.reopened import COLUMNS
    from coprod_review.io.sheets import read_csv

    rows = read_csv(path, required=COLUMNS) if path.exists() else []
    return frozenset((row["report"], row["dimension"], row["coder"]) for row in rows)
