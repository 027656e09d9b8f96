"""Comments that people put on cells of a workbook: no column has them, and whoever reads cells sees none."""

from __future__ import annotations

import io
import re
import zipfile

REPLIED = "Comment:"
"""Behind this stands what was said, in the note that Excel keeps of a comment for older programs."""

_PART = re.compile(r"xl/.*comment[^/]*\.xml", re.IGNORECASE)
_REF = re.compile(rb'\bref="[A-Z]+(\d+)"')


def cell_comments(raw: bytes, page: str, *, below: int) -> list[tuple[str, str]]:
    """The comments on cells of a page in rows below a header: each its cell, and what it says."""
    if not _has_any(raw, below=below):
        return []
    import openpyxl  # noqa: PLC0415 - slow to import

    found = []
    for row in openpyxl.load_workbook(io.BytesIO(raw), keep_links=False)[page].iter_rows(min_row=below + 1):
        for cell in row:
            if cell.comment is not None:
                text = str(cell.comment.text)
                found.append((cell.coordinate, " ".join((text.rpartition(REPLIED)[2] or text).split())))
    return found


def _has_any(raw: bytes, *, below: int) -> bool:
    """Whether any page has one, by the parts of the file: to read it whole for them takes long."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if _PART.fullmatch(name)]
    return any(int(row) > below for part in parts for row in _REF.findall(part))
