"""Citations as the National Library of Medicine writes them: journal, date, volume, pages, and what follows.

Such as "J Wards. 2015 Apr 1;28(2):103-6. English, Dutch. doi: 10.1/x. Epub 2015 Mar 3. Erratum in: ...".
"""

from __future__ import annotations

import re

from coprod_review.read.languages import language_code
from coprod_review.read.source_line import fill_from_source

YEAR = r"(?:1[89]|20)\d\d\b"
LONGEST = 20_000
LONGEST_JOURNAL = 300

ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,5}\d{1,9}")
"""The number of an article, which PubMed writes as a location, or a number of the publisher, for pages."""

_NO_PLACE = r"(?:S\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX]|10\.\d{4,9}/[^\s;]{1,80}?|[a-z]{2,20}-\d{4}-\d{6})"
"""What PubMed writes for pages before there are any: the publisher's number of a document, or its DOI."""

_DATED = re.compile(
    rf"[.?!][\"'”’)\]]? (?P<journal>[^.?!]{{1,{LONGEST_JOURNAL}}})\. "
    rf"(?P<date>(?P<year>{YEAR})(?:(?: ?[-/] ?| )(?:[A-Z][a-z]{{2,5}}|\d{{1,2}}|{YEAR})\b)*)"
    r"(?=[;:.])"
    r"(?:; ?(?P<volume>[^:().;]{1,40})?(?:\((?P<issue>[^()]{1,60})\))?)?"
    rf"(?:: ?(?:(?P<none>{_NO_PLACE})|"
    r"(?P<pages>[A-Za-z]{0,6}\d(?:[\w.-]{0,30}\w)?(?:, ?[\w-]{1,12}){0,4}|[ivxlc]+(?:-[ivxlc]+)?)))?"
    r"(?:; ?(?:discussion|quiz|author reply|passim|contents|table of contents)[^.]{0,60})?(?=[.]|$| )"
)
_DOI = re.compile(r"\bdoi: (10\.\d\S*?)[.;]?(?=\s|$)")
_PII = re.compile(r"\bpii: ([A-Za-z]{0,6}\d[\w-]{0,20}?)[.;]?(?=\s|$)")
_PMID = re.compile(r"\bPMID: ?(\d{1,8})\b")
_LINKED = re.compile(
    r"(?:Comment|Erratum|Update|Retraction|Summary|Expression of concern|Republished|Reprint|Corrected|"
    r"Original report|Dataset|Plain language summary)[a-z ]{0,30} (?:in|on|of|for|from|by): "
)
_KIND = re.compile(r"\b(Comment on|Erratum for|Retraction of|Retracted and republished from): |\. (Review)\.")
_KINDS = {
    "Comment on": "Comment", "Erratum for": "Published Erratum", "Retraction of": "Retraction of Publication",
    "Review": "Review",
}  # fmt: skip
_SENTENCE = re.compile(r"(?<=\.) ([A-Z][a-z]+(?:, [A-Z][a-z]+)*)\.(?= |$)")


def placed(citation: str) -> tuple[int, dict[str, list[str]]]:
    """Where the journal begins in a citation, and what is said from there on; -1 where no date is.

    The first journal with a date and volume or pages counts, or what stands for these, else the first with a
    date.
    """
    text = f". {citation[:LONGEST]}"
    found = list(_DATED.finditer(text))
    best = next((f for f in found if f["volume"] or f["pages"] or f["none"]), found[0] if found else None)
    if best is None:
        return -1, {}
    rest = text[best.end() :]
    linked = _LINKED.search(rest)
    own = rest[: linked.start()] if linked else rest
    number = _PII.search(own)
    values = {
        "container": [best["journal"].strip()],
        "dates": [best["date"]],
        "volume": [(best["volume"] or "").strip()],
        "issue": [(best["issue"] or "").strip()],
        "pages": [(best["pages"] or "") or (number.group(1) if number else "")],
        "dois": _DOI.findall(own)[:1],
        "pmid": _PMID.findall(rest)[-1:],
        "languages": _languages(own),
        "types": [_KINDS[f.group(1) or f.group(2)] for f in _KIND.finditer(rest)][:1],
    }
    return max(0, best.start("journal") - 2), {name: value for name, value in values.items() if any(value)}


def fill_from_citation(fields: dict[str, list[str]], text: str) -> None:
    """Give the fields of a draft what a citation, the journal first, says and no other value does."""
    found = placed(text)[1]
    for name, value in found.items():
        if not fields.get(name):
            fields[name] = value
    if not found:
        fill_from_source(fields, text)


def _languages(rest: str) -> list[str]:
    for found in _SENTENCE.finditer(rest):
        names: list[str] = found.group(1).split(", ")
        if all(len(language_code((name,))) == 2 for name in names):
            return names
    return []
