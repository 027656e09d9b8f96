"""What the rules would have said without some of their passages, from the evidence that they kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from coprod_review.coding.rule_decisions import decide_again, depends_on
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.rules import Decision

Passage = tuple[str, int, int]
Place = tuple[str, str]


class KeptRules:
    """The codings of the rules of one run, ready to be decided again without some of their passages.

    Only codings that change are given back: a report that loses nothing, and a dimension that neither loses a
    passage nor looks at one that does, stay as they were. What another passage counted stays too: a passage
    that was covered by one that is removed does not come back.
    """

    def __init__(self, codings: Iterable[Coding], decisions: Sequence[Decision], codebook: Codebook) -> None:
        self._codebook = codebook
        self._decisions = decisions
        self._depends = depends_on(decisions, codebook)
        self._by_report: defaultdict[str, dict[str, Coding]] = defaultdict(dict)
        self._places_by_rule: defaultdict[str, dict[Place, None]] = defaultdict(dict)
        for coding in codings:
            self._by_report[coding.report_id][coding.dimension] = coding
            for item in coding.evidence:
                self._places_by_rule[item.rule][coding.report_id, coding.dimension] = None

    def without_patterns(self, pattern_ids: Collection[str]) -> list[Coding]:
        """The codings that change where every passage of the patterns is removed."""
        gone = set(pattern_ids)
        places = {place: None for name in sorted(gone) for place in self._places_by_rule.get(name, ())}
        return self._decided_again(places, lambda item: item.rule in gone)

    def without_shared_words(self, dimensions: tuple[str, str]) -> list[Coding]:
        """The codings that change without the passages that share words with one of the other dimension.

        They are removed on both sides.
        """
        found: list[Coding] = []
        for report, given in self._by_report.items():
            weighed = ([e for e in given[d].evidence if e.weight] if d in given else [] for d in dimensions)
            shared = _shared(*weighed)
            if shared:
                places = [(report, d) for d in dimensions if d in given]
                found += self._decided_again(places, _stands_in(shared))
        return found

    def _decided_again(self, places: Iterable[Place], is_gone: Callable[[Evidence], bool]) -> list[Coding]:
        lost: defaultdict[str, dict[str, tuple[Evidence, ...]]] = defaultdict(dict)
        for report, dimension in places:
            evidence = self._by_report[report][dimension].evidence
            kept = tuple(item for item in evidence if not is_gone(item))
            if len(kept) < len(evidence):
                lost[report][dimension] = kept
        return [coding for report, kept in lost.items() for coding in self._changed(report, kept)]

    def _changed(self, report: str, kept: Mapping[str, tuple[Evidence, ...]]) -> list[Coding]:
        """The codings of one report that change where only these passages are left of some dimensions."""
        given = self._by_report[report]
        scores = {d: _scores(evidence, self._codebook, d) for d, evidence in kept.items()}

        def scores_of(dimension: str) -> Mapping[str, float]:
            if dimension in scores:
                return scores[dimension]
            return dict.fromkeys(self._codebook.dimensions[dimension].codes, 0.0) | given[dimension].scores

        answers = decide_again(
            self._decisions,
            scores_of,
            {d: c.codes for d, c in given.items()},
            self._codebook,
            changed=set(kept),
            depends=self._depends,
            title_only=next(iter(given.values())).examined == ("title",),
        )
        changed = []
        for dimension, coding in given.items():
            if dimension not in answers:
                continue
            again = replace(coding, codes=answers[dimension].codes, note=answers[dimension].note)
            if dimension in kept:
                left = {code: score for code, score in sorted(scores[dimension].items()) if score}
                again = replace(again, scores=left, evidence=kept[dimension])
            changed.append(again)
        return changed


def _stands_in(passages: Collection[Passage]) -> Callable[[Evidence], bool]:
    return lambda item: (item.field, item.start, item.end) in passages


def _shared(some: Sequence[Evidence], others: Sequence[Evidence]) -> set[Passage]:
    return {
        (item.field, item.start, item.end)
        for a in some
        for b in others
        if a.field == b.field and a.start < b.end and b.start < a.end
        for item in (a, b)
    }


def _scores(evidence: Iterable[Evidence], codebook: Codebook, dimension: str) -> dict[str, float]:
    scores = dict.fromkeys(codebook.dimensions[dimension].codes, 0.0)
    for item in evidence:
        scores[item.code] += item.weight
    return {code: round(score, 4) for code, score in scores.items()}
