"""What an export is wrapped in: nothing, or a gzip archive. Files that are plainly no export are refused."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.errors import ReviewError
from coprod_review.read.content import GZIP, Content, Unpacked, head_of

OR_REMOVE = "or remove the file and its entry in the manifest"
CUT_ARCHIVE = "the gzip archive is damaged or cut short, read as far as it goes"
HEAD_BYTES = 4096

_FOREIGN = (
    (b"%PDF", "a PDF", "download the search results as an export of records, not as a document"),
    (b"PK\x03\x04", "a zip archive or an Office file", "unpack it, or save the table as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save the table as CSV (UTF-8)"),
    (b"{\\rtf", "a rich text document", "export again as plain text"),
    (b"\x89PNG", "a picture", "name an export of records"),
    (b"\xff\xd8\xff", "a picture", "name an export of records"),
    (GZIP, "a gzip archive within another", "unpack it once"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """The bytes of the export itself; `archive` is the archive they come out of, if any."""

    content: Content
    archive: Unpacked | None = None

    def notes(self) -> tuple[str, ...]:
        """What is to be told of the wrapping, once the content has been read to its end."""
        if self.archive is None:
            return ()
        return ("unpacked from gzip",) if self.archive.is_whole else ("unpacked from gzip", CUT_ARCHIVE)


def unwrap(content: Content, *, where: str) -> Unwrapped:
    """Take the export out of what it is wrapped in.

    Raises ReviewError for a file that is empty or is plainly something else than an export.
    """
    head = head_of(content, HEAD_BYTES)
    unwrapped = Unwrapped(content=content)
    if head.startswith(GZIP):
        archive = Unpacked(content)
        unwrapped = Unwrapped(content=archive, archive=archive)
        head = head_of(archive, HEAD_BYTES)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf") and not _has_text(unwrapped.content):
        raise ReviewError("this file is empty", where=where, remedy=f"export it again; {OR_REMOVE}")
    for sign, what, remedy in _FOREIGN:
        if head.startswith(sign):
            raise ReviewError(
                f"this is {what}, not an export of records", where=where, remedy=f"{remedy}; {OR_REMOVE}"
            )
    return unwrapped


def _has_text(content: Content) -> bool:
    return any(piece.strip(b"\0 \t\r\n\xef\xbb\xbf") for piece in content.pieces())
