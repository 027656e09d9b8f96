"""BibTeX in the flavours of databases and reference managers.

Entries are cut by their braces; escaped braces do not count. A line that opens an entry inside a value of
another is text of that value if the braces close around it; else the outer entry lacks a brace, is set aside,
and the inner one is read. The values of an entry are read in `bibtex_values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coprod_review.read.bibtex_values import BIBTEX_MONTHS, read_values
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.latex import plain
from coprod_review.read.names import family_given
from coprod_review.read.references import split_references

_MARK = re.compile(
    r"(?:^[ \t\ufeff]*|[})][ \t]*)@[ \t]*(?!(?:comment|string|preamble)\b)[A-Za-z]\w*[ \t]*[{(]",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"[ \t\ufeff]*@[ \t]*([A-Za-z]\w*)[ \t]*([{(])")
_FIRST_MARK = re.compile(
    r"^[ \t\ufeff]*@[ \t]*(?:(?:comment|string|preamble)[ \t]*[{(]|[A-Za-z]\w*[ \t]*[{(][^={}]{0,300}?[,}])",
    re.MULTILINE | re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<=[})])[ \t]*(?=@[ \t]*[A-Za-z]\w*[ \t]*[{(])")
_ESCAPED = re.compile(r"\\[\\{}]")
_FIELD_LIKE = re.compile(r"[ \t]*(?:,|[A-Za-z][\w -]*=)")
_WHOLE_FIELD = re.compile(r"\s*[A-Za-z][\w-]*\s*=\s*(?:\{.*\}|\".*\"|\w+)\s*,?\s*$")
_SKIPPED = ("comment", "string", "preamble")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_PMID = re.compile(r"PMID:?\s*(\d+)", re.IGNORECASE)
_REFERENCES = re.compile(r"^\s*(?:cited\s+)?references:\s*", re.IGNORECASE)

_CLUES = (
    ("Web of Science", "Unique-ID"),
    ("Scopus", "source={Scopus}"),
    ("Scopus", "www.scopus.com"),
    ("Rayyan", "rayyan-"),
    ("ScienceDirect", "sciencedirect.com"),
    ("EBSCO", "search.ebscohost.com"),
    ("ACM", "Association for Computing Machinery"),
    ("DBLP", "bibsource = {dblp"),
    ("zbMATH", "zbMATH"),
    ("JabRef", "jabref-meta"),
    ("Zotero", "\n\ttitle = {"),
)


def first_mark(head: str) -> int | None:
    """Where the first block stands."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(line: str) -> int:
    """How many entries open in a line, at its beginning or after a closing brace."""
    return len(_MARK.findall(line)) if "@" in line else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each with the macros defined before it; comments are passed over."""
    macros: dict[str, str] = dict(BIBTEX_MONTHS)
    for block in _blocks(text, repairs):
        kind = block.kind
        if kind == "string":
            _define(block, macros, repairs)
        if kind in _SKIPPED:
            reason = f"in @{kind}"
            if block.fault:
                repairs[f"@{kind} without its closing brace passed over"] += 1
            yield Entry(line=block.line, end_line=block.end_line, lines=block.lines, passed_over=reason)
        else:
            yield Entry(
                line=block.line,
                end_line=block.end_line,
                lines=block.lines,
                fault=block.fault,
                context=macros,
            )


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one BibTeX entry says."""
    kind, key, values = read_values(entry.raw, entry.line, macros=entry.context or {}, repairs=repairs)
    value = {name: plain(text) for name, text in values.items() if name not in ("author", "editor")}
    note = value.get("note", "")
    pmid = _PMID.search(note)
    book = kind in ("book", "mvbook", "proceedings", "phdthesis", "mastersthesis", "techreport")
    container = _first(value, "journal", "journaltitle", "booktitle", "journalfull") or (
        "" if book else _first(value, "series")
    )
    title = _first(value, "title") or (_first(value, "booktitle") if book else "")
    if _first(value, "subtitle") and _first(value, "subtitle").lower() not in title.lower():
        title = f"{title}: {_first(value, 'subtitle')}"
    return Draft(
        source_id=key or _first(value, "unique-id", "pmid", "eid"),
        types=[kind, *([_first(value, "document_type", "type")] if kind != "techreport" else [])],
        title=title,
        authors=authors(values.get("author", "")),
        given_first=True,
        dates=[_first(value, "year"), _first(value, "date"), _first(value, "earlyaccessdate")],
        container=container,
        volume=_first(value, "volume"),
        issue=_first(value, "number", "issue"),
        pages=_first(value, "pages"),
        article_number=_first(value, "article-number", "art_number", "articleno", "eid"),
        dois=[d for d in (_first(value, "doi"), *_links(value)) if d],
        pmid=_first(value, "pmid", "pubmed_id", "pubmed-id") or (pmid.group(1) if pmid else ""),
        abstract=_first(value, "abstract"),
        keywords=_keywords(value),
        references=_references(value, note),
        languages=[_first(value, "language", "langid")],
        urls=[_first(value, "url"), _first(value, "link")],
    )


