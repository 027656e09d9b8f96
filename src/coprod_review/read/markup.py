"""Text as people read it: HTML, JATS and MathML markup, entities, mojibake and odd blanks taken out."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from coprod_review.read.entities import ENTITY, made_whole, sign_of
from coprod_review.read.entries import Repairs

_LABEL = re.compile(r"<(?:jats:)?title>\s*abstract\s*:?\s*</(?:jats:)?title>", re.IGNORECASE)
_BLOCK = (
    "p|br|div|h[1-6]|li|ul|ol|sec|title|section|table|tr|td|th|list|list-item|label|break|abstract|"
    "article-title|abstracttext|copyrightinformation"
)
_INLINE = (
    "i|b|em|strong|sub|sup|u|s|tt|small|span|font|a|abbr|cite|code|bold|italic|underline|monospace|sc|inf|"
    "inline-formula|inline-graphic|alternatives|tex-math|styled-content|named-content|ext-link|xref|"
    "xhtml:[a-z]+|mml:[a-z]+|math|mi|mn|mo|mrow|msub|msup|mfrac|mtext|mspace|mover|munder|mstyle|semantics"
)
_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?"""
_TAG = re.compile(r"</?[A-Za-z]")
_BLOCK_TAG = re.compile(rf"</?(?:jats:|ovid:)?(?:{_BLOCK}){_ATTRIBUTES}>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:jats:)?(?:{_INLINE}){_ATTRIBUTES}>", re.IGNORECASE)
_NAMES = rf"(?:jats:)?(?:{_BLOCK}|{_INLINE})"
_QUOTED = r"""(?:"[^"]{0,200}"|'[^']{0,200}')"""
_LOOSE_TAG = re.compile(
    rf"""<({_NAMES})\s(?:[^<>"']{{0,200}}(?:{_QUOTED}[^<>"']{{0,200}}){{0,8}}|[^<>]{{0,500}})>""",
    re.IGNORECASE,
)
"""An opening tag whose attributes are not as they should be: a quotation mark within a value, or no value."""

_NEVER_CLOSED = re.compile(rf"<({_NAMES})\s[^<>]{{0,500}}</\1\s*>", re.IGNORECASE)
_LOOSE_ONE = re.compile(r"<[A-Za-z][\w:-]{0,30}\s")
"""An opening tag with attributes, or what looks like one."""

_CLOSING_TAG = re.compile(r"</([A-Za-z][\w:-]{0,30})\s*>")
_BLOCK_NAME = re.compile(rf"(?:jats:)?(?:{_BLOCK})", re.IGNORECASE)

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+ ?")
_LINE_ENDS = "\t\n\r"
_WRITTEN_APART = f"&<{_LINE_ENDS}".encode()
_UNTOUCHED = bytes(byte for byte in range(0x20, 0x7F) if byte not in _WRITTEN_APART)
_SEPARATOR = "\x1f"
_MAX_ODD = 64
_KINDS_OF_BYTES = bytes((b" " * 0x80) + (b"." * 0x40) + (b":" * 0x40))
_IN_A_ROW = b".:"
"""A byte that goes on with a character, and one that begins one: two characters past ASCII in a row."""

_WRONG_ENCODINGS = (
    "latin-1", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp437",
)  # fmt: skip
"""The encodings that text in UTF-8 is taken for by mistake, and of which ftfy can tell."""

_LEADS, _FOLLOWERS = (
    [frozenset(bytes(places).decode(encoding, "ignore")) for encoding in _WRONG_ENCODINGS]
    for places in (range(0xC2, 0xF5), range(0x80, 0xC0))
)
"""What the first and the second byte of a character in UTF-8 look like in each of them."""

_CONTROLS = frozenset(map(chr, range(0x80, 0xA0)))
_BEFORE_BLANK = frozenset("\xc2\xc3\xe2")
"""Characters that begin what was decoded wrongly, and whose second may have become a blank."""

_JOINED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURES = str.maketrans(_JOINED)
"""Letters as fonts join them, which come along when text is copied from pages."""

LONG = 10_000
KEPT = "\x0e"
"""A bracket of what only looks like markup, until that is taken out; a control that no text has."""

MOST_MARKS = 30
"""Marks on a letter of a long text: as many as Unicode's stream-safe format has."""

