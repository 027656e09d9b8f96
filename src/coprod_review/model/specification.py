"""A specification: one way in which the run could have been made, as departures from how it was made."""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE_FIRST, MACHINES_ALONE = "people_first", "machines_alone"

CODED_BY_WORDS = {
    PEOPLE_FIRST: "with settled codes first",
    MACHINES_ALONE: "if rules and classifier alone had coded",
}
"""The two ways in which codes come about: as in the run, or by the machine's out-of-fold answers alone."""

READER, CONFIDENCE, MACHINE, IMPLICIT = "reader", "low_confidence", "machine_codes", "implicit"
CODER, PATTERNS, SHARED_WORDS, LEVEL = "coder", "patterns", "shared_words", "level"
NATURAL = "natural_sample"

KINDS = (NATURAL, IMPLICIT, READER, CONFIDENCE, MACHINE, LEVEL, CODER, PATTERNS, SHARED_WORDS)
"""The kinds of departures, in the order of tables and figures."""

VARIED_WORDS = {
    "left_out": "one rule file or coder left out",
    "abstention": "another abstention threshold",
}
"""What single departures vary in the sensitivity of the partnership model."""

CODER_WORDS = {"rules": "the rules", "lineage": "cited works", "classifier": "the classifier"}

ALL = "all"
"""The abstention level at which the machine decides everything, certain or not."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Departure:
    """One choice that was made otherwise: its kind, and what it is about where the kind has several."""

    kind: str
    name: str = ""

    @property
    def slug(self) -> str:
        """The departure as a part of an id."""
        return f"{self.kind}_{self.name}" if self.name else self.kind

    @property
    def words(self) -> str:
        """The departure as people read it."""
        name = self.name.replace("_", " ")
        return {
            NATURAL: "natural sample alone",
            IMPLICIT: "implicit traditions counted",
            READER: f"without {name}",
            CONFIDENCE: "low confidence left out",
            MACHINE: "machine codes left out",
            LEVEL: "machine decides all" if name == ALL else f"abstention level {name}",
            CODER: f"without {CODER_WORDS.get(name, name)}",
            PATTERNS: f"without patterns of {name}",
            SHARED_WORDS: "without shared words",
        }[self.kind]


def departure_of(slug: str) -> Departure:
    """The departure that has this slug."""
    kind = max((k for k in KINDS if slug == k or slug.startswith(f"{k}_")), key=len, default=slug)
    return Departure(kind=kind, name=slug[len(kind) + 1 :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """Who coded, and what departs from the run; without departures it is the run, or the machine's run."""

    coded_by: str
    departures: tuple[Departure, ...] = ()

    @property
    def slug(self) -> str:
        """The specification as an id."""
        return ".".join((self.coded_by, *(d.slug for d in self.departures)))

    def names(self, kind: str) -> tuple[str, ...]:
        """What the departures of a kind are about."""
        return tuple(d.name for d in self.departures if d.kind == kind)

    def has(self, kind: str) -> bool:
        """Whether it departs from the run in this kind of choice."""
        return any(d.kind == kind for d in self.departures)
