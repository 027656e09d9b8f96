"""What @string defines in an export, and how much text macros may put in: a few lines can name a terabyte.

Each macro may join others, so that its text grows tenfold with every line. What would come out is counted
before anything is joined; where it is too much, the macro or entry is set aside and its neighbours are read.
"""

from __future__ import annotations

import re

from coprod_review.model.limits import MB, ReadingLimits
from coprod_review.read.bibtex_blocks import Block
from coprod_review.read.bibtex_values import BIBTEX_MONTHS, read_values
from coprod_review.read.entries import EntryFault, Repairs

_BARE_NAME = re.compile(r"[=#]\s*([^\s,#{}\"=]+)")
_DEFINED_NAME = re.compile(r"(?<![^\s=,{}\"#()])([^\s=,{}\"#()]+)\s*=")

FREE_CHARS = 50 * MB
"""Up to so many characters from macros nobody asks how many the export has of its own."""

MOST_TIMES = 10
"""From there on, how many times as much may come from macros as stands in the export up to there."""

TOO_LONG = "@string beyond the limits, or with another that is, not defined"


class Macros:
    """The macros defined so far in an export; `limits` are those of the export.

    An entry or a macro takes at most `max_abstract_chars` characters from other macros. All together take at
    most 50 million, or ten times what stands in the export up to there. Whole addresses stand behind macros
    of thanks, so that honest bibliographies take up to three times what they write.
    """

    def __init__(self, limits: ReadingLimits) -> None:
        self._most = limits.max_abstract_chars
        self._texts: dict[str, str] = dict(BIBTEX_MONTHS)
        self._refused: dict[str, str] = {}
        self._n_written = self._n_taken = 0

    def define(self, block: Block, repairs: Repairs) -> None:
        """Take what an @string defines, unless it cannot be read or takes more than it may."""
        if block.fault:
            return
        raw = "\n".join(block.lines)
        self._n_written += len(raw)
        names = _names_in(raw)
        cause, excess = self._cause(names), self._excess(names)
        if cause or excess:
            repairs[TOO_LONG] += 1
            defined = map(str.lower, _DEFINED_NAME.findall(raw))
            self._refused |= dict.fromkeys(defined, cause or f"@string on line {block.line} {excess}")
            return
        try:
            _, _, values = read_values(raw, block.line, macros=self._texts, repairs=repairs)
        except EntryFault:
            repairs["@string that could not be read passed over"] += 1
            return
        self._texts.update(values)
        for name in values.keys() & self._refused.keys():
            del self._refused[name]

    def named_in(self, raw: str) -> dict[str, str]:
        """Of the macros, those whose names stand in an entry; the months are always known.

        Raises EntryFault where one of them was not defined for its length, or where they would put more into
        the entry than it may have.
        """
        self._n_written += len(raw)
        if len(self._texts) == len(BIBTEX_MONTHS) and not self._refused:
            return {}
        names = _names_in(raw)
        if cause := self._cause(names):
            raise _fault(f"uses a macro that is not defined, since {cause}")
        if excess := self._excess(names):
            raise _fault(excess)
        return {name: self._texts[name] for name in sorted(set(names) & self._texts.keys())}

    def _cause(self, names: list[str]) -> str:
        """Why the first of these macros that is not defined is not; empty where all may be used."""
        if not self._refused:
            return ""
        return next((self._refused[name] for name in names if name in self._refused), "")

    def _excess(self, names: list[str]) -> str:
        """Why these macros may not be taken together; empty where they may, and then they are counted."""
        n_taken = sum([len(self._texts[name]) for name in names if name in self._texts])
        if n_taken > self._most:
            return f"would take {n_taken:,} characters from macros, where {self._most:,} are read"
        if self._n_taken + n_taken > max(FREE_CHARS, MOST_TIMES * self._n_written):
            return f"would take more from macros than {MOST_TIMES} times what the export has up to here"
        self._n_taken += n_taken
        return ""


def _names_in(raw: str) -> list[str]:
    """The bare words that stand where a value does, as often as they stand there."""
    return [name.lower() for name in _BARE_NAME.findall(raw)]


def _fault(what: str) -> EntryFault:
    return EntryFault(
        f"this entry {what}",
        remedy="write the words themselves where the macro stands, and look what @string joins; "
        "raise read.max_abstract_chars in config/config.yaml to read it all the same",
    )
