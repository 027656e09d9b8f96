"""A coder is blind: nothing that the server sends depends on what machines or other coders said."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.server.conftest import Ask, Asked

from coprod_review.io import tables
from coprod_review.io.people_tables import ADJUDICATIONS, AUDITS, CODINGS, DISPUTES, SCREENING, PeopleTable
from coprod_review.model.coding import MACHINE_CODERS

PLANTED = "planted-answer"

LINK = re.compile(r'(?:href|src)="(/[^"#]*)"')

ADDRESSES = (
    "/",
    *(f"/queue/{name}" for name in ("sample", "reports", "open", "mine", "unfinished", "again", "screening")),
    *(
        f"/queue/{name}"
        for name in ("uncertain", "machine", "coders", "disputes", "pairs", "all", "next", "audit")
    ),
    "/queue/reports?q=planted",
    "/queue/reports?state=done&dimension=framing",
    *(f"/report/r{n:03}" for n in range(1, 21)),
    *(f"/report/r{n:03}?queue=uncertain" for n in (2, 3, 4)),
    *(f"/screen/r{n:03}" for n in (1, 2, 5)),
    "/pair/1",
    "/api/report/r002",
    "/audit/index.html",
    "/audit/reports/r002.html",
    "/results/audit/index.html",
    "/results/code/queue.csv",
    "/report.html",
    "/corpus/exports/a.ris",
)


def _seen(asked: Asked) -> dict[str, str]:
    """Everything that a coder can get: pages, their links, and what the server answers to every decision."""
    waiting, seen = list(ADDRESSES), {}
    while waiting:
        address = waiting.pop()
        if address not in seen and not address.startswith("/static/"):
            answer = asked.get(address)
            seen[address] = f"{answer.status_code} {dict(answer.headers)} {answer.text}"
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(answer.text)]
    place = {"report": "r002", "dimension": "tradition", "codes": ["none"], "reason": "x"}
    for act in ("agree", "dispute", "adjudicate", "withdraw", "undo", "answer", "pair", "screen"):
        seen[act] = asked.post(act, **place, verdict="include", record_a="a.ris:1", record_b="a.ris:2").text
    return seen


def _plant(review: Path, code: str) -> None:
    """Let machines and other people give `code` with planted words everywhere."""
    results = review / "results"
    for path in (
        *(results / "code" / f"{c}.parquet" for c in MACHINE_CODERS),
        results / "settle/codings.parquet",
    ):
        planted = [
            replace(
                coding,
                codes=(code,) if coding.dimension == "tradition" else coding.codes,
                scores={code: 0.9},
                note=PLANTED,
                basis=PLANTED,
                evidence=tuple(replace(e, rule=PLANTED, code=code) for e in coding.evidence),
            )
            for coding in tables.read_codings(path)
        ]
        tables.write_codings(path, planted)
    for path in (results / "code" / "codes.parquet", results / "settle" / "settled.parquet"):
        codes = [
            replace(c, codes=(code,) if c.dimension == "tradition" else c.codes, reason=PLANTED)
            for c in tables.read_codes(path)
        ]
        tables.write_codes(path, codes)
    for name in ("code/queue.csv", "dedupe/pairs.csv", "code/disagreements.csv", "settle/disagreements.csv"):
        path = results / name
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("nobody knows", PLANTED).replace("service_management", code), encoding="utf-8"
        )
    row = {"report": "r002", "dimension": "tradition", "codes": code, "coder": "EF", "date": "2026-01"}
    row |= {"reason": PLANTED, "note": PLANTED, "basis": PLANTED, "verdict": "agree", "against": code}
    for name, table in (
        ("codings/EF", CODINGS),
        ("decisions/adjudications", ADJUDICATIONS),
        ("decisions/disputes", DISPUTES),
        ("decisions/audits", AUDITS),
    ):
        _write(review / "corpus" / f"{name}.csv", table, row)
    judged = {"report": "r003", "coder": "EF", "verdict": "exclude", "criterion": code[:3], "reason": PLANTED}
    _write(review / "corpus" / "decisions" / "screening.csv", SCREENING, judged | {"date": "2026-01"})
    (review / "corpus" / "samples").mkdir(exist_ok=True)
    (review / "corpus" / "samples" / "audit.csv").write_text(
        f"report,dimension,codes,group,n_group,chance\nr002,tradition,{code},agreed,9,0.5\n"
    )
    (results / "audit" / "reports").mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "reports/r002.html"):
        (results / "audit" / name).write_text(f"{PLANTED} {code}", encoding="utf-8")


def _write(path: Path, table: PeopleTable, row: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table.columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)


def test_no_answer_to_a_coder_depends_on_what_others_said(ask: Ask, review: Path) -> None:
    (review / "corpus" / "samples").mkdir()
    (review / "corpus" / "samples" / "gold.csv").write_text("report\nr002\nr003\n", encoding="utf-8")
    _plant(review, "other")
    first = _seen(ask("--coder", "AB"))
    (review / "corpus" / "codings" / "AB.csv").unlink()
    _plant(review, "public_administration")
    second = _seen(ask("--coder", "AB"))
    assert first.keys() == second.keys()
    assert {address for address in first if first[address] != second[address]} == set()


def test_nothing_that_others_wrote_reaches_a_coder(ask: Ask, review: Path) -> None:
    _plant(review, "other")
    leaks = {
        address
        for address, text in _seen(ask("--coder", "AB")).items()
        if PLANTED in text.replace("q=planted", "") or "reader_1" in text or ">EF<" in text
    }
    assert leaks == set()


@pytest.mark.parametrize("word", [PLANTED, "reader_1"])
def test_the_same_words_do_reach_a_reviewer(ask: Ask, review: Path, word: str) -> None:
    _plant(review, "other")
    assert word in ask("--reviewer", "CD").get("/report/r002").text


def test_a_coder_has_no_way_to_the_audit_site_and_to_the_queues_of_reviewers(ask: Ask, review: Path) -> None:
    _plant(review, "other")
    asked = ask("--coder", "AB")
    for address in (
        "/audit/index.html",
        "/queue/uncertain",
        "/queue/machine",
        "/queue/all",
        "/queue/audit",
        "/pair/1",
    ):
        assert asked.get(address).status_code == 404
    assert "/audit/" not in asked.get("/").text


def test_a_coder_sees_the_own_screening_judgement_alone(ask: Ask, review: Path) -> None:
    _plant(review, "other")
    asked = ask("--coder", "AB")
    asked.post("screen", report="r003", verdict="include", reason="own words")
    page = asked.get("/screen/r003").text
    assert "own words" in page
    assert PLANTED not in page
    assert PLANTED in ask("--reviewer", "CD").get("/screen/r003").text


def test_two_coders_meet_the_reports_in_orders_of_their_own(ask: Ask) -> None:
    orders = [
        re.findall(r'data-item href="/report/(r\d+)', ask("--coder", name).get("/queue/reports").text)
        for name in ("AB", "EF")
    ]
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]


def test_a_coder_is_told_which_reports_were_looked_up_in_an_exercise(ask: Ask, review: Path) -> None:
    folder = review / "corpus" / "training"
    folder.mkdir()
    (folder / "AB.csv").write_text(
        "report,dimension,round,codes,settled,codebook,date\nr004,framing,1,none,partnership,0.2,2026-01-01\n"
    )
    asked = ask("--coder", "AB")
    told = "do not count as blind"
    assert told in asked.get("/report/r004").text and told not in asked.get("/report/r005").text
    assert asked.get("/queue/reports").text.count("looked up in an exercise: not blind") == 1
    assert "looked up" not in ask("--coder", "EF").get("/queue/reports").text
