"""`coprod-review enrich` against services on this machine, from a corpus to its reports."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import TITLES
from tests.enrich.services import Document, Fault, Services, serving

from coprod_review.cli import main
from coprod_review.io.enrich_http import TRIES
from coprod_review.io.enriched import read_enriched
from coprod_review.io.tables import read_reports
from coprod_review.tasks.enrich.asking import IN_A_ROW

WORDS = "What was seen in place number {} by nurses, families and patients who stayed there for long."
ENRICHED = Path("corpus/enriched.csv")


def entries(*numbers: int) -> str:
    """Entries without abstracts: the first with a DOI, the second with a PMID, the others with neither."""
    names = {0: "DO  - 10.5555/A.0\n", 1: "AN  - 900001\nC2  - 900001\nDB  - PubMed\n"}
    return "".join(
        f"TY  - JOUR\nAU  - Linden, Maja\nTI  - {TITLES[n % 5]}{' again' * (n // 5)}\nPY  - 2020\n"
        f"{names.get(n, '')}T2  - Journal of Invented Care\nER  - \n\n"
        for n in numbers
    )


def document(n: int, **facts: object) -> Document:
    known = {
        "doi": f"10.5555/A.{n}",
        "pmid": "900001" if n == 1 else "",
        "title": f"{TITLES[n % 5]}{' again' * (n // 5)}",
        "abstract": WORDS.format(n),
        "references": (f"Okafor T. Noon. {2001 + n}",),
    }
    return Document(**(known | facts))  # type: ignore[arg-type]


@pytest.fixture
def services() -> Iterator[Services]:
    with serving([document(n) for n in range(3)]) as running:
        yield running


@pytest.fixture
def joined(review: Path) -> Path:
    """A review folder whose run has come to its reports."""
    return run_on(review, entries(0, 1, 2))


def run_on(review: Path, text: str) -> Path:
    (review / "corpus" / "exports" / "first.ris").write_text(text)
    records, aside = "results/read/records.parquet", "results/read/set_aside.csv"
    assert main(["read", "corpus/exports/first.ris", "--records", records, "--set-aside", aside]) == 0
    assert main(["dedupe"]) == 0
    return review


def by_title() -> dict[str, object]:
    return {report.title: report for report in read_reports(Path("results/dedupe/reports.parquet"))}


def test_what_is_missing_is_found_by_doi_by_pmid_and_by_title_and_fills_the_reports(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrich", *services.options()]) == 0
    told = capsys.readouterr().out
    assert "reports without DOI 2, " in told
    assert "found an abstract for 3 reports" in told
    assert main(["dedupe"]) == 0
    reports = {r.title: r for r in read_reports(Path("results/dedupe/reports.parquet"))}
    for n in range(3):
        report = reports[TITLES[n]]
        assert report.doi == f"10.5555/a.{n}"
        assert report.abstract.removeprefix("Background ") == WORDS.format(n)
        assert report.references == (f"Okafor T. Noon. {2001 + n}",)
        assert report.source_by_field["references"] == "enriched:crossref"
    assert {fact.address.partition("/")[0] for fact in read_enriched(ENRICHED)} == {"https:"}


def test_running_again_asks_nobody_and_changes_nothing(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrich", *services.options()]) == 0
    before, n_asked = ENRICHED.read_bytes(), len(services.asked)
    assert main(["enrich", *services.options()]) == 0
    assert "nothing new" in capsys.readouterr().out
    assert main(["dedupe"]) == 0
    assert main(["enrich", *services.options()]) == 0
    assert (ENRICHED.read_bytes(), len(services.asked)) == (before, n_asked)


def test_no_document_is_asked_for_twice_under_one_name(joined: Path, services: Services) -> None:
    assert main(["enrich", *services.options()]) == 0
    asked = [(service, path, tuple(sorted(query.items()))) for service, path, query in services.asked]
    assert len(asked) == len(set(asked))


def test_a_table_that_is_lost_is_written_again_from_the_cache_with_the_same_bytes(
    joined: Path, services: Services
) -> None:
    assert main(["enrich", *services.options()]) == 0
    before, n_asked = ENRICHED.read_bytes(), len(services.asked)
    ENRICHED.unlink()
    assert main(["enrich", *services.options()]) == 0
    assert (ENRICHED.read_bytes(), len(services.asked)) == (before, n_asked)


def test_a_dry_run_tells_the_requests_and_asks_nobody(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrich", "--dry-run", *services.options()]) == 0
    told = capsys.readouterr().out
    assert "requests: OpenAlex 2, Crossref 2, Europe PMC 1" in told
    assert "--mail" in told
    assert services.asked == []
    assert not ENRICHED.exists()
    assert not Path(".cache").exists()


def test_without_network_it_says_so_and_changes_nothing(
    joined: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = [
        part
        for name in ("openalex", "crossref", "europepmc")
        for part in ("--service", f"{name}=http://127.0.0.1:9")
    ]
    before = sorted(path for path in joined.rglob("*") if path.is_file())
    assert main(["enrich", *nowhere]) == 2
    told = capsys.readouterr().err
    assert "no service can be reached (OpenAlex: no connection; " in told
    assert "remedy: connect this machine to the internet" in told
    assert sorted(path for path in joined.rglob("*") if path.is_file()) == before


def test_what_the_cache_has_needs_no_network(joined: Path, services: Services) -> None:
    assert main(["enrich", *services.options()]) == 0
    before = ENRICHED.read_bytes()
    ENRICHED.unlink()
    nowhere = [p.replace(f":{services.port}/", ":9/") for p in services.options()]
    assert main(["enrich", *nowhere]) == 0
    assert ENRICHED.read_bytes() == before


def test_one_service_out_of_order_leaves_the_others_and_is_asked_for_the_rest_later(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.faults["crossref"] = [Fault(status=500)] * (TRIES * 3)
    assert main(["enrich", *services.options()]) == 1
    assert "without an answer (it answers with status 500: 3 reports)" in capsys.readouterr().err
    assert "crossref" not in {fact.service for fact in read_enriched(ENRICHED)}
    services.faults["crossref"] = []
    n_openalex = services.n_asked("openalex")
    assert main(["enrich", *services.options()]) == 0
    assert "crossref" in {fact.service for fact in read_enriched(ENRICHED)}
    assert services.n_asked("openalex") - n_openalex <= 1


def test_a_report_for_which_two_services_do_not_answer_is_counted_once(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    run_on(joined, entries(0))
    for name in ("crossref", "openalex"):
        services.faults[name] = [Fault(status=500)] * TRIES
    assert main(["enrich", "--only", "crossref,openalex", *services.options()]) == 1
    assert "(it answers with status 500: 1 report)" in capsys.readouterr().err


def test_a_service_that_fails_again_and_again_is_asked_no_further(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    run_on(joined, entries(*range(40)))
    services.faults["crossref"] = [Fault(status=500) for _ in range(400)]
    assert main(["enrich", "--only", "crossref", *services.options()]) == 1
    assert "Crossref was asked no further: it answers with status 500" in capsys.readouterr().err
    assert services.n_asked("crossref") == TRIES * IN_A_ROW
    assert not ENRICHED.exists()


def test_faults_on_the_way_change_nothing_in_what_is_found(joined: Path, services: Services) -> None:
    assert main(["enrich", *services.options(), "--cache", "smooth"]) == 0
    smooth = ENRICHED.read_bytes()
    ENRICHED.unlink()
    faults = [
        Fault(status=429, headers={"Retry-After": "0"}),
        Fault(body=b"<html>"),
        Fault(body=b'{"results": [', announced=900),
    ]
    for waiting in services.faults.values():
        waiting += faults
    assert main(["enrich", *services.options(), "--cache", "rough"]) == 0
    assert ENRICHED.read_bytes() == smooth


def test_a_batch_that_is_refused_for_one_document_is_asked_for_in_parts(
    joined: Path, services: Services
) -> None:
    run_on(
        joined, "".join(entries(0).replace("A.0", f"A.{n}").replace(TITLES[0], TITLES[n]) for n in range(4))
    )
    services.documents = [document(n, pmid="") for n in range(4)]
    services.faults["crossref"] = [Fault(status=400, body=b"{}"), Fault(status=400, body=b"{}")]
    assert main(["enrich", "--only", "crossref", *services.options()]) == 0
    assert [query["filter"].count("doi:") for _, _, query in services.asked] == [4, 2, 1, 1, 2]
    assert len(read_enriched(ENRICHED)) == 8


def deep(service: str, answer: Any) -> Any:
    """The answer, in which the work of one document is nested 900 deep."""
    for work in answer["message"]["items"]:
        if work["DOI"] == "10.5555/A.2":
            work["title"] = json.loads("[" * 900 + '"deep"' + "]" * 900)
    return answer


def test_an_answer_that_cannot_be_read_is_told_not_kept_and_asked_for_anew_without_the_others(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    run_on(
        joined, "".join(entries(0).replace("A.0", f"A.{n}").replace(TITLES[0], TITLES[n]) for n in range(4))
    )
    services.documents = [document(n, pmid="") for n in range(4)]
    services.changed = deep
    command = ["enrich", "--only", "crossref", *services.options()]
    assert main(command) == 1
    assert "without an answer (the answer is nested too deeply" in capsys.readouterr().err
    assert {fact.alias for fact in read_enriched(ENRICHED)} == {f"doi:10.5555/a.{n}" for n in (0, 1, 3)}
    assert main([*command, "--dry-run"]) == 0
    services.changed = lambda service, answer: answer
    services.asked.clear()
    assert main(command) == 0
    assert [query["filter"] for _, _, query in services.asked] == ["doi:10.5555/a.2"]
    assert len({fact.alias for fact in read_enriched(ENRICHED)}) == 4


def test_an_unreadable_answer_that_lies_in_the_cache_is_asked_for_anew(
    joined: Path, services: Services
) -> None:
    assert main(["enrich", "--only", "crossref", *services.options()]) == 0
    before = ENRICHED.read_bytes()
    for path in Path(".cache/enrich/crossref").iterdir():
        head = gzip.decompress(path.read_bytes()).partition(b"\n")[0]
        body = b'{"message": {"items": [{"title": ' + b"[" * 900 + b"]" * 900 + b"}]}}"
        path.write_bytes(gzip.compress(head + b"\n" + body))
    ENRICHED.unlink()
    assert main(["enrich", "--dry-run", *services.options()]) == 0
    assert main(["enrich", "--only", "crossref", *services.options()]) == 0
    assert ENRICHED.read_bytes() == before


def test_a_service_whose_answers_cannot_be_read_is_asked_no_further(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    run_on(joined, entries(*range(40)))
    services.documents = [document(n) for n in range(40)]
    body = b'{"message": {"items": [{"title": ' + b"[" * 900 + b"]" * 900 + b"}]}}"
    services.faults["crossref"] = [Fault(body=body) for _ in range(400)]
    assert main(["enrich", "--only", "crossref", *services.options()]) == 1
    assert "Crossref was asked no further: the answer is nested too deeply" in capsys.readouterr().err
    assert services.n_asked("crossref") == IN_A_ROW
    assert not Path(".cache/enrich/crossref").exists()


def test_a_retraction_is_told_flagged_and_excludes_nothing(
    joined: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.documents[0].retracted_by = "10.5555/notice"
    assert main(["enrich", "--fields", "notice", *services.options()]) == 0
    assert "doi:10.5555/a.0: retraction doi:10.5555/notice (Crossref)" in capsys.readouterr().out
    assert main(["dedupe"]) == 0
    assert len(by_title()) == 3
    main(["check"])
    told = capsys.readouterr().err
    assert "has a notice: retraction doi:10.5555/notice (Crossref)" in told
    assert "decide in corpus/decisions/screening.csv" in told


def test_old_answers_are_asked_anew_and_a_notice_that_is_gone_is_taken_back(
    joined: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.documents[0].retracted_by = "10.5555/notice"
    monkeypatch.setattr("coprod_review.tasks.enrich.asking.today_in_words", lambda: "2026-01-02")
    assert main(["enrich", "--only", "openalex", "--fields", "notice", *services.options()]) == 0
    services.documents[0].retracted_by = ""
    monkeypatch.setattr("coprod_review.tasks.enrich.asking.today_in_words", lambda: "2026-03-02")
    again = ["enrich", "--only", "openalex", "--fields", "notice", *services.options()]
    assert main(again) == 0
    assert [fact.value for fact in read_enriched(ENRICHED)] == ["retraction"]
    assert main([*again, "--older-than", "30"]) == 0
    assert [fact.value for fact in read_enriched(ENRICHED)] == ["retraction", ""]
    n_asked = len(services.asked)
    assert main([*again, "--older-than", "30"]) == 0
    assert len(services.asked) == n_asked


def test_hostile_texts_stay_text_on_one_line(joined: Path, services: Services) -> None:
    hostile = "<script>alert(1)</script> =cmd|' /C calc'!A0 \x00\x07\x1b[31m \u202e " + WORDS.format(0)
    services.documents[0].abstract = hostile
    services.documents[0].references = ("=HYPERLINK(1)", "a || b\nc")
    assert main(["enrich", *services.options()]) == 0
    assert main(["dedupe"]) == 0
    report = next(r for r in read_reports(Path("results/dedupe/reports.parquet")) if r.doi == "10.5555/a.0")
    assert report.abstract.startswith("<script>alert(1)</script> =cmd|")
    assert not {"\x00", "\x07", "\x1b", "\n"} & set(report.abstract)
    assert report.references == ("=HYPERLINK(1)", "a | b c")


def test_mail_addresses_and_services_that_are_none_are_refused_with_a_remedy(
    joined: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrich", "--mail", "nobody"]) == 2
    assert "give one like name@example.org" in capsys.readouterr().err
    assert main(["enrich", "--service", "elsewhere=https://example.org"]) == 2
    assert "the name one of openalex, crossref, europepmc" in capsys.readouterr().err
    assert main(["enrich", "--only", "elsewhere"]) == 2
    assert "use some of: openalex, crossref, europepmc" in capsys.readouterr().err
    assert main(["enrich", "--older-than", "-1"]) == 2
    assert "give 0 (before today) or more" in capsys.readouterr().err


def test_before_a_first_run_it_tells_what_to_do(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrich", "--dry-run"]) == 2
    assert "make review" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no signal to kill with")
def test_a_kill_in_the_middle_loses_no_answer_and_asks_nothing_again(
    joined: Path, services: Services
) -> None:
    run_on(joined, entries(*range(40)))
    services.documents = [document(n) for n in range(40)]
    command = [sys.executable, "-m", "coprod_review", "enrich", "--only", "crossref", *services.options()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(services.asked) < 10 and process.poll() is None:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = len(list(Path(".cache/enrich/crossref").glob("*.gz")))
    n_asked = len(services.asked)
    assert 0 < kept <= n_asked
    assert not ENRICHED.exists()
    assert main(["enrich", "--only", "crossref", *services.options()]) == 0
    asked = [str(sorted(query.items())) for _, _, query in services.asked]
    assert len(asked) - len(set(asked)) <= 1  # the one request that was under way
    assert len({fact.alias for fact in read_enriched(ENRICHED)}) >= 38