EMPTY_WORDS = frozenset(
    {
        "-", "--", "n/a", "na", "none", "null", "nan", "no abstract", "no abstract.",
        "[no abstract available]",
        "no abstract available", "no abstract available.", "abstract not available", "abstract",
        "[no title available]", "no title", "…", "...",
        "[not available].", "[not available]",
    }
)  # fmt: skip
"""What databases write where they have nothing."""

MAX_EMPTY = max(map(len, EMPTY_WORDS))


def clean(text: str, repairs: Repairs) -> str:
    """One line of readable text; counts in `repairs` the fields in which something was mended."""
    signs = _bytes(text).translate(None, _UNTOUCHED)
    return _cleaned(text, signs, repairs) if signs else _single_blanks(text)


def clean_all(texts: Sequence[str], repairs: Repairs) -> list[str]:
    """Each text as `clean` makes it."""
    joined = _SEPARATOR.join(texts)
    if "\\text" in joined:
        from coprod_review.read.latex import with_named_signs  # noqa: PLC0415 - for rare programs alone

        texts = list(map(with_named_signs, texts))
        joined = _SEPARATOR.join(texts)
    signs = _bytes(joined).translate(None, _UNTOUCHED).split(_SEPARATOR.encode())
    if len(signs) != len(texts):  # a text has the separator, or there is no text
        return [clean(text, repairs) for text in texts]
    plain = [text.strip(" ") for text in texts]
    if "  " in joined:
        plain = [_single_blanks(text) if "  " in text else text for text in plain]
    if any(signs):
        for at in [at for at, odd in enumerate(signs) if odd]:
            plain[at] = _cleaned(texts[at], signs[at], repairs)
    return plain


def clean_or_empty(text: str, repairs: Repairs) -> str:
    """As `clean`, and empty where the words only say that there is nothing."""
    return _empty_where_it_says_so(clean(text, repairs))


def clean_or_empty_all(texts: Sequence[str], repairs: Repairs) -> list[str]:
    """Each text as `clean_or_empty` makes it."""
    return [
        _empty_where_it_says_so(text) if len(text) <= MAX_EMPTY else text
        for text in clean_all(texts, repairs)
    ]


def _empty_where_it_says_so(text: str) -> str:
    return "" if len(text) <= MAX_EMPTY and text.lower() in EMPTY_WORDS else text


def _single_blanks(text: str) -> str:
    if "  " in text:
        return " ".join([words for part in text.split("  ") if (words := part.strip(" "))])
    return text.strip(" ")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _cleaned(text: str, signs: bytes, repairs: Repairs) -> str:
    """A text in which the bytes other than untouched ones are `signs`."""
    odd = signs.translate(None, _WRITTEN_APART)
    needs = _needs_of(odd) if len(odd) <= _MAX_ODD else _ALL_NEEDS
    is_suspect = needs.decoding and (
        needs.decoding_alone or _IN_A_ROW in _bytes(text).translate(_KINDS_OF_BYTES)
    )
    if is_suspect:
        text = _decoded_again(text, repairs)
    if needs.normalising:
        text = unicodedata.normalize("NFC", _with_few_marks(text) if len(text) > LONG else text)
        text = text.translate(_LIGATURES)
    is_changed = is_suspect
    if "&" in text or "<" in text:
        written, text = text, _without_markup(text, repairs)
        is_changed |= text != written
    if is_changed or needs.hiding:
        text = _INVISIBLE.sub("", text)
    if is_changed or needs.blanks is None:
        return " ".join(text.split())
    for blank in needs.blanks:
        text = text.replace(blank, " ")
    for sign in _LINE_ENDS:
        if sign in text:
            text = " ".join([line for part in text.split(sign) if (line := part.strip(" "))])
    return _single_blanks(text)


def _with_few_marks(text: str) -> str:
    """The text with at most MOST_MARKS marks on a letter: sorting more takes time by their square."""
    kept, n_marks = [], 0
    for character in text:
        n_marks = n_marks + 1 if unicodedata.combining(character) else 0
        if n_marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


class _Needs(NamedTuple):
    """What the characters of a text that are no plain ASCII may make necessary.

    `decoding_alone` tells that one of them suffices for decoding again, else two must stand in a row;
    `hiding`, that characters that nobody sees are among them. `blanks` are those that are white space, None
    where any may be.
    """

    decoding: bool
    decoding_alone: bool
    normalising: bool
    hiding: bool
    blanks: str | None


