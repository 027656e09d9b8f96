"""Pictures of Word documents: pandoc gets stand-ins of their sizes, for the real ones cost it seconds."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def stand_in(png: bytes, name: str) -> bytes:
    """A black PNG of the same size and resolution that bears its name, of a few hundred bytes.

    What is no PNG is its own stand-in.
    """
    if not png.startswith(SIGNATURE):
        return png
    width, height = struct.unpack(">II", png[16:24])
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, level=9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    text = b"Title\0" + name.encode("utf-8")
    parts = [_chunk(b"IHDR", head), _resolution(png), _chunk(b"tEXt", text), _chunk(b"IDAT", rows)]
    return b"".join([SIGNATURE, *parts, _chunk(b"IEND", b"")])


def as_address(png: bytes) -> str:
    """The picture as a data address."""
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def with_stand_ins(html: str, pictures: Mapping[str, bytes]) -> tuple[str, dict[bytes, bytes]]:
    """The HTML with stand-ins for the pictures of `src="<name>"`, and the pictures by their stand-ins."""
    by_stand_in = {}
    for name, png in pictures.items():
        placeholder = stand_in(png, name)
        by_stand_in[placeholder] = png
        html = html.replace(f'src="{name}"', f'src="{as_address(placeholder)}"')
    return html, by_stand_in


def _resolution(png: bytes) -> bytes:
    """The part of a PNG that tells its resolution, which stands before its picture; empty where none does."""
    before = png[: png.find(b"IDAT")]
    place = before.find(b"pHYs")
    return png[place - 4 : place + 17] if place >= 0 else b""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
