"""Which reports a reviewer sees without suggestions first: a lot in which nobody has a say."""

from __future__ import annotations

import hashlib

_RANGE = 2**64


def is_bare_first(report_id: str, reviewer: str, *, share: float) -> bool:
    """Whether this reviewer decides on this report before seeing what machines and others say.

    It follows from a digest of the two names, so that it stays the same whenever it is asked, differs from
    reviewer to reviewer, and holds for `share` of all reports in the long run.
    """
    digest = hashlib.sha256(f"first look\0{reviewer}\0{report_id}".encode()).digest()
    return int.from_bytes(digest[:8]) < share * _RANGE
