"""Whether results are as the stages wrote them: by what Snakemake noted of each, and by the list of sums.

Snakemake takes whatever lies in results/ for the work of its rules. A file that was cut short, edited or
replaced since would go on into every later stage unseen; here it is found by its time, and then by its sum.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coprod_review.errors import ReviewError
from coprod_review.io.files import write_text
from coprod_review.io.listed_results import BESIDE
from coprod_review.io.run_locks import ENGINE
from coprod_review.io.sums import SUMS_NAME, read_sums, sha256_and_size, sums_text
from coprod_review.paths import RESULTS

ASIDE = Path("results-changed")
"""Where in a review's folder goes what lay in results/ and is none."""

LAST_LIST = "last_list"
"""Beside Snakemake's notes: the SHA-256 of the list of sums that the last run here has made."""

SAME_TIME = 0.001
"""Times that differ by less, in seconds, are one: not every file system keeps all digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was noted when a file was finished: by which rule, the time that the file then had, and where."""

    rule: str
    time: float
    note: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Results that are not as they were made, and the rules that make them; no rules: all have to run.

    `unaccounted`: there are results, and no note of how any was made. `foreign`: they are those of another
    run than the last one here, by their list of sums; the paths are then all that lies there.
    """

    paths: tuple[Path, ...] = ()
    rules: tuple[str, ...] = ()
    unaccounted: bool = False
    foreign: bool = False


def changed_results(review: Path, results: Path) -> Changed:
    """The results that were changed, or taken away, after the rule that made them had finished.

    A file with another time than noted is changed unless the list of sums of a finished run, which is not
    older than the note, has its sum; so is one that was touched since that list was made, whatever time it
    has. Files that no rule names are looked up in that list, as long as it is of the last run. Files that a
    killed run had begun are made anew anyway, and nobody has changed them. Where Snakemake's notes are gone,
    nothing tells by which settings and which program results were made: the list tells which were edited.
    So it is where the list is not that of the last run here: results kept of another run were put back, and
    the notes are not of these.
    """
    made = noted_files(review)
    of_results = {p: m for p, m in made.items() if PurePosixPath(p).is_relative_to(results.as_posix())}
    listed, listed_at, last_touch = _listed(review / results)
    begun = _begun(review / ENGINE / "incomplete")
    if not of_results:
        return Changed() if begun else _unaccounted(listed, review / results)
    if _is_of_another_run(review, review / results):
        return Changed(paths=tuple(_whole(review / results)), foreign=True)
    found: dict[Path, set[str] | None] = {}
    for name, note in of_results.items():
        path = review / name
        if name in begun or not path.exists():
            continue
        digest = listed.get(_below(name, results)) if listed_at >= note.time else None
        if _is_of(path, note.time) and (digest is None or path.stat().st_ctime <= last_touch):
            continue
        if digest is None or not _has_sum(path, digest):
            found[path] = {note.rule}
    is_of_last_run = listed_at >= max(note.time for note in of_results.values()) and not begun
    for name, digest in listed.items() if is_of_last_run else ():
        path = review / results / name
        noted = (results / name).as_posix() in of_results
        if not noted and not (_is_older(path, listed_at, last_touch) or _has_sum(path, digest)):
            found[path] = _rules_beside(results / name, of_results, results)
    rules = found.values()
    return Changed(
        paths=tuple(sorted(found)),
        rules=() if None in rules else tuple(sorted({rule for some in rules for rule in some or ()})),
    )


def _unaccounted(listed: Mapping[str, str], results: Path) -> Changed:
    """What there is in a folder of results of which no note is left."""
    if not any(path.is_file() for path in results.rglob("*")):
        return Changed()
    edited = (results / name for name, digest in listed.items() if not _has_sum(results / name, digest))
    return Changed(paths=tuple(sorted(path for path in edited if path.exists())), unaccounted=True)


def _whole(results: Path) -> Iterator[Path]:
    """Whatever lies in results, but what is written beside runs; the list of sums comes last.

    As long as the list is there, what is left is known to be of another run.
    """
    names = {path.name for path in results.iterdir() if not path.name.startswith(".")}
    for name in (*sorted(names - {SUMS_NAME, *BESIDE}), SUMS_NAME):
        yield results / name


def write_list(results: Path, sums: Mapping[str, str]) -> None:
    """Write the list of sums, and note it where these are the results of a review that Snakemake has run.

    Wherever this is broken off there is no list that another note contradicts. The folder is that of the
    review by its name: results may be a link to another disk, and a kept copy beside them is none.
    """
    text = sums_text(sums)
    path = results / SUMS_NAME
    engine = results.absolute().parent / ENGINE
    if results.absolute().name == RESULTS.name and engine.is_dir():
        path.unlink(missing_ok=True)
        write_text(engine / LAST_LIST, f"{hashlib.sha256(text.encode('utf-8')).hexdigest()}\n")
    write_text(path, text)


def _is_of_another_run(review: Path, results: Path) -> bool:
    """Whether the list of sums is another than the last run here made; unknown is no."""
    noted = review / ENGINE / LAST_LIST
    path = results / SUMS_NAME
    return noted.is_file() and path.is_file() and noted.read_text("utf-8").strip() != sha256_and_size(path)[0]


def noted_files(review: Path) -> dict[str, Made]:
    """What Snakemake noted of the files of its rules, by their paths within the review."""
    return dict(_made(review / ENGINE / "metadata"))


def is_broken_off(review: Path, results: Path) -> bool:
    """Whether the run that was last at work here has not come to its end, or is at work still.

    Snakemake has then begun a result and not finished it, or noted one later than the list of sums, which the
    last stage makes. Where its notes are not beside the results, nothing tells.
    """
    _, listed_at, _ = _listed(review / results)
    below = f"{results.as_posix()}/"
    times = [note.time for name, note in noted_files(review).items() if name.startswith(below)]
    return bool(_begun(review / ENGINE / "incomplete")) or max(times, default=0.0) > listed_at + SAME_TIME


def move_aside(paths: Sequence[Path], *, results: Path, aside: Path) -> None:
    """Move what lies at these paths, files or folders, to their places below another folder.

    Nothing there is written over: what comes later gets a number.
    """
    for path in paths:
        if not path.exists():
            continue
        target = aside / path.relative_to(results)
        target.parent.mkdir(parents=True, exist_ok=True)
        n = 1
        while target.exists():
            n += 1
            target = aside / path.relative_to(results).with_name(f"{path.stem}_{n}{path.suffix}")
        shutil.move(path, target)


def _made(folder: Path) -> Iterator[tuple[str, Made]]:
    """What Snakemake noted, by path; a note that was cut short is none."""
    for path in _files(folder):
        try:
            name = _named(path, folder)
            note = json.loads(path.read_text("utf-8"))
            yield name, Made(rule=str(note["rule"]), time=float(note["endtime"]), note=path)
        except (binascii.Error, ValueError, KeyError, TypeError):
            continue


def _begun(folder: Path) -> set[str]:
    """What Snakemake noted as begun and not as finished, by path; a name that is none stands as it is."""
    found = set()
    for path in _files(folder):
        try:
            found.add(_named(path, folder))
        except (binascii.Error, ValueError):
            found.add(path.name)
    return found


def _named(note: Path, folder: Path) -> str:
    """The path of a file by the path of the note of it: raises ValueError where that is none."""
    encoded = "".join(part.removeprefix("@") for part in note.relative_to(folder).parts)
    return base64.urlsafe_b64decode(encoded).decode("utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _listed(results: Path) -> tuple[Mapping[str, str], float, float]:
    """The sums of the last finished run, the time of the list, and when it was last touched.

    None where it is missing or damaged. No program can set the time of a touch; Windows has none.
    """
    path = results / SUMS_NAME
    try:
        return read_sums(path, remedy=""), path.stat().st_mtime, path.stat().st_ctime
    except (ReviewError, OSError):
        return {}, 0.0, 0.0


def _below(name: str, results: Path) -> str:
    return PurePosixPath(name).relative_to(results.as_posix()).as_posix()


def _is_of(path: Path, time: float) -> bool:
    return path.is_file() and abs(path.stat().st_mtime - time) < SAME_TIME


def _is_older(path: Path, time: float, touch: float) -> bool:
    return path.is_file() and path.stat().st_mtime <= time + SAME_TIME and path.stat().st_ctime <= touch


def _has_sum(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_and_size(path)[0] == digest


def _rules_beside(path: Path, made: Mapping[str, Made], results: Path) -> set[str] | None:
    """The rules that write into the nearest folder above a path; None where that is the folder of all."""
    for folder in path.parents:
        if folder == results:
            break
        rules = {note.rule for name, note in made.items() if Path(name).parent == folder}
        if rules:
            return rules
    return None


def told(paths: Collection[Path], *, shown: int = 5) -> str:
    """Some paths in words: the first few, and how many there are beside."""
    names = [str(path) for path in sorted(paths)]
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more
