"""Files of a folder of pages by their address: only plain names below the folder, of known types."""

from __future__ import annotations

import re
from pathlib import Path

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
}

PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def read_site_file(folder: Path, address: str) -> tuple[bytes, str] | None:
    """The bytes and the type of a file below the folder; None for every other address.

    No part of an address may begin with a dot, so none leads up or to a hidden file; links that lead out of
    the folder are not followed.
    """
    parts = address.split("/")
    if not all(map(PLAIN_NAME.fullmatch, parts)):
        return None
    path = folder.joinpath(*parts)
    kind = KINDS.get(path.suffix.lower())
    if kind is None or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return None
    return path.read_bytes(), kind


def read_export(folder: Path, address: str) -> tuple[bytes, str] | None:
    """The bytes of an export below the folder, as plain text whatever it holds; None for every other address.

    The address is compared with those of the files that are there, and never made into a path; links that
    lead out of the folder are not followed.
    """
    for path in folder.rglob("*"):
        is_meant = path.relative_to(folder).as_posix() == address and not path.name.startswith(".")
        if is_meant and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path.read_bytes(), "text/plain; charset=utf-8"
    return None
