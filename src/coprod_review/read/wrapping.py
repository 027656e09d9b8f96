"""What an export is wrapped in: nothing, an archive, or an Excel workbook; what is no export is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coprod_review.errors import ReviewError
from coprod_review.model.columns import NamedColumns
from coprod_review.model.limits import ReadingLimits
from coprod_review.read.content import GZIP, OLE, ZIP, Content, Unpacked, head_of

OR_REMOVE = "or leave the file out, and its entry in the manifest if it has one"
CUT_ARCHIVE = "the gzip archive is damaged or cut short, read as far as it goes"
CUT_ZIP = "the zip archive is damaged or cut short, read as far as it goes"
HEAD_BYTES = 4096
MAX_WRAPPINGS = 3

_FOREIGN = (
    (b"%PDF", "a PDF", "download the search results as an export of records, not as a document"),
    (b"{\\rtf", "a rich text document", "export again as plain text"),
    (b"\x89PNG", "a picture", "name an export of records"),
    (b"\xff\xd8\xff", "a picture", "name an export of records"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"PK\x05\x06", "a zip archive of nothing", "pack the export again, or name it as it is"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """The bytes of the export itself; `told` are the notes on each wrapping, from outside in.

    `kind` names the workbook that they stand in, if any. A note that depends on how a reading ends is known
    once the content has been read to its end.
    """

    content: Content
    kind: str = ""
    told: tuple[Callable[[], tuple[str, ...]], ...] = ()

    def notes(self) -> tuple[str, ...]:
        """What is to be told of the wrapping, once the content has been read to its end."""
        return tuple(note for tell in self.told for note in tell())


def unwrap(content: Content, *, where: str, columns: NamedColumns | None = None) -> Unwrapped:
    """Take the export out of what it is wrapped in; a sheet of a workbook becomes CSV, a line for each row.

    `columns` are named columns of a table: the first sheet that has them is taken. Raises ReviewError for a
    file that is empty or damaged beyond reading, or is plainly something else than an export.
    """
    unwrapped = Unwrapped(content=content)
    for _ in range(MAX_WRAPPINGS):
        inner = _within(unwrapped.content, where=where, columns=columns or {})
        if inner is None:
            break
        unwrapped = Unwrapped(
            content=inner.content, kind=inner.kind or unwrapped.kind, told=unwrapped.told + inner.told
        )
    head = head_of(unwrapped.content, HEAD_BYTES)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf") and not _has_text(unwrapped.content):
        problem = "this file holds nothing but zeros" if b"\0" in head else "this file is empty"
        raise ReviewError(problem, where=where, remedy=f"export it again; {OR_REMOVE}")
    if head.startswith((GZIP, ZIP)):
        raise ReviewError(
            "archives within archives within archives", where=where, remedy=f"unpack them; {OR_REMOVE}"
        )
    for sign, what, remedy in _FOREIGN:
        if head.startswith(sign):
            raise ReviewError(
                f"this is {what}, not an export of records", where=where, remedy=f"{remedy}; {OR_REMOVE}"
            )
    return unwrapped


def _within(content: Content, *, where: str, columns: NamedColumns) -> Unwrapped | None:
    """What the outermost wrapping holds; None where there is none."""
    head = head_of(content, len(OLE))
    if head.startswith(GZIP):
        archive = Unpacked(content, where=where)
        return Unwrapped(
            content=archive, told=(lambda: ("unpacked from gzip", *_cut(CUT_ARCHIVE, archive.is_whole)),)
        )
    if not head.startswith((OLE, ZIP)):
        return None
    raw = b"".join(content.pieces())
    return _of_archive(raw, where=where, columns=columns, limits=content.limits)


def _of_archive(raw: bytes, *, where: str, columns: NamedColumns, limits: ReadingLimits) -> Unwrapped:
    from coprod_review.read.workbook import excel_sheet, old_excel_sheet  # noqa: PLC0415 - few exports need it
    from coprod_review.read.zip_archive import ZipArchive  # noqa: PLC0415

    if raw.startswith(OLE):
        sheet = old_excel_sheet(raw, where=where, columns=columns)
        return Unwrapped(content=sheet.content, kind="xls", told=(lambda: sheet.notes,))
    zipped = ZipArchive(raw, where=where, limits=limits)
    if zipped.is_workbook():
        sheet = excel_sheet(zipped.raw, where=where, columns=columns)
        return Unwrapped(content=sheet.content, kind="xlsx", told=(lambda: sheet.notes,))
    member = zipped.only_member()
    return Unwrapped(
        content=member,
        told=(
            lambda: (
                f"{member.name!r} unpacked from zip",
                *zipped.left_out(),
                *_cut(CUT_ZIP, member.is_whole),
            ),
        ),
    )


def _cut(note: str, is_whole: bool | None) -> tuple[str, ...]:
    return () if is_whole else (note,)


def _has_text(content: Content) -> bool:
    return any(piece.strip(b"\0 \t\r\n\xef\xbb\xbf") for piece in content.pieces())
