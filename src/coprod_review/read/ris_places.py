"""Where and when a document of RIS appeared, as the databases write it, and who held the meeting."""

from __future__ import annotations

import re

from coprod_review.read.names import is_in_order, names_a_body, told_by_form
from coprod_review.read.registers import address_of, is_preprint_server
from coprod_review.read.ris_lines import KNOWN
from coprod_review.read.source_line import split_source
from coprod_review.read.tagged import Values, all_of, first

MEETINGS = ("CONF", "CPAPER", "ABST")
"""Types of which CP names the meeting."""

TITLES = ("TI", "T1", "CT")
WHOLE = ("BOOK", "EBOOK", "EDBOOK", "THES", "RPRT", "GOVDOC")
"""Types of what appears on its own, and names who issued it where others name a journal."""

OF_REVIEWER = "eppi-reviewer"
"""The keyword that EPPI-Reviewer gives each record, of whatever it is."""

_NUMBERED = re.compile(r"(?:[A-Z]+ )?\d{4,}$")
_KIND_OF_THESIS = re.compile(
    r"\b(?:thes[ie]s|dissertation|tesis|dissertação|doctorate|these)\b", re.IGNORECASE
)

_VOLUME_ISSUE = re.compile(r"(\w+)\s*\(([^()]+)\)")
_NEXT_TAG = re.compile(r"\s([A-Z][A-Z0-9]) {1,2}- ")
SAME_BEGINNING = 20
"""Characters that tell that a name is the title of the document itself."""

_RUN_ON_SOURCE = re.compile(r"\sOP {1,2}- (.+)")
_MEETING = re.compile(
    r"^(?!.*\bproceedings\b).*(?:\b(?:conference|symposium|congress|workshop|meeting|convention)\b"
    r"|\b(?:19|20)\d\d$)",
    re.IGNORECASE,
)
_PROCEEDINGS = re.compile(r"\bproceedings\b|^(?:\w+ )?advances in\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}(?:[-/]\d{1,4})?")
_NAME_TWICE = re.compile(r"((\w+ \w+)\b.*?) \2")
_WRITES = re.compile(r"\b(?:collab|consort|gro?u?p\b|team)", re.IGNORECASE)
_BEFORE_REFERENCES = " | References: "
_BETWEEN_NOTES = re.compile(
    r" \| (?=(?:References|Export Date|Cited [Bb]y|CODEN|Correspondence Address|Conference code"
    r"|Funding [a-z]+(?: \d{1,2})?|Chemicals/CAS|Tradenames|Manufacturers) ?:)"
)
"""Where EPPI-Reviewer joins the notes of Scopus."""

_OTHER_DOCUMENT = re.compile(
    r"(?:Comment|Erratum|Retraction|Republished) (?:in|on|of|from|for): .*\b(?:19|20)\d\d\b"
)
"""A note of MEDLINE on another document, for which EPPI-Reviewer finds no better place than the journal's."""

_ADDRESS_BEHIND = re.compile(r"(?<=\S)UR {2}- (https?://\S+)$")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTH_AND_YEAR = re.compile(r"[A-Z][A-Za-z]{2} (?:19|20)\d\d")


def volume_and_issue(values: Values, kind: str, *, is_own: bool) -> tuple[str, str]:
    """Volume and issue, also where both stand in one value ("12(3)"). An address on the web is no issue.

    CP is an issue, but for the records of Web of Science, where it names the meeting whatever the type. Our
    own exports write each as it is.
    """
    volume, issue = first(values, "VL", "VO"), first(values, "IS")
    if is_own:
        return volume, issue
    if not issue and "CP" in values and kind not in MEETINGS:
        told = first(values, "CP")
        issue = told if not _is_of_web_of_science(values) or _NUMBER.fullmatch(told) else ""
    if "- " in volume or "- " in issue:
        volume, issue = _of_one_line(volume), _of_one_line(issue)
    if issue:
        return volume, "" if issue[:4] == "http" else issue
    packed = _VOLUME_ISSUE.fullmatch(volume.strip()) if "(" in volume else None
    return (packed[1], packed[2]) if packed else (volume, issue)


def _is_of_web_of_science(values: Values) -> bool:
    return "WE" in values or first(values, "AN").startswith("WOS:")


def groups(values: Values) -> list[str]:
    """The groups among the authors, in A1 beside the authors in Web of Science; a comma marks each as one."""
    if "AU" not in values or not _is_of_web_of_science(values):
        return all_of(values, "A1")
    held = sponsors(values)
    told = [name for name in all_of(values, "A1") if name not in held]
    parts = [part.strip() for name in told for part in name.split(";")]
    return [name if "," in name else f"{name}," for name in parts if name and name not in values["AU"]]


