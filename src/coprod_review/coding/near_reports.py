"""The reports nearest to a short text, with the words that make them near."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coprod_review.coding.english import function_words
from coprod_review.coding.issue_features import SIGN, SignReader
from coprod_review.coding.tokens import texts_of
from coprod_review.coding.word_forms import REVERSING, issue_text, stem
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.report import Report

SAME_CHARACTER = 1.5
"""How much nearer a report counts that has a character of the issue."""

SHOWN_WORDS = 5
SHORTEST = 3
TITLE_WEIGHT = 2.0
TELLING_WEIGHT = 2.0
"""How much more a word of the text counts that tells its character."""

LEAST_NEARNESS = 0.1
"""A report below this shares a word or two by chance."""

WEAK = 0.15
"""A report below this is told as only weakly near: what they share is little of what either speaks of."""

TOO_COMMON = 0.4
"""A word that more of the reports have says nothing of which is near."""

NEVER_TOO_COMMON = 8.0
"""So many reports may share a word in any case: in a small corpus every word is common."""

_EVERYDAY = (
    "add allow arrive ask become begin believe book bring buy come consider decide expect find finding found "
    "follow forget get give go happen have help hold include keep know leave left let like look make making "
    "mean meant meet mix need notice offer open pass provide put receive remain result run say send set show "
    "shown sit start stay stand stop study take taking tell thing think tried try turn use used using want "
    "work staff "
    "ago afternoon day early evening hour late later long minute moment month morning often soon "
    "sunday monday tuesday wednesday thursday friday saturday time today tomorrow tonight week "
    "weekend year yesterday "
    "new old older young people person persons man men woman women adult adults "
    "good bad high low big small many few "
)
"""Words of studies, of care and of every day, which turn up in reports on anything and make nothing near."""

Words = frozenset[tuple[str, ...]]
"""Passages by the stems of their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A report near to a text: how near (cosine, counted up for the same character), and what they share.

    `words` are words of the text as written, `topics` what signs say that both have. A `weak` one is the best
    that there is, and no good one: its cosine is below WEAK.
    """

    report_id: str
    nearness: float
    words: tuple[str, ...]
    topics: tuple[str, ...]
    same_character: bool
    weak: bool = False


def nearest(
    text: str,
    reports: Sequence[Report],
    *,
    characters_by_report: Mapping[str, Collection[str]],
    characters: Collection[str],
    n: int,
    telling: Collection[str] = (),
    signs: SignReader | None = None,
) -> list[Near]:
    """The n reports nearest to the text, the nearest first; of equally near ones, by their ids.

    TF-IDF of word stems in title (doubled), abstract and keywords, cosine with the text's. Words that
    many of the reports have do not count, nor do function words, everyday verbs and times. Those of the
    passages `telling` count more. A report is near that shares two words or topics, or has a single word of
    these in its title. With `signs`, words that speak of the same thing count as topics where two different
    ones stand in the report, or one in its title and again below: a single one may be a homonym. What the
    shared words alone make a topic of the text is no second thing beside them.
    """
    documents = {report.report_id: _counts(report, signs) for report in reports}
    titles = {report.report_id: {*_stems(report.title)} for report in reports}
    n_with = Counter(name for counts in documents.values() for name in counts)
    idf = {
        name: math.log((1 + len(documents)) / (1 + k)) + 1
        for name, k in n_with.items()
        if k <= max(NEVER_TOO_COMMON, TOO_COMMON * len(documents))
    }
    topics = _topics(text, signs)
    written = {**_stems(text), **{s: signs.sign_by_id[s.removeprefix(SIGN)].says for s in topics if signs}}
    louder = {name for passage in telling for name in (*_stems(passage), *_topics(passage, signs))}
    wanted = {s: idf[s] * (TELLING_WEIGHT if s in louder else 1.0) for s in written if s in idf}
    length = math.sqrt(sum(w * w for w in wanted.values()))
    found = []
    for report_id, counts in documents.items():
        weights = {s: (1 + math.log(counts[s])) * idf[s] * wanted[s] for s in wanted if s in counts}
        if not _tells_nearness(weights, topics, louder, titles[report_id]):
            continue
        norm = math.sqrt(sum(((1 + math.log(c)) * idf[s]) ** 2 for s, c in counts.items() if s in idf))
        cosine = sum(weights.values()) / (norm * length)
        if cosine < LEAST_NEARNESS:
            continue
        same = bool(set(characters_by_report.get(report_id, ())) & set(characters))
        found.append(_near(report_id, cosine, weights, written, same_character=same))
    return sorted(found, key=lambda near: (-round(near.nearness, 9), near.report_id))[:n]


def _near(
    report_id: str,
    cosine: float,
    weights: Mapping[str, float],
    written: Mapping[str, str],
    *,
    same_character: bool,
) -> Near:
    leading = sorted(weights, key=lambda s: (-weights[s], s))[:SHOWN_WORDS]
    return Near(
        report_id=report_id,
        nearness=cosine * (SAME_CHARACTER if same_character else 1.0),
        words=tuple(written[s] for s in leading if not s.startswith(SIGN)),
        topics=tuple(written[s] for s in leading if s.startswith(SIGN)),
        same_character=same_character,
        weak=cosine < WEAK,
    )


def _tells_nearness(
    shared: Collection[str], topics: Mapping[str, Words], louder: Collection[str], title: Collection[str]
) -> bool:
    """Whether what a report shares is more than a chance word."""
    words = {name for name in shared if not name.startswith(SIGN)}
    n_topics = sum(any(not words >= {*passage} for passage in topics[s]) for s in {*shared} - words)
    return len(words) + n_topics > 1 or any(s in louder and s in title for s in shared)


def _counts(report: Report, signs: SignReader | None) -> dict[str, float]:
    counts: defaultdict[str, float] = defaultdict(float)
    said: defaultdict[str, set[tuple[bool, tuple[str, ...]]]] = defaultdict(set)
    for text in texts_of(report, prefixes=REVERSING):
        is_title = text.field == "title"
        for topic, words in _topics(text.written, signs).items():
            counts[topic] += TITLE_WEIGHT if is_title else 1.0
            said[topic] |= {(is_title, passage) for passage in words}
        for word in text.words:
            if _tells(word):
                counts[stem(word)] += TITLE_WEIGHT if is_title else 1.0
    return {name: n for name, n in counts.items() if not name.startswith(SIGN) or len(said[name]) > 1}


def _stems(text: str) -> dict[str, str]:
    """The stems of a text with the word as written that each stands for, in reading order."""
    stems: dict[str, str] = {}
    read = issue_text(text)
    for word, start, end in zip(read.words, read.starts, read.ends, strict=True):
        if _tells(word):
            stems.setdefault(stem(word), text[start:end])
    return stems


def _topics(text: str, signs: SignReader | None) -> dict[str, Words]:
    """The signs of a character in a text, each with the different words that make it, by their stems."""
    if signs is None:
        return {}
    return {
        name: frozenset(tuple(map(stem, issue_text(text[start:end]).words)) for start, end in spans)
        for name, spans in signs.read(text).places.items()
        if name.startswith(SIGN) and signs.sign_by_id[name.removeprefix(SIGN)].of in CHARACTERS
    }


def _tells(word: str) -> bool:
    return (
        len(word) >= SHORTEST
        and word.isalpha()
        and word not in function_words()
        and stem(word) not in _everyday_stems()
    )


@lru_cache(maxsize=1)
def _everyday_stems() -> frozenset[str]:
    return frozenset(map(stem, _EVERYDAY.split()))
