"""The words of the invented corpus, as million_words.yaml has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of research: its things, their traits, the means of study, places, and frames of its own.

    `kinds` tell things apart, and `circumstances` are what a title may hold besides.
    """

    name: str
    things: tuple[str, ...]
    traits: tuple[str, ...]
    means: tuple[str, ...]
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    circumstances: tuple[str, ...]
    titles: tuple[str, ...]
    sentences: Mapping[str, tuple[str, ...]]


def _field(told: Mapping[str, Any]) -> Field:
    names = ("things", "traits", "means", "places", "kinds", "circumstances", "titles")
    fallback = {
        "kinds": _WORDS["adjectives"],
        "circumstances": _WORDS["adjectives"],
        "titles": _WORDS["titles"],
    }
    sentences = {**_WORDS["sentences"], **told.get("sentences", {})}
    return Field(
        name=told["name"],
        sentences={kind: tuple(frames) for kind, frames in sentences.items()},
        **{name: tuple(told.get(name, fallback.get(name, ()))) for name in names},
    )


_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))

STUDIES: tuple[str, ...] = tuple(_WORDS["studies"])
GIVEN: tuple[str, ...] = tuple(_WORDS["given"])
PARTS: tuple[tuple[str, ...], ...] = tuple(map(tuple, _WORDS["parts"]))
SYLLABLES: tuple[tuple[str, ...], ...] = tuple(map(tuple, _WORDS["syllables"]))
*FIELDS, ON_TOPIC = map(_field, _WORDS["fields"])
