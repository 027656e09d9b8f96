"""Text as people read it: HTML, JATS and MathML markup, entities, mojibake and odd blanks taken out."""

from __future__ import annotations

import html
import re
import unicodedata

from coprod_review.read.entries import Repairs

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LABEL = re.compile(r"<(?:jats:)?title>\s*abstract\s*:?\s*</(?:jats:)?title>", re.IGNORECASE)
_BLOCK = (
    "p|br|div|h[1-6]|li|ul|ol|sec|title|section|table|tr|td|th|list|list-item|label|break|abstract|"
    "article-title"
)
_INLINE = (
    "i|b|em|strong|sub|sup|u|s|tt|small|span|font|a|abbr|cite|code|bold|italic|underline|monospace|sc|inf|"
    "inline-formula|inline-graphic|alternatives|tex-math|styled-content|named-content|ext-link|xref|"
    "xhtml:[a-z]+|mml:[a-z]+|math|mi|mn|mo|mrow|msub|msup|mfrac|mtext|mspace|mover|munder|mstyle|semantics"
)
_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?"""
_BLOCK_TAG = re.compile(rf"</?(?:jats:)?(?:{_BLOCK}){_ATTRIBUTES}>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:jats:)?(?:{_INLINE}){_ATTRIBUTES}>", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\ud800-\udfff\x80-\x9f]|[^\x00-\x7f][^\x00-\x7f]|[\xc2\xc3\xe2] ")
"""Half characters, control characters, two characters past ASCII in a row, or one whose second became a
blank: text decoded wrongly has one of these, and most text has none, so that ftfy, which is thorough and slow,
is asked seldom."""

EMPTY_WORDS = frozenset(
    {
        "-", "--", "n/a", "na", "none", "null", "nan", "no abstract", "no abstract.",
        "[no abstract available]",
        "no abstract available", "no abstract available.", "abstract not available", "abstract",
        "[no title available]",
        "[not available].", "[not available]",
    }
)  # fmt: skip
"""What databases write where they have nothing."""


def clean(text: str, repairs: Repairs) -> str:
    """One line of readable text; counts in `repairs` the fields in which something was mended."""
    if not text:
        return ""
    if not text.isascii():
        text = _mend_characters(text, repairs)
    if "&" in text or "<" in text:
        text = _without_markup(text, repairs)
    if text.isprintable():  # then blanks are its only white space
        text = text.strip()
        return " ".join(text.split()) if "  " in text else text
    return " ".join(_INVISIBLE.sub("", text).split())


def clean_or_empty(text: str, repairs: Repairs) -> str:
    """As `clean`, and empty where the words only say that there is nothing."""
    cleaned = clean(text, repairs)
    return "" if cleaned.lower() in EMPTY_WORDS else cleaned


def _mend_characters(text: str, repairs: Repairs) -> str:
    if _SUSPECT.search(text):
        text = _mend_suspect(text, repairs)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _mend_suspect(text: str, repairs: Repairs) -> str:
    """Half characters replaced, and text that was decoded wrongly decoded again, where ftfy is sure of it."""
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        repairs["half characters replaced"] += 1
    if is_bad(text):
        mended = fix_encoding(text)
        if mended != text:
            repairs["mojibake mended"] += 1
            text = mended
    return text


def _without_markup(text: str, repairs: Repairs) -> str:
    before = text
    for _ in range(3):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    if text != before:
        repairs["HTML entities resolved"] += 1
    if "<" in text:
        plain = _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", _LABEL.sub(" ", text)))
        if plain != text:
            repairs["HTML or JATS markup taken out"] += 1
            text = plain
    return _SURROGATE.sub("\ufffd", text)
