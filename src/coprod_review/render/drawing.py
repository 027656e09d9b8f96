"""Drawing the figures, one after another or in several processes, with the same bytes either way."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from coprod_review.config import FigureSettings
from coprod_review.errors import ReviewError
from coprod_review.render.figure_spec import FigureSpec
from coprod_review.render.figures import FIGURES
from coprod_review.render.results import Results
from coprod_review.render.saving import figure_files

Drawn = tuple[str, dict[str, bytes]]


def drawn_files(
    names: Sequence[str], results: Results, settings: FigureSettings, *, workers: int = 1
) -> Iterator[Drawn]:
    """Each figure's name with its files by their endings, in the order of the names."""
    lean = replace(results, tables={}, reports=(), codes=())
    jobs = [(name, lean, settings) for name in names]
    if workers < 2 or len(names) < 2:
        yield from map(_draw, jobs)
        return
    with ProcessPoolExecutor(max_workers=min(workers, len(names))) as pool:
        yield from pool.map(_draw, jobs)


def spec_of(name: str) -> FigureSpec:
    """The figure of a name that exists."""
    return next(spec for spec in FIGURES if spec.name == name)


def chosen(name: str) -> tuple[FigureSpec, ...]:
    """The figure that a user named, as the only one; raises ReviewError where there is none."""
    found = tuple(spec for spec in FIGURES if spec.name == name)
    if not found:
        raise ReviewError(
            f"there is no figure {name!r}",
            where="--only",
            remedy=f"name one of {', '.join(spec.name for spec in FIGURES)}",
        )
    return found


def figure_index(specs: Sequence[FigureSpec], results: Results) -> str:
    """The list of figures as JSON: names, words, and the note on n and what is missing."""
    entries = [
        {
            "name": spec.name,
            "title": spec.title,
            "caption": spec.caption,
            "alt_text": spec.alt_text,
            "note": spec.note(results),
            "columns": spec.columns,
        }
        for spec in specs
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _draw(job: tuple[str, Results, FigureSettings]) -> Drawn:
    name, results, settings = job
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return name, figure_files(spec_of(name), results, settings)
