"""All pages of the server: no wider than the screen, before axe-core, with focus seen and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import WIDTHS
from tests.browser.serving import Server, press, serving, write_review_to_decide

PATHS = {
    "--coder": ("/", "/queue/reports", "/report/r001?queue=reports", "/nowhere"),
    "--reviewer": (
        "/",
        "/queue/all",
        "/queue/pairs",
        "/report/r001?queue=all",
        "/report/r002?queue=coders",
        "/pair/1?queue=pairs",
        "/screen/r002?queue=screening",
    ),
}
NOT_FOUND = ("404",)


@pytest.fixture(scope="module")
def server_by_role(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """A server for each role, on one invented review."""
    review = write_review_to_decide(tmp_path_factory.mktemp("pages") / "review", project)
    with ExitStack() as running:
        people = {"--coder": "AB", "--reviewer": "CD"}
        yield {role: running.enter_context(serving(review, role, name)) for role, name in people.items()}


def unfold(page: Any) -> None:
    """Show what is shown on demand."""
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    press(page, ["?", "?"])


@pytest.mark.parametrize("role", PATHS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(server_by_role, window, role, width) -> None:
    server = server_by_role[role]
    page = window(width=width, forgiven=NOT_FOUND).open(server)
    wide = []
    for path in PATHS[role]:
        page.goto(server.at(path))
        unfold(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


@pytest.mark.parametrize("role", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_of_any_page(server_by_role, window, axe, role, scheme) -> None:
    serious = []
    server = server_by_role[role]
    page = window(color_scheme=scheme, bypass_csp=True, forgiven=NOT_FOUND).open(server)
    for path in PATHS[role]:
        page.goto(server.at(path))
        press(page, ["1"])
        unfold(page)
        page.wait_for_timeout(200)
        page.evaluate(axe)
        found: list[dict[str, Any]] = page.evaluate("axe.run(document).then((run) => run.violations)")
        serious += [
            (path, fault["id"], [node["html"][:140] for node in fault["nodes"][:3]])
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]
    assert serious == []


@pytest.mark.parametrize("role", PATHS)
def test_every_stop_of_the_keyboard_shows_its_focus(server_by_role, window, role) -> None:
    server = server_by_role[role]
    page = window().open(server, "/report/r002")
    unseen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none":
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 100)"))
    assert unseen == []


def test_focus_stays_on_the_questions_while_one_moves_and_removes_evidence(server_by_role, window) -> None:
    server = server_by_role["--coder"]
    page = window().open(server, "/report/r002")
    press(page, ["j", "e", "Enter", "e", "ArrowDown", "Enter"])
    for left in (1, 0):
        page.locator(".question-item.open [data-off]").first.click()
        assert page.locator(".question-item.open [data-off]").count() == left
        assert page.evaluate("document.activeElement.closest('.question-item.open') !== null")


def test_what_happens_is_read_out(server_by_role, window) -> None:
    server = server_by_role["--coder"]
    page = window().open(server, "/report/r002")
    press(page, ["2"])
    page.wait_for_selector("#told:text('Co-production tradition: Service management')", state="attached")
    press(page, ["u"])
    page.wait_for_selector("#told:text('Undone')", state="attached")


def test_definitions_come_on_demand_and_keys_with_the_second_press(server_by_role, window) -> None:
    server = server_by_role["--coder"]
    page = window().open(server, "/report/r002")
    definitions = page.locator(".question-item.open .definitions")
    assert not definitions.is_visible()
    press(page, ["?"])
    assert definitions.is_visible()
    assert not page.locator(".keys-all").is_visible()
    press(page, ["?"])
    assert page.locator(".keys-all").is_visible()
    press(page, ["?"])
    assert not definitions.is_visible()
    assert not page.locator(".keys-all").is_visible()
