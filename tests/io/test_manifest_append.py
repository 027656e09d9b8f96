"""One entry more in the search log: what stood there stays, byte for byte, and both are read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.errors import ReviewError
from coprod_review.io.manifest import read_manifest
from coprod_review.io.manifest_append import NEW_LOG, with_entry
from coprod_review.model.corpus import ExportFile

ONE = """\
# The log of an invented review.

exports:   # one below the other
  - file: one.ris
    label: Invented Index   # as the flow names it
    origin: search
    database: Invented Index
    query: |
      ward AND
      night
    searched: 2024-02-03
    hits: 12
    # no limits were set
  # the next one is to come

# A last word.
"""
NEW = ExportFile(
    file="two.nbib",
    label="Other Index",
    origin="search",
    database="Other Index",
    query='TITLE("ward: night") # all',
    searched="2024-05-06",
    hits=3,
    sha256="0" * 64,
)


def read_back(text: str, folder: Path) -> tuple[ExportFile, ...]:
    path = folder / "manifest.yaml"
    path.write_bytes(text.encode("utf-8"))
    return read_manifest(path)


def stays(before: str, after: str) -> bool:
    """Whether taking the inserted part out of `after` gives `before`."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    tail = len(before) - start
    return after[:start] == before[:start] and (not tail or after.endswith(before[start:]))


def test_the_entry_stands_behind_the_last_one_and_every_comment_stays(tmp_path: Path) -> None:
    made = with_entry(ONE, NEW, where="log")
    assert stays(ONE, made)
    lines = made.splitlines()
    place = lines.index("  - file: two.nbib")
    assert lines[place - 1] == "    # no limits were set"
    assert "  # the next one is to come" in lines[place:]
    assert "    searched: 2024-05-06" in lines
    assert read_back(made, tmp_path) == (*read_back(ONE, tmp_path), NEW)


@pytest.mark.parametrize(
    "log",
    [
        ONE,
        ONE.replace("\n", "\r\n"),
        "\ufeff" + ONE,
        ONE.replace("  - file", "  -   file").replace("\n    ", "\n      "),
        ONE.removesuffix("\n  # the next one is to come\n\n# A last word.\n"),
        "exports:\n- {file: a.ris, label: a,\n   origin: prepared, database: b}\n",
        "exports:\n- file: a.ris\n  label: a\n  origin: prepared\n  database: b\n  note:\n",
        "exports:\n- file: a\n  label: a\n  origin: prepared\n  database: b\n  note: >\n    1\n    2\n\n",
        "exports: []\n",
        "exports:\n",
        "exports:",
        "# mine\nexports:   # none yet\n\n# end\n",
        "exports:\n  # - file: to_come.ris\n",
        "exports: null\n",
        "exports: ~ # none\n",
        '{"exports": null}',
        "exports: [ ] # none yet\n# end\n",
        "exports: [{file: a.ris, label: a, origin: prepared, database: b}] # one\n",
        '{"exports": []}',
        NEW_LOG,
        json.dumps(
            {"exports": [{"file": "a", "label": "a", "origin": "prepared", "database": "b"}]}, indent=1
        ),
        json.dumps({"exports": [{"file": "a", "label": "a", "origin": "prepared", "database": "b"}]}),
    ],
)
def test_any_form_of_the_log_takes_two_more_entries(log: str, tmp_path: Path) -> None:
    other = ExportFile(file="three.csv", label="By hand", origin="other_methods", database="Hand search")
    made = with_entry(with_entry(log, NEW, where="log"), other, where="log")
    assert read_back(made, tmp_path) == (*read_back(log, tmp_path), NEW, other)
    assert made.startswith("\ufeff") == log.startswith("\ufeff")
    assert ("\r\n" in made) == ("\r\n" in log)
    if "\r\n" in log:
        assert "\n" not in made.replace("\r\n", "")
    assert all(line in made for line in log.splitlines() if line.lstrip().startswith("#"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)


@given(
    TEXTS,
    st.one_of(st.none(), TEXTS, st.lists(TEXTS, max_size=4).map("\n".join)),
    st.sampled_from([ONE, NEW_LOG, '{"exports": []}']),
)
def test_whatever_a_search_string_holds_is_read_back(note: str, query: str | None, log: str) -> None:
    export = ExportFile(
        file="x.ris", label="x", origin="other_methods", database="x", query=query or None, note=note
    )
    try:
        made = with_entry(log, export, where="log")
    except ReviewError as error:
        assert error.remedy
        return
    assert stays(log, made) or log == NEW_LOG


@pytest.mark.parametrize("log", ["other: 1\n", "exports: 3\n", "exports: {a: b}\n", "- a\n"])
def test_a_file_that_is_no_search_log_is_told_with_a_remedy(log: str) -> None:
    with pytest.raises(ReviewError) as error:
        with_entry(log, NEW, where="log")
    assert "write `exports: []`" in error.value.remedy
