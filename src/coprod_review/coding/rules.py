"""The rule coder: patterns found in title, abstract and keywords, weighed, and decided by stated steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coprod_review.coding.contexts import UNSUPPORTED, ContextReader
from coprod_review.coding.english import english_share, reads_as_english
from coprod_review.coding.matching import Passage, PhraseMatcher
from coprod_review.coding.rule_decisions import decide
from coprod_review.coding.senses import SenseReader
from coprod_review.coding.support import BESIDE, Met, Support
from coprod_review.coding.tokens import Text, texts_of
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.pattern import Pattern
from coprod_review.model.report import Report
from coprod_review.model.rules import Decision, Weighing

CODER = "rules"
COVERED = "covered"
REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A passage, the pattern that found it, what stands around it, and what the pattern asks for beside.

    `flags` are those of the passage and of the words beside; `beside_flags` are those that only the words
    beside have.
    """

    pattern: Pattern
    text: Text
    passage: Passage
    flags: tuple[str, ...]
    beside: Passage | None = None
    beside_flags: tuple[str, ...] = ()

    def words_asked_for(self) -> Passage | None:
        """What the pattern asks for beside, where its own passage does not hold all of it."""
        own, other = self.passage, self.beside
        is_held = other is None or (own.start <= other.start and other.end <= own.end)
        return None if is_held else other

    def evidence(self, passage: Passage, *, weight: float, context: tuple[str, ...]) -> Evidence:
        """A passage of its text as evidence for its code."""
        start, end, quote = self.text.passage(passage.start, passage.end)
        return Evidence(
            field=self.text.field,
            start=start,
            end=end,
            quote=quote,
            code=self.pattern.code,
            rule=self.pattern.pattern_id,
            weight=weight,
            context=context,
        )


