"""Every link between the pages of the documentation leads to a file and a heading that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted({*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("**/*.md"), PROJECT / "corpus" / "README.md"})


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _broken(page: Path) -> list[str]:
    found = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not re.match(r"[a-z]+:", link) and (
            not target.exists() or (anchor and anchor not in _anchors(target))
        ):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_no_link_of_a_page_is_broken(page: Path) -> None:
    assert _broken(page) == []


def test_the_readme_leads_to_every_page() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    pages = [f"docs/{page.name}" for page in (PROJECT / "docs").glob("*.md")]
    assert [page for page in pages if f"({page})" not in readme] == []
