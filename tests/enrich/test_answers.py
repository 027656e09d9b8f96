"""Answers of services: read as they are documented, and mistrusted in every part."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.enrich.services import Document, crossref_work, europepmc_result, openalex_work

from coprod_review.enrich.answers import AnswerFault, Said, said_by, works_in
from coprod_review.model.enrichment import SERVICES
from coprod_review.tasks.enrich.asking import read_works

WORDS = "What was seen in a garden by nurses, families and patients who stayed there for long."
DOCUMENT = Document(
    doi="10.5555/A.1",
    pmid="900001",
    title="The garden behind the clinic and its users",
    abstract=WORDS,
    references=("Okafor T. Noon. 2001", "Berg L. Night. 2002"),
    retracted_by="10.5555/ret",
)
WORK_BY_SERVICE = {
    "openalex": openalex_work(DOCUMENT),
    "crossref": crossref_work(DOCUMENT),
    "europepmc": europepmc_result(DOCUMENT),
}


def wrapped(service: str, works: list[Any]) -> bytes:
    frames: dict[str, Any] = {
        "openalex": {"meta": {"count": 1}, "results": works},
        "crossref": {"status": "ok", "message": {"items": works}},
        "europepmc": {"version": "6.9", "resultList": {"result": works}},
    }
    return json.dumps(frames[service]).encode()


def said(service: str, work: dict[str, Any]) -> Said:
    (one,) = said_by(service, works_in(service, wrapped(service, [work])), read_works)
    return one


@pytest.mark.parametrize("service", SERVICES)
def test_an_abstract_is_read_without_markup_from_each_service(service: str) -> None:
    record = said(service, WORK_BY_SERVICE[service]).record
    assert record.abstract.removeprefix("Background ") == WORDS
    assert record.doi == "10.5555/a.1"
    assert record.title == DOCUMENT.title


def test_each_service_tells_of_a_retraction_in_its_own_way() -> None:
    notices = {name: said(name, work).notice for name, work in WORK_BY_SERVICE.items()}
    assert notices == {
        "openalex": "retraction",
        "crossref": "retraction doi:10.5555/ret",
        "europepmc": "retraction pmid:909",
    }


@pytest.mark.parametrize(
    ("update", "notice"),
    [
        ({"type": "expression-of-concern", "DOI": "10.5555/E"}, "expression_of_concern doi:10.5555/e"),
        ({"type": "Retraction"}, "retraction"),
        ({"type": "retraction", "DOI": "javascript:alert(1)"}, "retraction"),
        ({"type": "retraction", "DOI": {"$ne": 1}}, "retraction"),
        ({"type": "retraction", "DOI": "10.5555/\ud800e"}, "retraction"),
        ({"type": "retraction", "DOI": "10.5555/\x1b[31me"}, "retraction"),
        ({"type": "erratum", "DOI": "10.5555/e"}, ""),
        ({"type": ["retraction"]}, ""),
        ("retraction", ""),
    ],
)
def test_only_notices_that_shake_a_report_count_and_only_with_a_name_that_is_one(
    update: object, notice: str
) -> None:
    work = crossref_work(Document(doi="10.5555/1", title="A title"))
    assert said("crossref", work | {"updated-by": [update]}).notice == notice


def test_a_title_in_which_the_publisher_says_retracted_is_a_notice() -> None:
    work = crossref_work(Document(doi="10.5555/1", title="RETRACTED: The garden behind the clinic"))
    assert said("crossref", work).notice == "retraction"
    plain = crossref_work(Document(doi="10.5555/1", title="Retracted consent: a study of the ward"))
    assert said("crossref", plain).notice == ""


def test_addresses_are_made_from_ids_and_never_taken_over() -> None:
    assert said("openalex", WORK_BY_SERVICE["openalex"]).address.startswith("https://openalex.org/W")
    assert said("crossref", WORK_BY_SERVICE["crossref"]).address == (
        "https://api.crossref.org/works/10.5555%2Fa.1"
    )
    assert said("europepmc", WORK_BY_SERVICE["europepmc"]).address == (
        "https://europepmc.org/article/MED/900001"
    )
    hostile = WORK_BY_SERVICE["europepmc"] | {"source": "../x", "id": "javascript:alert(1)"}
    assert said("europepmc", hostile).address == ""


@pytest.mark.parametrize(
    ("service", "body", "why"),
    [
        ("openalex", b"<html><body>Too many requests</body></html>", "a web page"),
        ("openalex", b'{"error": "Invalid query parameters"}', "another shape"),
        ("openalex", b'{"results": {"a": 1}}', "another shape"),
        ("crossref", b'{"status": "ok", "message": "nothing"}', "another shape"),
        ("crossref", b'{"status": "ok", "message": {"items": [', "cut off"),
        ("europepmc", b'{"errCode": 500, "errMsg": "no"}', "another shape"),
        ("europepmc", b'{"resultList": []}', "another shape"),
        ("europepmc", "{“}".encode("utf-16"), "not in UTF-8"),
        ("crossref", b"", "cut off"),
        ("crossref", b"[" * 200_000, "cut off"),
        ("crossref", b'{"message": {"items": [{"n": ' + b"9" * 10_000 + b"}]}}", "cut off"),
    ],
)
def test_what_is_no_answer_is_told_as_such(service: str, body: bytes, why: str) -> None:
    with pytest.raises(AnswerFault, match=why):
        works_in(service, body)


def nested(depth: int) -> Any:
    value: Any = "deep"
    for n in range(depth):
        value = [value] if n % 2 else {"title": value}
    return value


@pytest.mark.parametrize("service", SERVICES)
def test_a_work_that_is_nested_deeper_than_any_is_no_answer(service: str) -> None:
    for key in sorted(WORK_BY_SERVICE[service]):
        body = wrapped(service, [WORK_BY_SERVICE[service] | {key: nested(900)}])
        with pytest.raises(AnswerFault, match="nested too deeply"):
            said_by(service, works_in(service, body), read_works)


def test_a_name_that_is_nested_deeply_is_no_work_of_openalex() -> None:
    with pytest.raises(AnswerFault, match="another shape"):
        works_in("openalex", json.dumps({"id": nested(900)}).encode())


def test_what_the_reader_of_works_does_not_foresee_is_no_answer() -> None:
    def read(service: str, works: Any) -> Any:
        raise OverflowError(works)

    with pytest.raises(AnswerFault, match=r"cannot be read \(OverflowError\)"):
        said_by("crossref", [WORK_BY_SERVICE["crossref"]], read)


def test_an_empty_result_is_an_answer() -> None:
    assert [works_in(name, wrapped(name, [])) for name in SERVICES] == [[], [], []]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SERVICES), st.data())
def test_wrong_types_anywhere_in_a_work_break_nothing(service: str, data: st.DataObject) -> None:
    work = dict(WORK_BY_SERVICE[service])
    for key in data.draw(st.sets(st.sampled_from(sorted(work)), max_size=4)):
        work[key] = data.draw(JSON)
    for one in said_by(service, works_in(service, wrapped(service, [work, 7, None])), read_works):
        assert "\n" not in one.record.abstract
        assert not any(ord(sign) < 32 for sign in one.record.abstract + one.record.title + one.notice)
