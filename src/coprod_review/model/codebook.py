"""The codebook: dimensions, their codes, and the constraints that bind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

NONE_CODE = "none"


GETS, NEAR_MISS = "get it", "not get it"
"""What an example must do with its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Invented texts that test a code: those of `gets` must get it, the `near_misses` must not."""

    gets: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One answer of a dimension."""

    name: str
    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()
    example_terms: tuple[str, ...] = ()
    examples: Examples = Examples()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One question of the codebook; `multiple` tells whether several codes may be given."""

    name: str
    label: str
    question: str
    multiple: bool
    source: str
    codes: Mapping[str, Code]
    decide: tuple[str, ...] = ()

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes in the order of the codebook; those that it does not have stand behind, by name."""
        return tuple(sorted(codes, key=self.place_of))

    def place_of(self, code: str) -> tuple[int, str]:
        """By what `in_order` sorts: codes that stand further behind have a greater place."""
        places = list(self.codes)
        return (places.index(code) if code in self.codes else len(places), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """When a report has the codes of `when`, it must have those of `then`."""

    when: Mapping[str, str]
    then: Mapping[str, str]

    def is_broken_by(self, codes_by_dimension: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether the codes break this constraint; dimensions that were not coded break nothing."""
        if any(codes_by_dimension.get(d) != (c,) for d, c in self.when.items()):
            return False
        return any(
            bool(codes_by_dimension.get(d)) and codes_by_dimension[d] != (c,) for d, c in self.then.items()
        )

    def told(self, called: Callable[[str, str], str]) -> str:
        """The rule in the words by which dimensions and their codes are called."""
        when = " and ".join(f"{called(d, '')} is “{called(d, c)}”" for d, c in self.when.items())
        then = " and ".join(f"{called(d, '')} is “{called(d, c)}”" for d, c in self.then.items())
        return f"when {when}, then {then}"

    def __str__(self) -> str:
        when = " and ".join(f"{d} is {c}" for d, c in self.when.items())
        then = " and ".join(f"{d} {c}" for d, c in self.then.items())
        return f"when {when}, then {then}"

    @staticmethod
    def conditions_in(told: str) -> tuple[str, ...]:
        """The dimensions of `when` of a constraint that a text tells as `str` does; none: no such."""
        found = re.search(r"\bwhen (.+?), then ", told)
        return tuple(part.split(" is ")[0] for part in found[1].split(" and ")) if found else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All dimensions, with the forms of co-production that are derived from two of them."""

    version: str
    dimensions: Mapping[str, Dimension]
    constraints: tuple[Constraint, ...]
    coproduction_form: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, str]

    def violations(
        self, codes_by_dimension: Mapping[str, tuple[str, ...]], *, in_labels: bool = False
    ) -> Iterator[str]:
        """Say in words each rule of the codebook that the codes of one report by one coder break.

        Dimensions and codes are called as in the files, `in_labels` as pages show them.
        """

        def called(dimension: str, code: str = "") -> str:
            known = self.dimensions.get(dimension)
            if not in_labels or known is None:
                return code or dimension
            return (known.codes[code].label if code in known.codes else code) if code else known.label

        for name, codes in codes_by_dimension.items():
            dimension = self.dimensions.get(name)
            if dimension is None:
                yield f"unknown dimension {name!r}"
                continue
            for code in codes:
                if code not in dimension.codes:
                    yield f"unknown code {code!r} in {called(name)}"
            if len(codes) > 1 and not dimension.multiple:
                yield f"{called(name)} takes one code, not {len(codes)}"
            if len(codes) > 1 and NONE_CODE in codes:
                yield f"in {called(name)}, {called(name, NONE_CODE)} stands alone"
        for constraint in self.constraints:
            if constraint.is_broken_by(codes_by_dimension):
                yield constraint.told(called) if in_labels else str(constraint)
