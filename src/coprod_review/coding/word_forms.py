"""The words of short texts with what belongs to them: reversing prefixes, endings, and past forms of verbs.

Incidents are told in the past: "fell" and "broke" have to be read as "falls" and "breaks" are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from coprod_review.coding.tokens import Text, text_of
from coprod_review.model.planning import ISSUE_FIELD

REVERSING = frozenset({"anti", "de", "dis", "mal", "mis", "non", "un"})
"""Prefixes that turn the meaning of a word: behind a hyphen, "de-escalation" is a word of its own and no
escalation. Those of time and place ("pre-discharge", "post-operative") leave a word what it means."""

PAST_FORMS: Mapping[str, tuple[str, ...]] = {
    base: tuple(forms.split())
    for base, forms in {
        "awake": "awoke awoken",
        "become": "became",
        "begin": "began begun",
        "bite": "bitten",
        "bleed": "bled",
        "break": "broke broken",
        "bring": "brought",
        "buy": "bought",
        "catch": "caught",
        "choose": "chose chosen",
        "come": "came",
        "creep": "crept",
        "drink": "drank",
        "drive": "drove driven",
        "eat": "ate eaten",
        "fall": "fell fallen",
        "feed": "fed",
        "fight": "fought",
        "forget": "forgot forgotten",
        "freeze": "froze frozen",
        "get": "got gotten",
        "give": "gave given",
        "go": "goes gone went",
        "hear": "heard",
        "hide": "hid hidden",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lose": "lost",
        "make": "made",
        "meet": "met",
        "mishear": "misheard",
        "mistake": "mistook mistaken",
        "misunderstand": "misunderstood",
        "overtake": "overtook overtaken",
        "run": "ran",
        "say": "said",
        "seek": "sought",
        "send": "sent",
        "shake": "shook shaken",
        "sit": "sat",
        "sleep": "slept",
        "speak": "spoke spoken",
        "stand": "stood",
        "steal": "stole stolen",
        "strike": "struck",
        "swell": "swollen",
        "take": "took taken",
        "teach": "taught",
        "tear": "tore torn",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "understand": "understood",
        "wake": "woke woken",
        "wear": "wore worn",
        "weep": "wept",
        "withdraw": "withdrew withdrawn",
        "withhold": "withheld",
        "write": "wrote written",
    }.items()
}
"""Verbs with their irregular forms. Forms that are other common words as well are left out: left, felt,
found, saw, wound, lay, bit, led, drunk, shot."""

_ENDINGS: tuple[str, ...] = (
    *("ations", "ation", "ements", "ement", "ings", "ing", "edly"),
    *("ies", "ied", "ers", "er", "es", "ed", "ly", "s", "y", "e"),
)
_LEAST_STEM = 4
_DOUBLING = ("ing", "ings", "ed")
_DOUBLED = frozenset(letter * 2 for letter in "bdgmnprt")

_BASE_BY_FORM = {form: base for base, forms in PAST_FORMS.items() for form in forms} | {
    f"{base[:-1]}ing": base for base in PAST_FORMS if base.endswith("e") and len(base) <= _LEAST_STEM
}
"""Past forms, and those in -ing of verbs too short for that ending to be cut ("hiding")."""


def issue_text(written: str) -> Text:
    """A short text as words, hyphened prefixes joined with theirs."""
    return text_of(ISSUE_FIELD, written, prefixes=REVERSING)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its commonest ending, so that "falls", "fell" and "falling" are one.

    What a verb doubled before its ending counts once: "slipped" is near to "slips".
    """
    base = _BASE_BY_FORM.get(word, word)
    for ending in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= _LEAST_STEM:
            left = base[: -len(ending)]
            return left[:-1] if ending in _DOUBLING and left[-2:] in _DOUBLED else left
    return base
