"""What stands in a shared copy for a withheld text: its length, and a hash that its holders can verify."""

from __future__ import annotations

import hashlib
import re

MARK = re.compile(
    r"\[withheld: (?P<n>\d+) characters(?:, (?P<field>[a-z]+) (?P<start>\d+)-(?P<end>\d+))?, "
    r"sha256 (?P<sha256>[0-9a-f]{64})\]"
)
"""The one form of all marks, with the place where the text is a passage of another."""


def sha256_text(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def mark_of(text: str) -> str:
    """The mark of a whole text, with its SHA-256."""
    return f"[withheld: {len(text)} characters, sha256 {sha256_text(text)}]"


def passage_sha256(passage: str, whole: str) -> str:
    """The SHA-256 of a passage, a line feed, and the whole text that it stands in.

    Hashes of single words could be found by trying all words, and the text put together from them and their
    offsets; who has the whole text can compute this one, and nobody else can.
    """
    return sha256_text(f"{passage}\n{whole}")


def passage_mark(passage: str, whole: str, *, field: str = "", start: int = -1) -> str:
    """The mark of a passage of a withheld text, with its offsets where they do not stand beside it."""
    place = f", {field} {start}-{start + len(passage)}" if field and start >= 0 else ""
    return f"[withheld: {len(passage)} characters{place}, sha256 {passage_sha256(passage, whole)}]"
