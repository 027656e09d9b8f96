"""The questions of the codebook as people read them: codes that a definition names stand by their labels."""

from __future__ import annotations

import re

from coprod_review.audit.server.keys import key_by_code
from coprod_review.audit.server.report_views import CodeView
from coprod_review.model.codebook import Codebook, Dimension

NAME = re.compile(r"(?<![\w-])[a-z0-9]+(?:_[a-z0-9]+)+(?![\w-])")
"""A name of the program of several words; one of a single word reads like a word, and may be one."""


def decide_steps(dimension: Dimension, codebook: Codebook) -> tuple[str, ...]:
    """The steps by which a question is decided."""
    return tuple(in_labels(step, codebook) for step in dimension.decide)


def code_views(dimension: Dimension, codebook: Codebook) -> tuple[CodeView, ...]:
    """The codes of a question with their keys."""
    keys = key_by_code(dimension.codes)
    return tuple(
        CodeView(
            name=code.name,
            label=code.label,
            key=keys[code.name],
            definition=in_labels(" ".join(code.definition.split()), codebook),
            include=tuple(in_labels(words, codebook) for words in code.include),
            exclude=tuple(in_labels(words, codebook) for words in code.exclude),
            example_terms=code.example_terms,
        )
        for code in dimension.codes.values()
    )


def in_labels(text: str, codebook: Codebook) -> str:
    """The text with labels, as within a sentence, where it has names of dimensions and of their codes."""
    labels = {d.name: d.label for d in codebook.dimensions.values()}
    labels |= {code.name: code.label for d in codebook.dimensions.values() for code in d.codes.values()}

    def label(found: re.Match[str]) -> str:
        known = labels.get(found[0])
        return known[:1].lower() + known[1:] if known else found[0]

    return NAME.sub(label, text)
