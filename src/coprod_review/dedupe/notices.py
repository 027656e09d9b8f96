"""The words by which databases mark notices about an article: corrections and retractions, as data."""

from __future__ import annotations

import re
import unicodedata

_PLAIN_MARKS = """
    erratum; errata; corrigendum; corrigenda; addendum; errata corrige; publisher correction; author
    correction; rättelse; rättelser; berichtigung; berichtigungen; druckfehlerberichtigung;
    korrigendum; richtigstellung; rectificatif; rectificatifs; errata et addenda; fe de erratas; fe
    de errata; fe de errores; rettifica; retificação; errata e addenda; rectificatie;
    rettelse; rettelser; retraction; retractation; rétractation; retractación; retratação;
    ritrattazione; tilbagetrækning; tilbaketrekking; tillbakadragande; avis de rétractation; nota de
    retractación; aviso de retractación; nota de retratação; expression of concern
"""
"""Words and phrases of notices, which other titles seldom begin with: one of the links may follow them."""

_DOUBLE_MARKS = """
    correctif; rectification; korrektur; korrigering; korreksjon; korrektion; correctie; corrección;
    correzione; correção; rectificación; widerruf; zurückziehung; återkallande; intrekking;
    terugtrekking
"""
"""Words that begin other titles as well ("Korrektur der Fehlstellung"): they count before a colon alone."""

_MARKS, _OTHERS = (
    tuple(" ".join(mark.split()) for mark in marks.split(";")) for marks in (_PLAIN_MARKS, _DOUBLE_MARKS)
)
ALL_MARKS = _MARKS + _OTHERS

_LINKS = "zu|zur|zum|till|av|de|del|della|al|alla|au|aux|du|da|do|di|bij|op|van|til|a|for|of|to"
"""Words that lead from a mark to the title of the article."""

PLACED_AT_END = (
    r"[\[(]\s*vol(?:ume)?\.?\s*[\w/-]+(?:[\s,;]+(?:(?:pgs?|pp?|pages?|art(?:icle|n)?|no|iss(?:ue)?)\b\.?\s*)?"
    r"[a-z]{0,3}\d[\d.–-]*){1,3}[\s,;]+\(?(?:19|20)\d\d\)?\s*[\])]"
)
"""The place of the article that is corrected, behind its title: "(vol 38, pg 300, 2016)"."""


_SORTS = {
    "retraction": re.compile(
        r"\b(?:retract|retrat|ritratt|withdraw|remov|tilbagetr|tilbaketr|tillbakadr|widerruf|zuruckzieh|"
        r"aterkall|intrekk|terugtrekk)"
    ),
    "concern": re.compile(r"\bconcern\b"),
    "reinstatement": re.compile(r"\breinstat"),
}
"""What notices do to their article beside correcting it, by the words of their marks."""


def sort_of_notice(mark: str) -> str:
    """What a notice with this mark (plain words) does to its article; nothing where there is no mark."""
    if not mark:
        return ""
    return next((sort for sort, pattern in _SORTS.items() if pattern.search(mark)), "correction")


def plain_marks(marks: tuple[str, ...]) -> tuple[str, ...]:
    """The marks as plain text has them."""
    return tuple(map(_plain, marks))


def raw_pattern(marks: tuple[str, ...]) -> str:
    """The marks as alternatives of RE2 that match text with its accents, composed or not, or without."""
    texts = (re.sub(r"[^\x00-\x7f]", ".{1,2}", unicodedata.normalize("NFC", mark)) for mark in marks)
    return "|".join(sorted(texts))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("æ", "ae").replace("ø", "o"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _pattern(marks: tuple[str, ...]) -> str:
    """The marks, the longest first, as alternatives that match plain text."""
    return "|".join(sorted(plain_marks(marks), key=len, reverse=True))


NOTICE = re.compile(
    r"^\W*(?:(?:author|publisher|editorial)\s?'?s?\s+)?"
    r"(?:errat(?:um|a)|corrigend(?:um|a)|correction|addendum|expression of concern|retraction|"
    r"(?:notice|statement) of (?:retraction|correction|withdrawal|removal|reinstatement|concern|"
    r"republication|(?:duplicate|redundant|prior|dual) publication)|"
    r"(?:retraction|withdrawal|removal|reinstatement|correction) (?:note|notice|statement)|"
    r"partial retraction|retraction and re(?:publication|placement))\b"
    r"(?=\W*$|\s*[:.\-–—(\[]|\s+(?:to|of|for|note|notice)\b)|"
    rf"^\W*(?:{_pattern(_MARKS)})\b(?=\W*$|\s*[:.(\[]|\s+[\-–—]|\s+(?:{_LINKS})\b|\s+[a-z]{{1,4}}\s*:)|"
    r"^\W*(?:(?:temporary|permanent|partial|full|editorial|author|publisher)\s?'?s?\s+)*"
    r"(?:removal|reinstatement|clarification|amendment|(?:duplicate|redundant) publication)"
    r"(?=\s*:|(?:\s+to)?\s*[\"'“‘«]|\s+to\s*:)|"
    rf"^\W*(?:{_pattern(_OTHERS)})\b(?=\W*$|\s*:|\s+[a-z]{{1,4}}\s*:)"
)
"""The mark with which the plain title of a notice begins."""

LINK = re.compile(rf"^\s*(?:notes?\b\s*|notice\b\s*)?(?:(?:{_LINKS})\b|[a-z]{{1,4}}(?=\s*:))?\W*")
"""What leads from the mark to the title of the article, which may begin with one of the links itself."""
