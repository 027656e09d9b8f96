"""What a number is, in words: the labels of the ledger with the codebook's words instead of ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.number import Number
from coprod_review.pages.wording import (
    BASIS_WORDS,
    CHARACTERISTIC_NAMES,
    STATUS_WORDS,
    humane,
    tied,
    value_words,
)

COLUMN_DIMENSIONS = {
    "character": "issue_character",
    "position": "framing",
    "strategy": "safety_strategy",
    "nature": "involvement_nature",
    "locus": "involvement_locus",
}
"""Names in the analysis of dimensions that the codebook names otherwise."""

SIDES = ("tradition", "issue_character")
"""The dimensions whose codes are the sides of a claim."""

GROUPS: Mapping[str, str] = {
    "adjudicated": "Adjudicators",
    "agreement": "Agreement between coders",
    "alluvial": "From tradition by position to character of the issue",
    "association": "Tests of association",
    "audit": "Errors found by audit",
    "calibration": "Right answers by their probability",
    "characteristic": "Characteristics of the reports",
    "claim": "Claims",
    "coded": "Who coded",
    "codes": "Codes of record",
    "countries": "Countries",
    "coverage": "Coverage of the prediction sets",
    "corrected": "Shares corrected for coding error",
    "crosstab": "Cross-tables",
    "decade": "Trends by decade",
    "disputes": "Disputes of reviewers",
    "entries": "Entries of the exports",
    "flow": "From records to reports",
    "form": "Forms of co-production",
    "given": "Codes that are on no record",
    "judged": "Who judged for screening",
    "lacking": "Gaps in the references of included reports",
    "map": "Tradition by framing",
    "model": "The partnership model",
    "network": "Networks of citations and words",
    "operating": "Operating points of the thresholds",
    "others": "Rare characteristics together",
    "overlap": "Overlap of the sources",
    "people": "Settled by people",
    "performance": "Performance of the machine coders",
    "plan": "What was tried, by character of the issue",
    "reconciliation": "Where every included report went",
    "rehearsed": "How the rehearsed correction fared",
    "screened": "Screening by coders and by others",
    "share": "Shares of codes",
    "specification": "The claims under other choices",
    "status": "How the codes came about",
    "strategy": "Safety strategies",
    "suggested": "What suggestions do to reviewers",
    "trend": "Trends by year",
    "undecided": "What claims cannot count yet",
}
"""The first parts of the ids of numbers in words."""


IN_WORDS_ALREADY = frozenset(
    (
        "flow",
        "overlap",
        "others",
        "entries",
        "codes",
        "coded",
        "judged",
        "adjudicated",
        "people",
        "network",
        "lacking",
        "screened",
        "rehearsed",
        "reconciliation",
        "undecided",
    )
)
"""The first parts of the ids of numbers whose labels name no codes."""


@dataclass(slots=True, kw_only=True)
class Titles:
    """Words for numbers by a codebook; what its patterns do not know stays, without underscores."""

    codebook: Codebook
    _heads: tuple[tuple[str, str, str], ...] = field(init=False)
    _rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = field(init=False)
    _known: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        names = {**{name: name for name in self.codebook.dimensions}, **COLUMN_DIMENSIONS}
        self._heads = tuple(
            (spelt + joint, COLUMN_DIMENSIONS.get(name, name), joint)
            for name in sorted(names, key=lambda name: (-len(name), name))
            for joint in (" is not ", " is ", " ")
            for spelt in dict.fromkeys((name, humane(name)))
        )
        codes = {
            name: _any(self.codebook.dimensions[goal].codes)
            for name, goal in names.items()
            if goal in self.codebook.dimensions
        }
        pairs = "|".join(f"{_spelt(name)}(?: is not | is | ){found}" for name, found in codes.items())
        turned = "|".join(f"{found} in {_spelt(name)}" for name, found in codes.items())
        alone = _any(self.codebook.dimensions)
        self._rules = (
            (re.compile(rf"\((?:{_any(BASIS_WORDS)})\)"), lambda m: f"({BASIS_WORDS[_id(m[0][1:-1])]})"),
            (
                re.compile(rf"(?<![\w-])(?:(?P<turned>{turned})|(?P<pair>{pairs})|{alone})(?![\w-])"),
                self._words,
            ),
            (re.compile(r"\bbaseline (\w+)"), lambda m: f"the {m[1]} baseline"),
            (re.compile(rf"\bof ({_any(MACHINE_CODERS)})\b"), lambda m: f"of the {m[1]}"),
            (re.compile(r"\bagainst settled\b"), lambda _: "against settled codes"),
            (re.compile(r"\bco_(?=\w)"), lambda _: "co-"),
        )

    def of(self, number: Number) -> str:
        """What a number is, beginning as the ledger's label does."""
        if number.number_id not in self._known:
            self._known[number.number_id] = self._title(number)
        return self._known[number.number_id]

    def in_words(self, text: str) -> str:
        """A text of the analysis with the dimensions and codes that it names in the codebook's words."""
        return tied(humane(self._worded(text)))

    def _worded(self, text: str) -> str:
        for pattern, words in self._rules:
            text = pattern.sub(words, text)
        return text

    def _title(self, number: Number) -> str:
        first, _, rest = number.number_id.partition(".")
        label = number.label
        if first == "characteristic":
            name = rest.partition(".")[0]
            value = value_words(name, label.partition(" is ")[2])
            return tied(f"reports by {_lower(CHARACTERISTIC_NAMES.get(name, humane(name)))}: {value}")
        if first == "status":
            dimension, _, status = rest.partition(".")
            known = self.codebook.dimensions.get(dimension)
            about = _lower(known.label) if known else humane(dimension)
            return f"reports by how the code of {about} came about: {STATUS_WORDS.get(status, status)}"
        if first in IN_WORDS_ALREADY:
            return tied(humane(label))
        label = self._worded(label)
        if first in ("model", "plan"):
            label = self._codes_after(label, ":", ("issue_character", "framing"))
        if first == "claim":
            label = self._codes_after(label, "reports,", SIDES)
        return tied(humane(label))

    def _codes_after(self, label: str, mark: str, dimensions: Iterable[str]) -> str:
        """The label with the codes behind a mark in the codebook's words."""
        head, found, tail = label.rpartition(mark)
        if not found:
            return label
        words = [self._code(dimensions, part.strip()) for part in tail.split(",")]
        return f"{head}{found} {', '.join(words)}"

    def _code(self, dimensions: Iterable[str], name: str) -> str:
        for dimension in dimensions:
            known = self.codebook.dimensions.get(dimension)
            if known and _id(name) in known.codes:
                return f"“{known.codes[_id(name)].label}”"
        return name

    def _words(self, match: re.Match[str]) -> str:
        if match["turned"]:
            return self._turned(match)
        if match["pair"]:
            return self._pair(match)
        return _lower(self.codebook.dimensions[_id(match[0])].label)

    def _pair(self, match: re.Match[str]) -> str:
        for head, goal, joint in self._heads:
            if match[0].startswith(head):
                code = _id(match[0][len(head) :])
                dimension = self.codebook.dimensions.get(goal)
                if dimension and code in dimension.codes:
                    return f"{_lower(dimension.label)}{joint}“{dimension.codes[code].label}”"
        return match[0]

    def _turned(self, match: re.Match[str]) -> str:
        code, _, name = match[0].rpartition(" in ")
        name = _id(name)
        dimension = self.codebook.dimensions[COLUMN_DIMENSIONS.get(name, name)]
        return f"“{dimension.codes[_id(code)].label}” in {_lower(dimension.label)}"


def _spelt(name: str) -> str:
    """A pattern for an id, written with underscores or with spaces."""
    return re.escape(name).replace("_", "[_ ]")


def _any(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(_spelt(name) for name in sorted(names, key=lambda n: (-len(n), n)))})"


def _id(words: str) -> str:
    return words.replace(" ", "_")


def _lower(label: str) -> str:
    """A label within a sentence."""
    return label[:1].lower() + label[1:]
