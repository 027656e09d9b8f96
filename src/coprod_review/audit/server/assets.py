"""Style and script of the pages, as they come with the package: looked up by name, never by path."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from coprod_review.pages.environment import stylesheet

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file with its type, and a tag that changes with its content."""

    content: bytes
    kind: str
    tag: str


def assets() -> Mapping[str, Asset]:
    """Every file of static/ by name, and style.css, which report and audit site have too."""
    found = {"style.css": _asset("style.css", stylesheet().encode("utf-8"))}
    for file in files("coprod_review.audit.server").joinpath("static").iterdir():
        if file.name.endswith(tuple(KINDS)):
            found[file.name] = _asset(file.name, file.read_bytes())
    return found


def _asset(name: str, content: bytes) -> Asset:
    kind = KINDS[f".{name.rpartition('.')[2]}"]
    return Asset(content=content, kind=kind, tag=f'"{hashlib.sha256(content).hexdigest()[:32]}"')
