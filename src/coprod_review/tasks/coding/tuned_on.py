"""What kept penalties were chosen on, as digests, and what of it has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.config import Config
    from coprod_review.model.coding import CodeOfRecord

SETTLED_CODES = "settled codes"
_FILES = {
    "codebook": (paths.CODEBOOK.name,),
    "patterns": (
        f"{paths.PATTERNS.name}/*.yaml",
        *(path.name for path in (paths.CONTEXTS, paths.RULE_STEPS, paths.LINEAGE)),
    ),
    "teaching texts": (f"{paths.TEACHING.name}/*.csv",),
}


def digests_of(folder: Path, config: Config, settled: Iterable[CodeOfRecord] | None = None) -> dict[str, str]:
    """A digest of each thing that penalties are chosen on: files of a configuration, settings, settled codes.

    Without `settled` there is none of these. Line ends do not count.
    """
    found = {name: _of_files(folder, patterns) for name, patterns in _FILES.items()}
    found["settings of the classifier"] = _digest([config.classifier.model_dump_json(), str(config.seed)])
    if settled is not None:
        found[SETTLED_CODES] = _of_codes(settled)
    return found


def stale(folder: Path, results: Path) -> ReviewError | None:
    """A note that the kept penalties were chosen on something else than there is now; None where they fit.

    Settled codes are those of the last run, and do not count before there is one. Raises ReviewErrors where
    the file of the penalties has faults.
    """
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.tuned import Tuned
    from coprod_review.io.yamls import read_yaml

    path = folder / paths.TUNED.name
    if not path.exists():
        return None
    then = read_yaml(path, Tuned).tuned_on
    settled = paths.within(results, paths.SETTLED)
    now = digests_of(
        folder,
        read_yaml(folder / paths.SETTINGS.name, Config),
        tables.read_codes(settled) if settled.exists() else None,
    )
    changed = [name for name, digest in now.items() if then.get(name) != digest]
    if not changed:
        return None
    what = " and ".join([", ".join(changed[:-1]), changed[-1]] if len(changed) > 1 else changed)
    told = f"chosen on other {what} than there are now" if then else "chosen on nobody knows what"
    return ReviewError(f"penalties {told}: `coprod-review tune` chooses them anew", where=str(path))


def _of_files(folder: Path, patterns: Iterable[str]) -> str:
    """Of all files together, by their names."""
    paths_there = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    return _digest(
        part
        for path in paths_there
        for part in (path.name, path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8", "replace"))
    )


def _of_codes(settled: Iterable[CodeOfRecord]) -> str:
    from coprod_review.model.coding import SETTLED_STATUSES

    return _digest(
        sorted(
            f"{code.report_id} {code.dimension} {' '.join(sorted(code.codes))}"
            for code in settled
            if code.status in SETTLED_STATUSES and code.codes
        )
    )


def _digest(parts: Iterable[str]) -> str:
    """Of texts in a row, so that none can pass for part of its neighbour."""
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:{part}".encode())
    return found.hexdigest()