def authors(written: str) -> list[str]:
    """The names of an author field, as "Family, Given"; names in braces are bodies and stay whole."""
    names = []
    for name in _split_and(" ".join(written.split())):
        if name.startswith("{") and name.endswith("}") and _is_one_group(name):
            names.append(plain(name))
        else:
            names.append(family_given(plain(name), given_first=True))
    return [name for name in names if name.strip(" .,")]


@dataclass(slots=True)
class _Block:
    """A block that is being cut: `inner` is the place of the first line in it that looks like a start."""

    kind: str
    opener: str
    line: int
    lines: list[str] = field(default_factory=list)
    depth: int = 0
    inner: int | None = None
    fault: EntryFault | None = None
    end_line: int = 0

    def take(self, line: str, number: int) -> bool:
        """Add a line; whether the block is closed by it."""
        self.lines.append(line)
        self.end_line = number
        if "\\" in line:
            line = _ESCAPED.sub("", line)
        self.depth += line.count("{") - line.count("}")
        if self.opener == "{":
            return self.depth <= 0 and "}" in line
        return self.depth <= 0 and line.rstrip().endswith(")")


def _blocks(text: DecodedText, repairs: Repairs) -> Iterator[_Block]:
    """All blocks. One that never closes ends before the first line in it that looks like a start."""
    pending: list[tuple[int, str]] = []
    source = _segments(text)
    closed: _Block | None = None
    block: _Block | None = None
    while True:
        step = pending.pop() if pending else next(source, None)
        if step is None and block is not None:
            broken, again = _break_off(block, at_end=True)
            yield broken
            pending = list(reversed(again))
            block = None
            continue
        if step is None:
            break
        number, line = step
        opening = _BLOCK.match(line) if "@" in line else None
        if block is None:
            if opening:
                if closed:
                    yield closed
                    closed = None
                block = _Block(opening.group(1).lower(), opening.group(2), number)
                if block.take(line, number):
                    closed, block = block, None
            elif line.strip():
                _outside(line, number, closed, repairs)
            continue
        if opening and (block.depth <= 1 or block.inner is not None):
            broken, again = _break_off(block, at_end=False)
            yield broken
            pending.append(step)
            pending.extend(reversed(again))
            block = None
            continue
        if opening:
            block.inner = len(block.lines)
        if block.take(line, number):
            closed, block = block, None
    if closed:
        yield closed


def _segments(text: DecodedText) -> Iterator[tuple[int, str]]:
    """Numbered lines; a line in which several entries stand is parted before each."""
    for number, line in enumerate(text.lines(), 1):
        if "@" in line and _SEVERAL.search(line):
            yield from ((number, part) for part in _SEVERAL.split(line))
        else:
            yield number, line


