"""A digest of what people supplied to a stage, so that an edit is seen whatever time the file has.

Snakemake goes by the times of files: a file that was put back by a copy with its old time, or edited while
the clock was behind, would pass for unchanged.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from coprod_review import paths
from coprod_review.io.files import is_left_alone, read_text, sha256_of, write_text
from coprod_review.io.run_locks import ENGINE

SUPPLIED = tuple(f"{folder.name}/" for folder in (paths.CORPUS, paths.CONFIG))
KNOWN = ENGINE / "digests.json"
NOTED = ENGINE / "inputs.json"
"""The digests as of when a run begins: only who holds the lock of the run writes them."""

BEGUN = "COPROD_REVIEW_BEGUN"
"""The variable that tells the stages of a run where these digests are."""

LARGE = 4_000_000
"""From so many bytes on the digest of a file is kept for the next run, as long as nothing changes it."""


def supplied_files(folders: Sequence[Path]) -> list[Path]:
    """Every file that people supplied below the folders, in order of the paths.

    Hidden files and folders are left out, locks of Excel, and what learners answered in exercises: no run
    reads them.
    """
    found = (
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and _is_supplied(path.relative_to(folder).parts)
    )
    return sorted(found, key=lambda path: path.as_posix())


def _is_supplied(parts: Sequence[str]) -> bool:
    return parts[0] != paths.TRAINING.name and not any(map(is_left_alone, parts))


def supplied_digest(names: Iterable[str]) -> str:
    """SHA-256, in 16 hexadecimal digits, of names and contents of files below corpus/ and config/.

    Other paths do not count, nor do files that are not there.
    """
    digest = hashlib.sha256()
    for name in sorted(names):
        if name.startswith(SUPPLIED) and Path(name).is_file():
            digest.update(f"{name}\0{_digest_of(name)}\n".encode())
    return digest.hexdigest()[:16]


def note_inputs(folders: Sequence[Path]) -> Mapping[str, str]:
    """Note what people supplied below the folders of the review that is the working folder.

    What is returned are variables by which the stages of the run know it: see `noted_inputs`.
    """
    digests = {path.as_posix(): _digest_of(path.as_posix()) for path in supplied_files(folders)}
    write_text(NOTED, json.dumps(digests))
    return {BEGUN: str(NOTED.resolve())}


def noted_inputs() -> dict[str, str]:
    """The SHA-256 of each input by its path as the run noted it when it began; empty where this is no run."""
    if not (place := os.environ.get(BEGUN)):
        return {}
    return dict(json.loads(read_text(Path(place))))


def content_digest(path: Path) -> str:
    """SHA-256 of a file; of YAML that can be parsed, of what it says, without comments and layout."""
    if path.suffix != ".yaml" or path.stat().st_size >= LARGE:
        return sha256_of(path)
    try:
        events = [_event(event) for event in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader)]
    except (yaml.YAMLError, UnicodeDecodeError):
        return sha256_of(path)
    return hashlib.sha256(repr(events).encode()).hexdigest()


def _event(event: yaml.Event) -> tuple[object, ...]:
    """What an event of YAML says, without its place; `implicit` tells a quoted word from a plain one."""
    names = ("anchor", "tag", "implicit", "value")
    return type(event).__name__, *(getattr(event, name, None) for name in names)


@cache
def _digest_of(name: str) -> str:
    path = Path(name)
    found = path.stat()
    if found.st_size < LARGE:
        return sha256_of(path)
    # No program can set the second of these times, so that an edit shows in it whatever the first says.
    state = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
    known = _known()
    if known.get(name, [None, ""])[0] != state:
        with path.open("rb") as stream:
            known[name] = [state, hashlib.file_digest(stream, "sha256").hexdigest()]
        with contextlib.suppress(OSError):  # what cannot be kept is reckoned anew
            write_text(KNOWN, json.dumps(known))
    return str(known[name][1])


@cache
def _known() -> dict[str, list[object]]:
    try:
        return dict(json.loads(KNOWN.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
