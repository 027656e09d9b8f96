"""Requests to services: faults, patience, limits, and who is told what."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from tests.enrich.services import Document, Fault, Services, serving

from coprod_review.enrich.answers import AnswerFault, works_in
from coprod_review.errors import ReviewError
from coprod_review.io.enrich_faults import NoAnswer
from coprod_review.io.enrich_http import (
    LONGEST_WAIT,
    TRIES,
    Service,
    base_of,
    checked_mail,
    service_at,
)
from coprod_review.model.enrichment import Request

ASKED = Request(
    service="crossref",
    path="/works",
    parameters=(("filter", "doi:10.5555/1"), ("rows", "2")),
    keys=("doi:10.5555/1",),
)


class Patience(threading.Event):
    """What a service waits on, noting for how long instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits += [timeout] if timeout else []
        return False


@pytest.fixture
def services() -> Iterator[Services]:
    with serving([Document(doi="10.5555/1", title="A garden behind the clinic")]) as running:
        yield running


@pytest.fixture
def crossref(services: Services) -> Service:
    service = service_at("crossref", f"http://127.0.0.1:{services.port}/crossref", mail="ada@example.org")
    service.stop = Patience()
    return service


def check(body: bytes) -> str:
    try:
        works_in("crossref", body)
    except AnswerFault as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503, body=b"<html>busy</html>"),
        Fault(body=b"<!DOCTYPE html><title>Log in</title>"),
        Fault(body=b'{"status": "ok", "message": {"items": [{"DOI"'),
        Fault(body=b'{"status"', announced=5000),
        Fault(body='{"status": "ok", "message": "é"}'.encode("latin-1")),
        Fault(body=b"[]"),
        Fault(body=b'{"status": "failed"}'),
        Fault(body=b"[" * 100_000),
    ],
    ids=["500", "503", "a page", "cut JSON", "cut body", "latin-1", "a list", "no message", "deep"],
)
def test_a_bad_answer_is_asked_for_again(services: Services, crossref: Service, fault: Fault) -> None:
    services.faults["crossref"] = [fault, fault]
    assert [work["DOI"] for work in works_in("crossref", crossref.answer(ASKED, check=check))] == [
        "10.5555/1"
    ]
    assert services.n_asked("crossref") == 3


def test_a_service_that_never_answers_well_is_left_after_some_tries_with_the_reason(
    services: Services, crossref: Service
) -> None:
    services.faults["crossref"] = [Fault(body=b"<html>") for _ in range(9)]
    with pytest.raises(NoAnswer) as told:
        crossref.answer(ASKED, check=check)
    assert told.value.why == "the answer is a web page"
    assert (services.n_asked("crossref"), told.value.is_final) == (TRIES, False)


