"""What the field Extra of Zotero says of a document, line by line."""

from __future__ import annotations

import re

LONGEST = 20_000

_LINE = re.compile(r"^[^\S\n]*(DOI|PMID)[^\S\n]*:[^\S\n]*(\S+)", re.MULTILINE | re.IGNORECASE)


def noted(extra: str) -> dict[str, str]:
    """The DOI and the PMID that lines of their own tell, by "doi" and "pmid"."""
    return {name.lower(): value for name, value in _LINE.findall(extra[:LONGEST])} if ":" in extra else {}
