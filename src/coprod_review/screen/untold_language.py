"""The language of a text whose function words do not tell it, by a model of the letters of 139 languages."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LEAST_CHANCE = 0.01
"""Below it no coded language is likely; few English titles fall so low (docs/decisions/language.md)."""

LIKELY = 0.5
"""Above it a coded language is told; hardly a title in another language comes so high."""


def language_by_letters(text: str, coded: Container[str]) -> str:
    """The likeliest language of the text (ISO 639) where that is sure enough, else "".

    It is where it is a coded one that is likelier than not, and where no coded one is at all likely. Case
    tells nothing here: titles are written in every way.
    """
    if not any(map(str.isalpha, text)):
        return ""
    chances = _identifier().rank(text.lower())
    code, chance = chances[0]
    is_sure = (
        chance > LIKELY if code in coded else sum(c for name, c in chances if name in coded) < LEAST_CHANCE
    )
    return str(code) if is_sure else ""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model that py3langid brings along, loaded when a text first needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - takes most of a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
