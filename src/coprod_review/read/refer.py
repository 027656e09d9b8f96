"""EndNote's tagged text (.enw), which is Refer and BibIX: a percent sign and a character before each value.

An entry opens with %0 (its type), or after a blank line where the entry before has its title: some write %0
behind the title or not at all. Lines without a tag go on with the value before, blank lines within too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Flag, auto

from coprod_review.read import other_formats
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import (
    NOT_ENDED,
    draft_of,
    entry_of,
    pieces_at,
    value_lines,
    words,
)
from coprod_review.read.name_lists import listed_names
from coprod_review.read.outside import passage
from coprod_review.read.text_lines import is_text
from coprod_review.read.title_notes import without_notes

_TAG = r"%(?:[0-9A-Z]|[@!#$&()*+<=>?\[\]^~])"
_LABEL = re.compile(rf"^\ufeff?({_TAG})(?:[ \t]|$)", re.MULTILINE)
_FIRST_MARK = re.compile(
    rf"^\ufeff?%(?:0(?:[ \t]+[A-Z].*)?\n{_TAG}[ \t]"
    rf"|[ATJBDE][ \t]+\S.*\n(?:(?!%).*\n){{0,9}}{_TAG}[ \t])",
    re.MULTILINE,
)
_TYPE_LINE = r"^\ufeff?%0(?=[ \t]*$|(?:[ \t]+\S+){1,4}[ \t]*$)"
"""A line with a type, which has four words at most; more are a text that goes on."""

_TYPE = re.compile(_TYPE_LINE, re.MULTILINE)
_PARAGRAPH = re.compile(rf"{_TYPE_LINE}|^[ \t]*\n(?={_TAG}(?:[ \t]|$))", re.MULTILINE)
_HAS_TITLE = re.compile(r"^\ufeff?%T[ \t]", re.MULTILINE)
_HAS_NAMES = re.compile(r"^\ufeff?%[ATJB][ \t]", re.MULTILINE)
_ENDS_BLANK = re.compile(r"(?:^|\n)[ \t]*\n\Z")
LONGEST_BLANK = 200
_NEXT_NAME = re.compile(r"[ \t]+%A[ \t]+")
"""What CNKI writes between names that should stand on lines of their own."""

_LOOKED_AT = 400
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_LAW = "legal rule or regulation"
"""A kind that has the number of the rule for a volume, and a count of pages; standards at CNKI are such."""

_COUNT, _RANGE = re.compile(r"\d{1,3}"), re.compile(r"\d+ ?[-–+,] ?\d+.*")
_WHOLE = ("book", "edited book", "thesis", "report", "electronic book", "government document", "dissertation")

FIELD_BY_TAG = {
    "%0": "types", "%T": "title", "%D": "dates", "%8": "dates", "%J": "container", "%V": "volume",
    "%N": "issue", "%P": "pages", "%R": "dois", "%X": "abstract", "%K": "keywords", "%G": "languages",
    "%U": "urls", "%M": "source_id",
}  # fmt: skip

_TEXTS = ("%X", "%Z")
"""Tags of running text, in which a line may begin as one with a tag does."""

_TAG_OF_RIS = {
    "%0": "TY", "%A": "AU", "%E": "ED", "%Y": "AU", "%Q": "AU", "%T": "TI", "%J": "JO", "%B": "BT",
    "%D": "PY", "%8": "DA", "%V": "VL", "%N": "IS", "%P": "SP", "%R": "DO", "%M": "AN", "%@": "SN",
    "%I": "PB", "%C": "CY", "%G": "LA",
}  # fmt: skip
"""What RIS calls that which a tag holds."""

_SINGLE = ("%T", "%J", "%V", "%N", "%P")
GIVEN_TWICE = "values of a tag that has one (%T, %J, %V, %N, %P), the first kept"

_CLUES = (("EndNote", "%~ "), ("EndNote", "%M "), ("EndNote", "%0 "))


def first_mark(head: str) -> int | None:
    """Where a line with %0 stands before another tag, or authors, title, journal or date do."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines that tell a type (%0); entries without one have no mark."""
    return len(_TYPE.findall(text)) if "%0" in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries in their order."""
    held: list[str] = []
    open_one = _Tags(0)
    held_line = line = 1
    after_blank = True
    for piece in pieces_at(text, _PARAGRAPH):
        tags = _Tags.of(piece)
        if held and _opens(piece, tags, open_one, after_blank=after_blank):
            yield from _taken("".join(held), held_line, repairs)
            held, open_one, held_line = [], _Tags(0), line
        held.append(piece)
        open_one |= tags
        line += piece.count("\n")
        after_blank = bool(_ENDS_BLANK.search(piece, max(0, len(piece) - LONGEST_BLANK)))
    yield from _taken("".join(held), held_line, repairs)
    if not text.ends_with_line_end:
        repairs[NOT_ENDED] += 1


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one entry says."""
    fields: dict[str, list[str]] = {}
    values: dict[str, list[str]] = {}
    for tag, value in _tagged_values(entry.raw):
        if value:
            values.setdefault(tag, []).append(value)
            if tag in FIELD_BY_TAG:
                fields.setdefault(FIELD_BY_TAG[tag], []).append(value)
    for tag in _SINGLE:
        if len(values.get(tag, ())) > 1:
            repairs[GIVEN_TWICE] += len(values[tag]) - 1
    if len(values.get("%X", ())) > 1:
        fields["abstract"] = ["\n".join(values["%X"])]
    if not values:
        raise EntryFault("this entry has tags but no values", remedy="fill it in, or leave it out")
    kind = (values.get("%0") or [""])[0].strip().lower()
    _without_counts(fields, kind)
    fields["authors"] = values.get("%A", []) + values.get("%Q", []) * (not values.get("%A"))
    fields["types"] = values.get("%0", []) + values.get("%9", [])
    if kind not in _WHOLE or not values.get("%B"):
        fields.setdefault("container", []).extend(values.get("%B", []))
    if kind in _WHOLE:
        fields.setdefault("container", []).extend(values.get("%S", []) + values.get("%I", []))
    database = " ".join(values.get("%~", []) + values.get("%W", []))
    accession = (values.get("%M") or [""])[0]
    if accession.isdecimal() and _PUBMED.search(database):
        fields["pmid"] = [accession]
    fields.setdefault("source_id", []).extend(values.get("%F", []))
    fields.setdefault("title", []).extend(values.get("%B", []) if kind in _WHOLE else [])
    if fields["title"]:
        fields["title"][0], told = without_notes(fields["title"][0])
        fields["types"] += told
        fields.setdefault("languages", []).extend(told)
    return draft_of(fields, authors=_authors, keywords=words)


