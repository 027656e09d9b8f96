"""Columns of tables and the fields that they fill: by their names, by names much like these, or as told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from coprod_review.read.column_names import NAME_BY_WOS_TAG, NAMES_BY_FIELD, UNUSED, WOS_TAGS

FIELD_BY_KEY: Mapping[str, str] = {
    "type": "types", "year": "dates", "doi": "dois", "language": "languages", "url": "urls",
}  # fmt: skip
"""The names of fields in manifests where they differ from those of drafts."""

MIN_LENGTH_OF_LIKE = 5
"""Shorter names are too much like each other ("date", "note") to be taken for one another."""

MAX_LIKENED = 500
"""Columns further on are known by their own names alone: no database writes so many."""

_ORIGIN = "x|y|oa|openalex|crossref|scopus|wos|pubmed|local|en|english|raw|final"
_AFFIXED = re.compile(rf"(?:(?:{_ORIGIN})[_.](?P<before>.+)|(?P<behind>.+)[_.](?:{_ORIGIN}))", re.IGNORECASE)
"""Names of columns to which programs that join tables set where they came from ("title.x", "oa_type")."""

MIN_LENGTH_OF_AFFIXED = 3
"""Shorter names are tags elsewhere, and words beside an origin ("is_pubmed")."""

_VAGUE = frozenset({"container", "dates", "issue", "abstract"})
"""Fields whose vaguer names beside an origin are often marks, counts and remarks ("source_scopus")."""

_MARKS = frozenset({"oajournal", "journaloa"})
"""What tells of a journal only whether it is open."""

MAX_NAMED = 8
LONGEST_NAME = 60

ROW_NUMBERS = frozenset({"no", "nr", "number", "numero", "nummer"})
"""What heads the first column where it numbers the rows of a table; further on it may head issues."""

OF_BIBLIOMETRIX = frozenset({"ti", "so", "db", "sr"})
"""Columns that tell tables of bibliometrix: tags of Web of Science, and some of its own between."""

_FUNDING = re.compile(r"funding texts?\s*\d*\s*", re.IGNORECASE)
NAME_SPACE = re.compile(r"^(?:dc|dcterms|prism|bibo|schema):")
"""What stands before names of fields of Dublin Core and PRISM, as in tables made of answers of Scopus."""

_NOT_WORD = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns of a header fill which field, best first; fields without a column are left out.

    `likened` are columns read by names that are only much like known ones, with their fields; `unknown` are
    the names of those that fill no field.
    """

    places: dict[str, list[int]]
    likened: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def notes(self, *, is_of_vendor: bool) -> dict[str, int]:
        """What is to be told of the columns, each with a count.

        The many columns that vendors are known to write beside the bibliographic ones are not told.
        """
        told = {f"column {name!r} read as {key_of(found)}": 1 for name, found in self.likened.items()}
        if self.unknown and not (is_of_vendor and len(self.unknown) > MAX_NAMED):
            named = ", ".join(self.unknown[:MAX_NAMED])
            more = ", ..." if len(self.unknown) > MAX_NAMED else ""
            told[f"columns that fill no field ({named}{more})"] = len(self.unknown)
        return told


