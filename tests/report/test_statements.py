"""What authors may state: each item that no run answers, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import coprod_review.report
from coprod_review.config import LeftItem, Statements
from coprod_review.errors import ReviewError
from coprod_review.io.checklists import read_checklist
from coprod_review.io.manifest import SEARCH_ITEMS, SearchingEntry, read_searching
from coprod_review.io.yamls import read_yaml
from coprod_review.report.statements import SEARCH_TOPICS, TOPICS

DATA = Path(coprod_review.report.__file__).parent / "data"


def left_open(name: str) -> set[str]:
    """The items that no run can answer."""
    return {item.item for item in read_checklist(DATA / f"{name}.yaml").items if not item.when}


def test_authors_can_state_every_item_that_no_run_answers():
    assert set(TOPICS) == left_open("prisma_2020")
    assert set(SEARCH_TOPICS) == left_open("prisma_s")
    own = {field: "told" for field in Statements.model_fields if field not in ("authors", "items")}
    assert {*get_args(LeftItem), *Statements.model_validate(own).by_item()} == set(TOPICS)


def test_every_field_on_searching_answers_an_item(tmp_path: Path):
    manifest = tmp_path / "manifest.yaml"
    fields = "".join(f"  {name}: none\n" for name in SearchingEntry.model_fields)
    manifest.write_text(f"exports: []\nsearching:\n{fields}", encoding="utf-8")
    assert tuple(read_searching(manifest)) == SEARCH_ITEMS == tuple(SEARCH_TOPICS)
    manifest.write_text("exports: []\n", encoding="utf-8")
    assert read_searching(manifest) == {}


@pytest.mark.parametrize("written", ["fundng: none", "items: {'1': a title}", "authors: [{name: ''}]"])
def test_what_no_place_is_kept_for_is_refused_with_its_line(tmp_path: Path, written: str):
    path = tmp_path / "statements.yaml"
    path.write_text(f"{written}\n", encoding="utf-8")
    with pytest.raises(ReviewError) as refused:
        read_yaml(path, Statements)
    assert "line 1" in str(refused.value)
