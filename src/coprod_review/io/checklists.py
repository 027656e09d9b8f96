"""Reads reporting checklists, such as the package brings."""

from __future__ import annotations

from pathlib import Path

from coprod_review.config import Strict
from coprod_review.io.yamls import read_yaml
from coprod_review.model.checklist import Checklist, Item


class ItemEntry(Strict):
    """One item as people write it."""

    item: str
    topic: str
    asks: str
    sections: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    when: str = ""
    needed: str = ""


class ChecklistFile(Strict):
    """One file of a checklist."""

    name: str
    title: str
    about: str
    source: str
    items: tuple[ItemEntry, ...]


def read_checklist(path: Path) -> Checklist:
    """The checklist of a file; ReviewErrors with line and remedy where a key is misspelt or missing."""
    written = read_yaml(path, ChecklistFile)
    return Checklist(
        name=written.name,
        title=written.title,
        about=written.about,
        source=written.source,
        items=tuple(Item(**entry.model_dump()) for entry in written.items),
    )