class RuleCoder:
    """Codes reports by patterns; made once, used for many reports.

    The scores of a coding are the sums of the weights of its evidence. Passages that are negated, covered
    by a heavier passage of the same code, or lack what their pattern needs in the report are kept as evidence
    with weight 0, and so are the words that a pattern that counts has found in the sentence of its own words.
    What stands around these words (a negation, a plan) stands around the passage too.
    """

    def __init__(
        self,
        *,
        codebook: Codebook,
        patterns: Sequence[Pattern],
        weighing: Weighing,
        decisions: Sequence[Decision],
    ) -> None:
        self.codebook = codebook
        self.decisions = tuple(decisions)
        self._pattern_by_id = {p.pattern_id: p for p in patterns}
        self._matcher = PhraseMatcher(
            {p.pattern_id: p.phrases for p in patterns},
            {p.pattern_id: p.tokens for p in patterns if p.tokens},
        )
        self._support = Support(patterns)
        phrases = {p.pattern_id: p.phrases for p in patterns}
        self._contexts = ContextReader(weighing, {**phrases, **self._support.phrases_beside})
        self._senses = SenseReader(weighing.senses)
        self._weighing = weighing

    def code(self, report: Report, *, texts: Sequence[Text] | None = None) -> list[Coding]:
        """One coding for each dimension of the codebook, in its order.

        `texts` are the fields as `texts_of` gives them, where they are at hand.
        """
        texts = texts_of(report) if texts is None else texts
        examined = tuple(text.field for text in texts)
        if not reads_as_english(texts):
            note = f"the text does not read as English ({english_share(texts):.0%} common English words)"
            return [self._abstention(report, name, examined, note) for name in self.codebook.dimensions]
        evidence = self._evidence(self._senses.in_sense(texts))
        scores = {
            name: _scores(evidence.get(name, ()), dimension.codes)
            for name, dimension in self.codebook.dimensions.items()
        }
        answers = decide(self.decisions, scores, self.codebook, title_only=examined == ("title",))
        return [
            Coding(
                report_id=report.report_id,
                dimension=name,
                codes=answers[name].codes,
                coder=CODER,
                codebook=self.codebook.version,
                scores={code: score for code, score in sorted(scores[name].items()) if score},
                evidence=tuple(evidence.get(name, ())),
                basis="patterns",
                examined=examined,
                note=answers[name].note,
            )
            for name in self.codebook.dimensions
        ]

    def _abstention(self, report: Report, dimension: str, examined: tuple[str, ...], note: str) -> Coding:
        return Coding(
            report_id=report.report_id,
            dimension=dimension,
            codes=(),
            coder=CODER,
            codebook=self.codebook.version,
            basis="patterns",
            examined=examined,
            note=note,
        )

    def _evidence(self, texts: Sequence[Text]) -> dict[str, list[Evidence]]:
        """All passages as evidence by dimension, in reading order."""
        found = self._found(texts)
        times: dict[str, int] = defaultdict(int)
        told: set[tuple[str, str, Passage]] = set()
        evidence: dict[str, list[Evidence]] = defaultdict(list)
        for item, is_covered in zip(found, _covered(found, self._contexts), strict=True):
            pattern, flags = item.pattern, item.flags
            factor = self._contexts.factor(flags) * self._weighing.fields[item.text.field]
            if is_covered:
                factor, flags = 0.0, (*flags, COVERED)
            elif factor:
                if times[pattern.pattern_id]:
                    flags = (*flags, REPEATED)
                factor *= self._weighing.repeat ** times[pattern.pattern_id]
                times[pattern.pattern_id] += 1
            here = evidence[pattern.dimension]
            weight = round(pattern.weight * factor, 4)
            here.append(item.evidence(item.passage, weight=weight, context=flags))
            asked = item.words_asked_for()
            if asked is None or not (weight or item.beside_flags):
                continue
            if (place := (pattern.pattern_id, item.text.field, asked)) not in told:
                told.add(place)
                here.append(item.evidence(asked, weight=0.0, context=(BESIDE, *item.beside_flags)))
        return evidence

    def _found(self, texts: Sequence[Text]) -> list[_Found]:
        """The passages whose sentence has what their pattern needs, in reading order."""
        passages = [(text, passage) for text in texts for passage in self._matcher.passages(text)]
        met = self._support.met_by(passages, texts)
        found: list[_Found] = []
        for text in texts:
            pairs = zip(passages, met, strict=True)
            standing = [(p, m) for (where, p), m in pairs if where is text and m.in_sentence]
            flags = self._flags(text, standing)
            found += [self._read(text, passage, needed, flags) for passage, needed in standing]
        return found

    def _flags(self, text: Text, found: Sequence[tuple[Passage, Met]]) -> dict[Passage, tuple[str, ...]]:
        """What stands around each passage of a text, and around each that its pattern asks for beside."""
        passages = list(dict.fromkeys(p for passage, met in found for p in (passage, *met.beside)))
        return dict(zip(passages, self._contexts.flags(text, passages), strict=True))

    def _read(
        self, text: Text, passage: Passage, met: Met, flags: Mapping[Passage, tuple[str, ...]]
    ) -> _Found:
        """The passage with the nearest of the words beside that count most where they stand."""
        own = flags[passage]
        beside = max(met.beside, key=lambda other: self._contexts.factor(flags[other]), default=None)
        only_beside = tuple(flag for flag in flags[beside] if flag not in own) if beside else ()
        return _Found(
            pattern=self._pattern_by_id[passage.key],
            text=text,
            passage=passage,
            flags=(*only_beside, *own, *(() if met.in_report else (UNSUPPORTED,))),
            beside=beside,
            beside_flags=only_beside,
        )


def code_by_rules(
    coder: RuleCoder, reports: Iterable[Report], *, texts: Mapping[str, Sequence[Text]] = MappingProxyType({})
) -> Iterator[Coding]:
    """The rule codings of the reports, by report id and then in the order of the codebook.

    `texts` has by report id what `texts_of` gives, where it is at hand.
    """
    for report in sorted(reports, key=lambda r: r.report_id):
        yield from coder.code(report, texts=texts.get(report.report_id))


def _covered(found: Sequence[_Found], contexts: ContextReader) -> list[bool]:
    """For each passage, whether a heavier one of the same code and sign covers some of its words."""
    order = sorted(
        range(len(found)),
        key=lambda i: (
            -abs(found[i].pattern.weight) * contexts.factor(found[i].flags),
            found[i].passage.start - found[i].passage.end,
            found[i].passage,
        ),
    )
    words: dict[tuple[str, str, str, bool], set[int]] = defaultdict(set)
    covered = [False] * len(found)
    for i in order:
        pattern, passage = found[i].pattern, found[i].passage
        taken = words[found[i].text.field, pattern.dimension, pattern.code, pattern.weight > 0]
        mine = set(range(passage.start, passage.end))
        covered[i] = bool(mine & taken)
        if not covered[i] and contexts.factor(found[i].flags):
            taken |= mine
    return covered


def _scores(evidence: Iterable[Evidence], codes: Iterable[str]) -> dict[str, float]:
    scores = dict.fromkeys(codes, 0.0)
    for item in evidence:
        scores[item.code] += item.weight
    return {code: round(score, 4) for code, score in scores.items()}
