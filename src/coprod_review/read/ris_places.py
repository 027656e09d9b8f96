"""Where and when a document of RIS appeared, as the databases write it, and who held the meeting."""

from __future__ import annotations

import re

from coprod_review.read.names import names_a_body, told_by_form
from coprod_review.read.registers import address_of
from coprod_review.read.ris_lines import KNOWN
from coprod_review.read.tagged import Values, all_of, first

MEETINGS = ("CONF", "CPAPER", "ABST")
"""Types of which CP names the meeting."""

_VOLUME_ISSUE = re.compile(r"(\w+)\s*\(([^()]+)\)")
_NEXT_TAG = re.compile(r"\s([A-Z][A-Z0-9]) {1,2}- ")
_WRITES = re.compile(r"\b(?:collab|consort|gro?u?p\b|team)", re.IGNORECASE)
_ADDRESS_BEHIND = re.compile(r"(?<=\S)UR {2}- (https?://\S+)$")
_MONTH_AND_YEAR = re.compile(r"[A-Z][A-Za-z]{2} (?:19|20)\d\d")


def volume_and_issue(values: Values, kind: str, *, is_own: bool) -> tuple[str, str]:
    """Volume and issue, also where both stand in one value ("12(3)"). An address on the web is no issue.

    CP is an issue, but for the records of Web of Science, where it names the meeting whatever the type. Our
    own exports write each as it is.
    """
    volume, issue = first(values, "VL", "VO"), first(values, "IS")
    if is_own:
        return volume, issue
    if not issue and "CP" in values and "WE" not in values and kind not in MEETINGS:
        issue = first(values, "CP")
    if "- " in volume or "- " in issue:
        volume, issue = _of_one_line(volume), _of_one_line(issue)
    if issue:
        return volume, "" if issue[:4] == "http" else issue
    packed = _VOLUME_ISSUE.fullmatch(volume.strip()) if "(" in volume else None
    return (packed[1], packed[2]) if packed else (volume, issue)


def dates(values: Values) -> list[str]:
    """The dates, best first; in Web of Science, the month of early access where there is no other."""
    found = all_of(values, "PY", "Y1", "YR", "DA")
    if "PY" in values or "WE" not in values:
        return found
    early = first(values, "C6")
    return [*found, early] if _MONTH_AND_YEAR.fullmatch(early) else found


def sponsors(values: Values) -> list[str]:
    """Who held the meeting, in A1 beside the authors in Web of Science, where groups of authors stand too."""
    if "WE" not in values or first(values, "TY").strip() not in MEETINGS or "AU" not in values:
        return []
    return [name for name in all_of(values, "A1") if not _WRITES.search(name)]


def put_in_place(values: Values) -> None:
    """Set what databases write in places of their own where it is looked for: addresses, names, the type."""
    _part_run_on_address(values)
    if "UR" in values and any("proquest.com/" in address for address in values["UR"]):
        for tag in ("AU", "A1"):
            if tag in values:
                values[tag] = [_given_last(name) for name in values[tag]]
    if values["TY"][0].strip() == "ELEC" and "JA" in values:
        if address := address_of(first(values, "JA")):
            values.setdefault("LK", []).append(address)
        elif "VL" in values and "SP" in values:
            values["TY"] = ["EJOUR"]


def _given_last(name: str) -> str:
    """A name of ProQuest, which has its last word for the given one where no comma parts it."""
    if "," in name or " " not in name.strip() or names_a_body(name) or told_by_form(name):
        return name
    return ", ".join(name.rsplit(maxsplit=1))


def _part_run_on_address(values: Values) -> None:
    """Take the address of a record from the end of its last note, where Scopus leaves out the line end."""
    if "UR" in values or "N1" not in values:
        return
    *others, last = values["N1"]
    if "UR  - http" in last and (found := _ADDRESS_BEHIND.search(last)):
        values["N1"] = [*others, last[: found.start()]]
        values["UR"] = [found[1]]


def _of_one_line(written: str) -> str:
    """A number without the next tag that runs on behind it for want of a line end ("3 OP  - ...")."""
    found = _NEXT_TAG.search(written)
    return written[: found.start()] if found and found[1] in KNOWN else written
