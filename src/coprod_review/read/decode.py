"""Bytes of an export as lines of text, saying what was guessed or repaired on the way."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

CP1252_FALLBACK = "coprod_review.cp1252"
CHUNK = 1 << 20
SAMPLE = 1 << 16

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WESTERN = frozenset({"ascii", "utf_8", "cp1252", "latin_1", "iso8859_15", "cp1250", "cp1254", "cp1257"})
"""Guesses that are read as cp1252: on short samples they cannot be told apart, and cp1252 is commonest."""

_DECLARED = re.compile(rb"^%\s*Encoding:\s*([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """An export as text. Lines end with LF, CRLF or CR, as in any editor, and with nothing else.

    `raw` is never decoded as a whole: `lines` reads it anew, piece by piece, as often as asked.
    """

    raw: bytes
    encoding: str
    errors: str = "strict"
    bom_length: int = 0
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """The lines in order, without their ends."""
        for line in self.raw_lines():
            yield line[:-1] if line.endswith("\n") else line

    def raw_lines(self) -> Iterator[str]:
        """The lines in order, each ended by LF except perhaps the last."""
        stream = io.BytesIO(self.raw)
        stream.seek(self.bom_length)
        yield from io.TextIOWrapper(stream, encoding=self.encoding, errors=self.errors, newline=None)

    def head(self, n_chars: int) -> str:
        """The first `n_chars` characters, line ends as LF."""
        stream = io.BytesIO(self.raw)
        stream.seek(self.bom_length)
        return io.TextIOWrapper(stream, encoding=self.encoding, errors=self.errors, newline=None).read(
            n_chars
        )

    @property
    def ends_with_line_end(self) -> bool:
        """Whether the last line is ended, as it is where a download was not cut short."""
        return self.raw.rstrip(b"\0")[-1:] in (b"\n", b"\r", b"")


def decode(raw: bytes) -> DecodedText:
    """The text of an export, its encoding found by byte-order mark, by trial and by guess, in this order.

    Text that is UTF-8 but for single bytes is read as UTF-8 with those bytes as cp1252. What is not UTF-8
    is read as declared (JabRef writes a line "% Encoding:"), as charset-normalizer guesses where it is sure
    of a script other than Latin, and else as cp1252.
    """
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return _decoded(raw, encoding, bom_length=len(bom), notes=(f"byte-order mark of {encoding}",))
    wide = _utf16_without_mark(raw)
    if wide:
        return _decoded(raw, wide, notes=(f"{wide} without byte-order mark",))
    return _decoded(raw, "utf-8")


def mend_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that the codec refuses, as cp1252, and as latin-1 where that has no such character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_cp1252(byte) for byte in bad), error.end


codecs.register_error(CP1252_FALLBACK, mend_cp1252)


def _decoded(raw: bytes, encoding: str, *, bom_length: int = 0, notes: tuple[str, ...] = ()) -> DecodedText:
    notes += _line_end_notes(raw, encoding)
    if not encoding.startswith("utf-8"):
        return DecodedText(raw=raw, encoding=encoding, errors="replace", bom_length=bom_length, notes=notes)
    n_bad, n_good = _count_utf8(raw, bom_length)
    if n_bad == 0:
        return DecodedText(raw=raw, encoding=encoding, bom_length=bom_length, notes=notes)
    if n_good >= n_bad or bom_length:
        note = f"UTF-8 but for {n_bad} bytes, which were read as cp1252"
    else:
        encoding, note = _guess(raw)
    return DecodedText(
        raw=raw, encoding=encoding, errors=CP1252_FALLBACK, bom_length=bom_length, notes=(*notes, note)
    )


def _count_utf8(raw: bytes, start: int) -> tuple[int, int]:
    """How many bytes are not UTF-8, and how many characters beyond ASCII are."""
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        for at in range(start, len(raw), CHUNK):
            decoder.decode(raw[at : at + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        text = raw[start:].decode("utf-8", errors="surrogateescape")
        n_bad = sum(1 for c in text if "\udc80" <= c <= "\udcff")
        return n_bad, sum(1 for c in text if c > "\x7f") - n_bad
    return 0, 0


def _guess(raw: bytes) -> tuple[str, str]:
    declared = _DECLARED.search(raw[:2000])
    if declared:
        name = declared.group(1).decode("ascii").lower()
        if name not in ("utf-8", "utf8", "us-ascii", "ascii") and _is_known(name):
            return name, f"not UTF-8, read as {name}, as its head declares"
    best = from_bytes(_lines_beyond_ascii(raw)).best()
    if best is not None and best.encoding not in WESTERN and best.alphabets and not _is_latin(best.alphabets):
        return best.encoding, f"not UTF-8, read as {best.encoding} (guessed)"
    return "cp1252", "not UTF-8, read as cp1252 (guessed)"


def _lines_beyond_ascii(raw: bytes) -> bytes:
    sample = re.findall(rb"[^\r\n]{0,200}[\x80-\xff][^\r\n]{0,200}", raw[: 16 * SAMPLE])
    return b"\n".join(sample)[:SAMPLE]


def _is_latin(alphabets: list[str]) -> bool:
    return any("Latin" in name for name in alphabets) and not any(
        word in name for name in alphabets for word in ("Cyrillic", "Greek", "CJK", "Hangul", "Hiragana")
    )


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _utf16_without_mark(raw: bytes) -> str:
    """UTF-16 of Latin text has a zero in nearly every second byte."""
    sample = raw[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _line_end_notes(raw: bytes, encoding: str) -> tuple[str, ...]:
    if not encoding.startswith("utf-8"):
        return ()
    crlf = raw.count(b"\r\n")
    counts = {"CRLF": crlf, "LF": raw.count(b"\n") - crlf, "CR": raw.count(b"\r") - crlf}
    found = [f"{name} {n}" for name, n in counts.items() if n]
    if len(found) > 1:
        return (f"mixed line ends ({', '.join(found)})",)
    return ("lines end with CR alone",) if counts["CR"] else ()


def _cp1252(byte: int) -> str:
    one = bytes([byte])
    try:
        return one.decode("cp1252")
    except UnicodeDecodeError:
        return one.decode("latin-1")
