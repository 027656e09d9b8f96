"""Entities of HTML, also as programs break them: in capitals, or with a blank behind their sign."""

from __future__ import annotations

import html
import re
from html.entities import html5

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ACCENTED = r"[a-z](?:acute|grave|circ|uml|tilde|cedil|ring|caron|strok|breve|macr|ogon|slash|dot)"
_GREEK = (
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|upsilon|phi|chi|psi"
    "|omega"
)
_NAMES_OF_PEOPLE = "(?-i:Le|Ge|Lt|Mu|Nu|Xi|Chi|Times);"
_BEHIND_GREEK = "".join(rf"(?<!\b{name} & )" for name in _GREEK.split("|"))
_WITH_BLANK = re.compile(
    rf"& (?!{_NAMES_OF_PEOPLE})(?:(?=(?:nbsp|deg|lt|gt|le|ge|leq|geq|les|ges|plusmn"
    rf"|ndash|mdash|amp|quot|apos|[lr][ds]quo|hellip|middot|thinsp|ensp|szlig|aelig|oelig|{_ACCENTED});"
    r"|(?:copy|reg);\s?(?:19|20)\d\d|times;\s?\d"
    rf")|{_BEHIND_GREEK}(?=(?:{_GREEK});[^\W_])"
    rf"|(?<=[^\s&]& )(?=(?:{_GREEK});))",
    re.IGNORECASE,
)
"""What Web of Science makes of entities ("37 & DEG;C"); those named as words are, only where none can be.

Nor do names of people begin in capitals like entities ("Nguyen & Le;"), and "alpha & beta;" are words.
"""


def made_whole(text: str) -> str:
    """The text with its entities without blanks in them."""
    return _WITH_BLANK.sub("&", text)


def sign_of(entity: re.Match[str]) -> str:
    """What an entity stands for; programs that set titles in capitals do so with its name too ("&Reg;")."""
    found = html.unescape(written := entity.group())
    return html5.get(written[1:].lower(), written) if found == written and written[1].isupper() else found