def _break_off(block: _Block, *, at_end: bool) -> tuple[_Block, list[tuple[int, str]]]:
    """The part of an unclosed block that is its own, and the lines to be read again as another's."""
    again: list[tuple[int, str]] = []
    if block.inner is not None:
        first = block.end_line - len(block.lines) + 1 + block.inner
        again = [(first + i, line) for i, line in enumerate(block.lines[block.inner :])]
        block.lines = block.lines[: block.inner]
        block.end_line = first - 1
    if _reads_line_by_line(block.lines):
        return block, again
    remedy = (
        CUT_SHORT
        if at_end and not again
        else f"add the missing closing brace on line {block.end_line} or before"
    )
    block.fault = EntryFault(
        f"this entry opens with {block.lines[0].strip()[:60]} but never closes", remedy=remedy
    )
    return block, again


def _reads_line_by_line(lines: list[str]) -> bool:
    """Whether each line is a whole field and the last a closing brace: then a value has uneven braces."""
    filled = [line for line in lines if line.strip()]
    return len(filled) > 2 and filled[-1].strip() == "}" and all(_WHOLE_FIELD.match(f) for f in filled[1:-1])


def _outside(line: str, number: int, closed: _Block | None, repairs: Repairs) -> None:
    """Text between entries is a comment, unless it reads like fields that a brace has cut off."""
    if closed and number - closed.end_line <= 1 and line.strip() not in "},)" and _FIELD_LIKE.match(line):
        closed.fault = EntryFault(
            "a closing brace ends this entry before its last field",
            remedy=f"remove the closing brace too many on line {closed.end_line} or before",
        )
    if closed and closed.fault and number - closed.end_line <= 1:
        closed.lines.append(line)
        closed.end_line = number
    elif not line.lstrip().startswith("%"):
        repairs["lines outside entries passed over"] += 1


def _define(block: _Block, macros: dict[str, str], repairs: Repairs) -> None:
    if block.fault:
        return
    try:
        _, _, values = read_values("\n".join(block.lines), block.line, macros=macros, repairs=repairs)
    except EntryFault:
        repairs["@string that could not be read passed over"] += 1
        return
    macros.update(values)


def _split_and(text: str) -> list[str]:
    """The names between the words "and" that stand outside braces."""
    if "{" not in text:
        return [name for name in _AND.split(text) if name]
    names, depth, start = [], 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", text, re.IGNORECASE):
        if found.group() == "{":
            depth += 1
        elif found.group() == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            names.append(text[start : found.start()])
            start = found.end()
    return [name.strip() for name in (*names, text[start:]) if name.strip()]


def _is_one_group(name: str) -> bool:
    depth = 0
    for at, character in enumerate(name):
        depth += (character == "{") - (character == "}")
        if depth == 0 and at < len(name) - 1:
            return False
    return True


def _first(value: Mapping[str, str], *names: str) -> str:
    return next((value[name] for name in names if value.get(name)), "")


def _links(value: Mapping[str, str]) -> list[str]:
    return [u for u in (_first(value, "url"), _first(value, "link")) if "doi.org/" in u]


def _keywords(value: Mapping[str, str]) -> list[str]:
    words: list[str] = []
    for name in ("keywords", "author_keywords", "keyword", "keywords-plus"):
        listed = value.get(name, "")
        words += listed.split(";" if ";" in listed else ",")
    return words


def _references(value: Mapping[str, str], note: str) -> list[str]:
    lines = [line.strip(" .") for line in value.get("cited-references", "").split("\n")]
    if value.get("references"):
        return split_references(value["references"])
    if _REFERENCES.match(note):
        return split_references(_REFERENCES.sub("", note))
    return [line for line in lines if line]


FORMAT = Format(
    name="bibtex",
    label="BibTeX",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by(_CLUES, otherwise="BibTeX"),
)
