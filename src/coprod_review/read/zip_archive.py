"""Zip archives: the one export that is in there, or what else the archive is."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coprod_review.errors import ReviewError
from coprod_review.model.limits import DEFAULT_LIMITS, ReadingLimits
from coprod_review.read.content import PIECE, refuse_bomb

MAX_WORKBOOK = 1_000_000_000
"""How many bytes the parts of a workbook have at most together, unpacked."""

NAMED = 5
IS_HIDDEN = "is hidden"
OR_REMOVE = "or leave the file out, and its entry in the manifest if it has one"
DAMAGED = "export the file again, since the download was probably cut short, or unpack it yourself"
AS_CSV = "save the table as CSV (UTF-8) or XLSX"

DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, OverflowError, OSError, EOFError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile raises where an archive is not what its directory says."""

_BY_SYSTEMS = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$", re.IGNORECASE | re.DOTALL
)
"""What systems put beside files that people pack: it holds nothing of theirs."""

_HIDDEN = re.compile(r"(?:^|/)\.[^/]*$")
_OFFICE = (
    ("word/", "a Word document", "export the records again, not as a document"),
    ("ppt/", "a presentation", "name an export of records"),
    ("xl/workbook.bin", "a binary Excel workbook (XLSB)", AS_CSV),
    ("META-INF/manifest.xml", "an OpenDocument file", AS_CSV),
)
_BEYOND_EXCEL = re.compile(rb'\sr="(?:[A-Z]{4,}|[A-Z]{0,3}\d{8,})')


@dataclass(slots=True)
class Member:
    """A file in a zip archive, unpacked anew at each pass; `is_whole` is known at the end of a pass.

    It is unpacked here and not by zipfile, which gives nothing of a file whose check sum is wrong.
    """

    raw: bytes
    info: zipfile.ZipInfo
    limits: ReadingLimits = DEFAULT_LIMITS
    is_whole: bool | None = None

    @property
    def name(self) -> str:
        """Its name in the archive, folders included."""
        return self.info.filename

    def pieces(self) -> Iterator[bytes]:
        """What can be unpacked, and no more than the archive declares."""
        self.is_whole = False
        n_left, check = self.info.file_size, 0
        for piece in self._unpacked():
            piece = piece[:n_left]
            n_left -= len(piece)
            check = zlib.crc32(piece, check)
            if piece:
                yield piece
            if not n_left:
                break
        self.is_whole = not n_left and check == self.info.CRC

    def _unpacked(self) -> Iterator[bytes]:
        at = self.info.header_offset
        n_name, n_extra = struct.unpack_from("<HH", self.raw, at + 26)
        start = at + 30 + n_name + n_extra
        packed = memoryview(self.raw)[start : start + self.info.compress_size]
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        for begin in range(0, len(packed), PIECE):
            rest = bytes(packed[begin : begin + PIECE])
            if self.info.compress_type == zipfile.ZIP_STORED:
                yield rest
                continue
            while rest:
                try:
                    yield unpacking.decompress(rest, PIECE)
                except zlib.error:
                    return
                rest = unpacking.unconsumed_tail


class ZipArchive:
    """A zip archive in memory. Raises ReviewError where it is damaged, encrypted or too large unpacked."""

    def __init__(self, raw: bytes, *, where: str, limits: ReadingLimits = DEFAULT_LIMITS) -> None:
        self.raw = raw
        self.where = where
        self.limits = limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
            self._members = [m for m in self._archive.infolist() if not m.is_dir()]
        except DAMAGES:
            raise self._error("this zip archive or Office file is damaged or cut short", DAMAGED) from None
        if any(member.flag_bits & 1 for member in self._members):
            raise self._error("this archive is protected by a password", "unpack it")

    def is_workbook(self) -> bool:
        """Whether this is an Excel workbook that can be read safely; raises for one that cannot."""
        names = {member.filename for member in self._members}
        for sign, what, remedy in _OFFICE:
            if any(name.startswith(sign) for name in names):
                raise self._error(f"this is {what}, not an export of records", remedy)
        if not any(name.startswith("xl/") for name in names):
            return False
        packed = sum(member.compress_size for member in self._members)
        unpacked = sum(member.file_size for member in self._members)
        refuse_bomb(packed, unpacked, limits=self.limits, where=self.where)
        if unpacked > MAX_WORKBOOK:
            raise self._error("this workbook is far larger unpacked than any export", AS_CSV)
        for member in self._members:
            if member.filename.startswith("xl/worksheets/"):
                self._check_places(member)
        return True

    def only_member(self) -> Member:
        """The one file in the archive that may be an export; raises where there are several or none."""
        members = [m for m in self._members if not _why_left_out(m)]
        if len(members) != 1:
            raise self._error(self._none_or_several(members), "unpack it, and name each export by itself")
        refuse_bomb(members[0].compress_size, members[0].file_size, limits=self.limits, where=self.where)
        if members[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._error("this archive is packed by a method that is not read", "unpack it")
        if not 0 <= members[0].header_offset <= len(self.raw) - 30:
            raise self._error("this zip archive or Office file is damaged or cut short", DAMAGED)
        return Member(self.raw, members[0], limits=self.limits)

    def left_out(self) -> Iterator[str]:
        """Hidden files with something in them beside the one that is read, in words."""
        for member in self._members:
            if _why_left_out(member) == IS_HIDDEN:
                yield f"{member.filename!r} in the zip is hidden and was left out"

    def _none_or_several(self, members: Sequence[zipfile.ZipInfo]) -> str:
        if members:
            return f"this zip archive holds {len(members)} files ({_listed([m.filename for m in members])})"
        if not self._members:
            return "this archive is empty"
        names = [f"{m.filename!r} {_why_left_out(m)}" for m in self._members]
        return f"this zip archive holds no export: {_listed(names)}"

    def _check_places(self, member: zipfile.ZipInfo) -> None:
        """Cells beyond the columns and rows that Excel has would be padded with blanks without end."""
        before = b""
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(PIECE):
                    if _BEYOND_EXCEL.search(before + piece):
                        raise self._error(
                            "this workbook has cells at places that Excel does not have", AS_CSV
                        )
                    before = piece[-32:]
        except DAMAGES:
            raise self._error("this workbook is damaged or cut short", DAMAGED) from None

    def _error(self, problem: str, remedy: str) -> ReviewError:
        return ReviewError(problem, where=self.where, remedy=f"{remedy}; {OR_REMOVE}")


def _why_left_out(member: zipfile.ZipInfo) -> str:
    """Why a file in an archive can be no export, in words; nothing where it may be one.

    A folder whose name begins with a full stop, or that leads upwards, says nothing of a file in it.
    """
    if _BY_SYSTEMS.search(member.filename):
        return "is of the system that packed it"
    if not member.file_size:
        return "is empty"
    return IS_HIDDEN if _HIDDEN.search(member.filename) else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")
