"""Versions of the configuration that coders go by: a folder, or a folder as a git revision had it."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.codebook import read_codebook
from coprod_review.io.files import write_bytes
from coprod_review.io.lineage import read_lineage
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.model.rule_set import RuleSet

T = TypeVar("T")

LAST_RUN = paths.RESULTS / "inputs" / paths.CONFIG
"""Where a run keeps the configuration that it was made from."""

GIT = "git:"
"""What stands before a revision, so that it is not taken for a folder."""


def read_rule_set(folder: Path) -> RuleSet:
    """The rule set of a folder with the files of config/; ReviewErrors tell the faults of all of them."""
    faults: list[ReviewError] = []

    def tried(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except ReviewError as error:
            faults.extend(getattr(error, "faults", [error]))
            return None

    codebook = tried(lambda: read_codebook(paths.within(folder, paths.CODEBOOK)))
    weighing = tried(lambda: read_weighing(paths.within(folder, paths.CONTEXTS)))
    works = tried(lambda: read_lineage(paths.within(folder, paths.LINEAGE)))
    patterns = decisions = None
    if codebook is not None:
        patterns = tried(lambda: read_patterns(paths.within(folder, paths.PATTERNS), codebook))
        decisions = tried(lambda: read_decisions(paths.within(folder, paths.RULE_STEPS), codebook))
    raise_all(faults)
    if codebook is None or patterns is None or weighing is None or decisions is None or works is None:
        raise AssertionError("what could not be read has been told")
    return RuleSet(codebook=codebook, patterns=patterns, weighing=weighing, decisions=decisions, works=works)


@contextlib.contextmanager
def config_version(name: str, *, config: Path) -> Iterator[Path]:
    """The folder that `name` means: itself, or for `git:REV` a passing copy of `config` as of that revision.

    Raises ReviewError where there is no such folder or revision, or git cannot tell.
    """
    if not name.startswith(GIT):
        if not (paths.within(Path(name), paths.CODEBOOK)).is_file():
            raise ReviewError(
                "this is no folder with a codebook.yaml",
                where=name,
                remedy=f"name a folder with the files of {config}, such as {LAST_RUN} (that of the last "
                f"run) or a copy made before a change; or a revision, such as {GIT}HEAD",
            )
        yield Path(name)
        return
    archive = _archived(name.removeprefix(GIT), config=config)
    with tempfile.TemporaryDirectory(prefix="codebook-") as folder:
        _unpack(archive, Path(folder))
        try:
            yield Path(folder)
        except ReviewError as error:
            faults = getattr(error, "faults", [error])
            raise_all(_of_revision(fault, name, folder=folder) for fault in faults)


def _of_revision(fault: ReviewError, name: str, *, folder: str) -> ReviewError:
    """The fault, placed in the revision and not in the passing copy of it; others as they are."""
    if folder not in fault.where:
        return fault
    return ReviewError(
        fault.problem,
        where=fault.where.replace(folder, name),
        remedy="compare with a later revision, or with a folder that holds a corrected copy of its files",
    )


def _archived(revision: str, *, config: Path) -> bytes:
    """The folder `config` as of a revision, as an archive that git makes."""
    where = f"{GIT}{revision}"
    remedy = (
        "name a revision that `git log` of this folder lists, or a folder with the older files: "
        f"{LAST_RUN} has those of the last run"
    )
    git = shutil.which("git")
    if git is None:
        raise ReviewError(
            "git is not installed here", where=where, remedy=f"name a folder, such as {LAST_RUN}"
        )
    if not config.is_dir():
        raise ReviewError(
            "there is no such folder whose revisions could be asked for",
            where=str(config),
            remedy="call the command in the folder of the review, or name its configuration with --config",
        )
    if not revision or revision.startswith("-"):
        raise ReviewError("this is no revision", where=where, remedy=remedy)
    made = subprocess.run(
        [git, "archive", "--format=tar", revision, "."], cwd=config, capture_output=True, check=False
    )
    if made.returncode:
        said = made.stderr.decode("utf-8", errors="replace").strip().removeprefix("fatal: ")
        raise ReviewError(f"git does not give {config} of this revision ({said})", where=where, remedy=remedy)
    return made.stdout


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the plain files of an archive below a folder; links and odd names are passed over."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            parts = Path(member.name).parts
            content = members.extractfile(member) if member.isfile() and ".." not in parts else None
            if content is not None and not Path(member.name).is_absolute():
                write_bytes(folder / member.name, content.read())
