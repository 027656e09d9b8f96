"""Coding in the browser, against the real server: by keyboard, with evidence, through reloads and crashes."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import (
    all_saved,
    answers_in,
    begin,
    drag_over,
    press,
    question,
    report_of,
    rows_of,
    serving,
)

from coprod_review.io.codebook import read_codebook

GONE = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "401 (Unauthorized)")
QUEUE = "/queue/reports"


def coded(review: Path, coder: str = "AB") -> dict[tuple[str, str], dict[str, str]]:
    return answers_in(review / "corpus" / "codings" / f"{coder}.csv")


def open_first(window: Any, server: Any, **how: Any) -> Any:
    """The first report of the coder's queue."""
    page = window(**how).open(server, QUEUE)
    begin(page)
    return page


def test_twenty_reports_are_coded_by_keyboard_alone(to_decide, window) -> None:
    dimensions = read_codebook(to_decide / "config" / "codebook.yaml").dimensions
    chance = random.Random(6)
    meant: dict[tuple[str, str], tuple[str, ...]] = {}
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        for _ in range(20):
            report = report_of(page)
            for name, dimension in dimensions.items():
                codes = list(dimension.codes)
                n = chance.randint(1, 2) if dimension.multiple else 1
                chosen = chance.sample([code for code in codes if code != "none"], n)
                press(page, [str(codes.index(code) + 1) for code in chosen])
                if dimension.multiple:
                    press(page, ["j"])
                meant[report, name] = tuple(sorted(chosen))
            with page.expect_navigation():
                page.keyboard.press("Enter")
    found = coded(to_decide)
    assert {place: tuple(row["codes"].split(";")) for place, row in found.items()} == meant
    assert len({report for report, _ in found}) == 20


