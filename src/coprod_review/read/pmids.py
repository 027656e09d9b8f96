"""The number of PubMed out of what stands in its place."""

from __future__ import annotations

import re

from coprod_review.read.entries import Repairs
from coprod_review.read.places import repair_at

NOT_TOLD = "PMIDs left empty, since a number form such as 3.46E+07 does not tell their digits"

LONGEST = 9
"""How many digits a number of PubMed has at most."""

_PMID = re.compile(
    r"(?:(?<![\w+-])(?<!\d[.,])(?i:med|nlm|id)?|(?i:pmid|pubmed|medline)[-_]?)"
    r"0*(\d{1,9})(?!\d|[eE]\+|-\w|,\d|\.(?!0+\b)\d)"
)
"""A number alone or behind what names PubMed; no part of one with a point or commas, but for ".0"."""

_WITHIN_DOI = re.compile(r"\b10\.\d{4,9}/\S*")

_IN_NUMBER_FORM = re.compile(r"\d[\d.,'’\s]*(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"(\d{1,3}(?:(?:[\s'’]\d{3})+|(?:,\d{3}){2,}|(?:\.\d{3}){2,}))(?:[.,]0+)?")
"""Groups of three digits; behind one point or comma alone, three digits may as well be decimals."""

_OF_POWER = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?0*(\d)")
_OF_DECIMALS = re.compile(r"(\d+)(?:[.,]0*)?")
_SEVERAL = re.compile(r"\d{4,9}(?:,?\s+\d+)+")


def pmid(written: str) -> str:
    """The digits of a PubMed id; empty where there are none, or only the number of another register.

    A text that is nothing but a number has to tell all of its digits: "34 567 893" and "3.4567893E+07" do,
    "3.46E+07" does not.
    """
    text = written.strip()
    if text.isdecimal() and text.isascii():
        bare = text.lstrip("0")
        return bare if len(bare) <= LONGEST else ""
    if _IN_NUMBER_FORM.fullmatch(text):
        text = _digits(text)
    found = _PMID.search(_WITHIN_DOI.sub("", text) if "10." in text else text)
    return found.group(1).lstrip("0") if found else ""


def pmid_of_entry(written: str, line: int, repairs: Repairs) -> str:
    """The digits of a PubMed id; a number that does not tell them is counted, with the line of its entry."""
    found = pmid(written)
    if not found and _IN_NUMBER_FORM.fullmatch(written.strip()) and written.strip("0. "):
        repair_at(repairs, NOT_TOLD, line)
    return found


def _digits(text: str) -> str:
    """What a text in the form of a number says without it; empty where that does not tell all digits."""
    if grouped := _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", grouped.group(1))
    if power := _OF_POWER.fullmatch(text):
        whole, decimals, exponent = power.groups(default="")
        n = int(exponent)
        return whole + decimals[:n] if len(decimals) >= n and not decimals[n:].strip("0") else ""
    if whole_number := _OF_DECIMALS.fullmatch(text):
        return whole_number.group(1)
    return text if _SEVERAL.fullmatch(text) else ""
