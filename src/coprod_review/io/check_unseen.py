"""Characters in people's tables that nobody sees, and that hide from git or show a text as what it is not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that turn the direction of writing; those of tables are left out."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def unseen_characters(paths: Iterable[Path]) -> Iterator[ReviewError]:
    """A warning of each line of the tables that holds such a character; files that are missing hold none.

    Nor do those in UTF-16, of which the reader of the table says that they are to be saved as UTF-8.
    """
    for path in paths:
        if not path.exists():
            continue
        raw = read_bytes(path)
        if raw.startswith(_WIDE):
            continue
        for n, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
            if found := sorted(set(_UNSEEN.findall(line))):
                named = ", ".join(f"U+{ord(c):04X}" for c in found)
                binary = "; git takes the file for binary, and neither shows nor joins its changes"
                yield ReviewError(
                    f"characters that nobody sees stand here ({named})" + (binary if "\0" in line else ""),
                    where=f"{path}, line {n}",
                    remedy="delete them in an editor that shows them, or write the cell anew",
                )
