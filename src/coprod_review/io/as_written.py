"""Tables and pages as a command has written them, known by a digest from those that people have edited since.

The digest of a table lies beside it; a page that is sent alone holds its own in its last line.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from coprod_review.io.files import write_text
from coprod_review.io.sums import sha256_and_size

ENDING = ".sha256"
"""What the name of a table with its digest ends in behind its own; `sha256sum --check` reads such files."""

_SEAL = re.compile(rb"<!-- SHA-256 of what stands above: ([0-9a-f]{64}) -->\s*\Z")


def digest_beside(table: Path) -> Path:
    """Where the digest of a table lies."""
    return table.with_name(f"{table.name}{ENDING}")


def keep_digest(table: Path) -> None:
    """Put the digest of a table beside it; of one without rows none is needed, and none stays."""
    beside = digest_beside(table)
    if has_rows(table):
        write_text(beside, f"{sha256_and_size(table)[0]}  {table.name}\n")
    else:
        beside.unlink(missing_ok=True)


def is_as_written(table: Path) -> bool:
    """Whether a table has no rows, or is byte for byte the one whose digest lies beside it."""
    if not has_rows(table):
        return True
    try:
        kept = digest_beside(table).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return False
    return bool(kept) and kept[0] == sha256_and_size(table)[0]


def sealed(page: str) -> str:
    """An HTML page with its digest in its last line, which browsers do not show."""
    page = page.rstrip("\n") + "\n"
    return f"{page}<!-- SHA-256 of what stands above: {hashlib.sha256(page.encode()).hexdigest()} -->\n"


def is_sealed(page: Path) -> bool:
    """Whether a page is byte for byte the one whose digest stands in its last line."""
    content = page.read_bytes()
    found = _SEAL.search(content)
    if found is None:
        return False
    return hashlib.sha256(content[: found.start()]).hexdigest() == found[1].decode()


def has_rows(table: Path) -> bool:
    """Whether anything stands behind the header line of a table."""
    with table.open("rb") as stream:
        stream.readline()
        return any(line.strip() for line in stream)
