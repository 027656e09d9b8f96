"""Keywords that stand in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from coprod_review.model.main_headings import unmarked

MIN_LISTED = 4
LONGEST_WORDS = 4
"""A line is a list where commas part this many pieces, none of which has more words."""

FEWEST_SORTED = 3
"""So many words in the alphabet's order do not stand so by chance."""

GROUPED = ";  "
"""What parts keywords in older BibTeX of Scopus, where a comma parts groups of them."""

_COMMA = re.compile(r",\s*")
_BARE_COMMA = re.compile(r",(?!\s)")


def listed(line: str) -> list[str]:
    """The words of a line in which bars part them, or commas plainly part many short ones; else the line."""
    if "|" in line:
        return [part for part in line.split("|") if part.strip()]
    parts = [part for part in _COMMA.split(line) if part.strip()]
    is_list = len(parts) >= MIN_LISTED and all(len(part.split()) <= LONGEST_WORDS for part in parts)
    return parts if is_list and "(" not in line else [line]


def in_lines(text: str, *, may_hold_commas: bool) -> list[str]:
    """The keywords of a text that has each on a line of its own, as EndNote writes them; else none.

    Commas stand within them only where the writer is known to write lines.
    """
    lines = [line for written in text.split("\n") if (line := written.strip())]
    is_list = may_hold_commas or "," not in text
    return lines if is_list and ";" not in text and not any(line.endswith(",") for line in lines) else []


def of_bibtex(line: str) -> list[str]:
    """The words of a list in one line of BibTeX: semicolons part them, else commas."""
    if ";" in line:
        return ("," in line and _of_better_bibtex(line)) or line.split(";")
    n_commas, n_with_blank = line.count(","), line.count(", ")
    may_be = n_with_blank and n_commas - n_with_blank >= MIN_LISTED - 1
    return (_of_mendeley(line) if may_be else []) or line.split(",")


def _of_better_bibtex(line: str) -> list[str]:
    """The words of a list as Better BibTeX writes it: else none.

    Commas without blanks part them, in the alphabet's order, and semicolons stand for commas within them;
    two commas stand without a semicolon between them, else these may part the words.
    """
    words = line.split(",")
    if len(words) < FEWEST_SORTED or any(word[:1].isspace() or not word for word in words):
        return []
    if all(part.count(",") < 2 for part in line.split(";")):  # as headings with the noun first
        return []
    in_order = all(
        one.casefold() <= two.casefold() or _letters(one) <= _letters(two) for one, two in pairwise(words)
    )
    return [word.replace("; ", ", ") for word in words] if in_order else []


def _of_mendeley(line: str) -> list[str]:
    """The words of a list as Mendeley writes it: else none.

    Commas without blanks part them, in the alphabet's order, and others stand within them ("Models, Animal"):
    so it is where the words are in order only if parted thus.
    """
    words, parts = _BARE_COMMA.split(line), _COMMA.split(line)
    return words if _are_sorted(words) and not _are_sorted(parts) else []


def _are_sorted(words: list[str]) -> bool:
    return words == sorted(words) or all(one.casefold() <= two.casefold() for one, two in pairwise(words))


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))


def in_groups(line: str) -> list[str]:
    """The words of groups that stand behind each other, commas between them, each in the alphabet's order.

    A comma parts two groups where the order goes on up to it, begins anew behind it, and goes on from there;
    others are those of headings ("Microscopy, Atomic Force;  Nanostructures"). What nothing follows is parted
    only behind such groups, and not beside words in small letters, which stand beside headings of MeSH.
    """
    cells = [cell.strip() for cell in line.split(";") if cell.strip()]
    words = cells[:1]
    for cell, after in pairwise(cells[1:]):
        words += _parted(words[-1], cell, after) if "," in cell else [cell]
    if len(cells) > 1:
        is_grouped = len(words) >= len(cells) and not any(cell[0].islower() for cell in cells)
        words += _parted(words[-1], cells[-1], "") if is_grouped else cells[-1:]
    return words


def _parted(before: str, cell: str, after: str) -> list[str]:
    """The two words that a cell holds in which one group ends and the next begins; else the cell."""
    low, then = before.casefold(), after.casefold()
    for comma in _COMMA.finditer(cell):
        ends, anew = cell[: comma.start()].strip(), cell[comma.end() :].strip()
        goes_on = not after or anew.casefold() <= then < ends.casefold()
        if ends and anew and low <= ends.casefold() and goes_on:
            return [ends, anew]
    return [cell]


without_mark = lru_cache(maxsize=1 << 14)(unmarked)
"""A keyword as `unmarked` makes it; kept, since the headings of a search are few and stand often."""

_JOINING = r"(?:and|or|as|at|by|for|from|in|of|on|to|with)\b"
"""What opens no word of a list, but a part of a phrase ("effects of age, sex, class, on care")."""

_BETWEEN_WORDS = (
    (";", re.compile(";")),
    (" , ", re.compile(" , ")),
    (",", re.compile(rf"^[^,.;:]{{2,60}}(?:, (?!{_JOINING})[a-z][^,.;:]{{1,60}}){{3,40}}\.?$")),
    (". ", re.compile(r"\.\s+\*?[A-Z]")),
)
"""Marks between words of a line, and what shows that they are such; commas stand in headings too."""


def parted_by_form(lines: Iterable[str]) -> list[str]:
    """The words of lines, of which some are lists and others one heading."""
    found: list[str] = []
    for line in lines:
        mark = next((mark for mark, form in _BETWEEN_WORDS if form.search(line)), "\n")
        found += [unmarked(word.strip(" .")) for word in line.split(mark)]
    return found
