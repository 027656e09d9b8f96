"""PubMed's abstract format: numbered blocks of paragraphs, each with a line for its PMID."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import LONGEST_NAME, draft_of
from coprod_review.read.outside import passage
from coprod_review.read.source_line import SourceLine, split_source
from coprod_review.read.text_lines import broken_at_hyphen

_NUMBER = re.compile(r"\ufeff?(\d{1,6})[.:] +(?=\S)")
_YEAR = r"(?:1[89]|20)\d\d\b"
_CITATION = re.compile(
    rf"\ufeff?\d{{1,6}}[.:] +"
    rf"(?:\S[^\n]*[^\s\d]\. {_YEAR}(?=[;:.]|$| [A-Z][a-z]{{2}}\b)|RETRACTED ARTICLE\s*$)"
)
"""The number of an entry, a journal and a date, as they open a citation; or what stands before one."""

_UNNUMBERED = re.compile(
    rf"\ufeff?(?=[^\W\d_])[^\n]*[^\s\d]\. {_YEAR}(?: [A-Z][a-z]{{2}}[^\n;:]{{0,12}})?"
    r"(?:[;:]|\. (?:doi|Online|Epub)\b)"
)
"""A journal, a date and what stands behind it, as a citation opens from which a program took the number."""

_UNNUMBERED_AT_TOP = re.compile(
    rf"\s*(?P<at>{_UNNUMBERED.pattern}[^\n]*(?:\n[^\n]*\S[^\n]*){{0,3}})\n[ \t]*\n"
)
_FIRST_MARK = re.compile(
    r"(?:\A|\n[ \t]*\n|\A\n)(?P<at>\ufeff?\d{1,6}[.:] +\S[^\n]*(?:\n[^\n]*\S[^\n]*){0,3})\n[ \t]*\n"
)
_AT_TOP = re.compile(
    rf"\s*(?P<at>\ufeff?1[.:] +\S[^\n]*\. {_YEAR}[^\n;]{{0,30}};(?:\n(?!\s*\n))?\s*[^\s;:]{{1,30}}:[^\n]*"
    r"(?:\n[^\n]*\S[^\n]*){0,2})\n[ \t]*\n"
)
"""The first citation with volume and pages, at the very top."""

_BANNER = re.compile(
    rf"(?P<number>\ufeff?\d{{1,6}}[.:] +)[A-Z][A-Z ]{{5,40}}\n[ \t]*\n(?=\S[^\n]*[^\s\d]\. {_YEAR})"
)
"""Words in capitals between the number and the citation, as of a document that was retracted."""

LONG_HEAD = 1 << 17
"""A head so long may hold nothing but the first entry, whose PMID lies beyond."""

_HAS_YEAR = re.compile(rf"\.\s{_YEAR}")
_PMID_LINE = re.compile(r"^PMID: *(\d{1,8})(?=\s|$)", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_DOI = re.compile(r"^DOI: *(10\.\d\S*)", re.MULTILINE)
_DOI_CITED = re.compile(r"\bdoi: (10\.\d\S*?)\.?(?=\s|$)")
_IDENTIFIERS = re.compile(r"(?:DOI|PMCID|PMID|PII): ?\S")
_IDENTIFIERS_ALONE = re.compile(r"(?:(?:DOI|PMCID|PMID|PII): ?(?=\S*\d)\S++\s*+(?:\[[^\[\]]*+\]\s*+)?)++")
FEW_IN_IDENTIFIERS = 3
_WRITTEN_IN = re.compile(r"\[Article in ([A-Z][A-Za-z, ]+?)(?:; Abstract [^\]]*)?\]")
_NO_AUTHORS = re.compile(r"\[No authors listed\]")
_NAME = re.compile(
    r"[^\W\d_][\w'’. -]{0,60} [^\W\d_a-zß-ÿ]{1,4}(?: (?:Jr|Sr|[1-4](?:st|nd|rd|th)|I{2,3}|IV))?"
    r"(?:\((?:#?\d+|#)\))*"
)
_BRACKETS = re.compile(r"(?:\((?:#?\d+|#)\))+")
_PARTED = re.compile(r"[,;]\s+")
_MORE_AUTHORS = re.compile(r"\.\s*$")
_BESIDE = re.compile(
    r"Author information:|Collaborators?:|Conflicts? of interest statement:|Publisher:|Competing interests?\b"
    r"|(?:Comment|Erratum|Update|Retraction|Summary for patients|Expression of concern|Republished|Reprint"
    r"|Corrected and republished|Retracted and republished|Original report|Dataset|Plain language summary)"
    r"[a-z ]* (?:in|on|of|for|from|about|described)\n[ \t]"
    r"|This article is protected by copyright"
)
"""Paragraphs that are neither authors nor abstract."""

_RIGHTS = re.compile(r"(?:Crown )?Copyright\b|©|\([cC]\)|Published by ")
_HELD = re.compile(r"©|\([cC]\)|\b(?:19|20)\d\d\b|rights reserved")
LONGEST_NOTICE = 400
FEW_WORDS = 15

_KIND_BY_LINK = (
    ("Retraction of\n", "Retraction of Publication"),
    ("Erratum for\n", "Published Erratum"),
    ("Comment on\n", "Comment"),
)
BRACKETED = re.compile(r"\[(?s:(.+))\]\.?")
_BROKEN_AT_HYPHEN = broken_at_hyphen("\n")
MARK = "its number and citation"


def unwrapped(text: str) -> str:
    """A text without the line breaks behind the hyphens at which PubMed breaks words."""
    return _BROKEN_AT_HYPHEN.sub("", text) if "-\n" in text else text


def is_name(text: str) -> bool:
    """Whether a text is a family name with initials behind it."""
    return bool(_NAME.fullmatch(text[:LONGEST_NAME].strip()))


def first_mark(head: str) -> int | None:
    """Where the first citation stands between blank lines, if a line with a PMID follows."""
    last = head.rfind("\nPMID: ") + 1
    if not last and len(head) >= LONG_HEAD and (found := _AT_TOP.match(head)):
        return found.start("at")
    for found in _FIRST_MARK.finditer(head, 0, last) if last else ():
        at, paragraph = found.start("at"), found["at"]
        if "PMID:" not in paragraph and (_HAS_YEAR.search(paragraph) or _BANNER.match(head, at)):
            return at
    unnumbered = _UNNUMBERED_AT_TOP.match(head) if last else None
    return unnumbered.start("at") if unnumbered else None


def count_marks(text: str) -> int:
    """The lines with a PMID, of which each entry has one."""
    return len(_PMID_LINE.findall(text)) if "PMID: " in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its number up to the next number behind its PMID.

    Where no entry has a number, each opens with its citation behind two blank lines.
    Where an entry lacks its PMID, the next opens at the number that follows if a journal and a year stand
    there.
    """
    cutter = _Cutter(repairs)
    for number, line in enumerate(text.lines(), start=1):
        yield from cutter.take(number, line)
    yield from cutter.close()


