"""Whether a text is English, by how many of its words are common English ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

from coprod_review.coding.tokens import Text

LEAST_SHARE = 0.15
LEAST_WORDS = 25


def english_share(texts: Iterable[Text]) -> float:
    """The share of function words (spaCy's English list) among all words; 0 where there are none."""
    words = [w for text in texts if text.field != "keywords" for w in text.words if w.isalpha()]
    return sum(w in function_words() for w in words) / len(words) if words else 0.0


def reads_as_english(texts: Iterable[Text]) -> bool:
    """Whether the running text is English, or too short to tell.

    English prose has some 35 to 50 % function words; other languages in Latin letters stay below 15 %.
    """
    texts = list(texts)
    n_words = sum(w.isalpha() for text in texts if text.field != "keywords" for w in text.words)
    return n_words < LEAST_WORDS or english_share(texts) >= LEAST_SHARE


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """The commonest English words, which say nothing of a subject.

    Those of spaCy; raises ImportError where it is not installed.
    """
    package = find_spec("spacy")
    if package is None or package.origin is None:
        raise ImportError("spaCy is not installed")
    # The list alone: to import it as a module would load all of spaCy, which takes more than a second.
    listed = run_path(str(Path(package.origin).parent / "lang" / "en" / "stop_words.py"))
    return frozenset(listed["STOP_WORDS"])
