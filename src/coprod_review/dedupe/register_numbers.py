"""Records of registers of trials and reviews, and the number under which each of them is registered.

A number is a record's own where it is its accession number, its DOI, or in the address that stands for its
container; or in the title or address of a record whose container is a register, or at the beginning of the
title of one without container. An article that names the number of its trial has none.
"""

from __future__ import annotations

import re

import numpy as np

from coprod_review.dedupe.arrow import Codes, Mask, codes_of, int_array, lengths, matches
from coprod_review.dedupe.record_tables import RecordTable, text_of

_NUMBER = (
    r"(?:\bNCT ?\d{8}|\bISRCTN ?\d{8}|\bACTRN ?\d{14}|\bDRKS ?\d{8}|\bPACTR ?\d{15,16}|\bCRD ?42\d{9,10}"
    r"|\bChiCTR(?:-[A-Z]{2,5}-?)?\d{8,10}|\bCTRI ?/\d{4}/\d{2,3}/\d{6}|\bIRCT ?\d{11,14}N\d{1,3}"
    r"|\bUMIN ?\d{9}|\bjRCTs? ?\d{9,10}|\bKCT ?\d{7}|\bTCTR ?\d{11}|\bRPCEC ?\d{8}|\bRBR-\d[\da-z]{5,7}"
    r"|\bSLCTR/\d{4}/\d{3}|\bCTIS ?\d{4}-\d{6}-\d{2}-\d{2}"
    r"|\b(?:EUCTR|EudraCT)\W{0,2}(?:(?:number|no)\W{0,2})?\d{4}-\d{6}-\d{2})(?:\b|_|$)"
)
"""ClinicalTrials.gov, ISRCTN, ANZCTR, the German and African registers, PROSPERO; those of China, India,
Iran, Japan (two), Korea, Thailand, Cuba, Brazil and Sri Lanka; those of the EU."""

_WHOLE = rf"(?i)^\W*(?:JPRN-)?{_NUMBER}(?:-[A-Z]{{2}})?\W*$"
_OPENING = rf"(?i)^\W*{_NUMBER}"
_OF_DOI = r"^10\.1186/isrctn\d{8}$"
_REGISTER = re.compile(
    r"clinical ?trials?\.gov|\bisrctn|\bictrp\b|\bprospero\b|\banzctr\b|\beudract\b|who\.int/trialsearch"
    r"|clinicaltrialsregister|\bclinical trials? regist(?:er|ry)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(_NUMBER, re.IGNORECASE)
_UNNAMED = re.compile(r"\W|number|no(?=\W)|_", re.IGNORECASE)
_MARKS = (
    "trial",
    "isrctn",
    "ictrp",
    "prospero",
    "anzctr",
    "eudract",
    "euctr",
    "nct",
    "actrn",
    "drks",
    "pactr",
    "chictr",
    "tctr",
    "crd",
    "ctri/",
    "irct",
    "umin",
    "rct",
    "kct",
    "rpcec",
    "rbr-",
    "slctr",
    "ctis",
)
"""Letters without which no container is a register or a number, found in a tenth of the time."""

_SAYS_NOTHING, _IS_REGISTER = "", "register"


def register_numbers(table: RecordTable) -> tuple[Codes, Mask]:
    """The code of each record's own number, 0 for none, and which records are those of registers."""
    containers, said = codes_of(text_of(table, "container"), _of_container)
    registered = containers > 0
    number_by_place = {
        place: said[code]
        for place, code in zip(
            np.flatnonzero(registered).tolist(), containers[registered].tolist(), strict=True
        )
        if said[code] != _IS_REGISTER
    }
    accessions, titles, dois = (text_of(table, name) for name in ("source_id", "title", "doi"))
    bare = np.flatnonzero(lengths(text_of(table, "container")) == 0)
    opening = np.zeros(len(titles), dtype=np.bool_)
    opening[bare] = matches(titles.take(int_array(bare)), _OPENING)
    for texts, where in (
        (accessions, matches(accessions, _WHOLE)),
        (dois, matches(dois, _OF_DOI)),
        (titles, registered | opening),
        (text_of(table, "url"), registered),
    ):
        places = np.flatnonzero(where)
        for place, text in zip(places.tolist(), texts.take(int_array(places)).to_pylist(), strict=True):
            number_by_place[place] = number_by_place.get(place) or number_in(text)
    codes = _coded(number_by_place, len(titles))
    return codes, np.asarray(registered | (codes > 0))


def _coded(number_by_place: dict[int, str], n: int) -> Codes:
    """The code of the number of each of n places, 0 for none."""
    codes = np.zeros(n, dtype=np.int32)
    code_by_number = {"": 0}
    for place, number in number_by_place.items():
        codes[place] = code_by_number.setdefault(number, len(code_by_number))
    return codes


def number_in(text: str) -> str:
    """The first number of a register in a text, without what is written differently; else empty."""
    found = _FOUND.search(text)
    if not found:
        return ""
    plain = _UNNAMED.sub("", found.group()).casefold()
    return plain.replace("euctr", "eudract")


def _of_container(container: str) -> str:
    text = container.casefold()
    if not any(mark in text for mark in _MARKS):
        return _SAYS_NOTHING
    return number_in(container) or (_IS_REGISTER if _REGISTER.search(container) else _SAYS_NOTHING)
