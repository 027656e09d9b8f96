"""Performance of the machine coders: against settled codes, and against each reader over all reports.

Codes settled by agreement are the easier cases, so figures against a single reader stand beside them. For the
rule coder, whose patterns were written with the development half of the reports in view, the held-out half is
the honest figure; classifier, combination and baselines predict out of fold on both.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coprod_review.analyse.confusions import Answer, Measures, code_counts, measures
from coprod_review.analyse.ledger import estimate, number_id
from coprod_review.analyse.reliability import SUBSETS, calibration_section, coverage_section, subsets_of
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS, SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.number import Number

Row = dict[str, Any]
Place = tuple[str, str]
"""A report and a dimension."""

SETTLED = "settled"
BASELINE = "baseline_"
DECIDER = "combination"
ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceTables:
    """The rows of the five tables of performance (docs/stages.md), and the numbers that they print."""

    performance: list[Row] = field(default_factory=list)
    codes: list[Row] = field(default_factory=list)
    confusion: list[Row] = field(default_factory=list)
    calibration: list[Row] = field(default_factory=list)
    coverage: list[Row] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """One coder's answers to a dimension beside those of a reference, report by report."""

    coder: str
    dimension: str
    against: str
    subset: str
    report_ids: tuple[str, ...]
    reference: tuple[Answer, ...]
    given: tuple[Answer, ...]

    @property
    def number_id(self) -> str:
        """performance.<coder>.<dimension>, and what it is measured against where that is not all settled."""
        parts = [self.coder, self.dimension]
        if (self.against, self.subset) != (SETTLED, "all"):
            parts += [self.against, self.subset]
        return number_id("performance", *parts)


def performance_tables(
    codings: Sequence[Coding],
    settled: Sequence[CodeOfRecord],
    readers: Sequence[Coding],
    codebook: Codebook,
    *,
    development_ids: frozenset[str],
    seed: int,
    draws: int,
    confidence: float,
    coverage: float | None = None,
) -> PerformanceTables:
    """All tables of performance.

    `codings` are those of machine coders and baselines, `settled` the codes to measure against (statuses
    other than settled are passed over), `readers` people's codings. What is measured is what is passed:
    leave excluded reports out of `settled` and `readers` to measure on included reports alone. `coverage` is
    the promised coverage of the prediction sets. Subsets are measured against settled codes only. Of a
    machine coder every report that it examined counts, with an abstention counted as wrong; `n_decided` are
    those where it gave an answer (the combination: where its set is it), right in `n_decided_right` of them.
    """
    known = {(s.report_id, s.dimension): s.codes for s in settled if s.status in SETTLED_STATUSES and s.codes}
    references = {SETTLED: known, **_answers_of_readers(readers)}
    by_coder = _by_coder(codings, codebook)
    sides = [
        *((SETTLED, subset) for subset in subsets_of(development_ids)),
        *((r, SUBSETS[0]) for r in sorted(references) if r != SETTLED),
    ]
    tables = PerformanceTables()
    for (coder, dimension), given in by_coder.items():
        for against, subset in sides:
            comparison = _comparison(
                given,
                references[against],
                development_ids,
                coder=coder,
                dimension=dimension,
                against=against,
                subset=subset,
            )
            if comparison.report_ids:
                _add(tables, comparison, given, seed=seed, draws=draws, confidence=confidence)
        if coder == DECIDER:
            checked = [(given[r], known[r, dimension]) for r in sorted(given) if (r, dimension) in known]
            _add_checked(
                tables,
                dimension,
                checked,
                promised=coverage,
                development_ids=development_ids,
                confidence=confidence,
            )
    return tables


def _answers_of_readers(readers: Sequence[Coding]) -> dict[str, dict[Place, Answer]]:
    """What each reader answered, by report and dimension."""
    found: dict[str, dict[Place, Answer]] = {}
    for coding in readers:
        if coding.codes:
            found.setdefault(coding.coder, {})[coding.report_id, coding.dimension] = coding.codes
    return found


def _add_checked(
    tables: PerformanceTables,
    dimension: str,
    checked: Sequence[tuple[Coding, Answer]],
    *,
    promised: float | None,
    development_ids: frozenset[str],
    confidence: float,
) -> None:
    """Calibration and coverage of the coder that decides, by its answers beside the settled ones."""
    right = calibration_section(dimension, checked)
    held = coverage_section(
        dimension, checked, promised=promised, development_ids=development_ids, confidence=confidence
    )
    tables.calibration.extend(map(dict, right.rows))
    tables.coverage.extend(map(dict, held.rows))
    tables.numbers.extend([*right.numbers, *held.numbers])


def _by_coder(codings: Sequence[Coding], codebook: Codebook) -> dict[tuple[str, str], dict[str, Coding]]:
    """Codings by coder and dimension, and by report: machine coders in their order, then baselines."""
    found: defaultdict[tuple[str, str], dict[str, Coding]] = defaultdict(dict)
    for coding in codings:
        found[coding.coder, coding.dimension][coding.report_id] = coding
    coders = [*MACHINE_CODERS, *sorted({c for c, _ in found if c.startswith(BASELINE)})]
    return {(c, d): found[c, d] for c in coders for d in codebook.dimensions if (c, d) in found}


