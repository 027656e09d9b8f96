"""What the rules would have said without some of their passages, from the evidence that they kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from coprod_review.coding.rule_decisions import decide
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.rules import Decision

Place = tuple[str, int, int]


def without_patterns(
    codings: Sequence[Coding],
    pattern_ids: Collection[str],
    decisions: Sequence[Decision],
    codebook: Codebook,
) -> list[Coding]:
    """The codings of the rules with every passage of the patterns removed, decided again.

    What another passage counted stays as it was: a passage that was covered by one that is
    removed does not come back.
    """
    gone = set(pattern_ids)
    return _decided_again(codings, lambda report, _, item: item.rule in gone, decisions, codebook)


def without_shared_words(
    codings: Sequence[Coding],
    dimensions: tuple[str, str],
    decisions: Sequence[Decision],
    codebook: Codebook,
) -> list[Coding]:
    """The codings without the passages that share words with one of the other dimension, on both sides."""
    shared = {
        report: _shared(*(by_dimension.get(name, []) for name in dimensions))
        for report, by_dimension in _evidence_by_report(codings).items()
    }

    def is_gone(report: str, dimension: str, item: Evidence) -> bool:
        return dimension in dimensions and (item.field, item.start, item.end) in shared.get(report, ())

    return _decided_again(codings, is_gone, decisions, codebook)


def _evidence_by_report(codings: Iterable[Coding]) -> dict[str, dict[str, list[Evidence]]]:
    found: dict[str, dict[str, list[Evidence]]] = defaultdict(dict)
    for coding in codings:
        found[coding.report_id][coding.dimension] = [item for item in coding.evidence if item.weight]
    return found


def _shared(some: Sequence[Evidence], others: Sequence[Evidence]) -> set[Place]:
    return {
        (item.field, item.start, item.end)
        for a in some
        for b in others
        if a.field == b.field and a.start < b.end and b.start < a.end
        for item in (a, b)
    }


def _decided_again(
    codings: Sequence[Coding],
    is_gone: Callable[[str, str, Evidence], bool],
    decisions: Sequence[Decision],
    codebook: Codebook,
) -> list[Coding]:
    by_report: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_report[coding.report_id].append(coding)
    found: list[Coding] = []
    for report, given in by_report.items():
        kept = {
            c.dimension: tuple(e for e in c.evidence if not is_gone(report, c.dimension, e)) for c in given
        }
        if all(len(kept[c.dimension]) == len(c.evidence) for c in given):
            found += given
            continue
        scores = {c.dimension: _scores(kept[c.dimension], codebook, c.dimension) for c in given}
        title_only = given[0].examined == ("title",)
        answers = decide(decisions, scores, codebook, title_only=title_only)
        found += [
            replace(
                c,
                codes=answers[c.dimension].codes,
                scores={code: score for code, score in sorted(scores[c.dimension].items()) if score},
                evidence=kept[c.dimension],
                note=answers[c.dimension].note,
            )
            for c in given
        ]
    return found


def _scores(evidence: Iterable[Evidence], codebook: Codebook, dimension: str) -> dict[str, float]:
    scores = dict.fromkeys(codebook.dimensions[dimension].codes, 0.0)
    for item in evidence:
        scores[item.code] += item.weight
    return {code: round(score, 4) for code, score in scores.items()}
