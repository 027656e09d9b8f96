"""One pass over the bytes of an export: whether they are UTF-8, and how their lines end."""

from __future__ import annotations

import codecs
import itertools
import re
from dataclasses import dataclass
from enum import Enum

import numpy as np

from coprod_review.read.content import Content

_HALF = re.compile("[\udc80-\udcff]")
_WESTERN_SIGN = re.compile("[À-ÿ‐-‟]")
_CR, _LF = b"\r\n"


class LineEnds(Enum):
    """How the lines of a text may end. Where no CR stands alone, each can be left out before decoding."""

    ANY = "any"
    CRLF_OR_LF = "crlf or lf"
    LF = "lf"


@dataclass(slots=True, kw_only=True)
class Survey:
    """What one pass over the bytes tells: how many are not UTF-8, how lines end, and the last bytes.

    Of the characters past ASCII that are UTF-8, `n_western` are Latin letters or signs of typography.
    """

    is_sound: bool = True
    n_bad: int = 0
    n_beyond_ascii: int = 0
    n_western: int = 0
    n_crlf: int = 0
    n_lf: int = 0
    n_cr: int = 0
    end: bytes = b""

    def line_ends(self) -> LineEnds:
        """How the lines of the text may end, where it is UTF-8 or nearly so."""
        if self.n_cr:
            return LineEnds.CRLF_OR_LF if self._has_doubled_cr() else LineEnds.ANY
        return LineEnds.CRLF_OR_LF if self.n_crlf else LineEnds.LF

    def _has_doubled_cr(self) -> bool:
        """Whether lines end with CR CR LF, as text written twice does: each CRLF has one CR before it."""
        return self.n_cr == self.n_crlf and not self.n_lf and self.end.rstrip(b"\0")[-3:] == b"\r\r\n"

    def notes(self) -> tuple[str, ...]:
        """What is to be told of the line ends."""
        counts = {"CRLF": self.n_crlf, "LF": self.n_lf, "CR": self.n_cr}
        found = [f"{name} {n}" for name, n in counts.items() if n]
        if self.n_cr and self._has_doubled_cr():
            return ("lines end with CR, CR and LF",)
        if len(found) > 1:
            return (f"mixed line ends ({', '.join(found)})",)
        return ("lines end with CR alone",) if self.n_cr else ()


def survey_of(content: Content, *, skip: int, is_utf8: bool) -> Survey:
    """What the bytes from `skip` on tell; of other encodings than UTF-8 the last bytes alone."""
    survey = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    ends_with_cr = is_within = False
    for number, piece in enumerate(content.pieces()):
        survey.end = piece[-16:] if len(piece) >= 16 else (survey.end + piece)[-16:]
        if not is_utf8:
            continue
        n_cr, n_crlf, n_lf = _n_line_ends(piece)
        n_crlf += ends_with_cr and piece.startswith(b"\n")
        survey.n_crlf += n_crlf
        survey.n_lf += n_lf - n_crlf
        survey.n_cr += n_cr - n_crlf
        ends_with_cr = piece.endswith(b"\r")
        text = piece[skip:] if number == 0 else piece
        if survey.is_sound and (is_within or not text.isascii()):
            survey.is_sound = _decodes(decoder, text)
            is_within = bool(decoder.getstate()[0])
    if is_utf8 and not (survey.is_sound and _decodes(decoder, b"", final=True)):
        _count_characters(content, survey, skip=skip)
    return survey


def _n_line_ends(piece: bytes) -> tuple[int, int, int]:
    """How many CR, CRLF and LF stand in bytes, counted several times as fast as bytes count themselves."""
    codes = np.frombuffer(piece, dtype=np.uint8)
    is_lf = codes == _LF
    if b"\r" not in piece:
        return 0, 0, int(np.count_nonzero(is_lf))
    is_cr = codes == _CR
    counted = (is_cr, is_cr[:-1] & is_lf[1:], is_lf)
    n_cr, n_crlf, n_lf = (int(np.count_nonzero(one)) for one in counted)
    return n_cr, n_crlf, n_lf


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final=final)
    except UnicodeDecodeError:
        return False
    return True


def _count_characters(content: Content, survey: Survey, *, skip: int) -> None:
    """Count the bytes that are not UTF-8, which decode to half characters, and the characters past ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for number, piece in enumerate(itertools.chain(content.pieces(), (b"",))):
        text = decoder.decode(piece[skip:] if number == 0 else piece, final=not piece)
        n_bad = len(_HALF.findall(text))
        survey.n_bad += n_bad
        survey.n_western += len(_WESTERN_SIGN.findall(text))
        survey.n_beyond_ascii += len(text) - len(text.encode("ascii", "ignore")) - n_bad
