"""Words of texts, and which of many texts may have a run of words that a few known texts have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

SHINGLE, STRIDE = 8, 4
"""Shingles of eight words from every fourth place: any run of eleven words holds one of them whole."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
"""A word; of writing without blanks between words, a sign."""

_SIGN = re.compile(rf"[{_CJK}]")
_ASCII = bytes(range(128))
_PARTED = bytes(b if b > 127 or chr(b).isalnum() or b == ord("_") else ord(" ") for b in range(256))
_IOTA_BELOW = "\u0345"
"""The one character that parts words and becomes part of one when it is folded."""

_MOST_REPLACED = 48
"""Texts with more kinds of characters to replace are parted by WORD, which is faster there."""

_OTHER_BITS = 24
_BUCKET_BITS = (1 << _OTHER_BITS) - 1


def folded_words(text: str) -> list[str]:
    """The words of a text in their order, without regard to capitals."""
    words = "\n".join(WORD.findall(text)).casefold()
    return words.split("\n") if words else []


def quick_words(text: str) -> Sequence[bytes]:
    """The words of the folded text in UTF-8; as `folded_words`, but for letters that fold into several.

    Where two texts have a run of the same words, they have one of as many quick words or more.
    """
    folded = text.replace(_IOTA_BELOW, " ").casefold()
    high = folded.encode("utf-8", errors="surrogatepass").translate(None, _ASCII)
    kinds = [
        c for c in set(high.decode("utf-8", errors="surrogatepass")) if not c.isalnum() or _SIGN.match(c)
    ]
    if len(kinds) > _MOST_REPLACED:
        return [word.encode("utf-8") for word in WORD.findall(folded)]
    for kind in kinds:
        folded = folded.replace(kind, f" {kind} " if _SIGN.match(kind) else " ")
    return folded.encode("utf-8", errors="surrogatepass").translate(_PARTED).split()


def shingles(words: Sequence[object], *, stride: int = 1) -> Iterator[int]:
    """The hash of each `SHINGLE` words in a row, from every `stride`-th place."""
    return map(hash, zip(*(words[at::stride] for at in range(SHINGLE)), strict=False))


class KnownRuns:
    """Tells quickly, and with few false alarms, that a text has no run of eleven words of the known texts."""

    def __init__(self, known: Iterable[str]) -> None:
        self._low, self._high = bytearray(_BUCKET_BITS + 1), bytearray(_BUCKET_BITS + 1)
        for text in known:
            for shingle in shingles(quick_words(text)):
                self._low[shingle & _BUCKET_BITS] = 1
                self._high[shingle >> _OTHER_BITS & _BUCKET_BITS] = 1

    def may_be_in(self, text: str) -> bool:
        """False where no run can be in the text; True where the words themselves must be compared."""
        hashes = list(shingles(quick_words(text), stride=STRIDE))
        likely = compress(hashes, map(self._low.__getitem__, map(_BUCKET_BITS.__and__, hashes)))
        return any(self._high[shingle >> _OTHER_BITS & _BUCKET_BITS] for shingle in likely)
