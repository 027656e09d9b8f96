"""The language of a title or an abstract, told by its function words."""

from __future__ import annotations

from coprod_review.model.criteria import LanguageWords
from coprod_review.screen.words import letter_words_of

CLEARLY = 1.3
"""By what factor a language's function words must outnumber every other's."""


def language_of(text: str, languages: LanguageWords) -> str:
    """The ISO 639-1 code of the text's language, or "" where its words do not tell.

    The language with most function words in the text is told if they are enough, in number and share, and
    clearly more than any other's; words that two languages share count for both.
    """
    words = letter_words_of(text)
    if not words:
        return ""
    found = dict.fromkeys(languages.function_words, 0)
    for codes in filter(None, map(languages.codes_by_word.get, words)):
        for code in codes:
            found[code] += 1
    counts = sorted(((n, code) for code, n in found.items()), key=lambda pair: (-pair[0], pair[1]))
    best, code = counts[0]
    second = counts[1][0] if len(counts) > 1 else 0
    enough = best >= languages.least_words and best >= languages.least_share * len(words)
    return code if enough and best >= CLEARLY * second else ""
