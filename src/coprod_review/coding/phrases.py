"""The phrase language of patterns and cues, compiled to sequences of word sets.

docs/patterns.md describes it for people. In short: `word*` a beginning, `(a|b c)` alternatives, `word?` or
`(...)?` may lack, `a ~3 b` up to three words between, `a <3> b` the same in either order, `well-being` joined
or apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from coprod_review.model.spelling import folded, folded_stem

MAX_SEQUENCES = 600
_LEXEME = re.compile(r"\s*(?:(?P<mark>[()|?])|(?P<near><\d+>)|(?P<gap>~\d+)|(?P<word>[^\s()|?~<>]+))")

_CO = re.compile(r"(?i)\bco[-\s]+(?=[a-z])")
"""Texts have co- joined to the word that it stands before, so phrases have too."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class WordSet:
    """One word of a phrase: any of the literals, or anything that begins with one of the stems."""

    literals: frozenset[str]
    stems: tuple[str, ...] = ()

    def joined(self, other: WordSet) -> WordSet:
        """The words of both."""
        return WordSet(self.literals | other.literals, tuple(sorted({*self.stems, *other.stems})))

    def __contains__(self, word: str) -> bool:
        return word in self.literals or word.startswith(self.stems)

    def weakness(self) -> tuple[int, int]:
        """How little the set tells: fewer alternatives and longer words come first."""
        lengths = [len(w) for w in (*self.literals, *self.stems)]
        return len(lengths) * 2 - min(lengths), len(lengths)


@dataclass(frozen=True, slots=True)
class Gap:
    """From none to `most` words of any kind."""

    most: int


Item = WordSet | Gap
Sequence_ = tuple[Item, ...]


def own_words(phrases: Iterable[str]) -> WordSet:
    """The words that the phrases write, in full or as beginnings."""
    items = {item for phrase in phrases for sequence in compiled(phrase) for item in sequence}
    words = [item for item in items if isinstance(item, WordSet)]
    return WordSet(
        frozenset(word for item in words for word in item.literals),
        tuple(sorted({stem for item in words for stem in item.stems})),
    )


def compiled(phrase: str) -> tuple[Sequence_, ...]:
    """All sequences that the phrase stands for, each at least one word long.

    Raises PhraseError where brackets do not close, marks are misplaced, or the phrase stands for more than
    MAX_SEQUENCES.
    """
    lexemes = _lexemes(_CO.sub("co", phrase))
    parser = _Parser(phrase, lexemes)
    sequences = parser.alternatives()
    if parser.place < len(lexemes):
        raise PhraseError(f"a bracket closes that never opened in {phrase!r}")
    for sequence in sequences:
        if not sequence or isinstance(sequence[0], Gap) or isinstance(sequence[-1], Gap):
            raise PhraseError(f"{phrase!r} can be empty, or begin or end with a gap")
    return tuple(sequences)


def _lexemes(phrase: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while phrase[place:].strip():
        match = _LEXEME.match(phrase, place)
        if match is None:
            raise PhraseError(f"{phrase[place:].strip()!r} in {phrase!r} cannot be read")
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        place = match.end()
    if not found:
        raise PhraseError("the phrase is empty")
    return found


class _Parser:
    """A recursive descent over the lexemes of one phrase."""

    def __init__(self, phrase: str, lexemes: list[tuple[str, str]]) -> None:
        self.phrase = phrase
        self.lexemes = lexemes
        self.place = 0

    def alternatives(self) -> list[Sequence_]:
        found = self.sequence()
        while self.next() == ("mark", "|"):
            self.place += 1
            found += self.sequence()
        return _bounded(self.phrase, _merged(found))

    def sequence(self) -> list[Sequence_]:
        parts: list[list[Sequence_]] = []
        sides: list[list[list[Sequence_]]] = []
        nears: list[int] = []
        while (lexeme := self.next()) is not None and lexeme not in (("mark", "|"), ("mark", ")")):
            self.place += 1
            kind, text = lexeme
            if kind == "near":
                sides.append(parts)
                nears.append(int(text[1:-1]))
                parts = []
            elif kind == "gap":
                parts.append([(Gap(int(text[1:])),)])
            elif kind == "word":
                parts.append(self.optional(_word(text)))
            elif text == "(":
                parts.append(self.optional(self.group()))
            else:
                raise PhraseError(f"a question mark stands alone in {self.phrase!r}")
        sides.append(parts)
        return self.joined(sides, nears)

    def joined(self, sides: list[list[list[Sequence_]]], nears: list[int]) -> list[Sequence_]:
        if len(sides) > 2:
            raise PhraseError(f"only one <n> may stand in {self.phrase!r}")
        left = self.multiplied(sides[0])
        if not nears:
            return left
        right, gap = self.multiplied(sides[1]), (Gap(nears[0]),)
        return [a + gap + b for a in left for b in right] + [b + gap + a for a in left for b in right]

    def multiplied(self, parts: Iterable[Sequence[Sequence_]]) -> list[Sequence_]:
        found: list[Sequence_] = [()]
        for part in parts:
            found = _bounded(self.phrase, [a + b for a, b in product(found, part)])
        return found

    def group(self) -> list[Sequence_]:
        found = self.alternatives()
        if self.next() != ("mark", ")"):
            raise PhraseError(f"a bracket never closes in {self.phrase!r}")
        self.place += 1
        return found

    def optional(self, part: list[Sequence_]) -> list[Sequence_]:
        if self.next() == ("mark", "?"):
            self.place += 1
            return [*part, ()]
        return part

    def next(self) -> tuple[str, str] | None:
        return self.lexemes[self.place] if self.place < len(self.lexemes) else None


def _word(text: str) -> list[Sequence_]:
    """A word as its sequences: one, or two where a hyphen lets it stand joined or apart."""
    parts = [part for part in text.split("-") if part]
    if not parts or "*" in text[:-1]:
        raise PhraseError(f"{text!r} is no word; a star may stand at the end only")
    apart = tuple(_word_set(part) for part in parts)
    return [apart] if len(parts) == 1 else [apart, (_word_set("".join(parts)),)]


def _word_set(text: str) -> WordSet:
    if text == "*":
        raise PhraseError("a star needs the beginning of a word before it; use ~1 for any one word")
    if text.endswith("*"):
        return WordSet(frozenset(), folded_stem(text[:-1]))
    return WordSet(frozenset({folded(text)}))


def _merged(sequences: list[Sequence_]) -> list[Sequence_]:
    """Alternatives of one word each become one word set; the order of the others stays."""
    singles = [s[0] for s in sequences if len(s) == 1 and isinstance(s[0], WordSet)]
    others = [s for s in sequences if not (len(s) == 1 and isinstance(s[0], WordSet))]
    if not singles:
        return others
    together = singles[0]
    for single in singles[1:]:
        together = together.joined(single)
    return [(together,), *others]


def _bounded(phrase: str, sequences: list[Sequence_]) -> list[Sequence_]:
    if len(sequences) > MAX_SEQUENCES:
        raise PhraseError(f"{phrase!r} stands for more than {MAX_SEQUENCES} sequences; split it")
    return sequences
