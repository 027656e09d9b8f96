"""What text formats share whose entries open at a mark, have no end mark, and name each value by a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from coprod_review.model.main_headings import unmarked
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Repairs
from coprod_review.read.name_cells import split_authors
from coprod_review.read.outside import PASSED_OVER, passage

Fields = Mapping[str, Sequence[str]]
"""Values by the field of the draft that they fill (types, title, dates, dois, ...), the best first."""

NOT_ENDED = "last line without an end, so that the last entry may be cut short"
SEVERAL_LABELS = 3
"""So many lines with labels, above all entries, are no heading."""

LONGEST_NAME = 200
"""Longer text is no name."""

_FOOTNOTES = re.compile(
    r"[\s,]*(?:[*+|#&^~$\d]|\(\d{1,3}\)|\[\d{1,3}\])(?:[\s,*+|#&^~$\d]|\(\d{1,3}\)|\[\d{1,3}\])*$"
)
_DOI_LINK = re.compile(r"doi\.org/", re.IGNORECASE)


def alternatives(labels: str) -> str:
    """Labels, parted by bars and line ends, as alternatives of a pattern, of which the longer go first."""
    words = {label.strip() for line in labels.split("\n") for label in line.split("|")} - {""}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def entries_at(
    text: DecodedText, start: re.Pattern[str], repairs: Repairs, *, label: re.Pattern[str] | None = None
) -> Iterator[Entry]:
    """The entries, each from a line that `start` matches up to the next, without blank lines at its end.

    Text before the first is passed over, but set aside where it has several lines that `label` finds: then
    it is an entry whose mark is missing.
    """
    line = 1
    for piece in pieces_at(text, start):
        if start.match(piece):
            yield entry_of(piece, line)
        elif label and len(label.findall(piece)) >= SEVERAL_LABELS:
            found = passage(piece.split("\n"), line, repairs, mark="its mark")
            if found:
                yield found
        else:
            repairs[PASSED_OVER] += sum(1 for passed in piece.split("\n") if passed.strip(" \t\ufeff"))
        line += piece.count("\n")
    if not text.ends_with_line_end:
        repairs[NOT_ENDED] += 1


def pieces_at(text: DecodedText, start: re.Pattern[str]) -> Iterator[str]:
    """The text in pieces, each from a match of `start` up to the next; the first from the beginning on.

    `start` may look at what follows blank lines: those that end a block are looked at with the next one.
    """
    held: list[str] = []
    blank = ""
    for whole in text.blocks():
        block = blank + whole
        n_written = len(block.rstrip(" \t\n"))
        end = (block.find("\n", n_written) + 1 or len(block)) if n_written else 0
        block, blank = block[:end], block[end:]
        at = 0
        for found in start.finditer(block):
            held.append(block[at : found.start()])
            piece = "".join(held)
            if piece:
                yield piece
            held, at = [], found.start()
        held.append(block[at:])
    piece = "".join((*held, blank))
    if piece:
        yield piece


def entry_of(piece: str, line: int) -> Entry:
    """The entry of a piece that begins at a line, without the blank lines at its end."""
    raw = piece.rstrip()
    return Entry(raw=raw, line=line, end_line=line + raw.count("\n"))


def value_lines(values: Sequence[str]) -> list[str]:
    """The lines of values that are not blank, without blanks around them."""
    return [line for value in values for line in map(str.strip, value.split("\n")) if line]


def draft_of(
    fields: Fields,
    *,
    authors: Callable[[Sequence[str]], list[str]] | None = None,
    keywords: Callable[[Sequence[str]], list[str]] | None = None,
) -> Draft:
    """The draft of fields; of those that hold one value, the first counts.

    `authors` and `keywords` part the values into names and words; by default the cells of a list are parted
    by what they show, and words at semicolons and line ends.
    """

    def one(name: str) -> str:
        return next(iter(fields.get(name, ())), "")

    urls = [url for value in fields.get("urls", ()) for url in value.split()]
    return Draft(
        source_id=one("source_id"),
        types=list(fields.get("types", ())),
        title=one("title").replace("\n", " "),
        authors=(authors or _names)(fields.get("authors", ())),
        given_first=True,
        dates=list(fields.get("dates", ())),
        container=one("container").replace("\n", " "),
        volume=one("volume"),
        issue=one("issue"),
        pages=one("pages"),
        first_page=one("first_page"),
        last_page=one("last_page"),
        article_number=one("article_number"),
        dois=[*fields.get("dois", ()), *(url for url in urls if _DOI_LINK.search(url))],
        pmid=one("pmid"),
        abstract=one("abstract"),
        keywords=(keywords or words)(fields.get("keywords", ())),
        references=list(fields.get("references", ())),
        languages=list(fields.get("languages", ())),
        urls=urls,
    )


def without_footnotes(name: str) -> str:
    """A name without the numbers and signs that point to affiliations behind it."""
    name = name.strip()
    return _FOOTNOTES.sub("", name) if len(name) < LONGEST_NAME else name


def words(values: Sequence[str]) -> list[str]:
    """Keywords, parted at semicolons and line ends; a line with neither, at commas."""
    found: list[str] = []
    lines = value_lines(values)
    for line in lines:
        separator = ";" if ";" in line or len(lines) > 1 else ","
        found += [word.strip(" .") for word in line.split(separator)]
    return [unmarked(word) for word in found]


def _names(values: Sequence[str]) -> list[str]:
    return [name for line in value_lines(values) for name in split_authors(line)]