def dates(values: Values) -> list[str]:
    """The dates, best first; in Web of Science, the month of early access where there is no other."""
    found = all_of(values, "PY", "Y1", "YR", "DA")
    if "PY" in values or "WE" not in values:
        return found
    early = first(values, "C6")
    return [*found, early] if _MONTH_AND_YEAR.fullmatch(early) else found


def sponsors(values: Values) -> list[str]:
    """Who held the meeting, in A1 beside the authors in Web of Science, where groups of authors stand too."""
    if not _is_of_web_of_science(values) or first(values, "TY").strip() not in MEETINGS or "AU" not in values:
        return []
    return [name for name in all_of(values, "A1") if not _WRITES.search(name) and not is_in_order(name)]


def container(values: Values, kind: str) -> str:
    """Where the document appeared; for books, theses and reports that name no such place, who issued them.

    The name of proceedings stands in C3, beside the name of the meeting or before abbreviations; Web of
    Science writes affiliations there, Cochrane the numbers of others. BT alone is the title of a book.
    """
    is_whole = kind in WHOLE
    tags = (
        ("JF", "T2", "JO", "JA")
        if is_whole and not first(values, *TITLES)
        else ("JF", "T2", "BT", "JO", "JA")
    )
    found = _no_note(values, *tags)
    if "C3" in values and kind in MEETINGS and _MEETING.search(found) and not _is_of_web_of_science(values):
        proceedings = first(values, "C3")
        found = proceedings if _PROCEEDINGS.search(proceedings) else found
    found = "" if is_whole and found.isdecimal() else found  # the number of a volume or an edition
    if not found and "C3" in values and (kind in MEETINGS or "Scopus" in first(values, "DB")):
        named = first(values, "C3")
        found = "" if "WE" in values or _NUMBERED.match(named) else named
    if kind == "THES" and _KIND_OF_THESIS.search(found) and "abstracts" not in found.lower():
        found = first(values, "PB") or found
    found = found or _no_note(values, "J2", "J1", "JI", "J9", "SO", *(["PB"] if is_whole else []))
    found = found.removeprefix("- ")
    if not found and any("ebscohost.com/" in address for address in all_of(values, "UR")):
        return _original_source(values)
    if not found and kind == "GEN" and is_preprint_server(first(values, "PB")):
        return first(values, "PB")
    return found


def _no_note(values: Values, *tags: str) -> str:
    """The first value that is no note on another document."""
    found = first(values, *tags)
    if not _OTHER_DOCUMENT.match(found):
        return found
    return next((value for value in all_of(values, *tags) if not _OTHER_DOCUMENT.match(value)), "")


def _original_source(values: Values) -> str:
    """Where a document appeared, in OP of EBSCO, which often runs on behind the value before.

    It is told by its date; some databases write the name in full and abbreviated behind each other.
    """
    run_on = (_RUN_ON_SOURCE.search(value) for value in all_of(values, "VL", "IS", "UR"))
    written = first(values, "OP") or next((found[1] for found in run_on if found), "")
    source = split_source(written.removeprefix("In "))
    twice = _NAME_TWICE.match(source.container)
    name = twice[1] if twice else source.container
    is_title = first(values, *TITLES)[:SAME_BEGINNING] == name[:SAME_BEGINNING]
    return name if source.date and not is_title else ""


def put_in_place(values: Values) -> None:
    """Set what databases write in places of their own where it is looked for: addresses, names, the type."""
    _part_run_on_address(values)
    if "N1" in values and any(_BEFORE_REFERENCES in note for note in values["N1"]):
        values["N1"] = [part for note in values["N1"] for part in _with_references_apart(note)]
    if "UR" in values and any("proquest.com/" in address for address in values["UR"]):
        for tag in ("AU", "A1"):
            if tag in values:
                values[tag] = [_given_last(name) for name in values[tag]]
    if values["TY"][0].strip() == "ELEC" and "JA" in values:
        if address := address_of(first(values, "JA")):
            values.setdefault("LK", []).append(address)
        elif "VL" in values and "SP" in values:
            values["TY"] = ["EJOUR"]


def _with_references_apart(note: str) -> list[str]:
    """A note, parted where EPPI-Reviewer joined it of several, if one of these lists the works cited.

    A list names years; a number alone only tells how many works are cited.
    """
    parts = _BETWEEN_NOTES.split(note)
    is_list = any(part.startswith("References: ") and _YEAR.search(part) for part in parts[1:])
    return parts if is_list else [note]


def item_of_reviewer(values: Values) -> str:
    """The number of an item of EPPI-Reviewer, as its tables have it too; empty in records of others."""
    number = first(values, "U1").strip() if "U1" in values else ""
    return number if number.isdecimal() and OF_REVIEWER in all_of(values, "KW") else ""


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