_NO_NEEDS = _Needs(decoding=False, decoding_alone=False, normalising=False, hiding=False, blanks="")
_ALL_NEEDS = _Needs(decoding=True, decoding_alone=True, normalising=True, hiding=True, blanks=None)


@lru_cache(maxsize=1 << 14)
def _needs_of(odd: bytes) -> _Needs:
    """The needs of a text whose characters other than plain ASCII are these, without those between them.

    ftfy, which mends text that was decoded wrongly, is thorough and slow. Most texts have a dash and a sign
    of copyright and cannot be such: wrong text has half characters, controls, or two characters that look
    like the first two bytes of one in UTF-8, the second of which may have become a blank.
    """
    if not odd:
        return _NO_NEEDS
    text = odd.decode("utf-8", "surrogatepass")
    characters = frozenset(text)
    alone = not characters.isdisjoint(_CONTROLS | _BEFORE_BLANK) or bool(_SURROGATE.search(text))
    return _Needs(
        decoding=alone
        or any(characters & one and characters & two for one, two in zip(_LEADS, _FOLLOWERS, strict=True)),
        decoding_alone=alone,
        normalising=not unicodedata.is_normalized("NFC", text)
        or any(map(unicodedata.combining, characters))
        or not characters.isdisjoint(_JOINED),
        hiding=_INVISIBLE.search(text) is not None,
        blanks="".join(sorted({c for c in text + unicodedata.normalize("NFC", text) if c.isspace()})),
    )


def _decoded_again(text: str, repairs: Repairs) -> str:
    """Half characters replaced, and text that was decoded wrongly decoded again, where ftfy is sure of it."""
    if not any(map(_is_suspect, _BEYOND_ASCII.findall(text))):
        return text
    from ftfy import fix_encoding  # noqa: PLC0415 - slow to import, and asked seldom
    from ftfy.badness import is_bad  # noqa: PLC0415

    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        repairs["half characters replaced"] += 1
    if is_bad(text):
        mended = fix_encoding(text)
        if mended != text:
            repairs["mojibake mended"] += 1
            text = mended
    return text


def _is_suspect(run: str) -> bool:
    """Whether characters past ASCII that follow each other, and a blank after them, may be such text."""
    if run[-1] == " ":
        run = run[:-1]
        if run[-1] in _BEFORE_BLANK:
            return True
    if not _CONTROLS.isdisjoint(run) or _SURROGATE.search(run):
        return True
    return any(
        one in first and other in second
        for one, other in itertools.pairwise(run)
        for first, second in zip(_LEADS, _FOLLOWERS, strict=True)
    )


def _without_markup(text: str, repairs: Repairs) -> str:
    before = text
    text = made_whole(text) if "& " in text and ";" in text else text
    for _ in range(3):
        if "&" not in text or not ENTITY.search(text):
            break
        text = ENTITY.sub(sign_of, text)
    if text != before:
        repairs["HTML entities resolved"] += 1
        text = _SURROGATE.sub("\ufffd", text)
    if "<" in text and _TAG.search(text):
        whole = _with_whole_tags(text) if len(text) <= LONG and _LOOSE_ONE.search(text) else text
        plain = _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", _LABEL.sub(" ", whole))).replace(KEPT, "<")
        if plain != text:
            repairs["HTML or JATS markup taken out"] += 1
            text = plain
    return text


def _with_whole_tags(text: str) -> str:
    """The text without opening tags with odd attributes whose closing tags stand behind them.

    Else the closing tags would go alone, and half of the markup be left as if it were text. A tag without its
    bracket is text, and so is what closes it: its brackets are set as KEPT.
    """
    last = {found.group(1).lower(): found.start() for found in _CLOSING_TAG.finditer(text)}

    def kept(found: re.Match[str]) -> str:
        name, tag = found.group(1), found.group()
        has_attributes = "=" in tag or len(tag.split()) == 2
        if not has_attributes or last.get(name.lower(), -1) < found.end():
            return tag
        return " " if _BLOCK_NAME.fullmatch(name) else ""

    text = _LOOSE_TAG.sub(kept, text.replace(KEPT, ""))
    return _NEVER_CLOSED.sub(lambda found: found.group().replace("<", KEPT), text)
