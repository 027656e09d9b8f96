"""New exports put into a corpus: byte for byte, never over another file, whole or not at all.

The file is written first and its entry in the search log last. Whatever interrupts an addition leaves a
corpus as it was, or one with a file that the log does not name yet, which adding it again completes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.exports import FileContent
from coprod_review.io.file_names import fit_name, free_name
from coprod_review.io.files import is_left_alone, naming, new_neighbour, put_in_place, read_text
from coprod_review.io.locking import lock_alone, sync_folder, unlock
from coprod_review.io.manifest import line_of_export, read_manifest
from coprod_review.io.manifest_append import NEW_LOG, with_entry
from coprod_review.io.results import read_table
from coprod_review.model.corpus import ExportFile
from coprod_review.model.limits import ReadingLimits

MANIFEST, EXPORTS, REGISTRY = "manifest.yaml", "exports", "reports.csv"
LOCK = ".adding.lock"
UNFINISHED = ".adding-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The name that an export has in the corpus, and whether its bytes lie there already.

    `why_renamed` says in words why this is not the file's own name; empty where it is.
    """

    name: str
    is_there: bool
    why_renamed: str = ""


def corpus_log(corpus: Path) -> tuple[ExportFile, ...]:
    """The exports of a corpus by its search log; none where it has no log yet."""
    manifest = corpus / MANIFEST
    return read_manifest(manifest) if manifest.exists() else ()


@contextlib.contextmanager
def alone_in(corpus: Path) -> Iterator[None]:
    """Keep other additions out of a corpus; who comes second waits. What a broken one left is removed."""
    corpus.mkdir(parents=True, exist_ok=True)
    path = corpus / LOCK
    lock = _locked(path)
    try:
        for folder, pattern in (
            (corpus, f"{UNFINISHED}*"),
            (corpus, f".{REGISTRY}.*"),
            (paths.within(corpus, paths.CODINGS), ".*.csv.*"),
            (paths.within(corpus, paths.PEOPLES_DECISIONS), ".*.csv.*"),
            (corpus / EXPORTS, f"{UNFINISHED}*"),
        ):
            for left in folder.glob(pattern):
                left.unlink()
        yield
    finally:
        unlock(path, lock)


def digest_of(path: Path, *, max_file_mb: int | None = None) -> str:
    """The SHA-256 of an export, read in pieces; raises as FileContent does."""
    digest = hashlib.sha256()
    for piece in FileContent(path=path, limits=ReadingLimits(max_file_mb=max_file_mb)).pieces():
        digest.update(piece)
    return digest.hexdigest()


def already_there(path: Path, sha256: str, corpus: Path, exports: Sequence[ExportFile]) -> ReviewError | None:
    """The fault of adding an export whose bytes an entry of the log has, with the place of that entry."""
    manifest, digests = corpus / MANIFEST, _digests_below(corpus / EXPORTS)
    for export in exports:
        if sha256 in (export.sha256, digests.get(export.file)):
            return ReviewError(
                f"the corpus has this file already, as {export.file} ({export.label})",
                where=f"{path}: {manifest}, line {line_of_export(manifest, export.file)}",
                remedy="nothing is to be done; to correct its search facts, edit this entry",
            )
    return None


def place_for(
    path: Path, sha256: str, corpus: Path, exports: Sequence[ExportFile], *, taken: Collection[str] = ()
) -> Place:
    """Where an export goes: under its own name, or one with a number where another file has that.

    A file of these bytes that lies in the corpus without an entry is taken as it is. `taken` are names that
    others are going to have. Raises ReviewError where the file that lies there has a name that not every
    system takes.
    """
    digests = _digests_below(corpus / EXPORTS)
    named = {name.casefold() for name in (*taken, *(export.file for export in exports))}
    waiting = [name for name, found in digests.items() if found == sha256 and name.casefold() not in named]
    if waiting:
        return _lying(path, path.name if path.name in waiting else waiting[0], corpus)
    name = free_name(path.name, named | {name.casefold() for name in digests})
    if name == path.name:
        return Place(name=name, is_there=False)
    is_fit = fit_name(path.name) == path.name
    why = "another file has its own name" if is_fit else "not every system takes its own name"
    return Place(name=name, is_there=False, why_renamed=why)


