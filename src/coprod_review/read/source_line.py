"""Where a document appeared, from the one line in which some databases write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 3_000

_YEAR = re.compile(r"(?<![\d-])(1[89]\d\d|20\d\d)(?![\d-])|(?<=[A-Za-z])(19\d\d|20\d\d)(?!\d)")
_VOLUME = re.compile(r"\bvol(?:ume)?s?\.?\s*([A-Z]?\d[\w-]*)(?:\s?\(([^()]{1,40})\))?", re.IGNORECASE)
_ISSUE = re.compile(
    r"\b(?:issue|no|iss)(?:\.\s*|\s+|(?=\d))([A-Z]?\d[\w-]*(?:/\d{1,3}(?!\d)){0,2})", re.IGNORECASE
)
"""The number of an issue, of two too ("No. 3/4"); "Nov2023" is none."""

_PACKED = re.compile(r"(?<![\w.])([A-Z]?\d{1,4}[A-Z]?)\s?\(([^()]{1,40})\)")
_DOTTED = re.compile(r"(?<![\w.])(\d{1,4})\.(\d{1,4}(?:[/-]\d{1,4})?)\s\(")
_BEFORE_YEAR = re.compile(r"\s?(\d{1,4}),\s\d{4}:\s?[A-Za-z]?\d")
"""A volume before the year, as political science abstracts write it ("Owls 12, 2030: 7-14")."""

_IN_YEAR = re.compile(r",\s(?:1[89]|20)\d\d\((\d{1,3})\):")
"""The number of an issue in a year, where there is no volume ("Owls, 2030(1): 3-28")."""

_BEFORE_COLON = re.compile(r"(?<![\w.])([A-Z]?\d{1,4}[A-Z]?)\s?:\s?(?=[A-Za-z]?\d)")
_COLON_PAIR = re.compile(
    r"(?<![\w.])(\d{1,4}):([\w-]{1,12})\s*"
    r"\((?:pp?\.?\s*)?([A-Za-z]?\d\w*(?:\s?-\s?[A-Za-z]?\d\w*)?)\)"
)
_PART = r"(?:suppl(?:ement)?|part|pt|special issue)\b\.?(?: \w{1,4})?"
_EMBASE = re.compile(
    r"(?P<container>.{1,600}?) \((?P<year>(?:1[89]|20)\d\d)(?:-\d{2,4})?\)"
    r"(?: (?P<volume>[A-Z]?\d[\w/-]{0,9}|[IVXLC]{1,8})"
    r"(?::(?P<issue>(?:[a-z.]{2,11} )?[\w/-](?:[\w/.-]{0,10}[\w/-])?))?)?"
    rf"(?: (?P<part>{_PART}(?: {_PART})?))?"
    r"(?: \((?:no pagination|(?P<pages>[A-Za-z]{0,3}-?\d[\w.+, -]{0,30}|[ivxlc]{1,8}(?:-[ivxlc]{1,8})?))\)"
    r"| Article Numbers?: (?P<number>[\w.-]*\w))?\.? ?",
    re.IGNORECASE,
)
"""What Embase writes before a date of publication: "Owls (2015) 28:2 Supplement (S3-S6)"."""

_NLM = re.compile(
    r"(?<!\d)((?:1[89]|20)\d\d)(?: [A-Z][a-z]{2}(?:[-/][A-Z][a-z]{2})?)?(?: \d{1,2})?;\s?"
    r"([A-Za-z]{0,3}\d[\w-]{0,9}(?: (?:Suppl|Pt|Spec No)(?: \w{1,4})?)?)?(?:\(([^()]{1,40})\))?:\s?"
    r"([A-Za-z]{0,6}\d[\w-]{0,20}(?:, ?\d[\d-]{0,9}){0,3})"
)
"""Date, volume, issue and pages as NLM writes them: "2015 Apr 1;28(2):103-6"."""

_AHEAD = re.compile(r"(?<!\d)(?:19|20)\d\d [A-Z][a-z]{2}(?: \d{1,2})?:([a-z][\w-]{0,30}\d)(?=\.?(?:\s|$))")
"""Date and number of an article that has no volume yet, as NLM writes them: "2030 Jul 2:owls051"."""

_RANGE = r"([A-Za-z]{0,3}\d+[A-Za-z]?(?:\s?[-–]\s?[A-Za-z]{0,3}\d+[A-Za-z]?)?)"
_PAGES = re.compile(rf"(?:\bpp?\.?\s?|:\s?){_RANGE}(?![\d\w])")
_NUMBERED = re.compile(
    r"(?:(?<![\w.])(\d{1,4})(?::([\w-]{1,12}))?\s+)?Article Numbers?:\s*([A-Za-z]{0,6}\d[\w.-]*\b)"
)
"""Volume, issue and number of an article as Embase writes them: "13:1 Article Number: 31"."""

_IN_PAGES = re.compile(r"(?<![^\W\d_])pp(?![^\W\d_])")
_PAGES_LAST = re.compile(rf"(?:,|;(?=\s*\w+[-–])(?!\s*(?:1[89]|20)\d\d\b))\s*{_RANGE}\.?\s*$")
"""Pages at the end; behind a semicolon a range alone, and none that may be of years or a year and a month."""

_WITHOUT_PAGES = re.compile(r"(?:(?<![\w.(])([A-Z]?\d{1,4})\s)?\(no pagination\),?", re.IGNORECASE)
"""What stands for pages, with the volume before it where no issue stands between."""

_EDITORS = re.compile(
    r"^[\s,]*(?:[^\[\]\s,][^\[\]]{0,79}\[(?=[^\[\]]*\bEd(?:itor)?s?\b)[^\[\]]*\][\s,]*)+\.\s+"
)
"""Editors, each with the role in brackets. No name opens with a blank or comma: there is one way to read what
stands between two, and a long list takes time by its length."""

_BEHIND_PUBLISHER = r" (?:[ivxlc]+(?:-[ivxlc]+)?, )?(?:1[5-9]|20)\d\d\b"
_DATED_BOOK = re.compile(r"\((?:1[89]|20)\d\d\)\.\s+([^.]{2,300})\.")
"""The year and the name of a book, as PsycInfo writes them behind its editors."""

_OF_CHAPTER = re.compile(rf"\bChapter pagination:\s*{_RANGE}")
_TRANSLATED = re.compile(r"\[([^\[\]]{1,600}?)\.?\](?=\s*\[|\s*$)")
"""The name of a book in English, before that in its own language."""

_THESIS = re.compile(r"(?:[A-Z][A-Za-z.'’]{1,12} )?(?:Dissertation|Thesis), (\S.{2,200})$")

_BEHIND = re.compile(r"\bdoi:|\bdate of publication\b|\bepub\b", re.IGNORECASE)
_DATED = "Date of Publication"
LONGEST_DATE = 60
_ABBREVIATION = re.compile(r"\s+\([A-Z][A-Z .&]+\)$")
_MONTH = (
    r"(?:Jan(?:uar[a-z]*|vier)?|Feb(?:ruar[a-z]*)?|Mar(?:ch|zo|s)?|Apr(?:il[a-z]*)?|Ma[iy]o?|Jun[a-z]{0,2}|"
    r"Jul[a-z]{0,2}|Aug(?:ust[a-z]*)?|(?:Sept?|Nov|De[cz])(?:emb[a-z]*)?|O[ck]t(?:ob[a-z]*)?|"
    r"Spring|Summer|Autumn|Fall|Winter)"
)
"""A month or a season, and no word that only begins as one does ("Journal of Marketing 2030;7(1)")."""

_N_PAGES = re.compile(r"\b\d+\s?(?:pp?|pages)\b\.?", re.IGNORECASE)
_JOURNAL_END = re.compile(
    r"\.\s+|\s+\(\d{4}\)|\s(?=\d{1,4}\.\d{1,4}\s\()|;|,?\s+vol(?:ume)?\.?\s*\d|,\s*(?=\d)|\s(?=\d{1,4}\s?\(\d)|\.(?=\s*$)"
    r"|\s(?=\d{1,4},\s\d{4}:\s?[A-Za-z]?\d)"
    rf"|[,.]?\s(?=\d{{0,2}}/?\d{{0,2}}/?(?:{_MONTH}(?:[/-]{_MONTH})?)?\s?\d{{4}}\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """What a source line says; empty where it does not say it."""

    container: str
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: str = ""


def split_source(text: str) -> SourceLine:
    """The parts of a source line, as Ovid, Embase, EBSCO and ProQuest write it.

    Such as "J Wards.  28(2):103-106, April 2015.", "J Wards. Vol.28(2), 2015, pp. 103-106.", "J Wards (2015)
    28:2 (103-106).", "J Wards 28.2 (2015): 103-106.",
    "J Wards. 2015 Apr;28(2):103-6. doi: ..." or "J Wards. Apr2015, Vol. 28 Issue 2, p103."
    """
    whole = " ".join(text[:LONGEST].split())
    text = _BEHIND.split(whole, maxsplit=1)[0]
    end = _JOURNAL_END.search(text)
    container = text[: end.start()] if end else text.rstrip(".")
    behind = whole[len(text) :]
    behind = behind if behind.startswith(_DATED) else ""
    dated = _EMBASE.fullmatch(text) if behind else None
    if dated:
        return SourceLine(
            container=dated["container"].strip(" ,."),
            volume=dated["volume"] or "",
            issue=dated["issue"] or dated["part"] or "",
            pages=dated["pages"] or dated["number"] or "",
            date=dated["year"],
        )
    rest = _WITHOUT_PAGES.sub(_volume_alone, text[len(container) :])
    years = _YEAR.findall(rest)
    date = next((a or b for a, b in years or _YEAR.findall(text) or _YEAR.findall(behind[:LONGEST_DATE])), "")
    nlm = _NLM.search(rest)
    if nlm:
        year, volume, issue, pages = (part or "" for part in nlm.groups())
        return SourceLine(
            container=_ABBREVIATION.sub("", container.strip(" ,")),
            volume=volume,
            issue=issue.strip(),
            pages=pages,
            date=year,
        )
    numbered = _NUMBERED.search(rest)
    if numbered and numbered.group(1):
        volume, issue, pages = (part or "" for part in numbered.groups())
        return SourceLine(container=container.strip(" ,"), volume=volume, issue=issue, pages=pages, date=date)
    embase = _COLON_PAIR.search(rest)
    if embase:
        volume, issue, pages = embase.groups()
        return SourceLine(container=container.strip(" ,"), volume=volume, issue=issue, pages=pages, date=date)
    dotted = _DOTTED.search(rest)
    if dotted:
        rest = f"{rest[: dotted.start()]}{dotted.group(1)}({dotted.group(2)}) {rest[dotted.end() - 1 :]}"
    ahead = _AHEAD.search(rest)
    packed = _PACKED.search(rest)
    labelled = _VOLUME.search(rest)
    alone = _BEFORE_COLON.search(rest)
    volume = labelled.group(1) if labelled else packed.group(1) if packed else alone.group(1) if alone else ""
    if before_year := _BEFORE_YEAR.match(rest):
        volume = before_year[1]
    number = _ISSUE.search(rest) or _IN_YEAR.match(rest)
    in_brackets = labelled.group(2) if labelled else packed.group(2) if packed else ""
    issue = number.group(1) if number else in_brackets or ""
    if _YEAR.fullmatch(volume):
        is_told_twice = [one or other for one, other in years].count(volume) > 1
        if not (is_told_twice and (labelled or issue.isdecimal())) or issue == volume:
            volume, issue = "", number[1] if number and number.re is _IN_YEAR else ""
    return SourceLine(
        container=_ABBREVIATION.sub("", container.strip(" ,")),
        volume=volume,
        issue="" if _IN_PAGES.search(issue) else issue.strip(),
        pages=numbered.group(3) if numbered else ahead.group(1) if ahead else _pages_of(rest),
        date=date,
    )


def _volume_alone(found: re.Match[str]) -> str:
    return f"vol. {found.group(1)}," if found.group(1) else " "


def fill_from_source(fields: dict[str, list[str]], text: str) -> None:
    """Give the fields of a draft what a source line says and no other value does."""
    line = split_source(text)
    container = line.container
    if book := _DATED_BOOK.match(text):
        is_title = book[1].lower() == next(iter(fields.get("title", ())), "").strip(" .").lower()
        container = "" if is_title else book[1]
    found = {
        "container": container, "volume": line.volume, "issue": line.issue, "pages": line.pages,
        "dates": line.date,
    }  # fmt: skip
    for name, value in found.items():
        if value and not fields.get(name):
            fields[name] = [value]


def fill_issue(fields: dict[str, list[str]], text: str) -> None:
    """Give the issue or supplement that a source line tells of the volume of the fields, which name none."""
    if not fields.get("volume") or fields.get("issue"):
        return
    line = split_source(text)
    if line.issue and line.volume == fields["volume"][0]:
        fields["issue"] = [line.issue]


def _pages_of(rest: str) -> str:
    without_count = _N_PAGES.sub(" ", rest)
    found = _PAGES.search(without_count) or _PAGES_LAST.search(without_count)
    pages = found.group(1) if found else ""
    return "" if _YEAR.fullmatch(pages) else pages


def fill_from_book(fields: dict[str, list[str]]) -> None:
    """Keep of the line of a book in the Zoological Record its name, and the pages of the chapter.

    That is "Berg, L. [Ed.]. [Owls of the north.] [Words of the original.] A Press, Ward. 2030: 1-234. Chapter
    pagination: 214-218.", with the publisher alone in its own field; a whole book is in none. Without stops
    around the publisher and a year behind it, words of a name are like one ("Journal of Science. Part B").
    """
    line = next(iter(fields.get("container", ())), "")[:LONGEST]
    publisher = next(iter(fields.get("publisher", ())), "")
    form = rf"(?<=[.?!\]]) {re.escape(publisher)}\.{_BEHIND_PUBLISHER}"
    found = re.search(form, line) if publisher else None
    if not found:
        return
    chapter = _OF_CHAPTER.search(line, found.start())
    if chapter and not fields.get("pages"):
        fields["pages"] = [chapter[1]]
    name = without_editors(line[: found.start()].strip())
    title = next(iter(fields.get("title", ())), "")
    is_whole = not chapter and name.strip(" .[]").lower() == title.strip(" .[]").lower()
    translated = _TRANSLATED.match(name)
    fields["container"] = [] if is_whole else [(translated[1] if translated else name).strip(" .")]


def without_editors(line: str) -> str:
    """The line of a book without the editors before its name, each with the role in brackets."""
    return _EDITORS.sub("", line)


def university_of(values: Mapping[str, Sequence[str]]) -> str:
    """The university of a thesis in ERIC, whose journal is ProQuest: "Ph.D. Dissertation, Owls College"."""
    is_thesis = "OID" in values and any(name.startswith("ProQuest") for name in values.get("JT", ()))
    found = _THESIS.match(next(iter(values.get("SO", ())), "")) if is_thesis else None
    return found[1] if found else ""