def test_the_reason_that_is_told_is_that_of_the_last_try(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [Fault(body=b"<html>"), *[Fault(status=503)] * (TRIES - 1)]
    with pytest.raises(NoAnswer) as told:
        crossref.answer(ASKED, check=check)
    assert told.value.why == "it answers with status 503"


def test_the_pause_that_a_service_asks_for_is_kept(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [Fault(status=429, headers={"Retry-After": "7"})]
    crossref.answer(ASKED, check=check)
    assert crossref.stop.waits == [7.0]  # type: ignore[attr-defined]


def test_a_pause_told_as_a_date_in_the_past_is_none(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [
        Fault(status=429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    ]
    crossref.answer(ASKED, check=check)
    assert crossref.stop.waits == []  # type: ignore[attr-defined]


def test_tries_wait_longer_each_time(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [Fault(status=502)] * 3
    crossref.first_wait = 1.0
    crossref.answer(ASKED, check=check)
    assert crossref.stop.waits == [1.0, 2.0, 4.0]  # type: ignore[attr-defined]


def test_a_service_that_asks_for_hours_of_patience_is_left_at_once(
    services: Services, crossref: Service
) -> None:
    services.faults["crossref"] = [Fault(status=429, headers={"Retry-After": str(int(LONGEST_WAIT) + 1)})]
    with pytest.raises(NoAnswer, match="pause of 61 seconds") as told:
        crossref.answer(ASKED, check=check)
    assert told.value.is_final
    assert services.n_asked("crossref") == 1


def test_a_service_that_refuses_is_not_asked_again(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [Fault(status=403)]
    with pytest.raises(NoAnswer, match="refuses to answer") as told:
        crossref.answer(ASKED, check=check)
    assert told.value.is_final
    assert services.n_asked("crossref") == 1


def test_a_document_that_is_not_known_is_an_empty_answer(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [Fault(status=404, body=b"Resource not found.")]
    assert crossref.answer(ASKED, check=check) == b""


def test_an_answer_that_is_too_large_is_none(
    services: Services, crossref: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coprod_review.io.enrich_http.MOST_BYTES", 1 << 20)
    services.faults["crossref"] = [Fault(body=b"{" + b" " * (2 << 20))] * TRIES
    with pytest.raises(NoAnswer, match="larger than 1 MB"):
        crossref.answer(ASKED, check=check)


def test_a_service_that_is_slow_is_asked_again(
    services: Services, crossref: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coprod_review.io.enrich_http.TIMEOUT", (5.0, 0.2))
    services.faults["crossref"] = [Fault(status=200, body=b"{}", seconds=0.6)]
    assert works_in("crossref", crossref.answer(ASKED, check=check))


def test_a_redirect_on_the_same_machine_is_followed(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [
        Fault(status=301, headers={"Location": "/crossref/works?filter=doi%3A10.5555%2F1&rows=2"})
    ]
    assert works_in("crossref", crossref.answer(ASKED, check=check))


@pytest.mark.parametrize("address", ["http://example.org/", "ftp://127.0.0.1/", "file:///etc/passwd"])
def test_a_redirect_to_an_unsafe_address_is_not_followed(
    services: Services, crossref: Service, address: str
) -> None:
    services.faults["crossref"] = [Fault(status=302, headers={"Location": address})] * TRIES
    with pytest.raises(NoAnswer, match="not safe"):
        crossref.answer(ASKED, check=check)


@pytest.mark.parametrize(
    "address", ["http://[::bad/", "https://[x]/", "http://127.0.0.1:port/", "//[", "http://127.0.0.1:999999/"]
)
def test_a_redirect_to_what_is_no_address_is_a_fault_of_the_service(
    services: Services, crossref: Service, address: str
) -> None:
    services.faults["crossref"] = [Fault(status=302, headers={"Location": address})] * TRIES
    with pytest.raises(NoAnswer, match="it redirects to"):
        crossref.answer(ASKED, check=check)
    assert services.n_asked("crossref") == TRIES


def test_redirects_in_a_circle_end(services: Services, crossref: Service) -> None:
    services.faults["crossref"] = [Fault(status=302, headers={"Location": "/crossref/works?x=1"})] * 40
    with pytest.raises(NoAnswer, match="again and again"):
        crossref.answer(ASKED, check=check)


def test_the_program_names_itself_and_who_asks(services: Services, crossref: Service) -> None:
    crossref.answer(ASKED, check=check)
    assert [agent.startswith("coprod-review/") for agent in services.agents] == [True]
    assert [agent.endswith("(mailto:ada@example.org)") for agent in services.agents] == [True]
    assert services.asked[0][2]["mailto"] == "ada@example.org"


def test_no_connection_is_told_as_such_after_one_more_try() -> None:
    service = service_at("openalex", "http://127.0.0.1:9")
    with pytest.raises(NoAnswer, match="no connection") as told:
        service.answer(ASKED, check=check)
    assert (told.value.is_unreached, told.value.is_final) == (True, True)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "ftp://127.0.0.1",
        "https://",
        "https://ada:secret@example.org",
        "https://example.org/?to=",
        "127.0.0.1:80",
        "http://[::bad/",
        "http://127.0.0.1:port",
    ],
)
def test_services_are_asked_at_safe_addresses_only(address: str) -> None:
    with pytest.raises(ReviewError) as told:
        base_of("crossref", address)
    assert "https address" in told.value.remedy


@pytest.mark.parametrize(
    "mail", ["ada", "ada@", "ada@example.org\r\nX-Other: 1", "a b@example.org", "é@b.org"]
)
def test_a_mail_address_that_cannot_stand_in_a_header_is_refused(mail: str) -> None:
    with pytest.raises(ReviewError) as told:
        checked_mail(mail)
    assert "name@example.org" in told.value.remedy
