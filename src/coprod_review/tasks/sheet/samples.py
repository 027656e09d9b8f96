"""The samples of a corpus by their names."""

from __future__ import annotations

from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError

GOLD = "gold"


def sample_path(corpus: Path, name: str) -> Path:
    """The file of a sample; raises ReviewError, naming those that are there, where it is not."""
    path = paths.within(corpus, paths.SAMPLES) / f"{name}.csv"
    if not path.exists():
        there = ", ".join(sorted(sample.stem for sample in path.parent.glob("*.csv"))) or "none yet"
        remedy = f"draw it with `coprod-review sample`, or name another (there are: {there})"
        raise ReviewError(f"there is no sample {name!r}", where=str(path), remedy=remedy)
    return path
