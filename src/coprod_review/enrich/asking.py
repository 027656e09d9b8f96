"""Which requests ask the services for what reports lack: many documents at once where a service can do it.

Filters and fields are those that the services document: OpenAlex `filter=doi:a|b`, Crossref
`filter=doi:a,doi:b`, Europe PMC `query=(DOI:"a" OR ...)`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from coprod_review.enrich.needs import Need
from coprod_review.model.enrichment import SERVICES, Request
from coprod_review.model.fingerprint import title_fingerprint

AT_ONCE = {"openalex": 50, "crossref": 20, "europepmc": 25}
"""So many documents are asked for in one request."""

GIVES = {
    "openalex": frozenset({"doi", "pmid", "abstract", "references", "notice"}),
    "crossref": frozenset({"doi", "abstract", "references", "notice"}),
    "europepmc": frozenset({"doi", "pmid", "abstract", "notice"}),
}
"""What each service can have of a document."""

BY_PMID = ("openalex", "europepmc")

LEAST_TITLE = 25
"""Titles with fewer letters and digits are those of many documents, and none is looked for by them."""

MOST_TITLE = 300
CANDIDATES = 10

_OPENALEX_FIELDS = (
    "id,doi,ids,title,publication_year,type,language,authorships,primary_location,biblio,"
    "abstract_inverted_index,referenced_works,is_retracted"
)
_PLAIN_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s,|\"\\&]+")
"""DOIs that no sign of a filter parts; others are asked for one by one."""

_QUOTING = re.compile(r'["\\]')


Answered = Mapping[tuple[str, str], bool]
"""Services and keys that were answered, and whether the service has the document."""


def requests_for(
    needs: Sequence[Need], answered: Answered | None = None, *, services: Collection[str] = SERVICES
) -> list[Request]:
    """The requests that are still to be made, by service and document; none where all has been answered.

    A DOI is looked for by the title only where no PMID leads to one.
    """
    answered = answered or {}
    requests: list[Request] = []
    for service in (name for name in SERVICES if name in services):
        keys = {key for need in needs if (key := key_of(need, service, answered, services=services))}
        requests += _requests(service, sorted(key for key in keys if (service, key) not in answered))
    return requests


def key_of(
    need: Need, service: str, answered: Answered | None = None, *, services: Collection[str] = SERVICES
) -> str:
    """The key by which a service is asked for a report; empty where it has nothing, or no key is known.

    A service that does not know a document by one name is asked by the next, and no longer once it does.
    """
    answered = answered or {}
    if need.missing.isdisjoint(GIVES[service]):
        return ""
    keys = _names_of(need, service, answered, services)
    for key in keys:
        if answered.get((service, key)):
            return key
    return next((key for key in keys if (service, key) not in answered), keys[-1] if keys else "")


def _names_of(need: Need, service: str, answered: Answered, services: Collection[str]) -> list[str]:
    """The names of a document in the order in which a service is asked by them."""
    doi, pmid = (f"doi:{need.doi}" if need.doi else ""), (f"pmid:{need.pmid}" if need.pmid else "")
    if service == "openalex":
        return [key for key in (doi, pmid) if key]
    if service == "europepmc":
        return [key for key in (pmid, "" if _QUOTING.search(doi) else doi) if key]
    if doi:
        return [doi]
    awaited = pmid and any(s in services and (s, pmid) not in answered for s in BY_PMID)
    title = "" if awaited else title_key(need)
    return [title] if title else []


def halves(request: Request) -> list[Request]:
    """Two requests for what one asks for, where a service refuses all for the sake of one; else none."""
    n = len(request.keys) // 2
    parts = (request.keys[:n], request.keys[n:]) if n else ()
    return [_BATCH[request.service](part) for part in parts]


def title_key(need: Need) -> str:
    """The key by which a DOI is looked for; empty where title, first author or year are too little for it."""
    title = title_fingerprint(need.title)
    if "doi" not in need.missing or len(title) < LEAST_TITLE or need.year is None or not need.family:
        return ""
    words = " ".join(need.title.split())[:MOST_TITLE]
    return f"title:{need.year}:{need.family}:{words}"


def _requests(service: str, keys: Sequence[str]) -> Iterator[Request]:
    plain = [key for key in keys if not key.startswith("title:") and _fits(service, key)]
    for kind in ("doi", "pmid") if service == "openalex" else ("",):
        some = [key for key in plain if key.startswith(kind)]
        for start in range(0, len(some), AT_ONCE[service]):
            yield _BATCH[service](some[start : start + AT_ONCE[service]])
    for key in keys:
        if key.startswith("title:"):
            yield _by_title(key)
        elif not _fits(service, key):
            yield _single(service, key)


def _fits(service: str, key: str) -> bool:
    return service == "europepmc" or key.startswith("pmid:") or bool(_PLAIN_DOI.fullmatch(key[4:]))


def _openalex(keys: Sequence[str]) -> Request:
    kind = keys[0].partition(":")[0]
    wanted = "|".join(key.partition(":")[2] for key in keys)
    return Request(
        service="openalex",
        path="/works",
        parameters=(("filter", f"{kind}:{wanted}"), ("per-page", "100"), ("select", _OPENALEX_FIELDS)),
        keys=tuple(keys),
    )


def _crossref(keys: Sequence[str]) -> Request:
    return Request(
        service="crossref",
        path="/works",
        parameters=(("filter", ",".join(keys)), ("rows", str(2 * len(keys)))),
        keys=tuple(keys),
    )


def _europepmc(keys: Sequence[str]) -> Request:
    return Request(
        service="europepmc",
        path="/search",
        parameters=(
            ("query", " OR ".join(_in_europepmc(keys))),
            ("format", "json"),
            ("resultType", "core"),
            ("pageSize", "200"),
        ),
        keys=tuple(keys),
    )


_BATCH = {"openalex": _openalex, "crossref": _crossref, "europepmc": _europepmc}


def _in_europepmc(keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        kind, _, name = key.partition(":")
        yield f"(EXT_ID:{name} AND SRC:MED)" if kind == "pmid" else f'DOI:"{name}"'


def _single(service: str, key: str) -> Request:
    doi = quote(key.partition(":")[2], safe="")
    parameters = (("select", _OPENALEX_FIELDS),) if service == "openalex" else ()
    path = f"/works/doi:{doi}" if service == "openalex" else f"/works/{doi}"
    return Request(service=service, path=path, parameters=parameters, keys=(key,))


def _by_title(key: str) -> Request:
    _, _, family, words = key.split(":", 3)
    return Request(
        service="crossref",
        path="/works",
        parameters=(("query.bibliographic", words), ("query.author", family), ("rows", str(CANDIDATES))),
        keys=(key,),
    )
