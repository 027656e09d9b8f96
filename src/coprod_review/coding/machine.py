"""All trained coders of a run together, coding reports of any export as the run codes its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from coprod_review.coding.combination import Combination
from coprod_review.coding.combine import CODER as COMBINATION
from coprod_review.coding.combine import code_by_combination
from coprod_review.coding.explain import SHOWN_TERMS
from coprod_review.coding.features import places_of
from coprod_review.coding.lineage import LineageCoder
from coprod_review.coding.record_codes import OPEN, codes_of_record
from coprod_review.coding.rules import RuleCoder
from coprod_review.coding.stacking import scored_by
from coprod_review.coding.terms import Places, terms_of
from coprod_review.coding.tokens import Text, texts_of
from coprod_review.coding.trained_classifier import CODER as CLASSIFIER
from coprod_review.coding.trained_classifier import TrainedClassifier, explained_codes
from coprod_review.coding.unread import has_abstract, why_foreign, why_no_abstract
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What a run has kept of its coders.

    `counts` are the settled reports behind each code, by dimension; codes with fewer than
    `min_settled_per_code` are never decided by machine.
    """

    classifier: TrainedClassifier
    combination: Combination
    counts: Mapping[str, Mapping[str, int]]
    min_settled_per_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """A report with the codings of every coder, and what became of each dimension, by dimension.

    `codings` are by coder and dimension. Where the text is not English, `foreign` says so: then nothing is
    coded. Without an abstract, too, `codes` are all open, and the codings are suggestions.
    """

    report: Report
    examined: tuple[str, ...]
    codings: Mapping[tuple[str, str], Coding]
    codes: Mapping[str, CodeOfRecord]
    foreign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Features:
    """What the classifier looks at in some reports, one row a report, and where it stands in each."""

    matrix: csr_array
    places: Sequence[Mapping[str, Places]]


