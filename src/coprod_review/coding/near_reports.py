"""The reports nearest to a short text, with the words that make them near."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coprod_review.coding.english import function_words
from coprod_review.coding.issue_features import SIGN, SignReader
from coprod_review.coding.tokens import text_of, texts_of
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

_ENDINGS: tuple[str, ...] = (
    *("ations", "ation", "ements", "ement", "ings", "ing", "edly"),
    *("ies", "ied", "ers", "er", "es", "ed", "ly", "s", "y", "e"),
)
_LEAST_STEM = 4

_EVERYDAY = (
    "add allow arrive ask become begin began begun believe book bring brought buy came come consider "
    "decide expect find finding found follow forget forgot forgotten gave give given go goes "
    "gone got happen have held help hold include keep kept knew know known leave left let like look "
    "made make making mean meant meet met mix need notice offer open pass provide put ran receive "
    "remain result run said sat say send sent set show shown sit start stay stood stop study take "
    "taken taking tell thing think thought told took tried try turn use used using want went work "
    "ago afternoon day early evening hour late later long minute moment month morning often soon "
    "sunday monday tuesday wednesday thursday friday saturday time today tomorrow tonight week "
    "weekend year yesterday "
    "new old older young people person persons man men woman women adult adults "
    "good bad high low big small many few "
)
"""Verbs, times and words of studies that turn up in reports on anything: sharing one makes nothing near."""


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
    these in its title. With `signs`, words that speak of the same thing count as topics where two stand in
    the report: a single one may be a homonym.
    """
    documents = {report.report_id: _counts(report, signs) for report in reports}
    titles = {report.report_id: {*_stems(report.title)} for report in reports}
    n_with = Counter(stem for counts in documents.values() for stem in counts)
    idf = {
        stem: math.log((1 + len(documents)) / (1 + k)) + 1
        for stem, k in n_with.items()
        if k <= max(NEVER_TOO_COMMON, TOO_COMMON * len(documents))
    }
    written = {**_stems(text), **_signs_of(text, signs)}
    louder = {stem for passage in telling for stem in (*_stems(passage), *_signs_of(passage, signs))}
    wanted = {s: idf[s] * (TELLING_WEIGHT if s in louder else 1.0) for s in written if s in idf}
    length = math.sqrt(sum(w * w for w in wanted.values()))
    found = []
    for report_id, counts in documents.items():
        weights = {s: (1 + math.log(counts[s])) * idf[s] * wanted[s] for s in wanted if s in counts}
        if not _tells_nearness(weights, louder, titles[report_id]):
            continue
        norm = math.sqrt(sum(((1 + math.log(c)) * idf[s]) ** 2 for s, c in counts.items() if s in idf))
        cosine = sum(weights.values()) / (norm * length)
        if cosine < LEAST_NEARNESS:
            continue
        same = bool(set(characters_by_report.get(report_id, ())) & set(characters))
        leading = sorted(weights, key=lambda s: (-weights[s], s))[:SHOWN_WORDS]
        found.append(
            Near(
                report_id=report_id,
                nearness=cosine * (SAME_CHARACTER if same else 1.0),
                words=tuple(written[s] for s in leading if not s.startswith(SIGN)),
                topics=tuple(written[s] for s in leading if s.startswith(SIGN)),
                same_character=same,
                weak=cosine < WEAK,
            )
        )
    return sorted(found, key=lambda near: (-round(near.nearness, 9), near.report_id))[:n]


def _tells_nearness(shared: Collection[str], louder: Collection[str], title: Collection[str]) -> bool:
    """Whether what a report shares is more than a chance word."""
    return len(shared) > 1 or any(s in louder and s in title for s in shared)


def _counts(report: Report, signs: SignReader | None) -> dict[str, float]:
    counts: defaultdict[str, float] = defaultdict(float)
    passages_by_sign: Counter[str] = Counter()
    for text in texts_of(report):
        for sign, n in _signed_passages(text.written, signs).items():
            counts[sign] += TITLE_WEIGHT if text.field == "title" else 1.0
            passages_by_sign[sign] += n
        for word in text.words:
            if _tells(word):
                counts[_stem(word)] += TITLE_WEIGHT if text.field == "title" else 1.0
    return {s: n for s, n in counts.items() if not s.startswith(SIGN) or passages_by_sign[s] > 1}


def _stems(text: str) -> dict[str, str]:
    """The stems of a text with the word as written that each stands for, in reading order."""
    stems: dict[str, str] = {}
    read = text_of("title", text)
    for word, start, end in zip(read.words, read.starts, read.ends, strict=True):
        if _tells(word):
            stems.setdefault(_stem(word), text[start:end])
    return stems


def _signs_of(text: str, signs: SignReader | None) -> dict[str, str]:
    """The signs of a character that a text has, with what each says."""
    if signs is None:
        return {}
    return {s: signs.sign_by_id[s.removeprefix(SIGN)].says for s in _signed_passages(text, signs)}


def _signed_passages(text: str, signs: SignReader | None) -> dict[str, int]:
    """How often each sign of a character stands in a text."""
    if signs is None:
        return {}
    return {
        name: len(spans)
        for name, spans in signs.read(text).places.items()
        if name.startswith(SIGN) and signs.sign_by_id[name.removeprefix(SIGN)].of in CHARACTERS
    }


def _tells(word: str) -> bool:
    return (
        len(word) >= SHORTEST
        and word.isalpha()
        and word not in function_words()
        and _stem(word) not in _everyday_stems()
    )


@lru_cache(maxsize=1)
def _everyday_stems() -> frozenset[str]:
    return frozenset(map(_stem, _EVERYDAY.split()))


def _stem(word: str) -> str:
    """The word without its commonest ending, so that "falls" is near to "falling"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word
