"""The words of the co-word map as people keep them in terms.yaml."""

from __future__ import annotations

from pathlib import Path

from coprod_review.config import Strict
from coprod_review.io.yamls import read_yaml
from coprod_review.model.term_words import TermWords


class TermsFile(Strict):
    """The whole file: stop words in groups, each a text of words, and terms that are never shown."""

    stop: dict[str, str]
    never: tuple[str, ...] = ()


def read_term_words(path: Path) -> TermWords:
    """The words of a file. Raises ReviewErrors for misspelt keys and for groups that are no text."""
    written = read_yaml(path, TermsFile)
    words = dict.fromkeys(word for group in written.stop.values() for word in group.split())
    return TermWords(stop=tuple(words), never=written.never)
