"""A short digest of what a codebook tells coders, by which an answer shows which definitions it followed."""

from __future__ import annotations

import hashlib
import json

from coprod_review.model.codebook import Codebook

DIGITS = 10


def definitions_digest(codebook: Codebook) -> str:
    """Ten hexadecimal digits over questions, steps, codes and constraints.

    Labels, examples, sources and line breaks change nothing that an answer rests on, and leave it as it is.
    """
    told = {
        "dimensions": {
            name: {
                "question": _plain(dimension.question),
                "multiple": dimension.multiple,
                "decide": [_plain(step) for step in dimension.decide],
                "codes": {
                    code.name: [_plain(code.definition), *map(_plain, (*code.include, "", *code.exclude))]
                    for code in dimension.codes.values()
                },
            }
            for name, dimension in codebook.dimensions.items()
        },
        "constraints": sorted(map(str, codebook.constraints)),
    }
    written = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8")).hexdigest()[:DIGITS]


def _plain(text: str) -> str:
    return " ".join(text.split())