class _Cutter:
    """Takes lines one by one; an entry is given out when the next one opens."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.lines: list[str] = []
        self.start = 1
        self.n_blank = 2
        self.number: int | None = None
        self.has_pmid = False
        self.is_above = True
        self.is_numbered = False

    def take(self, at: int, line: str) -> Iterator[Entry]:
        """Take the next line; the entry that it shows to have ended, if any."""
        if self.n_blank and (number := self._number_at(line)) is not None:
            yield from self.close()
            self.start, self.number, self.has_pmid = at, number, False
        self.lines.append(line)
        self.n_blank = 0 if line.strip(" \t\ufeff") else self.n_blank + 1
        self.has_pmid = self.has_pmid or bool(_PMID_LINE.match(line))

    def close(self) -> Iterator[Entry]:
        """The entry or the text above all entries that ends here."""
        raw = "\n".join(self.lines).rstrip()
        if self.number is None:
            found = passage(self.lines, self.start, self.repairs, mark=MARK, is_above=self.is_above)
            yield from [found] if found else []
        elif raw:
            fault = None if self.has_pmid else EntryFault("this entry has no line 'PMID:'", remedy=CUT_SHORT)
            yield Entry(raw=raw, line=self.start, end_line=self.start + raw.count("\n"), fault=fault)
        self.lines, self.is_above = [], False

    def _number_at(self, line: str) -> int | None:
        """The number of the entry that a line opens, where none has any the next; else None."""
        if found := _NUMBER.match(line):
            number = int(found.group(1))
            is_open = self._opens(number, line)
            self.is_numbered |= is_open
            return number if is_open else None
        may_open = self.n_blank > 1 and not self.is_numbered and (self.number is None or self.has_pmid)
        return (self.number or 0) + 1 if may_open and _UNNUMBERED.match(line) else None

    def _opens(self, number: int, line: str) -> bool:
        is_cited = bool(_CITATION.match(line))
        is_next = self.number is None or number == self.number + 1
        if self.number is None or not self.has_pmid:
            return self.number is None or (is_cited and (is_next or self.n_blank > 1))
        return is_cited or is_next


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one block says."""
    text = unwrapped(entry.raw)
    if banner := _BANNER.match(text):
        text = banner["number"] + text[banner.end() :]
    citation, *rest = _PARAGRAPHS.split(text)
    number = _NUMBER.match(citation)
    citation = " ".join(citation[number.end() if number else 0 :].split())
    fields: dict[str, list[str]] = _placed(citation)
    fields["dois"] = [*_DOI.findall(entry.raw)[-1:], *_DOI_CITED.findall(citation)[:1]]
    pmids = _PMID_LINE.findall(entry.raw)
    fields["pmid"] = fields["source_id"] = pmids[-1:]
    fields["types"] = [kind for link, kind in _KIND_BY_LINK if f"\n{link}" in entry.raw]
    _read_paragraphs([part for part in rest if part.strip()], fields)
    return draft_of(fields, authors=list)


