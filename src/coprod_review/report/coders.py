"""Who coded: told from the codings, the screening decisions and the codes of record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.pages.results import Results
from coprod_review.pages.wording import in_words

KINDS = {"person": "person", "language_model": "language model"}

REPEATING = ("model", "version", "dates", "instructions")
"""What one has to know of a language model to repeat its reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAtWork:
    """A coder who has codings or judgements.

    `works` are what it did, each with the id of the number of reports; `kind` is empty where nobody
    describes the coder. `recorded` are the facts of REPEATING that are stated.
    """

    name: str
    kind: str
    role: str
    blind: bool
    how: str
    codebook: str
    recorded: tuple[tuple[str, str], ...]
    works: tuple[tuple[str, str], ...]

    @property
    def kind_words(self) -> str:
        """What the coder is: "a person", "a language model", or that nobody describes it."""
        return f"a {KINDS[self.kind]}" if self.kind in KINDS else "not described"

    @property
    def unrecorded(self) -> tuple[str, ...]:
        """The facts of REPEATING that are not stated of a language model; none of a person."""
        stated = {name for name, _ in self.recorded}
        return (
            tuple(name for name in REPEATING if name not in stated) if self.kind == "language_model" else ()
        )

    @property
    def has_coded(self) -> bool:
        """Whether it coded any report; those who have not judged for screening or adjudicated."""
        return any(work == "coded" for work, _ in self.works)

    @property
    def has_judged(self) -> bool:
        """Whether it judged any report for screening."""
        return any(work == "judged" for work, _ in self.works)

    @property
    def has_only_judged(self) -> bool:
        """Whether screening is all that it did: no coding, no adjudication."""
        return all(work == "judged" for work, _ in self.works)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The coders at work, and of what kinds those are who coded reports."""

    coders: tuple[CoderAtWork, ...]

    @property
    def readers(self) -> tuple[CoderAtWork, ...]:
        """Those who coded reports."""
        return tuple(coder for coder in self.coders if coder.has_coded)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of those who coded reports."""
        return frozenset(coder.kind for coder in self.readers)

    @property
    def have_models(self) -> bool:
        """Whether a language model coded any report."""
        return "language_model" in self.kinds

    @property
    def saw_digests(self) -> bool:
        """Whether any of those who coded is described as having read digests in place of abstracts."""
        return any("digest" in coder.how.lower() for coder in self.readers)

    @property
    def have_adjudicated(self) -> bool:
        """Whether anybody adjudicated a code."""
        return any(work == "adjudicated" for coder in self.coders for work, _ in coder.works)

    @property
    def recorded(self) -> Mapping[tuple[tuple[str, str], ...], list[str]]:
        """The coders by what is recorded of them; those of whom nothing is are left out."""
        found: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for coder in self.coders:
            if coder.recorded:
                found.setdefault(coder.recorded, []).append(coder.name)
        return found

    @property
    def unrecorded(self) -> Mapping[tuple[str, ...], list[str]]:
        """The language models by what is not recorded of them."""
        found: dict[tuple[str, ...], list[str]] = {}
        for coder in self.coders:
            if coder.unrecorded:
                found.setdefault(coder.unrecorded, []).append(coder.name)
        return found

    @property
    def caveat(self) -> str:
        """A sentence on what kind of coders the codings come from."""
        if not self.readers:
            rest = "what is not adjudicated" if self.have_adjudicated else "what stands"
            return f"Nobody has coded these reports: {rest} is the machine’s alone, or open."
        if self.kinds == {"person"}:
            return "All readers who coded are people."
        if self.kinds == {"language_model"}:
            return (
                "All readers who coded are language models: their agreement with each other is an upper "
                "bound, and not the agreement of people."
            )
        if "language_model" in self.kinds:
            names = in_words([c.name for c in self.readers if c.kind == "person"])
            people = f"People who coded: {names}. " if names else ""
            return (
                f"{people}The other codings are those of language models, whose agreement with each other is "
                "an upper bound, and not the agreement of people."
            )
        return "Of some readers who coded it is not described what they are."


def voices_of(results: Results) -> Voices:
    """Those who have codings or judgements, in the order in which they are described, then by name.

    The codebook is the one that their codings name, else the one of their description.
    """
    described = {coder.name: coder for coder in results.coders}
    at_work: dict[str, list[tuple[str, str]]] = {}
    for work in ("coded", "adjudicated", "judged"):
        for number in results.ledger.starting(f"{work}."):
            name = number.number_id.removeprefix(f"{work}.")
            at_work.setdefault(name, []).append((work, number.number_id))
    versions: dict[str, set[str]] = {}
    for coding in results.codings:
        if coding.codebook:
            versions.setdefault(coding.coder, set()).add(coding.codebook)
    names = [name for name in described if name in at_work]
    names += sorted(set(at_work) - set(names) - set(MACHINE_CODERS))
    coders = []
    for name in names:
        known = described.get(name)
        found = in_words(sorted(versions.get(name, ())))
        coders.append(
            CoderAtWork(
                name=name,
                kind=known.kind if known else "",
                role=known.role if known else "",
                blind=known.blind if known else False,
                how=known.how if known else "",
                codebook=found or (known.codebook if known else ""),
                recorded=tuple(
                    (fact, stated) for fact in REPEATING if known and (stated := getattr(known, fact))
                ),
                works=tuple(at_work[name]),
            )
        )
    return Voices(coders=tuple(coders))
