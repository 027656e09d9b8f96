"""OpenAlex, Crossref and Europe PMC on this machine: invented works in documented shapes, and faults."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(slots=True, kw_only=True)
class Document:
    """An invented document as the services know it."""

    doi: str
    pmid: str = ""
    title: str = ""
    family: str = "Linden"
    year: int = 2020
    abstract: str = ""
    references: tuple[str, ...] = ()
    retracted_by: str = ""


@dataclass(slots=True)
class Fault:
    """An answer instead of the right one, for the next requests to a service."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None
    seconds: float = 0.0


class Services:
    """The three services at one address; `asked` are the requests in order, `faults` come before answers."""

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.agents: set[str] = set()
        self.faults: dict[str, list[Fault]] = {"openalex": [], "crossref": [], "europepmc": []}
        self.changed: Callable[[str, Any], Any] = lambda service, answer: answer
        self.port = 0

    def options(self) -> list[str]:
        """The options that lead `enrich` here."""
        return [
            part
            for name in self.faults
            for part in ("--service", f"{name}=http://127.0.0.1:{self.port}/{name}")
        ]

    def n_asked(self, service: str) -> int:
        """How many requests a service had."""
        return sum(name == service for name, _, _ in self.asked)

    def answer(self, service: str, path: str, query: Mapping[str, str]) -> Any:
        """The answer as the service documents it; None where it has no such document."""
        return self.changed(service, _ANSWERS[service](self.documents, path, query))


@contextmanager
def serving(documents: list[Document]) -> Iterator[Services]:
    """The services on a free port of this machine."""
    services = Services(documents)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            _, service, *rest = parts.path.split("/", 2)
            path = "/" + "/".join(rest)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            services.asked.append((service, path, query))
            services.agents.add(self.headers.get("User-Agent", ""))
            waiting = services.faults[service]
            if waiting:
                self._send(waiting.pop(0))
                return
            answer = services.answer(service, path, query)
            body = json.dumps(answer).encode()
            self._send(Fault(status=404 if answer is None else 200, body=body))

        def _send(self, fault: Fault) -> None:
            time.sleep(fault.seconds)
            self.send_response(fault.status)
            for name, value in fault.headers.items():
                self.send_header(name, value)
            size = len(fault.body) if fault.announced is None else fault.announced
            self.send_header("Content-Length", str(size))
            self.end_headers()
            self.wfile.write(fault.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    services.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def openalex_work(document: Document) -> dict[str, Any]:
    """A document as a work of OpenAlex."""
    index: dict[str, list[int]] = {}
    for place, word in enumerate(document.abstract.split()):
        index.setdefault(word, []).append(place)
    number = int.from_bytes(document.doi.encode()[-4:], "big")
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/{document.doi}",
        "ids": {"openalex": f"https://openalex.org/W{number}"}
        | ({"pmid": f"https://pubmed.ncbi.nlm.nih.gov/{document.pmid}"} if document.pmid else {}),
        "title": document.title,
        "publication_year": document.year,
        "type": "article",
        "language": "en",
        "authorships": [{"author": {"display_name": f"Maja {document.family}"}}],
        "primary_location": {"source": {"display_name": "Journal of Invented Care"}},
        "biblio": {"volume": "1", "issue": None, "first_page": None, "last_page": None},
        "abstract_inverted_index": index or None,
        "referenced_works": [f"https://openalex.org/W{9000 + n}" for n, _ in enumerate(document.references)],
        "is_retracted": bool(document.retracted_by),
    }


def crossref_work(document: Document) -> dict[str, Any]:
    """A document as a work of Crossref."""
    work: dict[str, Any] = {
        "DOI": document.doi,
        "type": "journal-article",
        "title": [document.title],
        "author": [{"given": "Maja", "family": document.family, "sequence": "first"}],
        "issued": {"date-parts": [[document.year, 3]]},
        "container-title": ["Journal of Invented Care"],
        "reference-count": len(document.references),
        "is-referenced-by-count": 0,
    }
    if document.abstract:
        work["abstract"] = f"<jats:title>Abstract</jats:title><jats:p>{document.abstract}</jats:p>"
    if document.references:
        work["reference"] = [
            {"key": f"ref{n}", "unstructured": text} for n, text in enumerate(document.references)
        ]
    if document.retracted_by:
        update = {"type": "retraction", "label": "Retraction", "source": "publisher"}
        work["updated-by"] = [update | {"DOI": document.retracted_by}]
    return work


def europepmc_result(document: Document) -> dict[str, Any]:
    """A document as a result of Europe PMC."""
    result: dict[str, Any] = {
        "id": document.pmid,
        "source": "MED",
        "pmid": document.pmid,
        "doi": document.doi,
        "title": f"{document.title}.",
        "authorString": f"{document.family} M.",
        "authorList": {"author": [{"lastName": document.family, "firstName": "Maja", "initials": "M"}]},
        "pubYear": str(document.year),
        "journalInfo": {"journal": {"title": "Journal of Invented Care"}},
        "citedByCount": 0,
        "pubTypeList": {"pubType": ["Journal Article"]},
    }
    if document.abstract:
        result["abstractText"] = f"<h4>Background</h4>{document.abstract}"
    if document.retracted_by:
        result["pubTypeList"]["pubType"].append("Retracted Publication")
        result["commentCorrectionList"] = {
            "commentCorrection": [{"id": "909", "source": "MED", "type": "Retraction in", "orderIn": 1}]
        }
    return result


def _openalex(documents: list[Document], path: str, query: Mapping[str, str]) -> Any:
    if path.startswith("/works/doi:"):
        doi = unquote(path.removeprefix("/works/doi:"))
        return next((openalex_work(d) for d in documents if d.doi.lower() == doi), None)
    kind, _, wanted = query["filter"].partition(":")
    names = wanted.lower().split("|")
    found = [openalex_work(d) for d in documents if getattr(d, kind).lower() in names]
    return {"meta": {"count": len(found), "page": 1, "per_page": 200}, "results": found, "group_by": []}


def _crossref(documents: list[Document], path: str, query: Mapping[str, str]) -> Any:
    if path.startswith("/works/"):
        doi = unquote(path.removeprefix("/works/"))
        found = next((crossref_work(d) for d in documents if d.doi.lower() == doi), None)
        return found and {"status": "ok", "message-type": "work", "message": found}
    if title := query.get("query.bibliographic", ""):
        words = set(title.lower().split())
        items = [crossref_work(d) for d in documents if words & set(d.title.lower().split())]
    else:
        names = {part.removeprefix("doi:") for part in query["filter"].lower().split(",")}
        items = [crossref_work(d) for d in documents if d.doi.lower() in names]
    message = {"total-results": len(items), "items": items, "items-per-page": int(query["rows"])}
    return {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}


def _europepmc(documents: list[Document], path: str, query: Mapping[str, str]) -> Any:
    assert (path, query["format"], query["resultType"]) == ("/search", "json", "core")
    dois = {doi.lower() for doi in re.findall(r'DOI:"([^"]+)"', query["query"])}
    pmids = set(re.findall(r"\(EXT_ID:(\d+) AND SRC:MED\)", query["query"]))
    found = [europepmc_result(d) for d in documents if d.pmid and (d.doi.lower() in dois or d.pmid in pmids)]
    return {"version": "6.9", "hitCount": len(found), "resultList": {"result": found}}


_ANSWERS = {"openalex": _openalex, "crossref": _crossref, "europepmc": _europepmc}
