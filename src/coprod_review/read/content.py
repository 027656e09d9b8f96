"""The bytes of an export, in pieces: from memory or from disk, unpacked where they are a gzip archive."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from coprod_review.errors import ReviewError
from coprod_review.model.limits import DEFAULT_LIMITS, MB, ReadingLimits

PIECE = 1 << 18
"""How many bytes are taken at a time: what is made of them stays in the cache of a processor."""

GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How archives and workbooks begin: gzip, zip (and new workbooks), old workbooks."""

BOMB_TIMES, BOMB_BYTES = 250, 50 * MB
"""More bytes come out of an archive than any text packs to: from so many bytes on it is no export."""

GZIP_WINDOW = 31
"""What zlib is told to read gzip archives, headers and check sums included."""


class Content(Protocol):
    """Something whose bytes can be had from the beginning, in order, as often as asked."""

    @property
    def limits(self) -> ReadingLimits:
        """What of it may be read."""
        ...

    def pieces(self) -> Iterator[bytes]:
        """All the bytes, at most a quarter of a million at a time."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes that are in memory already."""

    raw: bytes
    limits: ReadingLimits = DEFAULT_LIMITS

    def pieces(self) -> Iterator[bytes]:
        """All the bytes."""
        for at in range(0, len(self.raw), PIECE):
            yield self.raw[at : at + PIECE]


@dataclass(slots=True)
class Unpacked:
    """The content of a gzip archive; what follows a damaged or missing part is not there.

    `is_whole` is known when a pass has come to the end: whether the archive ends where it should and its
    check sums are right. `where` names it in the ReviewError that a pass raises where far more comes out than
    texts have, or more than the limits allow.
    """

    packed: Content
    where: str = ""
    is_whole: bool | None = None

    @property
    def limits(self) -> ReadingLimits:
        """Those of the archive."""
        return self.packed.limits

    def pieces(self) -> Iterator[bytes]:
        """What can be unpacked."""
        n_packed = n_unpacked = 0
        unpacking = zlib.decompressobj(GZIP_WINDOW)
        is_between = True
        for packed in self.packed.pieces():
            n_packed += len(packed)
            rest = packed.lstrip(b"\0") if is_between else packed
            while rest:
                try:
                    unpacked = unpacking.decompress(rest, PIECE)
                except zlib.error:
                    self.is_whole = False
                    return
                if unpacked:
                    n_unpacked += len(unpacked)
                    refuse_bomb(n_packed, n_unpacked, limits=self.limits, where=self.where)
                    yield unpacked
                is_between = unpacking.eof
                rest = unpacking.unused_data.lstrip(b"\0") if is_between else unpacking.unconsumed_tail
                if is_between:
                    unpacking = zlib.decompressobj(GZIP_WINDOW)
        self.is_whole = is_between


def refuse_bomb(n_packed: int, n_unpacked: int, *, limits: ReadingLimits, where: str) -> None:
    """Raise ReviewError where so many bytes cannot have come out of so few, or are more than may be read."""
    if n_unpacked > max(BOMB_BYTES, BOMB_TIMES * n_packed):
        raise ReviewError(
            f"this archive unpacks to more than {BOMB_TIMES} times its size, as no export does",
            where=where,
            remedy="check what it is; if it is an export, unpack it yourself",
        )
    if n_unpacked > limits.max_unpacked_mb * MB:
        raise ReviewError(
            f"this archive has more than {limits.max_unpacked_mb} MB, unpacked",
            where=where,
            remedy="unpack it into several exports, or raise read.max_unpacked_mb in config/config.yaml",
        )


def head_of(content: Content, n_bytes: int) -> bytes:
    """The first `n_bytes` bytes."""
    found = bytearray()
    for piece in content.pieces():
        found += piece
        if len(found) >= n_bytes:
            break
    return bytes(found[:n_bytes])
