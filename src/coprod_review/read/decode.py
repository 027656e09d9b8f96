"""Bytes of an export as lines of text, saying what was guessed or repaired on the way."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coprod_review.errors import ReviewError
from coprod_review.model.encodings import is_encoding
from coprod_review.model.limits import MB
from coprod_review.read import joined
from coprod_review.read.content import Content, head_of
from coprod_review.read.survey import LineEnds, survey_of

CP1252_FALLBACK = "coprod_review.cp1252"
HEAD = 1 << 20
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

UNSURE = "; accents may be wrong: if they are, say the encoding in the manifest or with --encoding"
"""What is told behind a guess that could as well be another."""

FEW, MANY = 8, 40
"""Below so many bytes past ASCII other scripts are not asked for, and from so many on they are sure."""

_BEYOND_ASCII = bytes(range(0x80, 0x100))
_DECLARED = re.compile(
    rb"^%\s*Encoding:\s*([\w-]+)|^\s*<\?xml\s[^<>]*?\bencoding\s*=\s*[\"']([\w-]+)", re.MULTILINE
)
_WIDER = frozenset(("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1"))
"""What is declared in vain of text that is not UTF-8: cp1252 is what writers of Latin-1 mean.

A declaration that can be read byte by byte is not in UTF-16 or UTF-32 either.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """An export as text. Lines end with LF, CRLF or CR, as in any editor, and with nothing else.

    `content` is never decoded as a whole: each method reads it anew, block by block, as often as asked.
    `ends_with_line_end` tells whether the last line is ended, as it is where a download was not cut short.
    `watch` is shown each block before it is given out. `line_ends` tells how lines may end. `where` names the
    export in the ReviewError that is raised where a block gets longer than the limits of the content allow.
    """

    content: Content
    encoding: str
    errors: str = "strict"
    bom_length: int = 0
    ends_with_line_end: bool = True
    line_ends: LineEnds = LineEnds.ANY
    where: str = ""
    notes: tuple[str, ...] = ()
    watch: Callable[[str], None] | None = None

    def blocks(self, *, end: str = "\n") -> Iterator[str]:
        """The text in blocks of whole lines, line ends as LF; most have about a quarter of a million signs.

        With another `end`, each block but the last ends with that character, be it in mid-line. A line in
        which another file was joined is two, and all behind it have numbers greater by one than in the file.
        """
        for block in self._ending_with(end):
            if joined.MARK in block and end == "\n":
                block = joined.parted(block)
            if self.watch:
                self.watch(block)
            yield block

    def lines(self) -> Iterator[str]:
        """The lines in order, without their ends."""
        for block in self.blocks():
            lines = block.split("\n")
            if not lines[-1]:
                lines.pop()
            yield from lines

    def head(self, n_chars: int) -> str:
        """The first `n_chars` characters, line ends as LF."""
        found: list[str] = []
        for text in self._texts():
            found.append(text)
            if sum(map(len, found)) >= n_chars:
                break
        return "".join(found)[:n_chars]

    def _ending_with(self, end: str) -> Iterator[str]:
        rest: list[str] = []
        held, most = 0, self.content.limits.max_line_mb * MB
        for text in self._texts():
            at = text.rfind(end) + 1
            if not at:
                rest.append(text)
                held += len(text)
                if held > most:
                    raise self._endless(most // MB)
                continue
            held = len(text) - at
            yield "".join((*rest, text[:at]))
            rest = [text[at:]]
        last = "".join(rest)
        if last:
            yield last

    def _endless(self, megabytes: int) -> ReviewError:
        return ReviewError(
            f"a line or value of this export has more than {megabytes} million characters",
            where=self.where,
            remedy="look what it is, and export again; read.max_line_mb in config/config.yaml allows more",
        )

    def _texts(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)(self.errors)
        is_any = self.line_ends is LineEnds.ANY
        decode = io.IncrementalNewlineDecoder(decoder, translate=True).decode if is_any else decoder.decode
        skip = self.bom_length
        n_behind = 0
        try:
            for piece in self.content.pieces():
                written = piece[skip:] if skip else piece
                text = decode(
                    written.replace(b"\r", b"") if self.line_ends is LineEnds.CRLF_OR_LF else written
                )
                skip = 0
                n_behind += len(piece)
                if text:
                    yield text
            last = decode(b"", final=True)
        except UnicodeError as error:
            raise self._unreadable(n_behind + getattr(error, "start", 0)) from error
        if last:
            yield last

    def _unreadable(self, n_before: int) -> ReviewError:
        likely = decode(self.content).encoding
        return ReviewError(
            f"this file cannot be read as {self.encoding}, as was told, from byte {n_before + 1} on",
            where=self.where,
            remedy=f"leave the encoding out, since the file looks like {likely}, or tell the right one",
        )


def decode(content: Content, *, told: str | None = None, where: str = "") -> DecodedText:
    """The text of an export, its encoding found by byte-order mark, by trial and by guess, in this order.

    Text that is UTF-8 but for single bytes is read as UTF-8 with those bytes as cp1252. What is not UTF-8
    is read as declared (in the first line of XML, or in JabRef's "% Encoding:"), as its letters tell
    (`guess`), as charset-normalizer guesses where it is sure of a script other than Latin, and else as
    cp1252, single letters that are UTF-8 among it as such. An encoding that people `told` goes before all of
    this, but for a byte-order mark. `where` names the export in errors.
    """
    head = head_of(content, HEAD)
    mark, encoding = next(((b, e) for b, e in BOMS if head.startswith(b)), (b"", "utf-8"))
    notes: tuple[str, ...] = (f"byte-order mark of {encoding}",) if mark else ()
    if not mark and (wide := _utf16_without_mark(head)):
        encoding, notes = wide, (f"{wide} without byte-order mark",)
    if told and not mark:
        encoding = _with_order_of_bytes(told, head)
        notes = (f"read as {encoding}, as told",)
    errors = "strict" if encoding.startswith("utf-8") and (mark or not told) else "replace"
    survey = survey_of(content, skip=len(mark), is_utf8=errors == "strict")
    if errors == "strict":
        notes += survey.notes()
    if survey.n_bad:
        errors = CP1252_FALLBACK
        if survey.n_beyond_ascii >= survey.n_bad or mark:
            notes += (f"UTF-8 but for {survey.n_bad} bytes, which were read as cp1252",)
        else:
            encoding, note = _guess(head)
            if encoding == "cp1252" and 0 < survey.n_beyond_ascii == survey.n_western:
                encoding = "utf-8"
                note += f", but for {survey.n_western} characters that are UTF-8"
            notes += (note,)
    return DecodedText(
        content=content,
        encoding=encoding,
        errors=errors,
        bom_length=len(mark),
        line_ends=survey.line_ends() if encoding.startswith("utf-8") else LineEnds.ANY,
        ends_with_line_end=survey.end.rstrip(b"\0")[-1:] in (b"\n", b"\r", b""),
        where=where,
        notes=notes,
    )


def mend_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that the codec refuses, as cp1252, and as latin-1 where that has no such character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_cp1252(byte) for byte in bad), error.end


