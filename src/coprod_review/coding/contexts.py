"""What stands around a match: negation, hedging, contrast, plans, and the section of the abstract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from types import MappingProxyType

from coprod_review.coding.matching import Passage, PhraseMatcher
from coprod_review.coding.phrases import own_words
from coprod_review.coding.tokens import Text
from coprod_review.model.rules import Context, Section, Weighing

UNSUPPORTED = "unsupported"
"""What a pattern found counts nothing where what it needs stands nowhere in the report."""

_HEAD_REACH = 6
_RELATIVE_REACH = 3

_Told = Mapping[str, Sequence[Passage]]
"""The passages of the phrases of one context by the part that they play."""

DASH = "–"
"""Among the stops of a context: a dash that parts two thoughts, which is no word of a text."""
_WRITTEN_DASH = re.compile(r"\s[-‐‒–—―]+\s|[—―]")


class ContextReader:
    """The cues and sections of a weighing, ready to be asked about the passages of a text.

    `phrases` are those whose passages will be asked about, by the key of the passage: a cue inside a passage
    is no cue where the phrases of its key write that word themselves.
    """

    def __init__(
        self, weighing: Weighing, phrases: Mapping[str, Sequence[str]] = MappingProxyType({})
    ) -> None:
        self.weighing = weighing
        self._own_words = {key: own_words(written) for key, written in phrases.items()}
        self._context_by_flag = {c.flag: c for c in weighing.contexts}
        self._weight_by_flag = {
            UNSUPPORTED: 0.0,
            **{c.flag: c.weight for c in weighing.contexts},
            **{s.name: s.weight for s in weighing.sections},
        }
        self._cues = PhraseMatcher(
            {
                f"{c.flag}/{part}": told
                for c in weighing.contexts
                for part, told in c.phrases_by_part().items()
            }
        )
        self._sections = PhraseMatcher(
            {f"{s.name}/heads/{i}": (head,) for s in weighing.sections for i, head in enumerate(s.heads)}
            | {f"{s.name}/cues": s.cues for s in weighing.sections if s.cues}
        )

    def flags(self, text: Text, passages: list[Passage]) -> list[tuple[str, ...]]:
        """For each passage, the flags of its contexts and, in an abstract, the name of its section."""
        if not passages:
            return []
        cues: dict[int, list[Passage]] = defaultdict(list)
        for cue in self._cues.passages(text, only={p.sentence for p in passages}):
            cues[cue.sentence].append(cue)
        sections = self.sections(text) if text.field == "abstract" else {}
        found = []
        for passage in passages:
            heard = _by_flag(self._heard(text, passage, cues.get(passage.sentence, [])))
            flags = [
                f
                for f, said in heard.items()
                if self._context_by_flag[f].concerns(passage.key)
                and _applies(self._context_by_flag[f], text, passage, said)
            ]
            section = sections.get(passage.sentence)
            found.append((*sorted(flags), *([section] if section else [])))
        return found

    def _heard(self, text: Text, passage: Passage, cues: list[Passage]) -> list[Passage]:
        """The cues but those inside the passage that its own phrases write.

        Phrases write a compound where they write its last word.
        """
        own = self._own_words.get(passage.key)
        if own is None:
            return cues
        heard = []
        for cue in cues:
            words = text.words[cue.start : cue.end]
            if cue.key.endswith("/compounds"):
                written = cue.end <= passage.end and words[-1] in own
            else:
                written = cue.key.endswith("/inside") and all(word in own.literals for word in words)
            if not written:
                heard.append(cue)
        return heard

    def factor(self, flags: tuple[str, ...]) -> float:
        """The product of the weights of the flags."""
        return reduce(lambda product, flag: product * self._weight_by_flag.get(flag, 1.0), flags, 1.0)

    def sections(self, text: Text) -> dict[int, str]:
        """The section of each sentence of an abstract, as far as headings or cues tell.

        A heading holds until the next. Without headings, a sentence with a cue belongs to the section of
        the cue; what stands before the first aim or method is background, unless that comes late. A single
        heading tells nothing, unless it opens a section of no weight.
        """
        heads: dict[int, str] = {}
        cues: dict[int, str] = {}
        order = [s.name for s in self.weighing.sections]
        aside = {s.name for s in self.weighing.sections if not s.weight}
        for passage in self._sections.passages(text):
            name, kind = passage.key.split("/")[:2]
            if kind == "cues":
                known = cues.get(passage.sentence)
                if known is None or order.index(name) < order.index(known):
                    cues[passage.sentence] = name
            elif _is_head(text, passage):
                heads.setdefault(passage.sentence, name)
        n_sentences = len(text.sentences)
        if len(heads) > 1:
            return _carried(heads, n_sentences)
        alone = {number: name for number, name in heads.items() if name in aside}
        return _guessed(cues, self.weighing.sections, n_sentences) | _carried(alone, n_sentences)


def _carried(heads: dict[int, str], n_sentences: int) -> dict[int, str]:
    sections: dict[int, str] = {}
    current = ""
    for number in range(n_sentences):
        current = heads.get(number, current)
        if current:
            sections[number] = current
    return sections


def _guessed(cues: dict[int, str], sections: tuple[Section, ...], n_sentences: int) -> dict[int, str]:
    """Sections by cues alone, of which the second is the aim.

    In the last third of an abstract no aim is stated ("we argue" tells what was found), and what stands
    before a first cue there need not be background.
    """
    if not sections or not cues:
        return dict(cues)
    background = sections[0].name
    aims = {s.name for s in sections[1:2]}
    told = {n: name for n, name in cues.items() if name not in aims or not _is_late(n, n_sentences)}
    turning = min(
        (n for n, name in told.items() if name != background and not _is_late(n, n_sentences)), default=0
    )
    return dict.fromkeys(range(turning), background) | told


def _is_late(sentence: int, n_sentences: int) -> bool:
    return 3 * sentence >= 2 * n_sentences


def _is_head(text: Text, passage: Passage) -> bool:
    """Whether the words head their sentence: a colon, dash or capital follows, or they are capitals."""
    begin, end = text.sentences[passage.sentence]
    if passage.start != begin or passage.end - begin > _HEAD_REACH:
        return False
    _, offset, quote = text.passage(passage.start, passage.end)
    rest = text.written[offset : offset + 3]
    if rest.lstrip()[:1] in (":", "–", "—", "-", "."):
        return True
    if passage.end == end:
        return True
    follows = text.written[text.starts[passage.end]]
    return quote.isupper() or (quote[:1].isupper() and follows.isupper())


def _by_flag(cues: list[Passage]) -> dict[str, list[tuple[str, Passage]]]:
    """The cues of each context, each with the part that it plays there."""
    found: dict[str, list[tuple[str, Passage]]] = {}
    for cue in cues:
        flag, _, part = cue.key.partition("/")
        found.setdefault(flag, []).append((part, cue))
    return found


def _applies(context: Context, text: Text, passage: Passage, cues: list[tuple[str, Passage]]) -> bool:
    told: dict[str, list[Passage]] = defaultdict(list)
    for part, cue in cues:
        told[part].append(cue)
    unless = told["unless"]
    return any(
        _says(context, text, passage, cue=cue, part=part, told=told)
        for part, cue in cues
        if part in _CUES and not _overlaps(cue, unless)
    )


def _says(context: Context, text: Text, passage: Passage, *, cue: Passage, part: str, told: _Told) -> bool:
    """Whether a cue says of the passage what its context is about."""
    if part == "anywhere":
        return True
    if part in _WITHIN:
        return _WITHIN[part](cue, passage)
    near, far = (cue, passage) if part == "before" else (passage, cue)
    if not 0 <= far.start - near.end <= context.reach:
        return False
    if part == "after" and _stands_in_relative_clause(passage, told):
        return False
    return not (
        _stopped(near.end, far.start, part, told)
        or (DASH in context.stops and _has_dash(text, near.end, far.start))
    )


def _stopped(start: int, end: int, part: str, told: _Told) -> bool:
    """Whether a word between `start` and `end` stops a cue of the part, be it of `before` or of `after`."""
    own = [stop for stop in told.get(f"{part}_stops", []) if not _runs_on(stop, part, told)]
    return any(start <= stop.start and stop.end <= end for stop in (*told.get("stops", []), *own))


def _runs_on(stop: Passage, part: str, told: _Told) -> bool:
    """Whether a phrase of `runs_on` leads past a stop; behind a match it must begin with the stop itself."""
    running = told.get("runs_on", [])
    if part == "after":
        running = [phrase for phrase in running if phrase.start == stop.start]
    return _overlaps(stop, running)


def _stands_in_relative_clause(passage: Passage, told: _Told) -> bool:
    """Whether the passage belongs to a clause about a noun; what is said after it is said of that noun."""
    return any(
        0 <= passage.start - opening.end <= _RELATIVE_REACH
        and not _runs_on(opening, "after", told)
        and not any(_stopped(opening.end, passage.start, part, told) for part in ("before", "after"))
        for opening in told.get("relatives", [])
    )


def _has_dash(text: Text, start: int, end: int) -> bool:
    """Whether a dash between two thoughts is written after word `start` - 1 and before word `end`."""
    return _WRITTEN_DASH.search(text.written, text.ends[start - 1], text.starts[end]) is not None


def _stands_inside(cue: Passage, passage: Passage) -> bool:
    return passage.start <= cue.start and cue.end <= passage.end


def _leads_into(cue: Passage, passage: Passage) -> bool:
    return cue.start < passage.start < cue.end <= passage.end


def _is_cut(cue: Passage, passage: Passage) -> bool:
    """Whether the passage ends within the compound, or begins with it."""
    return passage.start <= cue.start < passage.end < cue.end or cue.start == passage.start


_WITHIN = {"inside": _stands_inside, "into": _leads_into, "compounds": _is_cut}
"""Parts of a context whose cues share words with the match."""


_CUES = frozenset({"before", "after", "anywhere", *_WITHIN})
"""Parts of a context that say something; the others say where these do not."""


def _overlaps(cue: Passage, others: Sequence[Passage]) -> bool:
    return any(cue.start < other.end and other.start < cue.end for other in others)