def normal(name: str) -> str:
    """A column name in lower case, without accents, with single blanks between its words."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = unicodedata.normalize("NFC", name).replace("ø", "o").replace("Ø", "o")
    return _NOT_WORD.sub(" ", name.casefold()).strip()


def key_of(name: str) -> str:
    """The name of a field of drafts as people write it in manifests."""
    return next((key for key, found in FIELD_BY_KEY.items() if found == name), name)


def columns_by_field(header: Sequence[str]) -> dict[str, list[int]]:
    """Where the columns of each field stand whose names are known, best first, blanks and plurals aside."""
    return _by_preference(_fields_of(header))


def recognised(header: Sequence[str]) -> int:
    """How many fields the header names; 0 where it names no title, abstract or DOI, so is no header."""
    found = columns_by_field(header)
    return len(found) if {"title", "abstract", "dois"} & found.keys() else 0


def all_columns(header: Sequence[str], told: Mapping[str, Sequence[str]] | None = None) -> Columns:
    """The columns that are known, are much like known ones, or are told by key of the manifest.

    What is told goes before what is known. A first column that numbers rows fills none; beside a volume it
    numbers issues. A column is taken for one that it is like only where no other fills the field. Every name
    told must be in the header.
    """
    at_by_name = {normal(name): at for at, name in reversed(list(enumerate(header)))}
    told_places = {
        FIELD_BY_KEY.get(key, key): [at_by_name[normal(name)] for name in names]
        for key, names in (told or {}).items()
    }
    taken = {at for places in told_places.values() for at in places}
    names = ["" if at in taken else name for at, name in enumerate(header)]
    fields = _fields_of(names)
    if len(fields) > 1 and _compact(names[0]) in ROW_NUMBERS and not _is_volume(fields[1]):
        names[0], fields[0] = "", []
        taken.add(0)
    likened = _likened(names, fields, told_places)
    places = _by_preference(fields) | told_places
    used = taken | {at for at, found in enumerate(fields) if found}
    unknown = () if is_wos(header) else _unknown(header, used)
    return Columns(
        places={name: places[name] for name in NAMES_BY_FIELD if name in places},
        likened=likened,
        unknown=unknown,
    )


def _is_volume(ranks: Sequence[Rank]) -> bool:
    return any(field == "volume" for field, _, _ in ranks)


def is_wos(header: Sequence[str]) -> bool:
    """Whether the columns are headed by the tags of Web of Science."""
    names = [normal(name) for name in header if name.strip()]
    telling = {"ti", "so"} <= set(names) and bool({"pt", "ut", "af", "au"} & set(names))
    return telling and sum(name in WOS_TAGS for name in names) >= 0.8 * len(names)


Rank = tuple[str, int, int]
"""A field, the group of names within it, and the place of the name in the group."""


def _compact(name: str) -> str:
    return normal(name).replace(" ", "")


_RANKS: dict[str, list[Rank]] = {}
for _field, _groups in NAMES_BY_FIELD.items():
    for _group, _names in enumerate(_groups):
        for _place, _name in enumerate(_names):
            _RANKS.setdefault(_compact(_name), []).append((_field, _group, _place))
_UNUSED = frozenset(map(_compact, UNUSED))


def _fields_of(header: Sequence[str]) -> list[list[Rank]]:
    """For each column, the fields that it may fill."""
    if is_wos(header):
        return [_tagged(name) for name in header]
    if {*map(normal, header)} >= OF_BIBLIOMETRIX:
        return [_tagged(name) or _known(name) for name in header]
    return [_known(name) if 0 < len(name) <= LONGEST_NAME else [] for name in header]


def _tagged(name: str) -> list[Rank]:
    return _RANKS.get(_compact(NAME_BY_WOS_TAG.get(normal(name), "")), [])


def _known(name: str) -> list[Rank]:
    name = NAME_SPACE.sub("", name) if ":" in name else name
    compact = _compact(name)
    for form in (compact, compact.removesuffix("s"), f"{compact}s"):
        if form in _RANKS and (form == compact or len(form) > 2):
            return _RANKS[form]
    if compact in _UNUSED:
        return []
    apart = _compact(_ASIDE.sub(" ", name))
    if apart != compact and len(apart) > 2 and apart in _RANKS:
        return _RANKS[apart]
    eastern = "".join(_EAST_ASIAN.findall(name))
    return _RANKS.get(eastern, []) if eastern and eastern != compact else []


@lru_cache(maxsize=64)
def all_of_field(header: tuple[str, ...], wanted: str) -> tuple[int, ...]:
    """Where all columns stand that are known to fill a field, those of the best group first."""
    ranked = [
        (group, place, at)
        for at, ranks in enumerate(_fields_of(header))
        for name, group, place in ranks
        if name == wanted
    ]
    return tuple(at for _, _, at in sorted(ranked))


def _by_preference(fields: Sequence[Sequence[Rank]]) -> dict[str, list[int]]:
    """The columns of the best group of each field, by their place in the group; of namesakes the first."""
    found: dict[str, dict[int, dict[int, int]]] = {}
    for at, ranks in enumerate(fields):
        for name, group, place in ranks:
            found.setdefault(name, {}).setdefault(group, {}).setdefault(place, at)
    return {
        name: list(dict.fromkeys(at for _, at in sorted(found[name][min(found[name])].items())))
        for name in NAMES_BY_FIELD
        if name in found
    }


def _likened(
    names: Sequence[str], fields: list[list[Rank]], told: Mapping[str, Sequence[int]]
) -> dict[str, str]:
    """Fill in the fields of columns a letter or an origin away from known names; which columns and fields.

    Where a field has none but such of several origins, each is read where those before it are empty.
    """
    filled = {name for ranks in fields for name, _, _ in ranks} | set(told)
    likened = {}
    of_origins: set[Rank] = set()
    for at, name in enumerate(names[:MAX_LIKENED]):
        compact = _compact(name) if len(name) <= LONGEST_NAME and not fields[at] else ""
        affixed = _without_origin(name) if compact and compact not in _UNUSED else []
        if not affixed and (len(compact) < MIN_LENGTH_OF_LIKE or compact in _UNUSED):
            continue
        like = affixed or [
            known
            for known in _RANKS
            if abs(len(known) - len(compact)) <= 1
            and len(known) >= MIN_LENGTH_OF_LIKE
            and _digits(known) == _digits(compact)
            and OSA.distance(known, compact, score_cutoff=1) <= 1
        ]
        ranks = [rank for known in like for rank in _RANKS[known] if rank[0] not in filled]
        further = [rank for known in affixed for rank in _RANKS[known] if rank in of_origins]
        if further:
            field, group, place = further[0]
            fields[at] = [(field, group, place + at)]
            likened[name.strip()] = field
        elif ranks:
            fields[at] = ranks[:1]
            likened[name.strip()] = ranks[0][0]
            filled.add(ranks[0][0])
            of_origins.update(ranks[:1] if affixed else ())
    return likened


def _without_origin(name: str) -> list[str]:
    """The known name that is left of one to which a program set where the column came from, if any."""
    found = _AFFIXED.fullmatch(name.strip())
    left = _compact(found["before"] or found["behind"]) if found else ""
    if len(left) < MIN_LENGTH_OF_AFFIXED or _compact(name) in _MARKS:
        return []
    is_telling = any(not group or field not in _VAGUE for field, group, _ in _RANKS.get(left, ()))
    return [left] if is_telling else []


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _unknown(header: Sequence[str], used: set[int]) -> tuple[str, ...]:
    return tuple(
        name.strip()
        for at, name in enumerate(header)
        if name.strip() and at not in used and not _FUNDING.fullmatch(name) and _compact(name) not in _UNUSED
    )
