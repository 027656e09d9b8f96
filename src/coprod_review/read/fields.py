"""The normal form of every field, the same whatever format it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from coprod_review.model.bibliographic import each_once, each_person
from coprod_review.model.record import CALLED_RETRACTED
from coprod_review.read.body_names import turned_back
from coprod_review.read.container_lines import is_more_than_name, issue_alone, name_alone, number_alone
from coprod_review.read.document_types import (
    document_type,
    is_called_retracted,
    told_by_title,
)
from coprod_review.read.dois import doi
from coprod_review.read.entries import Draft, Entry, Repairs
from coprod_review.read.formulas import with_comparisons
from coprod_review.read.languages import language_code
from coprod_review.read.markup import clean_all, clean_or_empty, clean_or_empty_all
from coprod_review.read.name_lists import in_usual_order, initials_behind
from coprod_review.read.names import family_before, family_behind
from coprod_review.read.notices import without_notices_around
from coprod_review.read.pages import pages_told, without_extents, without_numbers_of_articles
from coprod_review.read.places import repair_at
from coprod_review.read.pmids import pmid_of_entry
from coprod_review.read.registers import is_preprint_server, stands_on_preprint_server

NUMBER_OF_THESIS = "numbers of theses left out, which are no issues"
_NUMBER_OF_THESIS = re.compile(r"(?:AAI|AAT)?\d{5,9}|(?:19|20)\d\d[A-Z][A-Z\d]{7,8}", re.IGNORECASE)
"""How ProQuest numbers theses, and France does ("2030TOU30177")."""

DEGREES_LEFT_OUT = "degrees of theses left out, which are no volumes"
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\. ?){2,4}|(?:Ph|Ed|Psy|Dr|Pharm|Sc|Eng|Th|M)\.?D\.?|D(?:Phil|rPH|NP|Sc|Eng)\.?"
    r"|[MB](?:Phil|Sc|A|S|PH|Ed|BA|Eng|SW|SN|Res)\.?"
    r"|.*(?:doctor|doktor|master|magister|bachelor|licentiate|diplom|habilitation|thesis|dissertation).*",
    re.IGNORECASE,
)
"""What EndNote has in the place of a volume of theses."""

FIRST_YEAR, LAST_YEAR = 1400, 2100

RecordColumns = dict[str, list[Any]]
"""Records as columns: of each field in `RECORD_FIELDS` the values, one a record."""

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_WHOLE_BRACKETS = re.compile(r"\[([^\[\]]*)\][.\s]*")
OF_BIREME = "mdl-"
"""What the portal of BIREME sets before the number of PubMed in its own ("mdl-34082220")."""

_SIGNS_OF_PMID = ("info:pmid/", "PMID", "pmid:", "pmid ")
SPECIAL_ISSUE = ", SI"
"""What Web of Science writes behind the number of a special issue."""

_NO_WORD = " ;,.:-–—()[]{}/|*\"'"
"""Signs that are no keyword where they stand alone."""

_SEPARATOR = "\x1f"
_TITLE_ENDS = (".", "]", ":")
_NO_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/?", re.IGNORECASE)
_URL = re.compile(r"(?:https?|ftp)://\S+|\Awww\.\S+\.\S+\Z|//\S+\.\S+", re.IGNORECASE)
_FURTHER_URL = re.compile(r"(?:(?:(?:%5C|\\)n){1,4}|(?<=\w\w\w))(?:https?|papers\d?)://", re.IGNORECASE)
"""A second address that a program joined to one; those within one stand behind a sign."""

_BARE_URL = re.compile(
    r"\A(?:[a-z\d-]+\.){1,4}(?:com|org|net|edu|gov|int|io|info|eu|ac|uk|de|fr|nl|se|es|it|ca|au|jp|cn|br)/\S+\Z"
    r"|\A(?:[a-z\d-]+\.){2,4}(?:com|org|net|edu|gov)/?\Z",
    re.IGNORECASE,
)


def finish(
    drafts: Sequence[Draft],
    entries: Sequence[Entry],
    *,
    numbers: Sequence[int],
    export: str,
    repairs: Repairs,
) -> RecordColumns:
    """The records of drafts in columns; entry and number (from 1, in the export) belong to the draft.

    Some may say nothing of a document; `is_told` tells which do.
    """
    containers = clean_or_empty_all([d.container for d in drafts], repairs)
    for at, name in enumerate(containers):
        if is_more_than_name(name):
            containers[at] = name_alone(name, drafts[at])
    titles = clean_or_empty_all([d.title for d in drafts], repairs)
    titles = [_title(text) if text[-1:] in _TITLE_ENDS else text for text in titles]
    types = [
        _type(draft, title, container)
        for draft, title, container in zip(drafts, titles, containers, strict=True)
    ]
    for draft, entry in zip(drafts, entries, strict=True):
        if is_called_retracted(tuple(draft.types)):
            repair_at(repairs, CALLED_RETRACTED, entry.line)
    volumes = [number_alone(text) for text in clean_or_empty_all([d.volume for d in drafts], repairs)]
    volumes = _volumes_of_no_degree(volumes, types, repairs)
    issues = [
        issue_alone(text.removesuffix(SPECIAL_ISSUE), repairs)
        for text in clean_or_empty_all([d.issue for d in drafts], repairs)
    ]
    issues = _issues_of_no_thesis(issues, types, volumes, repairs)
    pages = without_extents(pages_told(drafts, repairs), types, volumes, issues, repairs)
    return {
        "record_id": [f"{export}:{number}" for number in numbers],
        "export": [export] * len(drafts),
        "line": [entry.line for entry in entries],
        "end_line": [entry.end_line for entry in entries],
        "source_id": clean_all([d.source_id for d in drafts], repairs),
        "type": types,
        "title": titles,
        "authors": _authors(drafts, repairs),
        "year": [year(d.dates) for d in drafts],
        "container": containers,
        "volume": volumes,
        "issue": without_numbers_of_articles(issues, pages, volumes, repairs),
        "pages": pages,
        "doi": [doi(d.dois, repairs) if d.dois else "" for d in drafts],
        "pmid": [
            pmid_of_entry(told, entry.line, repairs) if (told := d.pmid or _pmid_among(d)) else ""
            for d, entry in zip(drafts, entries, strict=True)
        ],
        "abstract": without_notices_around(
            [
                with_comparisons(text.lstrip("; ") if text[:1] == ";" else text)
                for text in clean_or_empty_all([d.abstract for d in drafts], repairs)
            ],
            repairs,
        ),
        "keywords": _keywords(drafts, repairs),
        "references": _references(drafts, repairs),
        "language": [language_code(tuple(d.languages)) for d in drafts],
        "url": [_url(d.urls) if d.urls else "" for d in drafts],
    }


def _type(draft: Draft, title: str, container: str) -> str:
    """The type that is written, told by the title, or told by a server of preprints.

    An article that names no container stands on one where the server alone gives such DOIs.
    """
    kind = told_by_title(title, document_type(tuple(draft.types)))
    if kind in ("", "article") and is_preprint_server(container):
        return "preprint"
    if kind not in ("", "article") or container or draft.volume:
        return kind
    told = () if kind else draft.urls
    return "preprint" if stands_on_preprint_server(draft.dois, told) else kind


def is_told(columns: RecordColumns) -> list[bool]:
    """Of each record, whether a title, an abstract, a DOI or a PMID tells of which document it speaks."""
    known = zip(*(columns[name] for name in ("title", "abstract", "doi", "pmid")), strict=True)
    return [any(values) for values in known]


def title(written: str, repairs: Repairs) -> str:
    """A title without the full stop and brackets (of translations) of NLM, or a colon before no subtitle."""
    return _title(clean_or_empty(written, repairs))


def _title(text: str) -> str:
    whole = _WHOLE_BRACKETS.fullmatch(text)
    if whole:
        text = whole.group(1)
    if text.endswith(".") and not text.endswith(".."):
        is_end = text.endswith(").") or "." not in text.rsplit(" ", 1)[-1][:-1]
        text = text[:-1] if is_end else text
    return text.rstrip(" :").lstrip()


def year(dates: Iterable[str]) -> int | None:
    """The first year between 1400 and 2100 that stands in the dates."""
    for written in dates:
        if len(written) == 4 and written.isdecimal() and FIRST_YEAR <= int(written) <= LAST_YEAR:
            return int(written)
        for number in (*_YEAR.findall(written), *_COMPACT_DATE.findall(written)):
            if FIRST_YEAR <= int(number) <= LAST_YEAR:
                return int(number)
    return None


def _pmid_among(draft: Draft) -> str:
    """A PubMed number that says so where DOIs or accession numbers stand ("info:pmid/123", "PMID 123")."""
    for text in draft.dois:
        if text.startswith(_SIGNS_OF_PMID):
            return text
    own = draft.source_id.removeprefix(OF_BIREME)
    return own if own.startswith(_SIGNS_OF_PMID) or (own != draft.source_id and own.isdecimal()) else ""


def _authors(drafts: Sequence[Draft], repairs: Repairs) -> list[tuple[str, ...]]:
    names = iter(clean_all([name for d in drafts for name in d.authors], repairs))
    ordered: list[list[str]] = []
    for draft in drafts:
        own = list(islice(names, len(draft.authors)))
        if not draft.names_are_parted:
            in_order = family_behind if draft.given_first else family_before
            listed = initials_behind(own) if len(own) > 1 and own[0][-1:].isupper() else own
            own = [in_order(name) for name in listed]
        if len(own) > 1 and own[0][1:2] == ",":
            own = in_usual_order(own)
        own = [turned_back(name) for name in own]
        ordered.append(own)
    return _distinct(ordered, each_person)


def _volumes_of_no_degree(volumes: Sequence[str], kinds: Sequence[str], repairs: Repairs) -> list[str]:
    left = [
        "" if kind == "thesis" and text and _DEGREE.fullmatch(text) else text
        for text, kind in zip(volumes, kinds, strict=True)
    ]
    repairs[DEGREES_LEFT_OUT] += sum(text != before for text, before in zip(left, volumes, strict=True))
    return left


def _issues_of_no_thesis(
    issues: Sequence[str], kinds: Sequence[str], volumes: Sequence[str], repairs: Repairs
) -> list[str]:
    left = [
        "" if kind == "thesis" and not volume and _NUMBER_OF_THESIS.fullmatch(text) else text
        for text, kind, volume in zip(issues, kinds, volumes, strict=True)
    ]
    repairs[NUMBER_OF_THESIS] += sum(text != before for text, before in zip(left, issues, strict=True))
    return left


def _keywords(drafts: Sequence[Draft], repairs: Repairs) -> list[tuple[str, ...]]:
    words = clean_all([word for d in drafts for word in d.keywords], repairs)
    stripped = iter([word.strip(" ;,") if word.strip(_NO_WORD) else "" for word in words])
    return _distinct([list(islice(stripped, len(d.keywords))) for d in drafts])


def _references(drafts: Sequence[Draft], repairs: Repairs) -> list[tuple[str, ...]]:
    cited = clean_all([reference for d in drafts for reference in d.references], repairs)
    stripped = iter([reference.strip(" ;") for reference in cited])
    return [tuple(filter(None, islice(stripped, len(d.references)))) for d in drafts]


def _url(urls: Iterable[str]) -> str:
    """The first address with its scheme; else the first without, where its host is plainly one.

    Mendeley runs several on with the sign of a new line between them, as it is written in programs.
    """
    written = list(urls)
    for form in (_URL, _BARE_URL):
        for found in filter(None, map(form.search, written)):
            first = found.group()
            if first.count("://") > 1:
                first = _FURTHER_URL.split(first, maxsplit=1)[0]
            if not _NO_ADDRESS.fullmatch(first):
                return first.replace("&amp;", "&").rstrip(".,;}'\"")
    return ""


def _distinct(
    lists: Sequence[list[str]], once: Callable[[Iterable[str]], tuple[str, ...]] = each_once
) -> list[tuple[str, ...]]:
    """Of each list the values that are not empty, in their order, each as often as `once` has it.

    It is asked of lists alone in which one value stands twice, whatever its case.
    """
    folded = iter(_folded([value for values in lists for value in values]))
    found = []
    for values in lists:
        keys = list(islice(folded, len(values)))
        is_plain = len(set(keys)) == len(keys) and "" not in keys
        found.append(tuple(values) if is_plain else once(values))
    return found


def _folded(values: list[str]) -> list[str]:
    """The values without their case, all at once."""
    folded = _SEPARATOR.join(values).casefold().split(_SEPARATOR)
    return folded if len(folded) == len(values) else [value.casefold() for value in values]
