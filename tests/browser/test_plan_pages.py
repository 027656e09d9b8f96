"""The pages of plans in a browser: chosen by keyboard, no wider than a telephone, printed as chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.audit import invented_review
from tests.audit.fixtures import run_in
from tests.browser.conftest import WIDTHS

from coprod_review.cli import main

CHARACTERS = ("technical", "procedural", "social_interaction")


@pytest.fixture(scope="module")
def planned(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented review with its site, and a page on one issue beside it."""
    review: Path = invented_review.write_review(tmp_path_factory.mktemp("planned") / "r", project)
    assert run_in(review, "site") == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(review)
        assert main(["plan", "the pump gives the <i>wrong</i> dose", "--page", "plan.html"]) == 0
    return review


def test_characters_are_chosen_and_left_by_keyboard(opened: Any, planned: Path) -> None:
    page = opened(planned / "results" / "audit" / "plan.html")
    assert page.is_visible("#of-technical")
    assert not page.is_visible("#of-procedural")
    page.focus("#choose-procedural")
    page.keyboard.press("Space")
    assert page.is_visible("#of-procedural")
    page.focus("#choose-technical")
    page.keyboard.press("Space")
    assert not page.is_visible("#of-technical")


def test_print_shows_the_plans_that_are_chosen_and_all_where_none_is(opened: Any, planned: Path) -> None:
    page = opened(planned / "results" / "audit" / "plan.html")
    page.emulate_media(media="print")
    shown = [page.is_visible(f"#of-{c}") for c in CHARACTERS]
    assert shown == [True, False, False]
    colours = page.eval_on_selector(
        ".tabs :checked + label", "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    page.emulate_media(media="screen")
    page.focus("#choose-technical")
    page.keyboard.press("Space")
    page.emulate_media(media="print")
    assert all(page.is_visible(f"#of-{c}") for c in CHARACTERS)
    assert not page.is_visible(".none-chosen")


def test_where_no_character_is_chosen_the_page_says_so(opened: Any, planned: Path) -> None:
    page = opened(planned / "results" / "audit" / "plan.html")
    assert not page.is_visible(".none-chosen")
    page.focus("#choose-technical")
    page.keyboard.press("Space")
    assert page.is_visible(".none-chosen")


def test_checkboxes_are_named_by_their_words_and_stand_in_their_group(opened: Any, planned: Path) -> None:
    page = opened(planned / "results" / "audit" / "plan.html")
    told = page.locator(".plan-choice fieldset").aria_snapshot()
    assert 'group "Characters of the issue"' in told
    assert told.count("checkbox") == len(CHARACTERS)
    assert "☐" not in "".join(line for line in told.splitlines() if "checkbox" in line)
    assert "☑" not in "".join(line for line in told.splitlines() if "checkbox" in line)


@pytest.mark.parametrize("width", (*WIDTHS, 320))
@pytest.mark.parametrize("place", ["plan.html", "results/audit/plan.html"])
def test_no_page_of_plans_is_wider_than_its_screen(
    opened: Any, planned: Path, place: str, width: int
) -> None:
    page = opened(planned / place)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_was_told_is_shown_as_it_was_told(opened: Any, planned: Path) -> None:
    page = opened(planned / "plan.html")
    assert "the pump gives the <i>wrong</i> dose" in page.inner_text("h1")