class MachineCoder:
    """Codes reports by rules, lineage, classifier and combination, by the same steps as the stages of a run.

    `language_of` tells the language of a text as ISO 639 code, or nothing where it may be English.
    Answers of the classifier, the `n_rivals` codes next to them and, in coded reports, the codes that the
    combination gives are explained by `n_shown` terms each.
    """

    def __init__(
        self,
        *,
        codebook: Codebook,
        rules: RuleCoder,
        lineage: LineageCoder,
        trained: Trained,
        language_of: Callable[[str], str],
        n_shown: int = SHOWN_TERMS,
        n_rivals: int = 1,
    ) -> None:
        self.codebook = codebook
        self._rules = rules
        self._lineage = lineage
        self._trained = trained
        self._language_of = language_of
        self._n_shown = n_shown
        self._n_rivals = n_rivals

    @property
    def untrained(self) -> list[str]:
        """The dimensions that no classifier was trained for, so that all is left to people there."""
        return [name for name in self.codebook.dimensions if name not in self._trained.classifier.coders]

    def code(self, reports: Sequence[Report]) -> list[CodedReport]:
        """The reports, in their order, with all codings; each owes nothing to the others."""
        texts_by_report = {r.report_id: texts_of(r) for r in reports}
        foreign = {
            r.report_id: why_foreign(r, texts_by_report[r.report_id], language_of=self._language_of)
            for r in reports
        }
        english = [r for r in reports if not foreign[r.report_id]]
        codings, features = self._coded(english, texts_by_report)
        found: defaultdict[str, dict[tuple[str, str], Coding]] = defaultdict(dict)
        for coding in codings:
            found[coding.report_id][coding.coder, coding.dimension] = coding
        for place, report in enumerate(english):
            self._explain_given(report, found[report.report_id], features, place)
        codes: defaultdict[str, dict[str, CodeOfRecord]] = defaultdict(dict)
        for code in codes_of_record(
            [r.report_id for r in english],
            settled=(),
            combination=[c for c in codings if c.coder == "combination"],
            codebook=self.codebook,
            min_settled_per_code=self._trained.min_settled_per_code,
            counts=self._trained.counts,
            undecidable={
                r.report_id: why for r in english if (why := why_no_abstract(texts_by_report[r.report_id]))
            },
        ):
            codes[code.report_id][code.dimension] = code
        return [
            CodedReport(
                report=report,
                examined=_examined(report, texts_by_report[report.report_id]),
                codings=found[report.report_id],
                codes=self._all_open(report, foreign[report.report_id])
                if foreign[report.report_id]
                else codes[report.report_id],
                foreign=foreign[report.report_id],
            )
            for report in reports
        ]

    def codings(
        self, reports: Sequence[Report], *, texts_by_report: Mapping[str, Sequence[Text]] | None = None
    ) -> list[Coding]:
        """The codings of rules, of lineage, of the classifier and of the combination, each by report."""
        codings, _ = self._coded(reports, texts_by_report or {r.report_id: texts_of(r) for r in reports})
        return codings

    def _coded(
        self, reports: Sequence[Report], texts: Mapping[str, Sequence[Text]]
    ) -> tuple[list[Coding], _Features]:
        rules = [c for r in reports for c in self._rules.code(r, texts=texts[r.report_id])]
        lineage = [self._lineage.code(r) for r in reports]
        coded: defaultdict[str, list[Coding]] = defaultdict(list)
        for coding in (*rules, *lineage):
            coded[coding.report_id].append(coding)
        classifier = self._trained.classifier
        terms = [terms_of(texts[r.report_id]) for r in reports]
        blocks = classifier.features.laid_out(reports, terms=terms, rules=rules, lineage=lineage)
        places = [places_of(found, coded[r.report_id]) for r, found in zip(reports, terms, strict=True)]
        matrix = classifier.features.matrix(blocks, np.arange(len(reports)))
        classified = sorted(
            (
                coding
                for dimension in classifier.coders
                for coding in classifier.code(
                    dimension, reports, matrix, places=places, n_shown=self._n_shown, n_rivals=self._n_rivals
                )
            ),
            key=lambda coding: (coding.report_id, coding.dimension),
        )
        scored = scored_by(rules=rules, lineage=lineage, classifier=classified, inner=())
        targets = [(c.report_id, c.dimension) for c in classified]
        combined = code_by_combination(self._trained.combination, scored, targets, self.codebook)
        return [*rules, *lineage, *classified, *combined], _Features(matrix=matrix, places=places)

    def _explain_given(
        self, report: Report, found: dict[tuple[str, str], Coding], features: _Features, place: int
    ) -> None:
        """Have the classifier explain the codes that the combination gives this report, where it does not."""
        for dimension in self._trained.classifier.coders:
            given, classified = found.get((COMBINATION, dimension)), found[CLASSIFIER, dimension]
            if given is None:
                continue
            explained = explained_codes(classified.codes, classified.scores, n_rivals=self._n_rivals)
            if lacking := [code for code in given.codes if code not in explained]:
                found[CLASSIFIER, dimension] = self._trained.classifier.with_explained(
                    classified,
                    lacking,
                    features.matrix[[place]],
                    report=report,
                    places=features.places[place],
                    n_shown=self._n_shown,
                )

    def _all_open(self, report: Report, reason: str) -> Mapping[str, CodeOfRecord]:
        """The codes of record of a report that no coder may decide: all are left to people."""
        return {
            name: CodeOfRecord(
                report_id=report.report_id, dimension=name, codes=(), status=OPEN, coders=(), reason=reason
            )
            for name in self.codebook.dimensions
        }


def _examined(report: Report, texts: Sequence[Text]) -> tuple[str, ...]:
    fields = ("title", "abstract", "keywords", "references", "container")
    given = (name for name in fields if getattr(report, name))
    return tuple(name for name in given if name != "abstract" or has_abstract(texts))
