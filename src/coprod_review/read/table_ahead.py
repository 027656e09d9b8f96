"""The lines of a table ahead of the row that is being cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

FEW_LINES, MANY_CHARACTERS = 50, 1_000_000
"""More lines are read when there are but few ahead, and then many at once."""


@dataclass(slots=True)
class Ahead:
    """The lines that are not yet in an entry, read as far ahead as somebody asks; `number` is of the next."""

    source: Iterator[str]
    number: int
    lines: list[str] = field(default_factory=list)
    start: int = 0

    def line(self, at: int) -> str | None:
        """The line `at` lines ahead, None behind the last."""
        while len(self.lines) <= self.start + at:
            line = next(self.source, None)
            if line is None:
                return None
            self.lines.append(line)
        return self.lines[self.start + at]

    def held(self) -> list[str]:
        """The lines that were read and are not behind, some at least where there are more."""
        del self.lines[: self.start]
        self.start = 0
        if len(self.lines) < FEW_LINES:
            self.read_on()
        return self.lines

    def read_on(self) -> bool:
        """Read more lines; whether there were any."""
        before, n_characters = len(self.lines), 0
        for line in self.source:
            self.lines.append(line)
            n_characters += len(line)
            if n_characters > MANY_CHARACTERS:
                break
        return len(self.lines) > before

    def take(self, n: int) -> list[str]:
        """The next `n` lines, which are then behind."""
        taken = self.lines[self.start : self.start + n]
        self.start += n
        self.number += n
        if self.start > 1000 and self.start * 2 > len(self.lines):
            del self.lines[: self.start]
            self.start = 0
        return taken
