"""The language of a title or an abstract, told by its function words, or else by its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_review.model.criteria import LanguageWords
from coprod_review.screen.untold_language import language_by_letters
from coprod_review.screen.words import letter_words_of

CLEARLY = 1.3
"""By what factor a language's function words must outnumber every other's."""

LEAST_PART = 0.2
"""The share of the words of sentences whose language is told from which a language is a part of a text."""

FEWEST_FOREIGN = 4
"""So many function words that the first language of a text has not are needed to ask its sentences."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])[\s\]\")”»]+|\n+")


def language_of(text: str, languages: LanguageWords) -> str:
    """The ISO 639 code of the text's language, or "" where it may well be a coded one, but is not told.

    The language with most function words in the text is told if they are enough, in number and share, and
    clearly more than any other's; words that two languages share count for both. Of a text in two languages,
    as an abstract with its translation, it is that of the larger part. Where no function words tell, the
    letters may.
    """
    return next(iter(languages_of(text, languages)), "") or language_by_letters(text, languages.coded)


def languages_of(text: str, languages: LanguageWords) -> tuple[str, ...]:
    """The codes of the languages in which parts of the text are by function words, the largest part first.

    Several are told only where each has a fifth of the words in sentences whose language is told.
    """
    words = letter_words_of(text)
    first, code = _counted(words, languages)
    if first and _n_without(words, first, languages) >= FEWEST_FOREIGN:
        parts = _parts(text, languages)
        if len(parts) > 1:
            return parts
    return (code,) if code else ()


def _counted(words: Sequence[str], languages: LanguageWords) -> tuple[str, str]:
    """The language with most function words among the words, and again if it is told by them, else ""."""
    found = dict.fromkeys(languages.function_words, 0)
    for codes in filter(None, map(languages.codes_by_word.get, words)):
        for code in codes:
            found[code] += 1
    counts = sorted(((n, code) for code, n in found.items()), key=lambda pair: (-pair[0], pair[1]))
    if not words or not counts[0][0]:
        return "", ""
    best, code = counts[0]
    second = counts[1][0] if len(counts) > 1 else 0
    enough = best >= languages.least_words and best >= languages.least_share * len(words)
    return code, code if enough and best >= CLEARLY * second else ""


def _n_without(words: Sequence[str], code: str, languages: LanguageWords) -> int:
    """How many of the words are function words of other languages alone."""
    return sum(code not in codes for codes in filter(None, map(languages.codes_by_word.get, words)))


def _parts(text: str, languages: LanguageWords) -> tuple[str, ...]:
    """The languages of the sentences by their words, the largest part first, without those of a few."""
    n_words: dict[str, int] = {}
    for sentence in _BETWEEN_SENTENCES.split(text):
        words = letter_words_of(sentence)
        _, code = _counted(words, languages)
        if code:
            n_words[code] = n_words.get(code, 0) + len(words)
    least = LEAST_PART * sum(n_words.values())
    ordered = sorted(n_words.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(code for code, n in ordered if n >= least)
