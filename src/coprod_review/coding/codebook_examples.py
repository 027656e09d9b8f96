"""Whether the rules give each code to its examples and keep it from its near misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_review.coding.rules import RuleCoder
from coprod_review.model.codebook import GETS, NEAR_MISS, Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report

COLUMNS = ("dimension", "code", "must", "holds", "given", "note", "rules", "text")
FIGURE_COLUMNS = (
    *("dimension", "code", "n_gets", "n_got", "n_near_misses", "n_kept_away", "n", "n_failing"),
    "share_failing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """What the rules gave to one example of a code, and whether that is as the codebook says.

    `must` is "get it" or "not get it"; `rules` names the patterns that counted for the codes given and for
    the code itself, with their weights, so that a failure shows what it rests on.
    """

    dimension: str
    code: str
    must: str
    holds: bool
    given: tuple[str, ...]
    note: str
    rules: tuple[str, ...]
    text: str

    @property
    def example(self) -> tuple[str, str, str, str]:
        """What tells the example from all others."""
        return self.dimension, self.code, self.must, self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFigures:
    """How many examples of a code, or of a dimension (`code` is empty), the rules settle as they must."""

    dimension: str
    code: str
    n_gets: int
    n_got: int
    n_near_misses: int
    n_kept_away: int

    @property
    def n(self) -> int:
        """All examples tried."""
        return self.n_gets + self.n_near_misses

    @property
    def n_failing(self) -> int:
        """Examples without the code and near misses with it."""
        return self.n - self.n_got - self.n_kept_away

    @property
    def share_failing(self) -> float | None:
        """The share of the examples that fail; None where there are none."""
        return self.n_failing / self.n if self.n else None


def example_results(coder: RuleCoder, codebook: Codebook) -> list[ExampleResult]:
    """Every example of every code, in the order of the codebook, as the rules code it.

    An example is read as the abstract of a report without title and keywords; each text is coded once.
    """
    coded: dict[str, dict[str, Coding]] = {}

    def coding(text: str, dimension: str) -> Coding:
        if text not in coded:
            report = Report(report_id="example", record_ids=(), abstract=text)
            coded[text] = {c.dimension: c for c in coder.code(report)}
        return coded[text][dimension]

    return [
        _result(coding(text, dimension.name), code.name, must=must, text=text)
        for dimension in codebook.dimensions.values()
        for code in dimension.codes.values()
        for must, texts in ((GETS, code.examples.gets), (NEAR_MISS, code.examples.near_misses))
        for text in texts
    ]


def example_figures(results: Iterable[ExampleResult], codebook: Codebook) -> list[ExampleFigures]:
    """The figures of each dimension, followed by those of its codes."""
    results = list(results)
    figures = []
    for dimension in codebook.dimensions.values():
        own = [r for r in results if r.dimension == dimension.name]
        figures.append(_figures(own, dimension.name, ""))
        figures += [_figures((r for r in own if r.code == c), dimension.name, c) for c in dimension.codes]
    return figures


def codes_without_examples(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Dimension and code of each code that lacks an example or a near miss."""
    for dimension in codebook.dimensions.values():
        for code in dimension.codes.values():
            if not (code.examples.gets and code.examples.near_misses):
                yield dimension.name, code.name


def _result(coding: Coding, code: str, *, must: str, text: str) -> ExampleResult:
    weights: dict[tuple[str, str], float] = {}
    for item in coding.evidence:
        if item.code in (code, *coding.codes) and item.weight:
            weights[item.code, item.rule] = weights.get((item.code, item.rule), 0.0) + item.weight
    return ExampleResult(
        dimension=coding.dimension,
        code=code,
        must=must,
        holds=(code in coding.codes) == (must == GETS),
        given=coding.codes,
        note=coding.note,
        rules=tuple(
            f"{rule} {weight:+.2f} {told}" for (told, rule), weight in sorted(weights.items(), key=_heaviest)
        ),
        text=text,
    )


def _heaviest(item: tuple[tuple[str, str], float]) -> tuple[float, tuple[str, str]]:
    return -abs(item[1]), item[0]


def _figures(results: Iterable[ExampleResult], dimension: str, code: str) -> ExampleFigures:
    results = list(results)
    gets = [r.holds for r in results if r.must == GETS]
    near = [r.holds for r in results if r.must == NEAR_MISS]
    return ExampleFigures(
        dimension=dimension,
        code=code,
        n_gets=len(gets),
        n_got=sum(gets),
        n_near_misses=len(near),
        n_kept_away=sum(near),
    )
