"""MODS: collections of works as Zotero, bibutils and libraries write them."""

from __future__ import annotations

import re

from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.xml_entries import PREFIX, Cutter, first_of
from coprod_review.read.xml_fields import Fields, NotPlain, fields_of, leaves, leaves_of
from coprod_review.read.xml_text import attribute, damaged, permitted, plain, resolved, without_prefixes

_NAMES = (
    "title|subTitle|nonSort|namePart|roleTerm|genre|dateIssued|copyrightDate|dateCreated|dateCaptured|date|"
    "publisher|number|start|end|list|total|identifier|url|abstract|topic|languageTerm|recordIdentifier"
)
_PARTS = (
    "titleInfo|name|originInfo|part|detail|extent|subject|language|location|recordInfo|physicalDescription|"
    "classification"
)
_PATTERN = leaves(_NAMES, parts=_PARTS, with_ends=True)
_TITLES = leaves("title|subTitle|nonSort", parts="titleInfo")
_PEOPLE = leaves("namePart|roleTerm", parts="name", with_ends=True)
_DETAILS = leaves("number", parts="detail")
_RELATED = re.compile(r"<relatedItem(\s[^<>]*)?>(.*?)</relatedItem>", re.DOTALL)
_SUBJECTS = re.compile(r"<subject[\s>].*?</subject>", re.DOTALL)
_AUTHOR_ROLES = frozenset(("", "author", "aut", "creator", "cre"))
_EDITOR_ROLES = frozenset(("editor", "edt", "edc"))
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where Zotero joins words: bookSection."""


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one work says."""
    text = plain(without_prefixes(entry.raw), _NAMES, repairs)
    try:
        return _read(text, repairs)
    except NotPlain:
        raise damaged("tags of this entry have no counterpart") from None


def _read(text: str, repairs: Repairs) -> Draft:
    host = next((inner for attributes, inner in _RELATED.findall(text) if _is_host(attributes)), "")
    work = _RELATED.sub("", text)
    said, around = fields_of(_PATTERN, work), fields_of(_PATTERN, host)
    details = _details(work) | _details(host)
    names, of_host = _SUBJECTS.sub("", work), _SUBJECTS.sub("", host)
    is_within = bool(_title(host))
    return Draft(
        source_id=_identified(said, ("accession", "citekey", "local"))
        or said.first("recordInfo/recordIdentifier"),
        types=[_CASE.sub(" ", genre) for genre in said.all("genre") or around.all("genre")],
        title=permitted(_title(work), repairs),
        authors=_people(names, _AUTHOR_ROLES)
        or _people(names, _EDITOR_ROLES)
        or _people(of_host, _AUTHOR_ROLES),
        given_first=True,
        dates=[date for fields in (said, around) for date in _dates(fields)],
        container=_title(host) or ("" if is_within else said.first("originInfo/publisher")),
        volume=details.get("volume", ""),
        issue=details.get("issue", "") or details.get("number", ""),
        pages=around.first("extent/list") or said.first("extent/list"),
        first_page=around.first("extent/start") or said.first("extent/start"),
        last_page=around.first("extent/end") or said.first("extent/end"),
        dois=[_identified(said, ("doi",)), *(u for u in said.all("location/url") if "doi.org" in u)],
        pmid=_identified(said, ("pmid", "pubmed")),
        abstract=permitted(said.first("abstract"), repairs),
        keywords=said.all("subject/topic"),
        languages=said.all("language/languageTerm"),
        urls=said.all("location/url"),
    )


def _is_host(attributes: str) -> bool:
    return attribute(attributes, "type") in ("host", "")


def _title(text: str) -> str:
    """The first title, with the article before it and the subtitle after it."""
    words: dict[str, str] = {}
    n_opened = 0
    for name, _, value, opened in leaves_of(_TITLES, text):
        n_opened += bool(opened)
        if n_opened > 1:
            break
        if not opened:
            words.setdefault(name, resolved(value).strip())
    title = f"{words.get('nonSort', '')} {words.get('title', '')}".strip()
    return f"{title}: {words['subTitle']}" if title and words.get("subTitle") else title


def _people(text: str, roles: frozenset[str]) -> list[str]:
    """Who has one of these roles."""
    people: list[tuple[list[str], dict[str, str]]] = []
    for name, attributes, value, opened in leaves_of(_PEOPLE, text):
        if opened.startswith("name"):
            people.append(([], {}))
        elif name == "roleTerm" and people:
            people[-1][0].append(resolved(value).strip().lower())
        elif name == "namePart" and people:
            kind = attribute(attributes, "type")
            known = people[-1][1].get(kind, "")
            people[-1][1][kind] = f"{known} {resolved(value).strip()}".strip()
    return [
        name
        for has, parts in people
        if ((not has and "" in roles) or roles.intersection(has)) and (name := _name(parts))
    ]


def _name(parts: dict[str, str]) -> str:
    family, given, whole = (parts.get(kind, "") for kind in ("family", "given", ""))
    return (
        ", ".join(part for part in (family, given, parts.get("termsOfAddress", "")) if part)
        if family
        else whole
    )


def _dates(said: Fields) -> list[str]:
    names = ("dateIssued", "copyrightDate", "dateCreated")
    return [*said.all(*(f"originInfo/{name}" for name in names)), *said.all("part/date")]


def _details(text: str) -> dict[str, str]:
    """The numbers of volume and issue by kind."""
    found: dict[str, str] = {}
    kind = ""
    for _, _, value, opened in leaves_of(_DETAILS, text):
        if opened:
            kind = attribute(opened, "type")
        else:
            found.setdefault(kind, resolved(value).strip())
    return found


def _identified(said: Fields, kinds: tuple[str, ...]) -> str:
    for kind in kinds:
        for attributes, value in said.values.get("identifier", ()):
            if attribute(attributes, "type").lower() == kind:
                return resolved(value).strip()
    return ""


_CUTTER = Cutter(f"{PREFIX}mods")
_SIGN = re.compile(rf"<{PREFIX}(?:modsCollection|mods)[\s>]")

FORMAT = Format(
    name="mods",
    label="MODS",
    first_mark=first_of(_SIGN),
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by((), otherwise="MODS"),
    cuts_in_one_pass=True,
)
