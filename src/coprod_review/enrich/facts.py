"""Facts of reports out of what services say: of the right document, plausible, and each told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from coprod_review.enrich.answers import Said
from coprod_review.enrich.asking import GIVES, key_of
from coprod_review.enrich.needs import Need
from coprod_review.enrich.one_title import is_one_title
from coprod_review.model.enrichment import (
    IDENTIFIERS,
    LIST_SEPARATOR,
    ORDER_BY_FIELD,
    SERVICES,
    Fact,
    cell_of,
)
from coprod_review.model.fingerprint import title_fingerprint

LEAST_WORDS = 12
"""Abstracts of fewer words are notes of publishers or pieces of pages."""

MOST_ABSTRACT = 20_000
MOST_REFERENCES = 3_000
MOST_REFERENCE = 1_500
"""Characters and numbers beyond which an answer is no abstract and no list of references."""

SAME_TEXT = 90.0
"""From this likeness on (rapidfuzz, per cent) two abstracts are one, with or without its headings."""

_print = lru_cache(maxsize=1 << 16)(title_fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service said of the document of a key on a day; nothing where it does not have it."""

    said: Sequence[Said]
    date: str


Answers = Mapping[tuple[str, str], Answer]
"""Answers by service and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What a service offered for a report and is not taken, with the reason in words."""

    alias: str
    field: str
    service: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The facts found for needs, by alias, field and order of services, and what was refused."""

    facts: tuple[Fact, ...]
    refused: tuple[Refused, ...]


def said_by_key(keys: Sequence[str], said: Sequence[Said]) -> dict[str, list[Said]]:
    """What an answer says under each key that was asked for; a search by title has one key for all."""
    found: dict[str, list[Said]] = {key: [] for key in keys}
    for one in said:
        names = (f"doi:{one.record.doi.lower()}", f"pmid:{one.record.pmid}")
        for key in keys if len(keys) == 1 and keys[0].startswith("title:") else names:
            if key in found:
                found[key].append(one)
    return found


def gather(needs: Sequence[Need], answers: Answers, *, services: Collection[str] = SERVICES) -> Gathered:
    """What the answers give of what is missing.

    A fact of a service that says the same as one before it in the order of services is left out, as are
    references of all but the first that has any: other forms of one list are no news.
    """
    has = {asked: bool(answer.said) for asked, answer in answers.items()}
    facts: list[Fact] = []
    refused: list[Refused] = []
    for need in needs:
        found: dict[str, list[Fact]] = defaultdict(list)
        for service in (name for name in SERVICES if name in services):
            key = key_of(need, service, has, services=services)
            answer = answers.get((service, key))
            if answer is None:
                continue
            for item in _facts(need, service, key, answer):
                if isinstance(item, Refused):
                    refused.append(item)
                else:
                    found[item.field].append(item)
        for field, offered in sorted(found.items()):
            facts += _without_repeats(field, offered)
    return Gathered(facts=tuple(facts), refused=tuple(dict.fromkeys(refused)))


def identifiers_found(
    needs: Sequence[Need], answers: Answers, *, services: Collection[str] = SERVICES
) -> dict[str, dict[str, set[str]]]:
    """The DOIs and PMIDs found of reports that lack them, by alias and field."""
    lacking = [
        replace(need, missing=need.missing.intersection(IDENTIFIERS))
        for need in needs
        if (not need.doi or not need.pmid) and not need.missing.isdisjoint(IDENTIFIERS)
    ]
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in gather(lacking, answers, services=services).facts:
        found[fact.alias][fact.field].add(fact.value)
    return found


def withdrawn(facts: Sequence[Fact], needs: Sequence[Need], answers: Answers) -> Iterator[Fact]:
    """An empty fact for each notice in force that its service, asked again since, no longer has."""
    has = {asked: bool(answer.said) for asked, answer in answers.items()}
    need_by_alias = {need.alias: need for need in needs}
    for fact in facts:
        need = need_by_alias.get(fact.alias)
        if fact.field != "notice" or need is None or "notice" not in need.missing:
            continue
        answer = answers.get((fact.service, key_of(need, fact.service, has)))
        if answer is None or answer.date <= fact.date or not answer.said:
            continue
        if not any(said.notice for said in answer.said):
            yield Fact(
                alias=fact.alias,
                field="notice",
                value="",
                service=fact.service,
                address=fact.address,
                date=answer.date,
            )


def _facts(need: Need, service: str, key: str, answer: Answer) -> Iterator[Fact | Refused]:
    works = list(_works_of(need, key, answer.said))
    if key.startswith("title:"):
        dois = sorted({said.record.doi for said in works})
        if len(dois) > 1:
            yield _refused(need, "doi", service, f"several documents fit: {', '.join(dois[:3])}")
            works = []
    for said in works:
        if not is_one_title(need.title, said.record.title):
            yield _refused(need, "title", service, f"another title: “{said.record.title[:120]}”")
            continue
        for field in sorted(need.missing & GIVES[service]):
            value = _value(field, said)
            if why := _why_not(field, value):
                yield _refused(need, field, service, why)
            elif value:
                yield Fact(
                    alias=need.alias,
                    field=field,
                    value=value,
                    service=service,
                    address=said.address,
                    date=answer.date,
                )


def _works_of(need: Need, key: str, said: Sequence[Said]) -> Iterator[Said]:
    """Those of the works of an answer, which may be of many documents, that are of the one asked for."""
    kind, _, name = key.partition(":")
    for one in said:
        record = one.record
        if kind in IDENTIFIERS:
            is_asked_for = getattr(record, kind).lower() == name
        else:
            family = _print(record.authors[0].partition(",")[0]) if record.authors else ""
            theirs = (_print(record.title), record.year, family)
            is_asked_for = bool(record.doi) and theirs == (_print(need.title), need.year, need.family)
        if is_asked_for:
            yield one


def _value(field: str, said: Said) -> str:
    if field == "notice":
        return said.notice
    if field == "references":
        return cell_of(said.record.references)
    return str(getattr(said.record, field))


def _why_not(field: str, value: str) -> str:
    """Why a value is none; empty where it is one, or where there is none to judge."""
    if not value:
        return ""
    if field == "abstract":
        if len(value) > MOST_ABSTRACT:
            return f"{len(value):,} characters are no abstract"
        if len(value.split()) < LEAST_WORDS and value.isascii():
            return f"“{value[:80]}” is no abstract"
    if field == "references":
        cited = value.split(LIST_SEPARATOR)
        if len(cited) > MOST_REFERENCES or max(map(len, cited)) > MOST_REFERENCE:
            return (
                f"{len(cited):,} cited works of up to {max(map(len, cited)):,} characters are no list of them"
            )
    return ""


def _without_repeats(field: str, offered: Sequence[Fact]) -> list[Fact]:
    order = ORDER_BY_FIELD[field]
    first_by_service: dict[str, Fact] = {}
    for fact in offered:
        first_by_service.setdefault(fact.service, fact)
    ordered = sorted(first_by_service.values(), key=lambda fact: order.index(fact.service))
    if field == "references":
        return ordered[:1]
    if field != "abstract":
        return ordered
    told: list[Fact] = []
    for fact in ordered:
        words = fact.value.casefold()
        if all(fuzz.ratio(words, one.value.casefold()) < SAME_TEXT for one in told):
            told.append(fact)
    return told


def _refused(need: Need, field: str, service: str, why: str) -> Refused:
    return Refused(alias=need.alias, field=field, service=service, why=why)
