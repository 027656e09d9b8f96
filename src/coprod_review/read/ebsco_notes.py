"""What EBSCO and other hosts write into notes and abstracts: languages, subjects and copyright notices."""

from __future__ import annotations

import re

from coprod_review.read.entries import Repairs

NOTICE_LEFT_OUT = (
    "copyright notices left out that stood for an abstract or behind one (an abstract may have several)"
)

_ACCESSION = re.compile(r"accession number:\s*([^;\n]+?)(?=[;\n]|\.\s|\.?\Z)", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|[;.]\s?)Language: ([^;.\n]+?)(?=[;.\n]|$|(?<=[a-z])[A-Z])", re.MULTILINE)
"""Up to the next label, which EBSCO runs on behind it in PsycINFO ("EnglishMajor Descriptor: ...")."""

_DATE_LINE = re.compile(r"^(?:19|20)\d\d/\d\d/\d\d(?: \d\d:\d\d)?$", re.MULTILINE)
_LANGUAGE_LINE = re.compile(r"^[a-z]{3}$", re.MULTILINE)
"""The lines with the date and the language of a record of PubMed among those that EndNote makes a note of."""

_PMID = re.compile(r"^\s*PMID:?\s*(\d{1,9})\s*$", re.MULTILINE)
_PMID_WITHIN = re.compile(
    r"\bPMID: NLM(\d{1,9})(?![\w-])|\bAccession Number: [\w-]{1,30}\. PMID: (\d{1,9})(?![\w-])"
)
"""How EBSCO writes it among other labels: in CINAHL, and in PsycINFO behind its own number."""
_SUBJECTS = re.compile(r"(?:^|[;.]\s?)Subjects?: ([^.\n]+)\.(?=\s|$)")
_OF_EBSCO = re.compile(
    r"Copyright of [^.\n]{1,300} is the property of "
    r"(?s:.{1,1200}?)\(Copyright applies to all Abstracts\.\)\s*"
)
_NOTICE = re.compile(
    r"\s*(?:\(c\)|©|copyright\b(?=[^.\n]*(?:\d{4}|rights|\(c\)|©)))[^.\n]{0,160}\.?\s*", re.IGNORECASE
)


def accession_noted(notes: list[str]) -> str:
    """The number of a record in its database, where a note names it."""
    found = (_ACCESSION.search(note) for note in notes if "ccession" in note or "ACCESSION" in note)
    return next((one.group(1).strip() for one in found if one), "")


def pmid_noted(notes: list[str]) -> str:
    """The number of PubMed on a line of its own of a note, or among the labels of EBSCO."""
    told = [note for note in notes if "PMID" in note]
    if not told:
        return ""
    found = (pattern.search(note) for pattern in (_PMID, _PMID_WITHIN) for note in told)
    return next((one[one.lastindex or 0] for one in found if one), "")


def languages_noted(notes: list[str]) -> list[str]:
    """The languages that EBSCO names in a note, or a line of what EndNote took over from PubMed."""
    if not notes:
        return []
    told = [one for note in notes if "Language: " in note for one in _LANGUAGE.findall(note)]
    text = "\n".join(notes)
    return told + _LANGUAGE_LINE.findall(text) if _DATE_LINE.search(text) else told


def subjects_noted(notes: list[str]) -> list[str]:
    """The subjects that EBSCO lists in a note between semicolons, up to a full stop."""
    lists = (found for note in notes if "Subject" in note for found in _SUBJECTS.findall(note))
    return [word for listed in lists for word in listed.split(";") if word.strip()]


def without_notices(paragraphs: list[str], repairs: Repairs) -> list[str]:
    """The paragraphs of an abstract but for those that only say who holds the rights."""
    if not any("opyright" in text or text[:3].lower() == "(c)" or text[:1] == "©" for text in paragraphs):
        return paragraphs
    texts = (_OF_EBSCO.sub("", written) for written in paragraphs)
    kept = [text for text in texts if text and not _NOTICE.fullmatch(text)]
    repairs[NOTICE_LEFT_OUT] += kept != paragraphs
    return kept
