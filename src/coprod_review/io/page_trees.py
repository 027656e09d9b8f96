"""Trees of pages on the disk: what is unchanged stays, what a former run had and this one has not goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from coprod_review.io.files import write_bytes

PAGE_SUFFIXES = (".html", ".css", ".js")

TREE_MARK = "style.css"
"""The file by which a folder of pages is known as one."""


def begin_tree(folder: Path) -> Sequence[Path]:
    """The files of a former run below a folder, where it held a tree of pages; else none."""
    return sorted(folder.rglob("*")) if (folder / TREE_MARK).is_file() else []


def write_pages(folder: Path, pages: Iterable[tuple[str, str]]) -> set[str]:
    """Write texts below a folder, those that are there already left as they are; their paths."""
    written = set()
    for path, text in pages:
        target = folder / path
        written.add(path)
        content = text.encode("utf-8")
        if not _holds(target, content):
            write_bytes(target, content)
    return written


def end_tree(folder: Path, former: Sequence[Path], written: Collection[str]) -> None:
    """Remove those pages of a former run that were not written again.

    Only files with the suffixes of pages are removed, and only where the folder held such a tree before, so
    that no folder named by mistake loses anything.
    """
    for old in former:
        if old.suffix in PAGE_SUFFIXES and old.relative_to(folder).as_posix() not in written:
            old.unlink()


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False
