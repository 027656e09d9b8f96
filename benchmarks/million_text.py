"""Invented documents of true lengths: what a database would say of each, as a function of its number alone.

Nothing here was written by anybody about anything: titles and abstracts are frames filled with words. One
document in a hundred speaks of co-production and of safety in care; the others are of fields that a search
for these words brings in as well (hydrogen that is co-produced, food safety, film treaties).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from million_words import FIELDS, GIVEN, ON_TOPIC, PARTS, STUDIES, SYLLABLES, Field

SENTENCES = 3_000
"""Sentences of each kind in a field; an abstract takes about ten of them."""

N_DRAWS = 80
ON_TOPIC_IN = 100
KINDS = (("background", 2), ("aim", 1), ("method", 3), ("result", 4), ("conclusion", 1))
FIRST_YEAR, N_YEARS, N_JOURNALS = 1995, 31, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is true of a document, before any database has written it down."""

    number: int
    is_on_topic: bool
    title: str
    authors: tuple[tuple[str, str], ...]
    year: int
    journal: str
    journal_short: str
    volume: int
    issue: int
    first_page: int
    last_page: int
    doi: str
    pmid: str
    abstract: str
    keywords: tuple[str, ...]
    references: tuple[str, ...]


def draws(seed: int, numbers: npt.NDArray[np.uint64], n: int = N_DRAWS) -> list[list[int]]:
    """Random numbers of 32 bits for each document or entry, the same in any batch (splitmix64)."""
    with np.errstate(over="ignore"):
        state = (numbers[:, None] * np.uint64(n + 1) + np.arange(n, dtype=np.uint64)[None, :]) + np.uint64(
            seed * 0x9E3779B97F4A7C15 % 2**64
        )
        mixed = state * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: list[list[int]] = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(32)).tolist()
    return found


def documents(seed: int, numbers: npt.NDArray[np.uint64]) -> list[Document]:
    """The documents of these numbers."""
    return [
        _document(number, drawn) for number, drawn in zip(numbers.tolist(), draws(seed, numbers), strict=True)
    ]


def _document(number: int, d: list[int]) -> Document:
    on_topic = d[0] % ON_TOPIC_IN == 0
    field = ON_TOPIC if on_topic else FIELDS[d[1] % len(FIELDS)]
    year = FIRST_YEAR + max(d[2] % N_YEARS, d[3] % N_YEARS)
    journal, short = _journals(field.name)[d[4] % N_JOURNALS]
    first = 1 + d[5] % 1900
    return Document(
        number=number,
        is_on_topic=on_topic,
        title=_title(field, d[6:20]),
        authors=_authors(d[20:38]),
        year=year,
        journal=journal,
        journal_short=short,
        volume=1 + d[38] % 120,
        issue=1 + d[39] % 12,
        first_page=first,
        last_page=first + 3 + d[40] % 22,
        doi=""
        if d[41] % 10 == 0
        else f"10.{55000 + d[42] % 900}/{short.replace(' ', '')[:3].lower()}.{year}.{number:07d}",
        pmid=str(20_000_000 + number),
        abstract="" if d[43] % 60 == 0 else _abstract(field, d[44:60]),
        keywords=tuple(dict.fromkeys(field.things[n % len(field.things)] for n in d[60 : 63 + d[60] % 4])),
        references=_references(d[67:]) if d[66] % 4 == 0 else (),
    )


def _title(field: Field, d: Sequence[int]) -> str:
    words = (
        (field.kinds, d[1]), (field.things, d[2]), (field.circumstances, d[3]), (field.things, d[4]),
        (field.traits, d[5]), (field.traits, d[6]), (field.places, d[7]), (STUDIES, d[8]),
        (field.means, d[9]),
    )  # fmt: skip
    a, thing, b, other, trait, second, place, study, means = (pool[n % len(pool)] for pool, n in words)
    c, e = (_rare_words()[n % len(_rare_words())] for n in d[10:12])
    told = field.titles[d[0] % len(field.titles)].format(
        a=a, thing=thing, b=b, c=c, e=e, other=other, trait=trait, second=second, place=place, study=study,
        means=means, town=_families()[d[12] % len(_families())],
    )  # fmt: skip
    return _opened(told)


