"""The folders of a shared copy, as the names of its files begin."""

from __future__ import annotations

from coprod_review import paths

RESULTS = f"{paths.RESULTS.name}/"
INPUTS = f"{RESULTS}inputs/"
EXPORTS = f"{paths.EXPORTS.as_posix()}/"
SUPPLIED = tuple(f"{folder.name}/" for folder in (paths.CORPUS, paths.CONFIG))
