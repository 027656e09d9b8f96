"""docs/figures.md tells of every figure that there is, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from coprod_review.render.figures import FIGURES


def test_the_page_on_figures_tells_each_with_its_caption(project: Path) -> None:
    page = (project / "docs" / "figures.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [spec.name for spec in FIGURES]
    assert all(spec.caption in page for spec in FIGURES), "run tools/figures_page.py, as the page says"


def test_the_picture_of_figures_is_small_enough_for_a_page(project: Path) -> None:
    assert (project / "docs" / "images" / "figures.png").stat().st_size < 450_000
