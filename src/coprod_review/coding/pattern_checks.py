"""Whether each pattern finds what it says it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from coprod_review.coding.contexts import DASH
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.phrases import PhraseError, WordSet, compiled
from coprod_review.coding.support import Support
from coprod_review.coding.tokens import text_of
from coprod_review.errors import ReviewError
from coprod_review.model.pattern import Pattern
from coprod_review.model.rules import Context, Weighing

RELATED = ("tradition", "framing")
"""The dimensions whose association the review reports: a phrase in both would build it in."""


def pattern_faults(patterns: Sequence[Pattern]) -> list[ReviewError]:
    """All patterns that cannot be read, miss one of their `matches` or find something in their `misses`.

    Likewise phrases that count for both of the dimensions whose association is reported.
    """
    faults = [fault for pattern in patterns for fault in _faults_of(pattern)]
    return faults + _shared(patterns)


def unreadable_patterns(patterns: Sequence[Pattern]) -> list[ReviewError]:
    """All patterns whose phrases or tokens cannot be read; their sentences are not tried."""
    return [fault for pattern in patterns for fault in _unreadable(pattern)]


def cue_faults(weighing: Weighing, *, where: str) -> list[ReviewError]:
    """All cues and headings that cannot be read, and stops that no sentence can hold."""
    cues = [
        cue for context in weighing.contexts for told in context.phrases_by_part().values() for cue in told
    ]
    cues += [cue for s in weighing.sections for cue in (*s.heads, *s.cues)]
    cues += [cue for s in weighing.senses for cue in (*s.words, *s.where, *s.unless)]
    return [
        ReviewError(problem, where=where, remedy="correct the cue; docs/patterns.md describes the language")
        for cue in cues
        for problem in _problems([cue])
    ] + [
        ReviewError(
            f"the stop {stop!r} of {context.flag} can never hold",
            where=where,
            remedy="write words, or one of , ; : alone, or under stops – for a dash",
        )
        for context in weighing.contexts
        for stop in _written_stops(context)
        if not any(_problems([stop])) and not _can_hold(stop)
    ]


def _written_stops(context: Context) -> tuple[str, ...]:
    """The stops that a text has to hold as words; among `stops`, a dash stands for any dash."""
    return (*(stop for stop in context.stops if stop != DASH), *context.before_stops, *context.after_stops)


def _can_hold(phrase: str) -> bool:
    """Whether a sentence that is written from the words of the phrase has a passage of it."""
    matcher = PhraseMatcher({phrase: (phrase,)})
    written = (
        " ".join(min((*item.literals, *item.stems)) for item in sequence if isinstance(item, WordSet))
        for sequence in compiled(phrase)
    )
    return all(matcher.passages(text_of("abstract", f"tea {words} tea")) for words in written)


def _unreadable(pattern: Pattern) -> list[ReviewError]:
    where = f"{pattern.file}, line {pattern.line}"
    problems = list(_problems((*pattern.phrases, *pattern.needs, *pattern.beside)))
    if problems:
        remedy = "correct the phrase; docs/patterns.md describes the language"
        return [ReviewError(f"{pattern.pattern_id}: {p}", where=where, remedy=remedy) for p in problems]
    try:
        PhraseMatcher({}, {pattern.pattern_id: pattern.tokens})
    except ValueError as error:
        remedy = "write token patterns as spaCy's Matcher takes them"
        problem = f"{pattern.pattern_id}: spaCy refuses its tokens ({' '.join(str(error).split())})"
        return [ReviewError(problem, where=where, remedy=remedy)]
    return []


def _faults_of(pattern: Pattern) -> Iterable[ReviewError]:
    if unreadable := _unreadable(pattern):
        return unreadable
    where = f"{pattern.file}, line {pattern.line}"
    finds = _finder(pattern)
    faults = []
    for sentence in pattern.matches:
        if not finds(sentence):
            problem = f"{pattern.pattern_id} must match and does not: {sentence!r}"
            faults.append(ReviewError(problem, where=where, remedy="widen the pattern, or correct `matches`"))
    for sentence in pattern.misses:
        if finds(sentence):
            problem = f"{pattern.pattern_id} must not match and does: {sentence!r}"
            faults.append(ReviewError(problem, where=where, remedy="narrow the pattern, or correct `misses`"))
    return faults


def _finder(pattern: Pattern) -> Callable[[str], bool]:
    """Whether the pattern finds something that counts in a sentence that stands alone."""
    key = pattern.pattern_id
    matcher = PhraseMatcher({key: pattern.phrases}, {key: pattern.tokens})
    support = Support([pattern])

    def finds(sentence: str) -> bool:
        text = text_of("abstract", sentence)
        found = [(text, passage) for passage in matcher.passages(text)]
        return any(met.counts for met in support.met_by(found, [text]))

    return finds


def _problems(phrases: Iterable[str]) -> Iterable[str]:
    for phrase in phrases:
        try:
            compiled(phrase)
        except PhraseError as error:
            yield str(error)


def _shared(patterns: Sequence[Pattern]) -> list[ReviewError]:
    """Phrases that count for both of the dimensions that the review relates to each other."""
    homes: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Pattern] = {}
    for pattern in patterns:
        for phrase in pattern.phrases if pattern.dimension in RELATED else ():
            homes[phrase].add(pattern.dimension)
            first.setdefault(phrase, pattern)
    return [
        ReviewError(
            f"the phrase {phrase!r} counts for {' and for '.join(sorted(dimensions))}",
            where=f"{first[phrase].file}, line {first[phrase].line}",
            remedy="keep it in one dimension: association between dimensions must not be built in",
        )
        for phrase, dimensions in sorted(homes.items())
        if len(dimensions) > 1
    ]
