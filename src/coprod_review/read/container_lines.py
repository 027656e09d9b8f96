"""What stands beside the name of a container, or for the numbers of its volumes and issues."""

from __future__ import annotations

import re

from coprod_review.read.entries import Draft, Repairs
from coprod_review.read.registers import address_of

_ADDRESSES = ("http", "www.")
_ADDRESSES_BEHIND = re.compile(r"(?P<name>.*?)[\s,;:(]*\b(?P<addresses>https?://\S+(?:\s+https?://\S+)*?)\)?")
"""A name with addresses behind it, or several addresses and no name."""

_ENDS = (",", ";")
_OF_JOURNAL_ON_LINE = re.compile(
    r"(?P<name>[^;]{2,300}?)\s*;\s*"
    r"(?=[^;]*\((?P<year>1[89]\d\d|20\d\d)\))"
    r"(?:(?:vol(?:ume)?|v|bd|jg|cilt|том)\b\.?\s*(?P<volume>\d[\w/-]*)[,.]?\s*)?"
    r"(?:(?:no|n|nr|n[uú]m|issue|heft|sayı|№)\b\.?[º°]?\s*(?P<issue>\d[\w/-]*)\s*)?"
    r"\([^;]*(?:;\s*(?P<pages>[A-Za-z]?\d+(?:\s*[-–]\s*[A-Za-z]?\d+)?)(?=\s*(?:;|$)))?(?:\s*;.*)?",
    re.IGNORECASE,
)
"""How journals that OJS runs name their source: "Owls; Vol 2, No 3 (2020): Night; 203-220; 1234-5678"."""

_NOT_YET = re.compile(
    r"(?:(?:(?:e-?pub|publish(?:ed)?|(?:published )?online)[- ])?ahead[- ]of[- ]print"
    r"|in[- ]press|accepted|forthcoming|online[- ]first|(?:online )?early view)\.?",
    re.IGNORECASE,
)
LONGEST_ISSUE = 20
"""Characters beyond which an issue has to look like one."""

_OF_ISSUES = re.compile(
    r"\A\W*\d|\b(?:special|spec|theme|thematic|supp?l(?:ement)?|issue|iss|no|num(?:ber)?|nr|heft|part|pt|section"
    r"|vol(?:ume)?|abstracts?|proceedings)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[()].*,|,.*[()]", re.DOTALL)
_OF_INSTITUTIONS = re.compile(
    r"\b(?:universi\w+|hospitals?|hopital|departments?|dept|faculty|facult\w+|institut\w*|college|school"
    r"|cent(?:er|re)|academy|laborator\w+|clinic)\b",
    re.IGNORECASE,
)
NO_ISSUE_LEFT_OUT = "affiliations or works cited that stood for the number of an issue, left out"

_NUMBERS = re.compile(r"(\d+)\s+[-–]\s+(\d+)")


def is_more_than_name(container: str) -> bool:
    """Whether a container may hold what `name_alone` takes from it."""
    return container[:4] in _ADDRESSES or container[-1:] in _ENDS or "; " in container or " http" in container


def name_alone(container: str, draft: Draft) -> str:
    """The name of a container; what else stands there goes to the draft, where that does not say it."""
    if container[:4] in _ADDRESSES and address_of(container):
        draft.urls.append(container)
        return ""
    if "http" in container and (behind := _ADDRESSES_BEHIND.fullmatch(container)):
        container, addresses = behind.group("name"), behind.group("addresses").split()
        draft.urls += addresses
        draft.dois = [*draft.dois, *(address for address in addresses if "doi.org/10." in address)]
    name = container.rstrip(" ,;")
    found = _OF_JOURNAL_ON_LINE.fullmatch(name) if "; " in name else None
    if not found or not (found["volume"] or found["issue"]) or draft.volume or draft.issue:
        return name
    draft.volume, draft.issue = found["volume"] or "", found["issue"] or ""
    if not (draft.pages or draft.first_page or draft.article_number):
        draft.pages = found["pages"] or ""
    draft.dates = [*draft.dates, found["year"]]
    return found["name"]


def issue_alone(text: str, repairs: Repairs) -> str:
    """The number or name of an issue; empty, and counted, where an affiliation or a work cited stands.

    Such a text is long, has commas and either brackets or the name of an institution, and neither begins with
    a number nor has a word of issues ("Special Issue: Owls, mice and men (part 2)" is one).
    """
    if len(text) <= LONGEST_ISSUE:
        return number_alone(text) if len(text) > 3 else text
    if "," in text and not _OF_ISSUES.search(text) and (_PARTS.search(text) or _OF_INSTITUTIONS.search(text)):
        repairs[NO_ISSUE_LEFT_OUT] += 1
        return ""
    return number_alone(text)


def number_alone(text: str) -> str:
    """A volume or issue, a range without blanks; empty where words say that there is none."""
    if len(text) < 4 or (text.isalnum() and not text.isalpha()):
        return text
    return "" if _NOT_YET.fullmatch(text) else _NUMBERS.sub(r"\1-\2", text)