def _opened(text: str) -> str:
    return text[0].upper() + text[1:]


def _authors(d: Sequence[int]) -> tuple[tuple[str, str], ...]:
    n = 1 + min(d[0] % 8, d[1] % 8)
    families = _families()
    return tuple((families[d[2 + 2 * k] % len(families)], GIVEN[d[3 + 2 * k] % len(GIVEN)]) for k in range(n))


def _abstract(field: Field, d: Sequence[int]) -> str:
    pools = _sentences(field.name)
    chosen = []
    place = 0
    for kind, n in KINDS:
        pool = pools[kind]
        for _ in range(n + (kind == "result" and d[-1] % 3)):
            chosen.append(pool[d[place] % SENTENCES])
            place += 1
    return " ".join(chosen)


def _references(d: Sequence[int]) -> tuple[str, ...]:
    pool = _cited()
    return tuple(pool[(d[k % len(d)] * (k + 1)) % len(pool)] for k in range(8 + d[0] % 25))


@cache
def _fields() -> dict[str, Field]:
    return {field.name: field for field in (*FIELDS, ON_TOPIC)}


@cache
def _sentences(name: str) -> dict[str, list[str]]:
    field = _fields()[name]
    chance = random.Random(f"sentences of {name}")
    return {kind: [_sentence(field, kind, chance) for _ in range(SENTENCES)] for kind, _ in KINDS}


def _sentence(field: Field, kind: str, chance: random.Random) -> str:
    frame = chance.choice(field.sentences[kind])
    a, b = chance.sample(field.kinds, 2)
    thing, other = chance.sample(field.things, 2)
    trait, second = chance.sample(field.traits, 2)
    told = frame.format(
        a=a, b=b, c=chance.choice(_rare_words()), thing=thing, other=other, trait=trait, second=second,
        means=chance.choice(field.means), place=chance.choice(field.places), study=chance.choice(STUDIES),
        n=chance.randrange(8, 900), m=chance.randrange(2, 40), share=chance.randrange(3, 98),
        p=f"{chance.randrange(1, 50) / 1000:.3f}", year=chance.randrange(1990, 2024),
    )  # fmt: skip
    return _opened(told)


@cache
def _journals(name: str) -> tuple[tuple[str, str], ...]:
    field = _fields()[name]
    chance = random.Random(f"journals of {name}")
    found = []
    for n in range(N_JOURNALS):
        noun = _opened(field.things[n % len(field.things)])
        head, short = chance.choice(
            (("Journal of", "J"), ("Annals of", "Ann"), ("Archives of", "Arch"), ("Advances in", "Adv"))
        )
        tail = chance.choice(("Research", "Studies", "Science", "Letters", "Practice", "and Methods"))
        words = f"{noun} {tail}".split()
        found.append((f"{head} {noun} {tail}", " ".join([short, *(w[:5] for w in words if w != "and")])))
    return tuple(found)


@cache
def _families() -> tuple[str, ...]:
    chance = random.Random("families")
    starts, middles, ends = SYLLABLES
    every = sorted({s + m + e for s in starts for m in middles for e in ends})
    return tuple(chance.sample(every, min(6_000, len(every))))


@cache
def _rare_words() -> tuple[str, ...]:
    return tuple(a + b + c for a in PARTS[0] for b in PARTS[1] for c in PARTS[2])


@cache
def _cited() -> tuple[str, ...]:
    chance = random.Random("cited works")
    families = _families()
    found = []
    for n in range(40_000):
        field = FIELDS[n % len(FIELDS)] if n % 20 else ON_TOPIC
        short = _journals(field.name)[chance.randrange(N_JOURNALS)][1]
        found.append(
            f"{chance.choice(families)} {chance.choice('ABCDEFGHJKLM')}, {chance.randrange(1970, 2024)}, "
            f"{short.upper()}, V{chance.randrange(1, 90)}, P{chance.randrange(1, 2000)}"
        )
    return tuple(found)
