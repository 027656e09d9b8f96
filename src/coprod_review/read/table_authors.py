"""The authors of a row of a table, as vendors and programs write several of them in one cell."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coprod_review.read.columns import normal
from coprod_review.read.entities import ENTITY, sign_of
from coprod_review.read.json_values import person_of
from coprod_review.read.name_cells import split_authors, split_pointed
from coprod_review.read.name_lists import RUN_TOGETHER
from coprod_review.read.names import INITIALS_FIRST, family_given, names_a_body
from coprod_review.read.registers import without_trial_numbers
from coprod_review.read.table_dialects import CAPES, OTHER, OWN_DIALECT, PUBMED_TO_2020, SCIELO
from coprod_review.read.table_header import Header
from coprod_review.read.wos_collections import with_families_apart, without_mail

LONGEST_OBJECTS = 1 << 18
"""Longer cells are not read as objects."""

_ADDRESS_OF_BODY = re.compile(r"\.? Electronic address: [^;,\s]*")
"""What PubMed writes behind a body that is an author."""

_QUOTED = ("['", '["', "[{")
"""How lists open that have each name in quotation marks."""

_INITIALS_BEFORE = re.compile(
    r"(?:(?<=; )|^)(?=([^\W\d_]))(?:[^\W\d_]{1,2}\.[ -]?){1,5}, (?=[^,;]+, \1[^,;]*(?:;|$))"
)
"""Initials before a name that has a family and a given name too, with the first letter of the latter."""

_INITIALS = r"[^\W\d_a-zß-ÿ]{1,4}"
_LISTED = re.compile(rf"\w {_INITIALS}, \w[^,;]* {_INITIALS}(?=[,;.]|$)")
"""Two family names with initials behind them, a comma between the two."""


def authors_in(cells: Sequence[str], header: Header) -> list[str]:
    """The names of the first cell that has some, by what only some write, else by what stands between them.

    Behind full names Web of Science has short ones, which tell the families where no comma does.
    """
    cell = cells[0] if cells else ""
    if header.dialect == OWN_DIALECT:
        return cell.split(";")
    if cell[:2] == "[{" and (found := _of_objects(cell)):
        return found
    if "&" in cell and not cell.startswith(_QUOTED):  # the semicolon of a written character ends no name
        cell = ENTITY.sub(sign_of, cell)
    if "lectronic address" in cell:
        cell = _ADDRESS_OF_BODY.sub("", cell)
    if own := _BY_DIALECT.get(header.dialect):
        return own(cell)
    if ";" in cell and header.dialect in ("PubMed", OTHER) and (found := _beside_bodies(cell)):
        return found
    names = split_authors(without_mail(cell))
    if header.dialect == "Web of Science" and len(cells) > 1:
        return with_families_apart(names, [name.strip() for name in cells[1].split(";")])
    return _as_lens_means(names, header) if header.dialect == "Lens" else names


def bodies_in(cells: Sequence[str], header: Header) -> list[str]:
    """The bodies that authored a document, from their own column; a comma says that each has one part."""
    written = "" if header.bodies_at is None else cells[header.bodies_at]
    return [f"{name}," for part in written.split(";") if (name := part.strip(" ,"))]


def _of_pubmed(cell: str) -> list[str]:
    """The authors as the National Library of Medicine lists them."""
    from coprod_review.read.pubmed_abstract import authors_of  # noqa: PLC0415 - for PubMed alone

    return [] if cell == "[No authors listed]" else authors_of(cell)


def _beside_bodies(cell: str) -> list[str]:
    """The names of a list with commas between people and semicolons beside bodies, as PubMed writes it.

    None where the cell is no such list ("Berg A, Ek B; Invented Study Group; Lind C").
    """
    if not _LISTED.search(cell):
        return []
    from coprod_review.read.pubmed_abstract import is_name  # noqa: PLC0415 - for lists of PubMed alone

    parts = [part.strip().split(", ") for part in cell.strip(" .").split(";") if part.strip()]
    are_people = [all(map(is_name, names)) for names in parts]
    if not any(people and len(names) > 1 for people, names in zip(are_people, parts, strict=True)):
        return []
    return [
        name
        for people, names in zip(are_people, parts, strict=True)
        for name in (names if people else [f"{', '.join(names)},"])
    ]


def _of_scopus(cell: str) -> list[str]:
    """The names, before each of which some exports repeat its initials ("A.B., Berg, Ada B.; C., Ek, Cy")."""
    return split_authors(without_mail(_INITIALS_BEFORE.sub("", cell)))


def _of_zotero(cell: str) -> list[str]:
    """Names with a semicolon between any two; the one comma of a cell without it parts one name."""
    return [cell] if ";" not in cell and cell.count(",") == 1 else split_authors(cell)


def _of_cochrane(cell: str) -> list[str]:
    """The names; what is registered has the number of the trial in their place."""
    return without_trial_numbers([name.strip(" ,") for name in split_authors(cell)])


def _of_rayyan(cell: str) -> list[str]:
    """The names; in records of Web of Science, which have each with initials and then in full, the latter."""
    names = split_authors(without_mail(cell))
    short, full = names[: len(names) // 2], names[len(names) // 2 :]
    is_doubled = bool(short) and len(short) == len(full) and all(map(_shortens, short, full))
    return full if is_doubled and short != full else names


def _shortens(short: str, full: str) -> bool:
    """Whether a name with initials is another name that is written in full."""
    (family, _, initials), (other, _, given) = short.partition(", "), full.partition(", ")
    letters = [word[:1] for word in re.split(r"[\s.-]+", given)]
    is_short = initials.isupper() and initials.isalpha()
    return is_short and family.casefold() == other.casefold() and list(initials[:1]) == letters[:1]


def _of_objects(cell: str) -> list[str]:
    """The names in a list of objects, written as JSON or as Python does; none where it is no such list."""
    if len(cell) > LONGEST_OBJECTS:
        return []
    names = [person_of(one) for one in _loaded(cell) if isinstance(one, dict)]
    return [name if "," in name else f"{name}," for name in names if name]


def _loaded(cell: str) -> list[Any]:
    for load in (json.loads, ast.literal_eval):
        try:
            found = load(cell)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list) else []
    return []


def _in_pairs(cell: str) -> list[str]:
    """Family and given names in turn, commas between all of them; one part alone, or left over, is a body."""
    if ";" in cell:
        return split_authors(cell)
    parts = [part.strip() for part in cell.split(",")]
    pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    return [", ".join(pair) if len(pair) > 1 else f"{pair[0]}," for pair in pairs if any(pair)]


def _as_lens_means(names: list[str], header: Header) -> list[str]:
    """The names of people, or, with the family first, those of inventors."""
    if names and _has_inventors(header):
        return [name.replace(" ", ", ", 1) for name in names]
    return [_without_null(name) for name in names]


def _has_inventors(header: Header) -> bool:
    """Whether the authors are inventors, whose names offices of patents write with the family first."""
    return normal(header.names[header.places["authors"][0]]) == "inventors"


def _without_null(name: str) -> str:
    """A name of one part, which Lens gives the given name "null"."""
    return f"{name.removeprefix('null ')}," if name.startswith("null ") else name


def _of_google_scholar(cell: str) -> list[str]:
    """The names, in which initials stand before the family name, three too ("JMG Berg, A Ek")."""
    names = split_authors(cell)
    found = [INITIALS_FIRST.fullmatch(name) for name in names]
    if len(names) < 2 or not any(found):
        return names
    return [
        f"{told[2]}, {told[1]}" if told and not names_a_body(name) else name
        for name, told in zip(names, found, strict=True)
    ]


def _of_capes(cell: str) -> list[str]:
    """The one author of a thesis, whose family stands last, though all are capitals."""
    name = family_given(cell.title(), given_first=True)
    return [name.upper() if cell.isupper() else name]


_BY_DIALECT: Mapping[str, Callable[[str], list[str]]] = {
    "Springer": RUN_TOGETHER.split,
    PUBMED_TO_2020: _of_pubmed,
    SCIELO: _in_pairs,
    CAPES: _of_capes,
    "Zotero": _of_zotero,
    "Embase": lambda cell: split_pointed(without_mail(cell)),
    "Scopus": _of_scopus,
    "Rayyan": _of_rayyan,
    "Cochrane": _of_cochrane,
    "Publish or Perish": _of_google_scholar,
}
"""What parts the names in some tables; Springer runs them together, with a capital at the next."""
