"""Which teaching texts the practice project takes, and the bibliographic facts invented for each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_review.io.teaching import read_teaching
from coprod_review.model.codebook import Codebook

N_ON_TOPIC = 54
LONGEST = 1500
"""Characters of the longest abstract that is taken: practice should not be slow reading."""

FAMILIES = (
    *(
        "Abrahamsen",
        "Bianchi-Rota",
        "Castelijn",
        "Dahlqvist",
        "Eberwein",
        "Fonseca-Lima",
        "Gjerstad",
        "Halloran",
    ),
    *("Ilvesniemi", "Jankowiak", "Kettunen", "Lindqvist-Obi", "Mbatha", "Nordhagen", "Oyelaran", "Pellegrin"),
    *(
        "Quintero",
        "Raghunathan",
        "Sandoval-Rey",
        "Tervahauta",
        "Uusitalo",
        "Vandersteen",
        "Wachira",
        "Zielonka",
    ),
)
GIVEN = (
    *("Aino", "Bilal", "Carla", "Dario", "Elin", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kofi", "Leena"),
    *(
        "Marta",
        "Nils",
        "Olga",
        "Pavel",
        "Rosa",
        "Sami",
        "Tuva",
        "Ursula",
        "Viggo",
        "Wanjiru",
        "Yara",
        "Zofia",
    ),
)
JOURNALS = (
    ("Practice Journal of Patient Safety", "Pract J Patient Saf"),
    ("Invented Review of Public Services", "Invent Rev Public Serv"),
    ("Quarterly of Imagined Service Research", "Q Imagined Serv Res"),
    ("Made-up Nursing Studies", "Made-up Nurs Stud"),
    ("Annals of Example Health Care", "Ann Example Health Care"),
)

OFF_TOPIC = (
    (
        "Co-production of butanol and ethanol from wheat straw by mixed fermentation",
        "Wheat straw was pretreated with dilute acid and fermented by two strains of bacteria. Yields "
        "of butanol and ethanol rose with temperature up to 37 degrees. The combined plant saves "
        "energy over separate ones.",
    ),
    (
        "Treaties on film co-production: who pays, and whose language is heard",
        "Twelve treaties between national film boards are compared. Shares of funding decide on "
        "language and crew more than the treaties' own wording does. Small markets gain least.",
    ),
    (
        "Hydrogen and heat from offshore wind: a techno-economic study of cogeneration",
        "The costs of hydrogen made at sea are estimated under three prices of electricity. Waste "
        "heat pays for a third of the pipeline in one scenario only.",
    ),
    (
        "Speed cameras and the safety of cyclists at rural junctions",
        "Crashes at 81 junctions were counted before and after speed cameras were put up. Injuries of "
        "cyclists fell by a fifth; motorists slowed down for two hundred metres.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One invented report: its text, its codes (none where it is off topic), and its bibliographic facts."""

    name: str
    number: int
    title: str
    abstract: str
    keywords: tuple[str, ...]
    codes: dict[str, tuple[str, ...]]
    authors: tuple[str, ...]
    year: int
    journal: tuple[str, str]
    volume: int
    first_page: int

    @property
    def doi(self) -> str:
        """A DOI below the prefix that is kept for examples and leads nowhere."""
        return f"10.5555/practice.{self.year}.{self.number:03d}"

    @property
    def pmid(self) -> str:
        """A number far above all that have been given."""
        return str(99_000_000 + self.number)


def chosen_texts(teaching: Path, codebook: Codebook) -> list[Text]:
    """Texts in which every code comes up, rare ones first, and some off topic; always the same ones."""
    found = read_teaching(teaching, codebook)
    codes_by_text: dict[str, dict[str, tuple[str, ...]]] = {}
    for code in found.codes:
        codes_by_text.setdefault(code.report_id, {})[code.dimension] = code.codes
    short = [t for t in found.texts if len(t.abstract) <= LONGEST]
    names = _covering([(t.report_id, codes_by_text[t.report_id]) for t in short])
    text_by_name = {t.report_id: t for t in short}
    texts = [
        _text(
            number,
            name,
            title=text_by_name[name].title,
            abstract=text_by_name[name].abstract,
            keywords=text_by_name[name].keywords,
            codes=codes_by_text[name],
        )
        for number, name in enumerate(names, start=1)
    ]
    return texts + [
        _text(len(texts) + i, f"off-topic-{i}", title=title, abstract=abstract, codes={})
        for i, (title, abstract) in enumerate(OFF_TOPIC, start=1)
    ]


def digest(*words: object) -> int:
    """A number that looks random and is always the same for the same words."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, words)).encode()).digest()[:8], "big")


def _covering(candidates: Sequence[tuple[str, dict[str, tuple[str, ...]]]]) -> list[str]:
    """Names, each adding the codes that have come up least so far; ties go by digest."""
    seen: Counter[tuple[str, str]] = Counter()
    left = dict(sorted(candidates, key=lambda c: digest("text", c[0])))
    names: list[str] = []
    while left and len(names) < N_ON_TOPIC:
        name = max(
            left, key=lambda n: sum(1 / (1 + seen[p]) for p in _places(left[n])) / len(_places(left[n]))
        )
        seen.update(_places(left.pop(name)))
        names.append(name)
    return sorted(names, key=lambda n: digest("order", n))


def _places(codes: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(dimension, code) for dimension, given in codes.items() for code in given]


def _one_of(names: Sequence[str], text: str, place: int) -> str:
    return names[digest(text, names[0], place) % len(names)]


def _text(
    number: int,
    name: str,
    *,
    title: str,
    abstract: str,
    keywords: tuple[str, ...] = (),
    codes: dict[str, tuple[str, ...]],
) -> Text:
    d = digest("facts", name)
    n_authors = 1 + d % 4
    authors = tuple(
        dict.fromkeys(f"{_one_of(FAMILIES, name, i)}, {_one_of(GIVEN, name, i)}" for i in range(n_authors))
    )
    return Text(
        name=name,
        number=number,
        title=title,
        abstract=abstract,
        keywords=keywords,
        codes=codes,
        authors=authors,
        year=2006 + digest("year", name) % 19,
        journal=JOURNALS[d // 7 % len(JOURNALS)],
        volume=1 + d // 11 % 40,
        first_page=1 + d // 13 % 400,
    )