def _comparison(
    given: Mapping[str, Coding],
    reference: Mapping[Place, Answer],
    development_ids: frozenset[str],
    *,
    coder: str,
    dimension: str,
    against: str,
    subset: str,
) -> _Comparison:
    ids = tuple(
        r
        for r in sorted(given)
        if (r, dimension) in reference
        and (subset == "all" or (r in development_ids) == (subset == "development"))
    )
    return _Comparison(
        coder=coder,
        dimension=dimension,
        against=against,
        subset=subset,
        report_ids=ids,
        reference=tuple(reference[r, dimension] for r in ids),
        given=tuple(given[r].codes for r in ids),
    )


def _add(
    tables: PerformanceTables,
    comparison: _Comparison,
    given: Mapping[str, Coding],
    *,
    seed: int,
    draws: int,
    confidence: float,
) -> None:
    found = measures(
        comparison.reference,
        comparison.given,
        seed=seed + zlib.crc32(comparison.number_id.encode()),
        draws=draws,
        confidence=confidence,
    )
    tables.performance.append(_row(comparison, found, _decided(comparison, given)))
    tables.numbers.append(_number(comparison, found))
    if (comparison.against, comparison.subset) == (SETTLED, "all"):
        _add_codes(tables, comparison)


def _decided(comparison: _Comparison, given: Mapping[str, Coding]) -> list[bool]:
    """Of each report that the coder has decided, whether its answer is the one to measure against."""
    answers = zip(comparison.report_ids, comparison.reference, comparison.given, strict=True)
    return [
        answer == reference
        for report_id, reference, answer in answers
        if (given[report_id].prediction_set == answer if comparison.coder == DECIDER else answer)
    ]


def _row(comparison: _Comparison, found: Measures, decided: Sequence[bool]) -> Row:
    accuracy, macro_f1, kappa = found.accuracy_interval, found.macro_f1_interval, found.kappa_interval
    return {
        "coder": comparison.coder,
        "dimension": comparison.dimension,
        "against": comparison.against,
        "subset": comparison.subset,
        "n": found.n,
        "n_decided": len(decided),
        "n_decided_right": sum(decided),
        "accuracy": found.accuracy,
        "accuracy_low": accuracy[0] if accuracy else None,
        "accuracy_high": accuracy[1] if accuracy else None,
        "macro_f1": found.macro_f1,
        "macro_f1_low": macro_f1[0] if macro_f1 else None,
        "macro_f1_high": macro_f1[1] if macro_f1 else None,
        "kappa": found.kappa,
        "kappa_low": kappa[0] if kappa else None,
        "kappa_high": kappa[1] if kappa else None,
        "baseline": comparison.coder.startswith(BASELINE),
        "number_id": comparison.number_id,
    }


def _number(comparison: _Comparison, found: Measures) -> Number:
    subset = "" if comparison.subset == "all" else f", {comparison.subset.replace('_', '-')} half"
    return estimate(
        comparison.number_id,
        found.macro_f1,
        comparison.report_ids,
        f"Macro-F1 of {comparison.coder.replace('_', ' ')} in {comparison.dimension.replace('_', ' ')}"
        f" against {comparison.against.replace('_', ' ')}{subset}",
        text="undefined" if found.macro_f1 is None else f"{found.macro_f1:.2f}",
        low=found.macro_f1_interval[0] if found.macro_f1_interval else None,
        high=found.macro_f1_interval[1] if found.macro_f1_interval else None,
    )


def _add_codes(tables: PerformanceTables, comparison: _Comparison) -> None:
    """Per-code rows and the confusion of exact answers, against all settled codes."""
    coder, dimension = comparison.coder, comparison.dimension
    for entry in code_counts(comparison.reference, comparison.given):
        identity = number_id("performance", coder, dimension, "code", entry.code)
        carried = [
            r
            for r, a, b in zip(comparison.report_ids, comparison.reference, comparison.given, strict=True)
            if entry.code in a or entry.code in b
        ]
        tables.codes.append(
            {
                "coder": coder,
                "dimension": dimension,
                "code": entry.code,
                "n_settled": entry.n_settled,
                "n_given": entry.n_given,
                "n_both": entry.n_both,
                "precision": entry.precision,
                "recall": entry.recall,
                "f1": entry.f1,
                "number_id": identity,
            }
        )
        tables.numbers.append(
            estimate(
                identity,
                entry.f1,
                carried,
                f"F1 of {coder.replace('_', ' ')} for {entry.code.replace('_', ' ')}"
                f" in {dimension.replace('_', ' ')}",
                text="undefined" if entry.f1 is None else f"{entry.f1:.2f}",
            )
        )
    pairs = Counter(zip(comparison.reference, comparison.given, strict=True))
    for (reference, answer), n in sorted(pairs.items()):
        tables.confusion.append(
            {
                "coder": coder,
                "dimension": dimension,
                "settled_code": "; ".join(reference),
                "given_code": "; ".join(answer) or ABSTAINED,
                "n": n,
            }
        )
