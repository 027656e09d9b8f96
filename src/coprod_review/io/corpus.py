"""Everything that people supplied, read and checked: one place to import the loaders of corpus/ from."""

from __future__ import annotations

from coprod_review.io.coders import read_coders
from coprod_review.io.codings import read_codings
from coprod_review.io.decisions import (
    read_adjudications,
    read_audits,
    read_disputes,
    read_duplicate_decisions,
    read_first_codings,
    read_former_looks,
    read_judgements,
)
from coprod_review.io.manifest import read_manifest, read_previous_review
from coprod_review.io.registry import read_characteristics, read_registry, registered_ids, write_registry

__all__ = [
    "read_adjudications",
    "read_audits",
    "read_characteristics",
    "read_coders",
    "read_codings",
    "read_disputes",
    "read_duplicate_decisions",
    "read_first_codings",
    "read_former_looks",
    "read_judgements",
    "read_manifest",
    "read_previous_review",
    "read_registry",
    "registered_ids",
    "write_registry",
]
