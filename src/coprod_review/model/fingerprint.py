"""The fingerprint of a title: what stays the same however a database writes it."""

from __future__ import annotations

import html
import re
import unicodedata

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,100}>")

_UNDECOMPOSED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Letters that Unicode does not decompose and that databases nevertheless write in plain Latin."""


def title_fingerprint(title: str) -> str:
    """The letters and digits of a title, without case, accents, markup, punctuation or spaces.

    Titles that differ only in these, or in "&" for "and", have one fingerprint, and it contains no space.
    Letters of every script are kept. A title without any letter or digit has the empty fingerprint, which
    identifies nothing.
    """
    text = _MARKUP.sub("", html.unescape(title))
    text = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_UNDECOMPOSED)
    return "".join(filter(str.isalnum, text))