def _without_counts(fields: dict[str, list[str]], kind: str) -> None:
    """Let the range of pages go before a count of them, and leave out what a rule has instead of both.

    A rule in a journal of the state has the volume of that, a number.
    """
    pages = fields.get("pages", [])
    if len(pages) > 1 and _COUNT.fullmatch(pages[0]):
        pages.sort(key=lambda text: _RANGE.fullmatch(text) is None)
    is_numbered = kind == _LAW and not "".join(fields.get("volume", ())).isdecimal()
    for name in ("volume", "pages") if is_numbered else ():
        fields.pop(name, None)


def _tagged_values(raw: str) -> Iterator[tuple[str, str]]:
    """Each tag with its value; a line in a text whose tag cannot hold what stands behind it is text."""
    name, at = "", 0
    known: set[str] = set()
    for found in _LABEL.finditer(raw):
        tag = found.group(1)
        as_in_ris = _TAG_OF_RIS.get(tag, tag)
        if name in _TEXTS and is_text(as_in_ris, raw[found.end() : found.end() + _LOOKED_AT], known):
            continue
        if name:
            yield name, raw[at : found.start()].strip()
        name, at = tag, found.end()
        known.add(as_in_ris)
    if name:
        yield name, raw[at:].strip()


class _Tags(Flag):
    """The telling tags of a piece: its type, its title, and others that stand at the beginning of entries."""

    TYPE = auto()
    TITLE = auto()
    NAMES = auto()

    @classmethod
    def of(cls, piece: str) -> _Tags:
        """Those that a piece has."""
        found = cls(0)
        for flag, tag in ((cls.TYPE, _TYPE), (cls.TITLE, _HAS_TITLE), (cls.NAMES, _HAS_NAMES)):
            if tag.search(piece):
                found |= flag
        return found


def _opens(piece: str, tags: _Tags, open_one: _Tags, *, after_blank: bool) -> bool:
    """Whether a piece opens a new entry beside the open one.

    It does with a type, where the open one has its own or after a blank line; else after a blank line, where
    it names a document and the open one has named its own.
    """
    if _TYPE.match(piece):
        return after_blank or _Tags.TYPE in open_one
    if piece[:1] == "%" or _Tags.NAMES not in tags:
        return False
    if _Tags.TITLE in open_one:
        return True
    return _Tags.TITLE in tags and (_Tags.TYPE | _Tags.NAMES) in open_one


def _taken(held: str, line: int, repairs: Repairs) -> Iterator[Entry]:
    """The entry of a text, blank lines before it left out; text before its first tag is set aside."""
    first = _LABEL.search(held)
    before = held[: first.start()] if first else held
    outside = passage(before.split("\n"), line, repairs, mark="a line such as '%0 Book'", is_above=line == 1)
    if outside:
        yield outside
    if first is None:
        return
    entry = entry_of(held[first.start() :], line + before.count("\n"))
    own, others = other_formats.parted(entry, own=other_formats.ENDNOTE)
    if own:
        yield own
    yield from others


def _authors(values: Sequence[str]) -> list[str]:
    lines = [part for line in value_lines(values) for part in _NEXT_NAME.split(line) if part]
    return [name for line in lines for name in listed_names(line)]


FORMAT = Format(
    name="enw",
    label="EndNote tagged text (Refer, BibIX)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by(_CLUES, otherwise="Refer"),
    cuts_in_one_pass=True,
)
