"""Exercises in the browser, against the real server: by keyboard, through a crash, before axe-core."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import ADDRESS, PATIENCE, Server, all_saved, press
from tests.cli.training_room import make_room

from coprod_review.io.training import read_training, training_path

GONE = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "401 (Unauthorized)")

ANSWERS = (["2"], ["2"], ["1"], ["2"], ["4", "5", "j"])
"""The settled answers but the third, of the report with settled answers other than none."""


class Training(Server):
    """`coprod-review train` in the place of `serve`."""

    options: tuple[str, ...] = ()

    def start(self) -> str:
        log = self.review / "train.log"
        command = [sys.executable, "-m", "coprod_review", "train", *self.role, *self.options]
        with log.open("wb") as out:
            self.running = subprocess.Popen(
                [*command, "--no-browser", "--port", str(self.port)],
                cwd=self.review,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        end = time.monotonic() + PATIENCE
        while not (found := ADDRESS.search(told := log.read_text(encoding="utf-8"))):
            assert self.running.poll() is None and time.monotonic() < end, told
            time.sleep(0.05)
        self.url, self.port = found.group(0), int(found.group(1))
        return self.url


@contextmanager
def training(folder: Path, *, n: int = 1) -> Iterator[Training]:
    server = Training(review=folder, role=("--coder", "AB"))
    server.options = tuple(make_room(folder, n=n))
    server.start()
    try:
        yield server
    finally:
        server.stop()


def told_page(page: Any) -> None:
    with page.expect_navigation(url="**/train/told/**"):
        page.keyboard.press("Enter")


def test_an_exercise_is_answered_by_keyboard_and_told_and_comes_again(tmp_path: Path, window: Any) -> None:
    with training(tmp_path) as server:
        page = window().open(server)
        with page.expect_navigation():
            page.keyboard.press("n")
        for keys in ANSWERS:
            press(page, keys)
        all_saved(page)
        told_page(page)
        assert "4 of 5 as settled" in page.locator(".train-score").inner_text()
        assert page.locator(".told-list > li.wrong details[open]").count() == 1
        assert page.locator("mark[data-letter]").inner_text() == "Relatives kept watch"
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Again, round 2" in page.locator(".way").inner_text()
    trials = read_training(training_path(tmp_path / "corpus", "AB"))
    assert len(trials) == 5 and sum(t.is_right for t in trials) == 4


def test_open_questions_are_asked_for_and_the_first_of_them_is_unfolded(tmp_path: Path, window: Any) -> None:
    with training(tmp_path) as server:
        page = window().open(server, "/train")
        press(page, ["2"])
        all_saved(page)
        with page.expect_navigation(url="**/train?asked=1"):
            page.keyboard.press("n")
        assert "First answer every question" in page.locator(".trouble[role=alert]").first.inner_text()
        assert page.locator(".question-item.open .label").inner_text() == "Basis of the tradition code"


def test_a_killed_server_loses_no_answer_of_an_exercise(tmp_path: Path, window: Any) -> None:
    with training(tmp_path) as server:
        page = window(forgiven=GONE).open(server, "/train")
        press(page, ["2"])
        all_saved(page)
        server.kill()
        press(page, ["2"])
        page.wait_for_selector("#gone:not([hidden])")
        page.context.new_page().goto(server.start())
        page.reload()
        page.locator(".question-item[data-state=saved]").nth(1).wait_for()
        for keys in ANSWERS[2:]:
            press(page, keys)
        all_saved(page)
        told_page(page)
    assert len(read_training(training_path(tmp_path / "corpus", "AB"))) == 5


def test_a_page_written_before_another_window_sent_an_answer_shows_it(tmp_path: Path, window: Any) -> None:
    with training(tmp_path) as server:
        page = window(forgiven=(*GONE, "ERR_FAILED")).open(server, "/train")
        server.kill()
        press(page, ["2"])
        page.wait_for_selector("#gone:not([hidden])")
        held: list[Any] = []
        page.route("**/answer", lambda route: route.abort())
        other = page.context.new_page()

        def hold(route: Any) -> None:
            held.append(route)

        other.route("**/answer", hold, times=1)
        other.goto(server.start())
        while not held:
            other.wait_for_timeout(20)

        def written_early(route: Any) -> None:
            response = route.fetch()
            held[0].continue_()
            all_saved(other)
            route.fulfill(response=response)

        page.route("**/train", written_early, times=1)
        page.reload()
        page.locator(".question-item[data-state=saved]").wait_for(timeout=10_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_no_serious_fault_and_nothing_is_wider_than_the_screen(
    tmp_path: Path, window: Any, axe: str, scheme: str, width: int
) -> None:
    with training(tmp_path, n=11) as server:
        page = window(width=width, color_scheme=scheme, bypass_csp=True).open(server, "/train")
        for _ in range(10):
            page.goto(server.at("/train"))
            for keys in ANSWERS:
                press(page, keys)
            all_saved(page)
            told_page(page)
        for path in (page.url.removeprefix(server.at("")), "/train", "/"):
            page.goto(server.at(path))
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate(axe)
            found = page.evaluate("axe.run(document).then((run) => run.violations)")
            assert [f["id"] for f in found if f["impact"] in ("serious", "critical")] == []
