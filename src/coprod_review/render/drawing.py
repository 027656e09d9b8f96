"""Drawing the figures, one after another or in several processes, with the same bytes either way."""

from __future__ import annotations

import contextlib
import gc
import json
import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from coprod_review.config import FigureSettings
from coprod_review.errors import ReviewError
from coprod_review.processes import processes
from coprod_review.render.figure_spec import Columns, FigureSpec, description, width_of
from coprod_review.render.figures import FIGURES
from coprod_review.render.memory import keep_freed_memory
from coprod_review.render.results import Results
from coprod_review.render.saving import figure_files

Drawn = tuple[str, dict[str, bytes]]

_JOB: list[tuple[Results, FigureSettings, Columns | None]] = []
"""What this process draws from, once `_begin` has put it there."""


@contextlib.contextmanager
def drawing(
    names: Sequence[str],
    results: Results,
    settings: FigureSettings,
    *,
    workers: int = 1,
    columns: Columns | None = None,
) -> Iterator[Iterator[Drawn]]:
    """Each figure's name with its files by the endings of their names, in the order of the names.

    Several workers begin at once, whatever is done meanwhile, with the largest figures, so that none of them
    is left for the end.
    """
    lean = replace(results, tables={}, reports=(), codes=())
    if workers < 2 or len(names) < 2:
        _begin(lean, settings, columns)
        try:
            yield map(_draw, names)
        finally:
            _JOB.clear()
            gc.unfreeze()
        return
    with processes(min(workers, len(names)), prepare=_begin, given=(lean, settings, columns)) as pool:
        begun = {
            name: pool.submit(_draw, name)
            for name in sorted(names, key=lambda name: (-_size(name, lean, settings), name))
        }
        try:
            yield ((name, begun.pop(name).result()[1]) for name in names)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


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


def asked_for(tested: Collection[str]) -> tuple[FigureSpec, ...]:
    """The figures of a review that tests these claims, in the order of the report."""
    return tuple(spec for spec in FIGURES if not spec.claims or set(spec.claims) & set(tested))


def fitting(specs: Sequence[FigureSpec], columns: Columns | None) -> tuple[FigureSpec, ...]:
    """The figures that can be drawn in a width, all where it is None.

    Raises ReviewError where none can, with the reason of the first.
    """
    found = tuple(spec for spec in specs if columns != "one" or not spec.only_wide)
    if specs and not found:
        raise ReviewError(
            f"{specs[0].name} does not fit one column: {specs[0].only_wide}",
            where="--columns one",
            remedy="draw it in two columns, without the option",
        )
    return found


def figure_index(
    specs: Sequence[FigureSpec],
    results: Results,
    settings: FigureSettings,
    *,
    columns: Columns | None = None,
) -> str:
    """The list of figures as JSON: names, words, and the note on n and what is missing on their width."""
    entries = [
        {
            "name": spec.name,
            "title": spec.title,
            "caption": spec.caption,
            "alt_text": description(spec, results, settings, columns=columns),
            "note": spec.note_on(results, width_of(spec, settings, columns)),
            "columns": columns or spec.columns,
            "only_wide": spec.only_wide,
        }
        for spec in specs
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _size(name: str, results: Results, settings: FigureSettings) -> float:
    """The area of a figure, which tells roughly how long it takes."""
    spec = spec_of(name)
    width = width_of(spec, settings)
    return width * spec.height_mm(results, width)


def _begin(results: Results, settings: FigureSettings, columns: Columns | None) -> None:
    """Hold in this process what every figure is drawn from, so that it is sent once."""
    _JOB[:] = [(results, settings, columns)]
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    keep_freed_memory()
    gc.freeze()


def _draw(name: str) -> Drawn:
    """One figure, after which alone its cycles of objects are looked for: a sixth of the time less."""
    results, settings, columns = _JOB[0]
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return name, figure_files(spec_of(name), results, settings, columns=columns)
    finally:
        gc.collect()
        if was_enabled:
            gc.enable()
