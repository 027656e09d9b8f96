"""What pages show of hostile and missing text, and of who said what."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.audit.server.conftest import HOST, Ask, desk_at
from tests.stage_tables import write_reports

from coprod_review.audit.server.access import new_access
from coprod_review.audit.server.app import make_app
from coprod_review.audit.server.desk import Material
from coprod_review.io import tables
from coprod_review.io.results import digests_below

HOSTILE = '"><script>alert(1)</script><svg/onload=alert(2)>{{ 7 * 7 }}</script>'


def _rewrite(review: Path, **changed: object) -> None:
    path = review / "results" / "dedupe" / "reports.parquet"
    first, *others = tables.read_reports(path)
    write_reports(path, [replace(first, **changed), *others])  # type: ignore[arg-type]


def test_hostile_text_is_shown_and_never_run(ask: Ask, review: Path) -> None:
    _rewrite(review, title=HOSTILE, abstract=HOSTILE, keywords=(HOSTILE,), container=HOSTILE, doi="10.1/<x>")
    for options in (("--coder", "AB"), ("--reviewer", "CD")):
        asked = ask(*options)
        for address in (
            "/report/r001",
            "/screen/r001",
            "/queue/reports",
            "/queue/all",
            f"/queue/all?q={HOSTILE}",
        ):
            text = asked.get(address).text
            assert "<script>alert" not in text
            assert "<svg/onload" not in text
            assert 'href="javascript:' not in text
            assert " 49" not in text
        assert "alert(1)" in asked.get("/report/r001").text


def test_signs_that_mislead_are_on_no_page_of_the_server(ask: Ask, review: Path) -> None:
    text = "An \u202egnp.exe\u202c of\x9b wards\x00"
    _rewrite(review, title=text, abstract=text, keywords=(text,), container=text)
    for asked in (ask("--coder", "AB"), ask("--reviewer", "CD")):
        for address in ("/report/r001", "/screen/r001", "/queue/reports", "/queue/all"):
            shown = asked.get(address).text
            assert not {"\u202e", "\u202c", "\x9b", "\x00"}.intersection(shown)
        assert "An gnp.exe of wards\u2400" in asked.get("/report/r001").text


def test_a_hostile_note_and_reason_come_back_escaped(ask: Ask) -> None:
    coder, reviewer = ask("--coder", "AB"), ask("--reviewer", "CD")
    coder.post("answer", report="r002", dimension="tradition", codes=["none"], note=HOSTILE)
    reviewer.post("dispute", report="r002", dimension="tradition", codes=["none"], reason=HOSTILE)
    for asked in (coder, reviewer):
        text = asked.get("/report/r002").text
        assert "alert(1)" in text
        assert "<script>alert" not in text
        assert "</script><svg" not in text


def test_a_formula_in_a_note_is_none_in_the_file_and_comes_back_as_it_was(ask: Ask, review: Path) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", report="r002", dimension="tradition", codes=["none"], note="=1+1")
    assert "'=1+1" in (review / "corpus" / "codings" / "AB.csv").read_text(encoding="utf-8")
    state = asked.get("/api/report/r002").json()
    assert state["dimensions"]["tradition"]["given"]["note"] == "=1+1"


def test_a_report_without_abstract_authors_and_year_has_a_page_that_says_so(ask: Ask, review: Path) -> None:
    _rewrite(review, abstract="", authors=(), year=None, keywords=(), container="", title="")
    page = ask("--coder", "AB").get("/report/r001")
    assert page.status_code == 200
    assert "No abstract is known" in page.text


def test_a_title_of_many_words_has_a_page(ask: Ask, review: Path) -> None:
    _rewrite(review, title="word " * 2_000, authors=tuple(f"Ek{n}, A" for n in range(300)))
    assert ask("--reviewer", "CD").get("/report/r001").status_code == 200


def test_an_id_that_needs_escapes_is_found_in_addresses(ask: Ask, review: Path) -> None:
    _rewrite(review, report_id="a/b c?d#é")
    asked = ask("--reviewer", "CD")
    assert 'href="/report/a%2Fb%20c%3Fd%23%C3%A9?queue=all"' in asked.get("/queue/all").text
    assert asked.get("/report/a%2Fb%20c%3Fd%23%C3%A9?queue=all").status_code == 200


def test_a_reviewer_reads_of_each_coder_who_it_is(ask: Ask) -> None:
    text = ask("--reviewer", "CD").get("/report/r002").text
    assert "language model, reader, blind" in text
    assert ">person<" not in text


def test_a_reviewer_sees_probabilities_sets_and_signed_terms(ask: Ask) -> None:
    text = ask("--reviewer", "CD").get("/report/r002").text
    assert "0.70" in text
    assert "cannot be ruled out" in text
    assert "-0.40" in text or "−0.40" in text


def test_the_desk_alone_says_that_a_run_is_older_than_what_people_supplied(ask: Ask, review: Path) -> None:
    digests = digests_below([review / "corpus", review / "config"])
    inputs = [{"path": path, "sha256": digest} for path, digest in digests.items()]
    (review / "results" / "provenance.json").write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    ask("--coder", "AB").post("answer", report="r002", dimension="framing", codes=[])
    for path in (review / "corpus" / "coders.yaml", review / "config" / "criteria.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "\n# later\n", encoding="utf-8")
    asked = ask("--reviewer", "CD")
    for _ in range(100):  # it is found out behind the first page
        told = asked.get("/").text
        if "are older than" in told:
            break
        time.sleep(0.05)
    assert "criteria.yaml was added, changed or removed since" in told
    for address in ("/queue/all", "/report/r002", "/pair/1"):
        assert "are older than" not in asked.get(address).text


def test_terms_are_told_in_words_of_the_codebook(ask: Ask, review: Path) -> None:
    path = review / "results" / "code" / "classifier.parquet"
    rules = ("term:rules:tradition/service_management", "term:rule:value-in-use", "term:caregivers")
    codings = [
        replace(
            c,
            evidence=tuple(
                replace(c.evidence[0], rule=rule, weight=0.3, code=code)
                for rule in rules
                for code in (*c.codes, "other")
            ),
        )
        if c.evidence
        else c
        for c in tables.read_codings(path)
    ]
    tables.write_codings(path, codings)
    page = ask("--reviewer", "CD").get("/report/r002").text
    assert "rules on Co-production tradition: Service management +0.30" in page
    assert "pattern “value in use” +0.30" in page
    assert ">caregivers +0.30" in page
    assert "term:" not in page.partition("Terms that weighed most")[2].partition("</p>")[0]


def test_a_fault_of_the_program_is_told_as_one_and_logged_and_not_as_a_wrong_address(
    review: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = desk_at(review, "--reviewer", "CD")

    def broken(_: str) -> Material:
        nothing: dict[str, Material] = {}
        return nothing["a key that should be there"]

    access = new_access(["127.0.0.1"], port=8765)
    with TestClient(
        make_app(replace(desk, material=broken), access),
        base_url=f"http://{HOST}",
        cookies={access.cookie: access.session},
        raise_server_exceptions=False,
    ) as client:
        answer = client.get("/report/r002")
    assert answer.status_code == 500
    assert "the server failed at this" in answer.text
    assert "the server failed at /report/r002" in caplog.text
    assert "a key that should be there" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "/report/none",
        "/screen/none",
        "/pair/99",
        "/queue/none",
        "/static/none",
        "/results/none",
        "/api/report/x",
    ],
)
def test_what_is_not_there_is_told_so_and_is_no_fault(
    ask: Ask, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask("--reviewer", "CD").get(address)
    assert answer.status_code == 404
    assert "there is nothing at this address for you" in answer.text
    assert not caplog.records
