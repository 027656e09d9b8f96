"""The PubMed number of a RIS entry, which databases and programs write in many tags."""

from __future__ import annotations

import re

from coprod_review.read.ebsco_notes import pmid_noted
from coprod_review.read.registers import pmid_in
from coprod_review.read.tagged import Values, all_of, first

OF_EMBASE = re.compile(r"L\d+")
"""A number of a record in Embase."""

_U1_PMID = re.compile(r"(\d+)\s*\[pmid\]", re.IGNORECASE)
_PUBMED_ID = re.compile(
    r"PUBMED\s+(\d+)|^\s*(\d{6,9})\s*(?:$|\[https?://)|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|/pubmed/(\d+)"
)
_OF_MEDLINE = re.compile(r"\d{7,8}")
"""A number of MEDLINE at Ovid, which is that of PubMed; shorter ones are those of reference managers."""

_PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)


def pmid_told(values: Values, notes: list[str], database: str) -> str:
    """The PubMed number, in the tag of its database, or behind its name in a note.

    Records of Scopus and Embase that do not name their database are known by their address and number.
    """
    for value in all_of(values, "U1"):
        found = _U1_PMID.search(value)
        if found:
            return found.group(1)
    tags = ["PM"]
    if "C2" in values and ("Scopus" in database or any(map(_is_of_scopus, all_of(values, "UR")))):
        tags.append("C2")
    if "C5" in values and ("Embase" in database or any(map(OF_EMBASE.fullmatch, all_of(values, "U2")))):
        tags.append("C5")
    tags += ["C3", "UR"]
    for value in all_of(values, *tags):
        if not ("pubmed" in value or "PUBMED" in value or value.strip().isdecimal()):
            continue  # seen at once, unlike by the expression, and so of most addresses
        found = _PUBMED_ID.search(value)
        if found:
            return next(group for group in found.groups() if group)
    is_medline = database.startswith("Ovid MEDLINE") and "AN" not in values
    if is_medline and (own := _OF_MEDLINE.fullmatch(first(values, "ID").strip())):
        return own.group()
    accession = first(values, "AN").strip()
    if accession.startswith(("PUBMED", "MEDLINE:")):
        return accession.removeprefix("PUBMED").removeprefix("MEDLINE").strip(" :")
    if accession.isdecimal() and _PUBMED.search(database):
        return accession
    return pmid_noted(notes) or pmid_in(all_of(values, "L2", "UR"))


def _is_of_scopus(address: str) -> bool:
    return "www.scopus.com/" in address
