"""YAML that people write: faults are told with line and remedy, bombs are refused."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from coprod_review.config import Config, Strict
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.manifest import FileName
from coprod_review.io.yamls import parse_yaml, read_yaml


class Shelf(Strict):
    height: int
    books: tuple[str, ...] = ()
    kind: Literal["open", "shut"] = "open"
    share: Annotated[float, Field(ge=0, le=1)] = 1
    built: datetime.date | None = None
    label: FileName = "a"
    floors: tuple[Annotated[int, Field(gt=0)], ...] = Field((1,), min_length=1)
    colour: Literal[1, 2, 3] = 1
    nearest: bool | int = 0


def written(folder: Path, text: str) -> Path:
    path = folder / "shelf.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_misspelt_key_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "height: 3\nboks: [a]\n")
    with pytest.raises(ReviewError) as caught:
        read_yaml(path, Shelf)
    assert "unknown key boks" in str(caught.value)
    assert "line 2" in str(caught.value)
    assert "remedy: correct the spelling" in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "boks: [a]\nhight: 4\n")
    with pytest.raises(ReviewError) as caught:
        read_yaml(path, Shelf)
    told = str(caught.value)
    assert "boks" in told
    assert "hight" in told
    assert "height is missing" in told


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, "height: 3\nbooks: [a, b\n")
    with pytest.raises(ReviewError, match="not valid YAML"):
        read_yaml(path, Shelf)


def test_aliases_that_could_expand_without_end_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "height: 3\nbooks: &a [x, x]\n")
    with pytest.raises(ReviewError) as caught:
        read_yaml(path, Shelf)
    assert "anchors" in str(caught.value)
    assert "quotes" in caught.value.remedy


def test_deep_nesting_is_refused_without_a_crash(tmp_path: Path) -> None:
    path = written(tmp_path, "books: " + "[" * 100_000)
    with pytest.raises(ReviewError):
        read_yaml(path, Shelf)


def test_a_file_in_another_encoding_names_line_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "shelf.yaml"
    path.write_bytes("height: 3\nbooks: [Gr\xf6nroos]\n".encode("latin-1"))
    with pytest.raises(ReviewError) as caught:
        read_yaml(path, Shelf)
    assert "line 2" in caught.value.where
    assert "UTF-8" in caught.value.remedy


def test_the_configuration_of_the_project_is_valid(project: Path) -> None:
    assert read_yaml(project / "config" / "config.yaml", Config).classifier.folds >= 2


def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "height: 3\nbooks: [a]\nheight: 4\n")
    with pytest.raises(ReviewError) as caught:
        read_yaml(path, Shelf)
    assert "the key height stands twice, in line 1 and in line 3" in str(caught.value)
    assert caught.value.remedy == "keep one of the two"


@pytest.mark.parametrize(
    ("text", "told", "remedy"),
    [
        ("", "this file is empty", "write it anew"),
        ("- a\n", "keys with values are needed", "write `key: value`"),
        ("height: high\n", "height: a whole number is needed, not 'high'", "write digits alone"),
        ("height:\n", "height: a whole number is needed, and nothing stands here", "write digits alone"),
        ("height: 1\nbooks: a\n", "books: a list is needed, not 'a'", "write [a, b]"),
        ("height: 1\nbooks: [3]\n", "books.0: text is needed, not '3'", "in quotes"),
        ("height: 1\nkind: oak\n", "kind: one of the known words is needed", "use one of: open, shut"),
        (
            "height: 1\ncolour: 7\n",
            "colour: one of the known numbers is needed, not '7'",
            "use one of: 1, 2, 3",
        ),
        ("height: 1\nfloors: []\n", "floors: at least 1 entry is needed", "write [a, b]"),
        ("height: yes\n", "height: a number is needed, not true; YAML takes yes", "correct the value"),
        (
            "height: 1\nshare: off\n",
            "share: a number is needed, not false; YAML takes no",
            "correct the value",
        ),
        ("height: 1\nshare: 2\n", "share: a number not above 1 is needed", "correct the number"),
        ("height: 1\nbuilt: 2026-13-01\n", "built: a date is needed, not '2026-13-01'", "2026-11-05"),
        (
            "height: 1\nlabel: a/b\n",
            "label: a file name without folders, braces and control characters is needed",
            "correct",
        ),
        ("height: !!int x\n", "a value that cannot be read", "put the value in quotes"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(tmp_path: Path, text: str, told: str, remedy: str) -> None:
    with pytest.raises(ReviewError) as caught:
        read_yaml(written(tmp_path, text), Shelf)
    assert told in str(caught.value)
    assert remedy in str(caught.value)


def test_marks_of_a_merge_are_named_with_their_lines_and_not_as_broken_yaml(tmp_path: Path) -> None:
    path = tmp_path / "coders.yaml"
    path.write_text("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nc: 3\n>>>>>>> theirs\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="between lines 2 and 6 comes from either branch") as told:
        parse_yaml(path.read_text("utf-8"), where=str(path))
    assert told.value.where.endswith("coders.yaml, line 2")
    assert "keep the entries of both branches" in told.value.remedy


def test_text_that_only_shows_such_marks_is_read() -> None:
    assert parse_yaml('a: "<<<<<<< and\\n >>>>>>> are marks"\n', where="x")[1] == {
        "a": "<<<<<<< and\n >>>>>>> are marks"
    }


def test_entries_at_fault_do_not_make_a_list_too_short_besides(tmp_path: Path) -> None:
    with pytest.raises(ReviewErrors) as caught:
        read_yaml(written(tmp_path, "height: 1\nfloors: [0, -1]\n"), Shelf)
    assert [fault.problem.partition(":")[0] for fault in caught.value.faults] == ["floors.0", "floors.1"]


def test_true_is_read_where_it_is_one_of_the_kinds(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "height: 1\nnearest: yes\n"), Shelf).nearest is True
