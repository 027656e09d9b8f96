"""Files dated ahead: what a clock that was set back since, or an archive of another time zone, leaves.

Snakemake takes no file from a stage that is older than what the stage was made from, however right it is.
Results are ours and can be given a time that has come; what people supplied is only told of.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from coprod_review.io.files import write_text
from coprod_review.io.made_files import noted_files


def files_ahead(paths: Iterable[Path], *, now: float) -> dict[Path, float]:
    """Those files whose time is after `now`, each with its time."""
    times = {path: path.stat().st_mtime for path in paths if path.is_file()}
    return {path: time for path, time in times.items() if time > now}


def bring_back(review: Path, results: Path, *, now: float) -> int:
    """Give results that are dated ahead, and the notes of them, times up to `now`; how many there were.

    Which of two results is newer stays as it was: one that was not made anew yet is still seen as old. The
    files have to be as they were made: one that was changed would pass for made with its new time.
    """
    times = dict(_times_below(review / results))
    come = _times_that_have_come(times, now=now)
    for path, time in come.items():
        os.utime(path, (time, time))
    for name, made in noted_files(review).items():
        if review / name in come:
            _note_again(made.note, come[review / name])
    return len(come)


def _times_below(folder: Path) -> Iterator[tuple[Path, float]]:
    """The files below a folder with their times; a link that leads nowhere has none."""
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            try:
                yield path, path.stat().st_mtime
            except OSError:
                continue


def _times_that_have_come(times: Mapping[Path, float], *, now: float) -> dict[Path, float]:
    """A time for each file dated ahead: after that of all others, in the same order, the newest at `now`."""
    ahead = {path: time for path, time in times.items() if time > now}
    if not ahead:
        return {}
    newest = max(ahead.values())
    span = newest - min(ahead.values())
    room = now - max((time for path, time in times.items() if path not in ahead), default=0.0)
    scale = min(1.0, room / 2 / span) if span else 1.0
    return {path: now - (newest - time) * scale for path, time in ahead.items()}


def _note_again(note: Path, time: float) -> None:
    """Write into a note that its file was finished at another time, after as long a work."""
    noted = json.loads(note.read_text("utf-8"))
    if isinstance(noted.get("starttime"), int | float):
        noted["starttime"] += time - noted["endtime"]
    write_text(note, json.dumps({**noted, "endtime": time}))
