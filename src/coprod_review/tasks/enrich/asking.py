"""Asking the services: what the cache has, what is still to be fetched, and the facts of it."""

from __future__ import annotations

import datetime
import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coprod_review.io.utc_day import utc_day
from coprod_review.model.enrichment import Fact, Request

if TYPE_CHECKING:
    from coprod_review.enrich.answers import Work
    from coprod_review.enrich.facts import Answer, Gathered
    from coprod_review.enrich.needs import Need
    from coprod_review.io.enrich_cache import AnswerCache
    from coprod_review.io.enrich_faults import NoAnswer
    from coprod_review.io.enrich_http import Service
    from coprod_review.model.record import Record

IN_A_ROW = 3
"""So many requests in a row without an answer, and a service is asked no further."""

Asked = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class Inquiry:
    """The needs of reports and what the services said of them so far."""

    needs: Sequence[Need]
    cache: AnswerCache
    services: Sequence[Service]
    not_before: str = ""
    """Answers of earlier days are asked anew."""

    answers: dict[Asked, Answer] = field(default_factory=dict)
    failed: dict[Asked, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    """Services that are asked no further in this run, with the reason."""

    unreached: dict[str, str] = field(default_factory=dict)
    n_fetched: int = 0
    n_kept: int = 0

    def take_kept(self) -> None:
        """Take the answers of the cache, the latest to each question."""
        for kept in self.cache.kept():
            if kept.date >= self.not_before:
                body = kept.body()
                if body is not None:
                    self.n_kept += not self._take(kept.service, kept.keys, body, date=kept.date)
        self.find_identifiers()

    def requests(self) -> list[Request]:
        """What is still to be asked, failed requests aside."""
        from coprod_review.enrich.asking import requests_for

        answered = {asked: bool(answer.said) for asked, answer in self.answers.items()}
        return requests_for(self.needs, answered | dict.fromkeys(self.failed, False), services=self.names)

    @property
    def fields(self) -> frozenset[str]:
        """What any report lacks."""
        return frozenset[str]().union(*(need.missing for need in self.needs))

    @property
    def names(self) -> tuple[str, ...]:
        """The services that are asked."""
        return tuple(service.name for service in self.services)

    def ask(self, *, today: str) -> None:
        """Fetch until nothing is left to ask: what is found (a DOI by its PMID) may lead to more.

        Raises ReviewError where no service can be reached, and nothing came of the whole inquiry.
        """
        from coprod_review.io.enrich_http import no_network

        while requests := self.requests():
            by_service = {name: [r for r in requests if r.service == name] for name in self.names}
            asked = [service for service in self.services if by_service[service.name]]
            self._fetch(asked, by_service, today)
            if not self.n_fetched and set(self.unreached) >= {service.name for service in asked}:
                raise no_network(self.unreached)
            self.find_identifiers()

    def find_identifiers(self) -> None:
        """Let reports be known by the DOIs and PMIDs that were found of them without doubt."""
        from coprod_review.enrich.facts import identifiers_found
        from coprod_review.enrich.needs import with_identifiers

        found = identifiers_found(self.needs, self.answers, services=self.names)
        self.needs = [with_identifiers(need, found.get(need.alias, {})) for need in self.needs]

    def gathered(self) -> Gathered:
        """The facts that the answers give."""
        from coprod_review.enrich.facts import gather

        return gather(self.needs, self.answers, services=self.names)

    def news(self, gathered: Gathered, known: Sequence[Fact]) -> list[Fact]:
        """Of the facts those that a table does not have yet, and those that take back what holds no more."""
        from coprod_review.enrich.facts import withdrawn
        from coprod_review.model.enrichment import in_force

        held = in_force(known)
        last = {(fact.alias, fact.field, fact.service): fact.value for fact in held}
        fresh = [f for f in gathered.facts if last.get((f.alias, f.field, f.service)) != f.value]
        return [*fresh, *withdrawn(held, self.needs, self.answers)]

    def _fetch(
        self, services: Sequence[Service], by_service: Mapping[str, Sequence[Request]], today: str
    ) -> None:
        """Ask the services beside each other, each request by request; what can be read is kept at once."""
        progress = _Progress(total=sum(len(by_service[service.name]) for service in services))
        alone = threading.Lock()

        def took(request: Request, body: bytes) -> str:
            with alone:
                if why := self._take(request.service, request.keys, body, date=today):
                    return why
                self.cache.keep(request, body, date=today)
                self.n_fetched += 1
                progress.step()
                return ""

        with ThreadPoolExecutor(max_workers=max(1, len(services))) as pool:
            running = [pool.submit(self._ask_one, one, by_service[one.name], took) for one in services]
            try:
                for done in as_completed(running):
                    for key, why in done.result().items():
                        self.failed[key] = why
            except BaseException:
                for service in services:
                    service.stop.set()
                raise
            finally:
                progress.end()

    def _ask_one(
        self, service: Service, requests: Sequence[Request], took: Callable[[Request, bytes], str]
    ) -> dict[Asked, str]:
        """Ask one service; the keys that it gave no answer to, with the reason.

        Where it takes offence at a request for many documents, or one of these makes its answer unreadable,
        they are asked for by halves, so that the others are answered.
        """
        from coprod_review.enrich.asking import halves

        failed: dict[Asked, str] = {}
        left, in_a_row = deque(requests), 0
        while left and service.name not in self.given_up and not service.stop.is_set():
            request = left.popleft()
            fault = _fault_of(service, request, took)
            if fault is None:
                in_a_row = 0
                continue
            if (fault.is_of_request or fault.is_unreadable) and (parts := halves(request)):
                left.extendleft(reversed(parts))
                continue
            failed |= {(service.name, key): fault.why for key in request.keys}
            in_a_row = 0 if fault.is_of_request else in_a_row + 1
            if fault.is_unreached:
                self.unreached[service.name] = fault.why
            if fault.is_final or in_a_row == IN_A_ROW:
                self.given_up[service.name] = fault.why
        if why := self.given_up.get(service.name):
            failed |= {(service.name, key): why for request in left for key in request.keys}
        return failed

    def _take(self, service: str, keys: Sequence[str], body: bytes, *, date: str) -> str:
        """Put an answer to the keys that it answers; why it cannot be read, or empty where it can."""
        from coprod_review.enrich.answers import AnswerFault, said_by, works_in
        from coprod_review.enrich.facts import Answer, said_by_key

        try:
            works = works_in(service, body) if body else []
            said = said_by(service, works, read_works, fields=self.fields)
        except AnswerFault as fault:
            return str(fault)
        for key, about in said_by_key(keys, said).items():
            known = self.answers.get((service, key))
            if known is None or known.date <= date:
                self.answers[service, key] = Answer(said=about, date=date)
        return ""


def read_works(service: str, works: Sequence[Work]) -> list[Record | None]:
    """The works as the reader of that service's exports reads them, their markup and mojibake taken out."""
    from importlib import import_module

    from coprod_review.model.record import Record
    from coprod_review.read.entries import Entry
    from coprod_review.read.entries_read import Tally, read_entries

    modules = {"openalex": "openalex", "crossref": "crossref", "europepmc": "europe_pmc"}
    file_format = import_module(f"coprod_review.read.{modules[service]}").FORMAT
    entries = [Entry(raw=json.dumps(work), line=n, end_line=n) for n, work in enumerate(works, 1)]
    read = read_entries(entries, first=1, export=service, file_format=file_format, tally=Tally())
    return [item if isinstance(item, Record) else None for item in read.in_order()]


def today_in_words() -> str:
    """Today's date, by which answers are kept."""
    return utc_day().isoformat()


def days_before(date: str, days: int) -> str:
    """The date so many days before a date."""
    return (datetime.date.fromisoformat(date) - datetime.timedelta(days=days)).isoformat()


def _fault_of(service: Service, request: Request, took: Callable[[Request, bytes], str]) -> NoAnswer | None:
    """Why a request has no answer that `took` could take; None where it has one."""
    from coprod_review.io.enrich_faults import NoAnswer

    try:
        why = took(request, service.answer(request, check=_check_of(service.name)))
    except NoAnswer as fault:
        return fault
    return NoAnswer(why, is_unreadable=True) if why else None


def _check_of(service: str) -> Callable[[bytes], str]:
    from coprod_review.enrich.answers import AnswerFault, works_in

    def check(body: bytes) -> str:
        try:
            works_in(service, body)
        except AnswerFault as fault:
            return str(fault)
        return ""

    return check


@dataclass(slots=True, kw_only=True)
class _Progress:
    """A line of progress where a terminal watches, always in the same place."""

    total: int
    done: int = 0

    def step(self) -> None:
        self.done += 1
        self._show(f"enrich: {self.done:,} of {self.total:,} requests")

    def end(self) -> None:
        self._show("")

    @staticmethod
    def _show(words: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)
