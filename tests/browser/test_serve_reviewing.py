"""Reviewing in the browser, against the real server: agree, dispute, settle, pairs, screening, by key."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.browser.serving import all_saved, drag_over, press, question, rows_of, serving

from coprod_review.io import tables

REPORT = "/report/r002"
SLOW_PAGES = """() => {
  const at_once = fetch;
  window.fetch = async (to, told) => {
    if (told?.method !== 'POST') await new Promise((done) => setTimeout(done, 600));
    return at_once(to, told);
  };
}"""


def decisions(review: Path, name: str) -> list[dict[str, str]]:
    return rows_of(review / "corpus" / "decisions" / f"{name}.csv")


def opened_framing(page: Any) -> Any:
    press(page, ["j", "j"])
    framing = question(page, "Patient-safety framing")
    framing.locator(".body").wait_for()
    return framing


def show_without_suggestions(review: Path, *, share: int) -> None:
    config = review / "config" / "config.yaml"
    told = re.sub(
        r"without_suggestions: \S+", f"without_suggestions: {share}", config.read_text(encoding="utf-8")
    )
    config.write_text(told, encoding="utf-8")


def test_a_reviewer_sees_who_said_what_with_passages_marked(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        said = question(page, "Co-production tradition").locator(".said")
        assert "Service management" in said.locator(".of-record").inner_text()
        assert {"rules", "classifier", "combination"} <= set(said.locator(".answer b").all_inner_texts())
        marks = page.locator("[data-field=abstract] mark.R")
        assert marks.first.inner_text().startswith("Families and")
        assert "R" in [mark.get_attribute("data-letter") for mark in marks.all()]


def test_a_dispute_needs_a_reason_and_stands_on_the_page_until_it_is_taken_back(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        press(page, ["2"])
        drag_over(page, "They speak up")
        press(page, ["d", "Enter"])
        assert "A reason is needed" in framing.locator(".own").inner_text()
        page.keyboard.type("They are asked, and decide nothing.")
        page.keyboard.press("Enter")
        framing.locator(".disputes li").wait_for()
        assert "Open dispute of CD" in framing.locator(".disputes").inner_text()
        (row,) = decisions(to_decide, "disputes")
        assert (row["report"], row["dimension"], row["codes"]) == ("r002", "framing", "consultative")
        assert (row["against"], row["quote"]) == ("partnership", "They speak up")
        assert row["reason"] == "They are asked, and decide nothing."
        page.keyboard.press("u")
        framing.locator(".disputes").wait_for(state="detached")
    assert [row["state"] for row in decisions(to_decide, "disputes")] == ["", "withdrawn"]


def test_a_reviewer_agrees_with_one_key(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        page.keyboard.press("a")
        framing.get_by_text("Looked at and agreed: CD").wait_for()
    (row,) = decisions(to_decide, "audits")
    assert (row["report"], row["dimension"], row["codes"]) == ("r002", "framing", "partnership")
    assert (row["verdict"], row["shown"]) == ("agree", "suggestions")


def test_an_adjudicator_settles_with_a_reason_and_settles_a_dispute(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        press(page, ["2", "d"])
        page.keyboard.type("Only asked.")
        page.keyboard.press("Enter")
        framing.locator(".disputes li").wait_for()
        press(page, ["s"])
        page.keyboard.type("The text says that they are asked.")
        page.keyboard.press("Enter")
        framing.get_by_text("Settled by CD", exact=True).wait_for()
        assert "Settled dispute of CD" in framing.locator(".disputes").inner_text()
    (row,) = decisions(to_decide, "adjudications")
    assert (row["report"], row["dimension"], row["codes"]) == ("r002", "framing", "consultative")
    assert row["reason"] == "The text says that they are asked."


def test_a_report_without_suggestions_shows_them_once_the_reviewer_has_answered(to_decide, window) -> None:
    show_without_suggestions(to_decide, share=1)
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        assert framing.locator(".said").count() == 0
        page.keyboard.press("a")
        assert "Choose an answer first" in framing.locator(".own").inner_text()
        press(page, ["2"])
        page.wait_for_timeout(400)
        assert (framing.locator(".said").count(), decisions(to_decide, "audits")) == (0, [])
        press(page, ["a"])
        framing.locator(".said").wait_for()
        assert "reader_1" in framing.locator(".said").inner_text()
        assert question(page, "Co-production tradition").locator(".said").count() == 0
        assert "You answered before seeing this: " in framing.locator(".said").inner_text()
        assert decisions(to_decide, "disputes") == []
        press(page, ["d"])
        page.keyboard.type("They are asked alone.")
        page.keyboard.press("Enter")
        framing.locator(".disputes li").wait_for()
        assert "You answered before seeing this: " not in framing.locator(".said").inner_text()
    (look,) = decisions(to_decide, "audits")
    assert (look["verdict"], look["codes"], look["shown"]) == ("differs", "consultative", "nothing")
    (row,) = decisions(to_decide, "disputes")
    assert (row["dimension"], row["codes"], row["shown"]) == ("framing", "consultative", "suggestions")


def test_of_a_question_with_several_answers_all_are_given_at_once(to_decide, window) -> None:
    show_without_suggestions(to_decide, share=1)
    (to_decide / "corpus" / "decisions").mkdir(exist_ok=True)
    (to_decide / "corpus" / "decisions" / "adjudications.csv").write_text(
        "report,dimension,codes,coder,date,reason\nr002,safety_strategy,none,EF,2026-01-01,on none\n",
        encoding="utf-8",
    )
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        strategy = question(page, "Safety strategy")
        strategy.locator("h2 button").click()
        press(page, ["2", "3"])
        page.wait_for_timeout(400)
        assert decisions(to_decide, "audits") == []
        press(page, ["a"])
        strategy.locator(".before-others").wait_for(state="detached")
    (look,) = decisions(to_decide, "audits")
    assert (look["dimension"], len(look["codes"].split(";"))) == ("safety_strategy", 2)


def test_undo_takes_the_last_decision_back_though_it_has_the_codes_of_the_one_before(
    to_decide, window
) -> None:
    show_without_suggestions(to_decide, share=1)
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        press(page, ["2", "a"])
        framing.locator(".said").wait_for()
        press(page, ["d"])
        page.keyboard.type("They are asked alone.")
        page.keyboard.press("Enter")
        framing.locator(".disputes li").wait_for()
        page.keyboard.press("u")
        framing.locator(".disputes").wait_for(state="detached")
    assert [row["state"] for row in decisions(to_decide, "disputes")] == ["", "withdrawn"]
    assert [row["state"] for row in decisions(to_decide, "audits")] == [""]


def test_undo_takes_back_the_agreement_of_a_reviewer_who_codes_and_not_the_coding(to_decide, window) -> None:
    coders = to_decide / "corpus" / "coders.yaml"
    coders.write_text(
        coders.read_text(encoding="utf-8")
        + "  - {name: KL, kind: person, role: reader, how: reads, codebook: '0.2', blind: false}\n",
        encoding="utf-8",
    )
    show_without_suggestions(to_decide, share=0)
    with serving(to_decide, "--reviewer", "KL") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        press(page, ["3"])
        all_saved(page)
        if not framing.locator(".body").is_visible():
            framing.locator("h2 button").click()
        page.evaluate(SLOW_PAGES)  # undo is pressed before the page shows the agreement
        press(page, ["a"])
        framing.get_by_text("Agreed.", exact=True).wait_for()
        press(page, ["u"])
        framing.get_by_text("Taken back.", exact=True).wait_for()
    assert [row["state"] for row in decisions(to_decide, "audits")] == ["", "withdrawn"]
    (coding,) = rows_of(to_decide / "corpus" / "codings" / "KL.csv")
    assert (coding["dimension"], coding["codes"]) == ("framing", "partnership")


def test_agreement_with_what_another_has_settled_since_is_refused_with_a_remedy(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window(forgiven=("409",)).open(server, REPORT)
        framing = opened_framing(page)
        (to_decide / "corpus" / "decisions").mkdir(exist_ok=True)
        (to_decide / "corpus" / "decisions" / "adjudications.csv").write_text(
            "report,dimension,codes,coder,date,reason\nr002,framing,consultative,EF,2026-01-01,on it\n",
            encoding="utf-8",
        )
        page.keyboard.press("a")
        framing.get_by_text("by now, and not", exact=False).first.wait_for()
    assert decisions(to_decide, "audits") == []


def test_undo_lets_the_ruling_of_another_stand_again(to_decide, window) -> None:
    coders = to_decide / "corpus" / "coders.yaml"
    coders.write_text(
        coders.read_text(encoding="utf-8")
        + "  - {name: EF, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: false}\n",
        encoding="utf-8",
    )
    for reviewer, key in (("EF", "2"), ("CD", "3")):
        with serving(to_decide, "--reviewer", reviewer) as server:
            page = window().open(server, REPORT)
            framing = opened_framing(page)
            press(page, [key, "s"])
            page.keyboard.type(f"As {reviewer} reads it.")
            page.keyboard.press("Enter")
            framing.get_by_text(f"Settled by {reviewer}", exact=True).wait_for()
            if reviewer == "CD":
                page.keyboard.press("u")
                framing.get_by_text("Settled by EF", exact=True).wait_for()
    rows = decisions(to_decide, "adjudications")
    assert [(row["coder"], row["undone_by"]) for row in rows] == [("EF", ""), ("CD", ""), ("EF", "CD")]


def test_settling_without_codes_says_what_is_missing(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        press(page, ["s"])
        page.keyboard.type("Because.")
        page.keyboard.press("Enter")
        assert "Choose the codes that settle it first" in framing.locator(".own").inner_text()
        page.keyboard.press("Escape")
        press(page, ["2"])
        assert framing.locator(".state-words").text_content() == "chosen, saved once you decide with it"
    assert decisions(to_decide, "adjudications") == []


def test_a_pair_is_decided_by_key_with_a_reason_and_differences_are_marked(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, "/pair/2?queue=pairs")
        row = page.locator(".pair tr", has=page.locator("th", has_text="Title"))
        assert row.locator("ins").all_inner_texts() == ["3", "4"]
        page.keyboard.press("2")
        assert "Say in a few words" in page.locator(".given-words").inner_text()
        page.keyboard.type("Two parts of one series")
        page.keyboard.press("Enter")
        all_saved(page)
        (saved,) = decisions(to_decide, "duplicates")
        assert {saved["record_a"], saved["record_b"]} == {"a.ris:3", "a.ris:4"}
        assert (saved["verdict"], saved["reason"]) == ("distinct", "Two parts of one series")
        page.reload()
        assert page.get_by_role("radio", name="Two documents").get_attribute("aria-checked") == "true"


def test_a_report_is_screened_by_one_key_and_undo_takes_it_back(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, "/screen/r002?queue=screening")
        page.keyboard.press("2")
        all_saved(page)
        (saved,) = decisions(to_decide, "screening")
        assert (saved["report"], saved["verdict"], saved["criterion"]) == ("r002", "exclude", "kind")
        page.keyboard.press("u")
        page.get_by_text("Taken back.").wait_for()
    assert [row["state"] for row in decisions(to_decide, "screening")] == ["", "withdrawn"]


def test_keys_walk_from_the_queues_through_a_list_to_a_report_and_back(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server)
        press(page, ["j", "j"])
        label = page.evaluate("document.activeElement.textContent")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.inner_text("h1") == label
        press(page, ["/"])
        assert page.evaluate("document.activeElement.name") == "q"
        press(page, ["Escape"])
        with page.expect_navigation():
            press(page, ["g"])
        assert page.inner_text("h1") == "What waits for you"


def test_a_search_in_a_queue_finds_words_of_the_title(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, "/queue/all")
        press(page, ["/"])
        page.keyboard.type("part 17")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("[data-item]").all_inner_texts() == ["Patients who check the pump, part 17"]
        page.goto(server.at("/queue/all?q=nowhere"))
        assert "Nothing here is like that" in page.inner_text(".lack")


def test_a_reason_that_is_being_written_is_there_after_a_reload(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        opened_framing(page)
        press(page, ["2", "d"])
        page.keyboard.type("They are asked, and")
        page.reload()
        framing = question(page, "Patient-safety framing")
        framing.locator(".because textarea").wait_for(state="attached")
        assert framing.locator(".because textarea").input_value() == "They are asked, and"
        press(page, ["j", "j"])
        framing.locator(".because textarea").focus()
        page.keyboard.press("End")
        page.keyboard.type(" decide nothing.")
        page.keyboard.press("Enter")
        framing.locator(".disputes li").wait_for()
        page.reload()
        assert framing.locator(".because").is_hidden()
    (row,) = decisions(to_decide, "disputes")
    assert row["reason"] == "They are asked, and decide nothing."


def test_where_nobody_has_decided_no_dispute_is_offered_and_what_is_typed_is_no_command(
    to_decide, window
) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        strip = page.locator(".keys-strip")
        assert "dispute" in strip.inner_text()
        page.evaluate("document.querySelectorAll('.of-record').forEach((e) => delete e.dataset.decided)")
        press(page, ["k", "j"])
        assert "dispute" not in strip.inner_text()
        assert "agree" not in strip.inner_text()
        page.keyboard.press("d")
        page.keyboard.type("going/nowhere")
        assert "Nobody has decided this yet" in framing.locator(".own").inner_text()
        assert page.url.endswith(REPORT)
        assert framing.locator(".body").is_visible()
        press(page, ["Escape", "k"])
        assert framing.locator(".body").is_hidden()


def test_a_dispute_that_proposes_nothing_is_not_shown_as_an_answer(to_decide, window) -> None:
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        press(page, ["d"])
        page.keyboard.type("It does not say.")
        page.keyboard.press("Enter")
        framing.locator(".disputes li").wait_for()
        framing.locator(".unfold .given", has_text="disputed, no other code proposed").wait_for()


def test_codes_that_a_ruling_overturns_by_the_codebook_are_told_before_it_is_sent(to_decide, window) -> None:
    path = to_decide / "results" / "code" / "codes.parquet"
    codes = [
        replace(code, codes=("safety_1",), status="person", coders=("AB", "EF"), reason="AB and EF agree")
        if (code.report_id, code.dimension) == ("r002", "safety_perspective")
        else code
        for code in tables.read_codes(path)
    ]
    tables.write_codes(path, codes)
    with serving(to_decide, "--reviewer", "CD") as server:
        page = window().open(server, REPORT)
        framing = opened_framing(page)
        none = framing.locator(".code[data-code=none]")
        none.click()
        told = framing.locator(".overturned")
        told.get_by_text("Safety perspective becomes").wait_for()
        assert "(AB and EF agree)" in told.inner_text()
        assert decisions(to_decide, "adjudications") == []
        framing.locator(".code[data-code=consultative]").click()
        told.wait_for(state="hidden")
        none.click()
        told.wait_for()
        press(page, ["s"])
        page.keyboard.type("Nobody does anything for safety.")
        page.keyboard.press("Enter")
        framing.get_by_text("Settled by CD").wait_for()
        told.wait_for(state="hidden")
