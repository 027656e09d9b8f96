"""What Web of Science writes in ways of its own: names, and what other collections of it have otherwise."""

from __future__ import annotations

import re

from coprod_review.model.main_headings import unmarked
from coprod_review.read.names import is_particle

_OF_MEDLINE = re.compile(r"MEDLINE:(\d{1,9})")
_HEADING_END = re.compile(r"\.\s+(?=\*?[^\W\d_a-z])")
_HEADINGS = re.compile(r"(?:^|\.\s+)\*[^\W\d_a-z]|^[^;]*\.\s+[^\W\d_a-z][^;]*\.\s+[^\W\d_a-z][^;]*$")
_QUALIFIER = re.compile(r"\s*(?:;|\s/\s)\s*")
_SEMICOLON_OUTSIDE = re.compile(r";(?![^\[\]]{0,300}\])")
_LABEL = re.compile(r"article\s+(?:no\.?|number|id)\s*:?\s*", re.IGNORECASE)
_MAIL = re.compile(r"\s*\([^()\s]{1,80}@[^()\s]{1,80}\)")


def pmid_of(accession: str) -> str:
    """The PubMed number in an accession number such as "MEDLINE:123"; empty where it is another."""
    found = _OF_MEDLINE.fullmatch(accession.strip())
    return found.group(1) if found else ""


def lists_headings(written: str) -> bool:
    """Whether a list of keywords is one of MeSH headings: full stops part them, asterisks open some."""
    return _HEADINGS.search(written) is not None


def mesh_headings(written: str) -> list[str]:
    """The headings of "*Birds / growth & development; physiology. *Fires.", qualifiers after slashes."""
    headings = _HEADING_END.split(" ".join(written.split()).rstrip(". "))
    return ["/".join(_QUALIFIER.split(unmarked(heading))) for heading in headings]


def words_of(written: str) -> list[str]:
    """Keywords between semicolons; those within the brackets of the Zoological Record are of one word.

    So in "Owls [Beds / day; night / ]; wards", but not where brackets are around all words.
    """
    is_around = written[:1] == "[" and written.find("]") == len(written) - 1
    if "[" not in written or is_around:
        return written.split(";")
    return _SEMICOLON_OUTSIDE.split(written)


def without_label(pages: str) -> str:
    """Pages without the words before the number of an article ("Article No.: 16")."""
    return _LABEL.sub("", pages, count=1) if pages[:1] in "Aa" else pages


def without_mail(names: str) -> str:
    """Names without the addresses of mail in brackets behind them."""
    return _MAIL.sub("", names) if "@" in names else names


def with_families_apart(names: list[str], short: list[str]) -> list[str]:
    """Full names, those without a comma parted as the short names tell where these are as many."""
    if len(names) != len(short) or all("," in name for name in names):
        return names
    return list(map(_family_apart, names, short))


def _family_apart(name: str, short: str) -> str:
    """A full name without a comma ("Berg Lena") parted where the short one beside it ("Berg, L") tells.

    Where a particle stands before the family name, the usual rules part it ("Lena van Berg").
    """
    family, comma, initials = short.partition(", ")
    if not comma or "," in name:
        return name
    before, after = name[: len(family) + 1].casefold(), name[-len(family) - 1 :].casefold()
    if before == f"{family} ".casefold() and name[len(family) + 1 :][:1] == initials[:1]:
        return f"{name[: len(family)]}, {name[len(family) + 1 :]}"
    given = name[: -len(family) - 1]
    is_last = after == f" {family}".casefold() and name[:1] == initials[:1]
    return f"{name[-len(family) :]}, {given}" if is_last and not is_particle(given.split(" ")[-1]) else name
