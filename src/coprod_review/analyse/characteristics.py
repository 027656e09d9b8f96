"""What the included reports are: kind, year, text at hand, language, country, setting, design, sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.model.corpus import NATURAL_SAMPLE, Characteristics
from coprod_review.model.record import export_of

NOT_STATED = "not stated"

_PLACE = re.compile(r"(?P<head>[^(]*)\((?P<inside>[^)]*)\)\s*$")
_SEPARATOR = re.compile(r"\s*[;,]\s*")
_QUALIFIED = re.compile(r"\s*[(,;:].*$")


def countries(text: str) -> tuple[str, ...]:
    """The countries that an extraction sheet names, each once.

    Lists are taken apart at commas and semicolons. Brackets after a country name a part of it
    ("United Kingdom (England)" is the United Kingdom); brackets after a word that is no name hold the list
    itself ("several (Spain, Norway)"). What names no country ("Nordic countries") stays as it stands.
    """
    found: dict[str, None] = {}
    for part in _outside_brackets(text):
        match = _PLACE.match(part)
        if match and match["head"].strip()[:1].isupper():
            found[match["head"].strip()] = None
        elif match:
            found.update(dict.fromkeys(name for name in _SEPARATOR.split(match["inside"]) if name))
        elif part:
            found[part] = None
    return tuple(found)


def country_parts(text: str) -> tuple[str, ...]:
    """The parts of countries that are named in brackets, as "England (United Kingdom)"."""
    matches = (_PLACE.match(part) for part in _outside_brackets(text))
    return tuple(
        f"{match['inside'].strip()} ({match['head'].strip()})"
        for match in matches
        if match and match["head"].strip()[:1].isupper()
    )


def characteristic_table(coded: CodedReports, characteristics: Iterable[Characteristics]) -> Section:
    """Reports by value of each characteristic, most frequent first, those not stated last.

    `total` is the number of included reports. A report counts once under each of its countries, so that
    their shares may add up to more than 1.
    """
    known = {entry.report_id: entry for entry in characteristics}
    rows: list[dict[str, object]] = []
    numbers = []
    notes = []
    for name, values_of in _measures(coded, known).items():
        members_by_value: dict[str, list[str]] = {}
        for report in coded:
            for value in values_of(report) or (NOT_STATED,):
                members_by_value.setdefault(value, []).append(report)
        if coded and set(members_by_value) <= {NOT_STATED}:
            notes.append(f"characteristics: {name} is stated of no included report")
        identities = _identities(name, members_by_value)
        for value in sorted(members_by_value, key=lambda v: _rank(name, v, len(members_by_value[v]))):
            members = members_by_value[value]
            rows.append(
                {
                    "characteristic": name,
                    "value": value,
                    "n": len(members),
                    "total": len(coded),
                    "share": len(members) / len(coded),
                    "number_id": identities[value],
                }
            )
            numbers.append(count(identities[value], members, f"reports whose {name} is {value}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers), notes=tuple(notes))


def natural_reports(characteristics: Iterable[Characteristics]) -> frozenset[str]:
    """The reports that the sheet says are of a natural sample; none where it does not tell samples."""
    return frozenset(entry.report_id for entry in characteristics if entry.sample.strip() == NATURAL_SAMPLE)


def _measures(
    coded: CodedReports, known: Mapping[str, Characteristics]
) -> dict[str, Callable[[str], tuple[str, ...]]]:
    """What is counted: each characteristic with the values of a report, none where it is not stated."""

    def sheet(name: str, parts: Callable[[str], tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
        return lambda report: parts(getattr(known[report], name)) if report in known else ()

    def fact(name: str) -> Callable[[str], tuple[str, ...]]:
        return lambda report: _whole(getattr(coded.report_by_id[report], name))

    return {
        "type": fact("type"),
        "period": lambda report: _period(coded.report_by_id[report].year),
        "language": fact("language"),
        "text_status": fact("text_status"),
        "exports": lambda report: (str(_n_exports(coded.report_by_id[report].record_ids)),),
        "design": sheet("design", _whole),
        "country": sheet("country", countries),
        "country_part": sheet("country", country_parts),
        "setting": sheet("setting", _main),
        "sample": sheet("sample", _whole),
    }


def _outside_brackets(text: str) -> list[str]:
    """The parts of a list, taken apart at commas and semicolons that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character in ",;" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def _whole(text: str) -> tuple[str, ...]:
    return (text.strip(),) if text.strip() else ()


def _main(text: str) -> tuple[str, ...]:
    """The setting without its closer description: "hospital" of "hospital (intensive care)"."""
    return _whole(_QUALIFIED.sub("", text))


def _period(year: int | None) -> tuple[str, ...]:
    """Five years, beginning with one that ends in 0 or 5."""
    return () if year is None else (f"{year - year % 5}-{year - year % 5 + 4}",)


def _n_exports(record_ids: tuple[str, ...]) -> int:
    return len({export_of(record_id) for record_id in record_ids})


def _rank(name: str, value: str, n: int) -> tuple[bool, int, str]:
    in_order = name in ("period", "exports")
    return value == NOT_STATED, 0 if in_order else -n, value


def _identities(name: str, values: Iterable[str]) -> dict[str, str]:
    """A number id for each value; values whose slugs are the same get a number behind it."""
    identities: dict[str, str] = {}
    taken: dict[str, int] = {}
    for value in sorted(values):
        base = number_id("characteristic", name, value)
        taken[base] = taken.get(base, 0) + 1
        identities[value] = base if taken[base] == 1 else f"{base}_{taken[base]}"
    return identities
