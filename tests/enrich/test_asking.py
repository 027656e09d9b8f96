"""Which requests ask for what is missing: as few as can be, and none twice."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coprod_review.enrich.asking import AT_ONCE, halves, key_of, requests_for
from coprod_review.enrich.needs import Need, needs_of
from coprod_review.model.corpus import Registration
from coprod_review.model.enrichment import FIELDS, SERVICES, Fact
from coprod_review.model.report import Report

TITLE = "Families at the bedside of fragile patients"


def need(**facts: Any) -> Need:
    known: dict[str, Any] = {
        "report_id": "r1",
        "alias": "doi:10.5555/1",
        "doi": "",
        "pmid": "",
        "title": TITLE,
        "year": 2020,
        "family": "linden",
        "missing": frozenset(FIELDS),
    }
    return Need(**(known | facts))


def test_many_documents_are_asked_for_in_one_request() -> None:
    needs = [need(doi=f"10.5555/{n}") for n in range(101)]
    requests = requests_for(needs)
    n_by_service = {name: sum(r.service == name for r in requests) for name in SERVICES}
    assert n_by_service == {"openalex": 3, "crossref": 6, "europepmc": 5}
    assert all(len(r.keys) <= AT_ONCE[r.service] for r in requests)
    assert {key for r in requests for key in r.keys} == {f"doi:10.5555/{n}" for n in range(101)}


def test_dois_that_a_filter_would_part_are_asked_for_alone() -> None:
    odd = "10.5555/a,b|c"
    requests = requests_for([need(doi=odd), need(doi="10.5555/1")])
    paths = {r.service: r.path for r in requests if r.keys == (f"doi:{odd}",)}
    assert paths == {"openalex": "/works/doi:10.5555%2Fa%2Cb%7Cc", "crossref": "/works/10.5555%2Fa%2Cb%7Cc"}
    together = [r for r in requests if r.service == "europepmc"]
    assert [r.keys for r in together] == [("doi:10.5555/1", f"doi:{odd}")]


def test_a_quotation_mark_never_gets_into_a_query() -> None:
    odd = '10.5555/a") OR TITLE:("b'
    assert [r for r in requests_for([need(doi=odd)]) if r.service == "europepmc"] == []


def test_nothing_is_asked_twice() -> None:
    needs = [need(doi="10.5555/1"), need(doi="10.5555/2")]
    answered = {(name, "doi:10.5555/1"): True for name in SERVICES}
    assert {key for r in requests_for(needs, answered) for key in r.keys} == {"doi:10.5555/2"}
    answered |= {(name, "doi:10.5555/2"): False for name in SERVICES}
    assert requests_for(needs, answered) == []


def test_a_service_that_has_a_document_by_one_name_is_not_asked_by_another() -> None:
    both = need(doi="10.5555/1", pmid="17")
    assert key_of(both, "openalex", {("openalex", "pmid:17"): True}) == "pmid:17"
    assert key_of(both, "openalex", {("openalex", "doi:10.5555/1"): False}) == "pmid:17"


def test_a_doi_is_looked_for_by_the_title_only_where_no_pmid_leads_to_one() -> None:
    by_pmid = need(pmid="17")
    assert [r.service for r in requests_for([by_pmid])] == ["openalex", "europepmc"]
    answered = {(name, "pmid:17"): False for name in ("openalex", "europepmc")}
    (request,) = requests_for([by_pmid], answered)
    assert dict(request.parameters)["query.bibliographic"] == TITLE
    assert [r.service for r in requests_for([need()])] == ["crossref"]


def test_titles_that_many_documents_bear_or_without_author_or_year_are_not_looked_for() -> None:
    for poor in (need(title="Editorial"), need(year=None), need(family=""), need(missing=frozenset())):
        assert requests_for([poor]) == []


def test_only_services_that_can_have_what_is_missing_are_asked() -> None:
    lacking = need(doi="10.5555/1", missing=frozenset({"references"}))
    assert [r.service for r in requests_for([lacking])] == ["openalex", "crossref"]
    assert [r.service for r in requests_for([lacking], services=["crossref"])] == ["crossref"]


@given(st.integers(1, 60), st.sampled_from(SERVICES))
def test_halves_of_a_request_ask_for_the_same_documents(n: int, service: str) -> None:
    for request in requests_for([need(doi=f"10.5555/{i}") for i in range(n)], services=[service]):
        parts = halves(request)
        assert len(parts) == (2 if len(request.keys) > 1 else 0)
        assert not parts or sorted(key for p in parts for key in p.keys) == sorted(request.keys)


def report(**facts: Any) -> Report:
    return Report(**({"report_id": "r1", "record_ids": ("a:1",), "title": TITLE} | facts))


def test_what_the_exports_or_services_gave_is_not_missing_but_notices_always_are() -> None:
    registry = [Registration(report_id="r1", aliases=("doi:10.5555/1", "title:x"))]
    known = Fact(
        alias="title:x", field="abstract", value="Text", service="crossref", address="", date="2026-01-02"
    )
    needs, _ = needs_of([report(doi="10.5555/1", pmid="3")], registry, facts=[known])
    assert [one.missing for one in needs] == [{"references", "notice"}]
    needs, _ = needs_of([report(doi="10.5555/1", pmid="3")], registry, facts=[known], fields=["abstract"])
    assert needs == []


def test_facts_are_kept_under_an_alias_that_leads_to_the_report() -> None:
    registry = [
        Registration(report_id="r0", aliases=("doi:10.5555/1",)),
        Registration(report_id="r1", aliases=("accession:a:7", "title:x")),
    ]
    (one,), nameless = needs_of([report(doi="10.5555/1"), report(report_id="r2")], registry)
    assert one.alias == "title:x"
    assert [r.report_id for r in nameless] == ["r2"]


def test_a_doi_on_which_services_differ_is_no_name() -> None:
    registry = [Registration(report_id="r1", aliases=("title:x",))]
    facts = [
        Fact(alias="title:x", field="doi", value=doi, service=name, address="", date="2026-01-02")
        for name, doi in (("crossref", "10.5555/1"), ("openalex", "10.5555/2"))
    ]
    assert needs_of([report()], registry, facts=facts)[0][0].doi == ""
    assert needs_of([report()], registry, facts=facts[:1])[0][0].doi == "10.5555/1"
