"""A short text read: whether it is on a safety issue is decided first, then which characters it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from coprod_review.coding.issue_coder import IssueAnswer, IssueCoder
from coprod_review.coding.issue_features import SIGN, WORD
from coprod_review.coding.issue_language import may_be_foreign, other_language
from coprod_review.errors import ReviewError
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.coding import Evidence
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.planning import (
    CARE,
    CHOSEN,
    DANGER,
    ELSEWHERE,
    HARM,
    ISSUE_FIELD,
    NO_DANGER,
    NO_ISSUE,
    NOT_ENGLISH,
    NOTHING_KNOWN,
    ON_SAFETY,
    UNSURE,
    Reading,
)
from coprod_review.pages.terminal import seen

LONGEST = 2000
"""Characters. A longer text is an abstract or a file, which other commands read."""

LIKELY = 0.5
"""A character of at least this probability is planned for."""

NONE_FROM, NONE_TO = 0.35, 0.65
"""Where the probability that there is no safety issue lies between these, the coder gives no answer."""

NONE_UNTOLD = 0.85
"""Where no word speaks of other matters, so probable it has to be that there is no safety issue before it is
said: a text of words that nobody taught the coder comes near to how often told texts are on none."""

FEWEST_WORDS = 2
"""A single word names a thing or a place, and no issue."""

NEGATIONS = f"{SIGN}negations"
"""A "not" may tell of danger and may deny it: other words of danger are told first."""

SHOWN_WORDS = 3

LEAST_SPELT, ALIKE = 5, 0.8
"""From so many letters, and so alike (ratio of difflib), an unknown word may be a known one misspelt."""


def read_issue(text: str, coder: IssueCoder) -> Reading:
    """What the text is about, with the reason.

    Raises ReviewError where there is no text, or too much of it for one issue.
    """
    told = _checked(text)
    if language := other_language(told):
        return Reading(
            text=told,
            verdict=NOT_ENGLISH,
            codes=(),
            because=f"The text reads as {language}; the planner knows English words only.",
        )
    answer = coder.answer(told)
    signs = _signs(told, coder)
    if answer.knows_nothing:
        return Reading(
            text=told,
            verdict=NOTHING_KNOWN,
            codes=(),
            because="None of its words is known to the planner, so it can say nothing of it."
            + _asked_language(told, signs)
            + _perhaps_meant(told, coder),
        )
    verdict, codes, because = _judged(told, answer, signs)
    if verdict == UNSURE:
        because += _asked_language(told, signs) + _perhaps_meant(told, coder)
    return Reading(
        text=told,
        verdict=verdict,
        codes=codes,
        because=because,
        confidence=answer.confidence,
        probabilities=answer.probabilities,
        grounds=answer.grounds,
        signs=signs,
    )


def chosen_by_person(text: str, codes: Sequence[str], coder: IssueCoder) -> Reading:
    """The reading of a text whose characters a person named; what the coder would say stands beside it.

    Without any text the characters alone are planned for.
    """
    ordered = tuple(c for c in CHARACTERS if c in codes)
    because = "The character was named by whoever asked."
    if not text.strip():
        return Reading(text="", verdict=CHOSEN, codes=ordered, because=because)
    told = _checked(text)
    answer = coder.answer(told)
    return Reading(
        text=told,
        verdict=CHOSEN,
        codes=ordered,
        because=because,
        probabilities=answer.probabilities,
        grounds=answer.grounds,
        signs=_signs(told, coder),
    )


def _checked(text: str) -> str:
    """The text in one line, without what cannot be seen; ReviewError where it is empty or too long."""
    told = seen(text)
    if not any(c.isalnum() for c in told):
        raise ReviewError(
            "no safety issue is told: the text is empty or has no letters",
            where="the text of the issue",
            remedy='tell it in a sentence: coprod-review plan "medicines are mixed up at discharge"',
        )
    if len(told) > LONGEST:
        raise ReviewError(
            f"the text has {len(told):,} characters, and a plan is for one issue of up to {LONGEST:,}",
            where="the text of the issue",
            remedy="tell it in a sentence or a few; whole abstracts are coded by `coprod-review apply`",
        )
    return told


def _judged(text: str, answer: IssueAnswer, signs: Sequence[Evidence]) -> tuple[str, tuple[str, ...], str]:
    """The verdict, its characters in the order of the model, and the reason in a sentence."""
    none = answer.probabilities.get(NONE_CODE, 0.0)
    elsewhere = any(sign.code == ELSEWHERE for sign in signs)
    if none >= (NONE_TO if elsewhere else NONE_UNTOLD):
        return NO_ISSUE, (), f"The text {_found_for_none(signs)}; {_on_safety(none)}."
    if none >= NONE_FROM:
        return (
            UNSURE,
            (),
            f"Whether it is on safety is open: it {_found_for_none(signs)}; {_on_safety(none)}.",
        )
    codes = tuple(c for c in CHARACTERS if answer.probabilities.get(c, 0.0) >= LIKELY)
    if not codes:
        best = max(CHARACTERS, key=lambda c: answer.probabilities.get(c, 0.0))
        because = (
            f"It is likely on safety ({_likely(1 - none)}), but no character is: the best, "
            f"{best.replace('_', ' ')}, has {_likely(answer.probabilities.get(best, 0.0))}."
        )
        return UNSURE, (), because
    if lacking := _lacking(text, signs):
        return UNSURE, (), lacking
    return ON_SAFETY, codes, f"The text {_found_for_safety(signs)}; {_on_safety(none)}."


def _lacking(text: str, signs: Sequence[Evidence]) -> str:
    """Why a text is no issue that could be planned for, though it reads like one; empty where it is."""
    if len([word for word in text.split() if any(map(str.isalpha, word))]) < FEWEST_WORDS:
        return "A single word tells no issue."
    denied = [e for e in signs if e.code == NO_DANGER]
    if denied and not any(e.rule != NEGATIONS for e in _dangers(signs)):
        return f"What it says ({_quoted(denied, NO_DANGER)}) names no harm, and no other known word does."
    return ""


def _dangers(signs: Sequence[Evidence]) -> list[Evidence]:
    """The known words of harm and danger that no passage around them denies."""
    denied = [e for e in signs if e.code == NO_DANGER]
    return [
        e
        for e in signs
        if e.code == DANGER and not any(d.start <= e.start and e.end <= d.end for d in denied)
    ]


def _found_for_safety(signs: Sequence[Evidence]) -> str:
    """What speaks for a safety issue: known words of danger, and of care; without the first it is a guess."""
    dangers = _dangers(signs)
    telling = [e for e in dangers if e.rule != NEGATIONS] or dangers
    danger, care = _quoted(telling, DANGER), _quoted(signs, CARE)
    if not danger:
        known = f"speaks of care ({care}), but has" if care else "has"
        return (
            f"{known} no known word of harm or danger, so that it is on safety is a guess: ask first what "
            "can go wrong, and for whom"
        )
    return f"speaks of what can go wrong ({danger})" + (f" and of care ({care})" if care else "")


def _found_for_none(signs: Sequence[Evidence]) -> str:
    elsewhere = _quoted(signs, ELSEWHERE)
    harm, care = _quoted(signs, HARM), _quoted(signs, CARE)
    lacks = [what for what, words in (("of harm or failure", harm), ("of care", care)) if not words]
    parts = [f"speaks of other matters ({elsewhere})"] if elsewhere else []
    parts += [f"has no word {' and none '.join(lacks)} that is known"] if lacks else []
    return " and ".join(parts) if parts else "reads like the told texts that are on no safety issue"


def _asked_language(text: str, signs: Sequence[Evidence]) -> str:
    """Asks whether a text is English at all that has no function word of it and no sign but of care."""
    if may_be_foreign(text) and all(sign.code == CARE for sign in signs):
        return " Is it in English? The planner knows no other language."
    return ""


def _perhaps_meant(text: str, coder: IssueCoder) -> str:
    """Asks whether longer words that nobody taught are known ones misspelt; empty where none is like one."""
    known = {name.removeprefix(WORD) for name in coder.space.names if name.startswith(WORD)}
    words = dict.fromkeys(w.strip(".,;:!?()“”\"'") for w in text.lower().split())
    like = {
        word: close[0]
        for word in words
        if len(word) >= LEAST_SPELT and word.isalpha() and word not in known
        if (close := get_close_matches(word, sorted(known), n=1, cutoff=ALIKE))
    }
    meant = ", ".join(f"“{found}” for “{word}”" for word, found in list(like.items())[:SHOWN_WORDS])
    return f" Perhaps misspelt, was it {meant}?" if meant else ""


def _on_safety(none: float) -> str:
    return f"probability of a safety issue {_likely(1 - none)}"


def _likely(probability: float) -> str:
    """A probability in whole per cent; no machine is certain, so that none is 0 or 100."""
    return f"{min(99.0, max(1.0, 100 * probability)):.0f} %"


def _signs(text: str, coder: IssueCoder) -> tuple[Evidence, ...]:
    """The passages that signs found, in reading order, each told by what its sign speaks for."""
    read = coder.reader.read(text)
    found = [
        Evidence(
            field=ISSUE_FIELD,
            start=start,
            end=end,
            quote=text[start:end],
            code=coder.reader.sign_by_id[name.removeprefix(SIGN)].of,
            rule=name,
        )
        for name, spans in read.places.items()
        if name.startswith(SIGN)
        for start, end in spans
    ]
    return tuple(sorted(found, key=lambda e: (e.start, e.end, e.rule)))


def _quoted(signs: Iterable[Evidence], of: str) -> str:
    """The first words that speak for something, in quotation marks."""
    quotes = list(dict.fromkeys(e.quote for e in signs if e.code == of))
    return ", ".join(f"“{quote}”" for quote in quotes[:SHOWN_WORDS])