def test_undo_takes_back_the_last_answer_and_then_the_one_before(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        report = report_of(page)
        press(page, ["1", "2"])
        all_saved(page)
        press(page, ["u"])
        all_saved(page)
        assert page.locator(".question-item.open .label").inner_text() == "Basis of the tradition code"
        assert set(coded(to_decide)) == {(report, "tradition")}
        press(page, ["u"])
        all_saved(page)
    assert coded(to_decide) == {}
    rows = rows_of(to_decide / "corpus" / "codings" / "AB.csv")
    assert [row["state"] for row in rows] == ["", "", "withdrawn", "withdrawn"]
    assert [row["undoes"] for row in rows] == ["", "", "1", "1"]


def test_undo_goes_back_through_answers_and_what_was_begun_before_the_first(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = window().open(server, "/report/r002")
        page.locator("#moves-on").uncheck()
        tradition = question(page, "Co-production tradition")
        drag_over(page, "watch over safety")
        for key in ("1", "2"):
            press(page, [key])
            all_saved(page)
        checked = tradition.locator("[data-code][aria-checked=true]")
        press(page, ["u"])
        page.wait_for_selector("[data-code=public_administration][aria-checked=true]")
        all_saved(page)
        assert checked.count() == 1
        press(page, ["u"])
        page.wait_for_selector(".question-item[data-dimension=tradition][data-state=draft]")
        assert checked.count() == 0
        assert tradition.locator(".quotes q").all_inner_texts() == ["watch over safety"]
        page.reload()
        assert tradition.locator(".quotes q").all_inner_texts() == ["watch over safety"]
        press(page, ["u"])
        page.wait_for_selector(".question-item[data-dimension=tradition][data-state=open]")
    rows = rows_of(to_decide / "corpus" / "codings" / "AB.csv")
    assert [(row["codes"], row["state"], row["undoes"]) for row in rows] == [
        ("public_administration", "", ""),
        ("service_management", "", ""),
        ("public_administration", "", "2"),
        ("", "withdrawn", "1"),
    ]


def test_undo_while_the_server_is_gone_changes_what_was_not_sent_and_nothing_else(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = window(forgiven=GONE).open(server, "/report/r002")
        page.locator("#moves-on").uncheck()
        press(page, ["1"])
        all_saved(page)
        server.kill()
        tradition = question(page, "Co-production tradition")
        press(page, ["2"])
        page.wait_for_selector("#gone:not([hidden])")
        press(page, ["3", "u"])
        tradition.locator(".given", has_text=re.compile("^Service management$")).wait_for()
        server.start()
        page.goto(server.url)
        all_saved(page)
    assert coded(to_decide)["r002", "tradition"]["codes"] == "service_management"


def test_after_a_reload_in_the_middle_all_is_as_it_was(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        press(page, ["3", "1"])
        drag_over(page, "watch over safety")
        press(page, ["m"])
        page.keyboard.type("who may n, j and k here?")
        page.reload()
        given = page.locator(".given").all_inner_texts()
        assert given[:3] == ["Integrative", "Explicit", ""]
        framing = question(page, "Patient-safety framing")
        assert framing.get_attribute("data-state") == "draft"
        assert framing.locator(".quotes q").all_inner_texts() == ["watch over safety"]
        assert framing.locator("[data-note]").input_value() == "who may n, j and k here?"
        press(page, ["2"])
        all_saved(page)
        report = report_of(page)
    row = coded(to_decide)[report, "framing"]
    assert (row["codes"], row["quote"]) == ("consultative", "watch over safety")
    assert row["note"] == "who may n, j and k here?"


def test_words_selected_with_the_mouse_become_evidence_and_can_be_removed(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        report = report_of(page)
        drag_over(page, "atients watch ov")
        drag_over(page, "They speak up")
        press(page, ["2"])
        all_saved(page)
        assert coded(to_decide)[report, "tradition"]["quote"] == "patients watch over || They speak up"
        marks = page.locator("[data-field=abstract] mark")
        assert [mark.get_attribute("data-letter") for mark in marks.all()] == ["A", "A"]
        press(page, ["k"])
        page.get_by_role("button", name="Remove the evidence “patients watch over”").click()
        all_saved(page)
    assert coded(to_decide)[report, "tradition"]["quote"] == "They speak up"


def test_words_are_marked_by_keyboard_alone(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        report = report_of(page)
        press(page, ["e", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter", "1"])
        all_saved(page)
    assert coded(to_decide)[report, "tradition"]["quote"] == "patients watch over"


def test_confidence_and_cannot_tell_have_keys(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        report = report_of(page)
        press(page, ["c", "c", "0"])
        all_saved(page)
    row = coded(to_decide)[report, "tradition"]
    assert (row["codes"], row["confidence"]) == ("", "medium")


def test_undo_in_another_browser_lets_the_answer_before_stand_again(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        address = page.url
        press(page, ["1"])
        all_saved(page)
        page.locator(".question-item h2 button").first.click()
        press(page, ["2"])
        all_saved(page)
        other = window().open(server, address.removeprefix(server.at("")))
        press(other, ["k", "u"])
        other.locator(".question-item .given", has_text="Public administration").wait_for()
        all_saved(other)
    (report,) = {report for report, _ in coded(to_decide)}
    assert coded(to_decide)[report, "tradition"]["codes"] == "public_administration"


def test_of_several_codes_none_stands_alone(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = open_first(window, server)
        press(page, ["j", "j", "j", "j", "1", "3"])
        strategy = question(page, "Safety strategy")
        assert strategy.locator(".given").inner_text() == "Safety as best practice; Risk control"
        press(page, ["6"])
        assert strategy.locator(".given").inner_text() == "None"
        press(page, ["6"])
        assert strategy.locator(".given").inner_text() == ""
        all_saved(page)
    assert coded(to_decide) == {}


def test_answers_to_a_killed_server_are_kept_and_sent_when_it_is_back(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        here = window(forgiven=GONE)
        page = here.open(server, QUEUE)
        report = begin(page)
        press(page, ["1"])
        all_saved(page)
        server.kill()
        press(page, ["2", "3"])
        page.wait_for_selector("#gone:not([hidden])")
        assert "2 answers are kept in this browser" in page.inner_text("#gone")
        press(page, ["4", "Enter"])
        assert report_of(page) == report
        server.start()
        here.open(server)
        all_saved(page)
        assert not page.is_visible("#gone")
    codes = [coded(to_decide)[report, name]["codes"] for name in ("tradition", "tradition_basis", "framing")]
    assert codes == ["public_administration", "implicit", "partnership"]
    assert coded(to_decide)[report, "safety_perspective"]["codes"] == "none"


def test_nothing_is_lost_when_server_and_page_both_end_between_key_and_next_page(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        here = window(forgiven=GONE)
        page = here.open(server, QUEUE)
        report = begin(page)
        server.kill()
        press(page, ["2"])
        page.close()
        server.start()
        all_saved(here.open(server))
    assert coded(to_decide)[report, "tradition"]["codes"] == "service_management"


def test_a_page_that_waits_learns_that_another_tab_has_sent_its_answer(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        here = window(forgiven=GONE)
        page = here.open(server, "/report/r002")
        server.kill()
        press(page, ["2"])
        page.wait_for_selector("#gone:not([hidden])")
        server.start()
        here.open(server)
        page.wait_for_selector(".question-item[data-dimension=tradition][data-state=saved]")
        all_saved(page)
        assert not page.is_visible("#taken")


def test_an_answer_from_another_browser_is_taken_over_with_a_notice(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        one, other = open_first(window, server), open_first(window, server)
        report = report_of(one)
        assert report_of(other) == report
        press(one, ["1"])
        all_saved(one)
        other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        other.wait_for_selector("#taken:not([hidden])")
        assert "Co-production tradition" in other.inner_text("#taken")
        assert question(other, "Co-production tradition").get_attribute("data-state") == "saved"
        press(other, ["k", "j", "k", "2"])
        all_saved(other)
        one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        one.wait_for_selector("#taken:not([hidden])")
        assert question(one, "Co-production tradition").locator(".given").inner_text() == "Service management"
    rows = rows_of(to_decide / "corpus" / "codings" / "AB.csv")
    assert [(row["codes"], row["revision"] or "1") for row in rows] == [
        ("public_administration", "1"),
        ("service_management", "2"),
    ]


def test_another_tab_of_the_same_browser_takes_an_answer_over_by_itself(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        here = window()
        one, other = here.open(server, "/report/r002"), here.open(server, "/report/r002")
        press(one, ["2"])
        other.wait_for_selector("#taken:not([hidden])")
        assert (
            question(other, "Co-production tradition").locator(".given").inner_text() == "Service management"
        )
        assert not one.is_visible("#taken")


@pytest.mark.parametrize("has_looked", [True, False])
def test_undo_takes_back_no_answer_that_another_window_has_given(to_decide, window, has_looked: bool) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        one, other = (window().open(server, "/report/r002") for _ in range(2))
        for page in (one, other):
            page.locator("#moves-on").uncheck()
        press(one, ["1", "m"])
        one.keyboard.type("first note")
        one.keyboard.press("Escape")
        all_saved(one)
        other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        other.wait_for_selector("#taken:not([hidden])")
        press(other, ["2"])
        all_saved(other)
        if has_looked:
            one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            one.wait_for_selector("#taken:not([hidden])")
        n_before = len(rows_of(to_decide / "corpus" / "codings" / "AB.csv"))
        press(one, ["u"])
        if not has_looked:
            one.wait_for_selector("#taken:not([hidden])")
            assert len(rows_of(to_decide / "corpus" / "codings" / "AB.csv")) == n_before
            press(one, ["u"])
        tradition = question(one, "Co-production tradition")
        tradition.locator(".given", has_text="Public administration").wait_for()
        all_saved(one)
    row = coded(to_decide)["r002", "tradition"]
    assert (row["codes"], row["note"]) == ("public_administration", "first note")
    assert (row["revision"], row["undoes"]) == (f"{n_before + 1}", f"{n_before}")


def test_an_answer_that_is_refused_is_kept_and_named_until_it_is_given_up(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = window(forgiven=("404",)).open(server, "/report/r002")
        answer = {"report": "gone", "dimension": "framing", "codes": ["none"], "quotes": []}
        unsent = {"url": "/api/answer", "at": 1, "body": {**answer, "note": "", "confidence": ""}}
        page.evaluate(
            "(text) => localStorage.setItem(document.body.dataset.store + ':unsent:gone|framing', text)",
            json.dumps(unsent),
        )
        press(page, ["1"])
        page.wait_for_selector("#refused:not([hidden])")
        assert "framing of gone: there is no such report in this run" in page.inner_text("#refused")
        assert page.inner_text("#saving") == "1 not saved"
        page.reload()
        page.get_by_role("button", name="Give it up").click()
        assert not page.is_visible("#refused")
    assert {report for report, _ in coded(to_decide)} == {"r002"}


def test_two_coders_at_once_mix_nothing(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as a, serving(to_decide, "--coder", "EF") as b:
        pages = [open_first(window, server) for server in (a, b)]
        reports = [report_of(page) for page in pages]
        for key in "1213":
            for page in pages:
                page.keyboard.press(key)
        for page in pages:
            all_saved(page)
    for coder, report in zip(("AB", "EF"), reports, strict=True):
        assert len(coded(to_decide, coder)) == 4
        assert {found for found, _ in coded(to_decide, coder)} == {report}


def test_hostile_titles_and_abstracts_are_shown_as_text(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = window().open(server, "/report/r001?queue=reports")
        assert page.inner_text("#title").startswith("<script>alert(1)</script><svg onload=")
        assert page.locator("#paper script, #paper svg, #paper img").count() == 0
        drag_over(page, "script>alert(1)</script")
        press(page, ["1"])
        all_saved(page)
        assert page.locator("#questions script").count() == 0
    assert coded(to_decide)["r001", "tradition"]["quote"] == "script>alert(1)</script"


def test_the_page_of_a_coder_shows_no_answer_of_others(to_decide, window) -> None:
    with serving(to_decide, "--coder", "AB") as server:
        page = window().open(server, "/report/r002?queue=reports")
        html = page.content()
    assert "reader_1" not in html
    assert "of record" not in html.lower()


@pytest.mark.parametrize("role", ["--coder", "--reviewer"])
def test_the_first_stops_of_the_keyboard_skip_to_content_and_questions(to_decide, window, role) -> None:
    with serving(to_decide, role, "AB") as server:
        page = window().open(server, "/report/r002")
        press(page, ["Tab", "Tab"])
        assert page.evaluate("document.activeElement.textContent") == "Skip to the questions"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "questions"
