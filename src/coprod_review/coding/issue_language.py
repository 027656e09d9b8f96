"""Whether a short text is in English: a sentence is too short for shares of common words."""

from __future__ import annotations

from collections import Counter

from coprod_review.coding.english import LEAST_WORDS, english_share, function_words
from coprod_review.coding.word_forms import issue_text

LEAST_LATIN = 0.7
LEAST_FOREIGN = 2

_COMMON = {
    "Danish or Norwegian": "og ikke jeg er pa af til med som blev hun hjemme efter uden vi ved hos "
    "faldt falder fik var gav natten patienten afdelingen avdelingen sygehuset sykehuset pasienten",
    "Dutch": "het een van en niet zijn ik naar bij voor werd wordt heeft geen aan uit thuis maar ook met "
    "viel kreeg gaf",
    "Finnish": "ja ei on oli etta kun mutta hoitaja potilas jos kotona sairaala",
    "French": "le la les des une du et est pas dans pour sur avec chez sans qui aux il elle sont ont mon ma "
    "tombe tombee donne",
    "German": "der das und ist nicht ein eine einen dem den mit von bei auf nach wird wurde ich hat zu im "
    "fiel bekam gab waren hatte",
    "Italian": "il lo gli di che della dei non una per con sono nel dopo alla mia ha casa dal "
    "caduto caduta era",
    "Polish": "nie jest sie na do po przy przez czy dla jak pacjent oraz",
    "Portuguese": "os um uma do dos das nao em para com depois foi sem ao na minha casa",
    "Spanish": "el los las una del en y no se con por para sin su despues casa fue mi al cayo dio estaba",
    "Swedish": "och inte att det som ar pa av till med vid hos utan efter blev jag hon han har hemma fick "
    "foll faller ramlade gav vi natten avdelningen avdelning sjukhuset patienten",
}
"""Common words of other languages, without diacritics; English words are left out."""

_LETTERS = {
    "Danish or Norwegian": "åæø",
    "Finnish": "äö",
    "French": "àâèêîôûœ",
    "German": "äöüß",
    "Polish": "ąćęłńśźż",
    "Portuguese": "ãõ",
    "Spanish": "ñ",
    "Swedish": "åäö",
}
"""Letters that English lacks, loan words such as naïve and fiancé aside."""

_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def other_language(text: str) -> str:
    """The language that a text seems to be in where that is not English; empty where it may well be.

    Several are named where as much speaks for each.
    """
    letters = [c for c in text if c.isalpha()]
    latin = sum(ord(c) < 0x250 or 0x1E00 <= ord(c) <= 0x1EFF for c in letters)
    if letters and latin < LEAST_LATIN * len(letters):
        return "another script than the Latin"
    words = _words_of(text)
    english = function_words()
    found = Counter(
        language
        for language, common in _WORDS.items()
        for word, written in words
        if word in common - english or _has_letter(written, language)
    )
    n_foreign = max(found.values(), default=0)
    languages = sorted(language for language, n in found.items() if n == n_foreign)
    n_english = sum(word in english for word, _ in words)
    if n_foreign >= LEAST_FOREIGN and n_foreign > n_english:
        return " or ".join(languages)
    if len(words) >= LEAST_WORDS and english_share([issue_text(text)]) == 0:
        return "another language than English"
    return ""


def may_be_foreign(text: str) -> bool:
    """Whether nothing in the text is surely English: it has no function word of English at all."""
    return not any(word in function_words() for word, _ in _words_of(text))


def _words_of(text: str) -> list[tuple[str, str]]:
    """The words, each without diacritics and as written."""
    read = issue_text(text)
    return [
        (word, text[start:end])
        for word, start, end in zip(read.words, read.starts, read.ends, strict=True)
        if word.isalpha()
    ]


def _has_letter(written: str, language: str) -> bool:
    """Whether a word has a letter of the language; words with a capital may be names in an English text."""
    return written.islower() and any(c in _LETTERS.get(language, "") for c in written)
