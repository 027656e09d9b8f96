"""The planner's coder: what a text of one or two sentences is about, and whether it is on safety at all.

The coders of abstracts call nearly every single sentence "none": they look for what takes a paragraph to say.
This one learns from short texts (config/planning/issues.csv), by the same means as the classifier: one
ridge-penalised logistic regression for each code, made probabilities of whole answers by a temperature that
inner folds teach. A score is a sum over words and signs, and is told as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coprod_review.coding.answers import Answer
from coprod_review.coding.explain import FeatureRow, feature_rows
from coprod_review.coding.folds import assign_folds
from coprod_review.coding.issue_features import OF, PART, SIGN, WORD, IssueSpace, ReadText, SignReader
from coprod_review.coding.linear import Taught
from coprod_review.coding.training import CalibratedCoder, InnerFold, train
from coprod_review.errors import ReviewError
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.coding import Evidence
from coprod_review.model.planning import ISSUE_FIELD, Grounds, Issue

GRID = (1.0, 3.0, 10.0)
N_INNER = 5
LEAST_TEMPERATURE = 1.0
"""Probabilities are never sharper than the log odds that were learned. The signs were written with the errors
on these issues in view, so that the inner folds find the coder surer than it is on the issues of others."""

FEWEST_ISSUES = 40
"""Fewer told issues teach no coder that could be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAnswer:
    """The most probable answer to a text, its probability, those of all codes, and the grounds of each."""

    codes: Answer
    confidence: float
    probabilities: dict[str, float]
    grounds: dict[str, Grounds]
    knows_nothing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCoder:
    """A coder of short texts, with what it learned from."""

    reader: SignReader
    space: IssueSpace
    coder: CalibratedCoder

    @classmethod
    def taught(cls, issues: Sequence[Issue], reader: SignReader, *, seed: int) -> IssueCoder:
        """The coder that these issues teach; the same for any order of them.

        Raises ReviewError where they are too few, or all of one code.
        """
        ordered = sorted(issues, key=lambda issue: issue.issue_id)
        read = [reader.read(issue.text) for issue in ordered]
        answers: list[Answer] = [tuple(sorted(issue.codes)) or (NONE_CODE,) for issue in ordered]
        space = IssueSpace.fitted(read)
        matrix = space.matrix(read)
        trained = (
            train(
                matrix,
                answers,
                list(_inner_folds(ordered, read, seed=seed)),
                multiple=True,
                grid=GRID,
            )
            if len(ordered) >= FEWEST_ISSUES
            else None
        )
        if trained is None:
            raise ReviewError(
                f"{len(ordered)} told issues are too few, or all of one code, to learn from",
                where="config/planning/issues.csv",
                remedy=f"tell at least {FEWEST_ISSUES} issues of all characters, and some that are none",
            )
        cautious = replace(trained.coder, temperature=max(LEAST_TEMPERATURE, trained.coder.temperature))
        return cls(reader=reader, space=space, coder=cautious)

    def answer(self, text: str) -> IssueAnswer:
        """What the coder says of a text, taken apart."""
        read = self.reader.read(text)
        matrix = self.space.matrix([read])
        scores = self.coder.model.scores(matrix)
        probabilities = self.coder.probabilities(scores)
        best = int(probabilities[0].argmax())
        by_code = self.coder.space.code_probabilities(probabilities)[0].tolist()
        row = next(feature_rows(matrix))
        return IssueAnswer(
            codes=self.coder.space.answers[best],
            confidence=float(probabilities[0, best]),
            probabilities=dict(zip(self.coder.space.codes, by_code, strict=True)),
            grounds={
                code: self._grounds(code, float(scores[0, k]), row, read, text)
                for k, code in enumerate(self.coder.model.codes)
            },
            knows_nothing=not any(self.space.names[i].startswith((SIGN, WORD)) for i in row.columns.tolist()),
        )

    def _grounds(self, code: str, score: float, row: FeatureRow, read: ReadText, text: str) -> Grounds:
        """The score as a sum over passages: a feature in several places is shared among them."""
        k = self.coder.model.codes.index(code)
        shares: defaultdict[tuple[int, int, str], float] = defaultdict(float)
        signed = self.coder.model.weights[k, row.columns] * row.values
        for column, weight in zip(row.columns.tolist(), signed.tolist(), strict=True):
            name = self.space.names[column]
            places = read.places[name]
            for start, end in places:
                shares[start, end, _told_as(name, text[start:end])] += weight / len(places)
        evidence = tuple(
            Evidence(
                field=ISSUE_FIELD,
                start=start,
                end=end,
                quote=text[start:end],
                code=code,
                rule=rule,
                weight=weight,
            )
            for (start, end, rule), weight in sorted(shares.items())
            if weight
        )
        intercept = float(self.coder.model.intercepts[k])
        return Grounds(code=code, score=score, intercept=intercept, evidence=evidence)


def _told_as(name: str, quote: str) -> str:
    """The rule under which a feature is told: parts of a word as the word that they stand in."""
    return (
        f"{WORD}{quote.lower()}" if name.startswith((WORD, PART)) else name if name.startswith(SIGN) else OF
    )


def _inner_folds(issues: Sequence[Issue], read: Sequence[ReadText], *, seed: int) -> Iterator[InnerFold]:
    """Folds in which issues of one theme stay together, as a theme is what a new issue does not share."""
    fold_by_id = assign_folds(
        [issue.issue_id for issue in issues],
        {issue.issue_id: theme_of(issue) for issue in issues},
        n_folds=N_INNER,
        seed=seed,
    )
    folds = np.array([fold_by_id[issue.issue_id] for issue in issues])
    for k in sorted({*folds.tolist()}):
        fitted, scored = np.flatnonzero(folds != k), np.flatnonzero(folds == k)
        fitted_texts = [read[i] for i in fitted.tolist()]
        space = IssueSpace.fitted(fitted_texts)
        yield InnerFold(
            fitted=fitted,
            scored=scored,
            fit=Taught.by(space.matrix(fitted_texts)),
            score_matrix=space.matrix([read[i] for i in scored.tolist()]),
        )


def theme_of(issue: Issue) -> str:
    """What the note of an issue names first; issues without a note are themes of their own."""
    return issue.note.split(";")[0].strip().casefold() or issue.issue_id
