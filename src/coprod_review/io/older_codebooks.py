"""Older codebooks, one file a version: the definitions that earlier codings follow, kept as they were."""

from __future__ import annotations

from pathlib import Path

from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.codebook import read_codebook
from coprod_review.io.file_names import fit_name
from coprod_review.io.files import read_bytes, write_bytes
from coprod_review.model.codebook import Codebook
from coprod_review.model.codebook_digest import definitions_digest


def read_older_codebooks(folder: Path) -> dict[str, Codebook]:
    """The codebooks of a folder by version; a folder that is missing has none.

    Raises ReviewErrors for files with faults, for a file that is not named after its version, so that each
    version has one file.
    """
    found: dict[str, Codebook] = {}
    faults: list[ReviewError] = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        try:
            codebook = read_codebook(path)
        except ReviewError as error:
            faults += getattr(error, "faults", [error])
            continue
        if path.name != _name(codebook.version):
            faults.append(
                ReviewError(
                    f"this codebook says that its version is {codebook.version}",
                    where=str(path),
                    remedy=f"name the file {_name(codebook.version)}, or put the codebook of its name there",
                )
            )
        found[codebook.version] = codebook
    raise_all(faults)
    return found


def keep_codebook(codebook: Path, folder: Path) -> tuple[Path, bool]:
    """Keep a codebook byte for byte under its version; its place, and whether it was not there before.

    Raises ReviewError where other definitions are kept under this version: what codings follow never changes.
    """
    kept = read_codebook(codebook)
    path = folder / _name(kept.version)
    if path.exists():
        if definitions_digest(read_codebook(path)) != definitions_digest(kept):
            raise ReviewError(
                f"another codebook of version {kept.version} is kept here, with other definitions",
                where=str(path),
                remedy="give each state of the codebook that people coded by a version of its own",
            )
        return path, False
    write_bytes(path, read_bytes(codebook))
    return path, True


def _name(version: str) -> str:
    return fit_name(f"{version}.yaml")
