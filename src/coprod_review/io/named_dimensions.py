"""Dimensions that config.yaml names, held against those of the codebook."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io.files import read_text
from coprod_review.io.yamls import line_of, parse_yaml
from coprod_review.model.codebook import Codebook

Place = tuple[int | str, ...]


def unknown_dimensions(path: Path, config: Config, codebook: Codebook) -> list[ReviewError]:
    """A fault, with its line, for each dimension that the settings name and the codebook does not have.

    A name that stands nowhere in the file, since a key has its default, is none: nobody has written it.
    """
    node, _ = parse_yaml(read_text(path), where=str(path))
    return [
        ReviewError(
            f"{'.'.join(str(part) for part in place if isinstance(part, str))}: {name!r} is no dimension of "
            "the codebook",
            where=f"{path}, line {line_of(node, place)}",
            remedy=_remedy(name, codebook),
        )
        for place, name in _named(config)
        if name not in codebook.dimensions
    ]


def _named(config: Config) -> Iterator[tuple[Place, str]]:
    """Every dimension that is named, with its place."""
    for name, others in config.classifier.hidden.items():
        yield ("classifier", "hidden", name), name
        for at, other in enumerate(others):
            yield ("classifier", "hidden", name, at), other
    if "queue_weights" in config.decide.model_fields_set:
        for name in config.decide.queue_weights:
            yield ("decide", "queue_weights", name), name
    if "strata" in config.estimate.model_fields_set:
        for at, name in enumerate(config.estimate.strata):
            yield ("estimate", "strata", at), name


def _remedy(name: str, codebook: Codebook) -> str:
    near = difflib.get_close_matches(name, codebook.dimensions, n=1)
    meant = f"{near[0]}, if that is meant; the codebook has " if near else "one of "
    return f"write {meant}{', '.join(codebook.dimensions)}, or take the name out"
