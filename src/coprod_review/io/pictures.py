"""Pictures of Word documents: pandoc gets stand-ins of their sizes, for the real ones cost it seconds."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def stand_in(png: bytes, name: str) -> bytes:
    """A PNG of the same size and resolution that holds its name and no picture."""
    if not png.startswith(SIGNATURE):
        return png
    kept = SIGNATURE
    place = len(SIGNATURE)
    while place + 8 <= len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind = png[place + 4 : place + 8]
        if kind in (b"IHDR", b"pHYs"):
            kept += png[place : place + 12 + length]
        place += 12 + length
    return kept + _chunk(b"tEXt", b"Title\0" + name.encode("utf-8")) + _chunk(b"IEND", b"")


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


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