def place_export(path: Path, place: Place, corpus: Path, *, sha256: str) -> None:
    """Copy an export into the corpus, and have it on the disk before returning.

    Raises ReviewError where a file of this name is there, or where the source has other bytes by now.
    """
    if place.is_there:
        return
    target = corpus / EXPORTS / place.name
    digest = hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for piece in FileContent(path=path).pieces():
            digest.update(piece)
            yield piece

    with _on_disk(target, pieces()) as written:
        if digest.hexdigest() != sha256:
            raise ReviewError(
                "this file changed while it was added",
                where=str(path),
                remedy="add it again when it is whole",
            )
        if target.exists():
            raise ReviewError(
                "a file of this name came into the corpus meanwhile", where=str(target), remedy="add again"
            )
        written.replace(target)


def log_export(corpus: Path, export: ExportFile) -> None:
    """Put the entry of an export into the search log, which is made where there is none.

    What other people wrote into the log stays. Raises ReviewError where file or label stand there already.
    """
    manifest = corpus / MANIFEST
    for known in corpus_log(corpus):
        for key in ("file", "label"):
            if getattr(known, key) == getattr(export, key):
                raise ReviewError(
                    f"the {key} {getattr(export, key)!r} stands in the search log already",
                    where=f"{manifest}, line {line_of_export(manifest, known.file)}",
                    remedy="name another one with --label"
                    if key == "label"
                    else "rename the file, and add again",
                )
    text = _exact_text(manifest) if manifest.exists() else NEW_LOG
    made = with_entry(text, export, where=str(manifest))
    target = Path(os.path.realpath(manifest))
    with _on_disk(target, [made.encode("utf-8")]) as written:
        read_manifest(written)  # what could not be read again never takes the place of what can
        put_in_place(written, target)


def reports_named(corpus: Path) -> dict[str, str]:
    """The ids of reports that people named in decisions, codings and sheets, each with one such file."""
    patterns = ("characteristics.csv", "decisions/*.csv", "codings/*.csv", "samples/*.csv")
    found: dict[str, str] = {}
    for path in sorted(path for pattern in patterns for path in corpus.glob(pattern)):
        for row in read_table(path):
            if name := row.get("report", "").strip():
                found.setdefault(name, str(path))
    return found


def _exact_text(path: Path) -> str:
    """The text with its byte-order mark and its line ends, once it is known to be text."""
    read_text(path)
    return path.read_bytes().decode("utf-8")


def _locked(path: Path) -> int:
    """The lock file, opened and locked, once it is the one that stands at its place."""
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        lock_alone(lock)
        # Whoever had the lock before has removed its file: others may lock a new file of this name by now.
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(lock).st_ino:
                return lock
        os.close(lock)


def _digests_below(folder: Path) -> Mapping[str, str]:
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return {p.name: digest_of(p) for p in files if p.is_file() and not is_left_alone(p.name)}


def _lying(path: Path, name: str, corpus: Path) -> Place:
    """The place of a file that lies in the corpus already."""
    fit = fit_name(name)
    if fit != name:
        raise ReviewError(
            "this file lies in the corpus under a name that not every system takes",
            where=str(corpus / EXPORTS / name),
            remedy=f"rename it, to {fit} for instance, and add it again",
        )
    same = name == path.name
    return Place(name=name, is_there=True, why_renamed="" if same else "it lies there under this name")


@contextlib.contextmanager
def _on_disk(target: Path, pieces: Iterable[bytes]) -> Iterator[Path]:
    """A file of these bytes on the disk, to be put in place of `target`; at the end the move is there too."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = new_neighbour(target, prefix=UNFINISHED)
    try:
        with naming(target):
            with written.open("wb") as stream:
                for piece in pieces:
                    stream.write(piece)
                stream.flush()
                os.fsync(stream.fileno())
            yield written
            sync_folder(target.parent)
    finally:
        written.unlink(missing_ok=True)
