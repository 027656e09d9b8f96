"""How values read in print: authors, years, shares, intervals, lists of words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.number import Number

NOTHING = "—"

PRINTED = re.compile(r"(?P<sign>[+−-]?)(?P<whole>\d+)(\.(?P<decimals>\d+))?(?P<unit>\D*)")
"""A number as the ledger prints it: "0.89", "46 %", "+76 points"."""

NUMERIC = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


UNIT = re.compile(r"(?<=\d) (?=%|points\b)")

LONG_NUMBER = re.compile(r"(?<![\w.,/])[1-9]\d{4,}(?![\w/])")
"""A whole number of five digits or more that is no part of a name, a decimal or a path."""

TIE = "\u00a0"

BASIS_WORDS = {
    "all": "all codes",
    "explicit": "codes whose basis is explicit",
    "implicit": "codes whose basis is implicit",
    "abstract_only": "reports whose abstract was at hand",
    "explicit_abstract_only": "explicit codes of reports whose abstract was at hand",
    "settled_only": "settled codes alone",
    "natural_sample": "all codes of the natural sample alone",
    "explicit_natural_sample": "explicit codes of the natural sample alone",
}
"""What a table or a claim counts on a basis; others by their own name."""

STATUS_WORDS = {
    "adjudicated": "adjudicated",
    "person": "settled by people",
    "agreed": "readers agree",
    "waiting": "waits for adjudication",
    "machine": "decided by machine",
    "open": "open",
}
"""How a code of record came about."""

TABLE_WORDS = {
    "map": "Tradition by framing",
    "map_basis": "Basis of the tradition",
    "trends": "Trends by year",
    "forms": "Forms of co-production",
    "strategies": "Safety strategies by tradition",
    "model": "The partnership model, evidence gaps",
    "alluvial": "Streams from tradition to issue",
}
"""The tables into which every included report goes, or is told why it does not."""

PLACE_WORDS = {
    "not_on_safety": "not on safety",
    "no_character": "on no issue of these characters",
    "waiting": "wait in one of its dimensions",
    "open": "open in one of its dimensions",
    "basis_waiting": "wait in the basis alone",
    "basis_open": "open in the basis alone",
}
"""Why such a table does not count a report; other places by their own name."""

CHARACTERISTIC_NAMES = {
    "text_status": "Text at hand",
    "type": "Kind of publication",
    "period": "Period",
    "sample": "How sampled",
    "exports": "In how many exports",
    "language": "Language, where the exports tell it",
    "design": "Design",
    "country": "Country",
    "country_part": "Part of a country",
    "setting": "Setting",
}
"""Titles of the characteristics in the order of the report; others follow under their own names."""


VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "text_status": {"abstract": "the abstract", "part": "a part of the abstract", "title": "the title alone"},
    "language": {
        "cs": "Czech",
        "da": "Danish",
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fi": "Finnish",
        "fr": "French",
        "it": "Italian",
        "ja": "Japanese",
        "ko": "Korean",
        "nl": "Dutch",
        "no": "Norwegian",
        "pl": "Polish",
        "pt": "Portuguese",
        "ru": "Russian",
        "sv": "Swedish",
        "zh": "Chinese",
    },
}
"""Values of characteristics whose ids are not words; other languages stand by their ISO 639-1 codes."""


class Cited(Protocol):
    """What a short citation needs: records and reports alike have it."""

    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def year(self) -> int | None: ...


def tied(text: str) -> str:
    """The text with numbers tied to their units, so that no line ends between them."""
    return UNIT.sub(TIE, text)


def grouped(text: str) -> str:
    """The text with whole numbers from 10,000 on in groups of three digits."""
    return LONG_NUMBER.sub(lambda found: f"{int(found[0]):,}", text)


def basis_words(basis: str) -> str:
    """What is counted on a basis, in words."""
    return BASIS_WORDS.get(basis, f"{basis.replace('_', ' ')} codes")


def value_words(characteristic: str, value: str) -> str:
    """A value of a characteristic as people read it."""
    return VALUE_WORDS.get(characteristic, {}).get(value) or humane(value)


def authors_short(work: Cited) -> str:
    """Family names as in a citation: one, two joined by &, or the first with et al."""
    families = [name.split(",")[0].strip() for name in work.authors]
    if not families:
        return "No author stated"
    if len(families) <= 2:
        return " & ".join(families)
    return f"{families[0]} et al."


def year_text(work: Cited) -> str:
    """The year, or that it is unknown."""
    return str(work.year) if work.year is not None else "year unknown"


def interval_text(number: Number) -> str:
    """The bounds of a number in the manner of its own print: "12.0 to 31.5 %"; empty without bounds.

    Unit, sign and decimals are those of the printed number, and a share that is printed in per cent or
    points has its bounds printed so.
    """
    if number.low is None or number.high is None or math.isnan(number.low) or math.isnan(number.high):
        return ""
    printed = PRINTED.fullmatch(number.text)
    unit = printed["unit"].strip() if printed else ""
    scale = 100 if printed and unit and _is_hundredfold(printed, number.value) else 1
    whole = scale == 100 or number.is_count
    decimals = len(printed["decimals"] or "") if printed else 2
    if scale == 1 and not whole and not decimals:
        decimals = 2
    sign = "+" if printed and printed["sign"] in ("+", "-", "−") else "z"
    low, high = (_signed(f"{bound * scale:{sign}.{decimals}f}") for bound in (number.low, number.high))
    return tied(f"{low} to {high} {unit}".strip())


def places_of(number: Number) -> int:
    """The decimals with which a number is printed."""
    printed = PRINTED.fullmatch(number.text)
    return len(printed["decimals"] or "") if printed else 0


def with_places(number: Number, places: int | None) -> Number:
    """The number with a share in per cent printed with so many decimals; any other as it is."""
    printed = PRINTED.fullmatch(number.text)
    if places in (None, places_of(number)) or not printed or printed["unit"].strip() != "%":
        return number
    return replace(number, text=f"{printed['sign']}{abs(number.value) * 100:.{places}f} %")


def percent_range(low: str, high: str) -> str:
    """Two shares from 0 to 1 as a range in per cent: "9 to 13 %"; empty where either is."""
    if low == "" or high == "":
        return ""
    first, last = (_signed(f"{float(bound) * 100:z.0f}") for bound in (low, high))
    return tied(f"{first} to {last} %")


def percent(share: str) -> str:
    """A share from 0 to 1, as the analysis writes it, in per cent without decimals; empty stays empty."""
    if share == "":
        return ""
    value = float(share) * 100
    if 0 < value < 0.5:
        return tied("< 1 %")
    return NOTHING if math.isnan(value) else _signed(tied(f"{value:.0f} %"))


def is_number(text: str) -> bool:
    """Whether a cell of the analysis holds a number."""
    return NUMERIC.fullmatch(text) is not None


def decimal(value: str, places: int = 2) -> str:
    """A value of the analysis with so many decimals; empty stays empty, whole numbers stay whole."""
    if value == "":
        return ""
    number = float(value)
    if math.isnan(number):
        return NOTHING
    if "." not in value and "e" not in value.lower():
        return _signed(value)
    return _signed(f"{number:z.{places}f}")


def p_value(value: str) -> str:
    """A p value: three decimals, or below a thousandth."""
    if value == "":
        return ""
    return "< 0.001" if float(value) < 0.001 else f"{float(value):.3f}"


def in_words(items: Sequence[str], *, last: str = "and") -> str:
    """Items as a sentence lists them: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """A count with its noun: "1 record", "2,000 records"."""
    return f"{n:,} {noun if n == 1 else plural or f'{noun}s'}"


def humane(name: str) -> str:
    """A name of the program as people read it: underscores become spaces."""
    return name.replace("_", " ")


def coder_words(name: str) -> str:
    """A coder in running text: "the rules", "the unigram baseline"; people and readers by their names."""
    if name in MACHINE_CODERS:
        return "the lineage coder" if name == "lineage" else f"the {name}"
    return f"the {name.removeprefix('baseline_')} baseline" if name.startswith("baseline_") else humane(name)


def letter(place: int) -> str:
    """The mark of a footnote: a to z, then aa, ab and so on."""
    rest, last = divmod(place, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("a") + last)


def sentence(text: str) -> str:
    """Text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def _is_hundredfold(printed: re.Match[str], value: float) -> bool:
    """Whether the text prints a hundred times the value, as per cent and points do."""
    number = float(f"{printed['whole']}.{printed['decimals'] or 0}")
    return abs(number - abs(value) * 100) <= 1


def _signed(text: str) -> str:
    """A true minus sign before negative numbers."""
    return f"−{text[1:]}" if text.startswith("-") else text
