"""Reports by country of the study, as far as the extraction sheet names countries."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from coprod_review.analyse.characteristics import countries
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.model.corpus import Characteristics

COUNTRY, ELSEWHERE, NOT_STATED = "country", "no_country", "not_stated"
"""What a row of the table is: a country, words that name none ("Nordic countries"), or nothing stated."""

Place = tuple[str, str, str]
"""Kind, code and name of what an extraction sheet says; the code is empty where it is no country."""

_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its ISO 3166-1 code of three letters, with its English name."""

    code: str
    name: str


def country_of(words: str) -> Country | None:
    """The country that the words name: by its name, another name, or its code; None where they name none.

    Case, accents, points and a leading "the" make no difference.
    """
    return _country_by_words().get(_bare(words))


def country_sections(coded: CodedReports, characteristics: Iterable[Characteristics]) -> dict[str, Section]:
    """The table `countries`: each country that a report is from, most reports first, then what is no country.

    A report counts once under each of its countries: `n` counts it there, `n_alone` only where it names no
    other. The last row holds the reports of which nothing is stated. The ledger also has the reports that
    name some country (`countries.any`) and several (`countries.several`).
    """
    stated = {entry.report_id: countries(entry.country) for entry in characteristics}
    members: dict[Place, list[str]] = {}
    alone: dict[Place, list[str]] = {}
    named: dict[str, set[str]] = {}
    for report in coded:
        places = {_place(words) for words in stated.get(report, ())} or {(NOT_STATED, "", "not stated")}
        for place in places:
            members.setdefault(place, []).append(report)
            if len(places) == 1:
                alone.setdefault(place, []).append(report)
        named[report] = {code for kind, code, _ in places if kind == COUNTRY}
    rank = {COUNTRY: 0, ELSEWHERE: 1, NOT_STATED: 2}
    identities = _identities(members)
    rows, numbers = [], []
    for place in sorted(members, key=lambda p: (rank[p[0]], -len(members[p]), p[2], p[1])):
        kind, code, name = place
        identity = identities[place]
        rows.append(
            {
                "kind": kind,
                "country": code,
                "name": name,
                "n": len(members[place]),
                "n_alone": len(alone.get(place, ())),
                "total": len(coded),
                "share": len(members[place]) / len(coded),
                "number_id": identity,
            }
        )
        numbers.append(count(identity, members[place], f"reports whose country is {name}"))
    several = [report for report, codes in named.items() if len(codes) > 1]
    some = [report for report, codes in named.items() if codes]
    numbers.append(count("countries.any", some, "reports that name a country"))
    numbers.append(count("countries.several", several, "reports that name several countries"))
    missing = () if some else ("countries: no included report names a country",)
    return {"countries": Section(rows=tuple(rows), numbers=tuple(numbers), notes=missing)}


def _place(words: str) -> Place:
    """Where the words place a report; two spellings of one country are one place."""
    found = country_of(words)
    return (COUNTRY, found.code, found.name) if found else (ELSEWHERE, "", words)


def _identities(places: Iterable[Place]) -> dict[Place, str]:
    """A number id for each place; words whose slugs are the same get a number behind it."""
    identities: dict[Place, str] = {}
    taken: dict[str, int] = {}
    for place in sorted(places):
        kind, code, name = place
        parts = {COUNTRY: (code,), NOT_STATED: (NOT_STATED,), ELSEWHERE: ("other", name)}[kind]
        base = number_id("countries", *parts)
        taken[base] = taken.get(base, 0) + 1
        identities[place] = base if taken[base] == 1 else f"{base}_{taken[base]}"
    return identities


def _bare(words: str) -> str:
    """Words without accents, signs, case and article, so that spellings of one name are equal."""
    letters = unicodedata.normalize("NFKD", words.lower())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", plain.replace(".", "").replace("&", " and ")).strip().removeprefix("the ")


@lru_cache(maxsize=1)
def _country_by_words() -> Mapping[str, Country]:
    """Every name, other name and code of country_names.csv."""
    text = (files("coprod_review.analyse") / "country_names.csv").read_text(encoding="utf-8")
    found: dict[str, Country] = {}
    for row in csv.DictReader(text.splitlines()):
        country = Country(code=row["country"], name=row["name"])
        for words in (row["name"], *row["aliases"].split("; "), row["country"]):
            if words:
                found.setdefault(_bare(words), country)
    return found
