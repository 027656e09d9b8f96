"""Queues: who has which, what is in them, and how they shrink as decisions come in from anywhere."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.server.conftest import Ask, Asked
from tests.stage_tables import write_reports, write_screening

from coprod_review.io.results import digests_below
from coprod_review.io.tables import read_screening


def _items(asked: Asked, queue: str) -> list[str]:
    page = asked.get(queue if queue.startswith("/") else f"/queue/{queue}")
    assert page.status_code == 200
    return re.findall(r'data-item href="/(?:report|screen|pair)/([\w.]+)\?queue', page.text)


def _progress(asked: Asked, queue: str, **answer: object) -> tuple[int, int]:
    told = asked.post("answer", queue=queue, **answer).json()["progress"]
    return told["n_done"], told["n"]


def test_reviewers_have_the_queues_of_what_is_to_be_looked_at(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    assert set(_items(asked, "uncertain")) == {"r002", "r003"}
    assert set(_items(asked, "machine")) == {"r004"}
    assert set(_items(asked, "coders")) == {"r007"}
    assert set(_items(asked, "pairs")) == {"1"}
    assert len(_items(asked, "all")) == 20


def test_reviewers_are_asked_of_no_codes_of_excluded_reports(ask: Ask, review: Path) -> None:
    decisions = read_screening(review / "results" / "screen" / "decisions.parquet")
    excluded = next(one.report_id for one in decisions if not one.included)
    for name, row in (
        (
            "settle/disagreements.csv",
            "{},e,framing,reader_1: none | reader_2: other,readers,waiting,,they differ",
        ),
        (
            "code/disagreements.csv",
            "{},c,tradition,machine against people,agreed,none,reader_1: none,none,other",
        ),
    ):
        path = review / "results" / name
        path.write_text(f"{path.read_text(encoding='utf-8')}{row.format(excluded)}\n", encoding="utf-8")
    asked = ask("--reviewer", "CD")
    assert set(_items(asked, "coders")) == {"r007"}
    assert set(_items(asked, "machine")) == {"r004"}
    assert excluded in _items(asked, "all")


def test_a_coder_codes_the_gold_sample_or_one_that_is_named(ask: Ask, review: Path) -> None:
    samples = review / "corpus" / "samples"
    samples.mkdir()
    (samples / "gold.csv").write_text("report\nr002\nr003\nr999\n", encoding="utf-8")
    (samples / "pilot.csv").write_text("report\nr004\n", encoding="utf-8")
    assert set(_items(ask("--coder", "AB"), "sample")) == {"r002", "r003"}
    assert set(_items(ask("--coder", "AB", "--sample", "pilot"), "sample")) == {"r004"}


def test_a_report_is_done_when_every_question_has_an_answer(ask: Ask, review: Path) -> None:
    asked = ask("--coder", "AB")
    names = list(json.loads(asked.get("/api/report/r002").text)["dimensions"])
    for name in names[:-1]:
        assert _progress(asked, "reports", report="r002", dimension=name, codes=[])[0] == 0
    assert _items(asked, "unfinished") == ["r002"]
    assert _progress(asked, "reports", report="r002", dimension=names[-1], codes=[])[0] == 1
    assert _items(asked, "unfinished") == []
    assert _items(asked, "mine") == ["r002"]
    assert _items(asked, "/queue/reports?state=done") == ["r002"]


def test_a_report_whose_codes_the_codebook_forbids_together_is_unfinished(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    names = list(json.loads(asked.get("/api/report/r002").text)["dimensions"])
    for name in names:
        codes = {"framing": ["none"], "issue_character": ["technical"]}.get(name, [])
        asked.post("answer", report="r002", dimension=name, codes=codes)
    assert _items(asked, "unfinished") == ["r002"]


def test_a_queue_shrinks_by_what_another_server_writes(ask: Ask) -> None:
    one, other = ask("--reviewer", "CD"), ask("--reviewer", "GH")
    assert "0 of 1" in other.get("/queue/machine").text
    one.post("dispute", report="r004", dimension="tradition", codes=["none"], reason="nobody takes part")
    assert "1 of 1" in other.get("/queue/machine").text
    assert _items(other, "disputes") == ["r004"]


def test_reviewers_find_what_they_have_decided_and_not_what_others_have(ask: Ask) -> None:
    one, other = ask("--reviewer", "CD"), ask("--reviewer", "GH")
    one.post("agree", report="r004", dimension="tradition")
    one.post("dispute", report="r006", dimension="tradition", codes=["none"], reason="nobody takes part")
    assert set(_items(one, "mine")) == {"r004", "r006"}
    assert _items(other, "mine") == []


def test_next_leads_to_the_next_open_item_and_back_to_the_one_before(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    state = asked.get("/api/report/r002?queue=uncertain").json()
    assert state["next"] == "/report/r003?queue=uncertain"
    assert state["back"] == ""
    assert asked.get("/api/report/r003?queue=uncertain").json()["back"] == "/report/r002?queue=uncertain"
    asked.post("dispute", report="r003", dimension="tradition", codes=["none"], reason="because")
    assert asked.get("/api/report/r002?queue=uncertain").json()["next"] == ""


def test_an_audit_sample_is_done_by_what_this_reviewer_looked_at(ask: Ask, review: Path) -> None:
    (review / "corpus" / "samples").mkdir()
    plan = "report,dimension,codes,group,n_group,chance\nr002,tradition,service_management,agreed,9,0.5\n"
    (review / "corpus" / "samples" / "audit_1.csv").write_text(plan, encoding="utf-8")
    one, other = ask("--reviewer", "CD"), ask("--reviewer", "GH")
    assert _items(one, "audit_1") == ["r002"]
    told = one.post("agree", report="r002", dimension="tradition", queue="audit_1").json()
    assert (told["progress"]["n_done"], told["progress"]["n"]) == (1, 1)
    assert one.rows("decisions/audits")[0]["sample"] == "audit_1"
    assert "0 of 1" in other.get("/queue/audit_1").text


def test_the_ranking_orders_what_is_read_next(ask: Ask, review: Path) -> None:
    folder = review / "results" / "next"
    folder.mkdir()
    (folder / "coding.csv").write_text("rank,report,score,title,why\n1,r009,0.9,x,terms\n2,r003,0.8,y,z\n")
    (folder / "screening.csv").write_text("rank,report,score,title,why\n1,r011,0.9,x,terms\n2,r002,0.8,y,z\n")
    asked = ask("--reviewer", "CD")
    assert _items(asked, "next") == ["r009", "r003"]
    assert _items(asked, "screening")[:2] == ["r011", "r002"]
    assert _items(ask("--coder", "AB"), "screening")[:2] == ["r011", "r002"]


@pytest.mark.parametrize("first_looks", [0, 1])
def test_reports_whose_screening_is_in_doubt_have_a_queue_of_reviewers_with_each_reason(
    ask: Ask, review: Path, first_looks: int
) -> None:
    """Also where codes of a report are hidden until it is coded: a doubt about screening tells none."""
    settings = review / "config" / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("without_suggestions: 0", f"without_suggestions: {first_looks}")
    settings.write_text(text, encoding="utf-8")
    path = review / "results" / "screen" / "decisions.parquet"
    doubts: dict[str, tuple[str, tuple[str, ...], str]] = {
        "r004": ("waiting", ("rules",), "words of many meanings"),
        "r006": ("machine", ("rules",), "x"),
        "r009": ("waiting", ("AB", "EF"), "AB includes, EF excludes"),
    }
    kept = [d for d in read_screening(path) if d.report_id not in doubts]
    known = {d.report_id: d for d in read_screening(path)}
    changed = [
        replace(known[i], status=status, decided_by=by, note=note) for i, (status, by, note) in doubts.items()
    ]
    write_screening(path, [*kept, *changed])
    (review / "corpus" / "decisions").mkdir(exist_ok=True)
    (review / "corpus" / "decisions" / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\nr004,reader_1,exclude,,2026-01-01,off topic\n"
    )
    asked = ask("--reviewer", "CD")
    assert _items(asked, "doubtful") == ["r009", "r004"]
    shown = asked.get("/queue/doubtful").text
    assert "AB includes, EF excludes" in shown and "words of many meanings" in shown
    told = asked.post("screen", report="r009", verdict="include", reason="on topic", queue="doubtful").json()
    assert (told["progress"]["n_done"], told["progress"]["n"]) == (1, 2)
    assert ask("--coder", "AB").get("/queue/doubtful").status_code == 404


def test_whatever_nobody_has_judged_waits_for_screening_ranked_or_not(ask: Ask, review: Path) -> None:
    everything = {f"r{n:03}" for n in range(1, 21)}
    assert set(_items(ask("--coder", "AB"), "screening")) == everything
    (review / "corpus" / "decisions").mkdir(exist_ok=True)
    (review / "corpus" / "decisions" / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\nr002,EF,include,,2026-01-01,\nr003,EF,exclude,,2026-01-01,\n"
    )
    (review / "results" / "next").mkdir()
    (review / "results" / "next" / "screening.csv").write_text(
        "rank,report,score,title,why\n1,r011,0.9,x,terms\n2,r002,0.8,y,z\n"
    )
    waiting = _items(ask("--coder", "AB"), "screening")
    assert waiting[0] == "r011" and set(waiting) == everything - {"r002", "r003"}


def test_a_new_run_is_taken_over_without_a_restart(ask: Ask, review: Path) -> None:
    asked = ask("--reviewer", "CD")
    queue = review / "results" / "code" / "queue.csv"
    queue.write_text(queue.read_text(encoding="utf-8").replace("r003", "r008"), encoding="utf-8")
    assert set(_items(asked, "uncertain")) == {"r002", "r008"}


def test_fifty_stand_on_a_page_and_the_last_page_has_the_rest(ask: Ask, review: Path) -> None:
    folder = review / "results" / "next"
    folder.mkdir()
    rows = "".join(f"{n},x{n},0.5,t,w\n" for n in range(1, 121))
    (folder / "coding.csv").write_text(f"rank,report,score,title,why\n{rows}", encoding="utf-8")
    asked = ask("--reviewer", "CD")
    assert _items(asked, "next") == [f"x{n}" for n in range(1, 51)]
    assert _items(asked, "/queue/next?page=3") == [f"x{n}" for n in range(101, 121)]
    assert _items(asked, "/queue/next?page=99") == [f"x{n}" for n in range(101, 121)]


@pytest.mark.parametrize("words", ["PATIENTS part 7", "r007"])
def test_a_search_finds_words_of_titles_and_ids(ask: Ask, words: str) -> None:
    assert "r007" in _items(ask("--reviewer", "CD"), f"/queue/all?q={words}")


def test_a_search_looks_at_the_titles_of_a_queue_that_has_some_of_the_reports(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    assert _items(asked, "/queue/uncertain?q=PATIENTS part 3") == ["r003"]
    assert _items(asked, "/queue/uncertain?q=patients part 7") == []


def test_a_search_for_what_nobody_wrote_finds_nothing_and_says_so_on_a_page(ask: Ask) -> None:
    assert _items(ask("--reviewer", "CD"), "/queue/all?q=%3Cscript%3Exyz") == []


def test_re_opened_answers_come_back_to_their_coder(ask: Ask, review: Path) -> None:
    (review / "results" / "settle" / "reopened.csv").write_text(
        "report,dimension,coder,codes,codebook,why,title\nr003,framing,AB,none,0.1,changed,t\n"
        "r004,framing,EF,none,0.1,changed,t\n",
        encoding="utf-8",
    )
    asked = ask("--coder", "AB")
    assert _items(asked, "again") == ["r003"]
    assert _progress(asked, "again", report="r003", dimension="framing", codes=["none"]) == (1, 1)


def test_an_answer_to_a_report_that_is_excluded_now_does_not_come_back(ask: Ask, review: Path) -> None:
    (review / "results" / "settle" / "reopened.csv").write_text(
        "report,dimension,coder,codes,codebook,why,title\nr003,framing,AB,none,0.1,changed,t\n"
        "r004,framing,AB,none,0.1,changed,t\n",
        encoding="utf-8",
    )
    path = review / "results" / "screen" / "decisions.parquet"
    write_screening(
        path,
        [replace(one, included=one.report_id != "r003" and one.included) for one in read_screening(path)],
    )
    assert _items(ask("--coder", "AB"), "again") == ["r004"]


def test_the_time_of_a_report_is_the_median_of_what_was_spent(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    for report, seconds in (("r002", 10), ("r003", 30), ("r004", 5000)):
        told = asked.post(
            "answer", report=report, dimension="framing", codes=[], seconds=seconds, queue="reports"
        ).json()
    assert told["progress"]["seconds_each"] == 30


def test_a_review_without_a_single_report_still_has_a_home_page(ask: Ask, review: Path) -> None:
    write_reports(review / "results" / "dedupe" / "reports.parquet", [])
    for options in (("--coder", "AB"), ("--reviewer", "CD")):
        asked = ask(*options)
        assert asked.get("/").status_code == 200
        assert asked.get("/queue/screening").status_code == 200


def test_where_only_reports_were_made_the_queues_say_what_is_missing(ask: Ask, review: Path) -> None:
    for folder in ("code", "settle", "screen"):
        for path in (review / "results" / folder).iterdir():
            path.unlink()
    asked = ask("--reviewer", "CD")
    assert "coprod-review run" in asked.get("/queue/uncertain").text
    assert asked.get("/report/r002").status_code == 200


def test_a_file_that_git_has_left_in_conflict_is_named_on_every_page(ask: Ask, review: Path) -> None:
    codings = review / "corpus" / "codings"
    codings.mkdir()
    asked = ask("--coder", "AB")
    asked.post("answer", report="r002", dimension="framing", codes=[])
    path = codings / "AB.csv"
    path.write_text(path.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    assert "git could not merge" in asked.get("/").text
    refused = asked.post("answer", report="r003", dimension="framing", codes=[])
    assert refused.status_code == 409
    assert "marks" in refused.json()["remedy"]


def test_the_queue_of_contradictions_leaves_out_where_the_machine_of_record_agrees(
    ask: Ask, review: Path
) -> None:
    path = review / "results" / "code" / "disagreements.csv"
    single = "r008,f,tradition,single coder against people,agreed,none,reader_1: none,other,none\n"
    path.write_text(path.read_text(encoding="utf-8") + single, encoding="utf-8")
    assert _items(ask("--reviewer", "CD"), "machine") == ["r004"]


@pytest.mark.parametrize("missing", ["code/queue.csv", "code/disagreements.csv", "settle/disagreements.csv"])
def test_the_old_run_stays_while_a_new_one_is_made(ask: Ask, review: Path, missing: str) -> None:
    asked = ask("--reviewer", "CD")
    before = asked.get("/").text
    path = review / "results" / missing
    content = path.read_bytes()
    path.unlink()
    (review / "results" / "dedupe" / "pairs.csv").touch()
    assert asked.get("/").text == before
    assert set(_items(asked, "uncertain")) == {"r002", "r003"}
    path.write_bytes(content.replace(b"r003", b"r008"))
    assert asked.get("/").status_code == 200
    if "queue" in missing:
        assert set(_items(asked, "uncertain")) == {"r002", "r008"}


def test_a_ranking_that_is_taken_away_is_gone(ask: Ask, review: Path) -> None:
    folder = review / "results" / "next"
    folder.mkdir()
    (folder / "coding.csv").write_text("rank,report,score,title,why\n1,r009,0.9,x,terms\n", encoding="utf-8")
    asked = ask("--reviewer", "CD")
    assert _items(asked, "next") == ["r009"]
    (folder / "coding.csv").unlink()
    assert asked.get("/queue/next").status_code == 404


def test_an_audit_sample_that_is_drawn_meanwhile_is_there_without_a_restart(ask: Ask, review: Path) -> None:
    asked = ask("--reviewer", "CD")
    assert asked.get("/queue/audit").status_code == 404
    (review / "corpus" / "samples").mkdir()
    plan = "report,dimension,codes,group,n_group,chance\nr002,tradition,none,agreed,9,0.5\n"
    (review / "corpus" / "samples" / "audit.csv").write_text(plan, encoding="utf-8")
    assert _items(asked, "audit") == ["r002"]


def test_a_sample_that_was_drawn_does_not_make_the_results_old(ask: Ask, review: Path) -> None:
    known = digests_below([review / "corpus", review / "config"])
    inputs = [{"path": path, "sha256": digest} for path, digest in known.items()]
    (review / "results" / "provenance.json").write_text(json.dumps({"inputs": inputs}))
    (review / "corpus" / "samples").mkdir(exist_ok=True)
    (review / "corpus" / "samples" / "drawn.csv").write_text("report\n")
    (review / "corpus" / "characteristics.csv").write_text("report\n")
    asked = ask("--reviewer", "CD")
    for _ in range(100):
        if "older than what people supplied" in (page := asked.get("/").text):
            break
        time.sleep(0.05)
    assert "corpus/characteristics.csv was added" in page


def test_in_what_was_given_nothing_waits(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", report="r002", dimension="framing", codes=["none"])
    given = asked.get("/").text.partition("What I have given")[2].partition("</li>")[0]
    assert '<p class="left">1 <small>report</small></p>' in given and "data-start" not in given
    assert "data-start" not in asked.get("/queue/mine").text
