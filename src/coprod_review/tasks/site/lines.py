"""The lines of exports that pages of the audit site show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.audit.exports import Lines
    from coprod_review.pages.results import Results


def lines_of_exports(
    folder: Path, names: Sequence[str], *, wanted: Mapping[str, set[int]] | None = None
) -> dict[str, Lines]:
    """The lines of each export as the reading saw them; a file that is gone has none.

    Where some are `wanted`, by export and number, those alone are kept.
    """
    from coprod_review.audit.exports import KeptLines
    from coprod_review.io.corpus import read_manifest
    from coprod_review.io.exports import FileContent
    from coprod_review.read.decode import decode
    from coprod_review.read.wrapping import unwrap

    manifest = folder.parent / paths.MANIFEST.name
    log = {e.file: e for e in read_manifest(manifest)} if manifest.is_file() else {}

    def lines(name: str, path: Path) -> Lines:
        entry = log.get(name)
        columns, encoding = (entry.columns, entry.encoding) if entry else (None, None)
        content = unwrap(FileContent(path=path), where=str(path), columns=columns).content
        found = decode(content, told=encoding, where=str(path)).lines()
        if wanted is None:
            return list(found)
        numbers, kept, n = wanted.get(name, set()), {}, 0
        for n, line in enumerate(found, start=1):
            if n in numbers:
                kept[n] = line
        return KeptLines(n=n, by_number=kept)

    found = {name: folder / name for name in names}
    return {name: lines(name, path) if path.is_file() else [] for name, path in found.items()}


def shown_lines(results: Results) -> dict[str, set[int]]:
    """The numbers of the lines that pages show of each export: of kept records and of what was set aside."""
    wanted: dict[str, set[int]] = {}
    for record in results.records:
        wanted.setdefault(record.export, set()).update(range(record.line, record.end_line + 1))
    for row in results.table("set_aside"):
        first = int(row["line"] or 1)
        wanted.setdefault(row["export"], set()).update(range(first, first + 1 + row["raw"].count("\n")))
    return wanted