codecs.register_error(CP1252_FALLBACK, mend_cp1252)


def _guess(raw: bytes) -> tuple[str, str]:
    from coprod_review.read.guess import guess  # noqa: PLC0415 - few exports need it

    declared = _DECLARED.search(raw[:2000])
    if declared:
        name = (declared.group(1) or declared.group(2)).decode("ascii").lower()
        if name not in _WIDER and is_encoding(name) and not name.startswith(("utf-16", "utf-32")):
            return name, f"not UTF-8, read as {name}, as its head declares"
    found = guess(raw)
    name, is_sure = (found.encoding, found.is_sure) if found else _of_another_script(raw)
    return name, f"not UTF-8, read as {name} (guessed){'' if is_sure else UNSURE}"


def _of_another_script(raw: bytes) -> tuple[str, bool]:
    """What charset-normalizer guesses where it is sure of a script other than Latin, else cp1252."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and few exports need it

    sample = _lines_beyond_ascii(raw)
    n = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    best = from_bytes(sample).best() if n >= FEW else None
    if (
        best is None
        or best.encoding.startswith(("utf_16", "utf_32", "utf_7"))
        or best.encoding in WESTERN
        or not best.alphabets
        or _is_latin(best.alphabets)
    ):
        return "cp1252", False
    return best.encoding, n >= MANY


def _lines_beyond_ascii(raw: bytes) -> bytes:
    sample = re.findall(rb"[^\r\n]{0,200}[\x80-\xff][^\r\n]{0,200}", raw)
    return b"\n".join(sample)[:SAMPLE]


def _is_latin(alphabets: list[str]) -> bool:
    return any("Latin" in name for name in alphabets) and not any(
        word in name for name in alphabets for word in ("Cyrillic", "Greek", "CJK", "Hangul", "Hiragana")
    )


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


def _with_order_of_bytes(told: str, raw: bytes) -> str:
    """What was told, and of UTF-16 and UTF-32 whose mark is missing the order of bytes that zeros show."""
    name = codecs.lookup(told).name
    width = {"utf-16": 2, "utf-32": 4}.get(name)
    if width is None:
        return told
    sample = raw[:4096]
    first, last = (sample[at::width].count(0) for at in (0, width - 1))
    return told if first == last else f"{name}-{'le' if last > first else 'be'}"


def _cp1252(byte: int) -> str:
    one = bytes([byte])
    try:
        return one.decode("cp1252")
    except UnicodeDecodeError:
        return one.decode("latin-1")
