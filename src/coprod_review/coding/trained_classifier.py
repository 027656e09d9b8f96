"""A trained classifier and what it says of reports: one way for those of the review and for any others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from coprod_review.coding.explain import SHOWN_TERMS, Explanation, FeatureRow, explain, feature_rows
from coprod_review.coding.features import FeatureSpace
from coprod_review.coding.terms import Places
from coprod_review.coding.training import CalibratedCoder
from coprod_review.model.coding import Coding
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

CODER = "classifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedClassifier:
    """What one side of the settled reports has taught: features, and a coder for each dimension by name."""

    features: FeatureSpace
    coders: Mapping[str, CalibratedCoder]
    codebook: str

    def code(
        self,
        dimension: str,
        reports: Sequence[Report],
        matrix: csr_array,
        *,
        places: Sequence[Mapping[str, Places]],
        n_shown: int = SHOWN_TERMS,
        n_rivals: int = 1,
    ) -> list[Coding]:
        """The codings of some reports in one dimension, in their order.

        `matrix` has their features, one row a report, and `places` tells where each stands. The codes of the
        answer and the `n_rivals` next to it are explained by `n_shown` terms each; with 0 shown, nothing is.
        """
        if not reports:
            return []
        coder = self.coders[dimension]
        probabilities = coder.probabilities(coder.model.scores(matrix))
        best = probabilities.argmax(axis=1)
        sureness = probabilities[np.arange(len(reports)), best].tolist()
        by_code = coder.space.code_probabilities(probabilities).tolist()
        codings = []
        for place, (report, row) in enumerate(zip(reports, feature_rows(matrix), strict=True)):
            answer = coder.space.answers[best[place]]
            scores = dict(zip(coder.space.codes, by_code[place], strict=True))
            explanations = self._explanations(
                dimension,
                explained_codes(answer, scores, n_rivals=n_rivals) if n_shown else (),
                row,
                report=report,
                places=places[place],
                n_shown=n_shown,
            )
            codings.append(
                Coding(
                    report_id=report.report_id,
                    dimension=dimension,
                    codes=answer,
                    coder=CODER,
                    codebook=self.codebook,
                    confidence=sureness[place],
                    scores=scores,
                    evidence=tuple(e for x in explanations for e in x.evidence),
                    basis="model",
                    examined=tuple(f for f in TEXT_FIELDS if report.text_of(f)),
                    note="; ".join(x.note() for x in explanations),
                )
            )
        return codings

    def with_explained(
        self,
        coding: Coding,
        codes: Iterable[str],
        matrix: csr_array,
        *,
        report: Report,
        places: Mapping[str, Places],
        n_shown: int = SHOWN_TERMS,
    ) -> Coding:
        """A coding of `code` that explains further codes behind its own, those that the classifier knows.

        `matrix` has the features of this report alone.
        """
        known = self.coders[coding.dimension].model.codes
        more = self._explanations(
            coding.dimension,
            [code for code in codes if code in known],
            next(feature_rows(matrix)),
            report=report,
            places=places,
            n_shown=n_shown,
        )
        return replace(
            coding,
            evidence=(*coding.evidence, *(e for x in more for e in x.evidence)),
            note="; ".join((coding.note, *(x.note() for x in more))),
        )

    def _explanations(
        self,
        dimension: str,
        codes: Iterable[str],
        row: FeatureRow,
        *,
        report: Report,
        places: Mapping[str, Places],
        n_shown: int,
    ) -> list[Explanation]:
        return [
            explain(
                self.coders[dimension].model,
                row,
                code,
                report=report,
                names=self.features.names,
                places=places,
                n_shown=n_shown,
            )
            for code in codes
        ]


def explained_codes(answer: Sequence[str], scores: Mapping[str, float], *, n_rivals: int) -> tuple[str, ...]:
    """The codes that are explained: those of the answer and the `n_rivals` most probable others."""
    rest = sorted((c for c in scores if c not in answer), key=lambda c: (-scores[c], c))
    return (*answer, *rest[:n_rivals])
