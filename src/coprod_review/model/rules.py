"""How the rule coder weighs its matches and decides, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Words around a match that change what it counts: its weight is multiplied by `weight`.

    A match gets the flag `flag` when a cue of `before` ends, or one of `after` begins, at most `reach`
    words from it with no word of `stops` between, when a cue of `anywhere` stands in its sentence, or when
    a word of `inside` stands among its own ("patients were not involved"), unless the pattern itself writes
    all of its words; when a cue of `into` begins before the match and ends within it ("trials involving"
    before "involving patients"); when the match cuts a compound of `compounds`, beginning with it or ending
    within it, whose last word the pattern does not write ("patient safety"). Cues that overlap a phrase of
    `unless` are passed over.

    `before_stops` stop cues of `before` alone, but not where they overlap a phrase of `runs_on` (the comma of
    "no tea, milk or bread"). `after_stops` stop cues of `after` alone, and these say nothing of a match just
    behind a phrase of `relatives` ("those who had complained were not told" denies no complaint), unless a
    phrase of `runs_on` begins there ("guests who bake with cooks are rare" denies the baking). All are in the
    phrase language of docs/patterns.md.

    A context with `kinds` is asked about matches of those patterns alone whose id begins with one of them.
    """

    flag: str
    weight: float
    reach: int
    kinds: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    before_stops: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()
    after_stops: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def phrases_by_part(self) -> dict[str, tuple[str, ...]]:
        """The phrases of each part that has any."""
        parts = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            part: told for part, told in parts.items() if isinstance(told, tuple) and told and part != "kinds"
        }

    def concerns(self, pattern_id: str) -> bool:
        """Whether the context is asked about what this pattern finds."""
        return not self.kinds or pattern_id.startswith(self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of an abstract: the headings that open it, and cues that tell it where headings lack."""

    name: str
    weight: float
    heads: tuple[str, ...]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """Another sense of some words: residents who are doctors in training, communities of microbes.

    In a report that has a phrase of `where` and none of `unless`, each of `words` is read as if the word
    `read_as` stood there. All are in the phrase language of docs/patterns.md; `words` are single words.
    """

    name: str
    words: tuple[str, ...]
    read_as: str
    where: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What a match counts by field, section, context and repetition, and the senses of words before that.

    The second passage that one pattern finds counts `repeat` of the first, the third `repeat` squared.
    """

    fields: Mapping[str, float]
    repeat: float
    contexts: tuple[Context, ...]
    sections: tuple[Section, ...]
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionStep:
    """One step of a decision: what it gives when all its conditions hold.

    `give` is one code. `highest` instead gives the code of the highest score among those listed, where
    equal scores go to the one listed first. `every` gives all codes listed that reach their own
    `at_least`, or `share` of the highest score. `at_least` and `below` bound scores; `outweighs` asks that
    the score of `give` is at least so many times another's; `given` asks for codes decided before.
    """

    give: str = ""
    highest: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    least: float = 0.0
    share: float = 0.0
    at_least: Mapping[str, float]
    below: Mapping[str, float]
    outweighs: Mapping[str, float]
    given: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How one dimension is decided: the first step that holds, else `silence`.

    `silence` is the code that stands when nothing decides; empty means that the coder abstains.
    """

    dimension: str
    steps: tuple[DecisionStep, ...]
    silence: str