def _placed(citation: str) -> dict[str, list[str]]:
    """Container, volume, issue, pages and year of a citation; the journal is what stands before the year."""
    line: SourceLine = split_source(citation)
    journal = re.match(rf"(.+?)\. (?={_YEAR})", citation)
    found = {
        "container": journal.group(1) if journal else line.container, "volume": line.volume,
        "issue": line.issue, "pages": line.pages, "dates": line.date,
    }  # fmt: skip
    return {name: [value] for name, value in found.items() if value}


def _read_paragraphs(parts: list[str], fields: dict[str, list[str]]) -> None:
    """Title, language, authors and abstract, in this order, out of the paragraphs below the citation."""
    if parts and not _IDENTIFIERS.match(parts[0]):
        title = " ".join(parts.pop(0).split())
        bracketed = BRACKETED.fullmatch(title)
        fields["title"] = [bracketed.group(1) if bracketed else title]
    if parts and (found := _WRITTEN_IN.fullmatch(" ".join(parts[0].split()))):
        fields["languages"] = [name.strip() for name in found.group(1).split(",")]
        parts.pop(0)
    if parts and _NO_AUTHORS.match(parts[0]):
        parts.pop(0)
    elif parts and _lists_authors(parts):
        fields["authors"] = authors_of(parts.pop(0))
    abstract = [part for part in parts if not _is_beside(part)]
    fields["abstract"] = ["\n".join(abstract)]


def _is_beside(part: str) -> bool:
    """Whether a paragraph is neither authors nor abstract: identifiers, links, notices of rights."""
    if _BESIDE.match(part):
        return True
    if _IDENTIFIERS.match(part):
        return bool(_IDENTIFIERS_ALONE.fullmatch(part)) or len(part.split()) <= FEW_IN_IDENTIFIERS
    if not _RIGHTS.match(part) or len(part) > LONGEST_NOTICE:
        return False
    return bool(_HELD.search(part)) or (part.startswith("Published") and len(part.split()) <= FEW_WORDS)


def _lists_authors(parts: list[str]) -> bool:
    """Whether the first paragraph lists names: half of them or more have initials behind them."""
    if _is_beside(parts[0]):
        return False
    if len(parts) > 1 and parts[1].startswith("Author information:"):
        return True
    if len(parts[0]) <= LONGEST_NAME and "." not in parts[0].strip()[:-1] and all(map(_is_beside, parts[1:])):
        return True  # one line below the title, and no abstract: a body
    names = _PARTED.split(_MORE_AUTHORS.sub("", " ".join(parts[0].split())))
    return sum(bool(_NAME.fullmatch(name)) for name in names) * 2 >= len(names)


def authors_of(text: str) -> list[str]:
    """The names of a list such as "Berg A(1), Ek B Jr(2); Ward Group.".

    Those without initials are bodies: a comma behind a name says that it has one part.
    """
    listed = _MORE_AUTHORS.sub("", " ".join(text.split()))
    names = (_BRACKETS.sub("", name).strip(" ,;") for name in _PARTED.split(listed))
    return [name if _NAME.fullmatch(name[:LONGEST_NAME]) else f"{name}," for name in names if name]


FORMAT = Format(
    name="pubmed-abstract",
    label="PubMed abstracts (text)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="PubMed"),
    cuts_in_one_pass=True,
)
