"""PubMed's summaries as text: numbered citations, each one paragraph that ends with its PMID."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import draft_of
from coprod_review.read.nlm_citation import YEAR, placed
from coprod_review.read.outside import passage
from coprod_review.read.pubmed_abstract import BRACKETED, authors_of, is_name, unwrapped

_MARK = re.compile(r"^\ufeff?\d{1,6}: +(?=\S)", re.MULTILINE)
_OPENS = re.compile(r"\ufeff?(\d{1,6}): +(?=\S)")
_FIRST = re.compile(r"\n[ \t]*\n(?P<at>\ufeff?\d{1,6}: +\S)")
_AT_TOP = re.compile(r"\n?(?P<at>\ufeff?\d{1,6}: +\S)")
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n|\Z)")
_PMID = re.compile(r"\bPMID:\s+\d{1,8}(?=[.;\s]|$)")
_HAS_YEAR = re.compile(rf"\.\s{YEAR}")
_FIRST_SENTENCE = re.compile(r"(.{1,20000}?)\.(?: |$)")
_BODY = re.compile(
    r"[A-Z][^.:?!]{0,150}\b(?:Group|Committee|Consorti(?:um|a)|Investigators?|Network|Team|Society|"
    r"Collaborat(?:ors?|ion)|Organi[sz]ation|Association|Task Force|Panel)"
)
"""What a sentence before the title is where it names a body."""

MOST_TRIED = 40
MARK = "its number"


def first_mark(head: str) -> int | None:
    """Where the first numbered paragraph stands that has a date and ends with a PMID."""
    if "PMID:" not in head:
        return None
    top = _AT_TOP.match(head)
    for number, found in enumerate(chain([top] if top else [], _FIRST.finditer(head))):
        end = _PARAGRAPH_END.search(head, found.start("at"))
        paragraph = head[found.start("at") : end.start() if end else len(head)]
        if _PMID.search(paragraph) and _HAS_YEAR.search(paragraph) and "\nDOI: " not in paragraph:
            return found.start("at")
        if number > MOST_TRIED:
            break
    return None


def count_marks(text: str) -> int:
    """The lines that begin with a number and a colon."""
    return len(_MARK.findall(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from a number behind a blank line up to the next."""
    held: list[str] = []
    start, is_above, was_blank = 1, True, True
    for number, line in enumerate(text.lines(), start=1):
        if was_blank and _OPENS.match(line):
            yield from _closed(held, start, repairs, is_above=is_above)
            held, start, is_above = [], number, False
        held.append(line)
        was_blank = not line.strip(" \t\ufeff")
    yield from _closed(held, start, repairs, is_above=is_above)


def _closed(lines: list[str], start: int, repairs: Repairs, *, is_above: bool) -> Iterator[Entry]:
    if is_above:
        found = passage(lines, start, repairs, mark=MARK, is_above=True)
        yield from [found] if found else []
        return
    raw = "\n".join(lines).rstrip()
    fault = None if _PMID.search(raw) else EntryFault("this entry has no 'PMID:'", remedy=CUT_SHORT)
    yield Entry(raw=raw, line=start, end_line=start + raw.count("\n"), fault=fault)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one citation says: authors, title, and from the journal on the rest."""
    citation = " ".join(unwrapped(_OPENS.sub("", entry.raw, count=1)).split())
    at, fields = placed(citation)
    if at < 0:
        fields["pmid"] = [found.split()[-1] for found in _PMID.findall(citation)][-1:]
    names, title = _parted(citation[:at].rstrip() if at >= 0 else "")
    bracketed = BRACKETED.fullmatch(title)
    fields["title"] = [bracketed.group(1) if bracketed else title]
    fields["authors"] = authors_of(names) if names else []
    fields["source_id"] = fields.get("pmid", [])
    return draft_of(fields, authors=list)


def _parted(text: str) -> tuple[str, str]:
    """The authors and the title: the first sentence lists names, or names a body, or is the title."""
    first = _FIRST_SENTENCE.match(text)
    if not first or first.end() >= len(text):
        return "", text
    names = first.group(1).replace(";", ",").split(", ")
    if sum(map(is_name, names)) * 2 >= len(names) or _BODY.fullmatch(first.group(1)):
        return first.group(1), text[first.end() :]
    return "", text.removeprefix("[No authors listed] ")


FORMAT = Format(
    name="pubmed-citations",
    label="PubMed summaries (text)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="PubMed"),
    cuts_in_one_pass=True,
)
