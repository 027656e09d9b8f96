"""The forms that databases give to one and the same fact: initials, abbreviations, case, plain letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from prepare_corpus.source import Facts

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "—": "-", "…": "...", "ø": "o", "Ø": "O"}
    | {"æ": "ae", "Æ": "AE", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"}
)

_SMALL_WORDS = frozenset(
    ("a", "an", "and", "de", "et", "for", "from", "in", "its", "la", "of", "on", "or", "the", "to")
)

_ABBREVIATIONS = {
    word: short
    for short, words in {
        "Acad": "academy", "Accid": "accident", "Adm": "administration administrative",
        "Adv": "advances", "Agric": "agriculture agricultural", "Am": "american", "Anal": "analysis",
        "Ann": "annals", "Appl": "applied", "Assoc": "association", "Aust": "australian",
        "Br": "british", "Bull": "bulletin", "Bus": "business", "Clim": "climate", "Clin": "clinical",
        "Commun": "community communications communication", "Comput": "computing computer",
        "Dev": "development", "Dis": "disease diseases", "Drug": "drug", "Ecol": "ecological ecology",
        "Educ": "education", "Emerg": "emergency", "Energ": "energy", "Eng": "engineering",
        "Environ": "environment environmental", "Eur": "european", "Expect": "expectations",
        "Exp": "experience", "Front": "frontiers", "Gov": "government governance",
        "Hosp": "hospital hospitals", "Hum": "human", "Implement": "implementation",
        "Ind": "industry industries industrial", "Infect": "infection infectious", "Inf": "information",
        "Innov": "innovation innovations", "Int": "international", "Integr": "integrated integration",
        "Interact": "interactive", "J": "journal", "Manag": "management", "Mark": "marketing",
        "Med": "medicine medical", "Ment": "mental", "Methodol": "methodology", "Mon": "money",
        "Nat": "nature", "Nurs": "nursing", "Oncol": "oncology",
        "Organ": "organization organizational organisation", "Pediatr": "pediatric pediatrics",
        "Pharm": "pharmacy", "Policy": "policy", "Polit": "politics political", "Pract": "practice",
        "Proc": "proceedings", "Prim": "primary", "Psychiatry": "psychiatry",
        "Psychol": "psychology psychological", "Public": "public", "Q": "quarterly",
        "Qual": "quality qualitative", "Rehabil": "rehabilitation", "Res": "research",
        "Resist": "resistance", "Rev": "review reviews", "Saf": "safety", "Sci": "science sciences",
        "Sect": "sector", "Serv": "service services", "Soc": "social society", "Sociol": "sociology",
        "Stud": "studies", "Sustain": "sustainability sustainable", "Syst": "systems system",
        "Technol": "technology", "Theor": "theory", "Transpl": "transplant", "Univ": "university",
        "Yearb": "yearbook",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Words of journal names as databases shorten them by custom (after the list of title word abbreviations)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words that the corpus also writes in lower case, so that no name is ever made small."""

    small: frozenset[str]

    @classmethod
    def of(cls, reports: Iterable[Facts]) -> Self:
        """The lower-case words of all summaries."""
        words = {word for report in reports for word in re.findall(r"\b[a-z][a-z'’]+", report.summary)}
        return cls(small=frozenset(words))

    def sentence_case(self, title: str) -> str:
        """The title with small letters after its first word, except in names and abbreviations."""

        def lowered(match: re.Match[str]) -> str:
            word = match.group()
            return word.lower() if match.start() and word.lower() in self.small else word

        return re.sub(r"\b[A-Z][a-z'’]+\b", lowered, title)


def family_and_given(name: str) -> tuple[str, str]:
    """Family and given names of "Family, Given"; a name without comma is kept whole."""
    family, _, given = name.partition(",")
    return family.strip(), given.strip()


def initials(given: str, *, dots: bool = False) -> str:
    """The initials of given names, "JK" or with dots "J.K."; names that are initials already stay so."""
    letters: list[str] = []
    for part in re.split(r"[\s.]+", given):
        if re.fullmatch(r"[^\W\d_a-z]{2,3}", part) and part.upper() == part:
            letters.extend(part)
        else:
            letters.extend(piece[0].upper() for piece in re.split(r"[-‐]", part) if piece)
    return "".join(f"{letter}." for letter in letters) if dots else "".join(letters)


def family_initials(name: str, *, separator: str = " ", dots: bool = False) -> str:
    """ "Family JK", or with other separators "Family, JK" and "Family J.K."."""
    family, given = family_and_given(name)
    return f"{family}{separator}{initials(given, dots=dots)}" if given else family


def abbreviated(container: str, *, dots: bool = False) -> str:
    """A journal's name shortened by custom: "Public Management Review" is "Public Manag Rev"."""
    words = re.findall(r"[^\W_]+(?:[-‐'’][^\W_]+)*", container)
    if len(words) < 2:
        return container
    kept = [word for word in words if word.lower() not in _SMALL_WORDS]
    short = [_ABBREVIATIONS.get(word.lower(), word) for word in kept]
    if not dots:
        return " ".join(short)
    return " ".join(f"{s}." if s != word else s for s, word in zip(short, kept, strict=True))


def plain(text: str) -> str:
    """The text in ASCII as Web of Science writes it: no accents, straight quotes, hyphens for dashes."""
    spelt = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in spelt if ord(letter) < 128)


def without_subtitle(title: str) -> str:
    """The main title, where at least four words stand before the colon."""
    main, colon, _ = title.partition(":")
    return main if colon and len(main.split()) >= 4 else title


def first_and_last_page(pages: str) -> tuple[str, str]:
    """First and last page; the last is empty for a single page or an article number."""
    first, _, last = re.sub(r"[–—‐]", "-", pages).partition("-")
    return first.strip(), last.strip()


def shortened_pages(pages: str) -> str:
    """Pages as PubMed writes them: 509-517 is 509-17."""
    first, last = first_and_last_page(pages)
    if not (first.isdigit() and last.isdigit()) or len(first) != len(last):
        return f"{first}-{last}" if last else first
    same = 0
    while same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return f"{first}-{last[same:]}"


def is_article_number(facts: Facts) -> bool:
    """Whether the pages are one number or code, as electronic journals give."""
    first, last = first_and_last_page(facts.pages)
    return bool(first) and not last


def wrapped(text: str, *, width: int, first: str, following: str) -> list[str]:
    """Lines of at most `width` characters, broken at spaces; `first` and `following` stand before them."""
    lines, line = [], first
    for word in text.split(" "):
        if len(line) + len(word) + 1 > width and line not in (first, following):
            lines.append(line)
            line = following
        line = f"{line}{word}" if line in (first, following) else f"{line} {word}"
    return [*lines, line]


def joined(items: Sequence[str], separator: str) -> str:
    """The items joined, without empty ones."""
    return separator.join(item for item in items if item)
